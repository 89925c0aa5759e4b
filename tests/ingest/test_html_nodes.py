"""Every character of the text leads back to the page: by XPath to a text node, and by offset into it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from whence.errors import SourceError
from whence.ingest.html import read_html
from whence.model.text import Document

PAGES = Path(__file__).parent.parent / "pages"
STEP = re.compile(r"([^/\[]+)\[(\d+)\]")
PUT_IN = set(" \n\t“”‘’")  # separators, and the marks a browser shows around <q>


def node_data(root: LexborNode, path: str) -> str:
    """What an XPath leads to, found without the reader's own tree."""
    node = root
    for name, number in STEP.findall(path)[1:]:
        children = list(node.iter(include_text=True))
        if name == "text()":
            children = [child for child in children if child.is_text_node]
        elif name == "*":
            children = [child for child in children if child.is_element_node]
        else:
            children = [child for child in children if child.tag == name]
        node = children[int(number) - 1]
    return node.text_content or ""


def assert_leads_back(document: Document, page: str) -> None:
    root = LexborHTMLParser(page).root
    assert root is not None
    reached = set[int]()
    for run in document.nodes:
        data = node_data(root, run.path)
        for step, offset in enumerate(range(run.span.start, run.span.end)):
            shown, there = document.text[offset], data[run.start + step]
            assert shown == there or (shown == " " and there.isspace())
            assert offset not in reached
            reached.add(offset)
    left = {document.text[offset] for offset in range(len(document.text)) if offset not in reached}
    assert left <= PUT_IN


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_every_character_of_a_page_has_its_node(path: Path) -> None:
    """What stands in no node was put in: line breaks, blank lines, tabs between cells, the marks of a q."""
    page = path.read_text(encoding="utf-8")
    page = re.sub(r"(?s)<noscript>.*?</noscript>", "<noscript></noscript>", page)
    assert_leads_back(read_html(path.read_bytes(), uri=path.name), page)


words = st.text(alphabet="abcé“”\"' \u00a0\n\t&;<>😀\u200b.", min_size=0, max_size=30).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
inline = st.builds(
    "{}<{tag}>{}</{tag}>{}".format, words, words, words, tag=st.sampled_from(["b", "i", "a", "span", "q", "em", "sup"])
)
pieces = st.one_of(
    words, inline, st.just("<br>"), st.just("<br/>\n<br>"), st.just("<!-- c -->"), st.just("<o:p>x</o:p>")
)
blocks = st.builds(
    "<{tag}>{}</{tag}>\n".format,
    st.lists(pieces, max_size=5).map("".join),
    tag=st.sampled_from(["p", "div", "li", "blockquote", "h2", "section", "pre", "td", "p class=x", "xmp"]),
)


@settings(max_examples=150)
@given(st.lists(blocks, max_size=8).map("".join))
def test_any_markup_leads_back_and_loses_no_word(body: str) -> None:
    """Whatever the markup, the way back holds, and the blocks lie in the text in order without overlap."""
    page = (
        "<!doctype html><title>t</title><body><article><h1>The quay is shut</h1>"
        f"<p>The mayor said on Monday that the quay is shut until the spring.</p>{body}</article>"
    )
    document = read_html(page.encode(), uri="a.html")
    assert_leads_back(document, page)
    ends = 0
    for block in document.blocks:
        assert ends <= block.span.start < block.span.end <= len(document.text)
        assert document[block.span] == document[block.span].strip()
        ends = block.span.end
    assert "".join(document[block.span] for block in document.blocks) == document.text.replace("\n\n", "")


@settings(max_examples=150)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_document_or_a_source_error(data: bytes) -> None:
    """No bytes raise anything else, and the same bytes give the same document."""
    try:
        document = read_html(data, uri="x.html")
    except SourceError:
        return
    assert document.text.strip()
    assert document == read_html(data, uri="x.html")
