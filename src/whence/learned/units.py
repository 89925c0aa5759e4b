"""A paragraph as units, the words and marks that the tagger labels, with what its vocabulary cannot show of each.

The words are close to those of CoreNLP ("did" "n't", "Lind" "'s", "U.S."), so that tokens cut elsewhere can be tagged
as they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whence.model.text import Span

_UNIT = re.compile(
    r"<[^<>\s][^<>]{0,300}>"  # a tag that got into the text
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    r"|\d+(?:[.,:/]\d+)*"
    r"|[^\W_]+(?=n['’]t\b)|n['’]t\b|['’](?:s|S|re|ve|ll|d|m)\b"
    r"|[^\W_]+(?:-[^\W_]+)*"
    r"|\.{2,}|-{2,}|``|''|\S"
)
_SHOWN = {
    "``": "“", "''": "”", "„": "“", "«": "“", "»": "”", "‟": "“", "`": "'", "‘": "'", "’": "'", "‚": "'",
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "…": "...", "―": "—",
}  # fmt: skip
OUTSIDE, INSIDE, MARK = 0, 1, 2
_OTHER, _LOWER, _CAPITAL, _CAPITALS, _MIXED = range(5)
CASES, STATES = 5, 3


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one paragraph: as the model's vocabulary is asked for them, their case, and whether they are quoted.

    `case` and `quoted` hold a small number for each unit; `spans` are empty for tokens that came without a text.
    """

    words: list[str]
    case: list[int]
    quoted: list[int]
    spans: list[Span]

    def __len__(self) -> int:
        return len(self.words)


def units(text: str, span: Span) -> Units:
    """The units of the paragraph at `span`.

    >>> units('"It didn’t," said Ms. Ito.', Span(0, 26)).words
    ['“', 'It', 'did', "n't", ',', '”', 'said', 'Ms', '.', 'Ito', '.']
    """
    matches = list(_UNIT.finditer(text, span.start, span.end))
    found = from_tokens([match.group() for match in matches])
    found.spans.extend(Span(match.start(), match.end()) for match in matches)
    return found


def from_tokens(tokens: Sequence[str]) -> Units:
    """Tokens cut elsewhere, as units without spans.

    >>> from_tokens(["``", "No", ",", "''", "she", "said"]).words
    ['“', 'No', ',', '”', 'she', 'said']
    """
    words: list[str] = []
    quoted: list[int] = []
    for word, state in _with_state(tokens):
        words.append(word)
        quoted.append(state)
    return Units(words, [_case(token) for token in tokens], quoted, [])


def _with_state(tokens: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Each token in the vocabulary's spelling, and where it stands; a mark that never closes quotes the rest."""
    inside = False
    for token in tokens:
        shown = _SHOWN.get(token) or (token.replace("’", "'") if "’" in token else token)
        if shown in ('"', "＂"):
            shown = "”" if inside else "“"
        if shown in "“”":
            inside = shown == "“"
            yield shown, MARK
        else:
            yield shown, INSIDE if inside else OUTSIDE


def _case(token: str) -> int:
    if not token[0].isalpha():
        return _OTHER
    if token.islower():
        return _LOWER
    if token.isupper():
        return _CAPITALS if len(token) > 1 else _CAPITAL
    return _CAPITAL if token[0].isupper() and token[1:].islower() else _MIXED
