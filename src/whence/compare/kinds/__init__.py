"""What a voice is, finer than its kind: a named person, an official body, an anonymous official, a document …"""

from whence.compare.kinds.find import Proximity, proximity, source_kind, voice_kind

__all__ = ["Proximity", "proximity", "source_kind", "voice_kind"]
