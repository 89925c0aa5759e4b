"""JSON lines: one article a line, with its text or its page and what is known about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, cast

from whence.ingest.assemble import clean
from whence.ingest.texts.dates import read_date
from whence.ingest.texts.signature import read_signature
from whence.model.text import Failure

LONGEST_LINE = 64 * 2**20
_CHUNK = 2**20
_WHOLE = ("text", "html")  # kept with the white space around them


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One line: an article as text or as a page (the other is None), and its metadata."""

    uri: str
    text: str | None
    html: str | None
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None


def read_records(stream: IO[bytes], *, uri: str, longest_line: int = LONGEST_LINE) -> Iterator[Record | Failure]:
    """Every line of the stream as a record, or as a failure that names the line. A bad line never stops the file.

    >>> import io
    >>> lines = io.BytesIO(b'{"text": "The harbour reopened.", "uri": "a"}\\n{"text": 3}\\n')
    >>> [getattr(record, "text", None) or record.problem for record in read_records(lines, uri="news.jsonl")]
    ['The harbour reopened.', 'line 2: "text" is a number, not a string']
    """
    number = 0
    while line := stream.readline(longest_line + 1):
        number += 1
        if len(line) > longest_line and not line.endswith(b"\n"):
            _skip_line(stream)
            yield Failure(uri=uri, problem=f"line {number}: longer than {longest_line // 2**20} MiB; split the article")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield read_record(line, uri=uri, place=f"line {number}", default_uri=f"{uri}#{number}")


def read_record(line: bytes, *, uri: str, place: str, default_uri: str) -> Record | Failure:
    """One JSON object as a record; `place` names it in a failure."""
    try:
        return _record(_parsed(line), default_uri)
    except UnicodeDecodeError:
        problem = "not valid UTF-8; JSON lines are UTF-8"
    except RecursionError:
        problem = "nested too deeply"
    except json.JSONDecodeError as error:
        problem = f"not valid JSON ({error.msg} at character {error.pos + 1})"
    except ValueError as error:
        problem = str(error)
    return Failure(uri=uri, problem=f"{place}: {problem}")


def _skip_line(stream: IO[bytes]) -> None:
    while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
        pass


def _parsed(line: bytes) -> dict[str, object]:
    value: object = _DECODER.decode(line.decode("utf-8"))
    if not isinstance(value, dict):
        raise ValueError("not an object; each line is {…} with a text or html")
    return cast("dict[str, object]", value)


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON number")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, object_pairs_hook=_unique)


def _record(fields: dict[str, object], default_uri: str) -> Record:
    text, html = _string(fields, "text"), _string(fields, "html")
    if text is None and html is None:
        raise ValueError('neither "text" nor "html" is there')
    published = _string(fields, "published", "date")
    return Record(
        uri=_string(fields, "uri", "url") or _named(fields, default_uri),
        text=text,
        html=None if text is not None else html,
        title=_string(fields, "title"),
        publisher=_string(fields, "publisher"),
        authors=_authors(fields),
        published=read_date(published) if published else None,
        language=_string(fields, "language"),
    )


def _named(fields: dict[str, object], default_uri: str) -> str:
    """A record that has an `id` and no address is named by it, within its file."""
    name = fields.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int) or not str(name).strip():
        return default_uri
    return f"{default_uri.rpartition('#')[0] or default_uri}#{clean(str(name)).strip()}"


def _string(fields: dict[str, object], *keys: str) -> str | None:
    """The first of these fields that is there; an empty one counts as none, save for the text itself."""
    for key in keys:
        value = fields.get(key)
        if value is None:
            continue
        if not isinstance(value, str):
            raise ValueError(f'"{key}" is {_kind(value)}, not a string')
        if key in _WHOLE:
            return clean(value)
        if value.strip():
            return clean(value).strip()
    return None


def _authors(fields: dict[str, object]) -> tuple[str, ...]:
    value = fields.get("authors", fields.get("author"))
    names = cast("list[object]", value) if isinstance(value, list) else [value] if value is not None else []
    found: list[str] = []
    for name in names:
        if not isinstance(name, str):
            raise ValueError(f'"authors" holds {_kind(name)}, not names')
        signed = read_signature(clean(name).strip().removeprefix("By ")) if name.strip() else None
        found += signed.authors if signed and signed.authors else [clean(name).strip()] if name.strip() else []
    return tuple(dict.fromkeys(found))


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list) else "an object" if isinstance(value, dict) else "null"
