"""Kill `whence add` at random moments and look at what it leaves: `python -m eval.library.kills --times 200`.

A round adds a folder of invented articles (texts, JSON lines, copies, second editions) to a new library, in batches
small enough that every step of adding is met often: the transaction, the passage segment, the merge, the start. The
process is killed (SIGKILL) at a random moment and started again until one run comes to its end. After each kill:

- everything that a run had acknowledged on its terminal, and all that was there before, is there;
- `whence verify` finds nothing damaged.

After each round the library says what one says that was never interrupted. Ends with 1 where anything of this failed.
A number of kills without a loss is a bound, not a proof: none in 200 means less than one in 66, at 95 %.
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import random
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from whence.errors import UsageError
from whence.project.library import Library

_SPREADS = (0.01, 0.05, 0.4)  # seconds within which a kill follows the batch that was waited for
ARTICLES = 100  # of a round
_SMALL = "_PATIENCE = 0, _JOB_PAGES = 3, _JOB_BYTES = 2000, _SEGMENT = 5000"
_PROGRAM = (
    f"import whence.project.adding as adding; vars(adding).update({_SMALL.replace(' = ', '=')});"
    " from whence.cli import main; main()"
)
_ACKNOWLEDGED = re.compile(rb"([\d,]+) added")
_PATIENCE = 120.0  # seconds after which a run hangs
_WORDS = (
    "harbour river bridge council minister ferry school market flood winter apples vote crack hull pier coast night the"
    " a of to in on with never not may some many before after under again nobody everybody open close red white seven"
).split()


@dataclass(slots=True)
class Outcome:
    """What came of the kills: how many, in which phase each fell, and everything that was wrong."""

    kills: int = 0
    rounds: int = 0
    acknowledged: int = 0
    phases: Counter[str] = field(default_factory=Counter[str])
    wrong: list[str] = field(default_factory=list[str])

    def sentence(self) -> str:
        """The summary."""
        phases = ", ".join(f"{count} {name}" for name, count in sorted(self.phases.items()))
        return (
            f"{self.kills} kills in {self.rounds} rounds ({phases}) of runs that had acknowledged {self.acknowledged:,}"
            f" documents; {len(self.wrong) or 'nothing'} wrong"
        )


@dataclass(frozen=True, slots=True)
class Run:
    """One `whence add`: what it had acknowledged when it ended, how often, and its exit code (below 0: killed)."""

    acknowledged: int
    times: int
    code: int


def kills(times: int, seed: int, folder: Path) -> Iterator[Outcome]:
    """Kill so many runs, in as many rounds as it takes; the outcome so far after each kill, and at the end."""
    chance = random.Random(seed)
    outcome = Outcome()
    while outcome.kills < times:
        outcome.rounds += 1
        place = folder / str(outcome.rounds)
        inputs = _inputs(place, chance)
        library = Library(place / "news.whence")
        before: set[str] = set()
        while outcome.kills < times:
            run = add(inputs, library.folder, chance.randint(0, 14), chance.random() * chance.choice(_SPREADS))
            if run.code >= 0:
                break
            outcome.kills += 1
            outcome.acknowledged += run.acknowledged
            outcome.phases[_phase(library.folder, run)] += 1
            before = _look(library, before, run, outcome)
            yield outcome
        _finish(inputs, library, before, outcome)
    yield outcome


def add(inputs: Path, library: Path, after: int, seconds: float) -> Run:
    """Add the folder, and kill the run so many seconds after so many batches were acknowledged, if it lasts."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, *f"add {inputs} --library {library} --model none --jobs 1".split()],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=slave,
    )  # fmt: skip
    os.close(slave)
    said = b""
    due = time.monotonic() + seconds if not after else None
    limit = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < min(due or limit, limit):
        said += _read(master, min((due or limit) - time.monotonic(), 0.02))
        if due is None and len(_ACKNOWLEDGED.findall(said)) >= after:
            due = time.monotonic() + seconds
    process.send_signal(signal.SIGKILL)
    code = process.wait()
    while more := _read(master, 0.0):
        said += more
    os.close(master)
    told = _ACKNOWLEDGED.findall(said)
    return Run(int(told[-1].replace(b",", b"")) if told else 0, len(told), code)


def _read(master: int, seconds: float) -> bytes:
    """What the terminal shows next; nothing when it shows nothing so long, or nobody writes to it any more."""
    if not select.select([master], [], [], max(seconds, 0.0))[0]:
        return b""
    try:
        return os.read(master, 65536)
    except OSError:
        return b""


def _phase(library: Path, run: Run) -> str:
    """Where in its work a run was killed, as far as what it leaves tells."""
    if not (library / "library.db").exists():
        return "before the library was made"
    if list(library.glob("passages/*.writing")):
        return "while a segment was written"
    if not run.times:
        return "before the first batch"
    return "between batches"


def _look(library: Library, before: set[str], run: Run, outcome: Outcome) -> set[str]:
    """What is wrong after a kill; the ids of what is there."""
    name = f"kill {outcome.kills}"
    try:
        found = {edition.id for edition in library.editions()}
        outcome.wrong += [f"{name}: {damage.where}: {damage.problem}" for damage in library.verify()]
    except UsageError as error:  # not made yet, or not whole yet: nothing can have been acknowledged
        if before or run.acknowledged:
            outcome.wrong.append(f"{name}: {error}")
        return before
    if lost := before - found:
        outcome.wrong.append(f"{name}: {len(lost)} documents that were there before are lost")
    if len(found) < len(before) + run.acknowledged:
        outcome.wrong.append(f"{name}: {len(before) + run.acknowledged} documents acknowledged, {len(found)} there")
    return found


def _finish(inputs: Path, library: Library, before: set[str], outcome: Outcome) -> None:
    """Let a run come to its end, and compare with a library that was never interrupted."""
    name = f"round {outcome.rounds}"
    Library(library.folder).add(inputs, model="none", jobs=1)
    other = Library(library.folder.with_name("other.whence"))
    other.add(inputs, model="none", jobs=1)
    if not before <= {edition.id for edition in library.editions()}:
        outcome.wrong.append(f"{name}: documents were lost when it was finished")
    if library.info().pending:
        outcome.wrong.append(f"{name}: {library.info().pending} documents are in no segment at its end")
    outcome.wrong += [f"{name}: {damage.where}: {damage.problem}" for damage in library.verify()]
    for what in (_texts, _pairs, _found):
        if what(library) != what(other):
            outcome.wrong.append(f"{name}: other {what.__name__.strip('_')} than without interruption")


def _texts(library: Library) -> list[tuple[str, int, str]]:
    return sorted((edition.address, edition.number, edition.document.text) for edition in library.editions())


def _pairs(library: Library) -> list[tuple[object, ...]]:
    """The passages that are shared, in whichever order the documents stand."""
    sides = (sorted([(item.uri_a, item.a.start), (item.uri_b, item.b.start)]) for item in library.reuse())
    return sorted(tuple(pair) for pair in sides)


def _found(library: Library) -> list[tuple[str, int]]:
    return [(words, library.search(words).count) for words in ("harbour", "never", "status:denied", "by:Lind")]


def _inputs(place: Path, chance: random.Random) -> Path:
    """A folder of texts and JSON lines; some texts stand in several, some addresses twice."""
    folder = place / "in"
    folder.mkdir(parents=True)
    made = [_article(chance) for _ in range(ARTICLES)]
    for number, text in enumerate(made[: ARTICLES // 2]):
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    for name in "ab":
        records = [
            {"uri": f"https://{name}.example/{number % (ARTICLES // 5)}", "text": chance.choice(made)}
            for number in range(ARTICLES // 4)
        ]
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def _article(chance: random.Random) -> str:
    words = " ".join(chance.choices(_WORDS, k=30)).capitalize()
    quoted = " ".join(chance.choices(_WORDS, k=14)).capitalize()
    return f"{words}.\n\n“{quoted},” Ada Lind said. The {chance.choice(_WORDS)} denied it.\n"


def main() -> int:
    """Kill as often as asked, say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200, help="how many kills (200)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments and the articles (1)")
    options = parser.parse_args()
    began = time.monotonic()
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        for outcome in kills(options.times, options.seed, Path(folder)):
            if sys.stderr.isatty():
                print(f"\r{outcome.kills} kills, {len(outcome.wrong)} wrong", end="", file=sys.stderr)
    for line in outcome.wrong:
        print(line)
    print(f"{outcome.sentence()}; {time.monotonic() - began:.0f} s, seed {options.seed}")
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
