"""The house around the code: what the documents promise is so, and what must stay out stays out."""

import ast
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from enum import StrEnum
from pathlib import Path

import pytest

import whence
from whence.model.reuse import Consequence, Op, Verdict
from whence.model.speech import Quotation, Status, VoiceKind
from whence.model.text import DocumentStatus

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "whence"
STAGES = ("ingest", "learned", "read", "trace", "compare", "store", "present", "measure")
TRACKED = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split(
    "\0"
)[:-1]
DOCUMENTS = [name for name in TRACKED if name.endswith(".md") and not name.startswith(("tests/", "examples/"))]


def modules_after(code: str) -> set[str]:
    """The top-level modules that a fresh Python has loaded once it has run the code."""
    report = f"{code}\nimport sys, json; print(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", report], cwd=ROOT, check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def imported_by(path: Path) -> set[str]:
    """The modules that a file of ours names in its import statements."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def shell_lines(markdown: str) -> list[str]:
    """The lines of the shell blocks of a document."""
    blocks = re.findall(r"^```sh\n(.*?)^```", markdown, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_the_version_stands_in_one_place() -> None:
    """The package says its version once; the installed metadata and the changelog follow."""
    assert "version" in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dynamic"]
    assert importlib.metadata.version("whence") == whence.__version__
    assert re.search(rf"^## {re.escape(whence.__version__)}\b", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)


def test_the_core_needs_few_and_light_packages() -> None:
    """What installs without an extra is known by name, so that nothing heavy slips in."""
    core = [need for need in importlib.metadata.requires("whence") or [] if "extra ==" not in need]
    names = {re.split(r"[^\w-]", need)[0] for need in core}
    light = {"click", "selectolax", "webencodings", "charset-normalizer", "jinja2", "webvtt-py"}
    assert names <= light | {"numpy", "onnxruntime", "tokenizers"}


def test_reading_an_article_loads_nothing_heavy() -> None:
    """Neither torch nor spaCy nor Java, even where they are installed, nor anything that fetches models."""
    loaded = modules_after("import whence; whence.blame_text('The bridge is open, the mayor said.')")
    assert "onnxruntime" in loaded
    heavy = {"torch", "spacy", "transformers", "tensorflow", "jpype", "py4j", "nltk", "huggingface_hub", "httpx"}
    assert not loaded & heavy


def test_reading_by_the_rules_alone_loads_no_runtime() -> None:
    loaded = modules_after("import whence; whence.blame_text('The bridge is open, he said.', model='none')")
    assert not loaded & {"onnxruntime", "numpy", "tokenizers"}


def test_importing_whence_loads_nothing_but_whence() -> None:
    """What costs time is imported when it is used."""
    loaded = modules_after("import whence")
    assert not loaded & {"click", "selectolax", "jinja2", "charset_normalizer", "multiprocessing", "tomllib"}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_knows_only_the_nouns(stage: str) -> None:
    """Stages import model, errors, the language and themselves: not each other, nor the core, nor a door."""
    files = sorted((SOURCE / stage).rglob("*.py"))
    assert files
    for path in files:
        ours = {name for name in imported_by(path) if name.split(".")[0] == "whence"}
        allowed = ("whence.model", "whence.errors", "whence.language", f"whence.{stage}")
        assert {name for name in ours if not name.startswith(allowed)} == set(), path


def test_the_reader_in_a_browser_is_a_door() -> None:
    """It asks the core and shows what `present` makes: no other stage is known to it."""
    allowed = ("whence.model", "whence.errors", "whence.project", "whence.present", "whence.web")
    for path in sorted((SOURCE / "web").rglob("*.py")):
        ours = {name for name in imported_by(path) if name.split(".")[0] == "whence"}
        assert {name for name in ours if not name.startswith(allowed)} == set(), path


def test_the_command_line_starts_without_the_server() -> None:
    assert not modules_after("import whence.cli") & {"starlette", "uvicorn", "python_multipart"}


def test_only_the_command_line_prints_and_exits() -> None:
    """Everything else returns or raises."""
    for path in sorted(SOURCE.rglob("*.py")):
        if path.parent.name == "cli" or path.name == "__main__.py":
            continue
        called = {
            ast.unparse(node.func)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        }
        assert not called & {"print", "click.echo", "sys.exit", "exit"}, path


def test_the_commands_in_the_readme_are_the_ones_that_run() -> None:
    """One line shows whence at work on an example that exists; the other is what the checks run."""
    lines = [line for line in shell_lines((ROOT / "README.md").read_text()) if line.startswith("python3 -m venv")]
    assert len(lines) == 2
    show, test = lines
    assert test in (ROOT / ".ci" / "run").read_text().splitlines()
    example = ROOT / show.split()[-1]
    assert example.is_file()
    done = subprocess.run(
        [sys.executable, "-m", "whence", "blame", str(example)], check=True, capture_output=True, encoding="utf-8"
    )
    assert "own words" in done.stdout


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    """Every link to a file of ours leads to one, and every path of ours named in the text exists."""
    text = (ROOT / name).read_text(encoding="utf-8")
    linked = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    assert [target for target in linked if target and not (ROOT / name).parent.joinpath(target).exists()] == []
    named = re.findall(r"`((?:src|eval|bench|tests|docs|examples)/[\w./-]+)`", text)
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("kind", VoiceKind),
        ("quotation", Quotation),
        ("status", Status),
        ("document.status", DocumentStatus),
        ("verdict", Verdict),
        ("op", Op),
        ("consequence", Consequence),
    ],
)
def test_the_contract_lists_the_words_that_are_printed(field: str, words: type[StrEnum]) -> None:
    """A word that the JSON can hold stands in the contract, and no other."""
    contract = " ".join((ROOT / "docs" / "contract.md").read_text(encoding="utf-8").split())
    listed = re.search(rf"`(?:voices\[\]\.)?{re.escape(field)}`: `([^`]+)`", contract)
    assert listed
    assert set(listed[1].split(" | ")) == {word.value for word in words}


def test_every_recipe_that_the_project_promises_is_there() -> None:
    """A recipe for each thing that a change must pass or show."""
    recipes = set(re.findall(r"^(\w+)[^:\n]*:(?!=)", (ROOT / "justfile").read_text(), re.MULTILINE))
    assert {"test", "lint", "types", "docs", "eval", "bench"} <= recipes


def test_the_licence_is_whole() -> None:
    """The Apache licence from its first words to its appendix, named alike in the metadata."""
    text = (ROOT / "LICENSE").read_text()
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert importlib.metadata.metadata("whence")["License-Expression"] == "Apache-2.0"


def test_nothing_names_the_machine_it_was_written_on() -> None:
    """No tracked text holds an absolute path of somebody's computer (addresses inside pages are not such paths)."""
    local = re.compile(r"(?<![\w./:-])/(?:root|home|Users|work|mnt|media|srv)/\w")
    texts = [name for name in TRACKED if not name.endswith((".html", ".png", ".svg"))]
    found = [name for name in texts if local.search((ROOT / name).read_text(encoding="utf-8", errors="replace"))]
    assert found == []
