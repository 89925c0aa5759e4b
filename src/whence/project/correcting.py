"""Putting something right in a library, and taking it back."""

# Imports inside functions keep start-up quick.
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from whence.errors import UsageError
from whence.model.correction import (
    Correction,
    CorrectionKind,
    DamagedEntry,
    Noted,
    Selector,
    bare,
    folded,
)
from whence.model.speech import Status, VoiceKind
from whence.model.text import Span

if TYPE_CHECKING:
    from whence.model.library import Edition
    from whence.model.speech import Reading, Statement
    from whence.project.library import Library, Opened


class NotPutRightError(UsageError):
    """What was asked for cannot be put right. `said` tells why without a word of what was asked."""

    def __init__(self, said: str, about: str = "") -> None:
        super().__init__(f"{about}: {said}" if about else said)
        self.said = said


Words = str | Span  # words of a document, or where they stand in it
_LONGEST = 500  # characters of a name or a note


class Corrections:
    """What a person has put right in a library, in the file `corrections.toml` of its folder.

    >>> import tempfile, whence
    >>> library = whence.Library(tempfile.mkdtemp() + "/news.whence")
    >>> library.add_text("The pier is safe, he said.", uri="pier.txt", model="none")
    >>> made = library.corrections.speaker("pier.txt", "The pier is safe", "Ada Lind")
    >>> [hit.voice for hit in library.search("pier").hits]
    ['Ada Lind']
    >>> [noted.state.value for noted in library.corrections]
    ['holds']
    >>> taken_back = library.corrections.undo(made.id)
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    def __iter__(self) -> Iterator[Noted]:
        """Every correction, and what became of it, in the order of the file."""
        from whence.project.became import noted

        with self._library.open() as opened:
            yield from noted(opened)

    def all(self) -> Sequence[Correction]:
        """Every correction, without a look at what became of it."""
        from whence.store.corrections import corrections

        return corrections(self._library.folder).corrections

    def damaged(self) -> Sequence[DamagedEntry]:
        """What of the file could not be understood, by line. It is left as it is."""
        from whence.store.corrections import corrections

        return corrections(self._library.folder).damaged

    def merge(self, *names: str, why: str = "") -> Correction:
        """These names are one voice, called by the first. Raises UsageError for fewer than two."""
        given = [_told(name, "a name") for name in names]
        if len(set(map(folded, given))) < 2:
            raise NotPutRightError("name two voices that are one")
        return self._note(Correction(kind=CorrectionKind.MERGE, names=tuple(given), why=_note(why)))

    def split(self, name: str, within: str, now: str, *, why: str = "") -> Correction:
        """In documents whose address begins with `within`, the voice of this name is `now`."""
        names, now = (_told(name, "a name"),), _told(now, "a name")
        return self._note(
            Correction(
                kind=CorrectionKind.SPLIT, names=names, document=_told(within, "an address"), now=now, why=_note(why)
            )
        )

    def speaker(
        self, document: str, words: Words, name: str, *, kind: str = "", statement: str = "", why: str = ""
    ) -> Correction:  # fmt: skip
        """These words of a document (its id or address) are said by `name`, a voice of it or another of this `kind`.

        `words` are some of those that are said, or where all of them stand; then `statement` may name which of the
        statements there is meant. Raises UsageError where they cannot be told from others, or it is read so already.
        """
        name = _told(name, "a name")
        if kind and kind not in {each.value for each in VoiceKind}:
            raise NotPutRightError("there is no such kind of voice", kind)
        with self._library.open() as opened:
            edition, reading = _read(opened, document)
            found = _all_said(reading, _statement(reading, words, statement))
            was = reading.voice(found.chain[-1].voice)
            about = self._about(CorrectionKind.SPEAKER, edition, _whole(found), why)
        made = replace(about, now=name, was=was.name, voice=kind)
        return self._put(made, is_so=folded(name) in map(folded, (was.name, *was.aliases)))

    def status(self, document: str, words: Words, status: str, *, statement: str = "", why: str = "") -> Correction:
        """These words of a document are put forward like that; otherwise as `speaker`."""
        if status not in {each.value for each in Status}:
            raise NotPutRightError("there is no such status", status)
        now = Status(status)
        with self._library.open() as opened:
            edition, reading = _read(opened, document)
            found = _statement(reading, words, statement)
            speaker = reading.voice(found.chain[-1].voice).name
            about = self._about(CorrectionKind.STATUS, edition, _whole(found), why)
        made = replace(about, names=(speaker,), now=now.value, was=found.status.value)
        return self._put(made, is_so=now is found.status)

    def not_original(self, document: str, words: Words, original: str, *, why: str = "") -> Correction:
        """A quotation of a document does not come from another one (its id or address). Its verdict is found anew."""
        with self._library.open() as opened:
            edition, reading = _read(opened, document)
            about = self._about(CorrectionKind.NOT_ORIGINAL, edition, _quotation(reading, words), why)
            now = _address(opened, original)
        made = self._note(replace(about, now=now))
        self._judge_anew(made)
        return made

    def not_witness(self, document: str, words: Words, witness: str, *, why: str = "") -> Correction:
        """A passage of a document does not stand in another one (its id or address)."""
        with self._library.open() as opened:
            edition = _edition(opened, document)
            about = self._about(CorrectionKind.NOT_WITNESS, edition, _span(edition.document.text, words), why)
            now = _address(opened, witness)
        return self._note(replace(about, now=now))

    def same_incident(
        self, document: str, words: Words, other: str, other_words: Words, *, why: str = ""
    ) -> Correction:  # fmt: skip
        """What these words of a document tell is one incident with what those of another (or the same) tell.

        Raises UsageError where no happening is told in the words, or both are the same telling.
        """
        return self._pair(CorrectionKind.SAME_INCIDENT, (document, words), (other, other_words), why)

    def not_same_incident(
        self, document: str, words: Words, other: str, other_words: Words, *, why: str = ""
    ) -> Correction:  # fmt: skip
        """What these words tell is another incident than what those tell: it is taken out of it, and nothing else is.

        Otherwise as `same_incident`, in the place of which it comes where that was said of the two.
        """
        return self._pair(CorrectionKind.NOT_SAME_INCIDENT, (document, words), (other, other_words), why)

    def taken_out(
        self, document: str, words: Words, other: str, other_words: Words, *, why: str = ""
    ) -> list[Correction]:  # fmt: skip
        """What these words tell leaves the incident that those tell of.

        That is `not_same_incident` of each telling that a person has put it together with; of those where none was.
        """
        from whence.project.pairing import turned

        with self._library.open() as opened:
            address, named = _told_in(opened, document, words)
            tied = turned(opened.amendments.sheet, address, named, _edition(opened, document).document)
        if not tied:
            return [self.not_same_incident(document, words, other, other_words, why=why)]
        return [self._note(replace(item, why=_note(why))) for item in tied]

    def _pair(self, kind: CorrectionKind, one: tuple[str, Words], other: tuple[str, Words], why: str) -> Correction:
        with self._library.open() as opened:
            first, second = (_told_in(opened, document, words) for document, words in (one, other))
        if (bare(first[0]), first[1]) == (bare(second[0]), second[1]):
            raise NotPutRightError("these are the same words")
        return self._note(
            Correction(
                kind=kind, document=first[0], words=first[1], other=second[0], other_words=second[1], why=_note(why)
            )
        )

    def undo(self, key: str) -> Correction:
        """Take the correction with this id back. Raises UsageError when there is none."""
        from whence.store import corrections

        self._expect()
        if not any(item.id == key for item in self.all()):
            raise NotPutRightError("no correction has this id", key)
        gone = corrections.undo(self._library.folder, key)
        if gone.kind is CorrectionKind.NOT_ORIGINAL:
            self._judge_anew(gone)
        return gone

    def _about(self, kind: CorrectionKind, edition: Edition, span: Span, why: str) -> Correction:
        from whence.project.anchoring import Anchors

        words = Anchors(edition.document.text).selector(span)
        return Correction(kind=kind, document=edition.address, words=words, why=_note(why))

    def _put(self, made: Correction, *, is_so: bool) -> Correction:
        """Note it; where it says what was read anyway, take back what said otherwise."""
        from whence.store.corrections import corrections

        if not is_so:
            return self._note(made)
        other = next((item for item in corrections(self._library.folder).corrections if item.key == made.key), None)
        if other is None:
            raise NotPutRightError("it is read so already", made.now)
        return self.undo(other.id)

    def _note(self, made: Correction) -> Correction:
        from whence.store import corrections

        self._expect()
        corrections.note(self._library.folder, made)
        return made

    def _expect(self) -> None:
        with self._library.open():
            return

    def _judge_anew(self, item: Correction) -> None:
        """The verdicts that the library keeps of a document, where it keeps some."""
        from whence.project.judging import check_edition
        from whence.project.library import Opened
        from whence.store.shelf import changing

        with changing(self._library.folder) as shelf:
            opened = Opened(shelf)
            for row in opened.amendments.editions([item.document]):
                judged = shelf.connection.execute("SELECT 1 FROM checks WHERE edition = ? LIMIT 1", (row,)).fetchone()
                edition = shelf.edition(row)
                checks = check_edition(opened, edition) if edition and judged else None
                if edition is not None and checks is not None:
                    shelf.keep_checks([(edition, checks.checks)])


def _edition(library: Opened, name: str) -> Edition:
    """The edition with this id, or the last one of this address. Raises UsageError when there is none."""
    from whence.project.editions import in_order

    found = library.shelf.by_key(name)
    if found is not None and library.shelf.heads([found.row]):
        return found
    known = in_order(library.shelf, library.amendments.editions([name]))
    if not known:
        raise NotPutRightError("no document of this library has this id or address", name)
    return known[-1]


def _address(library: Opened, name: str) -> str:
    """The address of a document that is named by its id or address; what the library does not know, as it is."""
    try:
        return _edition(library, name).address
    except UsageError:
        return _told(name, "an address")


def _read(library: Opened, name: str) -> tuple[Edition, Reading]:
    """An edition and its reading before anything was put right."""
    from whence.project.reading import reader

    edition = _edition(library, name)
    return edition, library.shelf.reading(edition) or reader("none")(edition.document)


def _told_in(library: Opened, name: str, words: Words) -> tuple[str, Selector]:
    """The address of a document, and what names the happening that is told in these words of it."""
    from whence.project.anchoring import Anchors
    from whence.project.pairing import clause

    edition, reading = _read(library, name)
    found = clause(reading, _span(edition.document.text, words))
    if found is None:
        raise NotPutRightError("no happening is told in these words")
    try:
        return edition.address, Anchors(edition.document.text).selector(found)
    except UsageError as error:
        raise NotPutRightError(str(error)) from error


def _statement(reading: Reading, words: Words, name: str) -> Statement:
    """The statement that is meant. Raises UsageError where none is."""
    from whence.project.amending import base, whole

    span = _span(reading.document.text, words)
    if name:
        found = next((item for item in reading.statements if item.id == base(name)), None)
        if found is None or not (whole(found).covers(span) and span.covers(whole(found))):
            raise NotPutRightError("this document was read anew meanwhile; look at it again")
        return found
    around = [item for item in reading.statements if any(piece.covers(span) for piece in item.content)]
    around = around or [item for item in reading.statements if whole(item).overlaps(span)]
    if not around:
        raise NotPutRightError("nobody says these words, and the document does not either")
    return max(around, key=_inmost)


def _all_said(reading: Reading, found: Statement) -> Statement:
    """The whole of what is said, where a part of it stands alone because it is put forward in another way."""
    from whence.project.amending import whole

    chain = [link.voice for link in found.chain]
    if len(chain) == 1:
        return found
    same = [one for one in reading.statements if [link.voice for link in one.chain] == chain]
    return max((one for one in same if whole(one).covers(whole(found))), key=lambda one: len(whole(one)))


def _inmost(statement: Statement) -> tuple[int, int]:
    return len(statement.chain), -sum(map(len, statement.content))


def _whole(statement: Statement) -> Span:
    from whence.project.amending import whole

    return whole(statement)


def _quotation(reading: Reading, words: Words) -> Span:
    """From the first to the last word of the quotation that is meant."""
    from whence.read.quoted import quoted

    span = _span(reading.document.text, words)
    found = [Span(item.spans[0].start, item.spans[-1].end) for item in quoted(reading) if not item.skipped]
    around = [item for item in found if item.covers(span)] or [item for item in found if item.overlaps(span)]
    if not around:
        raise NotPutRightError("there is no quotation in these words")
    return min(around, key=len)


def _span(text: str, words: Words) -> Span:
    from whence.project.anchoring import Anchors

    if isinstance(words, Span):
        if not 0 <= words.start < words.end <= len(text):
            raise NotPutRightError("that place lies outside the text")
        return words
    found = Anchors(text).find(Selector(exact=words))
    if found is None:
        raise NotPutRightError("these words do not stand in it, or several times; name more of them", f"“{words}”")
    return found.span


def _told(text: str, what: str) -> str:
    told = " ".join(text.split())
    if not any(map(str.isalnum, told)) or len(told) > _LONGEST:
        raise NotPutRightError(f"that is not {what}")
    return told


def _note(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]
