"""What a clause says happened: the act, who did it, to whom, with what; and the class by the model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.compare.events import chances, classify, events
from whence.compare.events.features import features
from whence.compare.events.words import acts, forms_of
from whence.model.incident import EventClass, Stage, Withheld
from whence.model.text import Span


def found(text: str) -> list[tuple[str, str, str, str]]:
    """Trigger, class, actor and recipient of each act."""

    def shown(spans: tuple[Span, ...]) -> str:
        return " + ".join(text[span.start : span.end] for span in spans)

    return [
        (shown((one.trigger,)), one.event_class.value, shown(one.actor), shown(one.recipient))
        for one in events(text, Span(0, len(text)))
    ]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Guards from Orvale shelled a mill.", ("shelled", "ASSAULT", "Guards from Orvale", "a mill")),
        ("The bridge was destroyed by rebels on Monday.", ("destroyed", "ASSAULT", "rebels", "The bridge")),
        ("The general, who led the junta, arrested a clerk.", ("arrested", "COERCE", "The general", "a clerk")),
        ("Police in Orvale have arrested 12 women.", ("arrested", "COERCE", "Police in Orvale", "12 women")),
        ("An attack by Dorn rebels on the port failed.", ("attack", "ASSAULT", "Dorn rebels", "the port")),
        ("Rebels who attacked a village fled.", ("attacked", "ASSAULT", "Rebels", "a village")),
        ("Karsk carried out an attack on Dorn.", ("carried out an attack", "ASSAULT", "Karsk", "Dorn")),
        ("The convoy came under fire near Brell.", ("came under fire", "ASSAULT", "", "The convoy")),
        ("Orvale suspended military aid to Karsk.", ("suspended military aid", "SANCTION", "Orvale", "Karsk")),
        ("The mayor called for sanctions against Dorn.", ("called for sanctions", "THREATEN", "The mayor", "Dorn")),
        ("Karsk imposed a curfew on Brell.", ("imposed a curfew", "COERCE", "Karsk", "Brell")),
        ("Air defences shot down three drones.", ("shot down", "INTERCEPT", "Air defences", "three drones")),
        ("A ferry capsized near Brell.", ("capsized", "ACCIDENT", "A ferry", "")),
        ("The court ordered the release of 30 clerks.", ("ordered the release", "RETREAT", "The court", "30 clerks")),
    ],
)
def test_who_did_what_to_whom(text: str, act: tuple[str, str, str, str]) -> None:
    """The first act of a sentence that has one is found with its parties, active, passive or as a noun."""
    assert act in found(text)


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        (
            "Orvale accused the militia of shelling a mill.",
            ("ACCUSE", "Orvale", "the militia"),
            ("ASSAULT", "the militia", "a mill"),
        ),
        (
            "Orvale was accused by Karsk of shelling a mill.",
            ("ACCUSE", "Karsk", "Orvale"),
            ("ASSAULT", "Orvale", "a mill"),
        ),
        (
            "Villagers blamed the militia for the attack.",
            ("ACCUSE", "Villagers", "the militia"),
            ("ASSAULT", "the militia", ""),
        ),
        ("The mayor denied bribing the judge.", ("REJECT", "The mayor", ""), ("CRIME", "The mayor", "the judge")),
        (
            "The minister denied that troops had bombed the inn.",
            ("REJECT", "The minister", ""),
            ("ASSAULT", "troops", "the inn"),
        ),
        ("Karsk threatened to bomb the port.", ("THREATEN", "Karsk", ""), ("ASSAULT", "Karsk", "the port")),
        (
            "The bishop called on the rebels to free the crew.",
            ("REQUEST", "The bishop", "the rebels"),
            ("RETREAT", "the rebels", "the crew"),
        ),
        ("Karsk agreed to release 12 clerks.", ("AGREE", "Karsk", ""), ("RETREAT", "Karsk", "12 clerks")),
        ("The union refused to sign the agreement.", ("REJECT", "The union", ""), ("SUPPORT", "The union", "")),
    ],
)
def test_what_is_accused_threatened_or_asked_for_is_inside(
    text: str, outer: tuple[str, ...], inner: tuple[str, ...]
) -> None:
    """An accusation is an act of its own, and points to the act that is its content."""
    told = found(text)
    first = events(text, Span(0, len(text)))[0]
    assert first.embedded is not None
    assert (told[0][1:], told[first.embedded][1:]) == (outer, inner)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ministry declined to comment on the strike.", Withheld.DECLINED),
        ("The envoy neither confirmed nor denied the raid.", Withheld.NEITHER),
        ("Karsk did not rule out an attack on Dorn.", Withheld.NOT_RULED_OUT),
        ("She could not be reached for comment.", Withheld.UNREACHABLE),
    ],
)
def test_a_voice_that_withholds_denies_nothing(text: str, kind: Withheld) -> None:
    """Such words are a statement, and no rejection."""
    told = events(text, Span(0, len(text)))
    assert (told[0].event_class, told[0].withheld) == (EventClass.STATEMENT, kind)
    assert EventClass.REJECT not in [one.event_class for one in told]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Two men tried to rob a bank.", Stage.ATTEMPTED),
        ("Police foiled an attack on the parliament.", Stage.FOILED),
        ("Karsk threatened to bomb the port.", Stage.THREATENED),
        ("Karsk bombed the port.", Stage.ACCOMPLISHED),
    ],
)
def test_how_far_it_went(text: str, stage: Stage) -> None:
    """Only what the lexicon says of the act itself."""
    assert events(text, Span(0, len(text)))[-1].stage is stage


def test_a_passive_without_a_doer_is_a_finding() -> None:
    """It is told apart from one whose doer follows."""
    text = "Two clerks were arrested overnight. Two clerks were arrested by guards."
    assert [one.agentless for one in events(text, Span(0, len(text)))] == [True, False]


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("Militants attacked a convoy with rockets.", "rockets"),
        ("Brell was shelled by Karsk using old mortars.", "old mortars"),
        ("A drone strike hit the depot.", "drone"),
        ("Militants attacked a convoy with their friends.", None),
    ],
)
def test_what_it_was_done_with(text: str, tool: str | None) -> None:
    """Weapons behind “with” or “using”, or in the word before."""
    used = events(text, Span(0, len(text)))[0].instrument
    assert (text[used[0].start : used[0].end] if used else None) == tool


@pytest.mark.parametrize(
    "entry", ["rob/robbed/robbed", "cancel/cancelled/cancelled/canceled", "shoot_down/shot_down/shot_down"]
)
def test_forms_of_a_verb(entry: str) -> None:
    """The past of an irregular verb is one of its forms, without its particle."""
    assert entry.split("/")[1].partition("_")[0] in dict(forms_of(entry))


def test_the_lexicon_knows_each_class_that_words_can_name() -> None:
    """Statements are told by what they withhold; every other class has words."""
    named = {act.event_class for options in acts().values() for act in options}
    assert named == set(EventClass) - {EventClass.STATEMENT}


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "event_class"),
    [
        ("Guards shelled a mill in Brell.", "Guards", "a mill", EventClass.ASSAULT),
        ("The court freed five clerks.", "The court", "five clerks", EventClass.RETREAT),
        ("Orvale has condemned the raid by Karsk.", "Orvale", "the raid by Karsk", EventClass.ACCUSE),
        ("Tram drivers staged a protest against the ministry.", "Tram drivers", "the ministry", EventClass.PROTEST),
    ],
)
def test_the_class_of_a_marked_clause(text: str, actor: str, recipient: str, event_class: EventClass) -> None:
    """With actor and recipient, and without."""
    mine, theirs = (Span(at, at + len(words)) for words in (actor, recipient) if (at := text.index(words)) >= 0)
    assert classify(text, mine, theirs)[0] is event_class
    assert classify(text, None, None)[0] is event_class


def test_where_nothing_is_likely_there_is_no_class() -> None:
    """The model abstains."""
    assert classify("The soup was warm.", None, None)[0] is None


def test_chances_sum_to_one() -> None:
    """Of the classes that the model knows."""
    assert sum(chances("Guards shelled a mill.", None, None).values()) == pytest.approx(1, abs=1e-4)


@given(st.text(alphabet=st.sampled_from('Guards attack killed by on the of, .’s\n"mill was'), max_size=200))
def test_spans_lie_inside_and_embedded_ones_exist(text: str) -> None:
    """Whatever the text is."""
    told = events(text, Span(0, len(text)))
    for one in told:
        spans = (one.trigger, one.clause, *one.actor, *one.recipient, *one.instrument)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert one.embedded is None or 0 <= one.embedded < len(told)
    assert features(text, None, None) == features(text, None, None)


def test_a_part_of_a_text_is_read_alone() -> None:
    """Offsets are those of the whole text."""
    text = "Karsk bombed the port. Guards shelled a mill. Dorn burned."
    start = text.index("Guards")
    told = events(text, Span(start, start + len("Guards shelled a mill.")))
    assert [text[one.trigger.start : one.trigger.end] for one in told] == ["shelled"]
