"""What a reporting phrase makes of its content: “denied”, “did not deny”, “would not rule out”, “may have said”."""

from __future__ import annotations

from whence.language.tokens import Line
from whence.model.speech import Status
from whence.read.status.clauses import governed
from whence.read.status.words import status_words

_CLAUSE = 12  # tokens between the start of a clause and its reporting verb
_BEFORE = 4  # tokens before the cue that can belong to it: “seems to”, “is said to have”


def cue_stance(line: Line, cue_first: int, cue_last: int, stance: Status) -> Status:
    """The status a cue gives its content, with what negates or weakens the cue itself.

    `stance` is the verb's own (Cue.stance). “did not deny p” asserts p, “does not believe p” doubts it, “may have said
    p” speculates. A negated verb of saying (“never said that p”) is `denied`: p is not what that voice holds.
    """
    around = _around(line, cue_first)
    if around is not None:
        return around
    head = _head(line, cue_first, cue_last)
    if _would_have_believe(line, cue_first, cue_last):
        return Status.DOUBTED
    found = _plain(line, head, cue_last, stance)
    if _is_negative(line, cue_first, cue_last, stance):
        found = _negated(line, head, cue_last, stance)
    return governed(found, _weakened(line, cue_first, cue_last), unnamed=False, relayed=False)


def _around(line: Line, first: int) -> Status | None:
    """A cue that is itself asked or supposed: “if Roe said p”, “whether she knew p”, “did he say p?”."""
    for index in range(first - 1, max(-1, first - _CLAUSE), -1):
        if line.kind[index] in ",;:-.?q":
            break
        if line.word[index] in ("whether", "if", "unless"):
            asked = line.word[index] == "whether" or (index and line.word[index - 1] in status_words("if.after_asking"))
            return Status.QUESTIONED if asked else Status.CONDITIONAL
    return Status.QUESTIONED if line.kind.endswith("?") and line.kind[0] in "ARS" else None


def _head(line: Line, first: int, last: int) -> int:
    """The reporting verb: the last verb of the cue, before its particle."""
    for index in range(last - 1, first - 1, -1):
        if line.kind[index] in "VGv":
            return index
    return max(first, last - 1)


def _plain(line: Line, head: int, last: int, stance: Status) -> Status:
    word = line.word[head]
    after = line.word[last] if last < len(line) else ""
    if word.startswith("doubt"):
        return Status.DOUBTED
    if word in ("rule", "rules", "ruled", "ruling") and _out(line, head):
        return Status.DENIED
    if after == "whether" or (after == "if" and stance is Status.QUESTIONED):
        return Status.QUESTIONED
    return stance


def _negated(line: Line, head: int, last: int, stance: Status) -> Status:
    word = line.word[head]
    after = line.word[last] if last < len(line) else ""
    if word in ("rule", "ruled", "ruling") and _out(line, head):
        return Status.SPECULATED
    if stance is Status.DENIED:
        return Status.ASSERTED
    if word.startswith("doubt"):
        return Status.SPECULATED
    if stance is Status.SPECULATED:
        return Status.DOUBTED
    if stance is Status.ASSERTED and after in status_words("stance.open_words"):
        return Status.QUESTIONED
    if word in status_words("stance.unverified"):
        return Status.SPECULATED
    if stance in (Status.ASSERTED, Status.CLAIMED) and word in status_words("stance.rejecting"):
        return Status.DENIED
    return stance


def _is_negative(line: Line, first: int, last: int, stance: Status) -> bool:
    cue = line.word[max(0, first - 2) : last]
    if not status_words("classes.negative").isdisjoint(line.word[first:last]):
        return True
    if not status_words("stance.unwilling").isdisjoint(cue) and "to" in cue:
        return True
    if first and line.word[first - 1] in ("not", "never"):
        return True
    return stance is Status.SPECULATED and _has_empty_subject(line, first)


def _has_empty_subject(line: Line, first: int) -> bool:
    """“nobody upstairs believed”, “few think”."""
    nobody = status_words("classes.nobody")
    for index in range(first - 1, max(-1, first - 6), -1):
        if line.kind[index] in ",;:-.?CTRS":
            return False
        if line.word[index] in nobody:
            return True
    return False


def _would_have_believe(line: Line, first: int, last: int) -> bool:
    """“would have us believe that …”."""
    near = line.word[max(0, first - 6) : last]
    if not any(word in ("believe", "think") for word in near[-4:]):
        return False
    return any(near[at] in ("would", "'d") and near[at + 1] == "have" for at in range(len(near) - 2))


def _weakened(line: Line, first: int, last: int) -> Status:
    """What modals and adverbs on the cue make of it: “may have said”, “reportedly told”, “is said to have told”."""
    start = first
    while start > max(0, first - _BEFORE) and (line.kind[start - 1] in "AavV" or line.word[start - 1] == "to"):
        start -= 1
    near = line.word[start:last]
    if not status_words("stance.duty").isdisjoint(line.word[first : last - 1]):
        return Status.PRESCRIBED
    if not status_words("stance.guess").isdisjoint(near[:-1]):
        return Status.SPECULATED
    if not status_words("stance.hearsay").isdisjoint(near) or _is_said_to(near):
        return Status.REPORTED
    return Status.ASSERTED if status_words("stance.distance").isdisjoint(near) else Status.CLAIMED


def _is_said_to(near: list[str]) -> bool:
    return any(
        near[at] in ("said", "reported", "rumoured", "rumored", "understood") and near[at + 1] == "to"
        for at in range(len(near) - 1)
    )


def _out(line: Line, head: int) -> bool:
    return "out" in line.word[head + 1 : head + 3]
