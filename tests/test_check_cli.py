"""`whence check` at the command line: what may be named, what is printed and written where, and the exit code."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.ingest.makers import docx, pdf
from whence import cli
from whence.cli.checking import check as command
from whence.ingest import single
from whence.present.checks import tables

BANK = "We will not surrender the western bank"
STATEMENT = f"""Statement on the western bank

By Ministry of Ports

2024-02-28

“{BANK} this year, but we may talk,” Teodor Malk said on Friday.
"""
SPEECH = "1\n00:12:30,000 --> 00:12:36,000\nI have four children and a debt of 250,000 dollars.\n"
QUOTED = {
    "verbatim": f"“{BANK} this year, but we may talk,” Teodor Malk said.",
    "elided": "“We will not surrender … this year, but we may talk,” Teodor Malk said.",
    "bracketed": "“We will not surrender the western [side] this year, but we may talk,” Teodor Malk said.",
    "trimmed": "“We will surrender the western bank this year, but we may talk,” Teodor Malk said.",
    "altered": "“We will not surrender the eastern bank this year, but we may talk,” Teodor Malk said.",
    "spliced": f"“{BANK} this year, I have four children and a debt of 250,000 dollars,” Teodor Malk said.",
    "untraced": "“The cattle were driven into the hills before it rained,” Teodor Malk said.",
}


def draft(*verdicts: str) -> str:
    return "\n\n".join(["The talks in Karsk", "By Ada Field", *(QUOTED[verdict] for verdict in verdicts)]) + "\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run `whence check` in a folder with a statement and a speech in `sources`, and a draft for each verdict."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    Path("sources").mkdir()
    Path("sources/statement.txt").write_text(STATEMENT, encoding="utf-8")
    Path("sources/speech.srt").write_text(SPEECH, encoding="utf-8")
    for verdict in QUOTED:
        Path(f"{verdict}.txt").write_text(draft(verdict), encoding="utf-8")

    def call(*arguments: str, stdin: str | bytes | None = None, **environment: str) -> Result:
        return CliRunner().invoke(cli.main, ["check", *arguments], input=stdin, env=environment)

    return call


def verdicts(result: Result) -> list[str]:
    return re.findall(r"^\d+\. ([A-Z ]+[A-Z])", result.stdout, re.MULTILINE)


def searched(result: Result) -> int:
    found = re.search(r"(\d+) documents? searched", result.stdout)
    assert found
    return int(found[1])


# What may be named


@pytest.mark.parametrize(
    ("arguments", "documents"),
    [
        (["trimmed.txt", "--sources", "sources"], 2),
        (["trimmed.txt", "--sources", "sources/statement.txt"], 1),
        (
            ["trimmed.txt", "--sources", "sources/statement.txt", "sources/speech.srt"],
            2,
        ),  # as a shell writes out sources/*
        (["trimmed.txt", "--sources", "sources/statement.txt", "--sources", "sources/speech.srt"], 2),
        (["--sources", "sources/statement.txt", "sources/speech.srt", "--no-pager", "trimmed.txt"], 2),
        (["--sources", "sources", "--", "trimmed.txt"], 2),
        (["trimmed.txt", "--sources=sources"], 2),
    ],
)
def test_sources_are_all_that_follow_up_to_the_next_option(run, arguments: list[str], documents: int) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert verdicts(result) == ["TRIMMED"]
    assert searched(result) == documents
    assert result.stderr == ""


def test_a_draft_is_read_from_standard_input(run) -> None:
    result = run("-", "--sources", "sources", stdin=draft("trimmed"))
    assert verdicts(result) == ["TRIMMED"]


def test_a_source_is_read_from_standard_input(run) -> None:
    result = run("trimmed.txt", "--sources", "-", stdin=STATEMENT)
    assert (verdicts(result), searched(result)) == (["TRIMMED"], 1)


def test_several_drafts_are_shown_one_after_the_other_and_counted(run) -> None:
    Path("drafts").mkdir()
    for name in ("altered", "verbatim"):
        Path(f"drafts/{name}.txt").write_text(draft(name), encoding="utf-8")
    result = run("drafts", "trimmed.txt", "--sources", "sources")
    assert verdicts(result) == ["ALTERED", "VERBATIM", "TRIMMED"]
    assert re.fullmatch(r"whence: 3 read, 0 failed, \d+\.\d s\n", result.stderr)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("draft.md", draft("trimmed").encode()),
        (
            "draft.html",
            f"<article><h1>The talks</h1><p>{QUOTED['trimmed']}</p><p>It rained all day.</p></article>".encode(),
        ),
        ("draft.docx", docx(["The talks in Karsk were short.", QUOTED["trimmed"]])),
        ("draft.pdf", pdf([["“We will surrender the western bank this year, but", "we may talk,” Teodor Malk said."]])),
        ("draft.jsonl", (json.dumps({"text": draft("trimmed")}) + "\n").encode()),
    ],
)
def test_a_draft_may_have_any_of_the_formats(run, name: str, data: bytes) -> None:
    Path(name).write_bytes(data)
    result = run(name, "--sources", "sources")
    assert (result.exit_code, verdicts(result)) == (0, ["TRIMMED"]), result.stderr


# Exit codes


@pytest.mark.parametrize("verdict", QUOTED)
def test_a_verdict_that_is_named_exits_with_3_and_any_other_with_0(run, verdict: str) -> None:
    others = ",".join(other for other in QUOTED if other != verdict)
    for fail_on, code in ((verdict, 3), (others, 0), (",".join(QUOTED), 3), (f" {verdict} , ", 3), ("", 0)):
        result = run(f"{verdict}.txt", "--sources", "sources", "--fail-on", fail_on)
        assert result.exit_code == code, fail_on
        assert verdicts(result) == ["NOT FOUND" if verdict == "untraced" else verdict.upper()]


def test_one_of_several_drafts_is_enough_to_fail(run) -> None:
    assert run("verbatim.txt", "altered.txt", "--sources", "sources", "--fail-on", "altered").exit_code == 3
    assert run("altered.txt", "verbatim.txt", "--sources", "sources", "--fail-on", "altered").exit_code == 3


@pytest.mark.parametrize("form", ["--json", "--jsonl", "--csv=out.csv", "--html=out.html"])
def test_the_exit_code_is_the_same_whatever_is_written(run, form: str) -> None:
    assert run("altered.txt", "--sources", "sources", "--fail-on", "altered", form).exit_code == 3
    assert run("verbatim.txt", "--sources", "sources", "--fail-on", "altered", form).exit_code == 0


@pytest.mark.parametrize(
    ("verdict", "desks"),
    [
        ("verbatim", "strict reuters ap guardian"),
        ("elided", "reuters ap guardian"),
        ("bracketed", "guardian"),
        ("trimmed", ""),
        ("altered", ""),
        ("spliced", ""),
        ("untraced", ""),
    ],
)
def test_what_a_desk_permits_does_not_fail(run, verdict: str, desks: str) -> None:
    for desk in ("strict", "reuters", "ap", "guardian"):
        result = run(f"{verdict}.txt", "--sources", "sources", "--style", desk, "--fail-on", ",".join(QUOTED))
        assert result.exit_code == (0 if desk in desks.split() else 3), desk
        assert f"House rules: {desk}" in result.stdout


def test_a_desk_s_own_rules_are_read_from_a_file(run) -> None:
    rules = '[[permits]]\nops = ["replace"]\nmarked = "no"\nconsequences = ["other"]\n'
    Path("desk.toml").write_text(rules, encoding="utf-8")
    result = run("altered.txt", "trimmed.txt", "--sources", "sources", "--style", "desk.toml", "--fail-on", "altered")
    assert result.exit_code == 0
    assert "ALTERED · permitted" in result.stdout
    assert "TRIMMED · permitted" not in result.stdout


def test_a_draft_that_cannot_be_read_exits_with_1_and_the_others_are_shown(run) -> None:
    Path("empty.txt").write_text("", encoding="utf-8")
    result = run("empty.txt", "altered.txt", "--sources", "sources", "--fail-on", "altered")
    assert result.exit_code == 1
    assert verdicts(result) == ["ALTERED"]
    failed, summary = result.stderr.splitlines()
    assert failed == "whence: empty.txt: it is empty"
    assert summary.startswith("whence: 1 read, 1 failed, ")


def test_a_source_that_cannot_be_read_is_named_on_the_page_and_fails_nothing(run) -> None:
    Path("sources/scan.pdf").write_bytes(pdf([[]]))
    result = run("verbatim.txt", "--sources", "sources")
    assert result.exit_code == 0
    assert f"{os.path.join('sources', 'scan.pdf')}: holds no text, only pictures of it" in " ".join(
        result.stdout.split()
    )
    assert "2 documents searched, 1 not searched" in result.stdout


def test_a_draft_that_is_its_only_source_is_no_finding(run) -> None:
    result = run("altered.txt", "--sources", "altered.txt", "--fail-on", "untraced")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no source could be read but the draft itself" in result.stderr


# Whose fault it is


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["altered.txt"], "--sources"),
        (["--sources", "sources"], "DRAFT"),
        (["altered.txt", "--sources"], "--sources"),
        (["altered.txt", "--sources", "nowhere"], "nowhere: no such file or folder"),
        (["altered.txt", "--sources", "hollow"], "no file in this folder that can be read"),
        (["altered.txt", "--sources", "sources", "--style", "tabloid"], "there is no such style; "),
        (["altered.txt", "--sources", "sources", "--style", "nowhere.toml"], "--style nowhere.toml: "),
        (["altered.txt", "--sources", "sources", "--fail-on", "altred"], "altred: no verdict; there are altered, "),
        (["altered.txt", "--sources", "sources", "--fail-on", "altered,not found"], "not found: no verdict"),
        (
            ["altered.txt", "--sources", "sources", "--json", "--html", "a.html"],
            "--html goes without --json and --jsonl",
        ),
        (["altered.txt", "--sources", "sources", "--jsonl", "--csv", "a.csv"], "--csv goes without --json and --jsonl"),
        (
            ["altered.txt", "--sources", "sources", "--xlsx", "nowhere/a.xlsx"],
            "--xlsx nowhere/a.xlsx: there is no such folder",
        ),
        (["altered.txt", "--sources", "sources", "--html", "sources"], "'sources' is a directory"),
        (["altered.txt", "--sources", "sources", "--model", "nowhere.onnx"], "nowhere.onnx"),
        (["altered.txt", "--sources", "sources", "--colour"], "No such option"),
    ],
)
def test_wrong_usage_exits_with_2_and_the_reason(run, arguments: list[str], reason: str) -> None:
    Path("hollow").mkdir()
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert reason in " ".join(result.stderr.split())


@pytest.mark.parametrize("name", ["nowhere.txt", "locked.pdf", "hollow"])
def test_a_draft_at_fault_is_named_with_what_to_do(run, name: str) -> None:
    Path("hollow").mkdir()
    Path("locked.pdf").write_bytes(pdf([[BANK]], encrypt=True))
    result = run(name, "--sources", "sources")
    reasons = {
        "nowhere.txt": "no such file or folder",
        "locked.pdf": "the PDF is locked with a password; save an unlocked copy",
        "hollow": "no file in this folder that can be read",
    }
    assert result.exit_code == 1
    assert result.stderr.startswith(f"whence: {name}: {reasons[name]}")


@pytest.mark.parametrize(
    ("name", "data"), [("statement.pdf", pdf([[BANK]])), ("statement.docx", docx([f"{BANK} this year."]))]
)
def test_without_the_extra_the_reason_says_what_to_install(
    run, name: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(name).write_bytes(data)
    monkeypatch.setattr(single, "find_spec", lambda _name: None)
    need = 'need the extra: pip install "whence[documents]"'
    as_draft = run(name, "--sources", "sources")
    assert (as_draft.exit_code, need in as_draft.stderr) == (1, True)
    as_only_source = run("altered.txt", "--sources", name)
    assert (as_only_source.exit_code, need in as_only_source.stderr) == (2, True)
    among_others = run("altered.txt", "--sources", "sources", name)
    assert (among_others.exit_code, need in " ".join(among_others.stdout.split())) == (0, True)


def test_without_the_extra_no_excel_file_is_written_and_the_reason_says_what_to_install(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "find_spec", lambda _name: None)
    result = run("altered.txt", "--sources", "sources", "--xlsx", "a.xlsx")
    assert result.exit_code == 2
    assert 'pip install "whence[documents]"' in result.stderr
    assert not Path("a.xlsx").exists()


# What is written where


def test_the_view_is_printed_without_colour_when_piped(run) -> None:
    result = run("trimmed.txt", "--sources", "sources")
    assert "We will [-not-] surrender" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour_follows_the_environment(run, environment: dict[str, str], coloured: bool) -> None:
    assert ("\x1b[" in run("trimmed.txt", "--sources", "sources", **environment).stdout) is coloured


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_width_is_the_terminal_s(run, columns: int) -> None:
    rows = run("spliced.txt", "--sources", "sources", COLUMNS=str(columns)).stdout.splitlines()
    assert columns - 30 < max(map(len, rows)) <= columns


def test_json_is_one_object_for_one_draft(run) -> None:
    result = run("trimmed.txt", "--sources", "sources", "--json")
    data = json.loads(result.stdout)
    (found,) = data["checks"]
    text = data["document"]["text"]
    assert (data["format"], found["verdict"], found["searched"]) == (1, "trimmed", 2)
    assert text[slice(*found["quote"][0])].startswith("We will surrender the western bank")
    assert [edit["consequence"] for edit in found["edits"]] == ["negation"]


def test_jsonl_is_one_line_for_each_draft_that_can_be_read(run) -> None:
    result = run("trimmed.txt", "nowhere.txt", "altered.txt", "--sources", "sources", "--jsonl")
    assert [json.loads(line)["checks"][0]["verdict"] for line in result.stdout.splitlines()] == ["trimmed", "altered"]
    assert result.exit_code == 1


def test_all_files_are_written_at_once_and_nothing_is_printed(run) -> None:
    result = run(
        "trimmed.txt", "altered.txt", "--sources", "sources", "--html", "a.html", "--csv", "a.csv", "--xlsx", "a.xlsx"
    )
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines()[:3] == ["wrote a.html", "wrote a.csv", "wrote a.xlsx"]
    page = Path("a.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert page.count("<article ") == 2
    rows = list(csv.reader(Path("a.csv").read_text(encoding="utf-8").splitlines()))
    assert [row[2] for row in rows] == ["verdict", "trimmed", "altered"]
    with zipfile.ZipFile("a.xlsx") as book:
        assert b"trimmed" in book.read("xl/sharedStrings.xml")


def test_no_file_is_written_when_no_draft_could_be_read(run) -> None:
    result = run("nowhere.txt", "--sources", "sources", "--html", "a.html", "--csv", "a.csv")
    assert result.exit_code == 1
    assert not Path("a.html").exists()
    assert not Path("a.csv").exists()


def test_a_hostile_file_name_can_neither_paint_the_terminal_nor_start_a_formula(run) -> None:
    name = "=cmd\x1b[2J.txt"
    Path(name).write_text(draft("trimmed"), encoding="utf-8")
    Path("sources/\x1b[31mred.txt").write_text("", encoding="utf-8")
    result = run(name, "no\x1b[2J.txt", "--sources", "sources")
    assert "\x1b" not in result.stdout + result.stderr
    assert "=cmd⟨U+001B⟩[2J.txt" in result.stdout
    run(name, "--sources", "sources", "--csv", "a.csv")
    assert '"\'=cmd⟨U+001B⟩[2J.txt"' in Path("a.csv").read_text(encoding="utf-8")


def test_what_is_left_out_of_a_folder_is_told(run) -> None:
    Path("sources/photo.png").write_bytes(b"\x89PNG")
    assert run("verbatim.txt", "--sources", "sources").stderr == "whence: sources: left out 1 .png file\n"


def test_the_examples_in_the_help_name_options_that_exist() -> None:
    text = CliRunner().invoke(cli.main, ["check", "--help"]).stdout
    examples = [line for line in text.splitlines() if line.strip().startswith("whence check ")]
    assert len(examples) >= 4
    options = {option for parameter in command.params for option in parameter.opts}
    for example in examples:
        assert set(re.findall(r" (--?[a-zA-Z][\w-]*)", example)) <= options


def test_the_hook_runs_a_command_that_exists(run) -> None:
    """As pre-commit does: the entry, the arguments of the guide, the changed files."""
    hook = (Path(__file__).parents[1] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entry = re.search(r"^  entry: whence check (.*)$", hook, re.MULTILINE)
    assert entry
    for name, code in (("altered.txt", 3), ("elided.txt", 0)):
        assert run(*entry[1].split(), "--sources", "sources/", "--", name).exit_code == code


@pytest.mark.parametrize(
    ("arguments", "quotations", "code"), [(["--jsonl"], 80, 0), (["--fail-on", "altered"], 190, 3)]
)
@pytest.mark.usefixtures("run")
def test_a_reader_that_stops_reading_is_no_error_and_hides_no_finding(
    arguments: list[str], quotations: int, code: int
) -> None:
    """`whence check … | head -1`, with more output than a pipe holds; what fails stands in the second draft."""
    Path("long.txt").write_text(draft(*["trimmed"] * quotations), encoding="utf-8")
    line = [sys.executable, "-m", "whence", "check", "long.txt", "altered.txt", "--sources", "sources", *arguments]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(20)
        process.stdout.close()
        assert re.fullmatch(r"whence: 2 read, 0 failed, \d+\.\d s\n", process.stderr.read().decode())
        assert process.wait(timeout=60) == code
