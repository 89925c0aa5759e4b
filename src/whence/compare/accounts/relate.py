"""How two accounts of the same slot stand to each other. Nothing here says who is right.

`conflict` needs the same thing told of the same time, and two tellings that cannot both hold: numbers without a common
value, opposite polarity, outcomes that exclude each other. What is only possible, or told in other units, is `tension`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt

from whence.compare.accounts.figures import figures
from whence.compare.accounts.tell import Telling
from whence.compare.accounts.words import kinds_of_tool, listed, near, plain, sides, stems
from whence.model.incident import Account, Grade, Place, Polarity, Precision, Relation, Slot

_CLOSE_KM = 60
_SHARED = 0.3  # of the words of the shorter sentence
_SHARED_A_LITTLE = 0.15
_SURELY = 0.5
_OLD = 3  # days after which a number may be out of date
_DAY_LATER = 1  # two days next to each other may be one night
_FULL_STOP = "."
_ACCUSED = frozenset((Grade.ACCUSED, Grade.ACCUSED_BY_AUTHORITIES))


@dataclass(frozen=True, slots=True)
class Related:
    """A relation, a sentence that says why, and the two accounts side by side where the sentence has them not."""

    relation: Relation
    why: str
    sides: str = ""

    @property
    def note(self) -> str:
        """All of it."""
        return f"{self.why} {self.sides}".strip()


def relate(one: Telling, other: Telling) -> Related | None:
    """The relation of two accounts of one slot; None where they cannot be compared or one withholds."""
    if one.account.slot is not other.account.slot or one.account.withheld or other.account.withheld:
        return None
    if one.ahead != other.ahead or one.aside or other.aside:
        return None
    found = _BY_SLOT[one.account.slot](one, other)
    if found is None:
        return None
    return _in_time(one, other, found)


def _in_time(one: Telling, other: Telling, found: Related) -> Related:
    """What one voice tells differently on a later day is an update, and it is said that the account changed."""
    differs = found.relation in (Relation.CONFLICT, Relation.TENSION)
    if one.voice != other.voice or not differs:
        return found
    if one.said and other.said and one.said != other.said:
        early, late = sorted((one, other), key=lambda telling: telling.said or "")
        return Related(
            Relation.UPDATE,
            f"{one.voice} told it differently on {early.said} ({shown(early)}) and on {late.said} ({shown(late)}).",
        )
    return Related(Relation.TENSION, f"{one.voice} gives two accounts: {shown(one)}; {shown(other)}.")


def is_negated(account: Account) -> bool:
    """Told as not so, though the words of the account alone do not say it."""
    worded = not listed("negations").isdisjoint(account.value.lower().replace("’", "'").split())
    return account.polarity is Polarity.NEGATIVE and not worded


def shown(telling: Telling) -> str:
    """An account in a few words."""
    account = telling.account
    value = account.value.rstrip(_FULL_STOP) or "nobody named"
    status = " (denied)" if account.status.value == "denied" or is_negated(account) else ""
    return f"“{value}”{status}"


def both(one: Telling, other: Telling) -> str:
    """The two accounts side by side."""
    return f"{one.voice}: {shown(one)}; {other.voice}: {shown(other)}."


def _apart_in_time(one: Telling, other: Telling) -> bool:
    """They speak of different periods: days that do not meet, or of a month against a day."""
    if not (one.start and one.end and other.start and other.end):
        return False
    if one.end < other.start or other.end < one.start:
        return True
    lengths = [_days(telling.start or "", telling.end or "") for telling in (one, other)]
    return max(lengths) - min(lengths) >= 6


def _days(start: str, end: str) -> int:
    return (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days


def _happened(one: Telling, other: Telling) -> Related | None:
    if one.event_class is not other.event_class or not one.verb & other.verb:
        return None
    if one.stage is not other.stage or not alike(one, other):
        return None
    if one.negative == other.negative:
        if one.hedged == other.hedged:
            return Related(Relation.AGREE, "It is told alike.", both(one, other))
        return Related(Relation.TENSION, "It is told outright, and put forward as possible only.", both(one, other))
    denied, told = (one, other) if one.negative else (other, one)
    if denied.doers and not denied.doers & told.doers:
        return None  # that these did it is denied; that it was done is not
    if _apart_in_time(one, other):
        return Related(Relation.DIFFERENT_SCOPE, "They speak of different days.", both(one, other))
    if one.hedged or other.hedged:
        return Related(Relation.TENSION, "It is told outright, and put forward as possible only.", both(one, other))
    return Related(Relation.CONFLICT, "It is told as having happened, and as not having happened.", both(one, other))


def _numbers(one: Telling, other: Telling) -> Related | None:
    found = figures(one, other)
    if found is None:
        return None
    relation, why = found
    if relation in (Relation.CONFLICT, Relation.TENSION) and not _counted_alike(one, other):
        return None
    if relation in (Relation.CONFLICT, Relation.TENSION) and _apart_in_time(one, other):
        relation, why = Relation.DIFFERENT_SCOPE, "They count over different days."
    elif relation is Relation.CONFLICT and (days := _days_between(one, other)) >= _OLD:
        relation, why = Relation.TENSION, f"{why} They were told {days} days apart."
    elif relation is Relation.CONFLICT and (one.hedged or other.hedged):
        relation, why = Relation.TENSION, f"{why} Some of it is put forward as possible only."
    return Related(relation, why, both(one, other))


def _days_between(one: Telling, other: Telling) -> int:
    """The days between the two publications; 0 where one is not known."""
    if not (one.said and other.said) or min(len(one.said), len(other.said)) < len("2031-01-01"):
        return 0
    return abs(_days(one.said, other.said))


def _counted_alike(one: Telling, other: Telling) -> bool:
    """Victims of one incident are; of other things the sentences must have enough in common, and be two."""
    if one.voice == other.voice and one.account.document == other.account.document and one.words == other.words:
        return False
    role = one.account.role or ""
    if role in listed("victims") or one.account.role != other.account.role:
        return True
    return alike(one, other, _SHARED if role == "other" else _SHARED_A_LITTLE)


def _outcome(one: Telling, other: Telling) -> Related | None:
    first, second = one.outcome, other.outcome
    if first is None or second is None or first.sort != second.sort:
        return None
    if first.group == second.group:
        if one.negative == other.negative:
            return Related(Relation.AGREE, "Both tell the same outcome.", both(one, other))
        return None
    if one.negative or other.negative:
        return None
    if frozenset((first.group, second.group)) in near(first.sort):
        return Related(Relation.TENSION, "The outcomes differ in degree.", both(one, other))
    if one.hedged or other.hedged:
        return Related(Relation.TENSION, "An outcome is put forward as possible only.", both(one, other))
    if first.sort == "target" and not (_whole(one) and _whole(other)):
        return Related(
            Relation.TENSION, "It is not said of all of them, so that both can hold in part.", both(one, other)
        )
    if not _same_thing(one, other):
        return Related(Relation.TENSION, "The outcomes are told of different things.", both(one, other))
    return Related(Relation.CONFLICT, "The outcomes exclude each other.", both(one, other))


def _whole(telling: Telling) -> bool:
    """It is told of all, or of a single one."""
    return telling.fraction is not None and telling.fraction[0] >= 1


def _same_thing(one: Telling, other: Telling) -> bool:
    """They share a word beside those of the outcomes."""
    outcome_words = {word for telling in (one, other) for word in stems(telling.account.value)}
    return bool((one.words & other.words) - outcome_words)


def _common(one: Telling, other: Telling) -> frozenset[str]:
    """What both sentences speak of, beside the act itself."""
    return (one.words & other.words) - one.verb - other.verb


def alike(one: Telling, other: Telling, share: float = _SHARED) -> bool:
    """So much (`share`) of the shorter sentence stands in the other that both may well speak of the same act."""
    shorter = min(len(telling.words - telling.verb) for telling in (one, other))
    return bool(_common(one, other)) and len(_common(one, other)) >= share * shorter


def _party(one: Telling, other: Telling) -> Related | None:
    """Who, or to whom: other words may mean the same, so no more than tension."""
    first, second = frozenset(plain(one.account.value)), frozenset(plain(other.account.value))
    if one.negative or other.negative or one.loose or other.loose or not first or not second:
        return None
    if first == second:
        return Related(Relation.AGREE, "Both name the same.", both(one, other))
    if first < second or second < first:
        return Related(Relation.DETAIL, "More is said of the same.", both(one, other))
    if stems(one.account.value) & stems(other.account.value):
        return Related(Relation.AGREE, "Both name the same.", both(one, other))
    if not one.verb & other.verb or not _common(one, other):
        return None
    if first <= listed("generic") or second <= listed("generic"):
        if one.account.slot is Slot.TO_WHOM:
            return None
        return Related(Relation.TENSION, "They use other words for it.", both(one, other))
    return Related(Relation.TENSION, "They name different ones.", both(one, other))


def _answered(one: Telling, other: Telling) -> bool:
    """One accuses, the other denies: in one incident that is of the same act, whatever words each has for it."""
    return one.account.grade in _ACCUSED and other.account.grade is Grade.DENIED


def _responsible(one: Telling, other: Telling) -> Related | None:
    if Grade.UNSTATED in (one.account.grade, other.account.grade):
        return None
    if one.event_class is not other.event_class:
        return None
    if not (_common(one, other) or _answered(one, other) or _answered(other, one)):
        return None
    first, second = frozenset(plain(one.account.value)), frozenset(plain(other.account.value))
    if not first or not second:
        return None
    same = bool(stems(one.account.value) & stems(other.account.value))
    if one.negative != other.negative:
        if not same:
            return None
        if one.hedged or other.hedged:
            return Related(Relation.TENSION, "It is told outright, and put forward as possible only.", both(one, other))
        return Related(Relation.CONFLICT, "A doer is named, and the same doer is denied.", both(one, other))
    if one.negative:
        return Related(Relation.AGREE, "Both deny it.", both(one, other)) if same else None
    if first == second:
        return Related(Relation.AGREE, "Both name the same doer.", both(one, other))
    if first < second or second < first:
        return Related(Relation.DETAIL, "More is said of the same doer.", both(one, other))
    if same:
        return Related(Relation.AGREE, "Both name the same doer.", both(one, other))
    if not one.verb & other.verb or first & listed("generic") or second & listed("generic"):
        return None
    if one.hedged or other.hedged:
        return Related(Relation.TENSION, "A doer is named as possible only.", both(one, other))
    if _opposed(one, other):
        return Related(Relation.CONFLICT, "They name doers that stand against each other.", both(one, other))
    return Related(Relation.TENSION, "They name different doers.", both(one, other))


def _opposed(one: Telling, other: Telling) -> bool:
    """Each names the other, or the doers are of two sides."""
    first, second = set(plain(one.account.value)), set(plain(other.account.value))
    ours = {sides()[word] for word in first if word in sides()}
    theirs = {sides()[word] for word in second if word in sides()}
    if ours and theirs:
        return not ours & theirs
    return bool(first & _voice_words(other)) and bool(second & _voice_words(one))


def _voice_words(telling: Telling) -> set[str]:
    """The words of a voice's name, without the document that tells unnamed voices apart."""
    return set(plain(telling.voice.partition(" (")[0]))


def _where(one: Telling, other: Telling) -> Related | None:
    first, second = one.place, other.place
    if first is None or second is None or not one.verb & other.verb:
        return None
    if first.name == second.name or (first.geonameid and first.geonameid == second.geonameid):
        return Related(Relation.AGREE, "Both name the same place.", both(one, other))
    if first.country and second.country and first.country == second.country and first.precision is not second.precision:
        return Related(Relation.DETAIL, "A place lies in another.", both(one, other))
    if not alike(one, other, _SURELY):
        return None
    if one.loose or other.loose or one.hedged or other.hedged:
        return Related(Relation.TENSION, "The places are told loosely.", both(one, other))
    distance = _kilometres(first, second)
    if distance is not None and distance < _CLOSE_KM:
        return Related(Relation.TENSION, f"The places are about {distance:.0f} km apart.", both(one, other))
    if not first.geonameid or not second.geonameid or first.precision is not second.precision:
        return Related(Relation.TENSION, "They name different places.", both(one, other))
    return Related(Relation.CONFLICT, "They name places that are far apart.", both(one, other))


def _kilometres(one: Place, other: Place) -> float | None:
    if not one.geonameid or not other.geonameid:
        return None
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    if Precision.COUNTRY in (one.precision, other.precision):
        return None
    up, over = radians(other.lat - one.lat), radians(other.lon - one.lon)
    chord = sin(up / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(over / 2) ** 2
    return 2 * 6371 * asin(sqrt(min(1.0, chord)))


def _when(one: Telling, other: Telling) -> Related | None:
    if not (one.start and one.end and other.start and other.end) or not one.verb & other.verb:
        return None
    first, second = (one.start[:10], one.end[:10]), (other.start[:10], other.end[:10])
    if first == second:
        if one.account.value == other.account.value:
            return Related(Relation.AGREE, "Both give the same time.", both(one, other))
        return Related(Relation.DETAIL, "A time is told more finely.", both(one, other))
    if max(first[0], second[0]) <= min(first[1], second[1]):
        return Related(Relation.DETAIL, "A time lies in another.", both(one, other))
    if not alike(one, other, _SURELY):
        return None
    apart = max(_days(first[1], second[0]), _days(second[1], first[0]))
    if apart <= _DAY_LATER or one.hedged or other.hedged:
        return Related(Relation.TENSION, "The days are next to each other, or loosely told.", both(one, other))
    return Related(Relation.CONFLICT, "The days do not meet.", both(one, other))


def _tools(one: Telling, other: Telling) -> Related | None:
    kinds = [
        {kinds_of_tool()[word] for word in plain(telling.account.value) if word in kinds_of_tool()}
        for telling in (one, other)
    ]
    if one.negative or other.negative or not kinds[0] or not kinds[1]:
        return None
    if kinds[0] == kinds[1]:
        first, second = frozenset(plain(one.account.value)), frozenset(plain(other.account.value))
        relation = Relation.AGREE if first == second else Relation.DETAIL
        return Related(relation, "Both name means of one kind.", both(one, other))
    if kinds[0] & kinds[1]:
        return Related(Relation.DETAIL, "More means are named.", both(one, other))
    if not one.verb & other.verb or not alike(one, other, _SURELY):
        return None
    if one.hedged or other.hedged:
        return Related(Relation.TENSION, "Some of it is put forward as possible only.", both(one, other))
    return Related(Relation.CONFLICT, "They name means of different kinds.", both(one, other))


def _why(one: Telling, other: Telling) -> Related | None:
    if not one.words or not other.words or one.negative or other.negative:
        return None
    if one.loose != other.loose:
        return Related(
            Relation.TENSION, "It is called an answer, and something that nothing called for.", both(one, other)
        )
    if one.words & other.words:
        return Related(Relation.AGREE, "The reasons are alike.", both(one, other))
    if not alike(one, other):
        return None
    return Related(Relation.TENSION, "They give different reasons.", both(one, other))


_BY_SLOT: Mapping[Slot, Callable[[Telling, Telling], Related | None]] = {
    Slot.HAPPENED: _happened,
    Slot.WHO: _party,
    Slot.TO_WHOM: _party,
    Slot.WHERE: _where,
    Slot.WHEN: _when,
    Slot.HOW_MANY: _numbers,
    Slot.WITH_WHAT: _tools,
    Slot.OUTCOME: _outcome,
    Slot.WHY: _why,
    Slot.RESPONSIBLE: _responsible,
}
