"""Action and response as each voice tells it: what it says came first, and what it says answered it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from whence.model.incident import Answer, Chain, Polarity, Response, Step
from whence.model.speech import Status

_LONGEST = 50  # steps of a chain


def chains(responses: Sequence[Response], name_of: Callable[[str, str], str]) -> tuple[Chain, ...]:
    """For each voice (by its name: `name_of` a document and a voice id) the chains that its responses make.

    A chain begins with an incident that this voice says answers nothing, and goes on with what it says answers it.
    What a voice denies, puts under a condition or tells as coming after only is no step. `apart` names the voices that
    tell some of the same incidents and begin with another one.
    """
    told: dict[str, dict[tuple[str, str], Answer]] = {}
    for item in responses:
        if _is_step(item):
            steps = told.setdefault(name_of(item.document, item.voice), {})
            steps.setdefault((item.cause, item.effect), item.relation)
    found = [chain for voice, steps in sorted(told.items()) for chain in _of_voice(voice, steps)]
    return tuple(
        Chain(voice=one.voice, start=one.start, steps=one.steps, apart=_apart(one, found)) for one in found
    )  # fmt: skip


def _is_step(item: Response) -> bool:
    said = item.polarity is Polarity.POSITIVE and item.status not in (Status.CONDITIONAL, Status.DENIED)
    return said and item.relation not in (Answer.SEQUENCE_ONLY, Answer.THREATENED_RESPONSE_TO)


def _of_voice(voice: str, steps: dict[tuple[str, str], Answer]) -> list[Chain]:
    effects = {effect for _, effect in steps}
    starts = sorted({cause for cause, _ in steps if cause not in effects}) or sorted({cause for cause, _ in steps})[:1]
    return [Chain(voice=voice, start=start, steps=_steps(start, steps)) for start in starts]


def _steps(start: str, steps: dict[tuple[str, str], Answer]) -> tuple[Step, ...]:
    """What follows from an incident, the nearest first; each incident once, so that a circle ends."""
    found: list[Step] = []
    seen, waiting = {start}, [start]
    while waiting and len(found) < _LONGEST:
        cause = waiting.pop(0)
        for (before, effect), relation in sorted(steps.items()):
            if before == cause and effect not in seen:
                seen.add(effect)
                waiting.append(effect)
                found.append(Step(cause=cause, effect=effect, relation=relation))
    return tuple(found)


def _apart(one: Chain, others: Sequence[Chain]) -> tuple[str, ...]:
    """The other voices whose chain shares an incident with this one and begins with another."""
    mine = _incidents(one)
    starts = {chain.start for chain in others if chain.voice == one.voice}
    return tuple(
        sorted(
            {
                other.voice
                for other in others
                if other.voice != one.voice and other.start not in starts and mine & _incidents(other)
            }
        )
    )


def _incidents(chain: Chain) -> set[str]:
    return {chain.start, *(step.effect for step in chain.steps)}
