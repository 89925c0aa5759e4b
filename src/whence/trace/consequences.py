"""What a change does: a negation dropped or added, another number, another name, a hedge; the gravest is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from whence.model.reuse import Consequence
from whence.trace import lexicon
from whence.trace.variants import canonical, is_number, same, values


def consequence(
    quote: Sequence[str], original: Sequence[str], names: tuple[Sequence[str], Sequence[str]]
) -> Consequence:
    """The consequence of putting the folded words `quote` for the folded words `original`; either may be empty.

    `names` are those of both sides that are names.

    >>> consequence([], ["not"], ([], [])).value, consequence(["60"], ["sixteen"], ([], [])).value
    ('negation', 'number')
    """
    if quote and original and same(quote, original):
        return Consequence.NONE
    if _negations(quote) != _negations(original) or _opposite(quote, original):
        return Consequence.NEGATION
    if _figures(quote, names[0]) != _figures(original, names[1]):
        return Consequence.NUMBER
    if Counter(names[0]) != Counter(names[1]):
        return Consequence.NAME
    if _listed(quote, "hedges") != _listed(original, "hedges"):
        return Consequence.HEDGE
    return Consequence.OTHER


def _negations(forms: Sequence[str]) -> int:
    """How often words deny: “can't” and “cannot” as often as “can not”."""
    return sum(form in lexicon.words("negations") for form in forms)


def _opposite(quote: Sequence[str], original: Sequence[str]) -> bool:
    """able and unable, hopeful and hopeless: one word for another that is its opposite."""
    mine, theirs = Counter(quote), Counter(original)
    left, right = sorted((mine - theirs).elements()), sorted((theirs - mine).elements())
    return any(_opposed(a, b) or _opposed(b, a) for a in left for b in right)


def _opposed(one: str, other: str) -> bool:
    if other.endswith(one) and len(one) > 2:
        return other[: -len(one)] in lexicon.words("negative_prefixes")
    return one.endswith("ful") and other == f"{one.removesuffix('ful')}less"


def _figures(forms: Sequence[str], names: Sequence[str]) -> tuple[list[float], Counter[str]]:
    """The numbers in the words, and the units, days and months."""
    return values(forms), Counter(canonical(form) for form in forms if _counts(form, names))


def _counts(form: str, names: Sequence[str]) -> bool:
    """Units, days, months and ordinals; “may” and “sun” only where a capital makes them names."""
    if form in lexicon.words("months") or form in lexicon.words("days"):
        return form in names or form not in lexicon.words("also_no_dates")
    if form in lexicon.words("units") or form in lexicon.words("quantities"):
        return True
    return is_number(form) and not values([form])


def _listed(forms: Sequence[str], key: str) -> Counter[str]:
    return Counter(form for form in forms if form in lexicon.words(key))
