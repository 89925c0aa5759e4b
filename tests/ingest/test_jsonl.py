"""JSON lines: a bad line is named and costs the others nothing."""

from __future__ import annotations

import io
import json

import pytest

from whence.ingest.jsonl import Record, read_records
from whence.model.text import Failure

GOOD = b'{"text": "The harbour reopened.", "uri": "good"}'


def records(data: bytes) -> list[Record | Failure]:
    return list(read_records(io.BytesIO(data), uri="news.jsonl", longest_line=2_000_000))


def test_a_full_record() -> None:
    line = {
        "text": "The harbour reopened.",
        "url": "https://southportdaily.example/harbour",
        "title": "Harbour reopens",
        "date": "3 March 2024",
        "author": "Ada Lind and Tom Roe",
        "publisher": "Southport Daily",
        "language": "en",
    }
    assert records(json.dumps(line).encode()) == [
        Record(
            uri="https://southportdaily.example/harbour",
            text="The harbour reopened.",
            html=None,
            title="Harbour reopens",
            publisher="Southport Daily",
            authors=("Ada Lind", "Tom Roe"),
            published="2024-03-03",
            language="en",
        )
    ]


def test_a_page_and_a_record_without_an_address() -> None:
    first, second = records(
        b'{"html": "<p>Hi", "authors": ["Ada Lind", null, ""]}\n\n{"text": ""}'.replace(b"null, ", b"")
    )
    assert first == Record(uri="news.jsonl#1", text=None, html="<p>Hi", authors=("Ada Lind",))
    assert second == Record(uri="news.jsonl#3", text="", html=None)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"not json", "not valid JSON"),
        (b'{"text": "cut off', "not valid JSON"),
        (b'{"text": "Hi", "score": NaN}', "NaN is no JSON number"),
        (b'{"text": "Hi", "score": -Infinity}', "-Infinity is no JSON number"),
        (b'{"text": "Hi", "text": "Ho"}', "a key stands twice"),
        (b'["text"]', "not an object"),
        (b"3", "not an object"),
        (b'{"title": "Hi"}', 'neither "text" nor "html"'),
        (b'{"text": ["Hi"]}', '"text" is a list, not a string'),
        (b'{"text": "Hi", "title": {"a": 1}}', '"title" is an object, not a string'),
        (b'{"text": "Hi", "authors": [1]}', '"authors" holds a number, not names'),
        (b'{"text": "caf\xe9"}', "not valid UTF-8"),
        (b'{"text": ' + b"[" * 200_000, "nested too deeply"),
        (b'{"text": "Hi", "n": ' + b"9" * 10_000 + b"}", "digits"),
        (b'{"text": "' + b"x" * 2_000_000 + b'"}', "longer than"),
        (b"\xff\xfe{\x00", "not valid UTF-8"),
    ],
)
def test_a_bad_line_is_named_and_the_next_is_read(line: bytes, problem: str) -> None:
    first, bad, last = records(GOOD + b"\n" + line + b"\n" + GOOD)
    assert isinstance(bad, Failure)
    assert bad.uri == "news.jsonl"
    assert bad.problem.startswith("line 2: ")
    assert problem in bad.problem
    assert isinstance(first, Record)
    assert first == last


def test_lone_surrogates_are_repaired_everywhere() -> None:
    """They can be written in JSON, but not in UTF-8: left alone, they would break the output."""
    (record,) = records(b'{"text": "a\\ud800b", "title": "\\udc00", "uri": "\\ud83d\\ude00"}')
    assert isinstance(record, Record)
    assert (record.text, record.title, record.uri) == ("a\ufffdb", "\ufffd", "😀")


def test_a_byte_order_mark_and_foreign_line_ends_do_no_harm() -> None:
    assert all(isinstance(record, Record) for record in records(b"\xef\xbb\xbf" + GOOD + b"\r\n" + GOOD + b"\r\n\r\n"))
