"""Whatever a person names as input: read, or refused with a reason, one never touching the others."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path

import pytest

from whence.ingest import inputs as naming
from whence.ingest import single
from whence.ingest.inputs import count, documents
from whence.model.text import Document, DocumentStatus, Failure

TEXT = "Harbour reopens\n\nBy Ada Lind\n\nThe harbour of Port Alder reopened on Sunday, the council said.\n"
PAGE = "<!DOCTYPE html><title>Harbour reopens</title><article><p>It reopened on Sunday.</p></article>"


def read(*names: str | Path, stdin: bytes = b"") -> list[Document | Failure]:
    return list(documents([str(name) for name in names], stdin=io.BytesIO(stdin)))


def problem(outcome: Document | Failure) -> str:
    assert isinstance(outcome, Failure)
    return outcome.problem


def test_each_kind_of_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[bytes] = []

    def read_page(data: bytes, uri: str, http_charset: str | None) -> Document:
        pages.append(data)
        return single.read_plain("The page.", uri=uri, encoding=http_charset)

    monkeypatch.setattr(single, "_read_page", read_page)
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.md").write_text("# Harbour reopens\n\nIt reopened.\n")
    (tmp_path / "c.jsonl").write_text('{"text": "It reopened.", "uri": "one"}\n{"html": "<p>Hi", "uri": "two"}\n')
    (tmp_path / "d.html").write_text(PAGE)
    (tmp_path / "e").write_text(PAGE)
    (tmp_path / "f.json").write_text('{"text": "It reopened.",\n "title": "Harbour reopens"}')
    found = read(*sorted(tmp_path.iterdir()))
    assert [document.title for document in found if isinstance(document, Document)] == [
        "Harbour reopens",
        "Harbour reopens",
        None,
        None,
        None,
        None,
        "Harbour reopens",
    ]
    assert [document.uri.rpartition("/")[2] for document in found] == [
        "a.txt",
        "b.md",
        "one",
        "two",
        "d.html",
        "e",
        "f.json",
    ]
    assert pages == [b"<p>Hi", PAGE.encode(), PAGE.encode()]
    assert count([str(tmp_path / name) for name in os.listdir(tmp_path)]) == 7


def test_a_text_keeps_its_encoding_and_digest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    (document,) = read(tmp_path / "a.txt")
    assert isinstance(document, Document)
    assert document.text == TEXT
    assert (document.encoding, len(document.sha256 or "")) == ("utf-8 (byte-order mark)", 64)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"", "a.txt", "it is empty"),
        (b"  \n\t\n", "a.txt", "only white space"),
        (b"", "a.html", "it is empty"),
        (b"", "a.jsonl", "no line with an article"),
        (b"%PDF-1.7\nThe harbour", "a.txt", "a damaged PDF"),
        (b"%PDF-1.7\nThe harbour", "a.html", "a damaged PDF"),
        (b"PK\x03\x04" + b"x" * 50, "a.txt", "a zip archive"),
        (b"\x89PNG\r\n\x1a\n", "a", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a.md", "a JPEG image"),
        (b"\x1f\x8b\x08\x00", "a.jsonl", "a gzip file"),
        (b"RIFF\x00\x00\x00\x00WEBP", "a.txt", "an image or a recording"),
        (bytes(range(256)) * 4, "a.txt", "control characters"),
        (b"ab\0\0\0\0cd" * 50, "a.txt", "NUL bytes"),
        ("The harbour".encode("utf-16-le") * 9, "a.txt", "UTF-16 without a byte-order mark"),
        ("The harbour".encode("utf-32"), "a.txt", "UTF-32"),
        (b"x" * 20_000_001, "a.txt", "larger than 20 MB"),
        (b"[1, 2]", "a.json", "not an object"),
    ],
)
def test_a_bad_file_has_its_reason_and_touches_no_other(data: bytes, name: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT)
    bad, good = read(tmp_path / name, tmp_path / "good.txt")
    assert expected in problem(bad)
    assert bad.uri == str(tmp_path / name)
    assert isinstance(good, Document)
    assert good.status is DocumentStatus.COMPLETE


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    first, second = read(tmp_path / "none.txt", tmp_path / "link.txt")
    assert problem(first) == "no such file or folder"
    assert "which does not exist" in problem(second)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    assert "permission denied" in problem(read(tmp_path / "a.txt")[0])


def test_a_refusal_by_the_system_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text(TEXT)
    monkeypatch.setattr(naming.Path, "open", refuse)
    assert "permission denied" in problem(read(tmp_path / "a.txt")[0])


def test_a_folder_is_read_in_order_and_says_what_it_left_out(tmp_path: Path) -> None:
    """Hidden files, a browser's folders of scripts and other formats are no articles."""
    for name in (
        "b.txt",
        "a.txt",
        "deep/er/c.txt",
        ".hidden.txt",
        ".git/d.txt",
        "page_files/e.txt",
        "notes_files/f.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "page.htm").write_text("")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "deep/table.csv").write_text("a,b")
    notes: list[str] = []
    found = list(documents([str(tmp_path)], note=notes.append))
    names = [str(Path(document.uri).relative_to(tmp_path)) for document in found]
    assert names == ["a.txt", "b.txt", "deep/er/c.txt", "notes_files/f.txt", "page.htm"]
    assert notes == [f"{tmp_path}: left out 1 .csv file, 1 .jpg file"]
    assert count([str(tmp_path)]) == 5


def test_a_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "empty").mkdir()
    first, second = read(tmp_path, tmp_path / "empty")
    assert "it holds only 1 .jpg file" in problem(first)
    assert problem(second) == "no file in this folder that can be read (.html .txt .md .jsonl .pdf .docx .srt .vtt)"


def test_a_link_that_leads_back_to_its_folder_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert len(read(tmp_path)) == 1


@pytest.mark.parametrize(
    ("data", "uris"),
    [
        (TEXT.encode(), ["-"]),
        (b'{"text": "It reopened.", "uri": "one"}\n{"text": "It closed.", "uri": "two"}\n', ["one", "two"]),
        (b'{"text": "' + b"It reopened. " * 9000 + b'", "uri": "one"}\n{"text": "It closed."}', ["one", "-#2"]),
    ],
)
def test_standard_input(data: bytes, uris: list[str]) -> None:
    found = read("-", stdin=data)
    assert [document.uri for document in found if isinstance(document, Document)] == uris


def test_a_pipe_named_as_a_file(tmp_path: Path) -> None:
    """What a shell puts in the place of `<(command)`."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    threading.Thread(target=lambda: pipe.write_text(TEXT), daemon=True).start()
    (document,) = read(pipe)
    assert isinstance(document, Document)
    assert document.text == TEXT


@pytest.mark.parametrize(
    ("data", "text", "status"),
    [
        ("Die Brücke".encode("cp1252"), "Die Brücke", DocumentStatus.COMPLETE),
        ("Die Brücke über die Förde".encode() + b"\xff", "Die Brücke über die Förde\ufffd", DocumentStatus.DEGRADED),
        ("Die Brücke".encode("utf-16"), "Die Brücke", DocumentStatus.COMPLETE),
    ],
)
def test_encodings(data: bytes, text: str, status: DocumentStatus, tmp_path: Path) -> None:
    """One broken byte must not turn all the umlauts of a UTF-8 text into something else."""
    (tmp_path / "a.txt").write_bytes(data)
    (document,) = read(tmp_path / "a.txt")
    assert isinstance(document, Document)
    assert (document.text, document.status) == (text, status)


@pytest.mark.parametrize("address", ["ftp://southportdaily.example/a", "file:///etc/passwd"])
def test_other_schemes_are_refused(address: str) -> None:
    assert problem(read(address)[0]) == "only http and https addresses are fetched"


def test_a_private_address_is_refused() -> None:
    assert "no public address" in problem(read("http://127.0.0.1/harbour")[0])
