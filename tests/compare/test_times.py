"""Expressions of time: what they are worth on the day they were printed, and where they stand in a text."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.compare.lexicon import classes
from whence.compare.times import Meaning, times, value
from whence.errors import UsageError
from whence.evaluation.times import score
from whence.model.incident import Granularity
from whence.model.text import Span

PUBLISHED = "2024-05-15"  # a Wednesday


def told(expression: str, previous: str | None = None, context: str = "") -> str | None:
    """The value of an expression in a text of that day, after another one."""
    before = value(previous, PUBLISHED) if previous else None
    found = value(expression, PUBLISHED, [before] if before else [], context)
    return found.value if found else None


def found_in(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str]]:
    """The expressions of a text as written, each with its value."""
    return [(text[time.text.start : time.text.end], time.value) for time in times(text, published)]


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("May 3, 2024", "2024-05-03"),
        ("3 May 2024", "2024-05-03"),
        ("12 October 2021", "2021-10-12"),
        ("1st of January 2000", "2000-01-01"),
        ("2024-02-29", "2024-02-29"),
        ("2024-05-01T14:30", "2024-05-01T14:30"),
        ("2024-W09", "2024-W09"),
        ("2020-W53", "2020-W53"),
        ("2024-Q1", "2024-Q1"),
        ("25/12/2023", "2023-12-25"),
        ("12/25/2023", "2023-12-25"),
        ("2023/12/25", "2023-12-25"),
        ("9/11", "2001-09-11"),
        ("Friday, May 3", "2024-05-03"),
        ("the 3rd of May", "2024-05-03"),
        ("Oct. 12", "2023-10-12"),  # what was is likelier than what will be
        ("Sept 30", "2024-09-30"),
        ("February 29", "2024-02-29"),
        ("May 3 last year", "2023-05-03"),
        ("last Oct. 12", "2023-10-12"),
        ("Christmas Day", "2023-12-25"),
        ("New Year's Eve 1999", "1999-12-31"),
        ("March 3-5", "2024-03-03/2024-03-05"),
        ("3 to 5 March 2024", "2024-03-03/2024-03-05"),
    ],
)
def test_dates(expression: str, meant: str) -> None:
    """With a year they are what they say; without one they are the nearest."""
    assert told(expression) == meant


@pytest.mark.parametrize(
    "expression",
    [
        "Feb. 30",
        "31 April 2024",
        "2023-02-29",
        "2024-13-01",
        "0000-00-00",
        "2024-W53",
        "25:00",
        "03/04/2024",
        "45/45/2024",
    ],
)
def test_dates_that_are_none(expression: str) -> None:
    """What no calendar has is refused, and so is a day that could as well be a month."""
    assert told(expression) is None


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("Monday", "2024-05-13"),
        ("Wednesday", "2024-05-15"),
        ("Thursday", "2024-05-09"),
        ("last Wednesday", "2024-05-08"),
        ("last Friday", "2024-05-10"),
        ("next Wednesday", "2024-05-22"),
        ("next Friday", "2024-05-17"),
        ("this Friday", "2024-05-17"),
        ("yesterday", "2024-05-14"),
        ("today", "2024-05-15"),
        ("the day before yesterday", "2024-05-13"),
        ("the day after tomorrow", "2024-05-17"),
        ("early Saturday", "2024-05-11"),
        ("tonight", "2024-05-15TNI"),
        ("last night", "2024-05-14TNI"),
        ("overnight", "2024-05-14TNI"),
        ("this morning", "2024-05-15TMO"),
        ("tomorrow evening", "2024-05-16TEV"),
        ("Friday evening", "2024-05-10TEV"),
        ("mid-afternoon yesterday", "2024-05-14TAF"),
        ("late Sunday night", "2024-05-12TNI"),
        ("10 p.m. Monday", "2024-05-13T22:00"),
        ("noon on Tuesday", "2024-05-14T12:00"),
        ("at 2.15pm on Friday", "2024-05-10T14:15"),
        ("14:30", "2024-05-15T14:30"),
    ],
)
def test_days_and_hours(expression: str, meant: str) -> None:
    """A bare weekday is the latest one; a part of the day is added to its value."""
    assert told(expression) == meant


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("last week", "2024-W19"),
        ("this week", "2024-W20"),
        ("early next week", "2024-W21"),
        ("the weekend", "2024-W19-WE"),
        ("this weekend", "2024-W20-WE"),
        ("March", "2024-03"),
        ("December", "2023-12"),
        ("last June", "2023-06"),
        ("next March", "2025-03"),
        ("this August", "2024-08"),
        ("June last year", "2023-06"),
        ("July of 2019", "2019-07"),
        ("mid-March", "2024-03"),
        ("the end of April", "2024-04"),
        ("earlier this month", "2024-05"),
        ("last month", "2024-04"),
        ("the third quarter", "2023-Q3"),
        ("third-quarter", "2023-Q3"),
        ("Q3 2023", "2023-Q3"),
        ("the second quarter of 2022", "2022-Q2"),
        ("last year's fourth quarter", "2023-Q4"),
        ("next year's first quarter", "2025-Q1"),
        ("the fiscal first quarter", "2024-Q1"),
        ("last quarter", "2024-Q1"),
        ("this quarter", "2024-Q2"),
        ("the first half of 2023", "2023-H1"),
        ("the last half of 1989", "1989-H2"),
        ("last summer", "2023-SU"),
        ("this summer", "2024-SU"),
        ("next winter", "2024-WI"),
        ("the winter of 2021", "2021-WI"),
        ("this past spring", "2024-SP"),
        ("last year", "2023"),
        ("early next year", "2025"),
        ("the year 2000", "2000"),
        ("mid-1996", "1996"),
        ("fiscal 2023", "2023"),
        ("nineteen ninety-six", "1996"),
        ("January nineteen ninety-seven", "1997-01"),
        ("2012-13", "2012/2013"),
        ("1998-2002", "1998/2002"),
        ("the 1990s", "199"),
        ("the late '80s", "198"),
        ("the nineties", "199"),
        ("last decade", "201"),
        ("the 20th century", "19"),
        ("last year's first half", "2023-H1"),
        ("the first half", "2024-H1"),
        ("the week of May 6", "2024-W19"),
        ("the month of April", "2024-04"),
        ("the quarter ended March 31", "2024-Q1"),
        ("mid-year", "2024"),
        ("year-end 1990", "1990-12-31"),
    ],
)
def test_longer_times(expression: str, meant: str) -> None:
    """Weeks, months, quarters, seasons, years stay as precise as the words are."""
    assert told(expression) == meant


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("two weeks ago", "2024-05-01"),
        ("10 days ago", "2024-05-05"),
        ("five months ago", "2023-12"),
        ("a year ago", "2023"),
        ("nearly four years ago", "2020"),
        ("a couple of years ago", "2022"),
        ("two Fridays ago", "2024-05-03"),
        ("months ago", "PAST_REF"),
        ("3,000 years ago", "PAST_REF"),
        ("999999999 years ago", "PAST_REF"),
    ],
)
def test_ago(expression: str, meant: str) -> None:
    """Counted from the day of publication."""
    assert told(expression) == meant


@pytest.mark.parametrize(
    ("previous", "expression", "meant"),
    [
        ("March 1", "a day earlier", "2024-02-29"),
        ("March 1", "two weeks later", "2024-03-15"),
        ("March 1", "the next day", "2024-03-02"),
        ("March 1", "the day before", "2024-02-29"),
        ("March 1", "that day", "2024-03-01"),
        ("March 1", "the night before", "2024-02-29TNI"),
        ("the first quarter", "a month earlier", "2024-04"),  # a quarter is too coarse to count months from
        ("March 1", "that evening", "2024-03-01TEV"),
        ("March 1", "the previous Friday", "2024-02-23"),
        ("March 1", "the following Monday", "2024-03-04"),
        ("March 1", "the following week", "2024-W10"),
        ("March 1", "a year earlier", "2023-03-01"),
        ("March 1", "the same month", "2024-03"),
        ("2019", "that year", "2019"),
        ("2019", "two years later", "2021"),
        ("May 13", "10 p.m.", "2024-05-13T22:00"),
        ("the first quarter", "a year ago", "2023-Q1"),
        ("the first quarter", "the year-ago quarter", "2023-Q1"),
        ("the first quarter", "year-ago period", "2023-Q1"),
        ("the first quarter", "the 2022 quarter", "2022-Q1"),
        ("the first quarter", "the quarter", "2024-Q1"),
        ("the first quarter", "the same period last year", "2023-Q1"),
        ("the first quarter", "the previous quarter", "2023-Q4"),
    ],
)
def test_counted_from_the_event_before(previous: str, expression: str, meant: str) -> None:
    """Earlier, later, the next, that: from the last time told; a year ago is the same quarter where one was told."""
    assert told(expression, previous) == meant


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("three days", "P3D"),
        ("twenty-one days", "P21D"),
        ("two to three weeks", "P2W"),
        ("several years", "PXY"),
        ("a five-year", "P5Y"),
        ("8-month-old", "P8M"),
        ("90 minutes", "PT90M"),
        ("half an hour", "PT30M"),
        ("2 1/2 years", "P2Y6M"),
        ("a minute and a half", "PT1M30S"),
        ("the first nine months", "P9M"),
        ("the next three quarters", "P9M"),
        ("two decades", "P20Y"),
        ("daily", "P1D"),
        ("every month", "P1M"),
        ("each Thursday", "XXXX-WXX-4"),
        ("Tuesday nights", "XXXX-WXX-2TNI"),
        ("each July", "XXXX-07"),
        ("now", "PRESENT_REF"),
        ("recently", "PAST_REF"),
        ("the past", "PAST_REF"),
        ("soon", "FUTURE_REF"),
        ("future quarters", "FUTURE_REF"),
        ("recent weeks and months", "PAST_REF"),
        ("eighth day", None),
        ("the zebra", None),
        ("", None),
    ],
)
def test_lengths_sets_and_references(expression: str, meant: str | None) -> None:
    """ISO 8601 durations, X for what is not said; a word without a time is none."""
    assert told(expression) == meant


@pytest.mark.parametrize(
    ("expression", "context", "meant"),
    [
        ("Friday", "The council will meet Friday.", "2024-05-17"),
        ("Friday", "On Friday the council will meet.", "2024-05-17"),
        ("Friday", "The mayor said Friday that the pier will close.", "2024-05-10"),
        ("Friday", "The council met Friday.", "2024-05-10"),
        ("November", "The bridge will open in November.", "2024-11"),
        ("November", "The bridge was opened in November.", "2023-11"),
        ("March", "The hearing was put off to March.", "2024-03"),
        ("Aug. 9", "Nobody has been seen since Aug. 9.", "2023-08-09"),
    ],
)
def test_the_tense_around(expression: str, context: str, meant: str) -> None:
    """A future tense sends a weekday forward, unless it dates the report; a past one keeps a month in the past."""
    assert told(expression, None, context) == meant


@pytest.mark.parametrize(
    ("expression", "start", "end", "granularity", "anchor"),
    [
        ("last month", "2024-04-01", "2024-04-30", Granularity.MONTH, "published"),
        ("February 2023", "2023-02-01", "2023-02-28", Granularity.MONTH, "text"),
        ("2020-W53", "2020-12-28", "2021-01-03", Granularity.WEEK, "text"),
        ("Q4 2023", "2023-10-01", "2023-12-31", Granularity.QUARTER, "text"),
        ("the winter of 2023", "2023-12-01", "2024-02-29", Granularity.SEASON, "text"),
        ("the 1990s", "1990-01-01", "1999-12-31", Granularity.DECADE, "text"),
        ("two weeks ago", "2024-04-29", "2024-05-05", Granularity.WEEK, "published"),  # no surer than the week
        ("last night", "2024-05-14", "2024-05-15", Granularity.TIME, "published"),
        ("the past two months", "2024-03-16", "2024-05-15", Granularity.VAGUE, "published"),
        ("recently", None, None, Granularity.VAGUE, "none"),
    ],
)
def test_the_days_covered(
    expression: str, start: str | None, end: str | None, granularity: Granularity, anchor: str
) -> None:
    """The first and the last day, both inside, and what they were counted from."""
    found = value(expression, PUBLISHED)
    assert found is not None
    assert (found.start, found.end, found.granularity, found.anchor) == (start, end, granularity, anchor)


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("Monday", "XXXX-WXX-1"),
        ("May 3", "XXXX-05-03"),
        ("May", "XXXX-05"),
        ("yesterday", "XXXX-XX-XX"),
        ("last year", "XXXX"),
        ("the third quarter", "XXXX-Q3"),
        ("May 3, 2024", "2024-05-03"),
    ],
)
@pytest.mark.parametrize("published", [None, "2024", "sometime", "2024-13-40"])
def test_without_a_date_of_publication(expression: str, meant: str, published: str | None) -> None:
    """What the words alone say, with X for the rest."""
    found = value(expression, published)
    assert found is not None
    assert found.value == meant
    assert (found.start is None) == ("X" in meant)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The ferry sank off Orlen on Friday, and the wreck was found a day later.",
            [("Friday", "2024-05-10"), ("a day later", "2024-05-11")],
        ),
        (
            "From March 3-5 the pier was shut; in the third quarter of 2023 fares rose.",
            [("March 3-5", "2024-03-03/2024-03-05"), ("the third quarter of 2023", "2023-Q3")],
        ),
        (
            "Shelling went on overnight and early Saturday.",
            [("overnight", "2024-05-14TNI"), ("early Saturday", "2024-05-11")],
        ),
        ("It was two days before the storm.", [("two days", "P2D")]),
        ("Two days before, it had rained.", [("Two days before", "2024-05-13")]),
        (
            "They fled two weeks ago, Ms Ito said on Monday.",
            [("two weeks ago", "2024-05-01"), ("Monday", "2024-05-13")],
        ),
        ("The harbour will reopen in two weeks.", [("in two weeks", "2024-05-29")]),
        ("A boy of six, a 5-year-old girl", [("5-year-old", "P5Y")]),
        ("SAN VARN, 12 JAN 90 (QPA) -- THE PIER", [("12 JAN 90", "1990-01-12")]),
        ("ON 6 JANUARY AT 1625 IT SANK.", [("6 JANUARY", "2024-01-06")]),
        ("He left as soon as he could. The night before the storm was calm.", []),
        ("The 2021 flood and the 9/11 attacks", [("The 2021", "2021"), ("9/11", "2001-09-11")]),
    ],
)
def test_expressions_in_a_text(text: str, found: list[tuple[str, str]]) -> None:
    """Found where they stand, the earlier ones as context of the later."""
    assert found_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "You may go, and they may not.",
        "The Sun reported it; Jan Roe and April Lind did not.",
        "A quarter of voters stayed away from the quarter-final.",
        "They sent 2000 people to Room 2024.",
        "The Daily Quay and Orlen Today reported it.",
        "It cost $2020 and 2024%.",
        "The score was 21-12 at half-time.",
        "A springboard and a fall from the roof",
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    """Verbs, names, prices, rooms, scores."""
    assert [words for words, _ in found_in(text)] == []


def test_only_the_pieces_asked_for_are_read() -> None:
    text = "On Monday it rained. On Tuesday it did not."
    assert [time.text for time in times(text, PUBLISHED, [Span(21, len(text))])] == [Span(24, 31)]


WORDS = st.sampled_from(
    [*classes("times", "classes"), "2024", "31", "Feb.", "14:30", "'80s", "Q3", "2024-02-30", "1/2", "-", ",", ".", "!"]
)
DATES = st.none() | st.dates(date(1000, 1, 1), date(2200, 12, 31)).map(date.isoformat) | st.text(max_size=12)


@given(st.text() | st.lists(WORDS, max_size=7).map(" ".join), DATES, DATES)
def test_no_string_is_too_strange(text: str, published: str | None, earlier: str | None) -> None:
    """Nothing raises; expressions lie inside the text, in order and apart, and their days are days."""
    before = [told for told in (value("two weeks ago", earlier), value("Q3 2023", earlier)) if told]
    alone = value(text, published, before, text)
    end = 0
    for time in (*times(text, published), *times(text.title(), published)):
        end = 0 if time.text.start < end else end
        assert end <= time.text.start < time.text.end <= max(len(text), len(text.title()))
        end = time.text.end
        _holds(time.start, time.end)
    if isinstance(alone, Meaning):
        _holds(alone.start, alone.end)


def _holds(start: str | None, end: str | None) -> None:
    assert (start is None) == (end is None)
    if start and end:
        assert date.fromisoformat(start).year >= 1000
        assert date.fromisoformat(start) <= date.fromisoformat(end)


@given(st.dates(date(1100, 1, 1), date(2100, 12, 31)), st.integers(0, 60))
def test_a_day_and_back(published: date, count: int) -> None:
    """So many days ago lies so many days back; the week of a day holds it."""
    ago = value(f"{count} days ago", published.isoformat())
    week = value("this week", published.isoformat())
    assert ago is not None
    assert ago.start is not None
    assert (published - date.fromisoformat(ago.start)).days == count
    assert week is not None
    assert week.start is not None
    assert week.end is not None
    assert week.start <= published.isoformat() <= week.end
    year, number, _ = published.isocalendar()
    assert week.value == f"{year:04}-W{number:02}"


GOLD = """2024-05-15\tDATE\t2024-05-15
last week\tDATE\t2024-W19
Monday\tDATE\t2024-05-13
Thursday\tDATE\t2024-05-16
the zebra\tDATE\t2024-05-14
three days\tDURATION\tP3D

2023-01-02T08:00\tTIME\t2023-01-02T08:00
yesterday\tDATE\t2023-01-01
"""


def test_the_measure_counts_dates_but_not_the_document_s_own(tmp_path: Path) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text(GOLD, encoding="utf-8")
    outcome = score(path)
    assert outcome.figures == {"value": 0.6, "value_precision": 0.75, "day": 0.5, "count": 5.0}
    predicted = [json.loads(line) for line in outcome.predictions]
    assert [row["expression"] for row in predicted] == [line.split("\t")[0] for line in GOLD.split("\n") if line]
    assert predicted[1]["value"] == "2024-W19"
    assert predicted[4]["value"] is None


@pytest.mark.parametrize("gold", ["", "2024-05-15\tDATE\t2024-05-15\n", "one\ttwo\n"])
def test_a_file_that_measures_nothing_is_refused(tmp_path: Path, gold: str) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text(gold, encoding="utf-8")
    with pytest.raises(UsageError):
        score(path)
