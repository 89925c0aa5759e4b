"""The quotations of a draft as they are checked: which pieces are one, whose they are, and which are nobody's words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.read.news import an_article
from tests.read.strategies import articles, pages
from whence.errors import SourceError
from whence.ingest.markdown import read_markdown
from whence.ingest.plain import read_plain
from whence.model.reuse import Quoted
from whence.model.speech import Quotation, Reading
from whence.model.text import Document
from whence.read.article import read
from whence.read.quoted import quoted


def pieces(reading: Reading) -> list[list[str]]:
    """The words of each quotation that is checked, in their pieces."""
    return [[reading.document[span] for span in item.spans] for item in quoted(reading) if not item.skipped]


def skipped(reading: Reading) -> list[tuple[str, str]]:
    """Each quotation that is not checked, with the reason."""
    return [(reading.document[item.spans[0]], item.skipped) for item in quoted(reading) if item.skipped]


def speaker(reading: Reading, item: Quoted) -> str | None:
    return reading.voice(item.voice).name if item.voice else None


def markdown(body: str) -> Reading:
    return read(read_markdown(f"# Harbour reopens\n\nBy Ada Lind\n\n{body}", uri="harbour.md"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“We will sign it,” Teodor Malk said.", [["We will sign it,"]]),
        # a tag within a sentence interrupts one quotation
        ("“We will sign,” Teodor Malk said, “and soon.”", [["We will sign,", "and soon."]]),
        ("“If it falls,” Teodor Malk said on Friday, “we sail.”", [["If it falls,", "we sail."]]),
        ("“Will we sign,” Teodor Malk asked, “or lose it all?”", [["Will we sign,", "or lose it all?"]]),
        ("“We will sign”, Teodor Malk said, “and soon”.", [["We will sign", "and soon"]]),
        ('"We will sign," Teodor Malk said, "and soon."', [["We will sign,", "and soon."]]),
        ("‘We will sign,’ Teodor Malk said, ‘and soon.’", [["We will sign,", "and soon."]]),
        # a tag that ends a sentence stands between two
        ("“We will sign it,” Teodor Malk said. “It will be soon.”", [["We will sign it,"], ["It will be soon."]]),
        ("“Will we sign it?” Teodor Malk asked. “Yes, and soon.”", [["Will we sign it?"], ["Yes, and soon."]]),
        # somebody else's words in one sentence are another quotation
        (
            "“We will sign it,” Teodor Malk said, while Nora Field said “we will lose it.”",
            [["We will sign it,"], ["we will lose it."]],
        ),
        # paragraphs that each open with a mark are one
        ("Teodor Malk said: “We will sign.\n\n“We will stay.”", [["We will sign.", "We will stay."]]),
        (
            "“We will sign.\n\n“We will stay.\n\n“We will go,” Teodor Malk said, “and soon.”",
            [["We will sign.", "We will stay.", "We will go,", "and soon."]],
        ),
        ("“We will sign,” Teodor Malk said.\n\n“We will stay,” he said.", [["We will sign,"], ["We will stay,"]]),
        # a quotation within a quotation is one of its own as well
        (
            "“She told me, ‘We will never sign it,’ and left,” Teodor Malk said.",
            [["She told me, ‘We will never sign it,’ and left,"], ["We will never sign it,"]],
        ),
        # pieces woven into the writer's sentence are each on their own
        (
            "Teodor Malk said the bank was “ours to keep” and that the river “may yet fall”.",
            [["ours to keep"], ["may yet fall"]],
        ),
        ("It rained. Nobody came.", []),
        ("“…,” Teodor Malk said. “”", []),  # no words
    ],
)
def test_which_quotations_there_are(text: str, found: list[list[str]]) -> None:
    assert pieces(an_article(text)) == found


@pytest.mark.parametrize(
    ("text", "statement", "name"),
    [
        ("“We will sign,” Teodor Malk said, “and soon.”", Quotation.DIRECT, "Teodor Malk"),
        ("“We will sign.\n\n“We will stay,” Teodor Malk said.", Quotation.DIRECT, "Teodor Malk"),
        ("Teodor Malk said the bank was “ours to keep”.", Quotation.MIXED, "Teodor Malk"),
        ("Teodor Malk called it “a mistake”.", Quotation.MIXED, "Teodor Malk"),
        ("Teodor Malk told Nora Field: “We will sign it.”", Quotation.DIRECT, "Teodor Malk"),
    ],
)
def test_a_quotation_belongs_to_a_statement_and_a_voice(text: str, statement: Quotation, name: str) -> None:
    reading = an_article(text)
    (item,) = quoted(reading)
    (owner,) = (each for each in reading.statements if each.id == item.statement)
    assert (owner.quotation, speaker(reading, item), item.skipped) == (statement, name, "")


def test_a_quotation_that_no_words_give_to_anybody_is_checked_all_the_same() -> None:
    (item,) = quoted(an_article("The sign on the pier was old. “Nobody sails from here in winter.”"))
    assert (item.statement, item.voice, item.skipped) == (None, None, "")


FEW = "a few words in quotation marks that nobody is said to have spoken"
TITLE = "a title or a name, nobody's words"


@pytest.mark.parametrize(
    ("text", "nobodys"),
    [
        ("The “peace” lasted a day.", [("peace", FEW)]),
        ("The “war on the river” lasted a day.", []),  # four words may be somebody's
        ("“He called it ‘a mess’ and left,” Teodor Malk said.", [("a mess", FEW)]),
        ("Her novel “The River and the Sea” was read aloud.", [("The River and the Sea", TITLE)]),
        ("Her novel, titled “Rain”, was read aloud.", [("Rain", TITLE)]),
        ("The “Karsk Accord” was signed.", [("Karsk Accord", TITLE)]),
        ("They played “The Long Road to the Sea” at the pier.", [("The Long Road to the Sea", TITLE)]),
        # what somebody is said to have spoken is checked however short it is, and however it is written
        ("“No,” Teodor Malk said.", []),
        ("“Never Again,” Teodor Malk said.", []),
        ("Teodor Malk spoke of “Peace with and for us” on Friday.", []),  # a sentence's capital, not a title's
        ("Teodor Malk called it a “mistake”.", []),
    ],
)
def test_nobodys_words_are_listed_with_the_reason(text: str, nobodys: list[tuple[str, str]]) -> None:
    assert skipped(an_article(text)) == nobodys


@pytest.mark.parametrize(
    ("body", "found", "name"),
    [
        (
            "Teodor Malk wrote:\n\n> We will not surrender.\n>\n> We never agreed.\n\nIt rained.",
            [["We will not surrender.", "We never agreed."]],
            "Teodor Malk",
        ),
        # marks around all of it do not make a second quotation
        ("Teodor Malk wrote:\n\n> “We will not surrender.”\n\nIt rained.", [["We will not surrender."]], "Teodor Malk"),
        ('Teodor Malk wrote:\n\n> "We will not surrender."', [["We will not surrender."]], "Teodor Malk"),
        # two block quotes with words between are two
        (
            "Teodor Malk wrote:\n\n> We will not surrender.\n\nHe went on:\n\n> We never agreed to it.",
            [["We will not surrender."], ["We never agreed to it."]],
            "Teodor Malk",
        ),
        # what is quoted in it is a quotation of its own
        (
            "Teodor Malk wrote:\n\n> She told me “we will never sign it”, and left.",
            [["She told me “we will never sign it”, and left."], ["we will never sign it"]],
            "Teodor Malk",
        ),
        ("It rained all day.\n\n> We will not surrender the bank.", [["We will not surrender the bank."]], None),
    ],
)
def test_block_quotes_of_markdown(body: str, found: list[list[str]], name: str | None) -> None:
    reading = markdown(body)
    assert pieces(reading) == found
    first = quoted(reading)[0]
    (owner,) = (each for each in reading.statements if each.id == first.statement)
    assert owner.quotation is Quotation.BLOCK
    assert speaker(reading, first) == name or name is None


def test_short_lines_of_a_block_quote_are_checked() -> None:
    """The page sets them off as somebody's words."""
    assert pieces(markdown("Teodor Malk wrote on Friday:\n\n> Not yet.\n\nIt rained.")) == [["Not yet."]]


def _checked(document: Document) -> None:
    reading = read(document)
    found = quoted(reading)
    statements = {statement.id for statement in reading.statements}
    voices = {voice.id for voice in reading.voices}
    starts = [item.spans[0].start for item in found]
    assert starts == sorted(starts)
    assert len({item.spans for item in found}) == len(found)
    for item in found:
        assert item.statement is None or item.statement in statements
        assert item.voice is None or item.voice in voices
        ends = [0]
        for span in item.spans:
            assert ends[-1] <= span.start < span.end <= len(document.text)
            assert any(char.isalnum() for char in document[span])
            assert document[span] == document[span].strip()
            ends.append(span.end)


@given(articles)
@settings(max_examples=60, deadline=None)
def test_whatever_the_text_quotations_have_words_and_stand_in_order(text: str) -> None:
    try:
        document = read_plain(text, uri="any.txt")
    except SourceError:
        return
    _checked(document)


@given(pages())
@settings(max_examples=60, deadline=None)
def test_whatever_the_page_quotations_have_words_and_stand_in_order(page: Document) -> None:
    _checked(page)
