"""The words of a comparison: questions, relations, reports and origins. Who is right is never said."""

from __future__ import annotations

from collections.abc import Sequence

from whence.model.incident import (
    Account,
    Answer,
    Comparison,
    EventClass,
    Grade,
    Incident,
    Outlook,
    Polarity,
    Relation,
    Slot,
    Withheld,
)
from whence.model.speech import Status

QUESTIONS = {
    Slot.HAPPENED: "Did it happen?",
    Slot.WHO: "Who did it?",
    Slot.TO_WHOM: "To whom?",
    Slot.WHERE: "Where?",
    Slot.WHEN: "When?",
    Slot.HOW_MANY: "How many?",
    Slot.WITH_WHAT: "With what?",
    Slot.OUTCOME: "What came of it?",
    Slot.WHY: "Why?",
    Slot.RESPONSIBLE: "Who is held responsible?",
}
RELATIONS = {
    Relation.CONFLICT: "cannot both hold",
    Relation.TENSION: "hard to hold together",
    Relation.DIFFERENT_SCOPE: "about different things",
    Relation.UPDATE: "changed by the same voice",
    Relation.DETAIL: "one says more",
    Relation.AGREE: "agree",
}
GRAVITY = tuple(RELATIONS)  # the most contested first
CONTESTED = frozenset((Relation.CONFLICT, Relation.TENSION))
CLASSES = {
    EventClass.ASSAULT: "attack or harm",
    EventClass.INTERCEPT: "defence",
    EventClass.COERCE: "coercion or arrest",
    EventClass.MOBILIZE: "moving of forces",
    EventClass.SANCTION: "punishment",
    EventClass.PROTEST: "protest",
    EventClass.THREATEN: "threat",
    EventClass.ACCUSE: "accusation",
    EventClass.REJECT: "refusal",
    EventClass.REQUEST: "demand",
    EventClass.RETREAT: "pulling back",
    EventClass.AID: "help",
    EventClass.COOPERATE: "cooperation",
    EventClass.CONCEDE: "concession",
    EventClass.SUPPORT: "support",
    EventClass.CONSULT: "meeting",
    EventClass.AGREE: "agreement",
    EventClass.ACCIDENT: "accident",
    EventClass.NATURAL_HAZARD: "disaster",
    EventClass.CRIME: "crime",
    EventClass.STATEMENT: "statement",
}
SAYS = {
    Status.ASSERTED: "says",
    Status.CLAIMED: "claims",
    Status.REPORTED: "is reported",
    Status.DENIED: "denies",
    Status.DOUBTED: "doubts",
    Status.SPECULATED: "guesses",
    Status.CONDITIONAL: "says, under a condition",
    Status.QUESTIONED: "asks",
    Status.PRESCRIBED: "calls for",
}
WITHHELD = {
    Withheld.DECLINED: "declined to say",
    Withheld.NEITHER: "neither confirms nor denies",
    Withheld.NOT_RULED_OUT: "does not rule it out",
    Withheld.UNVERIFIED: "could not verify it",
    Withheld.UNREACHABLE: "could not be reached",
}
OUTLOOKS = {
    Outlook.HAPPENED: "",
    Outlook.INTENDED: "intended",
    Outlook.THREATENED: "threatened",
    Outlook.EXPECTED: "expected",
    Outlook.HYPOTHETICAL: "only supposed",
}
GRADES = {
    Grade.REPORTED_AS_FACT: "told as a fact",
    Grade.CLAIMED_OR_ADMITTED: "claimed or admitted",
    Grade.ACCUSED_BY_AUTHORITIES: "accused by authorities",
    Grade.ACCUSED: "accused",
    Grade.POSSIBLE: "possible",
    Grade.DENIED: "denied",
    Grade.UNSTATED: "not said",
}
ANSWERS = {
    Answer.RESPONSE_TO: "a response to",
    Answer.RETALIATION_FOR: "retaliation for",
    Answer.PROVOKED_BY: "provoked by",
    Answer.SELF_DEFENCE_AGAINST: "self-defence against",
    Answer.PRE_EMPTION_OF: "meant to pre-empt",
    Answer.PUNISHMENT_FOR: "punishment for",
    Answer.CONCESSION_FOR: "a concession for",
    Answer.ESCALATION_OF: "an escalation of",
    Answer.DE_ESCALATION_OF: "a step down from",
    Answer.THREATENED_RESPONSE_TO: "threatened in answer to",
    Answer.SEQUENCE_ONLY: "told as coming after",
}
_NEGATIONS = frozenset(("not", "no", "never", "nobody", "none", "nothing", "neither"))
PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
NOBODY = "nobody named"
NOTHING = "No incident was found in these documents."
DISCLAIMER = (
    "Incidents and accounts were found and grouped by machine. A conflict says that two accounts cannot both hold, "
    "not which of them does; a silent cell says that nothing was found."
)


def reports(incident: Incident) -> str:
    """How often an incident is told, and by how many independent origins.

    An origin counts once however often its text was copied.
    """
    count = len({mention.document for mention in incident.mentions})
    return f"{_counted(count, 'report')}, {_counted(incident.origins, 'origin')}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def when(incident: Incident) -> str:
    """The days of an incident, as precisely as they are told; empty where they are not."""
    if not incident.start:
        return ""
    if incident.end in (None, incident.start):
        return incident.start
    return f"{incident.start} to {incident.end}"


def where(incident: Incident) -> str:
    """The place, marked where it could be another; empty where none was settled."""
    if incident.place is None:
        return ""
    unsure = " (or another place of this name)" if incident.place.ambiguous_with else ""
    return f"{incident.place.name}{unsure}"


def interval(account: Account) -> str:
    """The number of an account as an interval: `3`, `at least 3`, `24 to 99`; empty where it has none."""
    low, high = account.low, account.high
    if low is None and high is None:
        return ""
    if low == high:
        return _number(low)
    if high is None:
        return f"at least {_number(low)}"
    if low is None or low == 0:
        return f"at most {_number(high)}"
    return f"{_number(low)} to {_number(high)}"


def _number(value: float | None) -> str:
    return f"{value:,.10g}"


def time(value: str) -> str:
    """A TIMEX3 value in words: `2031-05-11TNI` is “2031-05-11, night”, `2031-W19` “week 19 of 2031”."""
    day, _, part = value.partition("T")
    if part in PARTS:
        return f"{day}, {PARTS[part]}"
    year, _, week = value.partition("-W")
    return f"week {int(week)} of {year}" if week.isdecimal() else value


def says(account: Account) -> str:
    """How the voice puts it forward, in a word or two."""
    if account.withheld is not None:
        return WITHHELD[account.withheld]
    parts = [SAYS[account.status]]
    if account.polarity is Polarity.NEGATIVE and not _worded(account):
        parts.append("that it was not so" if account.slot is Slot.HAPPENED else "that it was not")
    if account.outlook is not Outlook.HAPPENED:
        parts.append(f"({OUTLOOKS[account.outlook]})")
    if account.grade is not None and account.grade is not Grade.UNSTATED:
        parts.append(f"[{GRADES[account.grade]}]")
    return " ".join(parts)


def _worded(account: Account) -> bool:
    """The words of the account say themselves that it was not so."""
    words = account.value.lower().replace("’", "'").split()
    return any(word in _NEGATIONS or word.endswith("n't") for word in words)


def gravest(comparisons: Sequence[Comparison]) -> Relation | None:
    """The most contested relation among them."""
    found = {comparison.relation for comparison in comparisons}
    return next((relation for relation in GRAVITY if relation in found), None)
