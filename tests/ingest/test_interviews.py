"""Interviews whose turns carry no labels, and reports in which turns and narration take turns."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.ingest.html import read_html
from whence.ingest.markdown import read_markdown
from whence.ingest.plain import read_plain
from whence.ingest.texts.interview import Line, find_interview
from whence.ingest.texts.narration import narrated, speaks, tells_of
from whence.model.text import Document, Role

HEAD = "<h1>The last of the lamp men</h1><p class=byline>By Ines Calloway</p>"
INTRO = (
    "<p>On the first of March, Tobias Renn put out the gas lamp on Cooper Street for good. He had lit it for 31 years, "
    "and Renn is not a man who likes to be thanked.</p>"
)
ASKED = ("Did you sleep that night?", "You could have stopped in 2019.", "Who taught you?", "What will you do now?")
ANSWERS = (
    "I slept like a stone. My wife said I talked about wicks.",
    "I was asked to. I said no.",
    "My uncle Gerd. He told me the street belongs to whoever is awake.",
    "I will grow beans. The council wrote that I may keep the ladder.",
)


def a_page(body: str) -> Document:
    return read_html(f"<html><body><article>{HEAD}{body}</article></body></html>".encode(), uri="lamps.html")


def spoken(document: Document) -> dict[str, list[str]]:
    """The turns of each speaker."""
    found: dict[str, list[str]] = {}
    for block in document.blocks:
        if block.role is Role.TURN:
            found.setdefault(block.speaker or "", []).append(document[block.span])
    return found


@pytest.mark.parametrize(
    "question",
    [
        "<p><strong>{}</strong></p>",
        "<p><b>{}</b></p>",
        "<p><em>{}</em></p>",
        "<p><span><i>{}</i></span></p>",
        '<p class="question">{}</p>',
        '<div class="interview-question"><p>{}</p></div>',
    ],
)
def test_questions_set_apart_make_an_interview(question: str) -> None:
    """Questions are the interviewer's, with no label; the paragraphs after them the answers of the man in the intro."""
    body = "".join(f"{question.format(asked)}<p>{answer}</p>" for asked, answer in zip(ASKED, ANSWERS, strict=True))
    document = a_page(INTRO + body)
    assert spoken(document) == {"Q": list(ASKED), "Tobias Renn": list(ANSWERS)}
    named = {block.speaker_span for block in document.blocks if block.speaker == "Tobias Renn"}
    assert [document[span] for span in named if span] == ["Tobias Renn"]
    assert {block.speaker_span for block in document.blocks if block.speaker == "Q"} == {None}


def test_questions_as_headings() -> None:
    """Headings that ask are questions; one that does not is a heading, and ends the answer above it."""
    body = "".join(f"<h3>{asked}</h3><p>{answer}</p>" for asked, answer in zip(ASKED, ANSWERS, strict=True))
    document = a_page(INTRO + body)
    assert spoken(document) == {
        "Q": [ASKED[0], ASKED[2], ASKED[3]],
        "Tobias Renn": [ANSWERS[0], ANSWERS[2], ANSWERS[3]],
    }


@pytest.mark.parametrize("mark", ["**", "__", "*"])
def test_questions_in_markdown(mark: str) -> None:
    """The same with marks around the questions, and an answer of two paragraphs that is one turn."""
    lines = [
        "# The last of the lamp men",
        "By Ines Calloway",
        "Tobias Renn put out the lamp on Cooper Street in March.",
    ]
    for asked, answer in zip(ASKED, ANSWERS, strict=True):
        lines += [f"{mark}{asked}{mark}", answer]
    lines.append("Nobody needs me for that.")
    document = read_markdown("\n\n".join(lines), uri="lamps.md")
    assert spoken(document) == {
        "Q": [f"{mark}{asked}{mark}" for asked in ASKED],
        "Tobias Renn": [*ANSWERS, "Nobody needs me for that."],
    }
    groups = [block.group for block in document.blocks if block.role is Role.TURN]
    assert len(set(groups)) == 8
    assert groups[-1] == groups[-2]


def test_what_the_reporter_tells_between_the_answers_is_no_answer() -> None:
    """Narration up to the next question, notes in brackets or italics, a quotation set large, the bio at the end."""
    own = [
        "Renn stood up and opened the window. A cart went by.",
        "His wife, who had been listening, laughed out loud.",
        "[He laughs.]",
        "“The street belongs to whoever is awake.”",
        "The council said later that the ladder was on loan.",
        "Ines Calloway writes about towns.",
    ]
    narration, wife, laugh, large, note, bio = own
    pieces = [
        f"<p><b>{ASKED[0]}</b></p><p>{ANSWERS[0]}</p><p>{narration}</p><p>{wife}</p>",
        f"<p><b>{ASKED[1]}</b></p><p>{ANSWERS[1]}</p><p>{laugh}</p><p>They did not ask again.</p>",
        f"<p><b>{ASKED[2]}</b></p><p>{ANSWERS[2]}</p><p>{large}</p>",
        f"<p><b>{ASKED[3]}</b></p><p>{ANSWERS[3]}</p><p><em>{note}</em></p><p>{bio}</p>",
    ]
    document = a_page(INTRO + "".join(pieces))
    roles = {document[block.span]: block.role for block in document.blocks}
    assert [roles[words] for words in own] == [Role.PARAGRAPH] * 6
    assert roles["They did not ask again."] is Role.TURN


NOTHING = [
    (
        "an explainer: nobody says I",
        INTRO,
        ["What is a gas lamp?", "Where do you see them?", "Can you buy one?"],
        ["A lamp that burns gas.", "In four streets of the old town.", "Renn says you can, at a price."],
    ),
    (
        "subheads that ask nothing",
        INTRO,
        ["The lamps", "The street", "The man"],
        ["I walked there in March.", "I met nobody.", "My guide was late."],
    ),
    (
        "an advice column: the writer answers",
        "<p>Ines Calloway answers your letters about lamps.</p>",
        ["Should I paint mine?", "Why does mine hiss?", "May I sell it to you?", "Will you visit?"],
        ["I would not.", "I have wondered.", "My shed is full.", "I am sorry, no."],
    ),
    (
        "no name in sight",
        "<p>We talked to the last man who lights lamps in the old town.</p>",
        list(ASKED),
        list(ANSWERS),
    ),
    ("two questions only", INTRO, list(ASKED[:2]), list(ANSWERS[:2])),
]


@pytest.mark.parametrize(("_case", "intro", "asked", "answers"), NOTHING, ids=[row[0] for row in NOTHING])
def test_what_is_no_interview_stays_as_it_is(_case: str, intro: str, asked: list[str], answers: list[str]) -> None:
    """Bold paragraphs alone put nobody's words into a mouth."""
    body = "".join(f"<p><b>{ask}</b></p><p>{answer}</p>" for ask, answer in zip(asked, answers, strict=True))
    assert spoken(a_page(intro + body)) == {}


NAMED = [
    ("In Port Averill, on Cooper Street, Tobias Renn is at home.", "Tobias Renn"),
    ("When Professor Maud Akers arrived from Port Averill, it rained. Akers does not mind rain.", "Maud Akers"),
    ("Jon Brill took us there. Maud Akers had cooked. Akers lives alone, and Akers likes it.", "Maud Akers"),
    ("The Averill Courier called Maud Akers a saint.", "Maud Akers"),
]


@pytest.mark.parametrize(("intro", "name"), NAMED)
def test_who_answers_is_named_in_the_introduction(intro: str, name: str) -> None:
    """The person named most, the first of them where several are; streets, towns and papers do not answer."""
    lines = [Line(text=intro, role=Role.PARAGRAPH)]
    for asked, answer in zip(ASKED, ANSWERS, strict=True):
        lines += [Line(text=asked, role=Role.PARAGRAPH, style="bold"), Line(text=answer, role=Role.PARAGRAPH)]
    found = find_interview(lines)
    assert found is not None
    assert found.name == name
    assert intro[found.named_at :].startswith(name)


REPORT = [
    ("The harbour committee met for three hours on Tuesday, and nobody on it had read the report it was given.", ""),
    ("Its members were polite to the former pilot, Arvid Toll, until the subject of the missing buoy came up.", ""),
    ("CHAIR: Captain Toll, where was the buoy?", "CHAIR"),
    ("CAPT TOLL: I saw it on Monday. It was green.", "CAPT TOLL"),
    ("A pilot's log, shown to the committee, recorded no buoy. Captain Toll said the log was wrong.", ""),
    ("The room was silent for a while.", ""),
    ("CHAIR: Who keeps the log?", "CHAIR"),
    ("CAPT TOLL: We all do.", "CAPT TOLL"),
    ("The chair asked whether anybody had looked for the buoy since.", ""),
    ("MS OYE: You told the press it was red.", "MS OYE"),
    ("CAPT TOLL: Then I was wrong.", "CAPT TOLL"),
    ("The port company denied that a buoy had ever been there.", ""),
]


def test_a_report_returns_to_prose_between_turns() -> None:
    """What a reporter tells between turns belongs to nobody else; what is a turn keeps its speaker."""
    document = read_plain("Nobody kept the log\n\nBy Ada Lind\n\n" + "\n\n".join(text for text, _ in REPORT), uri="a")
    speakers = {document[block.span]: block.speaker or "" for block in document.blocks}
    assert [(text, speakers[text]) for text, _ in REPORT] == REPORT


def test_the_same_report_as_a_page() -> None:
    """Pages are read by the same rule."""
    document = a_page("".join(f"<p>{text}</p>" for text, _ in REPORT))
    speakers = {document[block.span]: block.speaker or "" for block in document.blocks}
    assert [(text, speakers[text]) for text, _ in REPORT] == REPORT


def test_a_long_statement_in_a_hearing_goes_on() -> None:
    """In a transcript a speaker may tell of others at length, in the third person."""
    text = [
        "MR. TOLL: Thank you, Madam Chair.",
        "The company said in May that the buoy was gone. It denied in June that it had ever been there.",
        "CHAIR OYE: Go on.",
        "MR. TOLL: The log is kept by hand.",
        "Chair Oye asked for it last week.",
    ]
    document = read_plain("The missing buoy\n\nBy Ada Lind\n\n" + "\n\n".join(text), uri="hearing.txt")
    assert [block.speaker for block in document.blocks[2:]] == [
        "MR. TOLL", "MR. TOLL", "CHAIR OYE", "MR. TOLL", "MR. TOLL",
    ]  # fmt: skip


def test_a_report_whose_turns_have_several_paragraphs() -> None:
    """An "I" or a "you" tells that a turn goes on; the prose after the last turn begins before the speaker is named."""
    prose = [text for text, speaker in REPORT[:2] if not speaker]
    text = [
        *prose,
        "MS. OYE: Good afternoon. The buoy is back.",
        "Captain Toll has a word for you, and then I'll take questions.",
        "Q Who found it?",
        "CAPT. TOLL: A boy with a kite.",
        "Q Did he get a reward?",
        "MS. OYE: He did.",
        "The boy's mother wrote in a letter that nobody had rung.",
        "Oye did not reply to a message on Tuesday.",
    ]
    document = read_plain("The buoy is back\n\nBy Ada Lind\n\n" + "\n\n".join(text), uri="briefing.txt")
    speakers = {document[block.span]: block.speaker for block in document.blocks}
    assert [speakers[each] for each in text[2:]] == [
        "MS. OYE",
        "MS. OYE",
        "Q",
        "CAPT. TOLL",
        "Q",
        "MS. OYE",
        None,
        None,
    ]


@pytest.mark.parametrize("label", ["Q ", "<b>Q</b> ", "Q. ", "<b>Q:</b> "])
def test_a_briefing_on_a_page(label: str) -> None:
    """Reporters are Q with a mark, in bold, or with neither."""
    body = (
        f"<p>MS. OYE: The buoy is back.</p><p>{label}Who found it?</p><p>MS. OYE: A boy.</p><p>{label}Which boy?</p>"
        "<p>MS. OYE: A small one.</p>"
    )
    assert [block.speaker for block in a_page(body).blocks if block.role is Role.TURN] == [
        "MS. OYE", "Q", "MS. OYE", "Q", "MS. OYE",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Mr Toll said that it was green.", True),
        ("Toll, a pilot since 1988, denied it.", True),
        ("Captain Toll promptly rejected that.", True),
        ("“Toll said so,” a boy told the court.", False),
        ("The log of Mr Toll was lost.", False),
        ("Toll’s daughter said nothing.", False),
        ("The toll rose to nine.", False),
    ],
)
def test_who_is_told_of(words: str, told: bool) -> None:
    """A speaker is told of as the subject of a reporting verb, outside quotation marks."""
    assert tells_of(words, ("toll",), reporting=True) is told


@pytest.mark.parametrize(
    ("words", "said"),
    [("I was there.", True), ("We’ll see.", True), ("“I was there,” he said.", False), ("The US Navy left.", False)],
)
def test_somebody_speaks(words: str, said: bool) -> None:
    """An "I", a "we" or a "you" that no quotation marks hold."""
    assert speaks(words) is said


_words = st.text(alphabet='IQ youToll said,.?“”"[]*', max_size=40)


@given(st.lists(st.none() | _words, max_size=12), st.dictionaries(st.integers(0, 11), _words, max_size=4))
def test_only_what_has_no_label_is_narration(paragraphs: list[str | None], labels: dict[int, str]) -> None:
    """Whatever the words, no labelled turn and nothing before the first one is taken for narration."""
    speakers = {number: label for number, label in labels.items() if number < len(paragraphs)}
    found = narrated(paragraphs, speakers)
    assert all(number > min(speakers) and number not in speakers and paragraphs[number] for number in found)


_lines = st.builds(
    Line, text=_words, role=st.sampled_from(list(Role)), style=st.sampled_from(["", "", "bold", "italic", "heading"])
)
_asked = st.sampled_from([Line(text=text, role=Role.PARAGRAPH, style="bold") for text in ASKED])
_answers = st.sampled_from([Line(text=text, role=Role.PARAGRAPH) for text in ANSWERS])


@given(st.lists(_lines | _asked | _answers, max_size=16))
def test_an_answer_follows_its_question(lines: list[Line]) -> None:
    """Questions and answers are different lines, after the line that names who answers."""
    named = [Line(text="Tobias Renn put out the lamp.", role=Role.PARAGRAPH), *lines]
    found = find_interview(named)
    if found is None:
        return
    assert len(found.questions) >= 3
    assert not found.questions & set(found.answers)
    assert all(first <= number and min(found.questions) < first for number, first in found.answers.items())
    assert named[found.named_in].text[found.named_at :].startswith(found.name)


def test_a_long_interview_takes_linear_time() -> None:
    """Twice the questions, about twice the time."""

    def seconds(count: int) -> float:
        lines = [Line(text="Tobias Renn put out the lamp.", role=Role.PARAGRAPH)]
        for _ in range(count):
            lines += [Line(text=ASKED[0], role=Role.PARAGRAPH, style="bold")]
            lines += [Line(text=ANSWERS[0], role=Role.PARAGRAPH)]
        start = time.perf_counter()
        assert find_interview(lines)
        return time.perf_counter() - start

    assert min(seconds(4000) for _ in range(3)) < 4 * min(seconds(2000) for _ in range(3))
