"""Attributions against attributions: what counts as found, whose words, and how they are quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.measure.attributions import (
    CLASSES,
    MEASURES,
    Attribution,
    ClassScores,
    Offsets,
    read_brat,
    score_attributions,
    table,
)

TEXT = (
    "The bridge is shut, Ada Lind said. “Nobody told us,” she added, “until noon.”\n\n"
    "The port called the delay “a slip” of the crane firm. Tom Roe hopes it opens soon."
)
LIND = "The bridge is shut"
QUOTE = ("“Nobody told us,”", "“until noon.”")
SLIP = "the delay “a slip” of the crane firm"


def at(*words: str) -> Offsets:
    """Where the words first stand in TEXT."""
    return tuple((TEXT.index(word), TEXT.index(word) + len(word)) for word in words)


def said(*content: str, by: str = "", cue: str = "") -> Attribution:
    return Attribution(at(*content), at(by) if by else (), at(cue) if cue else ())


def scores(gold: list[Attribution], predicted: list[Attribution], text: str = TEXT) -> dict[str, ClassScores]:
    return score_attributions([(text, gold, predicted)])


def right(row: ClassScores) -> set[str]:
    """The measures by which everything is right."""
    return {name for name in MEASURES if getattr(row, name).f1 == 100.0}


@pytest.mark.parametrize(
    ("gold", "predicted", "measures"),
    [
        (said(LIND, by="Ada Lind"), said(LIND, by="Ada Lind"), {"exact", "match", "attrib"}),
        (said(LIND, by="Ada Lind"), said(LIND, by="Lind said"), {"exact", "match", "attrib"}),  # one word is enough
        (said(LIND, by="Ada Lind"), said("bridge is shut,", by="Ada Lind"), {"match", "attrib"}),
        (said(LIND, by="Ada Lind"), said(LIND, by="Tom Roe"), {"exact", "match"}),
        (said(LIND, by="Ada Lind"), said(LIND), {"exact", "match"}),
        (said(LIND), said(LIND, by="Ada Lind"), {"exact", "match"}),
        (said(LIND), said(LIND), {"exact", "match", "attrib"}),  # nobody is named on either side
        (said(*QUOTE, by="she"), said(*QUOTE, by="she"), {"exact", "match", "attrib"}),
        (said(*QUOTE, by="she"), said(*QUOTE, by="Ada Lind"), {"exact", "match"}),  # who "she" is does not count here
        (said(*QUOTE), said(*reversed(QUOTE)), {"exact", "match", "attrib"}),  # the order of the pieces is free
        (said(*QUOTE), said(QUOTE[0]), {"match", "attrib"}),  # the longer piece is more than half
        (said(*QUOTE), said(QUOTE[1]), {"match", "attrib"}),
        (said(LIND), said("bridge"), set[str]()),  # Dice 2/5
        (said("The bridge is"), said("The"), {"match", "attrib"}),  # Dice 1/2: a half is enough
        (said(LIND), said(SLIP), set[str]()),
    ],
)
def test_an_attribution_is_right_by_its_content_and_its_source(
    gold: Attribution, predicted: Attribution, measures: set[str]
) -> None:
    assert right(scores([gold], [predicted])["all"]) == measures


def test_white_space_and_the_edge_of_a_word_do_not_matter() -> None:
    """A piece covers each token it touches; what lies outside the text is nothing."""
    start, end = at(LIND)[0]
    gold = [Attribution(((start, end),))]
    assert right(scores(gold, [Attribution(((start - 4, end - 2),))])["all"]) == {"exact", "match", "attrib"}
    nothing = [Attribution(((3, 4),)), Attribution(((5, 5),)), Attribution(((9, 2),)), Attribution(((900, 950),))]
    assert scores(gold, nothing)["all"].exact.predicted == 0


@pytest.mark.parametrize(
    ("text", "words", "quotation"),
    [
        ("“We ran,” she said.", "“We ran,”", "direct"),
        ("“We ran,” she said.", "We ran", "direct"),  # with or without the marks
        ('"We ran," she said.', '"We ran,"', "direct"),
        ("He said that “one two three four” five.", "“one two three four” five", "direct"),  # four fifths
        ("He said that “one two three” four.", "“one two three” four", "mixed"),
        ("She said they ran.", "they ran", "indirect"),
        ("“We ran, she said.\nThey had to run.", "We ran", "direct"),  # never closed
        ("“We ran, she said.\nThey had to run.", "They had to run", "indirect"),  # but the paragraph ends it
        ('"We ran, she said.\nThe "old" town is shut.', "town is shut", "indirect"),
        ("She said: “…”", "“…”", "direct"),  # no word at all: the marks are counted
        ("She said …", "…", "indirect"),
    ],
)
def test_the_class_is_by_the_share_of_quoted_words(text: str, words: str, quotation: str) -> None:
    start = text.index(words)
    gold = [Attribution(((start, start + len(words)),))]
    found = scores(gold, gold, text)
    assert [name for name in CLASSES if found[name].exact.gold] == ["all", quotation]


def test_each_class_has_its_own_score() -> None:
    """Of three gold attributions the indirect one is given to the wrong voice and the mixed one is missed."""
    gold = [said(LIND, by="Ada Lind"), said(*QUOTE, by="she"), said(SLIP, by="The port")]
    found = scores(gold, [said(LIND, by="Tom Roe"), said(*QUOTE, by="she")])
    assert {name: row.attrib.f1 for name, row in found.items()} == {
        "all": pytest.approx(40.0),
        "direct": 100.0,
        "mixed": 0.0,
        "indirect": 0.0,
    }
    assert [found[name].match.recall for name in CLASSES] == [pytest.approx(200 / 3), 100.0, 0.0, 100.0]


def test_a_class_is_compared_with_all_of_the_other_side() -> None:
    """A mixed gold content whose prediction is all quoted counts for mixed recall and for direct precision."""
    found = scores([said("“a slip” of")], [said("“a slip”")])
    assert (found["mixed"].match.recall, found["mixed"].match.predicted) == (100.0, 0)
    assert (found["direct"].match.precision, found["direct"].match.gold) == (100.0, 0)


def test_pairs_are_one_to_one_and_the_closest_come_first() -> None:
    """A content given twice is paired once, with the closer; both copies of an exact one are exact."""
    row = scores([said(LIND)], [said("bridge is shut"), said(LIND)])["all"]
    assert (row.match.precision, row.match.recall, row.pairs) == (50.0, 100.0, 1)
    assert row.exact.right_predicted == 1
    twice = scores([said(LIND)], [said(LIND, by="Ada Lind"), said(LIND)])["all"]
    assert (twice.exact.right_predicted, twice.match.right_predicted) == (2, 1)
    assert twice.attrib.right_gold == 0  # of equals the first is paired


def test_nothing_predicted_scores_nothing() -> None:
    for gold, predicted in ([said(LIND)], []), ([], [said(LIND)]), ([], []):
        row = scores(gold, predicted)["all"]
        assert (row.attrib.precision, row.attrib.recall, row.attrib.f1, row.source_any) == (0.0, 0.0, 0.0, 0.0)


def test_sources_and_cues_are_counted_where_the_gold_has_them() -> None:
    gold = [said(LIND, by="Ada Lind", cue="said"), said(*QUOTE, cue="added"), said(SLIP, by="The port", cue="called")]
    predicted = [said(LIND, by="Ada Lind", cue="added"), said(*QUOTE, by="she", cue="added"), said(SLIP)]
    row = scores(gold, predicted)["all"]
    assert (row.pairs, row.pairs_with_source, row.pairs_with_cue) == (3, 2, 3)
    assert row.source_any == 50.0
    assert row.cue_any == pytest.approx(100 / 3)


def test_articles_are_counted_together() -> None:
    """Contents of one article are never compared with those of another."""
    found = score_attributions([(TEXT, [said(LIND)], []), (TEXT, [], [said(LIND)]), (TEXT, [said(SLIP)], [said(SLIP)])])
    assert (found["all"].match.precision, found["all"].match.recall) == (50.0, 50.0)


@pytest.mark.parametrize(
    ("lines", "attributions"),
    [
        (
            [
                "T1\tSource 0 3\tLind",
                "T2\tCue 4 8\tsaid",
                "T3\tContent 9 20\tit is shut",
                "E1\tAttribution:T2 Content:T3",
            ],
            [Attribution(((9, 20),))],
        ),
        (  # events may come first, with several sources, and contents in pieces
            [
                "E1\tAttribution:T4 Content:T3 Content2:T5 Cue:T4 Source:T1 Source2:T2",
                *("T1\tSource 0 3\tAda", "T2\tSource 8 11\tTom", "T3\tContent 20 24;30 35\tshut now"),
                *("T4\tCue 12 16\tsaid", "T5\tContent 40 44\tsoon"),
            ],
            [Attribution(((20, 24), (30, 35), (40, 44)), ((0, 3), (8, 11)), ((12, 16),))],
        ),
        (["T1\tSource 0 3\tAda", "E1\tAttribution:T1 Source:T1"], []),  # nothing is said
        (["T1\tContent 0 x\tAda", "T2\tContent", "", "E1\tAttribution:T1 Content:T1 Content2:T2"], []),
        (["T1\tContent 0 3\tAda", "E1\tAttribution:T1 Content:T1 Content:T9 Note:T1"], [Attribution(((0, 3),))]),
        (["T1\tContent 0 3\tAda", "#1\tNote T1\tE1\tAttribution:T1 Content:T1"], []),  # a note is no event
        ([], []),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_standoff_file_is_read_line_by_line(lines: list[str], attributions: list[Attribution], ending: str) -> None:
    assert read_brat(ending.join(lines)) == attributions


def test_the_table_names_class_and_measure() -> None:
    gold = [said(LIND, by="Ada Lind", cue="said")]
    assert table(scores(gold, [said(LIND, by="Tom Roe", cue="said")]))[:5] == [
        "class       pred   gold  measure         P      R     F1",
        "all            1      1  exact       100.0  100.0  100.0",
        "all            1      1  match       100.0  100.0  100.0",
        "all            1      1  attrib        0.0    0.0    0.0",
        "all       matched pairs 1: src-any 0.0 of 1, cue-any 100.0 of 1",
    ]


_offsets = st.tuples(st.integers(-3, 60), st.integers(-3, 60))
_pieces = st.lists(_offsets, max_size=3).map(tuple)
_attributions = st.lists(st.builds(Attribution, _pieces, _pieces, _pieces), max_size=6)
_texts = st.lists(st.sampled_from(["Lind ", "said", "“", "”", '"', "\n", "shut, ", "…", "_", " "]), max_size=40)


@given(_texts.map("".join), _attributions)
def test_gold_against_itself_is_found_whole(text: str, gold: list[Attribution]) -> None:
    """Each attribution is paired with itself, even when another has the same content."""
    for row in scores(gold, gold, text).values():
        full = 100.0 if row.exact.gold else 0.0
        assert (row.exact.f1, row.match.f1) == (full, full)
        assert row.attrib.f1 == full
        assert row.source_any == (100.0 if row.pairs_with_source else 0.0)
        assert row.cue_any == (100.0 if row.pairs_with_cue else 0.0)


@given(_texts.map("".join), _attributions, _attributions)
def test_any_two_readings_can_be_compared(text: str, gold: list[Attribution], predicted: list[Attribution]) -> None:
    found = scores(gold, predicted, text)
    for row in found.values():
        assert row.attrib.right_gold <= row.match.right_gold <= row.match.gold
        assert all(0.0 <= getattr(row, measure).f1 <= 100.0 for measure in MEASURES)
    assert found["all"].match.right_gold == found["all"].match.right_predicted
    assert found["all"].match.gold == sum(found[name].match.gold for name in CLASSES[1:])
