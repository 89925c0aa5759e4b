"""The command line: what is printed where, in which colours, and with which exit code."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import whence
from tests.present.builders import bridge
from whence import cli
from whence.model.text import Failure
from whence.project import Blame


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):
    """Run `whence blame`: every input is the closed bridge, but those called `bad` cannot be read."""

    def outcomes(inputs: tuple[str, ...], **_: object) -> Iterator[Blame | Failure]:
        for name in inputs:
            yield Failure(uri=name, problem="no article in it") if "bad" in name else Blame(bridge())

    monkeypatch.setattr("whence.cli.reading.blame_all", outcomes)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str, **environment: str) -> Result:
        return CliRunner().invoke(cli.main, ["blame", *arguments], env=environment)

    return call


def test_one_article_is_shown_without_colour_when_piped(run) -> None:
    result = run("page.html")
    assert result.exit_code == 0
    assert "Jan Okoro denies" in result.stdout
    assert "\x1b" not in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
    ],
)
def test_colour_follows_the_environment(run, environment: dict[str, str], coloured: bool) -> None:
    assert ("\x1b[" in run("page.html", **environment).stdout) is coloured


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_width_is_the_terminal_s(run, columns: int) -> None:
    rows = run("page.html", COLUMNS=str(columns)).stdout.splitlines()
    assert columns - 25 < max(map(len, rows)) <= columns


def test_json_is_one_object_for_one_article(run) -> None:
    data = json.loads(run("page.html", "--json").stdout)
    assert data["format"] == 1
    assert data["document"]["title"] == "Alder bridge closed after crash"


def test_jsonl_is_one_line_for_each_article(run) -> None:
    result = run("one.html", "bad.html", "two.html", "--jsonl")
    assert [json.loads(line)["format"] for line in result.stdout.splitlines()] == [1, 1]
    assert result.exit_code == 1


def test_json_holds_what_was_asked_for(run) -> None:
    data = json.loads(run("page.html", "--json", "--status", "denies").stdout)
    assert [statement["status"] for statement in data["statements"]] == ["denied"]


def test_what_failed_is_told_at_the_end_on_standard_error(run) -> None:
    result = run("bad.html", "page.html")
    assert result.exit_code == 1
    assert "Jan Okoro denies" in result.stdout
    failed, summary = result.stderr.splitlines()
    assert failed == "whence: bad.html: no article in it"
    assert re.fullmatch(r"whence: 1 read, 1 failed, \d+\.\d s", summary)


def test_a_hostile_file_name_cannot_paint_the_terminal(run) -> None:
    assert run("bad\x1b[2J.html").stderr == "whence: bad⟨U+001B⟩[2J.html: no article in it\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "Missing argument"),
        (["page.html", "--status", "true"], "no status is called 'true'"),
        (["page.html", "-L", "9,3"], "-L counts sentences from 1"),
        (["page.html", "--json", "--html", "x.html"], "--html goes without"),
        (["page.html", "--html", "nowhere/x.html"], "there is no such folder"),
        (["page.html", "--colour"], "No such option"),
    ],
)
def test_wrong_usage_exits_with_2_and_the_reason(run, arguments: list[str], reason: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert reason in result.stderr


def test_html_is_written_to_a_file_and_nowhere_else(run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    result = run("page.html", "--html", str(page))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == f"wrote {page}\n"
    assert "<mark>He denies this,</mark>" in page.read_text(encoding="utf-8")


def test_no_page_is_written_when_nothing_could_be_read(run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert run("bad.html", "--html", str(page)).exit_code == 1
    assert not page.exists()


def test_porcelain_has_seven_fields(run) -> None:
    rows = run("page.html", "--porcelain", "-L", "5").stdout.splitlines()
    assert [len(row.split("\t")) for row in rows] == [7, 7]


def test_the_examples_in_the_help_name_options_that_exist() -> None:
    text = CliRunner().invoke(cli.main, ["blame", "--help"]).stdout
    examples = [line for line in text.splitlines() if line.strip().startswith("whence blame ")]
    assert len(examples) >= 5
    options = {option for parameter in cli.blame.params for option in parameter.opts}
    for example in examples:
        assert set(re.findall(r" (--?[a-zA-Z]+)", example)) <= options


def test_the_version_is_the_package_s() -> None:
    result = CliRunner().invoke(cli.main, ["--version"])
    assert result.stdout == f"whence, version {whence.__version__}\n"


def test_a_reader_that_stops_reading_is_no_error(tmp_path: Path) -> None:
    """`whence blame … | head -1`, with far more output than a pipe holds."""
    article = tmp_path / "long.txt"
    article.write_text("\n\n".join(f"The port was closed on day {day}." for day in range(9000)), encoding="utf-8")
    command = [sys.executable, "-m", "whence", "blame", str(article)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-8"])
def test_a_terminal_without_the_characters_gets_their_escapes(encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "100"}
    result = subprocess.run([sys.executable, "-m", "whence", "demo"], env=environment, capture_output=True, check=False)
    assert result.returncode == 0
    assert "Police closed the Alder bridge" in result.stdout.decode(encoding)


def test_standard_input_is_read_and_shown() -> None:
    article = 'Bridge closed\n\nPolice closed the bridge. "Two cars were involved," Marta Ilves told reporters.\n'
    result = CliRunner().invoke(cli.main, ["blame", "-"], input=article, env={"COLUMNS": "100"})
    assert result.exit_code == 0
    assert re.search(r' Marta Ilves says +\w+ +│ 3 "Two cars were involved,"', result.stdout)


def _watched(arguments: list[str], stdout: int) -> str:
    """What whence writes to a terminal that watches its standard error."""
    screen, terminal = pty.openpty()
    subprocess.run([sys.executable, "-m", "whence", *arguments], stdout=stdout, stderr=terminal, check=True)
    os.close(terminal)
    shown = b""
    try:
        while chunk := os.read(screen, 4096):
            shown += chunk
    except OSError:  # on Linux a terminal whose other end is closed reads as an error
        pass
    os.close(screen)
    return shown.decode()


def test_progress_is_shown_where_somebody_watches_and_the_articles_go_elsewhere(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"Ferry {name}\n\nThe ferry is late, the port said.\n", encoding="utf-8")
    shown = _watched(["blame", str(tmp_path), "--jsonl"], subprocess.DEVNULL)
    assert "3/3" in shown
    assert "3 read, 0 failed" in shown
