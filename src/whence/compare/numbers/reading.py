"""The quantities of a piece of text: what is counted, how many, and what happened to them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from whence.compare.lexicon import table
from whence.compare.numbers import roles
from whence.compare.numbers.amount import Amount
from whence.compare.numbers.amounts import amount
from whence.compare.numbers.heads import Head, head, known, listed, unit_class
from whence.compare.numbers.refused import refused
from whence.compare.times import times
from whence.compare.tokens import Token, tokens
from whence.model.incident import Quantity
from whence.model.text import Span

PERSONAL = frozenset(("dead", "injured", "missing", "detained", "displaced", "evacuated", "attended"))
_JOINING = frozenset((",", "and", "or", "as", "well", "&", "plus", "including"))
_DETERMINERS = frozenset(("the", "its", "their", "these", "those", "them", "more", "other", "his", "her", "our"))
_WORDS_TOO = frozenset(("won", "pound", "pounds", "cent", "cents", "sterling", "crowns", "rand"))
_NEED_OF = frozenset(("hundreds", "thousands", "millions", "dozens", "scores", "score", "nobody"))
_HARMED = frozenset(("dead", "injured", "missing", "detained"))
_NEAR = 4  # tokens behind “a doctor” in which its verb stands
_LOOSE_WORDS = frozenset(("no", "one", "a", "an", "both", "none", "nobody", "zero"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An amount, where its noun phrase starts and ends, and what it counts. `told`: where its role comes from."""

    amount: Amount
    start: int
    end: int
    head: Head | None
    role: str | None = None
    told: str = ""


def quantities(text: str, span: Span) -> list[Quantity]:
    """The quantities of a piece of text (best: a sentence), in order; times, names, scores and the like are none.

    Both ends of an interval lie inside it: "more than 12" people are 13 and more, "more than $12" 12.01 and more,
    "nearly all" at most .999. "About" is a tenth up or down; "dozens" 24 to 99, "hundreds" 200 to 999. A share of
    something has a fraction and no interval. The role of what is only named is "other".

    >>> found = quantities("12 people were killed and at least 30 injured.", Span(0, 46))
    >>> [(one.role, one.unit, one.low, one.high) for one in found]
    [('dead', 'person', 12.0, 12.0), ('injured', 'person', 30.0, None)]
    """
    line = list(tokens(text, max(span.start, 0), min(span.end, len(text))))
    dated = [time.text for time in times(text, None, [span])]
    counted = [_counting(line, found) for found in _amounts(line, dated)]
    told = _shared(line, [_with_role(line, counted, place) for place in range(len(counted))])
    return [quantity for one in _with_units(line, told) if (quantity := _quantity(line, one))]


def _amounts(line: Sequence[Token], dated: Sequence[Span]) -> Iterator[Amount]:
    """Every amount that may count something, from left to right."""
    at = 0
    while at < len(line):
        found = _amount(line, at, dated)
        if found and not refused(line, found):
            yield found
        at = max(found.end, at + 1) if found else at + 1


def _amount(line: Sequence[Token], at: int, dated: Sequence[Span]) -> Amount | None:
    token = line[at]
    if token.shape not in ("number", "word", "mark"):
        return None
    found = amount(line, at) or _article(line, at)
    if found is None:
        return None
    place = bisect_right(dated, token.start, key=lambda span: span.start) - 1
    dates = [span for span in dated[max(place, 0) : place + 2] if span.start < line[found.end - 1].end]
    return None if any(token.start < span.end for span in dates) else found


def _article(line: Sequence[Token], at: int) -> Amount | None:
    """“a child” among the dead: believed only with a role."""
    if line[at].word not in ("a", "an") or at + 1 >= len(line):
        return None
    noun = head(line, at + 1, single=True)
    if noun is None or not known(noun.unit) or unit_class(noun.unit) != "person":
        return None
    return Amount(begin=at, core=at, end=at + 1, low=1.0, high=1.0)


def _counting(line: Sequence[Token], found: Amount) -> _Found:
    """With its head noun; money has its currency for one."""
    after = _past_determiners(line, found.end)
    if found.currency:
        return _Found(amount=found, start=after, end=found.end, head=Head(found.currency, found.end), role="money")
    noun = _noun(line, found, after)
    if noun is None:
        end = found.end - 1 if line[found.end - 1].word == "of" else found.end
        return _Found(amount=found, start=after, end=end, head=None)
    code = table("numbers")["currency"].get(line[noun.end - 1].word)
    if code and line[noun.end - 1].word not in _WORDS_TOO:
        return _Found(amount=found, start=after, end=noun.end, head=Head(code, noun.end), role="money")
    return _Found(amount=found, start=after, end=noun.end, head=noun)


def _noun(line: Sequence[Token], found: Amount, after: int) -> Head | None:
    """None behind “hundreds” without “of”; “no” takes a singular as well."""
    word = line[found.core].word
    if word in _NEED_OF and line[after - 1].word not in ("of", *_DETERMINERS):
        return None
    single = found.low == found.high == 1.0 and line[after - 1].word not in _DETERMINERS  # “one of the men”
    noun = head(line, after, single=single)
    return noun or (head(line, after, single=True) if word == "no" else None)


def _past_determiners(line: Sequence[Token], at: int) -> int:
    """“30 of the”, “12 other”."""
    while at < len(line) and (
        line[at].word in _DETERMINERS or (line[at].word == "of" and _word(line, at + 1) in _DETERMINERS)
    ):
        at += 1
    return at


def _with_role(line: Sequence[Token], counted: Sequence[_Found], place: int) -> _Found:
    one = counted[place]
    if one.role:
        return one
    inside = roles.within(line, one.start, one.end)
    if inside in ("dead", "injured", "missing"):
        return replace(one, role=inside, told="noun")
    if role := roles.before(line, one.amount.begin):
        return replace(one, role=role, told="before")
    limit = counted[place + 1].amount.begin if place + 1 < len(counted) else len(line)
    article = line[one.amount.core].word in ("a", "an")
    if role := roles.behind(line, one.end, min(limit, one.end + _NEAR) if article else limit):
        return replace(one, role=role, told="behind")
    if role := roles.toll(line, one.amount.begin):
        return replace(one, role=role, told="before")
    return replace(one, role=inside, told="noun") if inside else one


def _shared(line: Sequence[Token], founds: Sequence[_Found]) -> list[_Found]:
    """Members of a list share the verb: “two soldiers and a child died”, “killing three men and four women”."""
    shared = list(founds)
    for place in range(len(shared) - 2, -1, -1):
        here, following = shared[place], shared[place + 1]
        if here.told in ("", "noun") and following.told in ("behind", "shared") and _listed_with(line, shared, place):
            shared[place] = replace(here, role=following.role, told="shared")
    for place in range(1, len(shared)):
        here, previous = shared[place], shared[place - 1]
        if here.role is None and previous.told in ("before", "after") and _joined(line, previous, here):
            shared[place] = replace(here, role=previous.role, told="after")
    return shared


def _listed_with(line: Sequence[Token], founds: Sequence[_Found], place: int) -> bool:
    """It is a member of a list with the next; “…, and” begins a new clause, unless the list is a longer one."""
    here, following = founds[place], founds[place + 1]
    if not _joined(line, here, following) or here.role == "money":
        return False
    between = [token.word for token in line[here.end : following.amount.begin]]
    if between == [","]:
        return following.told == "shared"
    return between[:2] != [",", "and"] or (place > 0 and _joined(line, founds[place - 1], here))


def _joined(line: Sequence[Token], one: _Found, other: _Found) -> bool:
    between = line[one.end : other.amount.begin]
    return 0 < len(between) <= 3 and all(token.word in _JOINING for token in between)


def _with_units(line: Sequence[Token], founds: Sequence[_Found]) -> Iterator[_Found]:
    """A number without a noun counts what was counted before it, or people where that is what its role is about."""
    last: Head | None = None
    for place, one in enumerate(founds):
        noun = one.head
        if noun and noun.unit == "other":
            noun = _others(noun, one.role, last)
        elif noun is None and one.amount.low is not None:
            noun = _borrowed(line, one, last, founds[place + 1] if place + 1 < len(founds) else None)
        last = noun if noun and one.role != "money" else last
        yield replace(one, head=noun)


def _others(noun: Head, role: str | None, last: Head | None) -> Head:
    """“17 others”: of those told before; people where a house cannot be meant."""
    same = last and not (role in PERSONAL and unit_class(last.unit) != "person")
    return replace(noun, unit=last.unit if last and same else "person")


def _borrowed(line: Sequence[Token], one: _Found, last: Head | None, following: _Found | None) -> Head | None:
    if following and following.head and following.amount.begin - one.amount.end < 4 and _word(line, one.end) == "of":
        return replace(following.head, end=one.end)
    if one.role in PERSONAL:
        return Head("person", one.end)
    return replace(last, end=one.end) if last and (one.role or _word(line, one.end) == "of") else None


def _word(line: Sequence[Token], at: int) -> str:
    return line[at].word if at < len(line) else ""


def _quantity(line: Sequence[Token], one: _Found) -> Quantity | None:
    """None for a number that nothing is known of."""
    found = one.amount
    share = found.fraction is not None and found.low is None
    unit = one.head.unit if one.head else "percent" if share and _percent(line, found) else None
    if unit is None or not _told(line, one, unit, share=share):
        return None
    return Quantity(
        text=Span(line[found.begin].start, line[max(found.end, one.head.end if one.head else 0) - 1].end),
        role="share" if unit == "percent" else _fitting(one.role or ("share" if share else "other"), unit),
        unit=unit,
        low=found.low,
        high=found.high,
        fraction=found.fraction,
        approximate=found.approximate,
    )


def _fitting(role: str, unit: str) -> str:
    """Burned people are injured, injured houses (“hurt”, “struck”) destroyed."""
    person = unit_class(unit) == "person"
    if role == "destroyed" and person:
        return "injured"
    return "destroyed" if role == "injured" and known(unit) and not person else role


def _percent(line: Sequence[Token], found: Amount) -> bool:
    return any(token.word in ("%", "percent", "cent") for token in line[found.core : found.end])


def _told(line: Sequence[Token], one: _Found, unit: str, *, share: bool) -> bool:
    """A small word counts only what something happened to; “three years” counts nothing that happened."""
    word = line[one.amount.core].word
    if unit in listed("units"):
        return False
    if share and not _percent(line, one.amount) and one.amount.approximate is False:
        return one.role is not None or known(unit) or word not in ("all", "every")
    if word in _LOOSE_WORDS or one.amount.vague:
        casualties = word == "no" and line[one.end - 1].word in ("casualties", "injuries", "deaths", "fatalities")
        if word in ("a", "an"):
            return one.role in _HARMED
        return one.role is not None or casualties or (known(unit) and word != "no")
    return True
