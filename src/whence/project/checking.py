"""Do the quotations match their originals? A draft and its sources in, a check for each quotation out."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Any

from whence.errors import SourceError, UsageError
from whence.model.correction import Correction, Rejected
from whence.model.reuse import Check, Checked, Quoted
from whence.model.text import Document, DocumentStatus, Failure
from whence.project.reading import Source, reader

if TYPE_CHECKING:
    from whence.model.speech import Reading
    from whence.trace.checks import Sources
    from whence.trace.house import Style

NONE = "none"
THE_DRAFT = "it is the draft itself"
_NOTHING_LEFT = "there is nothing to hold it against: no source could be read but the draft itself"
_PART = "only a part of it is there, and only that was searched"


@dataclass(frozen=True, slots=True, repr=False)
class Checks:
    """A draft checked, with a view for every place it is looked at.

    `print(checks)` shows the list, a notebook shows the page, `to_json()` gives the contract's object.
    """

    checked: Checked

    @property
    def document(self) -> Document:
        """The draft."""
        return self.checked.reading.document

    @property
    def checks(self) -> tuple[Check, ...]:
        """A check for each quotation, in order of the draft."""
        return self.checked.checks

    @property
    def problems(self) -> tuple[Check, ...]:
        """Those whose changes the house rules do not permit."""
        return tuple(check for check in self.checks if not check.permitted)

    def __iter__(self) -> Iterator[Check]:
        return iter(self.checks)

    def __len__(self) -> int:
        return len(self.checks)

    def __repr__(self) -> str:
        from whence.present.checks.wording import short

        return f"<Checks {short(self.checked)}>"

    def __str__(self) -> str:
        from whence.present.checks.terminal import render

        return "\n".join(render(self.checked, columns=100))

    def _repr_html_(self) -> str:
        """What a notebook shows: the page in a frame of its own, whose styles cannot leak."""
        from whence.present.checks.page import frame

        return frame(self.checked)

    def to_html(self) -> str:
        """One self-contained page, as `whence check --html` writes it."""
        from whence.present.checks.page import render

        return render([self.checked])

    def to_json(self) -> dict[str, Any]:
        """The object that `whence check --json` prints."""
        from whence.present.checks.contract import to_json

        return to_json(self.checked)


def check(
    draft: Source,
    sources: Iterable[Source] | Source,
    *,
    style: str = "",
    allow_private: bool = False,
    model: str = NONE,
) -> Checks:
    """Hold every quotation of a draft against its sources; both are files, folders or http(s) addresses.

    `style` names house rules (`reuters`, `ap`, `guardian`, `strict`, or a TOML file): they decide which checks are
    `problems`. `model` reads the draft, as for `whence.blame`; the rules alone find quotation marks.

    Raises SourceError when the draft cannot be read or no source can, UsageError for an unknown style or model, or
    where no source is named.
    """
    given = [sources] if isinstance(sources, (str, os.PathLike)) else list(sources)
    for outcome in check_all([draft], given, style=style, allow_private=allow_private, model=model):
        if isinstance(outcome, Failure):
            raise SourceError(outcome.uri, outcome.problem)
        return outcome
    raise SourceError(os.fspath(draft), "nothing to read in it")


def check_all(
    drafts: Iterable[Source],
    sources: Iterable[Source],
    *,
    style: str = "",
    stdin: IO[bytes] | None = None,
    allow_private: bool = False,
    note: Callable[[str], None] | None = None,
    model: str = NONE,
) -> Iterator[Checks | Failure]:
    """Many drafts against the same sources, which are read and indexed once. A draft that cannot be read is a Failure.

    Raises SourceError when no source can be read, UsageError for an unknown style or model, or no source named.
    """
    from whence.ingest.inputs import documents
    from whence.trace.checks import sources as indexed
    from whence.trace.house import style as named

    rules = named(style or "default")
    read = reader(model)
    found, failed = _sources([os.fspath(source) for source in sources], allow_private, note)
    drafted = documents([os.fspath(draft) for draft in drafts], stdin=stdin, allow_private=allow_private, note=note)
    among: tuple[frozenset[str], Sources] | None = None
    for document in drafted:
        if isinstance(document, Failure):
            yield document
            continue
        own = frozenset(item.id for item in found if _same(item, document))
        if among is None or among[0] != own:
            among = own, indexed([item for item in found if item.id not in own])
        if not among[1].documents:
            yield Failure(uri=document.uri, problem=_NOTHING_LEFT)
            continue
        skipped = [Failure(uri=item.uri, problem=THE_DRAFT) for item in found if item.id in own]
        try:
            reading = read(document)
            yield Checks(_checked(reading, among[1], [*failed, *skipped], rules, style))
        # The one place where any error is caught: a fault on one draft must not end the run of the others.
        except Exception as error:
            yield Failure(uri=document.uri, problem=f"a fault in whence, please report it: {error!r}")


def _sources(
    names: Sequence[str], allow_private: bool, note: Callable[[str], None] | None
) -> tuple[list[Document], list[Failure]]:
    """The documents that can be searched, and those that cannot, with the reason."""
    from whence.ingest.inputs import documents

    found: list[Document] = []
    failed: list[Failure] = []
    for item in documents(names, allow_private=allow_private, note=note):
        (failed if isinstance(item, Failure) else found).append(item)  # type: ignore[arg-type]
    if not names:
        raise UsageError("name at least one source to search")
    if not found:
        reason = "; ".join(f"{item.uri}: {item.problem}" for item in failed[:3])
        raise SourceError(", ".join(names), f"no source could be read ({reason})")
    return list({item.id: item for item in found}.values()), failed


def _same(source: Document, draft: Document) -> bool:
    """The draft among its own sources: the same file, or the same text."""
    return source.uri == draft.uri or source.text == draft.text or _one_file(source.uri, draft.uri)


def _one_file(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def _nothing(_item: Quoted) -> Mapping[str, Correction]:
    return {}


def _unknown(_document: Document) -> Reading | None:
    return None


def _left(among: Sources, refused: Mapping[str, Correction]) -> tuple[Sources, tuple[Rejected, ...]]:
    """The sources without those that a person has rejected, and these."""
    from whence.project.rejecting import parted
    from whence.trace.checks import sources as indexed

    if not refused:
        return among, ()
    left, rejected = parted(among.documents, refused)
    return (among if len(left) == len(among.documents) else indexed(left)), rejected


def check_in(
    reading: Reading,
    documents: Sequence[Document],
    *,
    style: str,
    searched: int,
    refused: Callable[[Quoted], Mapping[str, Correction]] = _nothing,
    known: Callable[[Document], Reading | None] = _unknown,
) -> Checks:
    """A draft that was read, held against documents that were chosen from `searched` of them.

    `refused` are the addresses that a person has said a quotation does not come from. `known` is the reading of a
    source in which a person has put something right.
    """
    from whence.trace.checks import sources as indexed
    from whence.trace.house import style as named

    made = _checked(reading, indexed(documents), [], named(style or "default"), style, refused, known)
    return Checks(replace(made, checks=tuple(replace(item, searched=searched) for item in made.checks)))


def _checked(
    reading: Reading,
    among: Sources,
    not_searched: Sequence[Failure],
    rules: Style,
    style: str,
    refused: Callable[[Quoted], Mapping[str, Correction]] = _nothing,
    known: Callable[[Document], Reading | None] = _unknown,
) -> Checked:
    from whence.project.speakers import Speakers
    from whence.read.quoted import quoted
    from whence.trace.checks import check as check_one

    items = quoted(reading)
    speakers = Speakers(reading, known)
    checks = [
        replace(check_one(reading.document, item, left, speakers.at), rejected=rejected)
        for item in items
        if not item.skipped
        for left, rejected in [_left(among, refused(item))]
    ]
    stubs = [
        Failure(uri=item.uri, problem=f"{_PART}: {'; '.join(item.problems)}")
        for item in among.documents
        if item.status is DocumentStatus.PARTIAL
    ]
    searched = len(among.documents) - len(stubs)
    return Checked(
        reading=reading,
        checks=tuple(replace(item, searched=searched, permitted=rules.permitted(item)) for item in checks),
        skipped=tuple(item for item in items if item.skipped),
        sources=among.documents,
        not_searched=(*not_searched, *stubs),
        style=style,
        style_about=rules.about if style else "",
    )
