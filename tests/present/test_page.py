"""The page: one file, every sentence in it, nothing an article holds can act on it."""

import base64
import hashlib
import re
import time
from collections import Counter
from html.parser import HTMLParser

import pytest
from hypothesis import given

from tests.present.builders import Said, a_reading, bridge
from tests.present.strategies import readings
from whence.model.speech import Reading, Status
from whence.model.text import DocumentStatus
from whence.present.characters import is_hidden
from whence.present.choose import Choice
from whence.present.page import frame, render

HOSTILE = '</style></script><script>alert(1)</script><img src=x onerror="x">{{ 7*7 }}'
TAGS = {"html", "head", "meta", "title", "style", "body", "nav", "ol", "li", "a", "main", "article", "header", "h1"}
TAGS |= {"bdi", "p", "ul", "span", "section", "div", "details", "summary", "mark", "footer"}
ATTRIBUTES = {
    "data-voice",
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "id",
    "class",
    "href",
    "rel",
    "role",
    "dir",
}


class Page(HTMLParser):
    """What a browser would find: tags, attributes, and the words of the article."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.chips: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag != "meta":
            self.open.append(f"{tag}.{dict(attrs).get('class') or ''}")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().split(".")[0] == tag  # well formed: every tag is closed where it should be

    def handle_data(self, data: str) -> None:
        if not any(place.startswith("div.text") for place in self.open) or self.open[-1] == "a.n":
            return
        (self.chips if self.open[-1] == "span.chip" else self.words).append(data)

    def letters(self) -> str:
        return "".join("".join(self.words).split())


@given(readings())
def test_nothing_hostile_gets_into_the_page_as_markup(reading: Reading) -> None:
    page = Page(render([reading]))
    assert set(page.tags) <= TAGS
    assert page.tags["style"] == 1
    names = {name for name, _ in page.attributes}
    assert {name for name in names if not name.startswith("aria-")} <= ATTRIBUTES
    assert all(value.startswith("#") for name, value in page.attributes if name == "href")
    assert not any(is_hidden(char) for char in render([reading]))


@given(readings())
def test_every_word_of_the_article_is_on_the_page_in_order(reading: Reading) -> None:
    page = Page(render([reading]))
    text = "".join(reading.document.text.split())
    assert page.letters() == "".join(char for char in text if not is_hidden(char))
    assert page.chips == [f"U+{ord(char):04X}" for char in text if is_hidden(char)]


@pytest.mark.parametrize("place", ["title", "problem", "sentence", "name"])
def test_a_hostile_string_stays_text_wherever_it_stands(place: str) -> None:
    reading = a_reading(
        [[f"It fell, {HOSTILE if place == 'sentence' else 'she'} said."]],
        [Said("It fell", [HOSTILE if place == "name" else "Marta Ilves"])],
        title=HOSTILE if place == "title" else "A fall",
        status=DocumentStatus.DEGRADED,
        problems=(HOSTILE if place == "problem" else "cut off",),
    )
    page = render([reading])
    assert "alert(1)" in page
    assert "<script" not in page
    assert "<img" not in page
    assert "{{ 7*7 }}" in page  # a template in the article is not run


def test_the_page_admits_its_own_style_and_nothing_else() -> None:
    page = render([bridge()])
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1].replace("&#39;", "'").startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert not re.search(r"url\(|@import|https?://", style[1])


def test_each_sentence_has_an_id_to_link_to() -> None:
    page = Page(render([bridge(), bridge()]))
    ids = [value for name, value in page.attributes if name == "id"]
    links = {value for name, value in page.attributes if name == "href"}
    assert len(ids) == len(set(ids)) == 2 + 2 * 5
    assert {f"#{name}" for name in ids} == links


def test_the_evidence_card_names_chain_status_and_certainty() -> None:
    page = render([bridge()])
    assert "in other words, denied; likely (0.70)" in page
    assert "written by hand: Jan Okoro" in page
    assert "<p>spoken by <bdi>Jan Okoro</bdi></p>\n<p>through <bdi>Mr Okoro&#39;s lawyer</bdi></p>" in page
    assert "via <bdi>Mr Okoro&#39;s lawyer</bdi> ‹ <bdi>Agence Cabot</bdi> ‹ <bdi>Southport Daily</bdi>" in page


def test_reported_words_are_marked_and_the_words_around_them_are_not() -> None:
    assert "<mark>He denies this,</mark> his lawyer told Agence Cabot." in render([bridge()])


def test_what_was_asked_for_is_shown_and_the_rest_is_said_to_be_left_out() -> None:
    page = render([bridge()], choice=Choice(status=Status.DENIED))
    assert "<mark>He denies this,</mark>" in page
    assert "Two cars were involved" not in page
    assert "1 of 5 sentences shown, as chosen." in page


def test_a_stub_carries_a_banner() -> None:
    reading = a_reading([["It fell."]], status=DocumentStatus.PARTIAL, problems=("it ends in a paywall",))
    assert "Part of the article is missing (partial): it ends in a paywall" in render([reading])


def test_the_page_never_says_true_or_false() -> None:
    page = render([bridge()]).lower().replace('aria-hidden="true"', "")
    assert not re.search(r"\b(true|false|fake|lie|lies|misinformation)\b", page)


def _luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_of_words_can_be_read_in_both_schemes() -> None:
    """WCAG 2.2 AA: 4.5 to 1 for text on its paper and on the highlight of a linked sentence."""
    style = re.search(r"<style>(.*?)@media \(max-width", render([bridge()]), re.DOTALL)
    assert style
    schemes = re.findall(r":root \{(.*?)\}", style[1], re.DOTALL)
    assert len(schemes) == 2
    for scheme in schemes:
        colours = dict(re.findall(r"--([a-z]+\d*): (#[0-9a-f]{6})", scheme))
        assert len(colours) == 18
        grounds = {name: _luminance(colours[name]) for name in ("paper", "here", "chip")}
        for name in ("ink", "quiet", *(f"c{index}" for index in range(12))):
            for ground, light in grounds.items():
                if name.startswith("c") and ground != "paper":
                    continue  # names of voices stand on paper alone
                high, low = sorted((light, _luminance(colours[name])), reverse=True)
                assert (high + 0.05) / (low + 0.05) >= 4.5, (name, ground)


def test_a_notebook_gets_the_page_in_a_closed_frame() -> None:
    shown = frame(bridge())
    assert shown.startswith("<iframe sandbox srcdoc=")
    assert shown.count("<") == 2  # everything of the page is escaped


def test_fifty_thousand_words_make_a_page_in_seconds() -> None:
    paragraphs = [[f"The port said that ships waited outside the harbour on day {day}."] for day in range(5000)]
    said = [Said(f"ships waited outside the harbour on day {day}.", ["The port"]) for day in range(0, 5000, 10)]
    began = time.perf_counter()
    assert "on day 4990." in render([a_reading(paragraphs, said)])
    assert time.perf_counter() - began < 10
