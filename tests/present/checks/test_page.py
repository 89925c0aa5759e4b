"""The page of a check: side by side, to tick and print; nothing that a draft or a source holds can act on it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from tests.present.checks.held import DRAFT, FAILED, documents, held
from tests.present.checks.strategies import checked
from whence.ingest.plain import read_plain
from whence.model.reuse import Check, Checked, Op
from whence.model.text import Failure
from whence.present.characters import is_hidden
from whence.present.checks.page import frame, render

HOSTILE = '</style></script><script>alert(1)</script><img src=x onerror="x">{{ 7*7 }}'
TAGS = set("html head meta title style body main article header h1 h2 h3 bdi p section label input span div".split())
TAGS |= set("blockquote ins del a ul li details summary footer".split())
ATTRIBUTES = set("lang charset http-equiv content name id class href rel role dir type".split())
VOID = ("meta", "input")


class Page(HTMLParser):
    """What a browser would find: tags, attributes, and of each block quote its words in order with their tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.quotes: list[list[tuple[str, str]]] = []
        self.hidden: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag == "blockquote":
            self.quotes.append([])
        if tag not in VOID:
            self.open.append(f"{tag}.{dict(attrs).get('class') or ''}")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().split(".")[0] == tag  # well formed: every tag is closed where it should be

    def handle_data(self, data: str) -> None:
        if not any(place.startswith("blockquote") for place in self.open):
            return
        if self.open[-1] == "span.hidden":
            self.hidden.append(data)
            return
        tag = next((place.split(".")[0] for place in reversed(self.open) if place.startswith(("ins", "del"))), "")
        context = "span.quiet" in self.open
        self.quotes[-1].append(("context" if context else tag, data))

    def values(self, name: str) -> list[str]:
        return [value for attribute, value in self.attributes if attribute == name]


def said(pieces: list[tuple[str, str]], *kinds: str) -> str:
    return "".join(words for kind, words in pieces if kind in kinds)


MADE = held()
PAGE = render([MADE])
SHOWN = Page(PAGE)
SOURCES = {source.id: source for source in MADE.sources}


def shown_in_order(made: Checked) -> list[Check]:
    """The checks as the page orders them, by the numbers in its headings."""
    numbers = [int(number) for number in re.findall(r"</label> (\d+)\. <span", render([made]))]
    return [made.checks[number - 1] for number in numbers]


def test_the_words_of_both_sides_are_those_of_the_texts() -> None:
    sides = iter(SHOWN.quotes)
    for check in shown_in_order(MADE):
        mine = next(sides)
        assert said(mine, "", "ins") == " ⋯ ".join(DRAFT[span.start : span.end] for span in check.quoted.spans)
        assert said(mine, "context", "", "ins") in DRAFT
        for original in [item for item in (check.original, *check.further) if item]:
            theirs, text = next(sides), SOURCES[original.document].text
            assert said(theirs, "", "del") == " ⋯ ".join(text[span.start : span.end] for span in original.spans)
            assert said(theirs, "context", "", "del").strip("…") in text
    assert not list(sides)


def test_what_was_changed_stands_out_on_its_side_and_nothing_else_does() -> None:
    put_in = [words for quote in SHOWN.quotes for kind, words in quote if kind == "ins"]
    left_out = [words for quote in SHOWN.quotes for kind, words in quote if kind == "del"]
    edits = [edit for check in shown_in_order(MADE) for edit in check.edits]
    sources = [
        SOURCES[check.original.document] for check in shown_in_order(MADE) if check.original for _ in check.edits
    ]
    assert put_in == [DRAFT[edit.quote.start : edit.quote.end] for edit in edits if edit.op is not Op.DELETE]
    assert left_out == [
        source[edit.original] for edit, source in zip(edits, sources, strict=True) if edit.op is not Op.INSERT
    ]


def test_what_a_change_is_stands_there_in_words_as_well() -> None:
    """For who hears the page, prints it in black or sees no difference between two colours."""
    assert Counter(SHOWN.hidden)["]"] == SHOWN.tags["ins"] + SHOWN.tags["del"] - _in_lists()
    said_in_words = {words for words in SHOWN.hidden if words != "]"}
    assert said_in_words == {"[left out: ", "[left out, marked: ", "[changed: ", "[changed, marked: "}
    for words in (
        "left out: a negation",
        "changed: a number",
        "changed (marked): a name",
        "changed: the spelling only",
    ):
        assert f"<li>{words}: " in PAGE
    style = re.search(r"<style>(.*?)</style>", PAGE, re.DOTALL)
    assert style
    assert re.search(r"^ins \{[^}]*text-decoration: underline", style[1], re.MULTILINE)
    assert re.search(r"^del \{[^}]*text-decoration: line-through", style[1], re.MULTILINE)
    assert not re.search(r"^(?:ins|del)[^{]*\{[^}]*(?<![-\w])color:", style[1], re.MULTILINE)


def _in_lists() -> int:
    return len(re.findall(r"<(?:ins|del)(?! class)>(?!<span)", PAGE))


def test_each_quotation_has_a_box_to_tick_and_a_heading_of_its_own() -> None:
    assert SHOWN.tags["input"] == len(MADE.checks) == SHOWN.values("type").count("checkbox")
    ids = SHOWN.values("id")
    assert len(ids) == len(set(ids))
    assert set(SHOWN.values("aria-labelledby")) <= set(ids)
    assert len(SHOWN.values("aria-labelledby")) == len(MADE.checks)
    assert PAGE.count('<label class="tick"><input type="checkbox"> <span class="hidden">seen</span></label>') == 9


def test_problems_come_first_and_say_so_without_colour() -> None:
    verdicts = re.findall(r'<span class="verdict">([a-z ]+)</span>', PAGE)
    assert verdicts == [
        "trimmed", "altered", "spliced", "not found", "elided", "bracketed", "altered", "verbatim", "verbatim",
    ]  # fmt: skip
    permitted = render([held(style="guardian")])
    assert permitted.count('<span class="quiet">permitted</span>') == 3
    assert "House rules: guardian (grammar and spelling may be mended" in permitted


def test_what_was_searched_and_what_was_not_is_on_the_page() -> None:
    for source in documents():
        assert source.uri in PAGE
    assert f"<li><bdi>{FAILED.uri}</bdi>: {FAILED.problem}</li>" in PAGE
    assert "<li>“<bdi>peace</bdi>”: a few words in quotation marks that nobody is said to have spoken</li>" in PAGE
    assert "Also in 1 other document" in PAGE
    assert "Not found in the 3 documents searched." in PAGE
    assert "The sentence goes on in the source with “unless”." in PAGE
    assert "In the source these are words of Ada Lind." in PAGE


def test_the_page_never_says_who_is_right() -> None:
    visible = re.sub(r"<style>.*?</style>|<[^>]+>", " ", PAGE, flags=re.DOTALL).lower()
    assert not re.search(r"invent|fabricat|made up|fake|\bwrong|\bfalse|\btrue|\blie[sd]?\b|correct|score", visible)


def test_several_drafts_are_one_page_with_ids_of_their_own() -> None:
    shown = Page(render([MADE, held(style="ap")]))
    assert shown.tags["article"] == 2
    assert len(shown.values("id")) == len(set(shown.values("id")))


def test_the_page_admits_its_own_style_and_nothing_else() -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', PAGE)
    style = re.search(r"<style>(.*?)</style>", PAGE, re.DOTALL)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1].replace("&#39;", "'").startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert not re.search(r"url\(|@import|https?://", style[1])


@pytest.mark.parametrize("place", ["draft", "source", "title", "speaker", "address", "failure", "style", "skipped"])
def test_a_hostile_string_stays_text_wherever_it_stands(place: str) -> None:
    def there(wanted: str, otherwise: str) -> str:
        return HOSTILE if place == wanted else otherwise

    words = "We will not surrender the western bank"
    source = read_plain(f"The day\n\n{words} {there('source', 'again')}.", uri=there("address", "a.txt"))
    last = f"Her book “{HOSTILE}” was read." if place == "skipped" else "It rained."
    made = held(
        f"{there('title', 'The talks')}\n\nBy Ada Field\n\n"
        f"“{words} {there('draft', 'again')},” {there('speaker', 'Teodor Malk')} said.\n\n{last}",
        [source], failed=[Failure(uri="b.txt", problem=there("failure", "it is empty"))],
    )  # fmt: skip
    if place == "style":
        made = Checked(
            reading=made.reading, checks=made.checks, sources=made.sources, style=HOSTILE, style_about=HOSTILE
        )
    page = render([made])
    assert "alert(1)" in page
    assert "<script" not in page
    assert "<img" not in page
    assert "{{ 7*7 }}" in page  # a template in a text is not run
    assert set(Page(page).tags) <= TAGS


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://example.org/speech", True),
        ("http://example.org/?a=1&b=\"'<>", True),
        ("javascript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("speech.txt", False),
        ("//example.org", False),
    ],
)
def test_only_addresses_of_the_web_can_be_followed(address: str, followed: bool) -> None:
    source = read_plain("The day\n\nWe will not surrender the western bank.", uri=address)
    shown = Page(render([held("“We will not surrender the western bank,” Teodor Malk said.", [source])]))
    assert shown.values("href") == ([address] if followed else [])
    assert shown.values("rel") == (["noopener noreferrer nofollow"] if followed else [])


def test_a_notebook_gets_the_page_in_a_closed_frame() -> None:
    shown = frame(MADE)
    assert shown.startswith("<iframe sandbox srcdoc=")
    assert shown.count("<") == 2  # everything of the page is escaped


@given(checked())
@settings(max_examples=25)
def test_whatever_the_texts_say_nothing_gets_into_the_page_as_markup(made: Checked) -> None:
    page = render([made])
    shown = Page(page)
    assert set(shown.tags) <= TAGS
    assert (shown.tags["style"], shown.tags["input"]) == (1, len(made.checks))
    names = {name for name, _ in shown.attributes}
    assert {name for name in names if not name.startswith("aria-")} <= ATTRIBUTES
    assert all(value.startswith(("https://", "http://")) for value in shown.values("href"))
    assert not any(is_hidden(char) for char in page)
