"""A citation says where the words stand and whose they are, and no character of an article means anything in it."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.model.citing import Cited, Said
from whence.model.speech import Status, Voice, VoiceKind
from whence.model.text import Document, Publication, Span
from whence.present.citing import embedded, parts
from whence.present.citing.formats import FORMS
from whence.present.citing.fragment import fragment

TEXT = "The pier is open.\n\n“It cost us a year,” the mayor Ada Lind told Coast Wire. “It cost us a year,” she said."
PAPER = Voice(id="v0", name="Southport Daily", kind=VoiceKind.OUTLET)
WIRE = Voice(id="v1", name="Coast Wire", kind=VoiceKind.OUTLET)
LIND = Voice(id="v2", name="Ada Lind", kind=VoiceKind.PERSON)
OFFICIALS = Voice(id="v3", name="two officials", kind=VoiceKind.UNNAMED)
HOSTILE = [
    "a {brace} and } another {", "\\input{x} $x$ 50 % #1 a_b ~ ^", "{{evil|x=y}} [[File:x]] ''b'' '''c''' ~~~~",
   
    "<ref>x</ref><script>y()</script> <!-- z -->", "*x* _y_ `z` [a](http://b.example) ![c](d) | e # f", "</textarea>",
    "TY  - BOOK\r\nER  - \r\n\r\nTY  - JOUR", 
    "a\u202eb\u2066c\u2069\x00d\u200be\ufeff", "@misc{x, title = {y}}", "x\u2028y\u2029z\x85w",
    '"quoted" and “curly”', "مرحبا بالعالم", "  spaces \t here  ", "ends with \\", "=cmd()", "- item",
    "1. item", "&amp; &#x3c;",
]  # fmt: skip


def a_document(title: str | None = "Pier opens", **more: object) -> Document:
    known: dict[str, object] = {
        "id": "0123456789abcdef0123456789abcdef", "uri": "https://daily.example/pier", "text": TEXT, "blocks": (),
        "title": title, "publisher": "Southport Daily", "authors": ("Mira Tan",), "published": "2024-03-01T08:00Z",
        "language": "en",
    }  # fmt: skip
    return Document(**(known | more))  # type: ignore[arg-type]


def cited(document: Document | None = None, *said: Said, span: tuple[int, int] = (19, 75)) -> Cited:
    chains = said or (Said(chain=(PAPER, WIRE, LIND), status=Status.ASSERTED),)
    return Cited(document=document or a_document(), spans=(Span(*span),), said=chains, accessed="2024-03-05T10:00Z")


def bibtex_fields(text: str) -> dict[str, str]:
    """A reader of its own: an entry, its key, and fields whose braces are balanced as BibTeX counts them."""
    head = re.match(r"@misc\{([A-Za-z0-9-]+),\n", text)
    assert head
    found, at = {"key": head[1]}, head.end()
    while field := re.compile(r"\s*(\w+) = (?:(\w+)|(\{))").match(text, at):
        at = field.end()
        if field[3]:
            depth, start = 1, at
            while depth:
                depth += {"{": 1, "}": -1}.get(text[at], 0)
                at += 1
            found[field[1]] = text[start : at - 1]
        else:
            found[field[1]] = field[2]
        at += text[at] == ","
    assert text[at:].strip() == "}"
    return found


def untexed(value: str) -> str:
    for name, char in {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}"}.items():
        value = value.replace(f"\\{name}{{}}", f"\0{ord(char)};")
    value = value.replace("\\textasciicircum{}", "^").replace("\\textasciitilde{}", "~")
    assert not re.search(r"(?<!\\)[$&#%_]", value)
    value = re.sub(r"\\([$&#%_])", r"\1", value).replace("{", "").replace("}", "")
    assert "\\" not in value
    return re.sub(r"\0(\d+);", lambda m: chr(int(m[1])), value)


def ris_tags(text: str) -> list[tuple[str, str]]:
    lines = text.split("\r\n")
    assert lines[-1] == ""
    found = [(line[:2], line[6:]) for line in lines[:-1]]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert [tag for tag, _ in found].count("TY") == [tag for tag, _ in found].count("ER") == 1
    return found


def wiki_fields(text: str) -> tuple[dict[str, str], str]:
    """The parameters of the one template, and what stands behind it."""
    found = re.fullmatch(r"<ref>\{\{cite (?:news|web)((?: \|[^|{}\[\]<>]*)*)\}\}([^{}\[\]<>|]*)</ref>\n", text)
    assert found, text
    pairs = [part.split("=", 1) for part in found[1].split(" |")[1:]]
    return {name: _plain(value) for name, value in pairs}, _plain(found[2])


def _plain(text: str) -> str:
    return re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), text)


# What is said


def test_every_form_says_whose_words_they_are_and_through_whom() -> None:
    for form in FORMS.values():
        said = _plain(form.write(cited())).replace("\\", "")
        assert "ttributed to Ada Lind (says), via Coast Wire ‹ Southport Daily" in said, form.name
        assert "It cost us a year" in said
        assert "Mira Tan" in said


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([Said(chain=(PAPER,), status=Status.ASSERTED)], "in the words of Southport Daily itself (says)"),
        ([Said(chain=(PAPER, LIND), status=Status.DENIED)], "attributed to Ada Lind (denies), via Southport Daily"),
        (
            [Said(chain=(PAPER, OFFICIALS), status=Status.CLAIMED)],
            "attributed to unnamed: “two officials” (claim), via Southport Daily",
        ),
        (
            [Said(chain=(PAPER, LIND), status=Status.ASSERTED), Said(chain=(PAPER, LIND), status=Status.PRESCRIBED)],
            "attributed to Ada Lind (says, calls for), via Southport Daily",
        ),
        (
            [Said(chain=(PAPER, LIND), status=Status.ASSERTED), Said(chain=(PAPER, WIRE), status=Status.REPORTED)],
            "attributed to Ada Lind (says), via Southport Daily; and attributed to Coast Wire (is reported), via "
            "Southport Daily",
        ),
    ],
)
def test_the_attribution_is_a_sentence(said: list[Said], expected: str) -> None:
    assert parts.attribution(cited(None, *said)) == expected


def test_the_plain_form_reads_like_a_note() -> None:
    assert FORMS["plain"].write(cited()) == (
        "“It cost us a year,” the mayor Ada Lind told Coast Wire.\n"
        "Pier opens. Mira Tan. Southport Daily. 2024-03-01. Seen 2024-03-05.\n"
        "https://daily.example/pier\n"
        "Attributed to Ada Lind (says), via Coast Wire ‹ Southport Daily; attribution found by machine "
        "(whence), check it.\n"
        f"whence /d/0123456789abcdef0123456789abcdef?at={cited().anchor}#at\n"
    )


def test_what_is_republished_is_said() -> None:
    document = a_document(republished=Publication(publisher="Coast Wire", published="2024-02-29"))
    for form in FORMS.values():
        if form.name != "wikipedia":
            assert "Republished from Coast Wire" in form.write(cited(document))


def test_what_is_not_known_is_left_out() -> None:
    bare = Cited(document=Document(id="x", uri="note.txt", text=TEXT, blocks=()), spans=(Span(0, 17),))
    assert set(bibtex_fields(FORMS["bibtex"].write(bare))) == {"key", "note", "annote"}
    assert [tag for tag, _ in ris_tags(FORMS["ris"].write(bare))] == ["TY", "ID", "N1", "N1", "ER"]
    assert set(json.loads(FORMS["csl"].write(bare))[0]) == {"id", "type", "note", "annote"}
    assert set(wiki_fields(FORMS["wikipedia"].write(bare))[0]) == {"title", "quote"}
    assert "file: note.txt" in FORMS["bibtex"].write(bare)
    assert "None" not in "".join(form.write(bare) for form in FORMS.values())


def test_a_whole_document_has_no_words_and_no_voice() -> None:
    made = {name: form.write(Cited(document=a_document())) for name, form in FORMS.items()}
    assert "annote" not in bibtex_fields(made["bibtex"])
    assert all("ttributed" not in text and "?at=" not in text for text in made.values())
    assert wiki_fields(made["wikipedia"])[1] == ""


@pytest.mark.parametrize(
    ("published", "bibtex", "ris", "csl", "wiki"),
    [
        ("2024-03-01T23:59Z", "2024-03-01", "2024/03/01/", [2024, 3, 1], "2024-03-01"),
        ("2024-03", "2024-03", "2024/03//", [2024, 3], "March 2024"),
        ("2024", "2024", "2024///", [2024], "2024"),
        ("2024-14-40", "2024", "2024///", [2024], "2024"),
        ("yesterday", None, None, None, None),
        ("0000-01-01", None, None, None, None),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(
    published: str, bibtex: str | None, ris: str | None, csl: list[int] | None, wiki: str | None
) -> None:
    of = cited(a_document(published=published))
    assert bibtex_fields(FORMS["bibtex"].write(of)).get("date") == bibtex
    assert dict(ris_tags(FORMS["ris"].write(of))).get("DA") == ris
    issued = json.loads(FORMS["csl"].write(of))[0].get("issued")
    assert (issued and issued["date-parts"][0]) == csl
    assert wiki_fields(FORMS["wikipedia"].write(of))[0].get("date") == wiki


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "https://a@b.example/", "draft.txt"])
def test_an_address_that_may_not_be_followed_is_no_link(address: str) -> None:
    of = cited(a_document(uri=address))
    assert "url" not in bibtex_fields(FORMS["bibtex"].write(of))
    assert "UR" not in dict(ris_tags(FORMS["ris"].write(of)))
    assert "URL" not in json.loads(FORMS["csl"].write(of))[0]
    assert "](" not in FORMS["markdown"].write(of)
    assert fragment(of) == ""


@pytest.mark.parametrize(
    ("copy", "day"),
    [
        ("https://web.archive.org/web/20240301120000/https://daily.example/pier?a=b", "2024-03-01"),
        ("https://web.archive.org/web/20240301id_/https://daily.example/pier?a=b", "2024-03-01"),
        ("https://archive.ph/20240302/https://daily.example/pier?a=b", "2024-03-02"),
    ],
)
def test_a_copy_in_a_public_archive_is_named_beside_the_page_itself(copy: str, day: str) -> None:
    of = cited(a_document(uri=copy))
    pairs, _ = wiki_fields(FORMS["wikipedia"].write(of))
    assert (pairs["url"], pairs["archive-url"], pairs["archive-date"]) == ("https://daily.example/pier?a=b", copy, day)
    assert json.loads(FORMS["csl"].write(of))[0]["URL"] == "https://daily.example/pier?a=b"
    for name in ("plain", "ris", "csl"):
        assert f"rchived: {copy} {day}" in FORMS[name].write(of)


def test_what_only_looks_like_an_archive_is_a_page_like_others() -> None:
    address = "https://web.archive.org.evil.example/web/20240301/https://daily.example/"
    assert parts.archived(a_document(uri=address)) == ("", "")
    assert parts.web(a_document(uri=address)) == address


# What an article holds is text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles_names_and_outlets_are_text_in_every_form(text: str) -> None:
    of = cited(a_document(text, publisher=text, authors=(text, "Mira Tan")))
    shown = parts.clean(text)
    fields = bibtex_fields(FORMS["bibtex"].write(of))
    assert untexed(fields["title"]) == shown
    assert untexed(fields["howpublished"]) == shown
    assert fields["author"].endswith(" and Mira Tan")
    tags = ris_tags(FORMS["ris"].write(of))
    assert dict(tags)["TI"] == shown
    assert [value for tag, value in tags if tag == "AU"] == [shown, "Mira Tan"]
    assert json.loads(FORMS["csl"].write(of))[0]["title"] == shown
    pairs, _ = wiki_fields(FORMS["wikipedia"].write(of))
    assert (pairs["title"], pairs["work"], pairs["author1"]) == (shown, shown, shown)
    markdown = FORMS["markdown"].write(of)
    assert not re.search(r"(?<!\\)[<`*_|@#$&]", markdown.replace("> ", "").replace(">\n", ""))
    assert len(re.findall(r"(?<!\\)\[", markdown)) == 1


@given(st.text(max_size=60))
def test_any_text_comes_back_from_every_form(text: str) -> None:
    of = cited(a_document(text, publisher=text))
    shown = parts.clean(text)
    assert untexed(bibtex_fields(FORMS["bibtex"].write(of)).get("title", "")) == shown
    assert dict(ris_tags(FORMS["ris"].write(of))).get("TI", "") == shown
    assert json.loads(FORMS["csl"].write(of))[0].get("title", "") == shown
    assert wiki_fields(FORMS["wikipedia"].write(of))[0].get("title") == (shown or "https://daily.example/pier")
    for form in FORMS.values():
        assert not [
            char for char in form.write(of) if char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\0"
        ]


def test_braces_and_the_word_and_do_not_divide_a_name() -> None:
    of = cited(a_document(authors=("Ada Lind", "Staff and agencies", "J. O’Hara-Tan", "Lind, Ada", "Coast Wire 24")))
    author = bibtex_fields(FORMS["bibtex"].write(of))["author"]
    assert author == "Ada Lind and {Staff and agencies} and J. O’Hara-Tan and {Lind, Ada} and {Coast Wire 24}"


def test_csl_has_the_shape_that_citeproc_reads() -> None:
    (item,) = json.loads(FORMS["csl"].write(cited()))
    strings = {"id", "type", "title", "container-title", "URL", "language", "note", "annote"}
    assert {name for name, value in item.items() if isinstance(value, str)} == strings
    assert item["type"] == "article-newspaper"
    assert item["author"] == [{"literal": "Mira Tan"}]
    assert item["issued"] == {"date-parts": [[2024, 3, 1]]}
    assert item["accessed"] == {"date-parts": [[2024, 3, 5]]}


def test_long_words_are_cut_between_words() -> None:
    document = a_document(text="word " * 1_000)
    assert len(parts.words(cited(document, span=(0, 4_999)))) < 2_010
    assert parts.words(cited(document, span=(0, 4_999))).endswith("word …")


# Links to the live page


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((0, 17), "The%20pier%20is%20open."),
        # the words stand there twice: their neighbours tell them apart
        ((19, 39), "%E2%80%9CIt%20cost%20us%20a%20year%2C%E2%80%9D,-the%20mayor%20Ada%20Lind"),
        (
            (76, 96),
            "Lind%20told%20Coast%20Wire.-,%E2%80%9CIt%20cost%20us%20a%20year%2C%E2%80%9D,-she%20said.",
        ),
        # over a paragraph's end: its first words, and its last
        ((0, 75), "The%20pier%20is%20open.,mayor%20Ada%20Lind%20told%20Coast%20Wire."),
    ],
)
def test_a_text_fragment_leads_to_the_words(span: tuple[int, int], expected: str) -> None:
    assert fragment(cited(span=span)).partition("#:~:text=")[2] == expected


@given(st.text(st.characters(exclude_characters="\n"), min_size=1, max_size=80))
def test_a_text_fragment_holds_no_sign_of_its_own(text: str) -> None:
    made = fragment(cited(a_document(text=text), span=(0, len(text))))
    if made:
        directive = made.partition("#:~:text=")[2]
        assert re.fullmatch(r"[A-Za-z0-9%._~]+", directive)
        assert unquote(directive) == " ".join(text.encode("utf-8", "replace").decode().split())


def test_a_fragment_of_the_address_stays() -> None:
    for address in ("https://daily.example/pier#news", "https://daily.example/pier#news:~:text=old"):
        assert fragment(cited(a_document(uri=address), span=(0, 17))) == (
            "https://daily.example/pier#news:~:text=The%20pier%20is%20open."
        )


# What reference managers find


def test_coins_name_title_author_date_outlet_and_address() -> None:
    found = dict(parse_qsl(embedded.coins(a_document('"><b>Pier & bridge'))))
    assert found == {
        "ctx_ver": "Z39.88-2004", "rft_val_fmt": "info:ofi/fmt:kev:mtx:dc", "rft.type": "newspaperArticle",
        "rft.title": '"><b>Pier & bridge', "rft.source": "Southport Daily", "rft.au": "Mira Tan",
        "rft.date": "2024-03-01", "rft.identifier": "https://daily.example/pier", "rft.language": "en",
    }  # fmt: skip


def test_meta_leaves_out_what_is_not_known() -> None:
    bare = Document(id="x", uri="note.txt", text=TEXT, blocks=())
    assert embedded.meta(bare) == [("og:type", "article")]
