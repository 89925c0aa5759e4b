"""Bylines, datelines, dates and notes of republication, as papers and sites write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.ingest.texts.bylines import read_byline, read_date, read_dateline, read_names, read_republication


@pytest.mark.parametrize(
    ("line", "authors", "publisher", "published"),
    [
        ("By Ada Lind", ["Ada Lind"], None, None),
        ("BY ADA LIND", ["Ada Lind"], None, None),
        ("by Ada Lind and Tom Roe", ["Ada Lind", "Tom Roe"], None, None),
        ("By Ada Lind, Tom Roe and Kim Poe", ["Ada Lind", "Tom Roe", "Kim Poe"], None, None),
        ("By ADA LIND and TOM ROE, Southport Daily", ["Ada Lind", "Tom Roe"], "Southport Daily", None),
        (
            "By Ada Lind and Tom Roe | Southport Daily | 3 March 2024",
            ["Ada Lind", "Tom Roe"],
            "Southport Daily",
            "2024-03-03",
        ),
        ("December 14th, 2022 - by A. Writer / The Review", ["A. Writer"], "The Review", "2022-12-14"),
        ("By Ada Lind, Political Editor", ["Ada Lind"], None, None),
        ("By Ada Lind, Southport Daily Staff Writer", ["Ada Lind"], "Southport Daily", None),
        ("By Ada Lind in Port Alder", ["Ada Lind"], None, None),
        ("By Ada Lind for The Review", ["Ada Lind"], "The Review", None),
        ("Authored by Ada Lind via The Review", ["Ada Lind"], "The Review", None),
        ("By Ada Lind (Southport Daily)", ["Ada Lind"], "Southport Daily", None),
        ("Posted by Ada Lind on March 3, 2024 at 2:05 pm", ["Ada Lind"], None, "2024-03-03T14:05"),
        ("Submitted by Ada Lind on Thu, 03/14/2024 - 14:05", ["Ada Lind"], None, "2024-03-14"),
        ("Published 3 March 2024 14:05 GMT | Updated 4 March 2024 09:00 GMT", [], None, "2024-03-03T14:05Z"),
        ("3 March 2024", [], None, "2024-03-03"),
        ("Sunday, March 3, 2024", [], None, "2024-03-03"),
        ("Southport Daily, 3 March 2024", [], "Southport Daily", "2024-03-03"),
        ("Ada Lind | 3 March 2024 | 5 min read", ["Ada Lind"], None, "2024-03-03"),
        ("By Reuters", ["Reuters"], None, None),
        ("By our own correspondent", [], None, None),
        ("By Southport Daily Staff", [], "Southport Daily", None),
        ("June 9th, 2023 - by the editors / Commons Desk", [], "Commons Desk", "2023-06-09"),
        ("Von Ada Lind", ["Ada Lind"], None, None),
        ("Par Ada Lind, publié le 3 mars 2024", ["Ada Lind"], None, "2024-03-03"),
        ("Author: Ada Lind", ["Ada Lind"], None, None),
        ("By Seán Ó Briain and María de la Cruz", ["Seán Ó Briain", "María de la Cruz"], None, None),
        ("*By Ada Lind*", ["Ada Lind"], None, None),
        ("By Ada Lind @adalind", ["Ada Lind"], None, None),
    ],
)
def test_bylines(line: str, authors: list[str], publisher: str | None, published: str | None) -> None:
    """A byline gives its names, its outlet and its date, and nothing that is none of them."""
    byline = read_byline(line)
    assert byline is not None
    assert (list(byline.authors), byline.publisher, byline.published) == (authors, publisher, published)


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday the bridge had reopened.",
        "By Monday",
        "By the harbour stood a man with a lantern.",
        "By Design",
        "Photo by Ada Lind",
        "Harbour reopens after nine days",
        "The ministry denied it on 3 March 2024.",
        "Ada Lind said on 3 March 2024 that the harbour was closed.",
        "On 3 March 2024 the council met and voted.",
        "",
        "—",
        "By",
    ],
)
def test_sentences_and_headlines_are_no_bylines(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "authors", "place"),
    [
        ("Ada Lind in Port Alder", ["Ada Lind"], "Port Alder"),
        ("Ada Lind and Tom Roe", ["Ada Lind", "Tom Roe"], None),
        ("Ada Lind, political editor", ["Ada Lind"], None),
        ("ADA LIND, Southport Daily", ["Ada Lind"], None),
    ],
)
def test_names_alone_are_a_byline_under_a_headline_only(line: str, authors: list[str], place: str | None) -> None:
    assert read_byline(line) is None
    byline = read_names(line)
    assert byline is not None
    assert (list(byline.authors), byline.place) == (authors, place)


@pytest.mark.parametrize(
    ("text", "place", "agency", "rest"),
    [
        ("LISBON (Wire) — The talks failed.", "LISBON", "Wire", " The talks failed."),
        ("PORT ALDER, March 3 (Coastal Press) - The harbour", "PORT ALDER", "Coastal Press", " The harbour"),
        ("PORT ALDER, Freedonia — The harbour", "PORT ALDER, Freedonia", None, " The harbour"),
        ("PORT ALDER — The harbour", "PORT ALDER", None, " The harbour"),
        ("Port Alder (dpa) - Der Hafen", "Port Alder", "dpa", " Der Hafen"),
        ("LONDON/PARIS, March 3 (Reuters) -- The", "LONDON/PARIS", "Reuters", " The"),
        ("(Coastal Press) PORT ALDER - The", "PORT ALDER", "Coastal Press", " The"),
        ("MADRID, 3 de marzo (EFE).- El puerto", "MADRID", "EFE", " El puerto"),
        ("PORT ALDER, March 3, 2024: The harbour", "PORT ALDER", None, " The harbour"),
    ],
)
def test_datelines(text: str, place: str, agency: str | None, rest: str) -> None:
    dateline = read_dateline(text)
    assert dateline is not None
    assert (dateline.place, dateline.agency, text[dateline.span.end :]) == (place, agency, rest)


@pytest.mark.parametrize(
    "text",
    [
        "BREAKING — The harbour has reopened.",
        "Ada Lind — the mayor's sister — spoke first.",
        "MR. LEE: I object.",
        "THE PRESIDENT: Thank you all.",
        "The harbour reopened (the council said) — after nine days.",
        "A man - tall, in a coat - left.",
    ],
)
def test_other_beginnings_are_no_datelines(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-03-01", "2024-03-01"),
        ("2024-03-01T14:05:09Z", "2024-03-01T14:05Z"),
        ("2024-03-01T14:05+0100", "2024-03-01T14:05+01:00"),
        ("Dec. 14, 2022", "2022-12-14"),
        ("the 14th of December 2022", "2022-12-14"),
        ("14 December 2022, 2.05pm EST", "2022-12-14T14:05-05:00"),
        ("14 December 2022, 14:05 IST", "2022-12-14T14:05"),  # India, Israel or Ireland: the offset stays unsaid
        ("14:05 GMT, 14 December 2022", "2022-12-14T14:05Z"),
        ("12:30 a.m. on March 3, 2024", "2024-03-03T00:30"),
        ("3. März 2024, 14.05 Uhr", "2024-03-03T14:05"),
        ("1er mars 2024", "2024-03-01"),
        ("3 de marzo de 2024", "2024-03-03"),
        ("3 de março de 2024", "2024-03-03"),
        ("March 2024", "2024-03"),
        ("13/03/2024", "2024-03-13"),
        ("03/13/2024", "2024-03-13"),
        ("03/04/2024", "2024"),  # March or April: only the year is sure
        ("03.04.2024", "2024-04-03"),
        ("3 March", None),
        ("31 February 2024", None),
        ("29 February 2023", None),
        ("no date at all", None),
    ],
)
def test_dates_are_as_precise_as_their_evidence(text: str, value: str | None) -> None:
    assert read_date(text) == value


@pytest.mark.parametrize(
    ("line", "publisher", "authors", "published"),
    [
        (
            "This article originally appeared in the Southport Daily on 3 March 2024.",
            "Southport Daily",
            [],
            "2024-03-03",
        ),
        ("This story was first published by The Review on March 3, 2024.", "The Review", [], "2024-03-03"),
        ("Originally published in The Review, 3 March 2024", "The Review", [], "2024-03-03"),
        ("Originally published on 3 March 2024 by Southport Daily.", "Southport Daily", [], "2024-03-03"),
        ("Republished from southportdaily.example", "southportdaily.example", [], None),
        ("Reprinted with permission from the Southport Daily.", "Southport Daily", [], None),
        ("This piece by Ada Lind first ran in the Southport Daily.", "Southport Daily", ["Ada Lind"], None),
        ("Authored by Ada Lind via The Review,", "The Review", ["Ada Lind"], None),
        ("(A version of this story first appeared in the Southport Daily.)", "Southport Daily", [], None),
        ("Dieser Text", None, [], None),
        ("Zuerst erschienen in der Hafenzeitung, 3. März 2024", "Hafenzeitung", [], "2024-03-03"),
        ("The photograph first appeared in the Southport Daily, he said.", None, [], None),
        ("This article was published on 3 March 2024.", None, [], None),
        ("This article was amended on 4 March 2024.", None, [], None),
    ],
)
def test_what_a_text_says_it_was_taken_from(
    line: str, publisher: str | None, authors: list[str], published: str | None
) -> None:
    publication = read_republication(line)
    if publisher is None:
        assert publication is None
        return
    assert publication is not None
    assert (publication.publisher, list(publication.authors), publication.published) == (publisher, authors, published)


@given(st.text(max_size=300))
def test_any_line_is_read_or_left(line: str) -> None:
    """No line raises, and a dateline lies inside its line."""
    read_byline(line), read_names(line), read_republication(line), read_date(line)
    dateline = read_dateline(line)
    assert dateline is None or 0 < dateline.span.end <= len(line)


@pytest.mark.parametrize(
    "piece", ["By Ada Lind and ", "March 3, ", "PORT ALDER, ", "published in the ", "1/1/", " - ", "((("]
)
def test_a_megabyte_of_anything_is_read_at_once(piece: str) -> None:
    line = piece * (1_000_000 // len(piece))
    start = time.perf_counter()
    read_byline(line), read_names(line), read_republication(line), read_date(line), read_dateline(line)
    assert time.perf_counter() - start < 0.5
