"""Quantities: how many of what, as an interval, and what happened to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.compare.lexicon import table
from whence.compare.numbers import quantities, unit_class
from whence.model.incident import Quantity
from whence.model.text import Span

Told = tuple[str, str, float | None, float | None]


def all_in(text: str) -> list[Quantity]:
    return quantities(text, Span(0, len(text)))


def told(text: str) -> list[Told]:
    """Role, unit and interval of each quantity of a text."""
    return [(one.role, one.unit, one.low, one.high) for one in all_in(text)]


@pytest.mark.parametrize(
    ("amount", "low", "high", "approximate"),
    [
        ("12", 12, 12, False),
        ("1,200", 1200, 1200, False),
        ("twelve", 12, 12, False),
        ("twenty-one", 21, 21, False),
        ("two hundred and five", 205, 205, False),
        ("three thousand four hundred", 3400, 3400, False),
        ("two million five hundred thousand", 2500000, 2500000, False),
        ("3.5 million", 3500000, 3500000, False),
        ("a dozen", 12, 12, False),
        ("two dozen", 24, 24, False),
        ("half a million", 500000, 500000, False),
        ("a hundred", 100, 100, False),
        ("at least 12", 12, None, False),
        ("no fewer than 12", 12, None, False),
        ("12 or more", 12, None, False),
        ("at least a dozen", 12, None, False),
        ("more than 12", 13, None, False),
        ("over 12", 13, None, False),
        ("up to 12", 0, 12, False),
        ("as many as 12", 0, 12, False),
        ("no more than 12", 0, 12, False),
        ("fewer than 12", 0, 11, False),
        ("about 100", 90, 110, True),
        ("some 40", 36, 44, True),
        ("100 or so", 90, 110, True),
        ("nearly 100", 90, 99, True),
        ("just over 50", 51, 55, True),
        ("only 12", 12, 12, False),
        ("dozens of", 24, 99, True),
        ("scores of", 40, 199, True),
        ("hundreds of", 200, 999, True),
        ("tens of thousands of", 20000, 99999, True),
        ("hundreds of thousands of", 200000, 999999, True),
        ("several hundred", 200, 999, True),
        ("a few dozen", 24, 119, True),
        ("a handful of", 3, 9, True),
        ("a couple of", 2, 3, True),
        ("several", 3, 12, True),
        ("between 5 and 7", 5, 7, False),
        ("5-7", 5, 7, False),
        ("5–7", 5, 7, False),
        ("three to five", 3, 5, False),
        ("five or six", 5, 6, False),
        ("two to three million", 2e6, 3e6, False),
        ("no", 0, 0, False),
    ],
)
def test_intervals(amount: str, low: float, high: float | None, approximate: bool) -> None:
    """The words around a number open its interval, or make it wider."""
    found = all_in(f"{amount.capitalize()} people were killed.")
    assert [(one.low, one.high, one.approximate) for one in found] == [(low, high, approximate)]
    assert (found[0].role, found[0].unit) == ("dead", "person")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 people were killed and 30 injured.", [("dead", "person", 12, 12), ("injured", "person", 30, 30)]),
        ("The blast tore through Orlen, killing three and wounding at least a dozen.",
         [("dead", "person", 3, 3), ("injured", "person", 12, None)]),
        ("Two soldiers and a child died.", [("dead", "soldier", 2, 2), ("dead", "child", 1, 1)]),
        ("The fire killed two women, a nurse and three children.",
         [("dead", "woman", 2, 2), ("dead", "nurse", 1, 1), ("dead", "child", 3, 3)]),
        ("12 people, including two children, were killed.", [("dead", "person", 12, 12), ("dead", "child", 2, 2)]),
        ("The strike left 12 dead and about 60 wounded.", [("dead", "person", 12, 12), ("injured", "person", 54, 66)]),
        ("Two gunmen killed five people.", [("other", "gunman", 2, 2), ("dead", "person", 5, 5)]),
        ("Guards shot dead four miners.", [("dead", "miner", 4, 4)]),
        ("The deaths of 44 miners are looked into.", [("dead", "miner", 44, 44)]),
        ("The death toll rose to 25.", [("dead", "person", 25, 25)]),
        ("The number of injured stands at 40.", [("injured", "person", 40, 40)]),
        ("It resulted in two deaths and four arrests.", [("dead", "person", 2, 2), ("detained", "person", 4, 4)]),
        ("Three wounded sailors were in the boat.", [("injured", "sailor", 3, 3)]),
        ("Police arrested 12 people after three soldiers were killed.",
         [("detained", "person", 12, 12), ("dead", "soldier", 3, 3)]),
        ("Officials detained 12 activists, two reporters and a lawyer.",
         [("detained", "activist", 12, 12), ("detained", "reporter", 2, 2), ("detained", "lawyer", 1, 1)]),
        ("Of the 15 miners 3 were missing.", [("other", "miner", 15, 15), ("missing", "person", 3, 3)]),
        ("The mine employs 1,200 people, and 14 miners are missing.",
         [("other", "person", 1200, 1200), ("missing", "miner", 14, 14)]),
        ("Some 2,000 people were evacuated and 300 families fled.",
         [("evacuated", "person", 1800, 2200), ("displaced", "family", 300, 300)]),
        ("Varn launched 40 drones, and Orlen shot down 30 of them.",
         [("launched", "drone", 40, 40), ("intercepted", "drone", 30, 30)]),
        ("Air defences intercepted 30 of 40 drones.", [("intercepted", "drone", 30, 30), ("other", "drone", 40, 40)]),
        ("Fire gutted 12 buildings.", [("destroyed", "building", 12, 12)]),
        ("A handful of shops, a couple of cars and six homes were damaged.",
         [("destroyed", "shop", 3, 9), ("destroyed", "car", 2, 3), ("destroyed", "home", 6, 6)]),
        ("Three sheds burned and two sailors were burned.", [("destroyed", "shed", 3, 3), ("injured", "sailor", 2, 2)]),
        ("Up to 200,000 marchers gathered in Orlen.", [("attended", "marcher", 0, 200000)]),
        ("Dozens were arrested, hundreds fled.",
         [("detained", "person", 24, 99), ("displaced", "person", 200, 999)]),
        ("None were injured.", [("injured", "person", 0, 0)]),
        ("No one was killed.", [("dead", "person", 0, 0)]),
        ("No casualties were reported.", [("other", "person", 0, 0)]),
        ("Both pilots died.", [("dead", "pilot", 2, 2)]),
        ("Three people were killed and 17 others were injured.",
         [("dead", "person", 3, 3), ("injured", "person", 17, 17)]),
        ("He bought 12 apples.", [("other", "apple", 12, 12)]),
    ],
)  # fmt: skip
def test_what_happened_to_how_many(text: str, expected: list[Told]) -> None:
    """The verb before, the verb behind, the list they stand in."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "fraction", "role", "unit", "low"),
    [
        ("All 17 targets were hit.", (1.0, 1.0), "hit", "target", 17),
        ("Nearly all missiles were intercepted.", (0.85, 0.999), "intercepted", "missile", None),
        ("Most drones were intercepted.", (0.501, 1.0), "intercepted", "drone", None),
        ("Half of the houses were destroyed.", (0.5, 0.5), "destroyed", "house", None),
        ("A third of voters stayed at home.", (0.3333, 0.3334), "share", "voter", None),
        ("Two-thirds of voters stayed at home.", (0.6666, 0.6667), "share", "voter", None),
        ("Three quarters of voters stayed at home.", (0.75, 0.75), "share", "voter", None),
        ("40 percent of workers left.", (0.4, 0.4), "share", "worker", None),
        ("40% of workers left.", (0.4, 0.4), "share", "worker", None),
        ("More than 40 per cent of workers left.", (0.401, 1.0), "share", "worker", None),
        ("A majority of sailors stayed.", (0.501, 1.0), "share", "sailor", None),
        ("One in five voters said so.", (0.2, 0.2), "share", "voter", None),
        ("Fares rose by 12 percent.", (0.12, 0.12), "share", "percent", None),
    ],
)
def test_shares(text: str, fraction: tuple[float, float], role: str, unit: str, low: float | None) -> None:
    """A share is a fraction of the unit; with a number, both are told."""
    (found,) = all_in(text)
    assert found.fraction == pytest.approx(fraction)
    assert (found.role, found.unit, found.low) == (role, unit, low)


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("It cost $3.5 million.", "USD", 3.5e6, 3.5e6),
        ("It cost about €20bn.", "EUR", 18e9, 22e9),
        ("It cost £5m.", "GBP", 5e6, 5e6),
        ("It cost 40 million dollars.", "USD", 40e6, 40e6),
        ("It cost $20 to $30.", "USD", 20, 30),
        ("It cost up to 300 euros.", "EUR", 0, 300),
        ("It cost more than $12.", "USD", 12.01, None),
    ],
)
def test_money(text: str, unit: str, low: float, high: float | None) -> None:
    """The unit is the currency."""
    assert told(text) == [("money", unit, pytest.approx(low), high if high is None else pytest.approx(high))]


@pytest.mark.parametrize(
    "text",
    [
        "A 5-year-old boy left at 2.15pm in 2012-13 for Room 12.",
        "The World Cup 2022 and 9/11 and a Boeing 737 and an F-16.",
        "Call 555-0142 or +44 20 7946 0000.",
        "Ada Roe, 45, won 2-1 and lost 3-0.",
        "Ada Roe (45) lives at 12 Quay Street.",
        "She is aged 45 and reads No. 7 and page 12.",
        "They met on 12 May 2024, on May 3 and three days later.",
        "A 12-member team of the G7 took Highway 9.",
        "No doubt it was the most important of its kind.",
        "One can hope, and one did.",
        "She scored points and a friend of a neighbour stood by.",
        "Apollo 13 and Windows 11",
        "Fumes fell below 2005 levels.",
        "He is one of the president's closest aides.",
        "She was shot eight times.",
        "",
    ],
)
def test_no_quantities(text: str) -> None:
    """Ages, names, scores, dates, houses, telephones count nothing."""
    assert told(text) == []


def test_the_words_of_a_quantity_run_from_the_comparison_to_the_noun() -> None:
    text = "Ms Ito said that at least five Varnish missiles were fired, and about $12 million lost."
    assert [text[one.text.start : one.text.end] for one in all_in(text)] == [
        "at least five Varnish missiles",
        "about $12 million",
    ]


def test_only_the_piece_asked_for_is_read() -> None:
    text = "Twelve people died. Thirteen people were hurt."
    (found,) = quantities(text, Span(20, len(text)))
    assert text[found.text.start : found.text.end] == "Thirteen people"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("person", "civilian", True),
        ("child", "soldier", True),
        ("missile", "drone", True),
        ("house", "school", True),
        ("person", "drone", False),
        ("zeppelin", "zeppelin", True),
        ("zeppelin", "drone", False),
    ],
)
def test_units_that_can_be_compared(one: str, other: str, same: bool) -> None:
    assert (unit_class(one) == unit_class(other)) is same


NUMBERS = table("numbers")
WORDS = st.sampled_from(
    [
        *(word for key in ("counts", "vague", "shares") for word in NUMBERS[key]),
        *(phrase for phrases in NUMBERS["comparators"].values() for phrase in phrases),
        *(word for line in NUMBERS["roles"].values() for word in line.split()),
        *"12 3.5 1,000 999999999999999 $ € % percent million bn people drones of the and , . - to in a half".split(),
    ]
)


@given(st.text() | st.lists(WORDS, max_size=9).map(" ".join), st.integers(-3, 40), st.integers(-3, 80))
def test_no_string_is_too_strange(text: str, start: int, end: int) -> None:
    """Nothing raises; quantities lie in the piece, in order, with intervals the right way round."""
    last = 0
    for one in quantities(text, Span(start, end)):
        assert max(start, last) <= one.text.start < one.text.end <= min(end, len(text))
        assert one.low is None or one.high is None or one.low <= one.high
        assert one.fraction is None or one.fraction[0] <= one.fraction[1]
        assert one.unit
        last = one.text.start
