"""Reading one article: `Document -> Reading`, every sentence with the chain of voices it came through."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace

from whence.model.speech import RULES_ALONE, ReadBy, Reading
from whence.model.text import Document
from whence.read.chains import Speakers, mentions, statements, unknown_voice
from whence.read.passages.assemble import assemble
from whence.read.tagger import RULES, Tagger
from whence.read.voices.casting import settle


def read(document: Document, *, tagger: Tagger = RULES, read_by: ReadBy = RULES_ALONE) -> Reading:
    """The voices of a document and the statements that cover it. Never raises for what the text says.

    `tagger` finds source, cue and content in one sentence (`whence.read.tagger`); the rules do when none is given.
    `read_by` is noted in the reading.
    """
    with _collection_paused():
        return replace(_read(document, tagger), read_by=read_by)


@contextmanager
def _collection_paused() -> Generator[None]:
    """Reading makes many small objects and no garbage; looking for some again and again grows faster than the text."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read(document: Document, tagger: Tagger) -> Reading:
    assembly = assemble(document, tagger)
    found, index = mentions(assembly.stretches)
    cast = settle(document, found)
    unknown = unknown_voice(cast, assembly.stretches, index)
    if unknown is not None:
        cast = replace(cast, voices=(*cast.voices, unknown))
    speakers = Speakers(cast=cast, index=index, unknown=unknown.id if unknown else "")
    return Reading(
        document=document,
        voices=cast.voices,
        statements=statements(document, assembly, speakers),
        sentences=tuple(assembly.sentences),
    )
