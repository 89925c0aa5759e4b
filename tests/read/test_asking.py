"""Who speaks in interviews without labels, and who asks under the label Q."""

from __future__ import annotations

import pytest

from tests.read.news import chain, said_at
from whence.ingest.html import read_html
from whence.ingest.plain import read_plain
from whence.model.speech import Quotation, Reading, Status, VoiceKind
from whence.read.article import read

INTERVIEW = """<html><head><meta name="author" content="Ines Calloway"></head><body><article>
<h1>The last of the lamp men</h1><p class="byline">By Ines Calloway</p>
<p>Tobias Renn put out the last gas lamp on Cooper Street in March. He had lit it for 31 years.</p>
<p><b>Did you sleep that night?</b></p><p>I slept like a stone. My daughter said I talked about wicks.</p>
<p><b>The Averill Courier reported that you wept.</b></p><p>It was the smoke. He who wrote that was never there.</p>
<p>Renn got up and shut the window. “That lamp was yellow,” he said.</p>
<p><b>What did the mayor tell you?</b></p><p>The mayor came by. She said that I could keep the ladder.</p>
</article></body></html>"""


@pytest.fixture
def interview() -> Reading:
    return read(read_html(INTERVIEW.encode(), uri="lamps.html"))


def test_questions_are_the_author_s_and_answers_the_interviewee_s(interview: Reading) -> None:
    """Without any label, each sentence has the voice it has in the conversation."""
    assert [interview.voice(link.voice).name for link in said_at(interview, "Did you sleep").chain] == ["Ines Calloway"]
    assert said_at(interview, "Did you sleep").quotation is Quotation.OWN
    assert said_at(interview, "Did you sleep").status is Status.QUESTIONED
    assert chain(interview, "slept like a stone") == ["Tobias Renn"]
    assert said_at(interview, "slept like a stone").quotation is Quotation.DIRECT
    assert chain(interview, "you wept") == ["Averill Courier"]
    assert chain(interview, "It was the smoke") == ["Tobias Renn"]


def test_what_an_answer_reports_hangs_under_who_answers(interview: Reading) -> None:
    """The daughter is the interviewee's, and the mayor speaks through him."""
    assert chain(interview, "talked about wicks") == ["Tobias Renn", "Tobias Renn's daughter"]
    assert chain(interview, "keep the ladder") == ["Tobias Renn", "the mayor"]


def test_narration_between_the_answers_is_the_author_s(interview: Reading) -> None:
    """Who narrates is not who answers, though the answers go on below."""
    assert chain(interview, "shut the window") == []
    assert chain(interview, "That lamp was yellow") == ["Tobias Renn"]


BRIEFING = """\
PORT AUTHORITY

Briefing by Spokeswoman Maud Oye and Captain Arvid Toll

Wednesday, April 9, 2031

MS. OYE: Good afternoon. The buoy is back. Jonas?

Q. Where was it?

MS. OYE: On a beach.

Q. Lena Brandt, Averill Courier. The ministry says it was stolen. Was it?

CAPT. TOLL: It was not stolen. He who says so should look at the chain.

Q. Who pays?

MS. OYE: We'll see. Thank you, everybody.
"""


def test_reporters_at_a_briefing_are_voices_of_their_own() -> None:
    """The one called by name, the one who says who she is, and the one of whom nothing is known."""
    reading = read(read_plain(BRIEFING, uri="briefing.txt"))
    assert chain(reading, "Where was it") == ["Jonas"]
    assert chain(reading, "Was it?") == ["Lena Brandt"]
    assert chain(reading, "it was stolen") == ["Lena Brandt", "the ministry"]
    assert chain(reading, "Who pays") == ["Q"]
    assert said_at(reading, "Who pays").quotation is Quotation.DIRECT
    kinds = {voice.name: voice.kind for voice in reading.voices}
    assert (kinds["Q"], kinds["Lena Brandt"]) == (VoiceKind.UNNAMED, VoiceKind.PERSON)
    brandt = next(voice for voice in reading.voices if voice.name == "Lena Brandt")
    assert {"Q", "Averill Courier"} <= set(brandt.aliases)


@pytest.mark.parametrize(
    ("byline", "turns", "asks"),
    [
        ("By Ines Calloway", "A. Tired.\n\nQ. Why?\n\nA. I had walked.", []),
        ("By Ines Calloway", "Tobias Renn: Tired.\n\nQ. Why?\n\nTobias Renn: I had walked.", []),
        ("By Ines Calloway", "MR. RENN: Tired.\n\nQ. Why?\n\nMS. OYE: He had walked.", ["Q"]),
        ("The Averill Courier", "A. Tired.\n\nQ. Why?\n\nA. I had walked.", ["Q"]),
    ],
)
def test_whose_questions_they_are(byline: str, turns: str, asks: list[str]) -> None:
    """One with a byline who asks one other is the author; before a whole podium, or without a byline, nobody known."""
    head = f"The last of the lamp men\n\n{byline}\n\nWe met Tobias Renn in his kitchen."
    text = f"{head}\n\nQ. How do you feel?\n\n{turns}\n"
    reading = read(read_plain(text, uri="lamps.txt"))
    assert chain(reading, "How do you feel") == asks


@pytest.mark.parametrize(
    "greeting", ["Thanks, Maud. What now?", "Good Morning, Captain Toll. What now?", "Captain, what now?"]
)
def test_a_greeting_introduces_nobody(greeting: str) -> None:
    """Those whom a question is put to do not ask it."""
    text = BRIEFING.replace("Who pays?", greeting)
    reading = read(read_plain(text, uri="briefing.txt"))
    assert chain(reading, "hat now?") == ["Q"]


RECORD = """\
Foreman heard on second day

By Ines Calloway
The Averill Courier, October 14, 2031

The following is from the record of a civil trial against Oxley Dryers in the county court, Judge Maud Oye presiding.

THE COURT: You're still under oath, Mr. Renn. Go ahead, Mr. Toll.

DIRECT EXAMINATION

BY MR. TOLL:

Q. Where were you?

A. In the scale house, with the door shut.

MS. BRANDT: Objection.

CROSS-EXAMINATION

BY MS. BRANDT:

Q. Mr. Renn, the marshal testified that the screens were packed. Were they?

THE WITNESS: I had asked for a crew since August.

(The witness was excused.)
"""


def test_a_court_s_record_says_who_asks_and_the_others_say_who_answers() -> None:
    """Q is whoever examines, A and the witness are the one they address; the headings between are nobody's speech."""
    record = read(read_plain(RECORD, uri="record.txt"))
    assert chain(record, "Where were you") == ["Mr Toll"]
    assert chain(record, "In the scale house") == ["Mr Renn"]
    assert chain(record, "Were they") == ["Ms Brandt"]
    assert chain(record, "since August") == ["Mr Renn"]
    assert chain(record, "CROSS-EXAMINATION") == []


JOINT = """\
Office of the President

Remarks by President Solvang and Speaker Ostervik in Joint Press Conference

Vintersund
June 3, 2033

11:42 A.M.

MS. LUND: Good morning.

THE PRESIDENT: Thank you, Pia, and thank you, Mr. Speaker.

I spoke with Prime Minister Adeyra. She told me that the pass was clear.

MR. SPEAKER: I'll be brief.

(The press conference ended at noon.)
"""


def test_a_transcript_under_a_title_is_spoken_by_its_labels() -> None:
    """“Remarks by” two people wraps nothing, “Mr. Speaker” is the Speaker, and who is thanked is not “she”."""
    joint = read(read_plain(JOINT, uri="joint.txt"))
    assert chain(joint, "I'll be brief") == ["Ostervik"]
    assert chain(joint, "the pass was clear")[1:] == ["Adeyra"]
    assert chain(joint, "conference ended at noon") == []
