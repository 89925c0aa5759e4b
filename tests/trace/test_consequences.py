"""What a change does to a quotation: the gravest of what it does is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trace.texts import among, checked
from whence.model.reuse import Consequence
from whence.trace.consequences import consequence
from whence.trace.words import WORD, fold


def forms(words: str) -> list[str]:
    return [fold(match.group()) for match in WORD.finditer(words)]


def done(quote: str, original: str) -> str:
    """The consequence of putting these words for those; a capital makes a name of them."""
    return consequence(forms(quote), forms(original), (capitals(quote), capitals(original))).value


def capitals(words: str) -> list[str]:
    return [fold(match.group()) for match in WORD.finditer(words) if match.group()[0].isupper()]


@pytest.mark.parametrize(
    ("quote", "original", "wanted"),
    [
        # a negation dropped, added or turned round
        ("", "not", "negation"),
        ("never", "", "negation"),
        ("will", "won't", "negation"),
        ("cannot", "can", "negation"),
        ("everybody", "nobody", "negation"),
        ("with", "without", "negation"),
        ("able", "unable", "negation"),
        ("illegal", "legal", "negation"),
        ("disagree", "agree", "negation"),
        ("hopeful", "hopeless", "negation"),
        ("not never", "never", "negation"),
        # another word for the same denial
        ("never", "not", "other"),
        # numbers, units, days, months
        ("sixty", "sixteen", "number"),
        ("", "sixteen", "number"),
        ("three million", "three billion", "number"),
        ("1.5", "15", "number"),
        ("half", "", "number"),
        ("kilometres", "metres", "number"),
        ("Tuesday", "Monday", "number"),
        ("today", "tomorrow", "number"),
        ("May", "June", "number"),
        ("first", "third", "number"),
        ("21st", "22nd", "number"),
        ("euros", "dollars", "number"),
        ("twice", "", "number"),
        # names
        ("Southport", "Karsk", "name"),
        ("", "Teodor", "name"),
        ("Malk", "he", "name"),
        ("Ada Lind", "Ada Malk", "name"),
        # how sure, how many
        ("will", "may", "hedge"),
        ("", "allegedly", "hedge"),
        ("all", "some", "hedge"),
        ("", "almost", "hedge"),
        ("knows", "believes", "hedge"),
        ("might", "may", "hedge"),
        # other words
        ("tunnel", "bridge", "other"),
        ("the", "", "other"),
        ("very", "", "other"),
        # the same in another spelling
        ("honorable", "honourable", "none"),
        ("16", "sixteen", "none"),
        ("can not", "can't", "none"),
        ("per cent", "percent", "none"),
        ("1st", "first", "none"),
        ("café", "cafe", "none"),
        # of several, the gravest
        ("will sail", "may not sail", "negation"),
        ("sixty of them", "some sixteen of them", "number"),
        ("Southport will", "Karsk may", "name"),
        ("will surely", "may surely not", "negation"),
    ],
)
def test_what_a_change_does(quote: str, original: str, wanted: str) -> None:
    assert done(quote, original) == wanted


@pytest.mark.parametrize(
    ("source", "quotation", "wanted"),
    [
        # the month and the verb, the star and the day
        ("We may sail in May if the river falls by then.", "We may sail in June if the river falls by then", "number"),
        ("We may sail in May if the river falls by then.", "We will sail in May if the river falls by then", "hedge"),
        ("We met Ada Lind at the pier on that cold day.", "We met Ada Field at the pier on that cold day", "name"),
        # a capital at a sentence's beginning makes no name of a word that is written small elsewhere
        (
            "He left. Boats were lost in the flood that night.",
            "He left. Ships were lost in the flood that night",
            "other",
        ),
        (
            "He left. Karsk was lost in the flood that night.",
            "He left. Ships were lost in the flood that night",
            "name",
        ),
        # in captions all is in capitals
        ("WE MET ADA LIND AT THE PIER ON THAT DAY.", "We met a stranger at the pier on that day", "name"),
        ("WE MET THE BOATS AT THE PIER ON THAT DAY.", "We met the ships at the pier on that day", "other"),
    ],
)
def test_capitals_tell_names_and_months(source: str, quotation: str, wanted: str) -> None:
    found = among(f"The talks\n\n{source}", "The fleet\n\nNobody counts the boats and the ships of Karsk here.")
    _, check = checked(quotation, found)
    assert [edit.consequence.value for edit in check.edits] == [wanted]


_WORDS = st.lists(st.sampled_from("not never may will sixteen 16 sixty Karsk the bridge able unable five km".split()))


@given(_WORDS, _WORDS)
def test_it_does_not_matter_which_side_was_first(one: list[str], other: list[str]) -> None:
    """Putting a negation in is as grave as leaving it out."""
    quote, original = " ".join(one), " ".join(other)
    assert done(quote, original) == done(original, quote)


@given(_WORDS)
def test_the_same_words_are_no_change(words: list[str]) -> None:
    assert done(" ".join(words), " ".join(words)) == (Consequence.NONE.value if words else Consequence.OTHER.value)
