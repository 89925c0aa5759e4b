"""Whose voice every sentence is: one article, a text, many articles."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Any

from whence.errors import SourceError, UsageError
from whence.model.speech import ReadBy
from whence.model.text import Document, Failure

if TYPE_CHECKING:
    from pathlib import Path

    from whence.model.speech import Reading, Sentence, Statement, Voice

Source = str | os.PathLike[str]
SMALL = "small"  # the trained tagger that comes with whence


@dataclass(frozen=True, slots=True, repr=False)
class Blame:
    """An article read: its document, voices and statements, with a view for every place it is looked at.

    `print(blame)` shows the gutter view, a notebook shows the page, `to_json()` gives the contract's object.
    """

    reading: Reading

    @property
    def document(self) -> Document:
        """The article."""
        return self.reading.document

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Everybody who speaks in it; the first is the document's own voice."""
        return self.reading.voices

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Who says what, through whom."""
        return self.reading.statements

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the text, in order."""
        return self.reading.sentences

    def voice(self, voice_id: str) -> Voice:
        """The voice with this id. Raises KeyError when there is none."""
        return self.reading.voice(voice_id)

    def __repr__(self) -> str:
        from whence.present.wording import short

        return f"<Blame {short(self.reading)}>"

    def __str__(self) -> str:
        from whence.present.terminal import render

        return "\n".join(render(self.reading, columns=100))

    def _repr_html_(self) -> str:
        """What a notebook shows: the page in a frame of its own, whose styles cannot leak."""
        from whence.present.page import frame

        return frame(self.reading)

    def to_html(self) -> str:
        """One self-contained page, as `whence blame --html` writes it."""
        from whence.present.page import render

        return render([self.reading])

    def to_json(self) -> dict[str, Any]:
        """The object that `whence blame --json` prints."""
        from whence.present.contract import to_json

        return to_json(self.reading)


def blame(source: Source, *, allow_private: bool = False, model: str = SMALL, jobs: int | None = None) -> Blame:
    """Say whose voice every sentence of one article is: a file, an http(s) address, or `-` for standard input.

    `model` names the trained tagger that reads beside the rules: `small`, `none`, or the path of an ONNX file. `jobs`
    is how many threads it takes; every core where none is given.

    Raises SourceError when the article cannot be read, UsageError when there is no such model.
    """
    from whence.ingest.inputs import documents

    read = reader(model, jobs)
    for document in documents([os.fspath(source)], stdin=None, allow_private=allow_private):
        if isinstance(document, Failure):
            raise SourceError(document.uri, document.problem)
        return Blame(read(document))
    raise SourceError(os.fspath(source), "nothing to read in it")


def blame_text(text: str, *, uri: str = "text", model: str = SMALL, jobs: int | None = None) -> Blame:
    """Say whose voice every sentence of this text is; `model` and `jobs` as for `blame`.

    Raises SourceError when there is nothing to read in it, UsageError when there is no such model.
    """
    from whence.ingest.plain import read_plain

    return Blame(reader(model, jobs)(read_plain(text, uri=uri)))


def blame_all(
    sources: Iterable[Source],
    *,
    stdin: IO[bytes] | None = None,
    allow_private: bool = False,
    note: Callable[[str], None] | None = None,
    model: str = SMALL,
    jobs: int | None = None,
) -> Iterator[Blame | Failure]:
    """Read many articles, one after the other. What cannot be read is a Failure, and never stops the others.

    `note` is told, in a sentence, what a folder holds that is no article; `model` and `jobs` as for `blame`.
    Raises UsageError when there is no such model.
    """
    from whence.ingest.inputs import documents

    read = reader(model, jobs)
    inputs = [os.fspath(source) for source in sources]
    for document in documents(inputs, stdin=stdin, allow_private=allow_private, note=note):
        yield document if isinstance(document, Failure) else _read(document, read)


def blame_demo(*, model: str = SMALL) -> Blame:
    """The short invented article that comes with whence, read."""
    text = files("whence").joinpath("demo.txt").read_text(encoding="utf-8")
    return blame_text(text, uri="demo.txt", model=model)


def count(sources: Iterable[Source]) -> int:
    """How many articles the sources hold, for a progress display."""
    from whence.ingest.inputs import count as count_inputs

    return count_inputs([os.fspath(source) for source in sources])


def _read(document: Document, read: Callable[[Document], Reading]) -> Blame | Failure:
    try:
        return Blame(read(document))
    # The one place where any error is caught: a fault in the reader on article 70,000 must not end the night's run.
    except Exception as error:
        return Failure(uri=document.uri, problem=f"a fault in whence, please report it: {error!r}")


@cache
def reader(model: str = SMALL, jobs: int | None = None) -> Callable[[Document], Reading]:
    """What reads a document: the rules, and beside them the trained tagger of this name, loaded once.

    Where the runtime of the models is not installed, `small` falls back to the rules alone, and every reading says so.
    Raises UsageError when there is no such model, or no runtime for a model that was asked for by its path.
    """
    from whence.learned import installed

    why = without_model(model)
    if why and model != SMALL:
        raise UsageError(f"--model {model}: {why}")
    if model == installed.NONE or why:
        return _by_rules(why)
    path, sha256 = installed.find(model)
    return _by_rules_and(path, ReadBy(model=model, sha256=sha256), jobs or cores())


def check_model(model: str) -> None:
    """Raise UsageError when there is no such model, or nothing to run one that was asked for by its path."""
    from whence.learned import installed

    if model == installed.NONE:
        return
    if (why := without_model(model)) and model != SMALL:
        raise UsageError(f"--model {model}: {why}")
    if not without_model(model):
        installed.find(model)


def without_model(model: str) -> str:
    """Why the rules read alone although a model was asked for; empty when they do not."""
    from whence.learned import installed

    why = "" if model == installed.NONE else installed.missing()
    return f"read by the rules alone, without the trained tagger: {why}" if why else ""


def _by_rules(note: str) -> Callable[[Document], Reading]:
    from whence.read.article import read

    return partial(read, read_by=ReadBy(note=note))


def _by_rules_and(path: Path, read_by: ReadBy, threads: int) -> Callable[[Document], Reading]:
    from whence.learned.model import Model
    from whence.learned.tag import tagged
    from whence.read.article import read
    from whence.read.joined import joining

    loaded = Model(path, threads)

    def read_document(document: Document) -> Reading:
        found = tagged(loaded, document.text, [block.span for block in document.blocks])
        return read(document, tagger=joining(found), read_by=read_by)

    return read_document


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
