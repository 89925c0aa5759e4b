"""PDF and Word files and subtitles: their words as running text, and for each word where in the file it stands."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.ingest.makers import archive, docx, pdf
from whence.errors import SourceError
from whence.ingest import single
from whence.ingest.files.docx import read_docx
from whence.ingest.files.pdf import read_pdf
from whence.ingest.files.subtitles import read_subtitles
from whence.ingest.inputs import documents
from whence.model.text import Document, DocumentStatus, Failure, LocatorKind

BANK = [
    "The ministry spoke on Friday about the ferry and",
    "the western bank, which the river took last year,",
    "and about the boats.",
]
BOATS = [
    "Nobody was hurt in Karsk, and some of the boats are",
    "safe. The others were lost when the river rose, and",
    "nobody looks for them.",
]


def paragraphs(document: Document) -> list[str]:
    return document.text.split("\n\n")


def places(document: Document) -> list[tuple[str, str]]:
    return [(locator.value, document[locator.span]) for locator in document.locators]


def subtitles(text: str) -> Document:
    return read_subtitles(text.encode(), uri="speech.vtt")


def captions(*texts: str, seconds: float = 2.0, apart: float = 0.0) -> Document:
    """A SubRip file with these captions, one after the other."""
    parts: list[str] = []
    for number, text in enumerate(texts):
        start = number * (seconds + apart)
        parts.append(f"{number + 1}\n{_time(start)} --> {_time(start + seconds)}\n{text}\n")
    return subtitles("\n".join(parts))


def _time(seconds: float) -> str:
    return f"00:{int(seconds) // 60:02}:{int(seconds) % 60:02},{round(seconds % 1 * 1000):03}"


# PDF


def test_lines_of_a_pdf_are_joined_to_paragraphs() -> None:
    document = read_pdf(pdf([[*BANK, "", *BOATS]]), uri="a.pdf")
    assert paragraphs(document) == [" ".join(BANK), " ".join(BOATS)]
    assert document.status is DocumentStatus.COMPLETE


@pytest.mark.parametrize(
    ("first", "second", "between"),
    [
        (BANK, BOATS, "\n\n"),  # the sentence ends with the page
        (BANK[:2], [BANK[2], "", *BOATS], " "),  # it goes on
    ],
)
def test_the_end_of_a_page_ends_a_paragraph_only_with_a_sentence(
    first: list[str], second: list[str], between: str
) -> None:
    text = read_pdf(pdf([first, second]), uri="a.pdf").text
    assert f"{first[-1]}{between}{second[0]}" in text


def test_each_page_is_a_locator_that_holds_its_words() -> None:
    document = read_pdf(pdf([BANK, BOATS]), uri="a.pdf")
    assert places(document) == [("1", " ".join(BANK)), ("2", " ".join(BOATS))]
    assert {locator.kind for locator in document.locators} == {LocatorKind.PAGE}


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["They will not surrender. Nobody may sur-", "render the bank, and the boats are safe."], "may surrender the"),
        (["The river rose. They built a flood-", "proof wall, and the boats are safe."], "a flood-proof wall"),
        (["The river rose – and it rose –", "and the boats are safe."], "rose – and the boats"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_where_the_whole_word_stands_elsewhere(lines: list[str], words: str) -> None:
    document = read_pdf(pdf([lines]), uri="a.pdf")
    assert words in document.text
    assert places(document) == [("1", document.text)]


def test_running_heads_and_page_numbers_are_no_words_of_the_text() -> None:
    days = ("first", "second", "third", "fourth")
    bodies = [
        [
            f"On the {day} day the ferry stayed in Karsk, and of the",
            "boats that sailed",
            f"some came back ({day} report).",
        ]
        for day in days
    ]
    pages = [["Ministry of Ports, 1 March", "", *body, "", f"Page {number} of 4"] for number, body in enumerate(bodies)]
    document = read_pdf(pdf(pages), uri="a.pdf")
    assert paragraphs(document) == [" ".join(body) for body in bodies]
    assert places(document) == [(str(number), " ".join(body)) for number, body in enumerate(bodies, 1)]


@pytest.mark.parametrize("number", ["7", "– 7 –", "- 7 -"])
def test_a_page_number_is_dropped_and_a_number_in_the_text_is_not(number: str) -> None:
    document = read_pdf(pdf([[*BANK[:2], "2024", BANK[2], "", number]]), uri="a.pdf")
    assert document.text == f"{BANK[0]} {BANK[1]} 2024 {BANK[2]}"


def test_the_same_sentence_on_two_pages_is_no_running_head() -> None:
    pages = [[*BANK, "", *BOATS], [*BANK, "", "It rained on the second day, and the ferry", "did not sail at all."]]
    assert read_pdf(pdf(pages), uri="a.pdf").text.count(" ".join(BANK)) == 2


def test_a_page_that_is_a_picture_makes_the_rest_partial() -> None:
    document = read_pdf(pdf([BANK, [], BOATS]), uri="a.pdf")
    assert document.status is DocumentStatus.PARTIAL
    assert document.problems == ("1 of 3 pages hold no text (pictures?): 2",)
    assert [page for page, _ in places(document)] == ["1", "3"]


# Word


def test_a_word_document_has_its_headline_paragraphs_and_block_quotes() -> None:
    data = docx([
        ("Heading 1", "Harbour reopens"), "The harbour of Karsk reopened on Sunday, the ministry said.",
        ("Quote", "We will not surrender the western bank."), ("Quote", "We never agreed to sixteen conditions."),
        "The ferry may sail on Monday if the river falls.",
    ])  # fmt: skip
    document = read_docx(data, uri="a.docx")
    assert document.title == "Harbour reopens"
    assert [(block.role.value, document[block.span]) for block in document.blocks] == [
        ("headline", "Harbour reopens"),
        ("paragraph", "The harbour of Karsk reopened on Sunday, the ministry said."),
        ("block_quote", "We will not surrender the western bank."),
        ("block_quote", "We never agreed to sixteen conditions."),
        ("paragraph", "The ferry may sail on Monday if the river falls."),
    ]
    first, second = (block for block in document.blocks if block.role.value == "block_quote")
    assert first.group == second.group is not None


@pytest.mark.parametrize("style", ["Quote", "Intense Quote", "Block Text", "Quotations"])
def test_what_word_processors_call_a_quotation_is_a_block_quote(style: str) -> None:
    document = read_docx(docx(["The ministry spoke on Friday of the bank.", (style, "We will not sign it.")]), uri="a")
    assert [document[block.span] for block in document.blocks if block.role.value == "block_quote"] == [
        "We will not sign it."
    ]


def test_marks_of_markup_in_a_word_document_are_words() -> None:
    words = "The sign said <b>5 < 6 & 7</b>, and nobody knew why it was there."
    assert read_docx(docx([words]), uri="a.docx").text == words


# What cannot be read


def _shaken(data: bytes, seed: int) -> bytes:
    """The bytes with a few of them changed, the first ones excepted."""
    chance = random.Random(seed)
    shaken = bytearray(data)
    for _ in range(chance.choice([1, 2, 20])):
        shaken[chance.randrange(8, len(shaken))] = chance.randrange(256)
    return bytes(shaken)


@pytest.mark.parametrize("seed", range(40))
def test_a_file_that_was_damaged_on_its_way_is_read_or_refused_with_a_reason(seed: int) -> None:
    """Never an exception of a parser."""
    for read, data in ((read_pdf, pdf([BANK, BOATS])), (read_docx, docx([" ".join(BANK), ("Quote", " ".join(BOATS))]))):
        try:
            found = read(_shaken(data, seed), uri="a").text
        except SourceError as error:
            found = error.problem
        assert found


WORD = docx([" ".join(BANK)])


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.pdf", pdf([BANK])[:80], "a damaged PDF"),
        ("a.pdf", pdf([BANK], encrypt=True), "the PDF is locked with a password"),
        ("a.pdf", pdf([[], []]), "holds no text, only pictures of it (a scan?); run it through OCR first"),
        ("a.pdf", b"", "it is empty"),
        ("a.pdf", b"The ferry sailed.", "its name says pdf, its first bytes do not"),
        ("a.docx", WORD[:-40], "a damaged Word document"),
        ("a.docx", WORD.replace(b"word/document.xml", b"word/document.xmL"), "no Word document"),
        ("a.docx", archive({"notes.txt": "The ferry sailed."}), "a zip archive, but no Word document"),
        ("a.docx", archive({"word/document.xml": "<w:document"}), "no Word document that can be read"),
        ("a.docx", docx([]), "the document has no text"),
        ("a.docx", docx(["", " "]), "the document has no text"),
        ("a.docx", b"", "it is empty"),
        ("a.docx", b"The ferry sailed.", "its name says docx, its first bytes do not"),
        ("a.txt", WORD, "a zip archive or an office document"),
        ("a.srt", b"", "it is empty"),
        ("a.srt", b"The ferry sailed.", "no subtitles that can be read"),
        ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>\n", "these subtitles have no words"),
        ("a.vtt", b"\x00\x01\x02" * 90, "binary data"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, data: bytes, problem: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (outcome,) = documents([str(tmp_path / name)])
    assert isinstance(outcome, Failure)
    assert problem in outcome.problem
    assert "fault of whence" not in outcome.problem


def test_a_word_document_with_a_password_is_said_to_have_one() -> None:
    locked = bytearray(WORD)
    for start in (b"PK\x03\x04", b"PK\x01\x02"):  # each file's own head, and its line in the list of files
        at = -1
        while (at := locked.find(start, at + 1)) >= 0:
            locked[at + (6 if start == b"PK\x03\x04" else 8)] |= 1
    with pytest.raises(SourceError) as caught:
        read_docx(bytes(locked), uri="a.docx")
    assert caught.value.problem == "the document is locked with a password; save an unlocked copy"


def test_a_word_document_that_unpacks_to_a_mountain_is_not_unpacked() -> None:
    with pytest.raises(SourceError, match="unpacks to more than 200 MB"):
        read_docx(archive({"word/document.xml": "0" * 200_000_001}), uri="a.docx")


@pytest.mark.parametrize(("name", "data"), [("a.txt", pdf([BANK])), ("a.docx", pdf([BANK])), ("a.html", pdf([BANK]))])
def test_a_pdf_is_read_whatever_it_is_called(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (document,) = documents([str(tmp_path / name)])
    assert isinstance(document, Document)
    assert document.text == " ".join(BANK)


@pytest.mark.parametrize(("name", "data"), [("a.pdf", pdf([BANK])), ("a.docx", WORD)])
def test_without_the_extra_the_reason_says_what_to_install(
    name: str, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(single, "find_spec", lambda _name: None)
    (outcome,) = documents([str(tmp_path / name)])
    assert isinstance(outcome, Failure)
    assert 'need the extra: pip install "whence[documents]"' in outcome.problem


def test_subtitles_need_no_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nThe ferry sailed.\n")
    monkeypatch.setattr(single, "find_spec", lambda _name: None)
    (document,) = documents([str(tmp_path / "a.srt")])
    assert isinstance(document, Document)
    assert document.text == "The ferry sailed."


# Subtitles

VTT = """WEBVTT - the harbour speech

NOTE Nobody reads this.

STYLE
::cue { color: white }

intro
00:01.000 --> 00:03.500 align:start
We will not surrender
the western bank,

00:00:03.500 --> 01:00:05.250
and we never agreed.
"""


def test_captions_are_running_text_with_their_times() -> None:
    document = subtitles(VTT)
    assert document.text == "We will not surrender the western bank, and we never agreed."
    assert places(document) == [
        ("00:00:01.000", "We will not surrender"),
        ("00:00:01.000", "the western bank,"),
        ("00:00:03.500", "and we never agreed."),
    ]
    assert {locator.kind for locator in document.locators} == {LocatorKind.TIME}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_line_ends_and_encodings_make_no_difference(ends: str, encoding: str) -> None:
    data = "1\n00:00:01,000 --> 00:00:02,000\nThe café’s ferry\n\n2\n00:00:02,000 --> 00:00:03,000\nsailed.\n"
    document = read_subtitles(data.replace("\n", ends).encode(encoding), uri="a.srt")
    assert document.text == "The café’s ferry sailed."


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("We will <i>not</i> surrender.", "We will not surrender."),
        ("<font color=\"#ffff00\">We will</font> not.", "We will not."),
        (r"{\an8}We will not.", "We will not."),
        (r"{\i1}We will{\i0} not.", "We will not."),
        ("We <c.loud>will</c> <00:00:01.500>not.", "We will not."),
        ("We &amp; they: 5 &lt; 6.", "We & they: 5 < 6."),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("&lt;i&gt; is a tag.", "<i> is a tag."),
    ],
)  # fmt: skip
def test_tags_of_styling_are_no_words(shown: str, words: str) -> None:
    assert captions(shown).text == words


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        ([">> Will you sign?", ">> No."], ["Will you sign?", "No."]),
        ([">> Will you sign?\n>> No.", "Never."], ["Will you sign?", "No. Never."]),
        (["&gt;&gt; Will you sign?", ">>> No."], ["Will you sign?", "No."]),
        (["- Will you sign?\n- No."], ["Will you sign?", "No."]),
        (["-Will you sign?\n-No."], ["Will you sign?", "No."]),
        (["– Will you sign?\n– No."], ["Will you sign?", "No."]),
        (["<i>- Will you sign?</i>\n<i>- No.</i>"], ["Will you sign?", "No."]),
        (["It fell to", "-5 degrees."], ["It fell to -5 degrees."]),  # a number, not a speaker
        (["We will not\n- sign it -\never."], ["We will not", "sign it - ever."]),
    ],
)
def test_a_new_speaker_begins_a_paragraph(shown: list[str], wanted: list[str]) -> None:
    assert paragraphs(captions(*shown)) == wanted


@pytest.mark.parametrize(("apart", "count"), [(0.0, 1), (2.4, 1), (2.6, 2), (2.9, 2)])
@pytest.mark.parametrize("seconds", [2.0, 2.5, 2.95])
def test_a_pause_begins_a_paragraph(apart: float, count: int, seconds: float) -> None:
    shown = captions("We will not surrender.", "The ferry sails.", seconds=seconds, apart=apart)
    assert len(paragraphs(shown)) == count


VOICES = """WEBVTT

00:01.000 --> 00:03.500
<v Teodor Malk>We will not
surrender the <b>western</b> bank.</v>

00:03.600 --> 00:05.000
<v Teodor Malk>We never agreed.

00:09.000 --> 00:10.000
<v.loud Teodor Malk>Not to one of them.

00:10.000 --> 00:12.000
<v Ada Lind>Why not?</v>
<v Teodor Malk>Because of &amp; Sons.</v> <v Ada Lind>Who?</v>
"""


def test_voices_are_named_where_they_change() -> None:
    document = subtitles(VOICES)
    assert paragraphs(document) == [
        "Teodor Malk: We will not surrender the western bank. We never agreed.",
        "Not to one of them.",  # he goes on after a pause
        "Ada Lind: Why not?",
        "Teodor Malk: Because of & Sons.",
        "Ada Lind: Who?",
    ]
    speakers = [block.speaker for block in document.blocks]
    assert speakers == ["Teodor Malk", "Teodor Malk", "Ada Lind", "Teodor Malk", "Ada Lind"]
    assert places(document)[0] == ("00:00:01.000", "We will not")  # the name is not spoken


ROLLING = [
    ["WE WILL NOT", "WE WILL NOT\nSURRENDER", "SURRENDER\nTHE WESTERN BANK"],
    ["WE WILL NOT", "WE WILL NOT\nSURRENDER", "WE WILL NOT\nSURRENDER\nTHE WESTERN", "SURRENDER\nTHE WESTERN\nBANK"],
    ["WE WILL NOT\nSURRENDER", "SURRENDER\nTHE WESTERN", "THE WESTERN\nBANK"],
]


@pytest.mark.parametrize("shown", ROLLING)
def test_captions_that_roll_up_say_each_line_once(shown: list[str]) -> None:
    assert captions(*shown).text == "WE WILL NOT SURRENDER THE WESTERN BANK"


def test_captions_made_by_a_machine_say_each_line_once() -> None:
    """Each line is built up word by word, then stands for a moment alone, then above the next one."""
    document = subtitles("""WEBVTT
Kind: captions
Language: en

00:00:00.000 --> 00:00:02.000 align:start position:0%
\x20
we<00:00:00.500><c> will</c><00:00:01.000><c> not</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
we will not
\x20

00:00:02.010 --> 00:00:04.000 align:start position:0%
we will not
surrender<00:00:02.500><c> the</c><00:00:03.000><c> bank</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
surrender the bank
\x20

00:00:04.010 --> 00:00:06.000 align:start position:0%
surrender the bank
or<00:00:05.500><c> the</c><00:00:05.600><c> town</c>
""")
    assert document.text == "we will not surrender the bank or the town"
    assert document.status is DocumentStatus.COMPLETE


@pytest.mark.parametrize(
    ("shown", "apart", "text"),
    [
        (["No.", "No.", "Never."], 0.0, "No. No. Never."),  # said twice
        (["We will not sign.", "We will not sign.\nNever."], 9.0, "We will not sign.\n\nWe will not sign. Never."),
        (["We will\nnot sign.", "We will\nsee."], 0.0, "We will not sign. We will see."),
    ],
)
def test_what_is_said_again_stays(shown: list[str], apart: float, text: str) -> None:
    assert captions(*shown, apart=apart).text == text


def test_captions_whose_time_is_broken_are_missed_aloud() -> None:
    document = subtitles(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nWe will sign.\n\n00:02.000 --> soon\nNot this year.\n\n"
        "00:04.000 --> 00:05.000\nThe ferry sails.\n"
    )
    assert "Not this year" not in document.text
    assert document.status is DocumentStatus.PARTIAL
    assert document.problems == ("left out 1 caption whose time cannot be read",)
