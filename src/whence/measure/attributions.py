"""Score attributions (content, source, cue) of whole articles, in tokens, so that white space never matters.

An attribution counts as `exact` when its content has the same tokens as one of the other side; as `match` when the two
contents are paired one to one, with a Dice overlap of at least a half; as `attrib` when, besides, the sources share a
token or both have none. The class is by the share of the content's words that stand in quotation marks: direct from
four fifths, indirect for none, else mixed. The precision of a class is over predictions of the class against all gold,
its recall over gold of the class against all predictions.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from whence.measure.spans import harmonic, percent

CLASSES = ("all", "direct", "mixed", "indirect")
MEASURES = ("exact", "match", "attrib")

Offsets = tuple[tuple[int, int], ...]  # half-open, in characters of the text
TokenSet = frozenset[int]

_TOKEN = re.compile(r"\w+|[^\w\s]")
_LINE_END = re.compile(r"\r\n?|\n")
_MARKED = re.compile(r"(T\d+)\t[\w-]+ (\d+ \d+(?:; *\d+ \d+)*) *(?:\t|$)")
_EVENT = re.compile(r"E\d+\t[\w-]+:([^\t]*)")


@dataclass(frozen=True, slots=True)
class Attribution:
    """What is said, by whom, and the words that say so; each may be in several pieces."""

    content: Offsets
    source: Offsets = ()
    cue: Offsets = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How many predictions agree with the gold, and how many gold attributions with the predictions."""

    right_predicted: int
    predicted: int
    right_gold: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of predictions that agree, times 100."""
        return percent(self.right_predicted, self.predicted)

    @property
    def recall(self) -> float:
        """The share of gold attributions that were predicted, times 100."""
        return percent(self.right_gold, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return harmonic(self.precision, self.recall)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassScores:
    """The scores of one class. `source_any` and `cue_any` are per cent of the pairs whose gold has a source, a cue."""

    exact: Agreement
    match: Agreement
    attrib: Agreement
    pairs: int
    pairs_with_source: int
    source_any: float
    pairs_with_cue: int
    cue_any: float


@dataclass(frozen=True, slots=True)
class _Tokens:
    starts: list[int]
    ends: list[int]
    word: list[bool]
    quoted: list[bool]


@dataclass(frozen=True, slots=True)
class _Item:
    """An attribution as token numbers."""

    content: TokenSet
    source: TokenSet
    cue: TokenSet
    quotation: str


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What became of one attribution of either side; the last two are None where it has no partner or no such span."""

    quotation: str
    exact: bool
    match: bool
    attrib: bool
    source_any: bool | None
    cue_any: bool | None


def read_brat(text: str) -> list[Attribution]:
    """The attributions of a brat standoff file: its events, all their contents, sources and cues united.

    Lines that are broken and events without content are left out.
    """
    lines = _LINE_END.split(text)
    marked = {found[1]: _offsets(found[2]) for found in map(_MARKED.match, lines) if found}
    events = (_event(found[1].split()[1:], marked) for found in map(_EVENT.match, lines) if found)
    return [event for event in events if event.content]


def score_attributions(
    articles: Iterable[tuple[str, Sequence[Attribution], Sequence[Attribution]]],
) -> dict[str, ClassScores]:
    """The scores of all attributions and of each class; an article is its text, the gold and the predictions."""
    gold: list[_Verdict] = []
    predicted: list[_Verdict] = []
    for text, wanted, got in articles:
        tokens = _tokens(text)
        want, have = _items(tokens, wanted), _items(tokens, got)
        partners = _pair(want, have)
        back = {j: i for i, j in partners.items()}
        gold += [_judge(item, have, partners.get(i)) for i, item in enumerate(want)]
        predicted += [_judge(item, want, back.get(j)) for j, item in enumerate(have)]
    return {name: _class_scores(_of_class(name, gold), _of_class(name, predicted)) for name in CLASSES}


def table(scores: Mapping[str, ClassScores]) -> list[str]:
    """A heading, then for each class a line for each measure and one about the sources and cues of its pairs."""
    lines = [f"{'class':<9} {'pred':>6} {'gold':>6}  {'measure':<10} {'P':>6} {'R':>6} {'F1':>6}"]
    for name, row in scores.items():
        for measure, agreement in zip(MEASURES, (row.exact, row.match, row.attrib), strict=True):
            figures = f"{agreement.precision:6.1f} {agreement.recall:6.1f} {agreement.f1:6.1f}"
            lines.append(f"{name:<9} {agreement.predicted:6d} {agreement.gold:6d}  {measure:<10} {figures}")
        sources = f"src-any {row.source_any:.1f} of {row.pairs_with_source}"
        cues = f"cue-any {row.cue_any:.1f} of {row.pairs_with_cue}"
        lines.append(f"{name:<9} matched pairs {row.pairs}: {sources}, {cues}")
    return lines


def _offsets(field: str) -> Offsets:
    pieces = (piece.split() for piece in field.split(";"))
    return tuple((int(start), int(end)) for start, end in pieces)


def _event(arguments: Iterable[str], marked: Mapping[str, Offsets]) -> Attribution:
    parts: dict[str, Offsets] = {"content": (), "source": (), "cue": ()}
    for argument in arguments:
        role, _, name = argument.partition(":")
        role = role.rstrip("0123456789").lower()
        if role in parts:
            parts[role] += marked.get(name, ())
    return Attribution(parts["content"], parts["source"], parts["cue"])


def _tokens(text: str) -> _Tokens:
    found = list(_TOKEN.finditer(text))
    return _Tokens(
        starts=[token.start() for token in found],
        ends=[token.end() for token in found],
        word=[token[0][0].isalnum() for token in found],
        quoted=_quoted(text, found),
    )


def _quoted(text: str, tokens: Iterable[re.Match[str]]) -> list[bool]:
    """Whether each token stands in quotation marks, or is one; a mark never closed runs to the paragraph's end."""
    quoted: list[bool] = []
    inside, end = False, 0
    for token in tokens:
        if "\n" in text[end : token.start()]:
            inside = False
        end = token.end()
        was_inside = inside
        if token[0] == '"':
            inside = not inside
        elif token[0] in "“”":
            inside = token[0] == "“"
        quoted.append(was_inside or inside or token[0] in '"”')
    return quoted


def _items(tokens: _Tokens, attributions: Iterable[Attribution]) -> list[_Item]:
    """The attributions whose content covers a token."""
    items: list[_Item] = []
    for attribution in attributions:
        content = _covered(tokens, attribution.content)
        if content:
            source, cue = _covered(tokens, attribution.source), _covered(tokens, attribution.cue)
            items.append(_Item(content, source, cue, _quotation(tokens, content)))
    return items


def _covered(tokens: _Tokens, offsets: Offsets) -> TokenSet:
    """The tokens that have a character in one of the pieces."""
    return frozenset(
        number
        for start, end in offsets
        if start < end
        for number in range(bisect_right(tokens.ends, start), bisect_left(tokens.starts, end))
    )


def _quotation(tokens: _Tokens, content: TokenSet) -> str:
    counted = [number for number in content if tokens.word[number]] or list(content)
    share = sum(tokens.quoted[number] for number in counted) / len(counted)
    if share >= 0.8:
        return "direct"
    return "mixed" if share else "indirect"


def _pair(gold: Sequence[_Item], predicted: Sequence[_Item]) -> dict[int, int]:
    """For gold numbers their predictions, one to one: the largest overlap first, of equals the first prediction."""
    ranked = sorted(
        (-_dice(want.content, got.content), j, i) for i, want in enumerate(gold) for j, got in enumerate(predicted)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for overlap, j, i in ranked:
        if -overlap < 0.5:
            break
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _dice(one: TokenSet, other: TokenSet) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _judge(item: _Item, others: Sequence[_Item], partner: int | None) -> _Verdict:
    """The verdict on an item of one side; `partner` is the number of the one of the others that it is paired with."""
    exact = any(item.content == other.content for other in others)
    if partner is None:
        return _Verdict(item.quotation, exact, match=False, attrib=False, source_any=None, cue_any=None)
    other = others[partner]
    shared = bool(item.source & other.source)
    return _Verdict(
        item.quotation,
        exact,
        match=True,
        attrib=shared or not (item.source or other.source),
        source_any=shared if item.source else None,
        cue_any=bool(item.cue & other.cue) if item.cue else None,
    )


def _of_class(name: str, verdicts: Iterable[_Verdict]) -> list[_Verdict]:
    return [verdict for verdict in verdicts if name in ("all", verdict.quotation)]


def _class_scores(gold: Sequence[_Verdict], predicted: Sequence[_Verdict]) -> ClassScores:
    sources = [verdict.source_any for verdict in gold if verdict.source_any is not None]
    cues = [verdict.cue_any for verdict in gold if verdict.cue_any is not None]
    exact, match, attrib = (_agreement(measure, gold, predicted) for measure in MEASURES)
    return ClassScores(
        exact=exact,
        match=match,
        attrib=attrib,
        pairs=match.right_gold,
        pairs_with_source=len(sources),
        source_any=percent(sum(sources), len(sources)),
        pairs_with_cue=len(cues),
        cue_any=percent(sum(cues), len(cues)),
    )


def _agreement(measure: str, gold: Sequence[_Verdict], predicted: Sequence[_Verdict]) -> Agreement:
    return Agreement(
        right_predicted=sum(getattr(verdict, measure) for verdict in predicted),
        predicted=len(predicted),
        right_gold=sum(getattr(verdict, measure) for verdict in gold),
        gold=len(gold),
    )
