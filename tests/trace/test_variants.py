"""Words written differently that are the same words: spelling, figures, contractions; and what is no change at all."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trace.texts import among
from whence.ingest.plain import read_plain
from whence.model.reuse import Check, Quoted
from whence.model.text import Document, Span
from whence.trace.checks import Sources, check
from whence.trace.variants import canonical, same, values
from whence.trace.words import WORD, fold


def forms(words: str) -> list[str]:
    return [fold(match.group()) for match in WORD.finditer(words)]


def held(quotation: str, source: str) -> Check:
    """The quotation held against a source with these words."""
    return found_in(quotation, among(f"The hearing in Karsk\n\n{source}"))[1]


def found_in(quotation: str, sources: Sources) -> tuple[Document, Check]:
    draft = read_plain(f"“{quotation}”", uri="draft")
    return draft, check(draft, Quoted(spans=(Span(1, 1 + len(quotation)),)), sources)


def changes(outcome: Check) -> tuple[str, set[str]]:
    return outcome.verdict.value, {edit.consequence.value for edit in outcome.edits}


SAID = "He told the council of Karsk that {} had been at the pier on that cold morning."


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("they organise", "they organize"),
        ("the organisations", "the organizations"),
        ("the organisers", "the organizers"),
        ("it paralysed", "it paralyzed"),
        ("the neighbours", "the neighbors"),
        ("dishonourable", "dishonorable"),
        ("his favourites", "his favorites"),
        ("the rumoured", "the rumored"),
        ("the theatre", "the theater"),
        ("two litres", "two liters"),
        ("it was centred", "it was centered"),
        ("travellers", "travelers"),
        ("cancelled", "canceled"),
        ("marvellous", "marvelous"),
        ("the defence", "the defense"),
        ("grey cheques", "gray checks"),
        ("the programmes", "the programs"),
        ("whilst learnt", "while learned"),
        ("its manoeuvre", "its maneuver"),
        ("meagre", "meager"),
        ("anaemia", "anemia"),
        ("orthopaedic", "orthopedic"),
        # letters with and without their marks
        ("a café", "a cafe"),
        ("Zoë and Malmö", "Zoe and Malmo"),
        # drawn together and in full
        ("they don’t", "they do not"),
        ("we’ve", "we have"),
        ("they can't", "they can not"),
        ("I shan't", "I shall not"),
        ("let’s", "let us"),
        ("Mr Malk", "Mister Malk"),
        ("the UK", "the United Kingdom"),
        ("boats & nets", "boats and nets"),
        # figures and words
        ("five boats", "5 boats"),
        ("twenty-five", "25"),
        ("a hundred and six", "106"),
        ("twelve hundred", "1,200"),
        ("two hundred and fifty thousand", "250,000"),
        ("1.5 million", "1,500,000"),
        ("three million", "3m"),
        ("two billion", "2bn"),
        ("the first", "the 1st"),
        ("the twenty-first", "the 21st"),
        ("the thirtieth", "the 30th"),
        ("fifty per cent", "50%"),
        ("fifty percent", "50 per cent"),
        ("ten dollars", "$10"),
        ("1.50 metres", "1.5 meters"),
    ],
)
def test_another_spelling_is_a_change_of_no_consequence_whichever_side_has_it(british: str, american: str) -> None:
    for quotation, source in ((british, american), (american, british)):
        outcome = held(SAID.format(quotation).removesuffix("."), SAID.format(source))
        assert changes(outcome) == ("altered", {"none"}), (quotation, source)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # one letter apart, and another word
        ("filled", "filed"),
        ("four", "for"),
        ("our", "or"),
        ("sour", "sore"),
        ("hour", "whore"),
        ("wise", "size"),
        ("tonne", "ton"),
        ("advice", "advise"),
        ("towards", "forwards"),
        ("parties", "parities"),
        # one figure apart, and another number
        ("sixteen", "sixty"),
        ("sixteen", "61"),
        ("1.5", "15"),
        ("1,500", "1.500"),
        ("one hundred", "one thousand"),
        ("3m", "3bn"),
        ("5", "5th"),
        ("second", "two"),
        ("21st", "22nd"),
        ("five six", "56"),
        ("twenty second", "22nd"),
        ("million", "billion"),
        ("5 km", "5 miles"),
        ("10 dollars", "10 euros"),
        ("50", "50%"),
        # a contraction of something else
        ("don't", "does not"),
        ("can't", "can"),
        ("we'll", "we would"),
    ],
)
def test_another_word_or_number_is_no_spelling(one: str, other: str) -> None:
    assert not same(forms(one), forms(other))
    assert not same(forms(other), forms(one))


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("sixteen of 1,200", [16, 1200]),
        ("three hundred and five", [305]),
        ("two million four hundred thousand", [2_400_000]),
        ("five, six or seven", [5, 6, 7]),
        ("from twenty to thirty-one", [20, 31]),
        ("£3m and $1.5bn", [3e6, 1.5e9]),
        ("7.30 on day 2", [7.3, 2]),
        ("1.2.2024", []),  # a date is no sum
        ("the first and the 2nd", []),  # an order is no amount
        ("often, and many of them", []),
    ],
)
def test_numbers_are_read_together(words: str, numbers: list[float]) -> None:
    assert values(forms(words)) == numbers


_LETTERS = st.text("abcdefghilmnorstuyz", min_size=1, max_size=9)


@given(_LETTERS)
@settings(max_examples=100)
def test_the_one_spelling_of_a_word_is_its_own(word: str) -> None:
    """Spelling it once more changes nothing, so that two words are the same whichever was read first."""
    assert canonical(canonical(word)) == canonical(word)


@given(st.integers(0, 10**12))
def test_thousands_may_be_parted_or_not(number: int) -> None:
    assert forms(f"{number:,}") == forms(str(number))
    assert values(forms(f"{number:,}")) == [number]


@given(st.integers(0, 999), st.integers(0, 999))
def test_two_numbers_are_the_same_only_when_they_are(one: int, other: int) -> None:
    assert same([str(one)], in_words(other)) is (one == other)


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number: int) -> list[str]:
    """A number below a thousand as it is spoken."""
    if number < 20:
        return [_SMALL[number]]
    if number < 100:
        return [_TENS[number // 10 - 2], *([_SMALL[number % 10]] if number % 10 else [])]
    rest = in_words(number % 100) if number % 100 else []
    return [_SMALL[number // 100], "hundred", *(["and", *rest] if rest else [])]


# What never counts


SOURCE = (
    "“We can’t surrender the official office on the western bank – it’s our first line, and a “final” one: "
    "5% of 1,200 boats,” he said in the U.S. on Straße Nr. 4."
)
BANK = "We can’t surrender the official office on the western bank – it’s our first line"
C2PA = "\ufeff" + "".join(map(chr, [0xFE00, 0xFE0F, 0xE0100, 0xE01EF, 0xFE05]))


@pytest.mark.parametrize(
    "quotation",
    [
        # apostrophes and quotation marks of every shape
        BANK.replace("’", "'"),
        BANK.replace("’", "ʼ"),
        BANK.replace("’", "＇"),
        BANK + ", and a ‘final’ one",
        BANK + ", and a «final» one",
        BANK + ", and a „final‟ one",
        BANK + ', and a "final" one',
        BANK + ", and a final one",
        # dashes, with and without the spaces around them
        BANK.replace("–", "—"),
        BANK.replace(" – ", "—"),
        BANK.replace(" – ", " -- "),
        BANK.replace(" – ", " − "),
        BANK.replace(" –", ","),
        # white space
        BANK.replace(" ", "  "),
        BANK.replace(" ", "\t"),
        BANK.replace(" ", "\u202f"),
        BANK.replace(" ", "\u3000"),
        BANK.replace(" western", "\nwestern"),
        BANK.replace(" western", "\r\nwestern"),
        BANK.replace(" western", "\u2028western"),
        # case
        BANK.upper(),
        BANK.lower(),
        # Unicode form, ligatures, letters of full width
        BANK.replace("ffi", "ﬃ").replace("fi", "ﬁ"),
        BANK.replace("ff", "ﬀ"),
        BANK.replace("first", "ﬁrﬆ"),
        "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isalpha() else char for char in BANK),
        # nobody sees them
        BANK.replace("surrender", "surren\u00adder"),
        BANK.replace("surrender", "s\u200bu\u200cr\u200dr\u2060e\ufeffnder"),
        BANK.replace("western", "\u202awestern\u202c"),
        BANK.replace("western", "\u2067western\u2069"),
        BANK.replace("bank", f"bank{C2PA}"),
        BANK.replace("bank", f"ba{C2PA}nk"),
        C2PA + BANK + C2PA,
        "".join(f"{char}\ufe0f" for char in BANK),
        # a hyphen where a line ended, of either shape
        BANK.replace("official", "offi-\ncial"),
        BANK.replace("official", "offi‐cial"),
        BANK.replace("official", "offi\u00ad\ncial"),
        # what stands at the two ends
        f"… {BANK} …",
        f"— {BANK}!?",
        f"({BANK})",
        # figures
        "5 % of 1,200 boats, he said in the U.S.",
        "5% of 1200 boats, he said in the US",
        "said in the U.S. on Strasse Nr. 4",
    ],
)
def test_what_is_seen_differently_and_is_the_same_is_verbatim(quotation: str) -> None:
    assert changes(held(quotation, SOURCE)) == ("verbatim", set())


@pytest.mark.parametrize(
    "source",
    [
        SOURCE.replace("surrender", "sur\u00adrender"),
        SOURCE.replace(" ", "\u200b "),
        SOURCE.replace("bank", f"bank{C2PA}"),
        SOURCE.replace("official", "offi-\ncial"),
        SOURCE.replace("fi", "ﬁ"),
        unicodedata.normalize("NFD", SOURCE),
        SOURCE.upper().replace("NR", "Nr"),
        SOURCE.replace("western bank", "western (APPLAUSE) bank"),
        SOURCE.replace("western bank", "western [inaudible] bank"),
        SOURCE.replace("western bank", "western bank [sic]"),
    ],
)
def test_it_is_the_same_when_the_source_is_written_so(source: str) -> None:
    assert changes(held(BANK, source)) == ("verbatim", set())


@pytest.mark.parametrize(
    ("quotation", "consequence"),
    [
        (BANK.replace("can’t", "can"), "negation"),  # an apostrophe is nothing, its word is
        ("5 of 1,200 boats, he said in the U.S.", "number"),  # so is a sign
        ("5% of 1.200 boats, he said in the U.S.", "number"),
        ("5% of 12,00 boats, he said in the U.S.", "number"),
    ],
)
def test_what_is_seen_almost_alike_and_is_not_the_same_is_found(quotation: str, consequence: str) -> None:
    assert consequence in changes(held(quotation, SOURCE))[1]


UNSEEN = st.sampled_from(
    list("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u202a\u2060\u2066\ufe00\ufe0f\ufeff\U000e0100\U000e01ef")
)
_SHARED = among(f"The hearing in Karsk\n\n{SOURCE}")


@given(st.lists(st.tuples(st.integers(0, len(BANK)), UNSEEN), max_size=40), st.booleans())
@settings(max_examples=80)
def test_characters_nobody_sees_change_no_quotation_wherever_they_stand(
    signs: list[tuple[int, str]], decomposed: bool
) -> None:
    quotation = BANK
    for place, sign in sorted(signs, reverse=True):
        quotation = quotation[:place] + sign + quotation[place:]
    if decomposed:
        quotation = unicodedata.normalize("NFD", quotation)
    draft, outcome = found_in(quotation, _SHARED)
    assert changes(outcome) == ("verbatim", set()), draft.text
