"""Excerpts: passages in somebody else's voice, where they end, and what is quoted inside them."""

from __future__ import annotations

import pytest

from tests.read.news import a_page, an_article, chain, said_at
from whence.model.text import Role
from whence.read.article import read

DAILY = ["Southport Daily"]
WIRE = ["Meridian Wire"]

# title, paragraphs after "I read this over and over.", then for some words who says them and how
EXCERPTS = [
    (
        "introduced by name, ended by the author's return",
        [
            "Here's more from the Southport Daily:",
            "The crane fell at noon.",
            "Nobody was hurt.",
            "I do not believe a word of it.",
        ],
        [("crane fell", DAILY, "block"), ("Nobody was", DAILY, "block"), ("believe a word", [], "own")],
    ),
    (
        "introduced with a title, in marks, ended by the closing mark",
        [
            "This is from an article at Southport Daily (“Cranes of rust”):",
            "“The crane fell at noon. Nobody was hurt.”",
            "The story was gone by night.",
        ],
        [("crane fell", DAILY, "block"), ("gone by night", [], "own")],
    ),
    (
        "over two paragraphs, the second closes",
        [
            "Here is the passage from Meridian Wire:",
            "“The crane fell at noon, two officials said. Nobody was hurt.",
            "The port was shut.”",
            "The story was gone by night.",
        ],
        [
            ("crane fell", [*WIRE, "two officials"], "indirect"),
            ("Nobody was", WIRE, "block"),
            ("port was shut", WIRE, "block"),
            ("gone by night", [], "own"),
        ],
    ),
    (
        "its opening mark is never closed, and its credit ends it",
        [
            "Here is the passage from Meridian Wire:",
            '"Two officials told Meridian Wire that the crane was hollow [...] "It was all rust," one of them said.',
            'The union says it was new. Neither could be checked." (via Meridian Wire)',
            "The story was gone by night.",
        ],
        [
            ("was hollow", [*WIRE, "two officials"], "indirect"),
            ("all rust", [*WIRE, "one of them"], "direct"),
            ("it was new", [*WIRE, "the union"], "indirect"),
            ("Neither could", WIRE, "block"),
            ("gone by night", [], "own"),
        ],
    ),
    (
        "a closing mark that is missing does not swallow the rest",
        [
            "Here is the passage from Meridian Wire:",
            "“The crane fell at noon. Nobody was hurt.",
            "I do not believe a word of it.",
            "The port is open.",
        ],
        [("crane fell", WIRE, "block"), ("believe a word", [], "own"), ("port is open", [], "own")],
    ),
    (
        "a stray closing mark does not swallow the beginning",
        [
            "The crane fell at noon.”",
            "Here is the passage from Meridian Wire:",
            "“It was rust.”",
            "I do not believe a word of it.",
        ],
        [("crane fell", [], "own"), ("It was rust", WIRE, "block"), ("believe a word", [], "own")],
    ),
    (
        "credited in parentheses",
        [
            "Here is the passage from Meridian Wire:",
            "The crane fell at noon. Nobody was hurt.",
            "(Meridian Wire, June 5)",
            "The story was gone by night.",
        ],
        [("crane fell", WIRE, "block"), ("gone by night", [], "own")],
    ),
    (
        "quotations inside hang under the excerpt",
        [
            "This is from a report by the Southport Daily:",
            "“Two officials said the mayor had told them that ‘the crane is rust’. A docker said it was old.”",
            "The story was gone by night.",
        ],
        [
            ("mayor had told", [*DAILY, "two officials"], "mixed"),
            ("crane is rust", [*DAILY, "two officials", "the mayor"], "mixed"),
            ("was old", [*DAILY, "a docker"], "indirect"),
            ("gone by night", [], "own"),
        ],
    ),
    (
        "a statement in full",
        [
            "Edda Sorel issued the following statement:",
            "“The port is open to all ships.",
            "“Every berth is in use.”",
            "The union laughed.",
        ],
        [("port is open", ["Edda Sorel"], "block"), ("Every berth", ["Edda Sorel"], "block"), ("laughed", [], "own")],
    ),
    (
        "marked like a mail that is answered",
        [
            "The mayor wrote to residents:",
            "> The port is open to all ships.\n> Every berth is in use.",
            "The union laughed.",
        ],
        [("port is open", ["the mayor"], "block"), ("laughed", [], "own")],
    ),
    (
        "from somebody's desk",
        [
            "From the desk of Edda Sorel:",
            "The port is open to all ships. We start on Monday.",
            "Every berth is in use.",
        ],
        [("port is open", ["Edda Sorel"], "block"), ("Every berth", ["Edda Sorel"], "block")],
    ),
]


@pytest.mark.parametrize(("_title", "paragraphs", "expected"), EXCERPTS, ids=[row[0] for row in EXCERPTS])
def test_excerpts(_title: str, paragraphs: list[str], expected: list[tuple[str, list[str], str]]) -> None:
    reading = an_article("\n\n".join(["I read this over and over.", *paragraphs]))
    found = [(words, chain(reading, words), said_at(reading, words).quotation.value) for words, _, _ in expected]
    assert found == expected


def test_a_transcript_has_a_voice_for_each_turn() -> None:
    reading = an_article(
        "The flood came.\n\nMs Roe: The port is open.\n\nMr Lee: No it is not.\n\nMs Roe: Ask them.\n\nMr Lee: I did."
    )
    assert [chain(reading, words) for words in ("port is open", "No it is not", "Ask them", "I did")] == [
        ["Ms Roe"],
        ["Mr Lee"],
        ["Ms Roe"],
        ["Mr Lee"],
    ]
    assert said_at(reading, "No it is not").quotation == "direct"


def test_the_questions_of_an_interview_are_the_author_s() -> None:
    reading = an_article("The flood came.\n\nQ: Is the port open?\n\nA: Not yet.\n\nQ: Who decides?\n\nA: The captain.")
    assert chain(reading, "Is the port") == chain(reading, "Who decides") == []
    assert len(chain(reading, "Not yet")) == len(chain(reading, "The captain")) == 1


@pytest.mark.parametrize(
    ("headline", "words", "quotation"),
    [
        ("Minister: “No deal on fares”", "No deal", "direct"),
        ("‘No deal on fares’, says minister", "No deal", "direct"),
        ("Port to open in May, minister says", "Port to open", "indirect"),
    ],
)
def test_headlines_report(headline: str, words: str, quotation: str) -> None:
    reading = read(a_page((headline, Role.HEADLINE), ("The talks went on all night.", Role.PARAGRAPH)))
    assert (chain(reading, words), said_at(reading, words).quotation) == (["minister"], quotation)
    assert chain(reading, "talks went") == []


def test_a_caption_speaks_for_the_article_unless_it_quotes() -> None:
    page = a_page(
        ("Crane falls", Role.HEADLINE),
        ("The crane fell at noon.", Role.PARAGRAPH),
        ("The crane on Sunday. “It fell like a tree,” said Edda Sorel.", Role.CAPTION),
    )
    reading = read(page)
    assert chain(reading, "crane on Sunday") == []
    assert chain(reading, "like a tree") == ["Edda Sorel"]


@pytest.mark.parametrize(
    ("before", "quoted", "who"),
    [
        ("They were seen again on Monday:", "The crane fell at noon. (Edda Sorel, Southport Daily)", "Southport Daily"),
        ("Here is Edda Sorel, the last clerk, in her memoir:", "The crane fell at noon.", "Edda Sorel"),
    ],
)
def test_a_block_quote_is_credited_at_its_end_or_introduced_by_name(before: str, quoted: str, who: str) -> None:
    page = an_article(f"{before}\n\n> {quoted}\n\nNobody was hurt.")
    assert chain(page, "crane fell") == [who]
    assert chain(page, "Nobody was") == []
