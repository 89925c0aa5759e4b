"""`whence check --library`: drafts held against a library, and the library's own quotations kept for a search."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.library.stories import library_of, story
from whence import cli
from whence.project.library import Library

BANK = "We will not surrender the western bank"
STATEMENT = f"“{BANK}, and we never agreed to sixteen conditions,” Teodor Malk said on Friday."
MINISTRY = story("ports.example/bank", STATEMENT, title="On the bank", publisher="Ports", published="2024-02-28")
DAILY = story(
    "daily.example/bank",
    "“We will surrender the western bank, and we never agreed to sixteen conditions,” Teodor Malk said.",
    title="What Malk said", publisher="Southport Daily", published="2024-03-01",
)  # fmt: skip
COPY = story("post.example/bank", DAILY["text"], title="What Malk said", publisher="Post", published="2024-03-02")
UNKNOWN = story(
    "night.example/cattle", "“The cattle were driven into the hills before it rained,” Ada Lind said.",
    title="Cattle", publisher="Night Paper", published="2024-03-03",
)  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run `whence check` in a folder with a library and a draft."""
    monkeypatch.chdir(tmp_path)
    library_of(tmp_path, MINISTRY, DAILY, COPY, UNKNOWN)
    Path("draft.txt").write_text(f"The talks\n\nBy Nora Field\n\n“{BANK},” Malk said.\n", encoding="utf-8")
    return lambda *arguments: CliRunner().invoke(cli.main, ["check", *arguments])


def kept(verdict: str) -> list[str]:
    return [hit.uri.removeprefix("https://") for hit in Library("news.whence").search(f"verdict:{verdict}").hits]


def test_a_draft_is_held_against_everything_in_the_library(run: Callable[..., Result]) -> None:
    result = run("draft.txt", "--library", "news.whence", "--json")
    (check,) = json.loads(result.stdout)["checks"]
    assert (check["verdict"], check["searched"]) == ("verbatim", 4)
    assert check["original"]["uri"].endswith("ports.example/bank")
    assert result.exit_code == 0


def test_a_document_of_the_library_is_not_its_own_original(run: Callable[..., Result]) -> None:
    Path("own.txt").write_text(STATEMENT, encoding="utf-8")
    result = run("own.txt", "--library", "news.whence", "--json")
    assert json.loads(result.stdout)["checks"][0]["verdict"] in ("altered", "trimmed")


def test_the_quotations_of_a_library_are_held_against_what_is_not_later(run: Callable[..., Result]) -> None:
    """Nothing stands before the ministry's own statement; a paper dropped its “not”, and another copied the paper."""
    result = run("--library", "news.whence", "--json")
    counts = json.loads(result.stdout)
    assert {name: count for name, count in counts.items() if count} == {"trimmed": 1, "verbatim": 1, "untraced": 2}
    assert kept("trimmed") == ["daily.example/bank"]
    assert kept("verbatim") == ["post.example/bank"]
    assert kept("untraced") == ["ports.example/bank", "night.example/cattle"]
    assert kept("altered") == []


def test_checking_again_puts_new_verdicts_in_the_place_of_the_old(run: Callable[..., Result]) -> None:
    run("--library", "news.whence")
    Library("news.whence").add_text(
        "Hills\n\nBy Jo Wren\n\n2024-03-01\n\n“The cattle were driven into the hills before it rained,” Ada Lind said.",
        uri="hills.txt", model="none",
    )  # fmt: skip
    run("--library", "news.whence")
    assert kept("verbatim") == ["post.example/bank", "night.example/cattle"]
    assert kept("untraced") == ["ports.example/bank", "hills.txt"]


@pytest.mark.parametrize(
    ("verdicts", "code"), [("trimmed", 3), ("altered,untraced", 3), ("altered,spliced", 0), ("", 0)]
)
def test_a_build_can_fail_on_what_a_library_holds(run: Callable[..., Result], verdicts: str, code: int) -> None:
    assert run("--library", "news.whence", "--fail-on", verdicts).exit_code == code


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("draft.txt",), "--sources PATH… or --library LIB"),
        (("draft.txt", "--library", "news.whence", "--sources", "draft.txt"), "--sources PATH… or --library LIB"),
        (("--sources", "draft.txt"), "name a DRAFT"),
        (("draft.txt", "--library", "nowhere"), "nowhere: no library of whence"),
        (("--library", "nowhere"), "nowhere: no library of whence"),
    ],
)
def test_wrong_usage_is_told_and_makes_no_library(
    run: Callable[..., Result], arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, said in result.output) == (2, True), result.output
    assert not Path("nowhere").exists()
