"""Place names in a text, and which places of GeoNames they are (CC BY 4.0, see `compare/data/PLACES.md`)."""

from whence.compare.places.find import located, places

__all__ = ["located", "places"]
