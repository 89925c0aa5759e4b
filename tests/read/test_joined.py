"""Rules and tagger together: neither breaks what the other is sure of."""

from __future__ import annotations

import pytest

from whence.ingest.plain import read_plain
from whence.model.speech import Reading, Tagged
from whence.model.text import Span
from whence.read.article import read
from whence.read.joined import joining


def _tagged(text: str, content: str, source: str | None, cue: str | None, confidence: float = 0.9) -> Tagged:
    def span(words: str | None) -> Span | None:
        return Span(text.index(words), text.index(words) + len(words)) if words else None

    return Tagged(content=(span(content) or Span(0, 0),), source=span(source), cue=span(cue), confidence=confidence)


def _read(text: str, *found: Tagged) -> Reading:
    return read(read_plain(text, uri="a.txt"), tagger=joining(found))


def _said(reading: Reading) -> dict[str, str]:
    """What others than the author say, and who."""
    text = reading.document.text
    return {
        " … ".join(text[span.start : span.end] for span in statement.content): reading.voice(
            statement.chain[-1].voice
        ).name
        for statement in reading.statements
        if len(statement.chain) > 1
    }


def test_what_no_rule_has_words_for_is_added() -> None:
    text = "Lena Marsh wagered the crane would reopen. Rain fell."
    assert _said(_read(text)) == {}
    found = _tagged(text, "the crane would reopen", "Lena Marsh", "wagered")
    assert _said(_read(text, found)) == {"the crane would reopen": "Lena Marsh"}


@pytest.mark.parametrize(
    ("text", "content", "source", "cue", "confidence"),
    [
        ("Lena Marsh wagered the crane would reopen.", "the crane would reopen", "Lena Marsh", "wagered", 0.2),
        (
            "A grand jury indicted the former chief.",
            "the former chief",
            "A grand jury",
            "indicted",
            0.9,
        ),  # a bare thing
        ("Is anybody asking who signed?", "who signed", "anybody", "asking", 0.9),  # nobody in particular
    ],
)
def test_what_is_doubtful_or_no_statement_is_left_out(
    text: str, content: str, source: str, cue: str, confidence: float
) -> None:
    assert _said(_read(text, _tagged(text, content, source, cue, confidence))) == _said(_read(text))


def test_marks_win_on_how_far_quoted_words_reach() -> None:
    text = "“Nobody was hurt, and the pier is open,” Lena Marsh said on Friday."
    short = _tagged(text, "Nobody was hurt", "Lena Marsh", "said")
    assert _said(_read(text, short)) == _said(_read(text))


def test_the_tagger_says_where_a_paraphrase_ends() -> None:
    text = "Lena Marsh said the pier was open while the crane stood idle behind her."
    found = _tagged(text, "the pier was open", "Lena Marsh", "said")
    assert _said(_read(text, found)) == {"the pier was open": "Lena Marsh"}


def test_a_rule_that_the_tagger_does_not_bear_out_is_less_sure() -> None:
    text = "Lena Marsh said the pier was open."
    sure = _read(text, _tagged(text, "the pier was open", "Lena Marsh", "said", 0.95))
    alone = _read(text)
    assert _least_sure(alone) < 0.8 < _least_sure(sure)


def _least_sure(reading: Reading) -> float:
    return min(statement.confidence for statement in reading.statements if len(statement.chain) > 1)
