"""Pages made of nothing but `<div>`: what is set in, and what stands between the headline and the article."""

from __future__ import annotations

import pytest

from whence.ingest.html import read_html
from whence.ingest.pages.content import select
from whence.ingest.pages.markup import parse
from whence.model.text import Document, Role

BEFORE = "<p>The harbour board of Port Ellery met on Monday and put off its vote on the quay, the clerk said.</p>" * 3
AFTER = "<p>The union of quay workers had asked for the money to be counted again before anybody voted.</p>" * 3
HEADLINE = "<h1>The quay that nobody wanted</h1>"
BOX = "<aside><p>Nobody asked us about the quay</p></aside>"


def a_page(body: str) -> Document:
    return read_html(f"<!doctype html><body>{body}</body>".encode(), uri="https://daily.example/quay.html")


def texts(document: Document) -> list[str]:
    return [document[block.span] for block in document.blocks]


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{HEADLINE}<div class='x1'>{BEFORE}{BOX}{AFTER}</div></div>",  # between paragraphs
        f"<div>{HEADLINE}<div itemprop='articleBody'>{BOX}{BEFORE}{AFTER}</div></div>",  # the body, and it says so
        f"<div itemtype='https://schema.org/NewsArticle'>{HEADLINE}{BOX}<div>{BEFORE}{AFTER}</div></div>",
        f"<div role='article'>{HEADLINE}{BOX}{BEFORE}{AFTER}</div>",
    ],
)
def test_an_aside_set_in_the_article_is_article(body: str) -> None:
    """Whether or not the page has an `<article>`, what a reader meets in the middle of the text is kept."""
    assert "Nobody asked us about the quay" in texts(a_page(body))


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{HEADLINE}<div class='x1'>{BEFORE}{AFTER}</div></div>{BOX}",  # beside the article
        f"<div>{HEADLINE}<div class='x1'>{BEFORE}{AFTER}</div>{BOX}</div>",
        f"<div>{HEADLINE}{BEFORE}<aside><a href='/b'>Who built the quay</a></aside>{AFTER}</div>",  # links
        f"<div>{HEADLINE}{BEFORE}<aside class='newsletter'><p>The quay by e-mail</p></aside>{AFTER}</div>",
    ],
)
def test_an_aside_of_the_page_is_left_out(body: str) -> None:
    """A box beside the text, a box of links, and one that says it is furniture."""
    assert texts(a_page(body)) == texts(a_page(f"<div>{HEADLINE}<div class='x1'>{BEFORE}{AFTER}</div></div>"))


def test_a_type_on_the_whole_page_makes_no_aside_article() -> None:
    """Some pages declare `<body>` an article, with all that stands around one."""
    page = f"<body itemtype='https://schema.org/Article'><div>{HEADLINE}{BEFORE}{AFTER}</div>{BOX}</body>"
    assert "aside" in [reason for _, reason in select(parse(page)).dropped]


def test_a_box_called_pull_is_a_pull_quote() -> None:
    """ "pull" alone is the name; "pull-left" is a place on the page."""
    document = a_page(
        f"<div>{HEADLINE}{BEFORE}<aside class='pull'><p>Nobody asked us</p></aside>"
        f"<div class='pull-left'><p>Two quays were built, said the clerk.</p></div>{AFTER}</div>"
    )
    roles = {document[block.span]: block.role for block in document.blocks}
    assert roles["Nobody asked us"] is Role.PULL_QUOTE
    assert roles["Two quays were built, said the clerk."] is Role.PARAGRAPH


@pytest.mark.parametrize(
    ("under", "lines"),
    [
        ("<h2 class='dek'>Board puts off vote</h2>", ["Board puts off vote"]),
        ("<div class='story-standfirst'>A vote put off</div>", ["A vote put off"]),
        (
            "<h2 class='dek'>Union workers walk out as the board votes.</h2>",
            ["Union workers walk out as the board votes."],
        ),
        ("<h2>Board puts off vote, union walks out</h2>", ["Board puts off vote, union walks out"]),  # without a name
        ("<p>Board puts off vote, union walks out</p>", ["Board puts off vote, union walks out"]),
        ("<ul class='key-points'><li>Vote put off</li><li>Union out</li></ul>", ["Vote put off", "Union out"]),
        ("<h2 class='sub-title'>A vote put off</h2><ul><li><a href='#'>Share</a></li></ul>", ["A vote put off"]),
    ],
)
def test_what_sums_the_article_up_is_kept(under: str, lines: list[str]) -> None:
    """A standfirst above the body is kept, whether or not it ends as a sentence does."""
    document = a_page(f"<div><div class='head'>{HEADLINE}{under}</div><ol>{_entries()}</ol></div>")
    without = a_page(f"<div><div class='head'>{HEADLINE}</div><ol>{_entries()}</ol></div>")
    assert texts(document) == [*texts(without)[:1], *lines, *texts(without)[1:]]


@pytest.mark.parametrize(
    "under",
    [
        "<p>Save</p>",
        "<ul><li>Larger text</li></ul>",
        "<p><a href='/live'>All that happens in Port Ellery today</a></p>",
        "<div class='tools'><h2>Other ways to follow Port Ellery</h2></div>",
    ],
)
def test_tools_under_the_headline_are_left_out(under: str) -> None:
    """Buttons, links and lines of another box are no standfirst."""
    with_tools = a_page(f"<div><div class='head'>{HEADLINE}{under}</div><ol>{_entries()}</ol></div>")
    assert texts(with_tools) == texts(a_page(f"<div><div class='head'>{HEADLINE}</div><ol>{_entries()}</ol></div>"))


def test_a_standfirst_set_as_a_heading_needs_nothing_under_it() -> None:
    """What stands between it and the next heading is furniture; a heading of a section would go with that."""
    page = (
        f"<article>{HEADLINE}<h2 class='standfirst'>A vote put off</h2><nav>Save</nav><h2>Monday</h2>{BEFORE}</article>"
    )
    assert "A vote put off" in texts(a_page(page))


def _entries() -> str:
    return "".join(f"<li><time>1{hour}:05</time><div>{BEFORE}{AFTER}</div></li>" for hour in range(3))
