"""Whether a sentence tells that something happened, did not, may, will or is threatened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.compare.outlook import told, withheld
from whence.compare.outlook.told import as_labelled, label_of, preferred
from whence.model.incident import Outlook, Polarity, Stage, Withheld
from whence.model.text import Span


def found(text: str, trigger: str):
    """How the sentence tells the last such word."""
    at = text.rindex(trigger)
    return told(text, Span(0, len(text)), Span(at, at + len(trigger)))


@pytest.mark.parametrize(
    ("text", "trigger", "polarity", "outlook"),
    [
        ("The army shelled the town.", "shelled", "positive", "happened"),
        ("The army did not shell the town.", "shell", "negative", "happened"),
        ("No attack took place.", "attack", "negative", "happened"),
        ("Neither side fired.", "fired", "negative", "happened"),
        ("They left without firing a shot.", "firing", "negative", "happened"),
        # Implicatives, and what a negation does to them.
        ("They managed to seize the hill.", "seize", "positive", "happened"),
        ("They failed to seize the hill.", "seize", "negative", "happened"),
        ("They did not fail to seize the hill.", "seize", "positive", "happened"),
        ("She refused to sign.", "sign", "negative", "happened"),
        ("He was accused of shelling the town.", "shelling", "positive", "happened"),
        ("He admitted burning the files.", "burning", "positive", "happened"),
        ("Guards prevented them from storming the hall.", "storming", "negative", "happened"),
        # Still to come.
        ("They will march on Friday.", "march", "positive", "intended"),
        ("The rebels plan to stage a strike.", "strike", "positive", "intended"),
        ("He threatened to strike the port.", "strike", "positive", "threatened"),
        ("They vowed an attack on Oram.", "attack", "positive", "threatened"),
        ("The convoy is expected to arrive at noon.", "arrive", "positive", "expected"),
        ("Residents fear an attack.", "attack", "positive", "hypothetical"),
        ("The deal could lead to a strike.", "strike", "positive", "hypothetical"),
        ("If troops cross the river, we will respond.", "cross", "positive", "hypothetical"),
        ("They would have fired if we had moved.", "fired", "positive", "hypothetical"),
        ("They have not ruled out a strike.", "strike", "positive", "hypothetical"),
        ("They have no plans to attack the dam.", "attack", "negative", "intended"),
        ("The planned raid was called off.", "raid", "negative", "intended"),
    ],
)
def test_polarity_and_outlook(text: str, trigger: str, polarity: str, outlook: str) -> None:
    """The words that govern the happening say so, from a negation beside it to a condition around it."""
    result = found(text, trigger)
    assert (result.polarity.value, result.outlook.value) == (polarity, outlook)


def test_a_verb_of_saying_is_no_part_of_it() -> None:
    """What was denied stays as worded: the denial is the status of the statement."""
    result = found("The minister denied that troops had shelled the town.", "shelled")
    assert (result.polarity, result.outlook, result.cues) == (Polarity.POSITIVE, Outlook.HAPPENED, ())


@pytest.mark.parametrize(
    ("text", "trigger", "stage"),
    [
        ("Police foiled an attack on the bridge.", "attack", Stage.FOILED),
        ("Soldiers attempted to storm it.", "storm", Stage.ATTEMPTED),
        ("He threatened to strike the port.", "strike", Stage.THREATENED),
        ("They struck the port.", "struck", Stage.ACCOMPLISHED),
    ],
)
def test_how_far_it_went(text: str, trigger: str, stage: Stage) -> None:
    assert found(text, trigger).stage is stage


def test_the_cues_are_the_words_that_say_so() -> None:
    text = "They did not manage to seize the hill."
    assert [text[cue.start : cue.end] for cue in found(text, "seize").cues] == ["not", "manage"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ministry declined to comment.", Withheld.DECLINED),
        ("The army neither confirmed nor denied the raid.", Withheld.NEITHER),
        ("The envoy did not rule out new sanctions.", Withheld.NOT_RULED_OUT),
        ("The claim could not be independently verified.", Withheld.UNVERIFIED),
        ("The owner could not be reached for comment.", Withheld.UNREACHABLE),
        ("The ministry commented on the raid.", None),
    ],
)
def test_what_a_voice_withholds(text: str, kind: Withheld | None) -> None:
    result = withheld(text, Span(0, len(text)))
    assert (result[0] if result else None) is kind


def test_the_model_is_heard_only_when_it_is_much_surer() -> None:
    """Rules decide what is negated; elsewhere a small difference changes nothing."""
    labels = ("actual", "intention")
    assert preferred("negation", (0.9, 0.1), labels) == "negation"
    assert preferred("intention", (0.6, 0.4), labels) == "intention"
    assert preferred("intention", (0.9, 0.1), labels) == "actual"


@pytest.mark.parametrize("label", ["actual", "intention", "negation", "hypothetical"])
def test_a_label_is_taken_over(label: str) -> None:
    assert label_of(as_labelled(found("They may march.", "march"), label)) == label


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 20))
def test_any_text_and_any_place(text: str, start: int, length: int) -> None:
    """Nothing is raised, and every cue lies inside the clause."""
    result = told(text, Span(0, len(text)), Span(start, start + length))
    assert all(0 <= cue.start < cue.end <= len(text) for cue in result.cues)
