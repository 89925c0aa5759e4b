"""Sentences by their words, their voice, the way they came and the day: any string is a query."""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.library.stories import AGENCY, FERRY, HALDEN, SCHOOL, STORIES, library_of, story
from whence.ingest.plain import read_plain
from whence.project.library import Library
from whence.store.search import query

RIVET = "“We have looked at every rivet of that hull"
CRACK = "The Ministry of Ports denied that it had known"
HURT = "Nobody was hurt when the boat struck the pier"
SAILS = "The ferry between Karsk and the western bank"
CRATE = "“There is not one crate in my cold room,”"
WARM = "“Cold water makes warm hearts,”"
APPLES = "Apples cost twice what they did a year ago"
ROTH = "Nadia Roth, who has sold fruit there"
DENIED = "A spokesman for the wholesalers denied it."


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tmp_path_factory.mktemp("coast"), *STORIES)


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The same, their voices not read: a hit is a paragraph."""
    return library_of(tmp_path_factory.mktemp("unread"), *STORIES, model="unread")


def found(library: Library, text: str) -> list[str]:
    return [hit.words for hit in library.search(text, most=1000).hits]


@pytest.mark.parametrize(
    ("text", "beginnings"),
    [
        ("rivet", [RIVET, RIVET]),
        ("RIVET hull", [RIVET, RIVET]),  # both words, in any order
        ("hull rivet", [RIVET, RIVET]),
        ("hull crate", []),
        ('"western bank"', [SAILS, SAILS]),
        ('"bank western"', []),
        ('"western bank', [SAILS, SAILS]),  # a mark that is never closed
        ("by:Ministry", [CRACK, CRACK]),
        ('by:"ministry of ports" crack', [CRACK, CRACK]),
        ("by:Ministry rivet", []),
        ('via:"Coast Wire" rivet', [RIVET]),
        ("via:southport by:Tan warm", [WARM]),
        ("via:Tan", []),  # she speaks for herself
        ("status:denied", [CRACK, CRACK, DENIED]),
        ("status:Denied via:halden", [DENIED]),
        ("status:claimed", [ROTH]),
        ("unnamed:yes", [CRATE]),
        ("unnamed:no status:claimed", [ROTH]),
        ("kind:official_body crack", [CRACK, CRACK]),
        ("quotation:direct room", [CRATE]),
        ("apples after:2024", [APPLES]),
        ("apples after:2024-01-21", []),
        ("apples before:2024-02", [APPLES]),
        ("apples before:2024-01-20", []),
        ("rivet after:2024-03-02", [RIVET]),
        ("status:denied after:2024-01 before:2024-02", [DENIED]),
        ("by:Lind status:denied", []),  # both of one statement
        ("status:nonsense", []),
        ("status:", []),
        ("", []),
        ("  \t", []),
        ('"" ""', []),
    ],
)
def test_a_query_finds_the_sentences_it_asks_for(coast: Library, text: str, beginnings: list[str]) -> None:
    hits = found(coast, text)
    assert len(hits) == len(beginnings), hits
    assert all(hit.startswith(words) for hit, words in zip(hits, beginnings, strict=True)), hits


@pytest.mark.parametrize(
    ("text", "count"),
    [("rivet", 2), ('"warm hearts" after:2024', 1), ("by:Lind", 0), ("after:2024-03", 2), ("ferry via:Southport", 1)],
)
def test_texts_whose_voices_were_not_read_are_found_by_words_and_date(unread: Library, text: str, count: int) -> None:
    assert unread.search(text).count == count


def test_a_hit_says_who_says_it_through_whom_and_what_stands_around_it(coast: Library) -> None:
    (hit,) = coast.search('via:"Coast Wire" crack').hits
    assert (hit.voice, hit.kind) == ("Ministry of Ports", "official_body")
    assert (hit.via, hit.status) == (("Coast Wire",), "denied")
    assert (hit.uri, hit.title, hit.publisher, hit.published) == (
        AGENCY["uri"], "Ferry sails again", "Coast Wire", "2024-03-01",
    )  # fmt: skip
    assert FERRY[hit.span.start : hit.span.end] == hit.words
    assert hit.before in FERRY
    assert hit.before.startswith("Nobody was hurt")
    assert hit.after == ""


# Any string


@given(st.text(max_size=60))
@example('by:"')
@example("NEAR(a, b) AND NOT *")
@example("text : ferry OR voice : lind")
@example("{text voice}: ferry")
@example("after:9999999999 before:soon verdict:'; DROP TABLE words; --")
@example('status:"denied" by:"" via:\0 "\ud800"')
@settings(max_examples=300)
def test_any_string_is_a_query(coast: Library, text: str) -> None:
    answer = coast.search(text, most=3)
    assert answer.count >= len(answer.hits)


NAUGHTY = [
    "<script>alert('tea')</script>",
    "Robert'); DROP TABLE students;--",
    "NEAR AND OR NOT",
    "text:ferry OR voice:lind",
    "-- * ^ rivet2 + (brackets) {braces}",
    "100% of 5½ barrels at £3.20",
    "rock & roll; R&D; AT&T",
    "naïve café façade",
    "cafe\u0301 nai\u0308ve",
    "İstanbul ı ſ ß",
    "Ελληνικά και Ελλάς",
    "поезд ушёл",
    "中文新闻报道",
    "हिन्दी समाचार",
    "العربية أخبار",
    "שָׁלוֹם",
    "emoji 🚢⚓ ship",
    "a\u200bb zero\u00adwidth",
    "snake_case and kebab-case",
    "e-mail@example.org http://example.org/?a=b&c=d",
    "١٢٣ ½ ² Ⅻ",
    "x" * 300,
]


@pytest.fixture(scope="module")
def naughty(tmp_path_factory: pytest.TempPathFactory) -> Library:
    stories = [story(f"{n}.example", f"It said, word for word: {words}") for n, words in enumerate(NAUGHTY)]
    return library_of(tmp_path_factory.mktemp("naughty"), *stories, model="unread")


@pytest.mark.parametrize("number", range(len(NAUGHTY)))
def test_a_naughty_string_finds_what_it_literally_says(naughty: Library, number: int) -> None:
    """As words, where it is no query of its own; and always as a phrase."""
    words = NAUGHTY[number].replace('"', "")
    for text in (words, f'"{words}"'):
        assert f"https://{number}.example" in {hit.uri for hit in naughty.search(text, most=100).hits}


def is_old(char: str) -> bool:
    """Whether a character was there before SQLite's tables of letters were made."""
    return unicodedata.ucd_3_2_0.category(char) not in {"Cn", "Co", "Cs"}


@given(st.text(st.characters().filter(is_old), max_size=40))
@example("cafe\u0301s")
@example("a\u0345b")
@example("2\u20e3")
def test_every_word_of_a_text_finds_the_text(text: str) -> None:
    """What white space sets apart, asked for as a phrase: the query is cut into words as the index is."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE words USING fts5 (text, voice, via, marks, content = '', "
            "tokenize = 'unicode61 remove_diacritics 2')"
        )
        stored = text.replace("\0", " ")
        connection.execute("INSERT INTO words (rowid, text, voice, via, marks) VALUES (7, ?, '', '', '')", (stored,))
        for word in stored.split():
            match = query('"' + word.replace('"', " ") + '"').match
            if match:
                assert connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (match,)).fetchall() == [(7,)]


@pytest.mark.parametrize("text", ["after:dark", "before:long", "after:", "verdict:"])
def test_what_is_no_date_is_looked_for_as_words(tmp_path: Path, text: str) -> None:
    library = library_of(tmp_path, story("night.example", f"The note said “{text} nobody walks here”."), model="unread")
    assert library.search(f"{text} nobody").count == 1


@pytest.mark.parametrize("text", ["by:Perez", "by:PÉREZ", "by:Pe\u0301rez", 'by:"ana pérez"'])
def test_a_voice_is_found_with_and_without_its_accents(tmp_path: Path, text: str) -> None:
    said = "The river is ours, the mayor, Ana Pérez, said on Monday."
    library = library_of(tmp_path, story("river.example", said))
    assert library.search(text).count == 1


# Order, pages, facets


@pytest.mark.parametrize("text", ["the", "status:asserted", "after:2024", "cold"])
def test_pages_follow_each_other_in_one_order(coast: Library, text: str) -> None:
    """Asked again, the same; a page at a time, the same."""
    whole = coast.search(text, most=1000)
    assert whole.count == len(whole.hits) > 1
    assert coast.search(text, most=1000) == whole
    pages = [coast.search(text, first=first, most=2) for first in range(0, whole.count, 2)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.count for page in pages} == {whole.count}
    assert [hit.edition for hit in whole.hits] == sorted(hit.edition for hit in whole.hits)


@pytest.mark.parametrize("text", ["the", "after:2024", "status:denied", "by:Lind"])
def test_facets_count_the_hits(coast: Library, text: str) -> None:
    answer = coast.search(text, most=1000)
    values = [hit.publisher for hit in answer.hits]
    assert dict(answer.facets["publisher"]) == {value: values.count(value) for value in set(values)}
    for facet, value_of in (("status", "status"), ("voice", "voice")):
        values = [getattr(hit, value_of) for hit in answer.hits if getattr(hit, value_of)]
        assert all(dict(answer.facets[facet])[value] >= values.count(value) for value in values)
    assert sum(count for _, count in answer.facets["year"]) == answer.count


def test_a_facet_leads_to_as_many_sentences(coast: Library) -> None:
    facets = coast.search("the").facets
    for name, asked in (("status", "status"), ("voice", "by")):
        for value, count in facets[name]:
            assert coast.search(f'the {asked}:"{value}"').count == count


def test_what_is_removed_is_no_hit_and_no_facet(tmp_path: Path) -> None:
    library = library_of(tmp_path, AGENCY, HALDEN)
    library.remove(AGENCY["uri"])
    answer = library.search("the")
    assert {hit.uri for hit in answer.hits} == {HALDEN["uri"]}
    assert [name for name, _ in answer.facets["publisher"]] == ["Halden Post"]


def test_a_long_line_is_found_to_its_end(tmp_path: Path) -> None:
    library = Library(tmp_path / "news.whence")
    library.add_document(read_plain(f"{SCHOOL} " * 400 + "The end is a zeppelin.", uri="long"), model="unread")
    (hit,) = library.search("zeppelin").hits
    assert hit.words.endswith("The end is a zeppelin.")


def test_a_verdict_finds_the_sentences_whose_quotations_have_it(tmp_path: Path) -> None:
    """Once the library was held against itself; the sentence that was quoted has none."""
    shorter = "“They told us that it would be rebuilt in our lifetime, and that no one would pay,” Jan Okoro said."
    later = story("post.example/later", shorter, publisher="Southport Daily", published="2024-05-01")
    library = library_of(tmp_path, HALDEN, later)
    assert library.search("verdict:trimmed").count == 0
    library.judge()
    assert [hit.uri for hit in library.search("verdict:trimmed").hits] == [later["uri"]]
    assert library.search("verdict:trimmed by:Okoro after:2024").count == 1
    assert library.search("verdict:verbatim").count == 0
    assert library.verify() == []
