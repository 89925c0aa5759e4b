"""Who says what began it: the chain of action and response, voice by voice."""

from __future__ import annotations

import pytest

from whence.compare.chains import chains
from whence.model.incident import Answer, Polarity, Response
from whence.model.speech import Status


def _told(voice: str, cause: str, effect: str, relation: Answer = Answer.RETALIATION_FOR, **more: object) -> Response:
    facts: dict[str, object] = {
        "voice": voice, "document": "d", "spans": (), "cause": cause, "effect": effect, "relation": relation,
        "status": Status.ASSERTED, "polarity": Polarity.POSITIVE, "cue": (),
    }  # fmt: skip
    return Response(**(facts | more))  # type: ignore[arg-type]


def _name(_document: str, voice: str) -> str:
    return voice


def test_two_voices_begin_the_same_story_elsewhere() -> None:
    """For Varsland the sunk freighter came first; for Ostmark the strike did."""
    found = chains(
        [
            _told("Varsland", "freighter", "strike"),
            _told("Varsland", "strike", "blockade"),
            _told("Ostmark", "strike", "blockade", Answer.RESPONSE_TO),
        ],
        _name,
    )
    ostmark, varsland = found
    assert (varsland.start, [step.effect for step in varsland.steps]) == ("freighter", ["strike", "blockade"])
    assert ostmark.start == "strike"
    assert varsland.apart == ("Ostmark",)
    assert ostmark.apart == ("Varsland",)


@pytest.mark.parametrize(
    "more",
    [
        {"polarity": Polarity.NEGATIVE}, {"status": Status.CONDITIONAL}, {"status": Status.DENIED},
        {"relation": Answer.SEQUENCE_ONLY}, {"relation": Answer.THREATENED_RESPONSE_TO},
    ],
)  # fmt: skip
def test_what_is_denied_or_only_came_after_is_no_step(more: dict[str, object]) -> None:
    assert chains([_told("Varsland", "freighter", "strike", **more)], _name) == ()


def test_a_circle_of_blame_ends() -> None:
    (chain,) = chains([_told("Varsland", "a", "b"), _told("Varsland", "b", "a")], _name)
    assert [step.effect for step in chain.steps] == ["b"]


def test_voices_that_begin_with_the_same_are_not_apart() -> None:
    found = chains([_told("Varsland", "a", "b"), _told("Ostmark", "a", "b")], _name)
    assert [chain.apart for chain in found] == [(), ()]
