"""Everything a person may name as input: files, folders, standard input and web addresses, as documents."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from whence.errors import SourceError
from whence.ingest.archives import SUFFIXES as ARCHIVES
from whence.ingest.kinds import SUFFIXES, Kind, kind_by_name
from whence.ingest.packed import SUFFIXES as PACKED
from whence.ingest.single import read_bytes, read_stream
from whence.model.text import Document, Failure

_WEB = ("http://", "https://")
_STDIN = "-"


def documents(
    inputs: Sequence[str],
    *,
    stdin: IO[bytes] | None = None,
    allow_private: bool = False,
    note: Callable[[str], None] | None = None,
) -> Iterator[Document | Failure]:
    """Every article of these inputs, in order. What cannot be read is a Failure and never stops the others.

    `note` is told, in a sentence, what was left out of a folder because it is no article's format.
    """
    for name in inputs:
        if name == _STDIN:
            yield from read_stream(stdin or sys.stdin.buffer, uri="-")
        elif name.lower().startswith(_WEB):
            yield from _from_web(name, allow_private)
        elif "://" in name and not os.path.lexists(name):
            yield Failure(uri=name, problem="only http and https addresses are fetched")
        else:
            yield from _from_disk(Path(name), note)


def files(inputs: Sequence[str], *, note: Callable[[str], None]) -> Iterator[Path | str | Failure]:
    """The files and web addresses that these inputs name, folders walked in order. `note` as for `documents`."""
    for name in inputs:
        path = Path(name)
        if name.lower().startswith(_WEB):
            yield name
        elif not path.is_dir():
            problem = _why_unreadable(path)
            yield Failure(uri=name, problem=problem) if problem else path
        else:
            left_out: Counter[str] = Counter()
            yield from _walk(path, left_out, archives=True)
            if left_out:
                note(f"{path}: left out {_listed(left_out)}")


def count(inputs: Sequence[str]) -> int:
    """How many documents these inputs hold, for a progress display: exact for files, one for each web address."""
    return sum(_count_one(name) for name in inputs)


def _count_one(name: str) -> int:
    path = Path(name)
    if name == _STDIN or name.lower().startswith(_WEB) or not path.exists():
        return 1
    if path.is_dir():
        return sum(_count_file(found) if isinstance(found, Path) else 1 for found in _walk(path, Counter()))
    return _count_file(path)


def _count_file(path: Path) -> int:
    if kind_by_name(path.name) is not Kind.JSONL:
        return 1
    try:
        with path.open("rb") as file:
            return sum(bool(line.strip()) for line in file)
    except OSError:
        return 1


def _from_web(url: str, allow_private: bool) -> Iterator[Document | Failure]:
    from whence.ingest.fetch import fetch  # noqa: PLC0415  (network modules are slow to import, and seldom needed)

    try:
        page = fetch(url, allow_private=allow_private)
        yield read_bytes(page.body, uri=page.url, kind=_web_kind(page.content_type), http_charset=page.charset)
    except SourceError as error:
        yield Failure(uri=error.uri, problem=error.problem)


def _web_kind(content_type: str | None) -> Kind | None:
    """A server's word counts for pages and Markdown; "text/plain" is said of much, and the bytes are looked at."""
    if content_type in {"text/html", "application/xhtml+xml"}:
        return Kind.HTML
    return Kind.MARKDOWN if content_type == "text/markdown" else None


def _from_disk(path: Path, note: Callable[[str], None] | None) -> Iterator[Document | Failure]:
    if path.is_dir():
        yield from _from_folder(path, note)
        return
    yield from _from_file(path)


def _from_folder(folder: Path, note: Callable[[str], None] | None) -> Iterator[Document | Failure]:
    left_out: Counter[str] = Counter()
    nothing = True
    for found in _walk(folder, left_out):
        nothing = False
        if isinstance(found, Failure):
            yield found
        else:
            yield from _from_file(found)
    if nothing:
        others = f"; it holds only {_listed(left_out)}" if left_out else ""
        yield Failure(uri=str(folder), problem=f"no file in this folder that can be read ({SUFFIXES}){others}")
    elif left_out and note:
        note(f"{folder}: left out {_listed(left_out)}")


def _listed(left_out: Counter[str]) -> str:
    return ", ".join(f"{number} {suffix} file{'s' * (number > 1)}" for suffix, number in sorted(left_out.items()))


def _walk(folder: Path, left_out: Counter[str], *, archives: bool = False) -> Iterator[Path | Failure]:
    """The readable files of a folder and its folders, in sorted order; hidden ones are no articles.

    `archives`: packed files and captured pages are wanted as well.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(uri=str(folder), problem=_words(error))
        return
    pages = {Path(entry.name).stem for entry in entries if kind_by_name(entry.name) is Kind.HTML}
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            saved_with_page = entry.name.removesuffix("_files").removesuffix(" Files").removesuffix("-Dateien")
            if (
                saved_with_page == entry.name or saved_with_page not in pages
            ):  # a browser's folder of scripts and frames
                yield from _walk(path, left_out, archives=archives)
        elif kind_by_name(entry.name) or (archives and _is_archive(entry.name)):
            yield path
        elif entry.is_file():
            left_out[path.suffix.lower() or "nameless-suffix"] += 1


def _is_archive(name: str) -> bool:
    bare = name.removesuffix(Path(name).suffix) if name.endswith(PACKED) else name
    return name.endswith(ARCHIVES) or bool(kind_by_name(bare))


def _from_file(path: Path) -> Iterator[Document | Failure]:
    uri = str(path)
    if problem := _why_unreadable(path):
        yield Failure(uri=uri, problem=problem)
        return
    try:
        with path.open("rb") as file:
            yield from read_stream(file, uri=uri, kind=kind_by_name(path.name))
    except OSError as error:
        yield Failure(uri=uri, problem=_words(error))


def _why_unreadable(path: Path) -> str | None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if path.is_symlink():
            return f"a link to {os.readlink(path)}, which does not exist"
        return "no such file or folder"
    except OSError as error:
        return _words(error)
    if stat.S_ISREG(mode) or stat.S_ISFIFO(mode) or stat.S_ISCHR(mode):
        return None
    return "neither a file nor a folder"


def _words(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "permission denied; you may not read it"
    return error.strerror or str(error)
