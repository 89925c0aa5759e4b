"""What a page says of itself, how much of it is there, and what is no article at all."""

from __future__ import annotations

import json

import pytest

from whence.errors import SourceError
from whence.ingest.html import read_html
from whence.model.text import Document, DocumentStatus, Publication, Role

BODY = (
    "<p>The harbour master, Rolf Brandt, denied on Monday that the log had been changed.</p>"
    "<p>“Nobody has touched it,” he told the council, which had asked for it twice.</p>"
)


def a_document(body: str = BODY, head: str = "", html: str = "<html>") -> Document:
    page = f"<!doctype html>{html}<head>{head}</head><body><article><h1>The log</h1>{body}</article></body></html>"
    return read_html(page.encode(), uri="https://daily.example/log.html")


def kept(body: str) -> list[str]:
    document = a_document(BODY + body)
    return [document[block.span] for block in document.blocks][3:]


@pytest.mark.parametrize(
    "body",
    [
        "<p hidden>Not shown.</p>",
        "<p style='color:red; DISPLAY : none'>Not shown.</p>",
        "<p style='visibility:hidden'>Not shown.</p>",
        "<template><p>Not shown.</p></template>",
        "<noscript><p>Not shown.</p></noscript>",
        "<script>document.write('<p>Not shown.</p>')</script>",
        "<style>p::after{content:'Not shown.'}</style>",
        "<!-- <p>Not shown.</p> -->",
        "<p class='visually-hidden'>Not shown.</p>",
        "<i class='material-icons' aria-hidden='true'>share</i>",
        "<textarea>Not shown, or not by the article.</textarea>",
        "<iframe><p>Not shown.</p></iframe>",
    ],
)
def test_what_a_reader_does_not_see_is_left_out(body: str) -> None:
    """Hidden elements, scripts, templates, comments."""
    assert kept(body) == []


@pytest.mark.parametrize(
    "body",
    [
        "<nav><p>The whole of the news, every day, from every harbour.</p></nav>",
        "<div class='share-bar'><p>Share this story with your friends and family.</p></div>",
        "<div id='onetrust-banner'><p>We and our partners use cookies to keep you.</p></div>",
        "<section aria-label='Related content'><p>Yesterday the council met about the quay, again.</p></section>",
        "<div class='NewsletterSignup'><p>Our best stories, in your inbox, each morning.</p></div>",
        "<p>Read more: <a href='/x'>The council and its clocks</a></p>",
        "<ul><li><a href='/a'>The council and its clocks</a></li><li><a href='/b'>Who built it</a></li></ul>",
        "<h3>More on this story</h3><ul><li><a href='/a'>The council and its clocks</a></li></ul>",
        "<form action='/s'><p>Search the archive of the Southport Daily.</p><input name=q></form>",
        "<p>Advertisement</p>",
        "<div class=comments><p>I was there that night, and the log lay open on the table for all to read.</p></div>",
        "<div role=dialog><p>Do you want to be told when a story breaks?</p></div>",
        "<button>Save for later</button>",
    ],
)
def test_the_furniture_of_the_page_is_left_out(body: str) -> None:
    """Navigation, banners, sharing, related links, newsletters, comments."""
    assert kept(body) == []


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (
            "<aside><p>Two logs are kept: one at sea, one ashore.</p></aside>",
            ["Two logs are kept: one at sea, one ashore."],
        ),
        ("<div class='article-with-share-bar'><p>He left by the back door.</p></div>", ["He left by the back door."]),
        (
            "<details><summary>Who keeps it?</summary><p>The pilot on duty.</p></details>",
            ["Who keeps it?", "The pilot on duty."],
        ),
        ("<p><span aria-hidden='true'>T</span>he end.</p>", ["The end."]),  # a drop cap can be seen
        ("<p>Below the <b>b</b>r<i>id</i>ge.</p>", ["Below the bridge."]),
        ("<p>A<br>B<br><br>C</p>", ["A\nB", "C"]),
        ("<p>No.</p>", ["No."]),
        ("<div>First line.<p>Second.</p>Third line.</div>", ["First line.", "Second.", "Third line."]),
        ("<p><a href='/letter'>The letter of 3 May says so.</a></p>", ["The letter of 3 May says so."]),
        ("<p>A &lt;b&gt; &amp;amp; &#8220;q&#8221; &nbsp;x</p>", ["A <b> &amp; “q” \N{NO-BREAK SPACE}x"]),
        ("<h2>What now?</h2><p>Nobody knows, it seems.</p>", ["What now?", "Nobody knows, it seems."]),
    ],
)
def test_nothing_of_the_article_is_left_out(body: str, texts: list[str]) -> None:
    """Boxes, short lines, sentences that are links, text outside of any paragraph."""
    assert kept(body) == texts


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("<p>Correction: the log has two volumes.</p>", Role.CORRECTION),
        ("<p>This article was amended on 4 March 2024.</p>", Role.CORRECTION),
        ("<div class='editors-note'>We have removed a name.</div>", Role.CORRECTION),
        ("<figure><img><figcaption>The log, open.</figcaption></figure>", Role.CAPTION),
        ("<p class='wp-caption-text'>The log, open.</p>", Role.CAPTION),
        ("<p>(Reporting by Sam Tull; Editing by Jo Dean)</p>", Role.CREDIT),
        ("<p>This article first appeared in The Tide Review.</p>", Role.CREDIT),
        ("<blockquote>We keep no log.</blockquote>", Role.BLOCK_QUOTE),
        ("<aside class='pullquote'>Nobody has touched it</aside>", Role.PULL_QUOTE),
        ("<ol><li>The log was asked for.</li></ol>", Role.LIST_ITEM),
        ("<p class='byline'>By Ada Lind</p>", Role.BYLINE),
        ("<p><time>4 March 2024</time></p>", Role.DATELINE),
        ("<h4>What now?</h4>", Role.HEADING),
        ("<p>“By Tuesday,” he said, “all of it was gone.”</p>", Role.PARAGRAPH),
    ],
)
def test_the_role_of_a_block(body: str, role: Role) -> None:
    """Told from tags and names, then from the first words."""
    assert a_document(BODY + body).blocks[3].role is role


def test_nested_quotations_keep_depth_group_and_source() -> None:
    """Each block quote is a group of its own; its source is its `cite`, or the name in its `<cite>`."""
    document = a_document(
        BODY
        + "<blockquote cite='https://a.example/1'><p>One.</p><blockquote>Two.</blockquote><p>Three.</p></blockquote>"
        "<blockquote>Four. <footer><cite>Tide tables</cite></footer></blockquote>"
    )
    found = [(block.depth, block.group, block.cite, document[block.span]) for block in document.blocks[3:]]
    assert found == [
        (1, 0, "https://a.example/1", "One."),
        (2, 1, None, "Two."),
        (1, 0, "https://a.example/1", "Three."),
        (1, 2, "Tide tables", "Four."),
        (1, 2, "Tide tables", "Tide tables"),
    ]


def test_the_author_of_a_post_is_named_and_found() -> None:
    """The speaker's place is in the line that names the author, for every block of the post."""
    document = a_document(
        BODY + "<blockquote class='twitter-tweet'><p>It is shut.</p>&mdash; Port (@port) "
        "<a href='https://twitter.com/port/status/1'>March 3, 2024</a></blockquote>"
    )
    post = document.blocks[3]
    assert post.speaker_span is not None
    assert document[post.speaker_span] == post.speaker == "Port (@port)"
    assert (post.role, post.time, post.cite) == (Role.EMBED, "March 3, 2024", "https://twitter.com/port/status/1")
    assert document.blocks[4].role is Role.CREDIT
    assert document.blocks[4].group == post.group


@pytest.mark.parametrize(
    "body",
    [
        "<p>Correction: one. </p><p>Photo: two.</p><p>Note: three.</p><p>Note: four.</p>",
        "<p>He had three rules: be early, be dry, be quiet.</p><p>She had one: be there.</p>",
        "<p><b>The quay.</b> It is old.</p><p><b>The mole.</b> It is new.</p><p><b>The quay.</b> Again.</p>",
    ],
)
def test_labels_of_nobody_make_no_transcript(body: str) -> None:
    """A colon alone is no turn."""
    assert Role.TURN not in {block.role for block in a_document(BODY + body).blocks}


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        (ld(author=["Ada Lind", {"@type": "Person", "name": "Tom Roe"}]), "authors", ("Ada Lind", "Tom Roe")),
        (ld(author={"name": "By Ada Lind, Political Editor"}), "authors", ("Ada Lind",)),
        (ld(author="Staff, Promoted By"), "authors", ()),
        (ld(author="Daily", publisher={"name": "Daily"}), "authors", ()),  # the outlet is no author of its own
        ("<meta name=author content='Ada Lind (ada@daily.example)'>", "authors", ("Ada Lind",)),
        (
            "<meta name=citation_author content='Ada Lind'><meta name=citation_author content='Tom Roe'>",
            "authors",
            ("Ada Lind", "Tom Roe"),
        ),
        ("<meta property='article:author' content='https://social.example/ada'>", "authors", ()),
        (ld(datePublished="2024-03-03"), "published", "2024-03-03"),
        (
            "<meta property='article:published_time' content='2024-03-03T10:05:00+01:00'>",
            "published",
            "2024-03-03T10:05+01:00",
        ),
        ("<meta name='dc.date.issued' content='2024-03'>", "published", "2024-03"),
        ("<meta name='sailthru.date' content='soon'>", "published", None),
        (
            ld(datePublished="2024-03-03") + "<meta name=pubdate content='2024-03-03T10:05Z'>",
            "published",
            "2024-03-03T10:05Z",
        ),
        (
            ld(isBasedOn={"@id": "https://a.example/log"}, citation=["Tide tables"]),
            "cites",
            ("https://a.example/log", "Tide tables"),
        ),
        ("<link rel=canonical href='https://daily.example/log'>", "canonical", "https://daily.example/log"),
        ("<link rel=canonical href='javascript:alert(1)'>", "canonical", None),
        ("<meta property='og:locale' content='nb_NO'>", "language", "nb"),
        ("<meta property='og:title' content='The log &amp; the law'>", "title", "The log & the law"),
        ("<title>The log | Southport Daily</title>", "publisher", "Southport Daily"),
        (
            "<script type='application/ld+json'>{broken</script><meta name=author content='Ada Lind'>",
            "authors",
            ("Ada Lind",),
        ),
        (f"<script type='application/ld+json'>{'[' * 100_000}</script>", "authors", ()),
    ],
)
def test_what_the_page_declares(head: str, field: str, value: object) -> None:
    """JSON-LD, OpenGraph, the meta tags of the trade, links."""
    assert getattr(a_document(head=head), field) == value


def test_every_candidate_is_kept_as_evidence() -> None:
    """The most trusted source decides; the others can still be read."""
    document = a_document(
        "<p class=byline>By Tom Roe</p>" + BODY,
        ld(author="Ada Lind", datePublished="2024-03-03") + "<meta name=date content='2024-03-04'>",
    )
    assert document.authors == ("Ada Lind",)
    assert document.published == "2024-03-03"
    found = {(each.field, each.value, each.source) for each in document.evidence}
    assert ("published", "2024-03-04", "meta date") in found
    assert ("author", "Tom Roe", "visible line: By Tom Roe") in found


@pytest.mark.parametrize(
    ("body", "republished"),
    [
        (BODY, None),
        (
            BODY + "<p>This article was originally published by The Tide Review on 1 March 2024.</p>",
            Publication(publisher="The Tide Review", published="2024-03-01"),
        ),
        (
            "<p class=byline>March 9, 2024 - by Rune Vik / Open Shore</p>"
            "<p class=byline>March 1, 2024 - by Elsa Brandt / The Tide Review</p>" + BODY,
            Publication(publisher="The Tide Review", authors=("Elsa Brandt",), published="2024-03-01"),
        ),
    ],
)
def test_a_repost_says_where_it_is_from(body: str, republished: Publication | None) -> None:
    """By a note, or by a second byline under the site's own."""
    assert a_document(body).republished == republished


@pytest.mark.parametrize(
    ("head", "body", "problem"),
    [
        ("", "<div class=gate><p>Subscribe to continue reading</p></div>", "only the beginning is shown"),
        (
            "",
            "<div class=regwall>This article is for subscribers only. Already a subscriber? Sign in.</div>",
            "only the",
        ),
        (ld(wordCount=900), "", "of the 900 words"),
        (ld(articleBody="A word and another. " * 100), "", "of the 400 words"),
        (ld(isAccessibleForFree=False), "", "not free to read"),
        ("", "<p>The council will <a href='/2'>Continue reading</a></p>", "the text ends in"),
    ],
)
def test_a_page_that_holds_text_back_is_partial(head: str, body: str, problem: str) -> None:
    """Paywalls and stubs are never complete, and the reason is told."""
    document = a_document(BODY + body, head)
    assert document.status is DocumentStatus.PARTIAL
    assert problem in document.problems[0]


@pytest.mark.parametrize(
    "end", [len("</html>"), len("</article></body></html>"), len("twice.</p></article></body></html>") + 20]
)
def test_a_page_cut_off_is_never_complete(end: int) -> None:
    """An end tag may be missing by custom, not the end of the element that holds the article."""
    page = f"<html><body><article><h1>The log</h1>{BODY}</article></body></html>"
    document = read_html(page[:-end].encode(), uri="log.html")
    cut_tag = end == len("</html>")
    assert document.status is (DocumentStatus.COMPLETE if cut_tag else DocumentStatus.PARTIAL)


def test_unreadable_characters_are_counted() -> None:
    """A page that declares UTF-8 and is not loses characters; that is said."""
    document = read_html("<meta charset=utf-8><article><h1>Café</h1>".encode("latin1") + BODY.encode(), uri="log.html")
    assert document.status is DocumentStatus.DEGRADED
    assert document.problems[0].startswith("1 characters are unreadable")


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("", "the file is empty"),
        ("\n\n \0", "the file is empty"),
        ("<html><head><title>A</title></head><body></body></html>", "an empty page"),
        ("<nav><a href=/>Home</a> <a href=/news>News</a></nav>", "no article on this page"),
        ("<h1>Just a moment...</h1><p>Verify you are human by completing the action below.</p>", "robot"),
        ("<h1>Page not found</h1><p>The page you requested could not be found.</p>", "error"),
        ("<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>", "script"),
        (
            "<h1>We value your privacy</h1><p>We and our 812 partners use cookies to store information on a device."
            "</p><p>Manage your choices below, or accept all.</p><button>Accept all</button><button>Reject all</button>"
            "<a href=/p>Privacy policy</a>",
            "consent page",
        ),
        (
            "<main>"
            + "".join(
                f"<article><h2><a href=/{n}>Story {n} of the quay</a></h2><p>A summary of what it says.</p></article>"
                for n in range(6)
            )
            + "</main>",
            "a list of 6 articles",
        ),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(page: str, problem: str) -> None:
    """Empty pages, menus, robots' traps, error and consent pages, front pages."""
    with pytest.raises(SourceError, match=problem):
        read_html(page.encode(), uri="x.html")


def test_the_same_page_is_the_same_document() -> None:
    """The id depends on address and text, and on nothing else."""
    assert a_document() == a_document()
    assert a_document().id != a_document(BODY + "<p>And more of it.</p>").id
