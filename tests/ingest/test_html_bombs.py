"""Pages made to take a parser down: read in linear time, and never called complete with text missing."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from whence.errors import SourceError
from whence.ingest.html import read_html
from whence.ingest.pages.prescan import prescan, strip_tags
from whence.model.text import DocumentStatus

CANARY = "The canary sang at noon, the miner said."


def page(body: str) -> str:
    return f"<!doctype html><body><article><h1>Mine</h1>{body}</article></body></html>"


GENERATORS: dict[str, Callable[[int], str]] = {
    "attributes": lambda n: page("<p " + " ".join(f"a{i}=1" for i in range(n)) + f">{CANARY}</p>"),
    "quoted attributes": lambda n: page("<p " + " ".join(f"a{i}='>'" for i in range(n)) + f">{CANARY}</p>"),
    "div": lambda n: page("<div>" * n + CANARY + "</div>" * n),
    "b": lambda n: page("<b>" * n + CANARY),
    "a": lambda n: page("<a href=x>" * n + CANARY),
    "blockquote": lambda n: page("<blockquote>" * n + CANARY),
    "crossed": lambda n: page("<b><i></b>" * n + CANARY),
    "paragraphs": lambda n: page("<p>x" * n + f"<p>{CANARY}"),
    "tables": lambda n: page("<table><tr><td>" * n + CANARY),
    "links": lambda n: page("<p>A <a>x</a>" * n + f"<p>{CANARY}"),
    "ampersands": lambda n: page("<p>" + "&amp" * n + f"<p>{CANARY}"),
    "breaks": lambda n: page("x<br>" * n + f"<p>{CANARY}"),
    "spaces": lambda n: page("<p>" + "a \n b " * n + f"<p>{CANARY}"),
    "quotes": lambda n: page("<p>" + "“" * n + f"</p><p>{CANARY}"),
    "q": lambda n: page("<p>" + "<q>a</q>" * n + f"</p><p>{CANARY}"),
    "spans": lambda n: page("<div>" + "<span class=time>1</span>" * n + f"</div><p>{CANARY}"),
    "times": lambda n: page("<div><time>14:05</time><p>Rain.</p></div>" * n + f"<p>{CANARY}"),
    "labels": lambda n: page("<p><b>MR. LEE:</b> Yes.</p>" * n + f"<p>{CANARY}"),
    "headings": lambda n: page("<h2>And</h2>" * n + f"<p>{CANARY}"),
    "lists": lambda n: page("<ul><li><a href=x>One</a></ul>" * n + f"<p>{CANARY}"),
    "introduced list": lambda n: page("<p>The documents are:<ul>" + "<li><a href=x>One</a>" * n + f"</ul><p>{CANARY}"),
    "tweets": lambda n: page("<blockquote class=twitter-tweet><p>x</p>— A (@a)</blockquote>" * n + f"<p>{CANARY}"),
    "articles": lambda n: page(f"<article><p>{CANARY}</p></article>" * n),
    "json": lambda n: f'<script type="application/ld+json">{"[" * n}</script>' + page(f"<p>{CANARY}"),
    "class names": lambda n: page(f'<p class="{"a b-c " * n}">{CANARY}'),
    "less than": lambda n: page("<" * n + f"<p>{CANARY}"),
    "comments": lambda n: page("<!-- x -->" * n + f"<p>{CANARY}"),
    "noscript": lambda n: page("<noscript>x</noscript>" * n + f"<p>{CANARY}"),
}


def seconds_for(source: bytes) -> float:
    start = time.perf_counter()
    assert CANARY in read_html(source, uri="bomb.html").text
    return time.perf_counter() - start


@pytest.mark.parametrize("name", GENERATORS)
def test_a_bomb_is_read_in_linear_time_and_its_canary_is_found(name: str) -> None:
    """The sentence inside is in the text, and a page four times as long takes four times as long, or little more.

    A quadratic reader would need sixteen times as long; the rest of the margin is for a busy machine.
    """
    once = seconds_for(GENERATORS[name](2_500).encode())
    four_times = seconds_for(GENERATORS[name](10_000).encode())
    assert four_times < 8 * once + 0.5


@pytest.mark.parametrize("depth", [100, 249, 250, 256, 257, 300, 6_000, 100_000])
@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "section"])
def test_no_depth_swallows_a_sentence(tag: str, depth: int) -> None:
    """Below the limit the page is complete; beyond it, it is degraded and says why; the sentence is there."""
    document = read_html(page(f"<{tag}>" * depth + CANARY + f"</{tag}>" * depth).encode(), uri="deep.html")
    assert CANARY in document.text
    if depth >= 250:
        assert document.status is DocumentStatus.DEGRADED
        assert "elements nested more than 250 deep" in document.problems[0]


@pytest.mark.parametrize(
    ("body", "bomb"),
    [
        ("<p " + " ".join(f"a{i}" for i in range(1_001)) + ">", "a tag with more than 1,000 attributes"),
        ("<p " + " ".join(f"a{i}" for i in range(1_000)) + ">", None),
        (f"<p {'a' * 70_000}>", "a tag longer than 64 KiB"),
        (f'<img src="data:image/png;base64,{"A" * 200_000}">', None),  # a picture in the page is no bomb
        ("<br>" * 1_000_001, "more than 1,000,000 tags"),
        ("<p>" * 100_000, None),  # paragraphs in a row do not nest
        ("<div>" * 200 + "</div>" * 200 + "<div>" * 200, None),
        ("<script>" + "'<div>'" * 1_000 + "</script>", None),
    ],
)
def test_what_the_first_look_calls_a_bomb(body: str, bomb: str | None) -> None:
    """Limits on attributes, on the length of a tag, on depth and on the number of tags."""
    assert prescan(body).bomb == bomb


@pytest.mark.parametrize(
    ("source", "cut_off"),
    [
        ("<p>All is said.</p>", None),
        ("<p>All is <b", "inside a tag"),
        ("<p>All is said.<!-- and", "inside a comment"),
        ("<p>All is said.<script>var a = 1", "inside <script>"),
        ("<html><body><div><p>All is", "before the elements that hold the article were closed"),
        ("<html><body><p>All is said.", None),  # end tags that may be left out
        ("<p>3 < 4, he said.", None),
    ],
)
def test_where_a_page_is_cut_off(source: str, cut_off: str | None) -> None:
    """The end of a page in the middle of something is noticed."""
    assert prescan(source).cut_off == cut_off


def test_fifty_megabytes_give_a_clear_result_in_seconds() -> None:
    """Only the beginning is read, and the document says so."""
    start = time.perf_counter()
    document = read_html(CANARY.encode() + b" said" * 10_000_000, uri="long.html")
    assert time.perf_counter() - start < 8
    assert document.status is DocumentStatus.DEGRADED
    assert document.problems[1] == "only the first 20 of 50 MB were read"
    assert CANARY in document.text


def test_a_bomb_without_text_is_refused() -> None:
    """Nothing but tags: there is nothing to show, and the reason is told."""
    with pytest.raises(SourceError, match=r"cannot be parsed safely .elements nested more than 250 deep."):
        read_html(b"<div>" * 100_000, uri="empty.html")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One &amp; <b>t</b>wo</p><script>no</script><p>Three", "One & two\n\nThree"),
        ("<STYLE>no</STYLE>A<!-- no -->B<br>C", "AB\n\nC"),
        ("&#8220;Yes&#x201D; &nosuch; &", "“Yes” &nosuch; &"),
        ("a <" + "x" * 10, "a"),
        ("3 < 4", "3 < 4"),
        ("&#99999999999; &#xD800;", "&#99999999999; \N{REPLACEMENT CHARACTER}"),
    ],
)
def test_text_without_its_tags(source: str, text: str) -> None:
    """What is left of a page that no parser may see."""
    assert strip_tags(source) == text
