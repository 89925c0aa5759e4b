"""The gazetteer of `whence compare`: GeoNames, and names written by hand, as one small file."""
