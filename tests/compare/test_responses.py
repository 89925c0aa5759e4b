"""Which act one voice says answers which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.compare.responses import responses
from whence.model.incident import Event, EventClass, Polarity
from whence.model.speech import Status
from whence.model.text import Span


@pytest.mark.parametrize(
    ("text", "effect", "relation", "cause"),
    [
        ("The raid was retaliation for the ambush.", "The raid was", "retaliation_for", "the ambush"),
        ("The port was shut in response to the raid.", "The port was shut", "response_to", "the raid"),
        ("Korvia responded to the raid by closing its port.", "closing its port", "response_to", "the raid"),
        ("The verdict sparked riots.", "riots", "provoked_by", "The verdict"),
        ("The guards fired in self-defence after a mob stormed the gate.", "The guards fired in self-defence",
         "self_defence_against", "a mob stormed the gate"),
        ("Police arrested nine men ahead of a planned march.", "Police arrested nine men", "pre_emption_of", "march"),
        ("The league fined the club for the brawl.", "The league fined the club", "punishment_for", "the brawl"),
        ("He was freed in exchange for the truce.", "He was freed", "concession_for", "the truce"),
        ("The raid marks an escalation of the war.", "The raid marks an", "escalation_of", "the war"),
        ("The king freed the students to calm the unrest.", "The king freed the students", "de_escalation_of",
         "the unrest"),
        ("The union threatened to strike unless the mill reopened.", "The union threatened to strike",
         "threatened_response_to", "the mill reopened"),
        ("The bridge fell after the flood.", "The bridge fell", "sequence_only", "the flood"),
    ],
)  # fmt: skip
def test_each_relation(text: str, effect: str, relation: str, cause: str) -> None:
    """The cue names the relation and says which side answers; a bare “after” says no more than a sequence."""
    [tie] = responses(text)
    assert (text[tie.effect.start : tie.effect.end], tie.relation.value) == (effect, relation)
    assert text[tie.cause.start : tie.cause.end] == cause
    assert tie.polarity is Polarity.POSITIVE


@pytest.mark.parametrize(
    "text",
    [
        "The raid was not retaliation for the ambush.",
        "The closure had nothing to do with the protests against the law.",
        "The riot was never triggered by the verdict.",
    ],
)
def test_a_link_denied_in_words_stays_as_negative(text: str) -> None:
    assert responses(text)[0].polarity is Polarity.NEGATIVE


def test_a_threat_is_conditional() -> None:
    [tie] = responses("If they cross the river, we will attack.")
    assert (tie.relation.value, tie.status) == ("threatened_response_to", Status.CONDITIONAL)


@pytest.mark.parametrize(
    "text",
    ["She looked after the children.", "The shop opens after dark.", "If you go to Lusk, take the ferry.", "He left."],
)
def test_no_link_where_no_act_answers_another(text: str) -> None:
    assert responses(text) == ()


@pytest.mark.parametrize(
    ("text", "relation", "effect"),
    [
        ("Rebels shelled the port. In retaliation, the army burned two villages.", "retaliation_for", "the army"),
        ("The mill was sold. Workers occupied it in protest.", "response_to", "Workers occupied it"),
        ("A mob stormed the post. The guards fired in self-defence.", "self_defence_against", "The guards fired"),
        ("The dam broke. Hours later, the bridge fell.", "sequence_only", "the bridge fell"),
    ],
)
def test_what_a_bare_cue_answers_stands_in_the_sentence_before(text: str, relation: str, effect: str) -> None:
    [tie] = responses(text)
    assert tie.relation.value == relation
    assert text[tie.effect.start : tie.effect.end].startswith(effect)
    assert text[tie.cause.start : tie.cause.end] == text.split(". ", maxsplit=1)[0] + "."


def test_a_bare_cue_in_the_first_sentence_answers_nothing() -> None:
    """What another statement says before is another voice's."""
    text = "Rebels shelled the port. In retaliation, the army burned two villages."
    assert responses(text, Span(25, len(text))) == ()


def test_events_are_found_in_the_clauses() -> None:
    """The event nearest to the cue stands for its clause; without events the words do."""
    text = "Rebels burned the mill in revenge for the arrest."
    whole = Span(0, len(text))
    burned = Event(trigger=Span(7, 13), clause=whole, event_class=EventClass.ASSAULT)
    arrest = Event(trigger=Span(42, 48), clause=whole, event_class=EventClass.COERCE)
    [tie] = responses(text, whole, [arrest, burned])
    assert (tie.cause_event, tie.effect_event) == (0, 1)
    [bare] = responses(text)
    assert (bare.cause_event, bare.effect_event) == (None, None)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Nothing is raised, and every span lies inside the text."""
    for tie in responses(text):
        assert all(0 <= one.start < one.end <= len(text) for one in (tie.cause, tie.effect, *tie.cue))


@given(
    st.lists(
        st.sampled_from(
            "retaliation for blamed on responded to by after when back fired , . the if will any strike".split()
        )
    )
)
def test_any_order_of_cues(words: list[str]) -> None:
    text = " ".join(words)
    for tie in responses(text):
        assert all(0 <= one.start < one.end <= len(text) for one in (tie.cause, tie.effect, *tie.cue))
