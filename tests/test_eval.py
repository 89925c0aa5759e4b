"""The scores: what counts as right, and what becomes of what is missed."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from eval import report
from eval.report import QUOTATIONS, STATUSES
from eval.run import article_name, genre
from eval.score_gold import Gold, locate, read_gold, same_voice, score_article

TEXT = "The pier is safe, the ministry said. Lind disagreed: “Nobody  went\ndown to look,” she said."
INLINE = re.compile(r"</?(?:a|abbr|b|cite|em|i|q|span|strong|time)\b[^>]*>")
GOLD_FILES = sorted((Path(__file__).resolve().parents[1] / "eval" / "gold").glob("*/*.gold.jsonl"))


def a_blame(*statements: dict[str, Any]) -> dict[str, Any]:
    """What whence could print for TEXT: the author is v0, the ministry v1, Ada Lind v2."""
    names = [("Tom Roe", []), ("the ministry", ["Ministry of Ports"]), ("Ada Lind", ["Lind"])]
    voices = [{"id": f"v{number}", "name": name, "aliases": more} for number, (name, more) in enumerate(names)]
    return {"document": {"text": TEXT}, "voices": voices, "statements": list(statements)}


def a_statement(words: str, *chain: str, quotation: str = "indirect", status: str = "asserted") -> dict[str, Any]:
    start = TEXT.index(words)
    links = [{"voice": voice} for voice in chain]
    content = [[start, start + len(words)]]
    return {"content": content, "quotation": quotation, "status": status, "chain": links}


def a_gold(anchor: str, *chain: tuple[str, ...], quotation: str = "indirect", status: str = "asserted") -> Gold:
    return Gold(anchor=anchor, chain=chain, quotation=quotation, status=status)


AUTHOR, MINISTRY, LIND = ("Tom Roe",), ("Ministry of Ports",), ("Ada Lind",)


@pytest.mark.parametrize(
    ("statements", "right"),
    [
        ([a_statement("The pier is safe", "v0", "v1")], {"found", "voice", "chain", "quotation", "status"}),
        ([a_statement("The pier is safe", "v0", "v2")], {"found", "quotation", "status"}),  # the wrong voice
        (
            [a_statement("The pier is safe", "v0", "v2", "v1")],
            {"found", "voice", "quotation", "status"},
        ),  # one too many
        ([a_statement("The pier is safe", "v0", "v1", status="denied")], {"found", "voice", "chain", "quotation"}),
        ([a_statement("The pier is safe", "v0", quotation="own")], {"found", "status"}),
        ([a_statement("she said", "v0", "v1")], {"found"}),  # nobody speaks at the anchor
        (  # the longest chain speaks, not the sentence around it
            [a_statement(TEXT, "v0", quotation="own"), a_statement("The pier is safe", "v0", "v1")],
            {"found", "voice", "chain", "quotation", "status"},
        ),
    ],
)
def test_a_passage_is_scored_by_its_innermost_statement(statements: list[dict[str, Any]], right: set[str]) -> None:
    [outcome] = score_article("pier", [a_gold("pier is safe", AUTHOR, MINISTRY)], a_blame(*statements))
    assert {
        measure for measure in ("found", "voice", "chain", "quotation", "status") if outcome.right(measure)
    } == right


def test_what_nobody_else_says_must_not_be_given_to_anybody() -> None:
    """A chain of one is right only as a chain of one; the name of the author is not compared."""
    gold = [a_gold("Lind disagreed", ("Somebody Else",), quotation="own")]
    [own] = score_article("pier", gold, a_blame(a_statement("Lind disagreed", "v0", quotation="own")))
    [given_away] = score_article("pier", gold, a_blame(a_statement("Lind disagreed", "v0", "v2")))
    assert (own.voice, own.chain, given_away.voice, given_away.chain) == (True, True, False, False)


def test_an_article_that_cannot_be_read_scores_nothing() -> None:
    outcomes = score_article("pier", [a_gold("pier is safe", AUTHOR), a_gold("went down", LIND)], None)
    assert report.percentages(outcomes) == dict.fromkeys(("found", "voice", "chain", "quotation", "status"), 0.0)


@pytest.mark.parametrize(
    ("name", "aliases", "right", "same"),
    [
        ("Ada Lind", [], ["Lind"], True),
        ("Lind", [], ["Ada Lind"], True),
        ("Ms. Lind", ["Ada Lind"], ["Ada  Lind"], True),
        ("The Ministry’s office", [], ["ministry's office"], True),
        ("Lindsay Grove", [], ["Lind"], False),  # whole words only
        ("MP", [], ["MP for Southport"], False),  # too short to stand for a longer name
        ("Tom Roe", ["Roe"], ["Ada Lind", "Lind"], False),
    ],
)
def test_a_voice_is_right_by_any_of_its_names(name: str, aliases: list[str], right: list[str], same: bool) -> None:
    assert same_voice({"name": name, "aliases": aliases}, right) is same


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        ("Nobody went down", "Nobody  went\ndown"),  # white space folded
        ('"Nobody went down', "“Nobody  went\ndown"),  # straight for curly
        ("nobody swam", None),
    ],
)
def test_an_anchor_is_found_as_a_reader_sees_it(anchor: str, words: str | None) -> None:
    at = locate(TEXT, anchor)
    assert at == (None if words is None else TEXT.index(words) + len(words) // 2)


def test_a_miss_says_what_was_wanted_and_what_was_read() -> None:
    gold = [a_gold("pier is safe", AUTHOR, MINISTRY, status="claimed"), a_gold("not printed", AUTHOR)]
    outcomes = score_article("pier", gold, a_blame(a_statement("The pier is safe", "v0", "v2", status="claimed")))
    assert report.misses(outcomes) == [
        "pier is safe\n    want Tom Roe > Ministry of Ports, got Tom Roe > Ada Lind",
        "not printed\n    not in the text read",
    ]


@pytest.mark.parametrize("path", GOLD_FILES, ids=article_name)
def test_gold_points_into_its_article(path: Path) -> None:
    """Its name says the genre, every anchor occurs once in the article, and every label is one of the contract's."""
    assert genre(article_name(path)) != "other"
    [article] = [other for other in path.parent.glob(f"{article_name(path)}.*") if other != path]
    text = " ".join(visible(article).split())
    for gold in read_gold(path):
        assert text.count(" ".join(gold.anchor.split())) == 1, gold.anchor
        assert (gold.quotation == "own") == (len(gold.chain) == 1), gold.anchor
        assert gold.quotation in QUOTATIONS
        assert gold.status in STATUSES
        assert all(names and all(names) for names in gold.chain), gold.anchor


def visible(article: Path) -> str:
    """The words of an article file, without the mark-up of a page; only block tags part words."""
    text = article.read_text(encoding="utf-8")
    if article.suffix != ".html":
        return text
    body = re.sub(r"<(script|style|head)\b.*?</\1>|<!--.*?-->", " ", text, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", INLINE.sub("", body)))


def test_a_confusion_table_counts_what_was_read_for_what_was_meant() -> None:
    pairs = [("direct", "direct"), ("direct", "mixed"), ("own", "none")]
    assert report.confusion("quotation", pairs, QUOTATIONS).splitlines() == [
        "| quotation | direct | mixed | none |",
        "| --- | ---: | ---: | ---: |",
        "| direct | 1 | 1 | · |",
        "| own | · | · | 1 |",
    ]


def test_gold_lines_use_the_annotators_words(tmp_path: Path) -> None:
    """`author` is what the contract calls `own`; blank lines are no passages."""
    path = tmp_path / "pier.gold.jsonl"
    line = {"anchor": "The pier is safe", "chain": [["Tom Roe", "Roe"]], "kind": "author", "stance": "asserted"}
    path.write_text(f"{json.dumps(line)}\n\n", encoding="utf-8")
    assert read_gold(path) == [a_gold("The pier is safe", ("Tom Roe", "Roe"), quotation="own")]
