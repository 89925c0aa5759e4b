"""Kinds of incident and responsibility against a folder of wire texts and keys (MUC-3 and MUC-4, 1991 and 1992).

Every file of the folder and those below it is looked at: one with filled templates is a key, one with messages a text.
A kind counts for a text when one of its templates has it, optional ones too.

Responsibility is scored for each organisation named as perpetrator with a confidence, given its names: REPORTED AS FACT
is *fact*, CLAIMED OR ADMITTED *claimed*, SUSPECTED OR ACCUSED (BY AUTHORITIES) and POSSIBLE are *suspected*; of
alternatives the first counts, a leading "?" is passed over, and IS DENIED or ACQUITTED are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whence.compare.templates import ANY, incident_kinds, responsibility
from whence.errors import UsageError
from whence.evaluation.events import macro_f1
from whence.evaluation.outcome import Outcome

GRADES = {
    "REPORTED AS FACT": "fact",
    "CLAIMED OR ADMITTED": "claimed",
    "SUSPECTED": "suspected",
    "POSSIBLE": "suspected",
}
KINDS = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY")
_MESSAGE = re.compile(r"^([A-Z0-9]+-MUC\d-\d+)[^\n]*\n", re.MULTILINE)
_SLOT = re.compile(r"(\d+)\.\s+[A-Z: ]+?(?:\s{2,}|\s*:\s*[A-Z ]+?\s{2,})(.*)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_KIND, _CONFIDENCE = 4, 11
_FILLED = (6, 9, 10, 12, 18, 19)  # instruments, perpetrators, targets


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """An organisation by its names, and how the text makes it responsible: fact, claimed or suspected."""

    names: tuple[str, ...]
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A wire text, the words that fill the templates of each kind, and whom its key makes responsible."""

    name: str
    text: str
    kinds: dict[str, frozenset[str]]
    blamed: tuple[Blame, ...]


def score(path: Path) -> Outcome:
    """F1 of kinds by text, macro-F1 of responsibility, 0 to 1. Raises UsageError where no text has a key."""
    messages = read(path)
    found = [incident_kinds(message.text) for message in messages]
    graded = [
        (blame.grade, *responsibility(message.text, blame.names)) for message in messages for blame in message.blamed
    ]
    figures = {
        "attack_f1": _f1(messages, found, "ATTACK"),
        "bombing_f1": _f1(messages, found, "BOMBING"),
        "any_f1": _f1(messages, found, ANY),
        "responsibility_macro_f1": macro_f1([one[0] for one in graded], [one[1] for one in graded]),
        "responsibility_accuracy": sum(one[0] == one[1] for one in graded) / max(1, len(graded)),
        "count": float(len(messages)),
        "responsibility_count": float(len(graded)),
    }
    lines = [
        json.dumps({"message": message.name, "gold": sorted(message.kinds), "chances": chances})
        for message, chances in zip(messages, found, strict=True)
    ]
    return Outcome([f"{name:24} {value:.3f}" for name, value in figures.items()], lines, figures)


def _f1(messages: Sequence[Message], found: Sequence[dict[str, float]], kind: str) -> float:
    pairs = [
        (kind in message.kinds or (kind == ANY and bool(message.kinds)), chances.get(kind, 0.0) >= 0.5)
        for message, chances in zip(messages, found, strict=True)
    ]
    both = sum(gold and told for gold, told in pairs)
    return 2 * both / max(1, sum(gold for gold, _ in pairs) + sum(told for _, told in pairs))


def read(path: Path) -> list[Message]:
    """The messages that have a text and a key, in order of name. Raises UsageError where there is none."""
    texts: dict[str, str] = {}
    keys: dict[str, list[dict[int, str]]] = {}
    for file in sorted(path.rglob("*")):
        if not file.is_file() or file.name.startswith("."):
            continue
        held = file.read_text(encoding="latin-1")
        if "MESSAGE: TEMPLATE" in held:
            for name, template in _templates(held):
                keys.setdefault(name, []).append(template)
        else:
            texts.update(_texts(held))
    both = sorted(texts.keys() & keys.keys())
    if not both:
        raise UsageError(f"{path}: no texts with a key beside them")
    return [_message(name, texts[name], keys[name]) for name in both]


def _texts(held: str) -> Iterator[tuple[str, str]]:
    heads = list(_MESSAGE.finditer(held))
    for at, head in enumerate(heads):
        end = heads[at + 1].start() if at + 1 < len(heads) else len(held)
        yield head[1], held[head.end() : end]


def _templates(held: str) -> Iterator[tuple[str, dict[int, str]]]:
    """Each template with its message; a slot goes on in the lines that are indented below it."""
    current: dict[int, str] = {}
    slot = 0
    for line in held.splitlines():
        if line.startswith(";"):
            continue
        opened = _SLOT.match(line)
        if opened is None:
            if line.strip() and slot in current:
                current[slot] += "\n" + line.strip()
            continue
        slot = int(opened[1])
        if slot == 0 and current:
            yield _name(current), current
            current = {}
        current[slot] = opened[2].strip()
    if current:
        yield _name(current), current


def _name(template: dict[int, str]) -> str:
    return (template.get(0, "").split() or [""])[0]


def _message(name: str, text: str, templates: Sequence[dict[int, str]]) -> Message:
    kinds: dict[str, frozenset[str]] = {}
    for template in templates:
        filled = {word.strip('\\"').lower() for slot in _FILLED for word in _QUOTED.findall(template.get(slot, ""))}
        for kind in re.split(r"[/\n]", template.get(_KIND, "")):
            if kind.strip() not in ("", "*", "-"):
                kinds[kind.strip()] = kinds.get(kind.strip(), frozenset()) | filled
    blamed = tuple(one for template in templates for one in _blamed(template.get(_CONFIDENCE, "")))
    return Message(name=name, text=text, kinds=kinds, blamed=blamed)


def _blamed(slot: str) -> Iterator[Blame]:
    for line in slot.splitlines():
        confidence = line.partition('"')[0].lstrip("?( ")
        grade = next((grade for words, grade in GRADES.items() if confidence.startswith(words)), None)
        names = tuple(name.strip("\\") for name in _QUOTED.findall(line))
        if grade is not None and names:
            yield Blame(names=names, grade=grade)
