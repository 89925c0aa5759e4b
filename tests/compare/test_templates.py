"""Kinds of incident in wire texts, how one is made responsible, and the reading of keys."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.compare.templates import ANY, incident_kinds, responsibility
from whence.compare.templates.features import of_scores
from whence.compare.templates.wire import sentences
from whence.errors import UsageError
from whence.evaluation.events import macro_f1, read, score, score_raw, unmarked
from whence.evaluation.templates import read as read_messages
from whence.evaluation.templates import score as score_templates
from whence.model.text import Span

WIRE = """TST9-MUC4-0001

   BRELL, 2 MAY 90 (RADIO KARSK) -- [TEXT] A CAR BOMB EXPLODED TODAY IN FRONT
OF THE TOWN HALL OF BRELL.  THE MILL FRONT CLAIMED RESPONSIBILITY FOR THE BOMBING
IN A COMMUNIQUE.

TST9-MUC4-0002

   TESSIN, 3 MAY 90 -- [TEXT] THE HARBOR FAIR OPENED TODAY.
"""
KEY = """;;; a remark
0.  MESSAGE: ID                     TST9-MUC4-0001
1.  MESSAGE: TEMPLATE               1
4.  INCIDENT: TYPE                  BOMBING
6.  INCIDENT: INSTRUMENT ID         "CAR BOMB"
9.  PERP: INDIVIDUAL ID             -
10. PERP: ORGANIZATION ID           "MILL FRONT"
                                    "GRAIN LEAGUE"
11. PERP: ORGANIZATION CONFIDENCE   ? CLAIMED OR ADMITTED: "MILL FRONT"
                                    POSSIBLE / REPORTED AS FACT: "GRAIN LEAGUE" / "LEAGUE"
12. PHYS TGT: ID                    "TOWN HALL"

0.  MESSAGE: ID                     TST9-MUC4-0002
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
11. PERP: ORGANIZATION CONFIDENCE   *
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Texts and a key in a folder of their own, beside a file that a packer left behind."""
    (tmp_path / "tst9").mkdir()
    (tmp_path / "tst9" / "tst9-muc4").write_text(WIRE, encoding="latin-1")
    (tmp_path / "tst9" / "key-tst9.v1").write_text(KEY, encoding="latin-1")
    (tmp_path / "tst9" / "._key-tst9.v1").write_bytes(b"\0\1MESSAGE: TEMPLATE")
    return tmp_path


def test_texts_meet_their_keys(folder: Path) -> None:
    """A slot goes on below; a question mark is passed over; of alternatives the first counts."""
    first, second = read_messages(folder)
    assert first.kinds == {"BOMBING": frozenset({"car bomb", "mill front", "grain league", "town hall"})}
    assert [(blame.names, blame.grade) for blame in first.blamed] == [
        (("MILL FRONT",), "claimed"),
        (("GRAIN LEAGUE", "LEAGUE"), "suspected"),
    ]
    assert (second.kinds, second.blamed) == ({}, ())
    assert "HARBOR FAIR" in second.text


def test_a_folder_without_keys_is_the_callers_fault(tmp_path: Path) -> None:
    """It is said, and not scored as nothing."""
    with pytest.raises(UsageError):
        read_messages(tmp_path)


def test_every_figure_is_given(folder: Path) -> None:
    """Between 0 and 1, and how many were counted."""
    figures = score_templates(folder).figures
    assert figures["count"] == 2
    assert {"attack_f1", "bombing_f1", "any_f1", "responsibility_macro_f1"} <= figures.keys()
    assert figures["bombing_f1"] == 1.0


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("BRELL -- A CAR BOMB EXPLODED AT THE BANK AND KILLED TWO CIVILIANS. TERRORISTS PLANTED IT.", "BOMBING", True),
        ("BRELL -- GUERRILLAS MURDERED THE MAYOR OF TESSIN. THE MAYOR WAS SHOT IN HIS HOME.", "ATTACK", True),
        ("BRELL -- THE HARBOR FAIR OPENED TODAY.", ANY, False),
    ],
)
def test_kinds_of_incident(text: str, kind: str, told: bool) -> None:
    """From one half on a text counts as reporting it."""
    assert (incident_kinds(text).get(kind, 0.0) >= 0.5) is told


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("THE MILL FRONT CLAIMED RESPONSIBILITY FOR THE BOMBING IN A COMMUNIQUE SENT TO RADIO KARSK.", "claimed"),
        ("POLICE BELIEVE THAT THE MILL FRONT IS POSSIBLY INVOLVED IN THE MURDER OF A CLERK.", "suspected"),
        ("GUERRILLAS OF THE MILL FRONT ATTACKED THE TOWN OF BRELL YESTERDAY AND KILLED TWO PEASANTS.", "fact"),
    ],
)
def test_how_one_is_made_responsible(text: str, grade: str) -> None:
    """By the words that stand by the name."""
    assert responsibility(text, ["MILL FRONT"])[0] == grade


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Chances stay chances."""
    assert all(0 <= chance <= 1 for chance in incident_kinds(text).values())
    assert all(sentence.strip() for sentence in sentences(text))


def test_a_text_without_sentences_has_no_scores() -> None:
    """Nothing to weigh but the text."""
    assert of_scores([], {"ANY": -8.0}) == ["text:ANY:0"]


HEAD = "\tsentence_id\tsentence\tmarked_sentence\tgold_root\tgold_penta\r\n"


def test_marked_sentences_are_scored(tmp_path: Path) -> None:
    """Both ways, with CONCEDE and RETREAT as one class."""
    file = tmp_path / "gold.tsv"
    file.write_text(
        HEAD
        + "0\t1\tGuards shelled a mill.\t<s>Guards</s> shelled <t>a mill</t>.\tASSAULT\t4\r\n"
        + "1\t2\tThe court freed a clerk.\t<s>The court</s> freed <t>a clerk</t>.\tRETREAT\t2\r\n",
        encoding="utf-8",
        newline="",
    )
    assert [row.label for row in read(file)] == ["ASSAULT", "YIELD"]
    assert score(file).figures == {"accuracy": 1.0, "macro_f1": 1.0, "quad_macro_f1": 1.0, "count": 2.0}
    assert score_raw(file).figures["accuracy"] == 1.0


def test_a_missing_column_is_the_callers_fault(tmp_path: Path) -> None:
    """And is named."""
    file = tmp_path / "gold.tsv"
    file.write_text("sentence_id\tsentence\n", encoding="utf-8")
    with pytest.raises(UsageError, match="gold_penta"):
        read(file)


@pytest.mark.parametrize(
    ("sentence", "text", "marks"),
    [
        ("In Brell <t>a mill</t> burned.", "In Brell a mill burned.", {"t": Span(9, 15)}),
        ("<s>A</s>, <s>B</s>", "A, B", {"s": Span(0, 1)}),
        ("<s>never closed", "never closed", {}),
    ],
)
def test_marks_become_spans(sentence: str, text: str, marks: dict[str, Span]) -> None:
    """The first of each kind counts."""
    assert unmarked(sentence) == (text, marks)


def test_macro_f1_is_the_mean_over_the_labels_of_gold() -> None:
    """A label that is only predicted has no F1 of its own."""
    assert macro_f1(["a", "a", "b"], ["a", "c", "b"]) == pytest.approx((2 / 3 + 1) / 2)


def test_a_name_repeated_without_end_is_read_in_a_few_places() -> None:
    """No text makes the reading of it slow."""
    assert responsibility("THE FRONT " * 5_000, ["FRONT"])[1] > 0
