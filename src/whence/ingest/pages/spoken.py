"""Who speaks in a transcript or an interview: labelled turns and what goes on with them, questions set in bold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.ingest.pages.blocks import RawBlock
from whence.ingest.pages.markup import Element
from whence.ingest.pages.roles import Placed
from whence.ingest.pages.turns import Label, turn_labels
from whence.ingest.texts.interview import QUESTIONER, Line, find_interview
from whence.ingest.texts.narration import narrated
from whence.model.text import Role

_FREE = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.BYLINE})
_GOING_ON = frozenset({Role.PARAGRAPH, Role.LIST_ITEM})
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em"})
_QUESTION_WORDS = frozenset({"question", "interviewquestion"})
_ANSWER_WORDS = frozenset({"answer", "answers", "faq"})
_NEAR = 2


def with_turns(placed: Sequence[Placed]) -> list[Placed]:
    """The turns of a transcript, told by their labels; else those of an interview whose questions are set apart."""
    candidates = [each for each in placed if each.role in _FREE]
    found = turn_labels([each.block for each in candidates])
    labels = {each.block: label for each, label in zip(candidates, found, strict=True) if label}
    return _labelled(placed, labels) if labels else _set_apart(placed)


def _labelled(placed: Sequence[Placed], labels: dict[RawBlock, Label]) -> list[Placed]:
    """Paragraphs after a labelled one are the same speaker's, until the next label or the reporter's return."""
    own = narrated(
        [each.block.text if each.role in _GOING_ON and not _is_aside(each.block) else None for each in placed],
        {number: labels[each.block].speaker for number, each in enumerate(placed) if each.block in labels},
    )
    found: list[Placed] = []
    current: Placed | None = None
    for number, each in enumerate(placed):
        if label := labels.get(each.block):
            at = (each.block, 0, label.end)
            current = replace(each, role=Role.TURN, group=each.block, speaker=label.speaker, speaker_at=at)
            found.append(current)
        elif current and each.role in _GOING_ON and not _is_aside(each.block) and number not in own:
            found.append(replace(current, block=each.block))
        else:
            current = None if each.role in {Role.HEADING, Role.CORRECTION, Role.CREDIT} else current
            found.append(each)
    return found


def _is_aside(block: RawBlock) -> bool:
    """ "[Laughter]", "(Crosstalk)", or a note in italics from first to last: nobody's turn."""
    return (block.text[0] in "[(" and block.text[-1] in "])") or _all_in(block, _ITALIC)


def _set_apart(placed: Sequence[Placed]) -> list[Placed]:
    lines = [Line(text=each.block.text, role=each.role, style=_style(each)) for each in placed]
    interview = find_interview(lines)
    if not interview:
        return list(placed)
    start = interview.named_at
    at = (placed[interview.named_in].block, start, start + len(interview.name))
    found: list[Placed] = []
    for number, each in enumerate(placed):
        if number in interview.questions:
            found.append(replace(each, role=Role.TURN, group=each.block, speaker=QUESTIONER))
        elif number in interview.answers:
            group = placed[interview.answers[number]].block
            found.append(replace(each, role=Role.TURN, group=group, speaker=interview.name, speaker_at=at))
        else:
            found.append(each)
    return found


def _style(placed: Placed) -> str:
    """How the whole of a block is set, as far as questions are set that way."""
    block = placed.block
    if placed.role is Role.HEADING:
        return "heading" if block.text.endswith("?") else ""
    if placed.role not in _GOING_ON:
        return ""
    if _is_called_question(block):
        return "question"
    if _all_in(block, _BOLD):
        return "bold"
    return "italic" if _all_in(block, _ITALIC) else ""


def _is_called_question(block: RawBlock) -> bool:
    """A class on the block or around it says so; "question-and-answer" is a name for both."""
    element: Element | None = block.element
    for _ in range(_NEAR):
        if element is None:
            return False
        for name in element.names:
            words = {*name, "".join(name)}
            if words & _QUESTION_WORDS and not words & _ANSWER_WORDS:
                return True
        element = element.parent
    return False


def _all_in(block: RawBlock, tags: frozenset[str]) -> bool:
    """True when every character stands in one of these elements, inside the block."""
    nodes = [chunk.node for chunk in block.chunks if chunk.node]
    return bool(nodes) and all(_stands_in(node.parent, block.element, tags) for node in nodes)


def _stands_in(element: Element, block: Element, tags: frozenset[str]) -> bool:
    for ancestor in element.ancestors():
        if ancestor.tag in tags:
            return ancestor is not block
        if ancestor is block:
            return False
    return False
