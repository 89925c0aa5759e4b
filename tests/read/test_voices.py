"""Whose voice a source is. In the passages below [[…]] marks the words that name a source."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.model.speech import Voice, VoiceKind
from whence.model.text import Block, Document, Publication, Role, Span
from whence.read.voices.casting import Cast, Mention, MentionRole, settle

# [[words]] a speaker; [[words|2]] within the third mention; [[turn: words]] a transcript label, and so on.
MARK = re.compile(r"\[\[(?:(excerpt|turn|embed): )?(.+?)(?:\|(\d+))?\]\]", re.DOTALL)


@dataclass(frozen=True)
class Told:
    """A passage with its mentions settled."""

    cast: Cast
    text: str

    def voices(self) -> list[Voice]:
        return [self.cast.voices[number] for number in self.cast.of]

    def names(self) -> list[str]:
        return [voice.name for voice in self.voices()]


def told(passage: str, **about: object) -> Told:
    """Settle the marked mentions of a passage; `about` are fields of the document."""
    text, mentions, last = "", [], 0
    for match in MARK.finditer(passage):
        text += passage[last : match.start()]
        span = Span(len(text), len(text) + len(match.group(2)))
        within = int(match.group(3)) if match.group(3) else None
        role = MentionRole(match.group(1) or "speaker")
        mentions.append(Mention(span=span, at=span.end, within=within, role=role))
        text += match.group(2)
        last = match.end()
    text += passage[last:]
    return Told(settle(a_document(text, **about), mentions), text)


def a_document(text: str, **about: object) -> Document:
    blocks = tuple(
        Block(span=Span(match.start(), match.end()), role=Role.PARAGRAPH)
        for match in re.finditer(r"[^\n](?:[^\n]|\n(?!\n))*", text)
    )
    return Document(id="d", uri="d.txt", text=text, blocks=blocks, **about)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("passage", "name"),
    [
        ("[[Mayor Ada Lind of Southport]] said the quay was shut.", "Ada Lind"),
        ("[[Ada Lind, 43, who runs the port,]] said so.", "Ada Lind"),
        ("[[Hugh Hill, a doctor,]] said: “Rest.”", "Hugh Hill"),
        ("[[the ministry's spokesman, Col. Tom Roe]], said no.", "Tom Roe"),
        ("[[Interior Minister Tom Roe]] said no.", "Tom Roe"),
        ("[[Secretary of State Hillary Roe]] said no.", "Hillary Roe"),
        ("[[Ministry of Ports spokeswoman Ada Lind]] said no.", "Ada Lind"),
        ("[[his father, Brent Holm, Jr.]], said no.", "Brent Holm"),
        ("[[A spokesman for the mayor, Dwight Ferro,]] denied it.", "Dwight Ferro"),
        ("[[Ursula von der Hey]] said no.", "Ursula von der Hey"),
        ("[[Tom “Tommy” Roe]] said no.", "Tom “Tommy” Roe"),
        ("[[Ms Ito]] said no.", "Ms Ito"),
        ("[[Ada Baker]] said no.", "Ada Baker"),  # a surname that is a trade
        ("[[a spokesman for the Ministry of Ports]] said no.", "Ministry of Ports"),
        ("[[a Ministry of Ports spokesman]] said no.", "Ministry of Ports"),
        ("[[a port authority spokesman]] said no.", "the port authority"),
        ("[[The Port Workers' Union]] said no.", "Port Workers' Union"),
        ("[[a statement from the Port Authority]] said no.", "Port Authority"),
        ("[[the Ministry of Ports in a statement]] said no.", "Ministry of Ports"),
        ("[[the Ministry of Ports's statement]] said no.", "Ministry of Ports"),
        ("[[an article in the Southport Daily]] said no.", "Southport Daily"),
        ("[[a study by the University of Southport]] found it.", "a study by the University of Southport"),
        ("[[The indictment]] says so.", "the indictment"),
        ("[[Court papers filed on Monday]] say so.", "court papers filed on Monday"),
        ("[[A senior official who asked not to be named]] said so.", "a senior official"),
        ("[[two people briefed on the talks]] said so.", "two people briefed on the talks"),
        ("[[those who fled the old town]] said so.", "those who fled the old town"),
        ("[[Kremlin-backed officials]] said so.", "Kremlin-backed officials"),
        ("[[Residents of the old town]] said so.", "residents of the old town"),
        ("[[Residents sheltering in a school,]] said so.", "residents sheltering in a school"),
        ("[[Ada Lind and her husband Tom Roe]] said so.", "Ada Lind and Tom Roe"),
        ("[[Bright & Mallow]] said so.", "Bright & Mallow"),
        ("[[according to Ada Lind]], it was so.", "Ada Lind"),
        ("[[Russia]] said so.", "Russia"),
        ("[[Roe's lawyer]] said so.", "Roe's lawyer"),
        ("[[the Trump campaign]] said so.", "the Trump campaign"),
    ],
)
def test_the_name_is_found_in_the_words_of_the_source(passage: str, name: str) -> None:
    assert told(passage).names() == [name]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ada Lind", VoiceKind.PERSON),
        ("the Ministry of Ports", VoiceKind.OFFICIAL_BODY),
        ("the FBI", VoiceKind.OFFICIAL_BODY),
        ("police", VoiceKind.OFFICIAL_BODY),
        ("Moscow", VoiceKind.OFFICIAL_BODY),
        ("the Southport Daily", VoiceKind.OUTLET),
        ("Radio Quayside", VoiceKind.OUTLET),
        ("Reuters", VoiceKind.OUTLET),
        ("the newspaper Ossing Bladet", VoiceKind.OUTLET),
        ("the Seafarers' Union", VoiceKind.ORGANISATION),
        ("NorthLine", VoiceKind.ORGANISATION),
        ("the Port Workers' Party", VoiceKind.ORGANISATION),
        ("the operator, Kessing Ferries,", VoiceKind.ORGANISATION),
        ("the indictment", VoiceKind.DOCUMENT),
        ("a poll by Compass Opinion", VoiceKind.DOCUMENT),
        ("critics", VoiceKind.GROUP),
        ("many", VoiceKind.GROUP),
        ("campaigners", VoiceKind.GROUP),
        ("officials", VoiceKind.UNNAMED),
        ("sources", VoiceKind.UNNAMED),
        ("a resident", VoiceKind.UNNAMED),
    ],
)
def test_kinds_of_voices_are_told_apart(source: str, kind: VoiceKind) -> None:
    [voice] = told(f"On Monday [[{source}]] said the quay was shut.").voices()
    assert voice.kind is kind


@pytest.mark.parametrize(
    ("passage", "names"),
    [
        ("Mayor [[Ada Lind]] spoke. [[Lind]] said no.", ["Ada Lind"] * 2),
        ("Mayor [[Ada Lind]] spoke. [[Ada]] said no.", ["Ada Lind"] * 2),
        ("[[Ada K. Lind]] spoke. [[Ada Lind]] left.", ["Ada K. Lind"] * 2),
        ("[[Lind]]: port stays shut\n\nMayor [[Ada Lind]] said no.", ["Ada Lind"] * 2),
        ("[[The Port Workers' Union (PWU)]] struck. [[The PWU]] said no.", ["Port Workers' Union"] * 2),
        ("[[The Port Workers Union]] struck. [[The PWU]] said no.", ["Port Workers Union"] * 2),
        ("[[The Ministry of Ports]] spoke. [[The Ports Ministry]] said no.", ["Ministry of Ports"] * 2),
        ("[[The Southport Review]] ran it. [[The Review]] said no.", ["Southport Review"] * 2),
        ("[[Northgate Shipping]] closed. [[Northgate]] said no.", ["Northgate Shipping"] * 2),
        ("[[Ada Baker]] spoke. “Rain,” [[Baker]] said.", ["Ada Baker"] * 2),
        ("[[Tom Roe]] spoke. [[Roe’s]] view held.", ["Tom Roe"] * 2),
        ("[[Mr de Wit]] spoke. [[De Wit]] said no.", ["De Wit"] * 2),
        ("[[Ada Lind]] met [[Tom Lind]]. [[Ms Lind]] said no. [[Mr Lind]] said yes.", ["Ada Lind", "Tom Lind"] * 2),
        (
            "[[Ada Lind]] met [[Tom Roe]] in Southport. [[The Southport Daily]] ran it.",
            ["Ada Lind", "Tom Roe", "Southport Daily"],
        ),
        (
            "[[Torvania's Foreign Ministry]] spoke. [[The Foreign Ministry of Ostmark]] said no.",
            ["Foreign Ministry", "Foreign Ministry of Ostmark"],
        ),
        (
            "Tom Roe hid. [[Ada Roe]] sued. [[Roe]] said no. Tom Roe, her son, wept. [[The younger Roe]] left.",
            ["Ada Roe", "Ada Roe", "Tom Roe"],
        ),
        ("Calling Ada Lind a liar, [[Tom Roe]] left. [[Lind]] wept.", ["Tom Roe", "Ada Lind"]),
        ("[[Miss Universe Ada Lind]] spoke. [[Lind]] wept.", ["Ada Lind"] * 2),
    ],
)
def test_short_names_are_merged_with_full_ones(passage: str, names: list[str]) -> None:
    assert told(passage).names() == names


@pytest.mark.parametrize(
    ("passage", "names"),
    [
        ("Mayor [[Ada Lind]] spoke. [[The mayor]] said no.", ["Ada Lind"] * 2),
        ("[[Ada Lind]], the mayor of Southport, spoke. [[The mayor]] said no.", ["Ada Lind"] * 2),
        ("[[The mayor]] said no. The mayor, [[Ada Lind]], left.", ["Ada Lind"] * 2),
        (
            "Interior Minister [[Tom Roe]] met Finance Minister [[Ada Lind]]. [[The finance minister]] left.",
            ["Tom Roe", "Ada Lind", "Ada Lind"],
        ),
        (
            "[[Ada Lind]], 43, spoke. [[Tom Roe]], 50, left. [[The 43-year-old]] stayed.",
            ["Ada Lind", "Tom Roe", "Ada Lind"],
        ),
        (
            "Deputy Secretary [[Tom Roe]] met Secretary [[Ada Lind]]. [[The secretary]] left.",
            ["Tom Roe", "Ada Lind", "Ada Lind"],
        ),
        (
            "Libertarian candidate [[Tom Roe]] spoke. [[The Republican candidate]] left.",
            ["Tom Roe", "the Republican candidate"],
        ),
        ("Senator [[Ada Lind]] spoke. [[The lawmaker]] said no.", ["Ada Lind"] * 2),
        ("[[Ada Lind, a spokeswoman for the union,]] spoke. [[The spokeswoman]] left.", ["Ada Lind"] * 2),
        ("The Ministry of Ports closed. [[The ministry]] said no.", ["Ministry of Ports"]),
        ("The Ministry of Ports met the Ministry of Roads. [[The ministry]] said no.", ["Ministry of Roads"]),
        ("It is owned by Northgate Shipping. [[The company]] said no.", ["Northgate Shipping"]),
        ("The agency Tarnews ran it. [[The agency]] said no.", ["Tarnews"]),
        ("It told Ossing Bladet, a local paper. [[The paper]] said no.", ["Ossing Bladet"]),
        ("The Southport Daily ran it. [[The paper]] said no.", ["Southport Daily"]),
        ("[[The Trump campaign]] spoke. [[The campaign]] said no.", ["the Trump campaign"] * 2),
        ("[[A study by Northgate]] found it. [[The study]] said no.", ["a study by Northgate"] * 2),
        ("[[A senior official]] spoke. [[The official]] said no.", ["a senior official"] * 2),
        ("[[Two engineers at the dam]] spoke. [[The engineers]] said no.", ["two engineers at the dam"] * 2),
        ("[[Ada Lind]] met [[Tom Roe]]. [[The two]] said no.", ["Ada Lind", "Tom Roe", "Ada Lind and Tom Roe"]),
        ("A woman came in. [[The woman]] said no.", ["the woman"]),
    ],
)
def test_roles_and_kinds_find_who_was_introduced(passage: str, names: list[str]) -> None:
    assert told(passage).names() == names


@pytest.mark.parametrize(
    ("passage", "name"),
    [
        ("Mayor Ada Lind met Harbour chief Tom Roe. [[She]] said no.", "Ada Lind"),
        ("Mayor Ada Lind met Harbour chief Tom Roe. [[He]] said no.", "Tom Roe"),
        ("Ms Ito met Mr Baird. [[She]] said no.", "Ms Ito"),
        ("Tom Roe shut the quay after a call from Jon Hale. [[He]] said no.", "Tom Roe"),
        ("Jon Hale left.\n\nTom Roe closed the port. Rain fell. [[He]] said no.", "Tom Roe"),
        ("Spokeswoman Xu Ye met Tom Roe. [[She]] said no.", "Xu Ye"),
        ("Tom Roe spoke. “Jon Hale lied,” [[he]] said.", "Tom Roe"),
        ("Ada Lind spoke. A woman from the docks came in. [[She]] said no.", "a woman"),
        ("Mayor Ada Lind spoke for residents. [[They]] said no.", "residents"),
        ("The Ministry of Ports closed. [[It]] said no.", "Ministry of Ports"),
        ("The Ministry of Ports closed. [[They]] said no.", "Ministry of Ports"),
        ("Border Eye, a Telegram channel, ran a picture. “Look,” [[it]] wrote.", "Border Eye"),
        ("Here came Tom Roe, [[who]] said no.", "Tom Roe"),
        ("The Ministry of Ports, [[which]] said no, closed.", "Ministry of Ports"),
        ("Ray Dombeck fell. He broke a wrist. His doctor, [[he]] recalled, had asked him.", "Ray Dombeck"),
        (
            "Ada Lind, whose late husband ran the docks, said [[he]] told her so.",
            "Ada Lind's late husband",
        ),
        ("Ada Lind spoke. Then Eve Roe, the mayor, arrived.\n\nTess Holm stood by. [[She]] said no.", "Tess Holm"),
        ("When [[he]] arrived, Tom Roe was wet.", "Tom Roe"),
    ],
)
def test_pronouns_go_back_to_who_was_named(passage: str, name: str) -> None:
    assert told(passage).names() == [name]


@pytest.mark.parametrize(
    ("passage", "who"),
    [
        ("Tom Roe and Jon Hale left. [[He]] said no.", ("Tom Roe", "Jon Hale")),
        ("Ada Roe met Tom Roe. [[Roe]] said no.", ("Ada Roe", "Tom Roe")),
        ("Minister Ada Lind and Minister Tom Roe left. [[The minister]] said no.", ("Ada Lind", "Tom Roe")),
    ],
)
def test_where_two_fit_equally_nobody_is_chosen(passage: str, who: tuple[str, str]) -> None:
    case = told(passage)
    [voice] = case.voices()
    assert voice.kind is VoiceKind.UNNAMED
    assert case.cast.notes[0].startswith("two fit")
    assert all(name in case.cast.notes[0] for name in who)
    assert case.cast.sureness[0] <= 0.4


def test_a_headline_with_capitals_makes_no_names() -> None:
    text = "Ada Lind Calls Tom Roe A Liar\n\nMayor Ada Lind said so."
    blocks = (Block(span=Span(0, 29), role=Role.HEADLINE), Block(span=Span(31, len(text)), role=Role.PARAGRAPH))
    document = Document(id="d", uri="d.txt", text=text, blocks=blocks)
    cast = settle(document, [Mention(span=Span(0, 8), at=9), Mention(span=Span(37, 45), at=46)])
    assert [voice.name for voice in cast.voices[1:]] == ["Ada Lind"]


def test_an_unsettled_pronoun_never_becomes_a_name() -> None:
    assert told("[[He]] said no.").names() == ["unidentified speaker"]


@pytest.mark.parametrize(
    ("passage", "names"),
    [
        # In quoted words "he" is somebody else than the speaker; in reported words it is likely the speaker.
        ("Jon Hale came. [[Tom Roe]] said: “[[He|0]] told me so.”", ["Tom Roe", "Jon Hale"]),
        ("Jon Hale came. [[Tom Roe]] said [[he|0]] believed it.", ["Tom Roe", "Tom Roe"]),
        ("[[Ada Lind]] said: “[[I|0]] think so, and [[we|0]] hope so.”", ["Ada Lind"] * 3),
        ("“[[My mother|1]] said so,” [[Ada Lind]] said.", ["Ada Lind's mother", "Ada Lind"]),
        (
            "“My father was careful. [[He|1]] told us so,” [[Ada Lind]] said. [[He]] was a docker.",
            ["Ada Lind's father", "Ada Lind", "father"],
        ),
        ("[[Tom Roe]] denies it, according to [[his lawyer]].", ["Tom Roe", "Tom Roe's lawyer"]),
        ("[[Tom Roe]] denies it, according to [[his lawyer]], Eva Holm.", ["Tom Roe", "Eva Holm"]),
        ("Tom Roe sued. His lawyer, [[Eva Holm]], spoke. [[His lawyer]] said no.", ["Eva Holm", "Eva Holm"]),
        ("[[Ada Lind]] stayed. Her mother, Signe, left. Signe wept, [[her daughter]] said.", ["Ada Lind", "Ada Lind"]),
        ("[[Roe's lawyer]] spoke. [[The lawyer]] said no. Tom Roe left.", ["Tom Roe's lawyer"] * 2),
    ],
)
def test_words_within_the_words_of_others(passage: str, names: list[str]) -> None:
    assert told(passage).names() == names


def test_a_spokesperson_carries_the_name_of_the_body() -> None:
    case = told("[[Ada Lind, a spokeswoman for the Ministry of Ports,]] spoke. [[The ministry]] said no.")
    lind, ministry = case.voices()
    assert (lind.name, ministry.name) == ("Ada Lind", "Ministry of Ports")
    assert "Ministry of Ports" in lind.aliases


def test_an_outlet_and_its_journalist_are_one_voice() -> None:
    case = told("Here is more from [[excerpt: the Southport Daily's Ada Lind]]. [[Lind]] adds. [[The Daily]] adds.")
    assert set(case.cast.of) == {1}
    voice = case.cast.voices[1]
    assert voice.name == "Southport Daily"
    assert "Ada Lind" in voice.aliases
    assert voice.kind is VoiceKind.OUTLET


def test_aliases_and_reasons_are_kept() -> None:
    [voice, *_] = told("Mayor [[Ada Lind]] spoke. [[The mayor]] left. [[She]] said no. [[Lind]] wept.").voices()
    assert {"Lind", "the mayor"} <= set(voice.aliases)
    assert not {"she", "She"} & set(voice.aliases)
    assert any("the mayor" in reason for reason in voice.reasons)
    assert len(voice.mentions) == 4


class TestTheDocumentsOwnVoice:
    """voices[0] is who wrote the text."""

    def test_the_author_comes_before_the_publisher(self) -> None:
        own = told("Rain.", authors=("Ida Hope", "Theo Marsh"), publisher="The Quay Post").cast.voices[0]
        assert own.name == "Ida Hope"
        assert {"Theo Marsh", "The Quay Post"} <= set(own.aliases)
        assert own.kind is VoiceKind.PERSON

    def test_without_author_it_is_the_publisher(self) -> None:
        own = told("Rain.", publisher="The Quay Post").cast.voices[0]
        assert (own.name, own.kind) == ("The Quay Post", VoiceKind.OUTLET)

    def test_without_either_it_is_unnamed(self) -> None:
        assert told("Rain.").cast.voices[0].kind is VoiceKind.UNNAMED

    def test_a_repost_speaks_with_its_first_author(self) -> None:
        case = told(
            "[[Ida Hope]] wrote. [[The Mirror Site]] ran it.",
            publisher="The Mirror Site",
            authors=("The Mirror Site",),
            republished=Publication(publisher="Quay Post", authors=("Ida Hope",)),
        )
        own = case.cast.voices[0]
        assert own.name == "Ida Hope"
        assert "Quay Post" in own.aliases
        assert "The Mirror Site" not in own.aliases
        assert case.cast.of[0] == 0
        assert case.cast.of[1] != 0

    @pytest.mark.parametrize(
        "passage",
        [
            "[[I]] went to the docks.",
            "“It rained,” he told [[this newspaper]].",
            "[[The Post]] asked him.",
            "[[turn: Ida Hope]]: Why?",
            "[[turn: IH]]: Why?",
            "[[turn: Q.]] Why?",
        ],
    )
    def test_words_for_the_text_itself(self, passage: str) -> None:
        assert told(passage, authors=("Ida Hope",), publisher="Quay Post").cast.of == (0,)


@pytest.mark.parametrize(
    ("passage", "names"),
    [
        ("Tom Lee met Ada Lind.\n\n[[turn: MR. LEE]]: Yes.\n\n[[turn: ADA LIND]]: No.", ["Tom Lee", "Ada Lind"]),
        ("Tom Lee met Ada Lind.\n\n[[turn: TL]]: Yes.\n\n[[turn: AL]]: No.", ["Tom Lee", "Ada Lind"]),
        ("[[turn: COL. BRANDT]]: Yes.", ["Brandt"]),
        ("[[embed: Ada Lind (@adalind)]] Rain.", ["Ada Lind"]),
        ("[[embed: @adalind]] Rain.", ["@adalind"]),
        ("[[embed: @adalind]] Rain.\n\nMayor Ada Lind wrote it.", ["Ada Lind"]),
        ("[[excerpt: Southport Daily ('Harbour Vote')]]: Rain.", ["Southport Daily"]),
    ],
)
def test_labels_posts_and_excerpts(passage: str, names: list[str]) -> None:
    assert told(passage).names() == names


WORDS = ["Ada Lind", "Mr Roe", "Lind", "he", "she", "they", "the mayor", "his lawyer", "police", "’s", "“", "”"]
WORDS += [",", ".", "\n\n", "of", "and", "A", "the", "I", "(PWU)", "@x"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), st.data())
def test_every_mention_gets_a_voice(words: list[str], data: st.DataObject) -> None:
    """Whatever the words: one voice for each mention, mentions inside the text, no pronoun for a name."""
    text = " ".join(words)
    number = data.draw(st.integers(0, 6))
    mentions = []
    for _ in range(number):
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        within = data.draw(st.none() | st.integers(0, number - 1))
        mentions.append(Mention(span=Span(start, end), at=end, within=within))
    check(settle(a_document(text), mentions), mentions, text)


@given(st.text(min_size=1, max_size=200))
def test_any_text_can_be_settled(text: str) -> None:
    mentions = [Mention(span=Span(0, len(text)), at=0), Mention(span=Span(0, 1), at=len(text), within=0)]
    first = settle(a_document(text), mentions)
    check(first, mentions, text)
    assert first == settle(a_document(text), mentions)


@pytest.mark.parametrize("words", ["“…”", "himself", "HIS", "—"])
def test_words_that_name_nobody_give_no_name(words: str) -> None:
    assert told(f"[[{words}]] said no.").names() == ["unidentified speaker"]


def check(cast: Cast, mentions: list[Mention], text: str) -> None:
    assert len(cast.of) == len(cast.notes) == len(cast.sureness) == len(mentions)
    assert [voice.id for voice in cast.voices] == [f"v{number}" for number in range(len(cast.voices))]
    assert all(0 <= number < len(cast.voices) for number in cast.of)
    assert all(0 <= sureness <= 1 for sureness in cast.sureness)
    assert all(0 <= span.start < span.end <= len(text) for voice in cast.voices for span in voice.mentions)
    assert not {"he", "she", "they", "i", "it", "we", "his", "her"} & {voice.name.lower() for voice in cast.voices}
    for mention, number in zip(mentions, cast.of, strict=True):
        assert mention.span in cast.voices[number].mentions
