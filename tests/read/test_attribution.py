"""Who is said to say what: source, cue and content in one sentence, and the chain of voices in an article."""

from __future__ import annotations

import pytest

from tests.read.news import an_article, chain, quoted, said_at
from whence.language.tokens import tokens
from whence.model.text import Span
from whence.read.attribution.rules import attributions

# sentence, source, cue, words that are content
SENTENCES = [
    # direct
    ("“The port is open,” said Ms Ito.", "Ms Ito", "said", "The port is open"),
    ("“The port is open,” Ms Ito said.", "Ms Ito", "said", "The port is open"),
    ("Ms Ito said: “The port is open.”", "Ms Ito", "said", "The port is open"),
    ("Ms Ito said, “The port is open.”", "Ms Ito", "said", "The port is open"),
    ("‘The port is open,’ said Ms Ito, the mayor of Karsk.", "Ms Ito", "said", "The port is open"),
    ('"The port is open," the mayor told reporters on Monday.', "the mayor", "told", "The port is open"),
    ("“Is the port open?” Ms Ito asked.", "Ms Ito", "asked", "Is the port open"),
    ("“Go home!” the guard shouted.", "the guard", "shouted", "Go home"),
    ("Asked about the ship, the captain replied: “It sank.”", "the captain", "replied", "It sank"),
    ("The mayor added in a statement: “We will pay.”", "The mayor", "added", "We will pay"),
    # indirect
    ("Ms Ito said that the port was open.", "Ms Ito", "said", "the port was open"),
    ("Ms Ito said the port was open.", "Ms Ito", "said", "the port was open"),
    ("The ministry announced on Friday that fares would rise.", "The ministry", "announced", "fares would rise"),
    ("The mayor told Radio Quayside that the wall would hold.", "The mayor", "told", "the wall would hold"),
    ("The company promised to repay the fares.", "The company", "promised", "repay the fares"),
    ("The union urged ministers to close the yard.", "The union", "urged", "close the yard"),
    ("The union called on the council to shut the yard.", "The union", "called on", "shut the yard"),
    ("The minister denied that the crane was unsafe.", "The minister", "denied", "the crane was unsafe"),
    ("The minister denied the charge.", "The minister", "denied", "the charge"),
    ("Police accused the driver of lying.", "Police", "accused", "lying"),
    ("The report found that the bolts were old.", "The report", "found", "the bolts were old"),
    ("The ruling states that the sale was unlawful.", "The ruling", "states", "the sale was unlawful"),
    ("The letter warned of a collapse.", "The letter", "warned", "a collapse"),
    # after the content
    ("The port is open, officials say.", "officials", "say", "The port is open"),
    ("The port is open, according to two officials.", "two officials", "according to", "The port is open"),
    ("According to the ministry, the port is open.", "the ministry", "According to", "the port is open"),
    ("The wall will hold, the mayor of Karsk told reporters.", "the mayor of Karsk", "told", "The wall will hold"),
    ("The wall will hold, said Edda Sorel, the harbour master.", "Edda Sorel", "said", "The wall will hold"),
    # mixed
    ("He called the account “a fairy tale”.", "He", "called", "a fairy tale"),
    ("Ms Ito said the plan was “a gift to nobody”.", "Ms Ito", "said", "the plan was “a gift to nobody”"),
    ("The authority said it had been checked “as recently as January”.", "The authority", "said", "as recently as"),
    # interrupted
    ("“The wall,” said Roe, “will hold.”", "Roe", "said", "will hold"),
    ("The plan, she said, would fail.", "she", "said", "would fail"),
    # thought and belief
    ("Ms Ito believes that the wall will hold.", "Ms Ito", "believes", "the wall will hold"),
    ("The union fears the yard will close.", "The union", "fears", "the yard will close"),
    # questions
    ("Ms Ito asked whether the wall would hold.", "Ms Ito", "asked", "the wall would hold"),
    ("Reporters asked why the gate was shut.", "Reporters", "asked", "why the gate was shut"),
    # passive with an agent
    (
        "The captain was told by the port that the berth was free.",
        "the port",
        "told",
        "the berth was free",
    ),
    # words quoted by somebody else
    ("Roe was quoted as saying that the ship was empty.", "Roe", "was quoted as saying", "the ship was empty"),
]


@pytest.mark.parametrize(("sentence", "source", "cue", "content"), SENTENCES)
def test_source_cue_and_content(sentence: str, source: str, cue: str, content: str) -> None:
    outer = [quote for quote in quoted(sentence) if quote.depth == 0]
    line = tokens(sentence, Span(0, len(sentence)), outer)
    found = attributions(line)
    assert len(found) == 1
    assert found[0].source is not None

    def words(first: int, last: int) -> str:
        span = line.span(first, last)
        return sentence[span.start : span.end]

    assert words(*found[0].source).rstrip(",").startswith(source)
    assert cue in words(*found[0].cue)
    assert content in " … ".join(words(*piece) for piece in found[0].content)
    assert not any(first < found[0].cue[1] and found[0].cue[0] < last for first, last in found[0].content)


NOBODY = [
    "The port reopened on Monday.",
    "The so-called “experts” left early.",
    "The film “Tide” opened on Friday.",
    "He sings in a band called “The Gulls”.",
    "The so-called ‘Widow’ is a wall of stone.",
    "The state of the wall is poor.",
    "Claims for damage may be sent by post.",
    "The report is 40 pages long.",
]


@pytest.mark.parametrize("sentence", NOBODY)
def test_nobody_speaks_in_a_plain_sentence(sentence: str) -> None:
    reading = an_article(f"The flood came at night.\n\n{sentence}")
    assert chain(reading, sentence) == []
    assert said_at(reading, sentence).quotation == "own"


# paragraphs, words in question, who says them (after the author), how
ARTICLES = [
    # direct, inverted, interrupted
    ("“The port is open,” said Edda Sorel.", "port is open", ["Edda Sorel"], "direct"),
    ("“The port,” said Edda Sorel, “is open for all.”", "open for all", ["Edda Sorel"], "direct"),
    ("Edda Sorel denied the story. “The port is open,” she said.", "port is open", ["Edda Sorel"], "direct"),
    # pseudo-direct after a colon
    ("Edda Sorel said: the port is open and stays open.", "port is open", ["Edda Sorel"], "indirect"),
    # floating quotations
    ("“The port is open,” said Edda Sorel. “We work at night.”", "work at night", ["Edda Sorel"], "direct"),
    ("“The port is open,” said Edda Sorel.\n\n“We work at night.”", "work at night", ["Edda Sorel"], "direct"),
    ("Edda Sorel spoke first. “The port is open,” she said. “It stays open.”", "It stays", ["Edda Sorel"], "direct"),
    # indirect and pronouns
    ("Edda Sorel said the port was open. She added that fares would fall.", "fares would", ["Edda Sorel"], "indirect"),
    ("The port is open, according to Edda Sorel.", "port is open", ["Edda Sorel"], "indirect"),
    # mixed
    ("Edda Sorel called the report “a work of fiction”.", "work of fiction", ["Edda Sorel"], "mixed"),
    ("Edda Sorel said the wall was “as good as new” on Monday.", "good as new", ["Edda Sorel"], "mixed"),
    # depth
    (
        "Edda Sorel said the captain had told her that the hold was empty.",
        "hold was empty",
        ["Edda Sorel", "the captain"],
        "indirect",
    ),
    (
        "“The captain told me the hold was empty,” said Edda Sorel.",
        "hold was empty",
        ["Edda Sorel", "The captain"],
        "indirect",
    ),
    (
        "“The captain said, ‘The hold is empty,’” said Edda Sorel.",
        "hold is empty",
        ["Edda Sorel", "The captain"],
        "direct",
    ),
    (
        "Edda Sorel said Tomas Roe had said that the mayor believed the wall would hold.",
        "wall would",
        ["Edda Sorel", "Tomas Roe", "the mayor"],
        "indirect",
    ),
    (
        "“My husband says the wall holds,” said Edda Sorel.",
        "wall holds",
        ["Edda Sorel", "Edda Sorel's husband"],
        "indirect",
    ),
    ("Edda Sorel denies it, according to her lawyer.", "denies it", ["Edda Sorel's lawyer"], "indirect"),
    # several in one sentence
    ("Edda Sorel said the wall would hold, but Tomas Roe said it would fall.", "would fall", ["Tomas Roe"], "indirect"),
    (
        "Edda Sorel said the wall would hold, but Tomas Roe said it would fall.",
        "would hold",
        ["Edda Sorel"],
        "indirect",
    ),
    ("“The wall holds”, said Edda Sorel, adding that fares would fall.", "fares would", ["Edda Sorel"], "indirect"),
    ("Edda Sorel said the wall held, adding: “Fares will fall.”", "Fares will", ["Edda Sorel"], "direct"),
    ("Edda Sorel said that the wall held and that fares would fall.", "fares would", ["Edda Sorel"], "indirect"),
    ("Edda Sorel said the wall would hold. The council slept.", "council slept", [], "own"),
    # no verb, or none of the lexicon
    ("Edda Sorel was blunt: “The wall is old.”", "wall is old", ["Edda Sorel"], "direct"),
    ("Edda Sorel put it this way: “The wall is old.”", "wall is old", ["Edda Sorel"], "direct"),
    ("According to Edda Sorel, “the wall is old”, but it will hold.", "wall is old", ["Edda Sorel"], "mixed"),
    # bodies and those who speak for them are one
    ("A spokesman for the ministry said the wall would hold.", "wall would", ["the ministry"], "indirect"),
    ("A memo from the ministry said the wall was old.", "wall was", ["the ministry"], "indirect"),
    ("The ministry’s statement said the wall was old.", "wall was", ["The ministry"], "indirect"),
    ("The court ruled that the sale was unlawful.", "sale was", ["the court"], "indirect"),
    ("“We will stay,” the dockers said in a joint statement.", "will stay", ["the dockers"], "direct"),
    # speaking to another outlet adds a link
    (
        "Edda Sorel told Radio Quayside that the wall would hold.",
        "wall would",
        ["Radio Quayside", "Edda Sorel"],
        "indirect",
    ),
    ("“The wall will hold,” Edda Sorel told Radio Quayside.", "wall will", ["Radio Quayside", "Edda Sorel"], "direct"),
    (
        "Radio Quayside quoted Edda Sorel as saying that the wall would hold.",
        "wall would",
        ["Radio Quayside", "Edda Sorel"],
        "indirect",
    ),
    (
        "“It will hold,” Edda Sorel told Radio Quayside. In the same broadcast she said fares would rise.",
        "fares would",
        ["Radio Quayside", "Edda Sorel"],
        "indirect",
    ),
    (
        "Meridian Wire, citing two officials, said the wall had fallen.",
        "wall had",
        ["Meridian Wire", "two officials"],
        "indirect",
    ),
    ("Edda Sorel told KLRK on Monday that the wall would hold.", "wall would", ["KLRK", "Edda Sorel"], "indirect"),
    ("Edda Sorel told the WHO that the test was late.", "test was", ["Edda Sorel"], "indirect"),
    ("As Edda Sorel put it in the Northern Review: “The wall is tired.”", "wall is", ["Edda Sorel"], "direct"),
    (
        "According to Meridian Wire, citing a clerk, engineers believe that the wall was hollow.",
        "was hollow",
        ["Meridian Wire", "a clerk", "engineers"],
        "indirect",
    ),
    ("Radio Quayside reported on Monday that Edda Sorel had resigned.", "had resigned", ["Radio Quayside"], "indirect"),
    # transcripts
    (
        "MS. SOREL: The port is open to all ships.\n\nMR. LEE: Who told you so?\n\nMS. SOREL: The captain.",
        "port is open",
        ["Ms Sorel"],
        "direct",
    ),
    # quoted words in several paragraphs
    (
        "Edda Sorel said: “The port is open.\n\n“Every berth is in use.\n\n“We start on Monday.”",
        "berth is in use",
        ["Edda Sorel"],
        "direct",
    ),
    # documents
    ("The indictment says that the captain sold the fuel.", "captain sold", ["The indictment"], "indirect"),
    ("The ministry said in a statement that the port was open.", "port was open", ["The ministry"], "indirect"),
    # dash dialogue
    ("— The windows flew in, says Marta Helin.", "windows flew", ["Marta Helin"], "direct"),
    # a slip
    ("“The port is open, said Edda Sorel. The cranes work.", "port is open", ["Edda Sorel"], "direct"),
    ("“The port is open, said Edda Sorel. The cranes work.", "cranes work", [], "own"),
    ("The port is open,” said Edda Sorel. The cranes work.", "cranes work", [], "own"),
]


# quotations of every shape, in an article
QUOTATIONS = [
    ("‘The port is open,’ Edda Sorel said. ‘It’s the dockers’ win.’", "dockers’ win", ["Edda Sorel"], "direct"),
    (
        "Edda Sorel told reporters: ‘The port is open.\n\n‘It stays open.’\n\nThe union laughed.",
        "It stays open",
        ["Edda Sorel"],
        "direct",
    ),
    (
        "“The port is open,” Edda Sorel said.\n\n“It stays open.\n\n“We promise.”\n\nThe union laughed.",
        "We promise",
        ["Edda Sorel"],
        "direct",
    ),
    ("“Is the port open?” Ms Sorel, the harbour master, asked. “Who knows?”", "Who knows", ["Ms Sorel"], "direct"),
    ("Asked if he knew J.R. Vasko, Edda Sorel said no. The U.S. Senate voted.", "Senate voted", [], "own"),
    ("“The U.S. is ready,” said Edda Sorel. “So are we.”", "So are we", ["Edda Sorel"], "direct"),
    ("Edda Sorel said the U.S. Navy had left at 5 p.m. Monday.", "5 p.m. Monday", ["Edda Sorel"], "indirect"),
    ("– The windows flew in, said Marta Helin.\n\n– We ran.\n\nThe police came.", "We ran", ["Marta Helin"], "direct"),
    ("– The windows flew in, said Marta Helin.\n\n– We ran.\n\nThe police came.", "police came", [], "own"),
    ("— The windows flew in, says Marta Helin. — We ran.", "We ran", ["Marta Helin"], "direct"),
    ("The mayor, “a man of the sea”, resigned.", "man of the sea", [], "own"),
    ("“The wall is sound, said Edda Sorel. “We built it,” she added.", "The wall is sound", ["Edda Sorel"], "direct"),
    ("“The wall is sound, said Edda Sorel. “We built it,” she added.", "We built it", ["Edda Sorel"], "direct"),
    ("«The wall is sound», said Edda Sorel.", "wall is sound", ["Edda Sorel"], "direct"),
    ("„The wall is sound“, said Edda Sorel.", "wall is sound", ["Edda Sorel"], "direct"),
    ("Edda Sorel: “The wall is sound.”", "wall is sound", ["Edda Sorel"], "direct"),
    ("Edda Sorel (on the radio): “The wall is sound.”", "wall is sound", ["Edda Sorel"], "direct"),
    ("@eddasorel tweeted: “The wall is sound.”", "wall is sound", ["@eddasorel"], "direct"),
    ("Edda Sorel (42) said: “The wall is sound.”", "wall is sound", ["Edda Sorel"], "direct"),
    ("“The wall is sound,” Edda Sorel, 42, said.", "wall is sound", ["Edda Sorel"], "direct"),
    ("“The wall is sound,” according to Edda Sorel.", "wall is sound", ["Edda Sorel"], "direct"),
    ("Edda Sorel said the wall was “sound” and the gates were “shut”.", "shut", ["Edda Sorel"], "mixed"),
]


@pytest.mark.parametrize(("body", "words", "voices", "quotation"), [*ARTICLES, *QUOTATIONS])
def test_who_says_it_in_an_article(body: str, words: str, voices: list[str], quotation: str) -> None:
    reading = an_article(f"The flood came at night.\n\n{body}")
    assert [name.lower() for name in chain(reading, words)] == [name.lower() for name in voices]
    assert said_at(reading, words).quotation == quotation
