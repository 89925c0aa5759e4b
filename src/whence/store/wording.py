"""What the word index holds of an edition: a row for each sentence, or for each paragraph where no voices were read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from whence.model.speech import Reading, Statement, Voice, VoiceKind

PER_EDITION = 1_000_000  # numbers that an edition may use: a rowid is its row times this, and a number
UNREAD = PER_EDITION // 2  # numbers from here on are paragraphs of a text whose voices were not read
_LONGEST = 20_000  # characters of a paragraph in one row

Row = tuple[int, int, int, str, str, str]  # number, start and end in the text, voice, via, marks


def outlet(publisher: str | None, authors: Sequence[str]) -> str:
    """The words by which `via:` finds a document's own outlet and authors."""
    return " ".join(part for part in (publisher, *authors) if part)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The lines of a text that hold something, long ones in parts; not more than a library can number."""
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if len(line) > _LONGEST:
            found += [(start, min(start + _LONGEST, end)) for start in range(at, end, _LONGEST)]
        elif line and not line.isspace():
            found.append((at, end))
        at = end + 1
    return found[: UNREAD - 1]


def pieces(text: str) -> list[str]:
    """The words of `paragraphs(text)`, each in its place.

    >>> pieces("The pier opened.\\n\\n\\n“Never,” she said.\\n")
    ['The pier opened.', '“Never,” she said.']
    """
    lines = [line for line in text.split("\n") if line and not line.isspace()]
    if len(lines) >= UNREAD or max(map(len, lines), default=0) > _LONGEST:
        return [text[start:end] for start, end in paragraphs(text)]
    return lines


def read(reading: Reading) -> Iterator[Row]:
    """The rows of a text whose voices were read: a sentence each."""
    document = reading.document
    voices = {voice.id: voice for voice in reading.voices}
    by_sentence = _by_sentence(reading)
    own = outlet(document.publisher, document.authors)
    for number, sentence in enumerate(reading.sentences[: UNREAD - 1]):
        here = by_sentence.get(number, [])
        speakers = [voices[item.chain[-1].voice] for item in here]
        through = [voices[link.voice] for item in here for link in item.chain[:-1]]
        about = marks(
            ("lang", document.language),
            *(("status", item.status.value) for item in here),
            *(("quotation", item.quotation.value) for item in here),
            *(("kind", voice.kind.value) for voice in speakers),
            *(("unnamed", "yes" if voice.kind is VoiceKind.UNNAMED else "no") for voice in speakers),
        )
        span, via = sentence.span, f"{_names(through)} {own}".strip()
        yield number, span.start, span.end, _names(speakers), via, about


def _names(voices: list[Voice]) -> str:
    return " ".join(dict.fromkeys(name for voice in voices for name in (voice.name, *voice.aliases)))


def _by_sentence(reading: Reading) -> dict[int, list[Statement]]:
    """The statements that have words in each sentence."""
    starts = [sentence.span.start for sentence in reading.sentences]
    found: dict[int, list[Statement]] = {}
    for statement in reading.statements:
        numbers: set[int] = set()
        for span in statement.content:
            first = max(bisect_right(starts, span.start) - 1, 0)
            last = max(bisect_right(starts, max(span.end - 1, span.start)) - 1, first)
            numbers.update(range(first, last + 1))
        for number in numbers:
            found.setdefault(number, []).append(statement)
    return found


def marks(*pairs: tuple[str, object]) -> str:
    """Words of the index that stand for properties: `("status", "denied")` is `status0denied`."""
    return " ".join(mark(name, str(value)) for name, value in pairs if value)


def mark(name: str, value: str) -> str:
    """The word that stands for one property.

    >>> mark("status", "denied"), mark("kind", "official_body")
    ('status0denied', 'kind0official0body')
    """
    return "".join(char if char.isalnum() else "0" for char in f"{name}0{value}".casefold())
