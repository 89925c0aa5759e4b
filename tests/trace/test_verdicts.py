"""What is said of a quotation when its original is at hand: the verdict, and each change with what it does."""

from __future__ import annotations

import unicodedata

import pytest

from tests.trace.texts import STATEMENT, among, checked

BANK = "We will not surrender the western bank"
SOURCES = among()


@pytest.mark.parametrize(
    "words",
    [
        BANK,
        "we will not surrender the Western bank!",  # capitals, and punctuation at the end
        BANK.replace(" ", "\u00a0"),
        BANK.replace("surrender", "sur\u00adren\u200bder"),  # a soft hyphen and a zero-width space
        "We will \ufe0fnot\U000e0101 surrender the western bank",  # text signed with variation selectors
        unicodedata.normalize("NFD", BANK),
        BANK.replace("surrender", "sur-render"),  # a hyphen at the end of a line
        "We will not surrender the western bank — and we never agreed",  # a dash for a comma
        "an honorable thing".replace("honorable", "honourable") + " to do",
        "the ﬁnished span",  # a ligature
        "[T]hey told us that the bridge would never be rebuilt",  # the first letter in brackets
        "we never agreed to sixteen conditions [sic] in the first place",
        "If the river falls … by three metres",  # a pause that leaves nothing out
    ],
)
def test_what_is_no_change(words: str) -> None:
    _, check = checked(words, SOURCES)
    assert (check.verdict.value, check.edits) == ("verbatim", ())


@pytest.mark.parametrize(
    ("words", "verdict", "changes"),
    [
        # left out, and said so
        ("We will not surrender … and we never agreed", "elided", [("delete", "", "the western bank", True, "other")]),
        ("We will not surrender [...] but we may talk", "elided", [("delete", "", None, True, "negation")]),
        ("They told us that the bridge . . . would pay for it", "elided", [("delete", "", None, True, "negation")]),
        ("Nobody was hurt (...) and some of the boats are safe", "elided", [("delete", "", "in Karsk", True, "name")]),
        # put in or changed, and said so
        ("we [the ministry] never agreed to sixteen", "bracketed", [("insert", "the ministry", "", True, "other")]),
        ("[Malk] never agreed to sixteen conditions", "bracketed", [("replace", "Malk", "we", True, "name")]),
        ("Nobody was hurt in [the town] and some", "bracketed", [("replace", "the town", "Karsk", True, "name")]),
        ("the ferry may sail[ed] on Monday", "bracketed", [("replace", "sail[ed", "sail", True, "other")]),
        # left out in silence
        ("We will surrender the western bank", "trimmed", [("delete", "", "not", False, "negation")]),
        ("the ferry sail on Monday", "trimmed", [("delete", "", "may", False, "hedge")]),
        ("Nobody was hurt in Karsk, and the boats are safe", "trimmed", [("delete", "", "some of", False, "hedge")]),
        ("we never agreed to conditions in the first place", "trimmed", [("delete", "", "sixteen", False, "number")]),
        ("they told us that bridge would never be rebuilt", "trimmed", [("delete", "", "the", False, "other")]),
        # changed in silence
        ("we never agreed to sixty conditions", "altered", [("replace", "sixty", "sixteen", False, "number")]),
        ("the ferry will sail on Monday", "altered", [("replace", "will", "may", False, "hedge")]),
        ("the ferry may sail on Tuesday", "altered", [("replace", "Tuesday", "Monday", False, "number")]),
        ("falls by three kilometres, the ferry", "altered", [("replace", "kilometres", "metres", False, "number")]),
        ("Nobody was hurt in Southport, and some", "altered", [("replace", "Southport", "Karsk", False, "name")]),
        ("the ferry may not sail on Monday", "altered", [("insert", "not", "", False, "negation")]),
        ("I can say that it was easy", "altered", [("replace", "can", "can't", False, "negation")]),
        ("some of the boats are unsafe", "altered", [("replace", "unsafe", "safe", False, "negation")]),
        ("they told us that the tunnel would never be rebuilt", "altered", [("replace", "tunnel", "bridge", False, "other")]),
        # changed in spelling only
        ("an honorable thing to do", "altered", [("replace", "honorable", "honourable", False, "none")]),
        ("we never agreed to 16 conditions", "altered", [("replace", "16", "sixteen", False, "none")]),
        ("I cannot say that it was easy", "altered", [("replace", "cannot", "can't", False, "none")]),
        ("I have 4 children and a debt of 250 thousand dollars", "altered", [("replace", "4", "four", False, "none"), ("replace", "250 thousand", "250,000", False, "none")]),
        # marked and unmarked together: the first verdict that holds
        ("We will surrender … and we never agreed", "trimmed", [("delete", "", "not", False, "negation"), ("delete", "", "the western bank", True, "other")]),
        ("[he] will not surrender the eastern bank", "altered", [("replace", "he", "We", True, "other"), ("replace", "eastern", "western", False, "other")]),
    ],
)  # fmt: skip
def test_each_change_is_named(words: str, verdict: str, changes: list[tuple[str, str, str | None, bool, str]]) -> None:
    draft, check = checked(words, SOURCES)
    assert check.original is not None
    source = next(document for document in SOURCES.documents if document.id == check.original.document)
    said = [
        (edit.op.value, draft[edit.quote], source[edit.original], edit.marked, edit.consequence.value)
        for edit in check.edits
    ]
    wanted = [
        (op, here, there if there is not None else said[at][2], marked, consequence)
        for at, (op, here, there, marked, consequence) in enumerate(changes)
    ]
    assert (check.verdict.value, said) == (verdict, wanted)


def test_words_moved_within_a_quotation_are_altered() -> None:
    _, check = checked("In the first place we will not surrender the western bank, and we never agreed", SOURCES)
    assert check.verdict.value == "altered"


def test_two_places_of_one_document_joined_in_silence_are_spliced() -> None:
    _, check = checked("I have four children and a debt, with the water far below us and the town before us", SOURCES)
    assert check.verdict.value == "spliced"


def test_two_documents_joined_in_silence_are_spliced_and_both_are_named() -> None:
    _, check = checked(
        "We will not surrender the western bank, with the water far below us and the town before us", SOURCES
    )
    assert check.verdict.value == "spliced"
    assert [check.original and check.original.uri, *(item.uri for item in check.further)] == ["0", "1"]


def test_a_sentence_of_nobodys_is_untraced_and_no_more_is_said() -> None:
    _, check = checked("The cattle were driven into the hills before the water came", SOURCES)
    assert (check.verdict.value, check.original, check.searched) == ("untraced", None, 3)


def test_fewer_than_four_words_count_only_as_they_are() -> None:
    assert checked("the western bank", SOURCES)[1].verdict.value == "verbatim"
    assert checked("the eastern bank", SOURCES)[1].verdict.value == "untraced"


def test_the_same_words_in_several_sources_are_all_listed_the_earliest_first() -> None:
    _, check = checked("They told us that the bridge would never be rebuilt in our lifetime", SOURCES)
    assert check.original is not None
    assert (check.original.uri, check.original.published) == ("1", "2021-03-04")
    assert [item.uri for item in check.alternatives] == ["2"]


def test_stage_directions_of_a_transcript_are_nobodys_words() -> None:
    found = among(
        "The hearing\n\nMALK: We will not surrender (APPLAUSE) the western bank [crosstalk] this year or the next."
    )
    assert checked("We will not surrender the western bank this year", found)[1].verdict.value == "verbatim"


def test_a_long_elision_costs_as_little_as_a_short_one() -> None:
    middle = " ".join(f"The clerk read out item {number} of the list and went on." for number in range(80))
    found = among(f"The session\n\nWe will not surrender the western bank. {middle} That is my last word on it.")
    _, check = checked("We will not surrender the western bank … That is my last word on it", found)
    assert check.verdict.value == "elided"
    assert [edit.marked for edit in check.edits] == [True]


def test_one_source_without_line_breaks_is_searched_like_any_other() -> None:
    found = among(STATEMENT.replace("\n", " ") * 200)
    assert checked("We will surrender the western bank", found)[1].verdict.value == "trimmed"
