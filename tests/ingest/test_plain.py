"""Plain text as it comes from newsrooms: wires, columns, reposts, hearings, live blogs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.errors import SourceError
from whence.ingest.plain import read_plain
from whence.model.text import Document, DocumentStatus, Publication, Role


def a_document(text: str) -> Document:
    return read_plain(text, uri="article.txt")


def roles(document: Document) -> list[tuple[str, str]]:
    return [(block.role.value, document[block.span]) for block in document.blocks]


COLUMN = """\
Harbour of glass

December 14th, 2022 - by A. Writer / The Review

The council has a new story every week. Here's more from the Southport Daily ('Harbour closed'):

    The ministry said on Monday that the harbour would stay closed for nine days because of the storm.

    "We have no choice," said the minister, Kim Poe, who visited the quay with her staff.

        The order says that no ship shall enter the harbour before the ministry agrees to it in writing.

    Nobody in the town believed it, and the fishermen went out at night as they always had before.

(Southport Daily)

That is what we were told. It is not what happened on the quay that week.

What really happened

- Fish was landed at night
- Ice was sold at noon

Photo: The quay at dawn.

Correction: an earlier version named the wrong minister.
"""


def test_a_column_with_an_excerpt() -> None:
    """Title, byline, an indented excerpt with another inside, its credit, a heading, a list, caption and correction."""
    document = a_document(COLUMN)
    assert [(block.role.value, block.depth) for block in document.blocks] == [
        ("headline", 0),
        ("byline", 0),
        ("paragraph", 0),
        ("block_quote", 1),
        ("block_quote", 1),
        ("block_quote", 2),
        ("block_quote", 1),
        ("credit", 0),
        ("paragraph", 0),
        ("heading", 0),
        ("list_item", 0),
        ("list_item", 0),
        ("caption", 0),
        ("correction", 0),
    ]
    assert (document.title, document.publisher, document.authors) == ("Harbour of glass", "The Review", ("A. Writer",))
    assert (document.published, document.language) == ("2022-12-14", "en")
    groups = [block.group for block in document.blocks if block.role is Role.BLOCK_QUOTE]
    assert groups[0] == groups[1] == groups[3] != groups[2]
    assert document[document.blocks[10].span] == "Fish was landed at night"


WIRE = """\
HARBOUR REOPENS AFTER NINE DAYS OF STORM

By ADA LIND and TOM ROE
Coastal Press

PORT ALDER, March 3, 2024 (Coastal Press) - The harbour of Port Alder
reopened on Sunday after nine days, the council said in a statement, and
the first boats left at noon under a clear sky.
   "We were told that nobody would come back before the spring, and yet
here they are," said the harbour master, Kim Poe.

   The order says that no ship shall enter the harbour before the
   ministry agrees to it in writing, and that the quay is closed.

-- Additional reporting by Sam Low; editing by Jo Hay

-30-
"""


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_wire_broken_at_72_columns(line_break: str) -> None:
    """Broken lines are joined to paragraphs; a first-line indent opens one, an indented passage is an excerpt."""
    document = a_document(WIRE.replace("\n", line_break))
    assert [(role, text.split()[0], text.split()[-1]) for role, text in roles(document)] == [
        ("headline", "HARBOUR", "STORM"),
        ("byline", "By", "ROE"),
        ("byline", "Coastal", "Press"),
        ("paragraph", "PORT", "sky."),
        ("paragraph", '"We', "Poe."),
        ("block_quote", "The", "closed."),
        ("credit", "--", "Hay"),
    ]
    assert document.authors == ("Ada Lind", "Tom Roe")
    assert (document.publisher, document.published) == ("Coastal Press", "2024-03-03")


def test_one_paragraph_a_line_without_blank_lines() -> None:
    document = a_document(
        "Harbour reopens after storm\nBy Ada Lind in Port Alder\n3 March 2024\n"
        "The harbour of Port Alder reopened on Sunday, the council said, and boats left at noon.\n"
        "Nobody had expected it. The ministry, which had closed the harbour nine days before, gave no reason for it.\n"
        "It is not clear who pays."
    )
    assert [role for role, _ in roles(document)] == ["headline", "byline", "dateline", *["paragraph"] * 3]
    assert (document.authors, document.published) == (("Ada Lind",), "2024-03-03")


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Photo: The quay at dawn.", "caption"),
        ("[Image: a boat leaves the harbour]", "caption"),
        ("A worker mends a net on the quay. (Photo by Ada Lind/Coastal Press)", "caption"),
        ("A boat at noon. Photograph: Ada Lind/Coastal Press", "caption"),
        ("(Source: Southport Daily)", "credit"),
        ("— Southport Daily, 3 March", "credit"),
        ("(Southport Daily, 3 March 2024)", "credit"),
        ("© 2024 Southport Daily", "credit"),
        ("Reporting by Ada Lind; Editing by Tom Roe", "credit"),
        ("https://southportdaily.example/harbour", "credit"),
        ("Correction: An earlier version of this article named the wrong minister.", "correction"),
        ("Editor’s note: some names have been changed.", "correction"),
        ("This article was amended on 4 March 2024 to correct a name.", "correction"),
        ("What the ministry knew", "heading"),
        ("Who pays?", "heading"),
        ("By Tom Roe", "byline"),
        ("“Nobody leaves.” ― Kim Poe", "paragraph"),
        ("(He laughed.)", "paragraph"),
        ("He said: “No.”", "paragraph"),
        ("- That was the last he heard of it, or so he says.", "paragraph"),
        ("By Monday the harbour had reopened.", "paragraph"),
        ("This article of faith was not shared by the council.", "paragraph"),
    ],
)
def test_a_line_between_paragraphs(line: str, role: str) -> None:
    """What a single line is for shows in its words."""
    before = "The harbour of Port Alder reopened on Sunday after nine days, and the first boats left at noon."
    after = "The ministry gave no reason for closing it, and the council has not asked for one, as far as is known."
    document = a_document(f"Harbour reopens\n\n{before}\n\n{before}\n\n{line}\n\n{after}\n")
    assert (role, line) in roles(document)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Harbour reopens\n\nThe harbour reopened on Monday.", "Harbour reopens"),
        ("Minister: ‘No deal’\n\nThe minister said no on Monday, and she said it twice.", "Minister: ‘No deal’"),
        ("Harbour Reopens After Nine Days.\n\nIt was a long wait for all.", "Harbour Reopens After Nine Days."),
        (
            "Will Port Alder ever reopen?\n\nNobody in the town can say, and the ministry is silent.",
            "Will Port Alder ever reopen?",
        ),
        ("Title: Harbour reopens\nAuthor: Ada Lind\n\nThe harbour reopened.", "Harbour reopens"),
        ("The harbour reopened on Monday.\n\nNobody had expected it, and nobody in the town was there.", None),
        ("“Nobody leaves,” she said.\n\nShe had said so before, and nobody in the town had listened to her.", None),
        ("The harbour reopened on Monday after nine days of storms.", None),
        ("PORT ALDER (Wire) — The harbour reopened.\n\nNobody had expected it.", None),
    ],
)
def test_headlines(text: str, title: str | None) -> None:
    """A first line is a headline by its form; a first sentence is not."""
    document = a_document(text)
    assert document.title == title


def test_a_transcript() -> None:
    """Each labelled turn has its speaker; a paragraph without a label goes on with the turn."""
    document = a_document(
        "Hearing before the Harbour Committee\n3 March 2024\n\nMR. LEE: I object to the question.\n\n"
        "THE PRESIDENT: Noted. Go on.\n\nIt is a short question.\n\n[Laughter]\n\n"
        "SENATOR LIND (D-Port Alder): Did you close the harbour?\n\nMR. LEE: No.\n"
    )
    turns = [block for block in document.blocks if block.role is Role.TURN]
    assert [turn.speaker for turn in turns] == [
        "MR. LEE",
        "THE PRESIDENT",
        "THE PRESIDENT",
        "SENATOR LIND (D-Port Alder)",
        "MR. LEE",
    ]
    assert turns[1].group == turns[2].group
    assert len({turn.group for turn in turns}) == 4
    assert turns[0].speaker_span is not None
    assert document[turns[0].speaker_span] == "MR. LEE"
    assert turns[2].speaker_span is None


@pytest.mark.parametrize(
    ("lines", "speakers"),
    [
        (["Q. Where were you?", "A. On the quay.", "Q. Alone?", "A. Yes."], ["Q", "A", "Q", "A"]),
        (["Q: Where were you?", "A: On the quay."], ["Q", "A"]),
        (["Ada Lind: Why now?", "Kim Poe: Why not?", "Ada Lind: Who pays?"], ["Ada Lind", "Kim Poe", "Ada Lind"]),
        (["Fish: It is dear.", "Ice: It is cheap.", "Salt: There is none."], []),
        (["SHORT READS: A book on boats.", "STAT OF THE WEEK: Nine days."], []),
        (["The minister said: no.", "The minister said: no.", "The minister said: yes."], []),
    ],
)
def test_who_is_labelled_as_a_speaker(lines: list[str], speakers: list[str]) -> None:
    document = a_document("Talk on the quay\n\n" + "\n\n".join(lines))
    assert [block.speaker for block in document.blocks if block.role is Role.TURN] == speakers


def test_a_briefing_under_its_office() -> None:
    """Reporters are Q, speakers have names; the last turn goes on to the note in brackets."""
    document = a_document(
        "DEPARTMENT OF WATERWAYS\n\nOffice of Public Affairs\n\nBriefing by Spokesman Jonathan Lee\n\n9 April 2031\n\n"
        "MR. LEE: Good afternoon.\n\nQ. Is the chain broken?\n\nMR. LEE: It is not.\n\nQ. Was it?\n\n"
        "COL. BRANDT: It was.\n\nThank you, everybody.\n\n(The briefing ended.)\n"
    )
    assert (document.title, document.publisher) == ("Briefing by Spokesman Jonathan Lee", "Department of Waterways")
    assert [block.speaker for block in document.blocks if block.role is Role.TURN] == [
        "MR. LEE",
        "Q",
        "MR. LEE",
        "Q",
        "COL. BRANDT",
        "COL. BRANDT",
    ]


@pytest.mark.parametrize(
    ("lines", "role"),
    [
        (["– The windows flew in.", "– And your neighbours, what did they hear?", "– The same as me."], "paragraph"),
        (["– fish", "– ice", "– salt"], "list_item"),
        (["1. Fish is dear.", "2. Ice is cheap."], "list_item"),
        (["• Fish"], "list_item"),
    ],
)
def test_dashes_open_speech_or_list_items(lines: list[str], role: str) -> None:
    document = a_document("Harbour reopens\n\nWe asked on the quay what there was.\n\n" + "\n".join(lines))
    assert [block.role.value for block in document.blocks[2:]] == [role] * len(lines)


@pytest.mark.parametrize(
    ("header", "authors", "publisher"),
    [
        ("By Hattie Voss\nSaltmarsh Evening Review\nSaturday 8 November 2031", 1, "Saltmarsh Evening Review"),
        ("Flora Penhale and Gregor Stott\nThe Northern Courant\nSaturday 8 November 2031", 2, "The Northern Courant"),
        ("By Hattie Voss\nThe Saltmarsh Review, Saturday 8 June", 1, "The Saltmarsh Review"),
        ("Ilse Marhan, Zarin\nNordpost, 6 November", 1, "Nordpost"),
    ],
)
def test_bylines_over_several_lines(header: str, authors: int, publisher: str) -> None:
    document = a_document(f"Harbour reopens\n{header}\n\nThe harbour reopened on Sunday, the council said.\n")
    assert (len(document.authors), document.publisher) == (authors, publisher)
    assert (document.published == "2031-11-08") == ("2031" in header)


def test_a_press_release() -> None:
    document = a_document(
        "FOR IMMEDIATE RELEASE\n\nMarch 4, 2025\n\nContact: Philip Orr, 555-0177\n\nHarbour to Reopen\n\n"
        "PORT ALDER — The Harbour Authority will reopen the harbour on Sunday.\n"
    )
    assert (document.title, document.published) == ("Harbour to Reopen", "2025-03-04")
    assert [role for role, _ in roles(document)] == ["credit", "dateline", "credit", "headline", "paragraph"]


def test_a_live_blog() -> None:
    """Entries have their time, written beside or above them, and own what follows until the next."""
    document = a_document(
        "Storm over Port Alder: live\nAda Lind in Port Alder\nSun 3 Mar 2024 14.40 GMT\n\n"
        "14.05 GMT\nHarbour closed\nThe harbour master has closed the harbour.\n“Nobody leaves,” Kim Poe told us.\n\n"
        "10.32am\nThe wind is rising, the weather office says.\n\n09:00 Good morning. We follow the storm here.\n"
    )
    entries = [(block.time, block.group) for block in document.blocks if block.role is Role.ENTRY]
    assert [time for time, _ in entries] == ["14.05 GMT"] * 3 + ["10.32am"] * 2 + ["09:00"]
    assert len({group for _, group in entries}) == 3
    assert document.published == "2024-03-03T14:40Z"


def test_a_post_copied_from_a_network() -> None:
    document = a_document(
        "Harbour reopens\n\nThe council was quick to say so.\n\nThe harbour is open!\n"
        "— Port Alder (@portalder) March 3, 2024\n\nThe ministry was not.\n"
    )
    post = document.blocks[2]
    assert (post.role, post.speaker, post.cite, post.time) == (Role.EMBED, "Port Alder", "@portalder", "March 3, 2024")
    assert document.blocks[3].role is Role.CREDIT


def test_quotes_marked_as_in_mail() -> None:
    """Signs of quotation count the depth, whatever stands between them."""
    document = a_document(
        "He wrote:\n\n> The harbour is closed.\n>\n> > By whom?\n>\n> By the ministry.\n\nSo it was.\n"
    )
    assert [(block.depth, document[block.span]) for block in document.blocks] == [
        (0, "He wrote:"),
        (1, "The harbour is closed."),
        (2, "By whom?"),
        (1, "By the ministry."),
        (0, "So it was."),
    ]


def test_indented_first_lines_are_no_excerpts() -> None:
    """A text that indents every paragraph quotes nobody by it."""
    sentence = "The harbour reopened on Sunday after nine days, and the first boats left it at noon."
    document = a_document("Harbour reopens\n\n" + "\n".join([sentence, *[f"    {sentence}"] * 4]))
    assert [block.depth for block in document.blocks] == [0] * 6


@pytest.mark.parametrize(
    ("header", "own", "original"),
    [
        (  # the site's byline and date, then the original's
            "The harbour that never closed\nPosted by Tom Roe on December 14, 2022\n\n"
            "By Ada Lind, Southport Daily\nDecember 10, 2022",
            Publication(authors=("Tom Roe",), published="2022-12-14"),
            Publication(publisher="Southport Daily", authors=("Ada Lind",), published="2022-12-10"),
        ),
        (  # the older one is the original's, wherever it stands
            "The harbour that never closed\nBy Ada Lind, Southport Daily, December 10, 2022\n\n"
            "December 14th, 2022 - by Tom Roe / The Review",
            Publication(publisher="The Review", authors=("Tom Roe",), published="2022-12-14"),
            Publication(publisher="Southport Daily", authors=("Ada Lind",), published="2022-12-10"),
        ),
        (
            "The harbour that never closed\nPosted by admin on The Common Weir, December 14, 2022\n"
            "By Ada Lind, The Northgate Review\nDecember 10, 2022",
            Publication(publisher="The Common Weir", published="2022-12-14"),
            Publication(publisher="The Northgate Review", authors=("Ada Lind",), published="2022-12-10"),
        ),
        (
            "The harbour that never closed\nBy Ada Lind\n\n"
            "This article originally appeared in the Southport Daily on December 10, 2022.",
            Publication(authors=("Ada Lind",)),
            Publication(publisher="Southport Daily", authors=("Ada Lind",), published="2022-12-10"),
        ),
        (
            "The harbour that never closed\nby Tom Roe\nDec 14, 2022\n\nAuthored by Ada Lind via The Southport Daily,",
            Publication(authors=("Tom Roe",), published="2022-12-14"),
            Publication(publisher="The Southport Daily", authors=("Ada Lind",)),
        ),
        (  # two names on two lines wrote one article
            "The harbour that never closed\nBy Ada Lind\nBy Tom Roe\nDecember 14, 2022",
            Publication(authors=("Ada Lind", "Tom Roe"), published="2022-12-14"),
            None,
        ),
        (
            "The harbour that never closed\nBy Ada Lind\nPublished 3 March 2024 14:05 GMT | Updated 4 March 2024",
            Publication(authors=("Ada Lind",), published="2024-03-03T14:05Z"),
            None,
        ),
    ],
)
def test_reposts(header: str, own: Publication, original: Publication | None) -> None:
    """Two bylines with two dates are the site's own and the original's."""
    document = a_document(
        f"{header}\n\nThe harbour of Port Alder never closed, whatever the ministry said. We saw boats.\n"
    )
    assert document.title == "The harbour that never closed"
    assert Publication(publisher=document.publisher, authors=document.authors, published=document.published) == own
    assert document.republished == original


def test_what_is_known_before_wins_and_both_are_kept_as_evidence() -> None:
    document = read_plain(
        "Harbour reopens\n\nBy Ada Lind\n\nIt reopened.", uri="a", title="Port Alder: open", authors=["Tom Roe"]
    )
    assert (document.title, document.authors) == ("Port Alder: open", ("Tom Roe",))
    authors = [(item.value, item.source) for item in document.evidence if item.field == "author"]
    assert authors == [("Tom Roe", "given with the text"), ("Ada Lind", "byline: By Ada Lind")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        (" \n\t\n ", "white space"),
        (
            "We value your privacy. We and our 214 partners use cookies to store your consent. Accept all. Reject all. "
            "Manage preferences. Read our privacy policy.",
            "consent page",
        ),
        ("Access denied. Please enable JavaScript and verify that you are human.", "error or robot page"),
        ("Harbour reopens. Subscribe to continue reading.", "paywall"),
    ],
)
def test_notices_in_place_of_an_article(text: str, problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        a_document(text)


def test_a_text_cut_off_by_a_paywall_is_partial() -> None:
    document = a_document("The harbour reopened on Monday. " * 30 + "\n\nSubscribe to continue reading.\n")
    assert document.status is DocumentStatus.PARTIAL
    assert "Subscribe to continue" in document.problems[0]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Hafen ist seit Montag wieder offen, sagte die Ministerin, und niemand weiß, wer das bezahlt.", "de"),
        ("Le port est ouvert depuis lundi, a dit la ministre, et personne ne sait qui paie les travaux.", "fr"),
        (
            "El puerto está abierto desde el lunes, dijo la ministra, y nadie sabe quién paga las obras del muelle.",
            "es",
        ),
        ("Il porto è aperto da lunedì, ha detto la ministra, e nessuno sa chi paga i lavori della banchina.", "it"),
        (
            "O porto está aberto desde segunda, disse a ministra, e não se sabe quem paga as obras do cais ao todo.",
            "pt",
        ),
        ("De haven is sinds maandag open, zei de minister, en niemand weet wie het werk aan de kade betaalt.", "nl"),
        ("Harbour!", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    assert a_document(text).language == language


def test_characters_that_are_no_text_are_replaced_one_for_one() -> None:
    """Offsets into the text are offsets into the file, a byte-order mark aside."""
    document = a_document("\ufeffThe \0 harbour \ud800 reopened.")
    assert document.text == "The \ufffd harbour \ufffd reopened."
    assert document.status is DocumentStatus.DEGRADED


PIECES = """\
By Ada Lind|MR. LEE: No.|> |    |- fish|14:05 |March 3, 2024|“Nobody leaves,”|Photo: x|(Southport Daily)|Q. |# |---|\t
PORT ALDER (Wire) — |The harbour reopened. |nine days, the council said|* * *|ENDS|— Ada (@ada) 3 March|A: |[x]|\u2028
"""


@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from([*PIECES.replace("\n", "|").split("|"), "\n", "\r\n", "\0"])).map("".join)
    )
)
def test_any_text_is_kept_and_its_blocks_lie_in_order_inside(text: str) -> None:
    """The text stays character for character; blocks do not overlap, and cover all but rules and marks."""
    try:
        document = a_document(text)
    except SourceError:
        return
    kept = text.removeprefix("\ufeff")
    assert len(document.text) == len(kept)
    assert all(new in {old, "\ufffd"} for old, new in zip(kept, document.text, strict=True))
    position = 0
    for block in document.blocks:
        assert position <= block.span.start < block.span.end <= len(document.text)
        if block.speaker_span:
            assert block.span.covers(block.speaker_span)
        left_out = document.text[position : block.span.start]
        assert not any(char.isalpha() for char in left_out.replace("ENDS", "").replace("END", "").replace("ends", ""))
        position = block.span.end
    assert a_document(text) == document


@pytest.mark.parametrize("piece", ["The harbour reopened. ", "“", "(Photo by ", "> ", "By Ada Lind, ", "a b\n"])
def test_ten_times_the_text_takes_about_ten_times_as_long(piece: str) -> None:
    """No text makes reading quadratic: that would be a hundred times as long."""

    def seconds(size: int) -> float:
        text = piece * (size // len(piece)) + "\nThe end."
        start = time.perf_counter()
        a_document(text)
        return time.perf_counter() - start

    small = min(seconds(20_000) for _ in range(3))
    assert seconds(200_000) < 40 * small + 0.05
