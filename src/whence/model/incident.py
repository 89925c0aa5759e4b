"""What happened as the voices tell it: times, places, numbers, incidents, and the accounts of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whence.model.speech import Status
from whence.model.text import Span


class EventClass(StrEnum):
    """What kind of thing happened: the classes of PLOVER (2021), and five of our own."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    REJECT = "REJECT"
    ACCUSE = "ACCUSE"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    ACCIDENT = "ACCIDENT"
    NATURAL_HAZARD = "NATURAL_HAZARD"
    CRIME = "CRIME"
    INTERCEPT = "INTERCEPT"
    STATEMENT = "STATEMENT"


class Granularity(StrEnum):
    """How precise a time is."""

    TIME = "time"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    VAGUE = "vague"


class Precision(StrEnum):
    """How precise a place is."""

    POINT = "point"
    CITY = "city"
    ADMIN1 = "admin1"
    COUNTRY = "country"
    UNKNOWN = "unknown"


class Polarity(StrEnum):
    """Whether the words say that something is so, or that it is not."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Outlook(StrEnum):
    """Whether something is told as having happened, or as still to come."""

    HAPPENED = "happened"
    INTENDED = "intended"
    THREATENED = "threatened"
    EXPECTED = "expected"
    HYPOTHETICAL = "hypothetical"


class Stage(StrEnum):
    """How far it went (MUC-4)."""

    ACCOMPLISHED = "accomplished"
    ATTEMPTED = "attempted"
    THREATENED = "threatened"
    FOILED = "foiled"


class Grade(StrEnum):
    """How somebody is made responsible (the scale of MUC-4 and two more)."""

    REPORTED_AS_FACT = "reported_as_fact"
    CLAIMED_OR_ADMITTED = "claimed_or_admitted"
    ACCUSED_BY_AUTHORITIES = "accused_by_authorities"
    ACCUSED = "accused"
    POSSIBLE = "possible"
    DENIED = "denied"
    UNSTATED = "unstated"


class Withheld(StrEnum):
    """How a voice neither asserts nor denies."""

    DECLINED = "declined"
    NEITHER = "neither"
    NOT_RULED_OUT = "not_ruled_out"
    UNVERIFIED = "unverified"
    UNREACHABLE = "unreachable"


class SourceKind(StrEnum):
    """What a voice is, finer than `VoiceKind`."""

    NAMED_PERSON = "named_person"
    OFFICIAL_BODY = "official_body"
    COMPANY = "company"
    PARTY = "party"
    NGO = "ngo"
    OUTLET = "outlet"
    DOCUMENT_OR_DATA = "document_or_data"
    CROWD_OR_OBSERVERS = "crowd_or_observers"
    ANONYMOUS_OFFICIAL = "anonymous_official"
    ANONYMOUS_OTHER = "anonymous_other"
    UNATTRIBUTED = "unattributed"
    UNRESOLVED = "unresolved"
    REPORTER_OBSERVATION = "reporter_observation"


class Slot(StrEnum):
    """What of an incident a voice tells."""

    HAPPENED = "happened"
    WHO = "who"
    TO_WHOM = "to_whom"
    WHERE = "where"
    WHEN = "when"
    HOW_MANY = "how_many"
    WITH_WHAT = "with_what"
    OUTCOME = "outcome"
    WHY = "why"
    RESPONSIBLE = "responsible"


class Relation(StrEnum):
    """How two accounts of the same thing stand to each other; nothing says who is right."""

    AGREE = "agree"
    DETAIL = "detail"
    UPDATE = "update"
    DIFFERENT_SCOPE = "different_scope"
    TENSION = "tension"
    CONFLICT = "conflict"


class Answer(StrEnum):
    """As what one incident is said to answer another."""

    RESPONSE_TO = "response_to"
    RETALIATION_FOR = "retaliation_for"
    PROVOKED_BY = "provoked_by"
    SELF_DEFENCE_AGAINST = "self_defence_against"
    PRE_EMPTION_OF = "pre_emption_of"
    PUNISHMENT_FOR = "punishment_for"
    CONCESSION_FOR = "concession_for"
    ESCALATION_OF = "escalation_of"
    DE_ESCALATION_OF = "de_escalation_of"
    THREATENED_RESPONSE_TO = "threatened_response_to"
    SEQUENCE_ONLY = "sequence_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression and what it means.

    `value` is a TIMEX3 value ("2024-03-01", "2024-W09", "2024-Q1", "PAST_REF"); `start` and `end` are the first and the
    last day (ISO 8601, both inside), None where the words leave them open. `anchor` says what it was counted from:
    "published", "previous", "text" (the words suffice) or "none".
    """

    text: Span
    value: str
    granularity: Granularity
    start: str | None = None
    end: str | None = None
    anchor: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place name in the text and the place it most probably is.

    `geonameid` is 0 and `lat`, `lon` are None where it was not settled; `ambiguous_with` are the GeoNames ids it could
    be as well. `country` is an ISO 3166 code, `confidence` 0 to 1. Where the precision is unknown and there are
    coordinates, they are those of a wide region or sea, or of the place named nearest in the text. `demonym`: the words
    name people or say whose (“Norwegian”), not where.
    """

    text: Span
    name: str
    geonameid: int = 0
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision = Precision.UNKNOWN
    ambiguous_with: tuple[int, ...] = ()
    confidence: float = 0.0
    demonym: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of something, as an interval: `low` to `high`, both inside, None where it is open.

    `role` is what is counted ("dead", "injured", "launched", "intercepted", "hit", "money" …), `unit` the singular noun
    ("person", "drone", "USD"); `fraction` the share of a whole, where the words tell one ("all 17" is 1.0 to 1.0).
    `approximate`: the words say "about" or the like, and the interval is ours.
    """

    text: Span
    role: str
    unit: str
    low: float | None
    high: float | None
    fraction: tuple[float, float] | None = None
    approximate: bool = False
    as_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What one clause says happened.

    `trigger` are the words that name the act; actor, recipient and instrument the words for who did it, to whom, with
    what (empty: not said; `agentless` where a passive leaves the doer out). `mode` is finer than the class ("aerial",
    "drone"), `confidence` how probable the class is. `embedded` is the place in the list of events of the act that is
    the content of this one ("accused Y of shelling Z").
    """

    trigger: Span
    clause: Span
    event_class: EventClass
    mode: str | None = None
    confidence: float = 1.0
    actor: tuple[Span, ...] = ()
    recipient: tuple[Span, ...] = ()
    instrument: tuple[Span, ...] = ()
    agentless: bool = False
    polarity: Polarity = Polarity.POSITIVE
    outlook: Outlook = Outlook.HAPPENED
    stage: Stage = Stage.ACCOMPLISHED
    withheld: Withheld | None = None
    cues: tuple[Span, ...] = ()
    embedded: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One voice of a chain with the status that it gives what the next one says."""

    voice: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One telling of an incident, in one document, by one chain of voices; `event` has the words and their roles."""

    document: str
    statement: str
    path: tuple[Level, ...]
    event: Event
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    quantities: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who is made responsible (a voice, or words of the text), by which voice, and how."""

    blamed: str
    by: str
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one voice tells of one slot. `via` are the voices it came through; numbers are intervals."""

    voice: str
    via: tuple[str, ...]
    status: Status
    slot: Slot
    value: str
    document: str
    spans: tuple[Span, ...]
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    role: str | None = None
    as_of: str | None = None
    polarity: Polarity = Polarity.POSITIVE
    outlook: Outlook = Outlook.HAPPENED
    withheld: Withheld | None = None
    grade: Grade | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How accounts (places in `Incident.accounts`) stand to each other, with a sentence that says why."""

    slot: Slot
    relation: Relation
    accounts: tuple[int, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouped:
    """That a person has put tellings `together` or `apart` (`how`), how they were found, and a sentence that says so.

    `was` is "together" or "apart"; `correction` the id of the correction, `why` its note.
    """

    how: str
    was: str
    correction: str
    says: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One thing that happened, as far as the documents tell: its mentions, and what each voice says of it.

    `origins` counts independent reports, copies of one text once. `why_merged` has a sentence for each reason,
    `corrected` what a person has put together or apart.
    """

    id: str
    event_class: EventClass
    label: str
    mentions: tuple[Mention, ...]
    mode: str | None = None
    place: Place | None = None
    start: str | None = None
    end: str | None = None
    granularity: Granularity = Granularity.VAGUE
    why_merged: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    responsibility: tuple[Responsibility, ...] = ()
    origins: int = 1
    corrected: tuple[Regrouped, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What one voice says one incident (`effect`) answers: another (`cause`). Negated and conditional ones stay so."""

    voice: str
    document: str
    spans: tuple[Span, ...]
    cause: str
    effect: str
    relation: Answer
    status: Status
    polarity: Polarity
    cue: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One incident (`effect`) told as the answer to another (`cause`)."""

    cause: str
    effect: str
    relation: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Action and response as one voice (by name) tells it, from the incident it begins with.

    `apart` are the voices that tell some of the same incidents and begin with another one.
    """

    voice: str
    start: str
    steps: tuple[Step, ...]
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What `whence compare` gives: the incidents of some documents, what is said to answer what, and the chains that
    each voice makes of it.
    """

    documents: tuple[str, ...]
    incidents: tuple[Incident, ...]
    responses: tuple[Response, ...] = ()
    chains: tuple[Chain, ...] = ()
