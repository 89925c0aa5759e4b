"""An incident as a table: questions down, voices across, contested rows first. What every view is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from whence.model.incident import Account, Compared, Grade, Incident, Relation, Response, Slot
from whence.model.speech import Reading, Voice, told_as
from whence.model.text import Document, Span, joined
from whence.present.compared import wording

_SENTENCE = 400  # characters around an account that are shown with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One account: who says it, how, in which words, and where that stands. `number` is its place in the incident."""

    number: int
    account: Account
    says: str
    value: str
    interval: str
    via: tuple[str, ...]
    document: Document
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one voice tells of one question; accounts in the same words as one, with how many there are of each."""

    told: tuple[tuple[Told, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A question, how the accounts of it stand to each other, and a cell for each voice (None: nothing was found)."""

    slot: Slot
    question: str
    relation: Relation | None
    notes: tuple[tuple[Relation, str], ...]
    cells: tuple[Cell | None, ...]

    @property
    def contested(self) -> bool:
        """Whether two accounts cannot both hold, or hardly."""
        return self.relation in wording.CONTESTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A voice: its name, what it is, and whether its own account changed."""

    name: str
    about: str
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An incident laid out."""

    incident: Incident
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class People:
    """Who is behind the ids of voices, document by document."""

    readings: Mapping[str, Reading]
    voices: Mapping[tuple[str, str], Voice]

    def name(self, document: str, voice: str) -> str:
        """The name of a voice, its outlet with an author; its id where the document has no such voice."""
        reading = self.readings.get(document)
        return told_as(reading, voice) if reading else voice

    def document(self, key: str) -> Document:
        """The document with this id."""
        return self.readings[key].document


def people(readings: Sequence[Reading]) -> People:
    """The voices of these readings."""
    return People(
        {reading.document.id: reading for reading in readings},
        {(reading.document.id, voice.id): voice for reading in readings for voice in reading.voices},
    )


def tables(compared: Compared, readings: Sequence[Reading]) -> Iterator[Table]:
    """The incidents, each as a table."""
    known = people(readings)
    for incident in compared.incidents:
        yield table(incident, known)


def table(incident: Incident, known: People) -> Table:
    """One incident as a table: those who tell most stand first."""
    told = [_told(number, account, known) for number, account in enumerate(incident.accounts)]
    names = _columns(told, known)
    order = {name: place for place, name in enumerate(names)}
    rows = [
        _row(slot, incident, [item for item in told if item.account.slot is slot], order, known)
        for slot in Slot
        if any(item.account.slot is slot for item in told)
    ]
    rows.sort(key=lambda row: wording.GRAVITY.index(row.relation) if row.relation else len(wording.GRAVITY))
    changed = {
        _key(known.name(account.document, account.voice))
        for comparison in incident.comparisons
        if comparison.relation is Relation.UPDATE
        for account in (incident.accounts[number] for number in comparison.accounts)
    }
    columns = [Column(name=name, about=about, changed=key in changed) for key, (name, about) in names.items()]
    return Table(incident=incident, columns=tuple(columns), rows=tuple(rows))


def _columns(told: Sequence[Told], known: People) -> dict[str, tuple[str, str]]:
    """Name and kind of each voice, by its folded name: those with the most answered questions first."""
    slots: dict[str, set[Slot]] = {}
    names: dict[str, tuple[str, str]] = {}
    for item in told:
        account = item.account
        voice = known.voices.get((account.document, account.voice))
        name = known.name(account.document, account.voice)
        slots.setdefault(_key(name), set()).add(account.slot)
        names.setdefault(_key(name), (name, voice.kind.value.replace("_", " ") if voice else ""))
    ordered = sorted(names, key=lambda key: (-len(slots[key]), key))
    return {key: names[key] for key in ordered}


def _key(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


def _row(slot: Slot, incident: Incident, told: Sequence[Told], order: Mapping[str, int], known: People) -> Row:
    comparisons = [item for item in incident.comparisons if item.slot is slot]
    cells: list[list[Told]] = [[] for _ in order]
    for item in told:
        cells[order[_key(known.name(item.account.document, item.account.voice))]].append(item)
    notes = {(item.relation, item.note): None for item in comparisons if item.relation is not Relation.AGREE}
    ranked = sorted(notes, key=lambda note: wording.GRAVITY.index(note[0]))
    return Row(
        slot=slot,
        question=wording.QUESTIONS[slot],
        relation=wording.gravest(comparisons),
        notes=tuple(ranked),
        cells=tuple(_cell(items) if items else None for items in cells),
    )


def _cell(items: Sequence[Told]) -> Cell:
    found: dict[tuple[str, str], list[Told]] = {}
    named = [item for item in items if item.account.grade is not Grade.UNSTATED]
    for item in named or items[:1]:
        found.setdefault((item.says, _key(item.value)), []).append(item)
    return Cell(told=tuple((same[0], len(same)) for same in found.values()))


def _told(number: int, account: Account, known: People) -> Told:
    document = known.document(account.document)
    return Told(
        number=number,
        account=account,
        says=wording.says(account),
        value=_shown(account, document),
        interval=wording.interval(account),
        via=tuple(known.name(account.document, voice) for voice in account.via),
        document=document,
        sentence=around(known.readings[account.document], account.spans),
    )


def _shown(account: Account, document: Document) -> str:
    """The words of an account, a time in words; where a harm is told without a doer, that nobody is named."""
    if account.grade is Grade.UNSTATED:
        return wording.NOBODY
    if account.slot is Slot.WHEN:
        return wording.time(account.value)
    return account.value or joined(account.spans, document.text)


def around(reading: Reading, spans: Sequence[Span]) -> str:
    """The sentence in which these words begin, cut where it is very long."""
    if not spans:
        return ""
    at = spans[0].start
    found = next((each.span for each in reading.sentences if each.span.start <= at < each.span.end), None)
    text = reading.document[found] if found else joined(spans, reading.document.text)
    return text if len(text) <= _SENTENCE else f"{text[:_SENTENCE]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a voice says one incident answers another, in words."""

    response: Response
    voice: str
    says: str
    effect: str
    relation: str
    cause: str
    document: Document
    sentence: str


def answers(compared: Compared, readings: Sequence[Reading]) -> Iterator[Answered]:
    """The responses, each with the labels of its incidents; what a voice says again is shown once."""
    known = people(readings)
    labels = {incident.id: incident.label for incident in compared.incidents}
    seen: set[tuple[object, ...]] = set()
    for response in compared.responses:
        name = _key(known.name(response.document, response.voice))
        same = (name, response.cause, response.effect, response.relation, response.status, response.polarity)
        if same in seen:
            continue
        seen.add(same)
        negated = "not " if response.polarity.value == "negative" else ""
        yield Answered(
            response=response,
            voice=known.name(response.document, response.voice),
            says=wording.SAYS[response.status],
            effect=labels.get(response.effect, response.effect),
            relation=negated + wording.ANSWERS[response.relation],
            cause=labels.get(response.cause, response.cause),
            document=known.document(response.document),
            sentence=around(known.readings[response.document], response.spans),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldChain:
    """Action and response as one voice tells it, in words; `apart` are the voices that begin elsewhere."""

    voice: str
    start: str
    steps: tuple[str, ...]
    apart: tuple[str, ...]


def told_chains(compared: Compared) -> Iterator[ToldChain]:
    """The chains, with the labels of their incidents."""
    labels = {incident.id: incident.label for incident in compared.incidents}
    for chain in compared.chains:
        yield ToldChain(
            voice=chain.voice,
            start=labels.get(chain.start, chain.start),
            steps=tuple(
                f"{labels.get(step.effect, step.effect)} ({wording.ANSWERS[step.relation]} "
                f"{labels.get(step.cause, step.cause)})"
                for step in chain.steps
            ),
            apart=chain.apart,
        )
