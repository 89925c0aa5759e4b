"""How a page's bytes become text: the order of the standard, and what is never guessed."""

from __future__ import annotations

import pytest

from whence.ingest.charset import declared_in_meta, decode

QUOTE = "„Halt“, rief er – «non»."


@pytest.mark.parametrize(
    ("data", "http_charset", "text", "note"),
    [
        (b"\xef\xbb\xbfcaf\xc3\xa9", "latin1", "café", "utf-8 (byte-order mark)"),  # the mark beats the header
        (b"\xff\xfea\x00", None, "a", "utf-16le (byte-order mark)"),
        (b"\xfe\xff\x00a", None, "a", "utf-16be (byte-order mark)"),
        (b"<meta charset=utf-8>\xe9", "windows-1252", "<meta charset=utf-8>é", "windows-1252 (HTTP header)"),
        (b"caf\xc3\xa9", "no-such-thing", "café", "utf-8 (valid UTF-8)"),  # an unknown label is no label
        (b"<meta charset=iso-8859-1>\x93yes\x94", None, "<meta charset=iso-8859-1>“yes”", "windows-1252 (meta)"),
        (QUOTE.encode(), None, QUOTE, "utf-8 (valid UTF-8)"),
        (b"+AGE- said", None, "+AGE- said", "utf-8 (valid UTF-8)"),  # UTF-7 is never chosen
        (b"<meta charset=utf-7>+AGE-", None, "<meta charset=utf-7>+AGE-", "utf-8 (valid UTF-8)"),
    ],
)
def test_the_standards_order(data: bytes, http_charset: str | None, text: str, note: str) -> None:
    """Mark, header, meta, valid UTF-8: the first that speaks decides."""
    assert decode(data, http_charset) == (text, note)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<meta charset='koi8-r'>", "koi8-r"),
        (b"<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=Shift_JIS'>", "shift_jis"),
        (b"<meta content='text/html; charset=big5' http-equiv=content-type>", "big5"),
        (b"<meta content='text/html; charset=big5'>", None),  # without http-equiv it declares nothing
        (b"<!-- <meta charset=big5> --><meta charset=gbk>", "gbk"),
        (b"<!-- <meta charset=big5>", None),
        (b"<a title='<meta charset=big5>'>", None),
        (b"<meta charset=utf-16>", "utf-8"),  # it was readable as ASCII, so it is not UTF-16
        (b"<meta charset=x-user-defined>", "windows-1252"),
        (b"<metadata charset=big5>", None),
        (b"<meta name=a charset=none><meta charset=euc-kr>", "euc-kr"),
        (b"<" * 1000, None),
    ],
)
def test_the_pages_own_declaration(head: bytes, name: str | None) -> None:
    """Only a real meta element declares an encoding."""
    assert declared_in_meta(head) == name


def test_a_declaration_after_the_first_kilobyte_is_too_late() -> None:
    """Browsers look at 1,024 bytes, and so do we."""
    data = b" " * 1024 + b"<meta charset=koi8-r>"
    assert decode(data)[1] == "utf-8 (valid UTF-8)"


def test_undeclared_bytes_that_are_no_utf8_are_read_all_the_same() -> None:
    """An old page without a declaration keeps its words; what is guessed is said."""
    text, note = decode(("Der Bürgermeister sagte, er höre früh von den Plänen. " * 20).encode("cp1252"))
    assert "Bürgermeister" in text
    assert note.endswith(("(guessed)", "(nothing declared)"))


def test_bytes_that_cannot_be_decoded_are_marked() -> None:
    """They become U+FFFD, one sign for each fault, and the rest is kept."""
    assert decode(b"a\xffb", "utf-8")[0] == "a�b"
