"""Which sentences of two editions are the same one: word for word wherever it stands, or the most alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from whence.trace.lexicon import commonness
from whence.trace.revised.sides import Unit
from whence.trace.variants import canonical
from whence.trace.words import Vocabulary

_RARE_BITS = 15.0
_ALIKE = 0.5  # of what both tell together, so much must be in both
_HELD = 0.75  # of what the shorter tells, so much must be in the longer, where one was cut in two or two were joined
_TELLS = 24.0  # bits that a sentence must share to have been joined with another
_FREQUENT = 40  # a word that stands in more sentences than this is no way to find one
_CANDIDATES = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that belong together: one of each edition, or several where one was cut up or joined."""

    earlier: tuple[Unit, ...]
    later: tuple[Unit, ...]

    @property
    def same(self) -> bool:
        """Word for word."""
        return [unit.forms for unit in self.earlier] == [unit.forms for unit in self.later]


@dataclass(frozen=True, slots=True)
class Paired:
    """All sentences of two editions: those that belong together, and those that stand in one alone."""

    pairs: tuple[Pair, ...]
    removed: tuple[Unit, ...]
    added: tuple[Unit, ...]


def paired(earlier: Sequence[Unit], later: Sequence[Unit], vocabulary: Vocabulary) -> Paired:
    """Pair the sentences. Linear in their number but for sentences that share the same rare words."""
    same = list(_the_same(earlier, later, vocabulary))
    left = _without(earlier, [old for old, _ in same]), _without(later, [new for _, new in same])
    ties = _ties(*left, _Bits(vocabulary))
    alike = list(_alike(ties))
    groups = _joined(alike, ties, *left)
    pairs = [*(Pair((old,), (new,)) for old, new in same), *groups]
    used_old = {unit.number for pair in pairs for unit in pair.earlier}
    used_new = {unit.number for pair in pairs for unit in pair.later}
    return Paired(
        tuple(sorted(pairs, key=_first)),
        tuple(unit for unit in earlier if unit.number not in used_old),
        tuple(unit for unit in later if unit.number not in used_new),
    )


def _first(pair: Pair) -> int:
    return pair.later[0].start


def _without(units: Sequence[Unit], used: Sequence[Unit]) -> list[Unit]:
    numbers = {unit.number for unit in used}
    return [unit for unit in units if unit.number not in numbers]


def _the_same(earlier: Sequence[Unit], later: Sequence[Unit], vocabulary: Vocabulary) -> Iterator[tuple[Unit, Unit]]:
    """Units of the same words, however spelled, the first with the first."""

    def letters(unit: Unit) -> str:
        return "".join(canonical(vocabulary.forms[form]) for form in unit.forms)

    waiting: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in reversed(earlier):
        waiting[letters(unit)].append(unit)
    for unit in later:
        if candidates := waiting.get(letters(unit)):
            yield candidates.pop(), unit


class _Bits:
    """How much each word tells: what is known of English beforehand."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._forms = vocabulary.forms
        self._common = commonness()

    def of(self, words: Counter[int]) -> float:
        return sum(self._common.get(self._forms[form], _RARE_BITS) * count for form, count in words.items())


@dataclass(frozen=True, slots=True)
class _Tie:
    """Two sentences that share words: the bits of what they share, and of each."""

    earlier: Unit
    later: Unit
    shared: float
    bits: tuple[float, float]

    @property
    def alike(self) -> float:
        """The share of what both tell that is in both."""
        return self.shared / max(self.bits[0] + self.bits[1] - self.shared, 1e-9)

    @property
    def held(self) -> float:
        """The share of what the shorter one tells that is in the other."""
        return self.shared / max(min(self.bits), 1e-9)


def _ties(earlier: Sequence[Unit], later: Sequence[Unit], bits: _Bits) -> list[_Tie]:
    """Pairs that share enough, found by the words that stand in few of the sentences."""
    counted = [Counter(unit.forms) for unit in earlier]
    places: defaultdict[int, list[int]] = defaultdict(list)
    for number, words in enumerate(counted):
        for form in words:
            places[form].append(number)
    found: list[_Tie] = []
    for unit in later:
        mine = Counter(unit.forms)
        hits = Counter(n for form in mine if len(places.get(form, ())) <= _FREQUENT for n in places.get(form, ()))
        told = bits.of(mine)
        for number, _ in hits.most_common(_CANDIDATES):
            tie = _Tie(earlier[number], unit, bits.of(mine & counted[number]), (bits.of(counted[number]), told))
            if tie.alike >= _ALIKE or (tie.held >= _HELD and tie.shared >= _TELLS):
                found.append(tie)
    return found


def _likeness(tie: _Tie) -> tuple[float, int, int]:
    return -tie.alike, abs(tie.earlier.number - tie.later.number), tie.later.number


def _alike(ties: Sequence[_Tie]) -> Iterator[tuple[Unit, Unit]]:
    """One with one, the most alike first, of those as alike the nearest."""
    used: tuple[set[int], set[int]] = set(), set()
    for tie in sorted(ties, key=_likeness):
        if tie.earlier.number not in used[0] and tie.later.number not in used[1]:
            used[0].add(tie.earlier.number)
            used[1].add(tie.later.number)
            yield tie.earlier, tie.later


def _joined(
    alike: Sequence[tuple[Unit, Unit]], ties: Sequence[_Tie], earlier: Sequence[Unit], later: Sequence[Unit]
) -> list[Pair]:
    """The pairs, and with them their left neighbours and right neighbours whose words they took up or gave away."""
    tied = {(tie.earlier.number, tie.later.number) for tie in ties if tie.held >= _HELD and tie.shared >= _TELLS}
    free_old = {unit.number: unit for unit in earlier}
    free_new = {unit.number: unit for unit in later}
    for old, new in alike:
        free_old.pop(old.number)
        free_new.pop(new.number)
    found: list[Pair] = []
    for old, new in alike:
        olds = _with_neighbours(old, free_old, lambda number, new=new: (number, new.number) in tied)
        news = _with_neighbours(new, free_new, lambda number, old=old: (old.number, number) in tied)
        if len(olds) > 1 and len(news) > 1:
            olds, news = (old,), (new,)
        for unit in olds:
            free_old.pop(unit.number, None)
        for unit in news:
            free_new.pop(unit.number, None)
        found.append(Pair(olds, news))
    return found


def _with_neighbours(unit: Unit, free: dict[int, Unit], tied: Callable[[int], bool]) -> tuple[Unit, ...]:
    """The unit, and on both sides of it those that nothing else was paired with and that share its partner's words."""
    first, last = unit.number, unit.number
    while first - 1 in free and tied(first - 1):
        first -= 1
    while last + 1 in free and tied(last + 1):
        last += 1
    return tuple(unit if number == unit.number else free[number] for number in range(first, last + 1))
