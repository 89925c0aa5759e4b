"""Where a passage stood first, who took it from whom, and what was lost on the way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.library.stories import (
    AGENCY,
    BRIDGE,
    FERRY,
    FERRY_ALTERED,
    FERRY_SURE,
    FOOTER,
    HALDEN,
    KARSK,
    MARKET,
    PRINTED,
    SCHOOL,
    STORIES,
    library_of,
    story,
)
from whence.errors import SourceError
from whence.ingest.plain import read_plain
from whence.model.library import DateGrade, Edge, Tie, Traced
from whence.model.reuse import Consequence, Verdict
from whence.model.text import Document
from whence.project.library import Library


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """What the agency and the papers wrote, read by the rules."""
    return library_of(tmp_path_factory.mktemp("coast"), *STORIES)


def document_of(library: Library, item: Mapping[str, Any]) -> Document:
    (found,) = [edition.document for edition in library.editions() if edition.address == item["uri"]]
    return found


def where(traced: Traced) -> list[list[str]]:
    """For each passage the addresses of its witnesses, in their order."""
    return [[witness.uri.removeprefix("https://") for witness in passage.witnesses] for passage in traced.passages]


def edges(traced: Traced) -> dict[tuple[str, str], Edge]:
    """The edges of the lineage by the addresses of the later and the earlier document."""
    names = {node.document: node.uri.removeprefix("https://") for node in traced.lineage.nodes}
    return {(names[edge.later], names[edge.earlier]): edge for edge in traced.lineage.edges}


# What is found


@pytest.mark.parametrize(
    ("text", "verdict", "consequences"),
    [
        (FERRY, Verdict.VERBATIM, set[Consequence]()),
        (FERRY_ALTERED, Verdict.ALTERED, {Consequence.OTHER, Consequence.NUMBER}),
        (FERRY_SURE, Verdict.TRIMMED, {Consequence.HEDGE}),
        (FERRY.replace("Nobody was hurt", "Seven were hurt"), Verdict.ALTERED, {Consequence.NEGATION}),
        (FERRY.upper(), Verdict.VERBATIM, set[Consequence]()),
        (FERRY.replace("“", '"').replace("”", '"').replace(" ", " \n"), Verdict.VERBATIM, set[Consequence]()),
    ],
    ids=["the same", "other words", "surer", "denial gone", "capitals", "other marks"],
)
def test_a_passage_is_found_and_what_became_of_it_is_told(
    coast: Library, text: str, verdict: Verdict, consequences: set[Consequence]
) -> None:
    traced = coast.trace(read_plain(text, uri="draft"))
    assert where(traced) == [["wire.example/ferry", "daily.example/ferry"]]
    (passage,) = traced.passages
    assert passage.verdict is verdict
    found = {edit.consequence for edit in passage.witnesses[0].edits}
    assert found >= consequences if verdict is not Verdict.VERBATIM else found <= {Consequence.NONE}


def test_the_spans_of_a_witness_hold_the_words(coast: Library) -> None:
    """In the document that is traced, and in the one that has them."""
    text = f"In our town nothing happened. {BRIDGE[40:300]} And so to bed, as they say in Halden when it rains."
    (passage,) = coast.trace(text).passages
    (witness,) = passage.witnesses
    (here,), (there,) = passage.spans, witness.spans
    assert text[here.start : here.end] in BRIDGE
    assert BRIDGE[there.start : there.end] in text
    assert len(here) > 240


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("every rivet of that hull", ["wire.example/ferry", "daily.example/ferry"]),
        ("warm hearts", ["daily.example/school"]),
        ("Cold water makes warm hearts", ["daily.example/school"]),
        ("COLD WATER, MAKES", ["daily.example/school"]),
        ("hearts warm", None),
        ("the of to", None),
        ("!?", None),
    ],
)
def test_a_few_words_are_found_where_they_stand_in_this_order(
    coast: Library, words: str, found: list[str] | None
) -> None:
    assert where(coast.trace(words)) == ([found] if found else [])


@pytest.mark.parametrize(
    "text",
    [
        "Nobody has ever written these words about the coast, the bridge or the market, and nobody ever will again.",
        "It was said on Friday that the council of the town would meet again on Monday, the mayor said on Tuesday.",
    ],
    ids=["other words", "words that all use"],
)
def test_what_is_nobody_elses_has_no_witness(coast: Library, text: str) -> None:
    assert where(coast.trace(f"{text} {text[::-1]}")) == []


def test_eleven_words_count_where_they_are_quoted(coast: Library) -> None:
    words = "there is nothing left that should worry anybody who boards it"
    around = "At the pier in the evening she was asked again, and so she spoke. {} And then she went to bed."
    assert where(coast.trace(around.format(f"“{words.capitalize()},” Lind said."))) == [
        ["wire.example/ferry", "daily.example/ferry"]
    ]


def test_an_article_that_many_print_has_many_witnesses(tmp_path: Path) -> None:
    """Although its words stand at the same place in all of them, as a footer does."""
    printed = [story(f"paper{n}.example/ferry", f"{FERRY} {MARKET}", publisher=f"Paper {n}") for n in range(8)]
    library = library_of(tmp_path, *printed, HALDEN, model="unread")
    traced = library.trace(f"{FERRY} {MARKET}")
    assert [len(witnesses) for witnesses in where(traced)] == [8]
    assert traced.boilerplate == ()
    assert len(list(library.reuse())) == 8 * 7 // 2


def test_a_removed_document_is_no_witness(tmp_path: Path) -> None:
    library = library_of(tmp_path, AGENCY, PRINTED, model="unread")
    library.remove(AGENCY["uri"])
    assert where(library.trace(FERRY)) == [["daily.example/ferry"]]


def test_a_file_that_is_not_there_is_not_taken_for_words(coast: Library) -> None:
    with pytest.raises(SourceError, match="no such file"):
        coast.trace("news/ferry.html")


# Boilerplate

BODIES = [
    FERRY,
    BRIDGE,
    SCHOOL,
    MARKET,
    "The mill of Karsk was closed on Monday after the wind took its roof, and the miller sleeps at his sister’s. "
    "He had asked for nails in autumn and was sent a form. His flour is in the church now, under the organ, where it "
    "is dry, and whoever wants bread on Sunday may bring a bowl and a candle.",
    "Eleven geese crossed the square of Orrin in single file, and the choir, which was practising, missed no note. "
    "The baker, who counts everything, says there were twelve of them last week. Whose geese they are is what the town "
    "would like to know, and what the inn would like to know even more.",
]
LAMPS = (
    "The lighthouse keeper of Southport has learned to juggle lamps, four at a time, as the winter is long and the "
    "radio is broken. Ships that pass by at night are advised to look for a moving light. So far two captains have "
    "written to thank her, and one has asked for her hand."
)
SAYING = "“Whoever says that cold water is for fish has never swum across the harbour in a brass band,” Tan said"


@pytest.fixture(scope="module")
def footed(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A paper that sets the same words under each of its articles, and one that prints one of them without."""
    daily = [
        story(f"daily.example/{n}", f"{body}\n\n{FOOTER}", publisher="Southport Daily") for n, body in enumerate(BODIES)
    ]
    other = story("post.example/mill", BODIES[4], publisher="Halden Post")
    return library_of(tmp_path_factory.mktemp("footed"), *daily, other, KARSK, model="unread")


def test_a_footer_is_a_class_of_its_own_and_no_passage(footed: Library) -> None:
    text = f"{SCHOOL}\n\n{FOOTER}"
    traced = footed.trace(text)
    assert where(traced) == [["daily.example/2"]]
    (stretch,) = traced.boilerplate
    assert text[stretch.start : stretch.end] in FOOTER
    assert len(stretch) > 0.9 * len(FOOTER)
    assert max(span.end for span in traced.passages[0].spans) <= stretch.start


def test_a_footer_makes_nobody_a_witness(footed: Library) -> None:
    """A new article of the paper shares it with all of theirs, and has nothing else of them."""
    traced = footed.trace(f"{LAMPS}\n\n{FOOTER}")
    assert where(traced) == []
    assert len(traced.boilerplate) == 1


def test_footers_are_no_reuse(footed: Library) -> None:
    """Of all pairs of the library, two have passages in common: the mill, and the market."""
    pairs = [(pair.uri_a, pair.uri_b) for pair in footed.reuse()]
    assert sorted(sorted(pair) for pair in pairs) == [
        ["https://daily.example/3", "https://post.example/market"],
        ["https://daily.example/4", "https://post.example/mill"],
    ]


def test_a_sentence_that_many_quote_is_no_boilerplate(tmp_path: Path) -> None:
    """It stands here in one text and there in another."""
    quoting = [
        story(f"paper{n}.example/swim", f"{body[: 60 + 31 * n]}. {SAYING}. {other[: 200 - 23 * n]}.")
        for n, (body, other) in enumerate(zip(BODIES, BODIES[1:] + BODIES[:1], strict=True))
    ]
    library = library_of(tmp_path, *quoting, model="unread")
    traced = library.trace(f"We asked around, and this is what there was. {SAYING}. That was all there was to hear.")
    assert [len(witnesses) for witnesses in where(traced)] == [len(quoting)]
    assert traced.boilerplate == ()


# Dates


def dated(folder: Path, *dates: tuple[str | None, str | None]) -> Library:
    """A library in which the same words were published and captured on these days, at 0.example, 1.example …"""
    library = Library(folder / "news.whence")
    for number, (published, captured) in enumerate(dates):
        text = f"Report {number} of the day.\n\n" + (f"{published}\n\n" if published else "") + FERRY
        library.add_document(read_plain(text, uri=f"https://{number}.example"), model="unread", captured=captured)
    assert [edition.document.published for edition in library.editions()] == [published for published, _ in dates]
    return library


@pytest.mark.parametrize(
    ("dates", "order", "earliest", "ties"),
    [
        (["2024-03-02", "2024-03-01", "2023-12-31"], "210", "2", ""),
        (["2024-03-02", None, "2024-03-01"], "201", "2", ""),
        (["2024-03-01", "2024-03-02", "2024-03-01"], "021", "0", "2"),
        ([None, None], "01", "", ""),
    ],
)
def test_witnesses_stand_in_order_of_date_and_ties_are_ties(
    tmp_path: Path, dates: list[str | None], order: str, earliest: str, ties: str
) -> None:
    """What has no date stands last, and is never said to be first."""
    library = dated(tmp_path, *((date, None) for date in dates))
    (passage,) = library.trace(FERRY).passages
    names = {witness.document: witness.uri.removeprefix("https://")[0] for witness in passage.witnesses}
    assert "".join(names.values()) == order
    assert names.get(passage.earliest or "", "") == earliest
    assert "".join(names.get(document, "") for document in passage.ties) == ties


def test_a_day_and_its_month_cannot_be_told_apart(tmp_path: Path) -> None:
    days = ("2024-03", "2024-03-09", "2024-04-01")
    printed = [story(f"{n}.example/ferry", FERRY, published=day) for n, day in enumerate(days)]
    library = library_of(tmp_path, *printed, model="unread")
    (passage,) = library.trace(FERRY).passages
    assert [witness.date for witness in passage.witnesses] == ["2024-03-09", "2024-03", "2024-04-01"]
    assert (passage.earliest, passage.ties) == (passage.witnesses[0].document, (passage.witnesses[1].document,))


@pytest.mark.parametrize(
    ("published", "captured", "date", "grade"),
    [
        ("2024-03-01", None, "2024-03-01", DateGrade.CLAIMED),
        ("2024-03-01", "2024-03-01T09:00:00Z", "2024-03-01", DateGrade.OBSERVED),
        ("2020-01-01", "2024-03-01T09:00:00Z", "2020-01-01", DateGrade.CONFLICT),  # older than anybody saw it
        ("2024-03-09", "2024-03-01T09:00:00Z", "2024-03-09", DateGrade.OBSERVED),
        (None, "2024-03-01T09:00:00Z", "2024-03-01", DateGrade.OBSERVED),
        (None, None, None, DateGrade.UNKNOWN),
    ],
)
def test_a_date_says_how_it_is_known(
    tmp_path: Path, published: str | None, captured: str | None, date: str | None, grade: DateGrade
) -> None:
    library = dated(tmp_path, (published, captured))
    traced = library.trace(FERRY)
    (witness,) = traced.passages[0].witnesses
    assert (witness.date, witness.grade) == (date, grade)
    assert grade in {node.grade for node in traced.lineage.nodes}


def test_a_document_of_the_library_may_itself_be_the_first(coast: Library) -> None:
    """It is no witness of itself, and who has the words later took them from it."""
    first, later = document_of(coast, AGENCY), document_of(coast, PRINTED)
    assert [passage.earliest for passage in coast.trace(first).passages] == [first.id]
    assert where(coast.trace(first)) == [["daily.example/ferry"]]
    assert [passage.earliest for passage in coast.trace(later).passages] == [first.id]


def test_reuse_puts_the_earlier_document_first(coast: Library) -> None:
    (pair,) = coast.reuse()
    assert (pair.uri_a, pair.uri_b, pair.score) == (AGENCY["uri"], PRINTED["uri"], 1.0)
    assert FERRY[pair.a.start : pair.a.end] == FERRY[pair.b.start : pair.b.end] == FERRY[:-1]


# Lineage

NOBODY = "nobody was hurt when the boat struck the pier in January, but some of the passengers may still wait."
CITING = story(
    "post.example/ferry", f"Good news from the coast. According to Coast Wire, {NOBODY}", publisher="Halden Post",
    published="2024-03-03",
)  # fmt: skip
SILENT = story("echo.example/ferry", f"Good news. {NOBODY.capitalize()}", publisher="Echo", published="2024-03-04")


def test_what_a_text_says_of_its_source_and_what_its_words_show_are_told_apart(tmp_path: Path) -> None:
    library = library_of(tmp_path, AGENCY, CITING, SILENT, HALDEN)
    traced = library.trace(document_of(library, CITING))
    (passage,) = traced.passages
    assert passage.stated == document_of(library, AGENCY).id
    assert {witness.uri: witness.stated for witness in passage.witnesses} == {AGENCY["uri"]: True, SILENT["uri"]: False}
    found = edges(traced)
    assert found["post.example/ferry", "wire.example/ferry"].tie is Tie.BOTH
    (parent,) = [edge for (later, _), edge in found.items() if later == "echo.example/ferry"]
    assert parent.tie is Tie.MATCHED
    assert not any(edge.loop for edge in found.values())


def test_a_page_may_declare_its_source(tmp_path: Path) -> None:
    library = library_of(tmp_path, AGENCY, PRINTED, model="unread")
    head = f'<title>At sea</title><meta name="dc.source" content="{AGENCY["uri"]}">'
    path = tmp_path / "page.html"
    path.write_text(f"<html><head>{head}</head><body><article><h1>At sea</h1><p>{FERRY}</p></article></body></html>")
    (passage,) = library.trace(path).passages
    assert [(witness.uri, witness.stated) for witness in passage.witnesses] == [
        (AGENCY["uri"], True),
        (PRINTED["uri"], False),
    ]


def test_circular_reporting_is_found(tmp_path: Path) -> None:
    """Each names the other: the first report goes back to itself."""
    wire, post = {"publisher": "Coast Wire"}, {"publisher": "Halden Post"}
    first = story("wire.example/a", f"According to Halden Post, {NOBODY}", published="2024-03-01", **wire)
    second = story("post.example/b", f"According to Coast Wire, {NOBODY}", published="2024-03-02", **post)
    library = library_of(tmp_path, first, second, KARSK)
    for item in (first, second):
        found = edges(library.trace(document_of(library, item)))
        assert set(found) == {("wire.example/a", "post.example/b"), ("post.example/b", "wire.example/a")}
        assert all(edge.loop for edge in found.values())


def test_the_hop_at_which_a_caveat_was_lost_is_named(tmp_path: Path) -> None:
    """Three papers on end: the second keeps “some” and “may”, the third does not."""
    second = FERRY.replace("on Friday", "late on Thursday evening")
    third = FERRY_SURE.replace("on Friday", "late on Thursday evening")
    chain = [
        story(f"{name}.example/ferry", text, published=f"2024-03-0{n}", publisher=name)
        for n, (name, text) in enumerate((("one", FERRY), ("two", second), ("three", third)), 1)
    ]
    library = library_of(tmp_path, *chain, HALDEN, model="unread")
    found = edges(library.trace(document_of(library, chain[2])))
    assert {pair: edge.lost for pair, edge in found.items()} == {
        ("two.example/ferry", "one.example/ferry"): "",
        ("three.example/ferry", "two.example/ferry"): "some, may",
    }


def test_a_text_may_come_from_several(tmp_path: Path) -> None:
    both = story("mix.example/both", f"{FERRY}\n\n{BRIDGE}", published="2024-04-01")
    library = library_of(tmp_path, AGENCY, HALDEN, both, model="unread")
    traced = library.trace(document_of(library, both))
    assert where(traced) == [["wire.example/ferry"], ["post.example/bridge"]]
    assert set(edges(traced)) == {
        ("mix.example/both", "wire.example/ferry"),
        ("mix.example/both", "post.example/bridge"),
    }


# Quotations of a draft


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("Cold water makes warm hearts", "verbatim"),
        ("They told us that it would be rebuilt in our lifetime, and that no one would pay for it", "trimmed"),
        ("Nobody in this country has ever asked me about the price of apples or of pears", "untraced"),
    ],
)
def test_a_draft_is_held_against_the_whole_library(coast: Library, words: str, verdict: str) -> None:
    draft = read_plain(f"The talks\n\nBy Nora Field\n\n“{words},” Jan Okoro said.\n\nIt rained all day.", uri="draft")
    (check,) = coast.check(draft).checks
    assert check.verdict.value == verdict
