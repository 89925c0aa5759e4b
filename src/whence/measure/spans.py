"""Score tags, one a token, by the spans they mark: a span is right when its type and both its ends are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from whence.errors import UsageError

KINDS = ("source", "cue", "content")

TagSpan = tuple[str, int, int]  # the type, the first token, the one after the last


@dataclass(frozen=True, slots=True)
class Score:
    """How many spans are right, of how many that were predicted and how many that were wanted."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of predicted spans that are right, times 100."""
        return percent(self.right, self.predicted)

    @property
    def recall(self) -> float:
        """The share of wanted spans that were predicted, times 100."""
        return percent(self.right, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return harmonic(self.precision, self.recall)


def score_spans(gold: Iterable[Sequence[str]], predicted: Iterable[Sequence[str]]) -> dict[str, Score]:
    """The scores of source, cue and content, and of all three together (`micro`).

    Each item is the BIO tags of one passage; both sides hold the same passages in the same order. Raises UsageError
    when they do not.
    """
    passages = _passages(gold, predicted)
    scores = {kind: _score(kind, passages) for kind in KINDS}
    scores["micro"] = Score(
        right=sum(score.right for score in scores.values()),
        predicted=sum(score.predicted for score in scores.values()),
        gold=sum(score.gold for score in scores.values()),
    )
    return scores


def wholly_right(gold: Iterable[Sequence[str]], predicted: Iterable[Sequence[str]]) -> float:
    """The share of passages whose spans are all right, with none too many, times 100. Raises as `score_spans`."""
    passages = _passages(gold, predicted)
    return percent(sum(want == got for want, got in passages), len(passages))


def spans(tags: Sequence[str]) -> set[TagSpan]:
    """The spans that BIO tags mark; a stray I- opens one.

    >>> sorted(spans(["I-source", "O", "B-content", "I-content", "I-cue"]))
    [('content', 2, 4), ('cue', 4, 5), ('source', 0, 1)]
    """
    found: set[TagSpan] = set()
    kind, start = "", 0
    for i, tag in enumerate([*tags, "O"]):
        here = "" if tag == "O" else tag[2:]
        if kind and (here != kind or tag.startswith("B")):
            found.add((kind, start, i))
            kind = ""
        if here and not kind:
            kind, start = here, i
    return found


def table(scores: Mapping[str, Score]) -> list[str]:
    """A heading, then a line for each type."""
    heading = f"{'type':<8} {'P':>7} {'R':>7} {'F1':>7} {'gold':>7} {'pred':>7}"
    rows = [
        f"{kind:<8} {score.precision:7.2f} {score.recall:7.2f} {score.f1:7.2f} {score.gold:7d} {score.predicted:7d}"
        for kind, score in scores.items()
    ]
    return [heading, *rows]


def percent(part: int, whole: int) -> float:
    """The share times 100; nothing of nothing is 0."""
    return 100 * part / whole if whole else 0.0


def harmonic(precision: float, recall: float) -> float:
    """The harmonic mean: F1."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _passages(
    gold: Iterable[Sequence[str]], predicted: Iterable[Sequence[str]]
) -> list[tuple[set[TagSpan], set[TagSpan]]]:
    wanted, got = list(gold), list(predicted)
    if len(wanted) != len(got):
        raise UsageError(
            f"{len(wanted)} gold passages but {len(got)} predicted; give one line of tags for each passage"
        )
    for number, (want, tags) in enumerate(zip(wanted, got, strict=True), start=1):
        if len(want) != len(tags):
            raise UsageError(
                f"passage {number} has {len(want)} gold tags but {len(tags)} predicted; give one tag for each token"
            )
    return [(spans(want), spans(tags)) for want, tags in zip(wanted, got, strict=True)]


def _score(kind: str, passages: Iterable[tuple[set[TagSpan], set[TagSpan]]]) -> Score:
    right = predicted = gold = 0
    for want, got in passages:
        right += _count(kind, want & got)
        predicted += _count(kind, got)
        gold += _count(kind, want)
    return Score(right, predicted, gold)


def _count(kind: str, found: Iterable[TagSpan]) -> int:
    return sum(span[0] == kind for span in found)
