"""What the figures of grouping are, on groupings small enough to count by hand."""

from pathlib import Path

import pytest

from whence.errors import UsageError
from whence.evaluation.incidents import adjusted_rand, b_cubed, ceaf_e, muc, score, v_measure

DOCUMENT = """<Document doc_name="{name}" doc_id="D">
<token t_id="1" sentence="0" number="0">Rebels</token>
<token t_id="2" sentence="0" number="1">shelled</token>
<token t_id="3" sentence="0" number="2">{town}</token>
<token t_id="4" sentence="0" number="3">.</token>
<Markables>
<HUMAN_PART m_id="1"><token_anchor t_id="1"/></HUMAN_PART>
<ACTION_OCCURRENCE m_id="2"><token_anchor t_id="2"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="9" RELATED_TO="" TAG_DESCRIPTOR="shelling" instance_id="ACT1"/>
</Markables>
<Relations><CROSS_DOC_COREF r_id="5" note="{instance}">
<source m_id="2"/><target m_id="9"/></CROSS_DOC_COREF></Relations>
</Document>"""


def test_a_grouping_like_the_gold_has_the_full_figure() -> None:
    gold = ["a", "a", "b", "c"]
    for measure in (adjusted_rand, v_measure, b_cubed, muc, ceaf_e):
        assert measure(gold, [0, 0, 1, 2]) == pytest.approx(1)


def test_figures_by_hand() -> None:
    """Two groups of two, all put together."""
    gold, found = ["a", "a", "b", "b"], [0, 0, 0, 0]
    assert b_cubed(gold, found) == pytest.approx(2 * 0.5 / 1.5)
    assert muc(gold, found) == pytest.approx(0.8)
    assert ceaf_e(gold, found) == pytest.approx(2 * (2 / 3) / 2 * (2 / 3) / ((2 / 3) / 2 + 2 / 3))
    assert adjusted_rand(gold, found) == 0
    assert v_measure(gold, found) == 0


def test_a_folder_is_read_and_scored(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    for name, town, instance in (("1_1ecb", "Tolva", "A"), ("1_2ecb", "Tolva", "A"), ("1_1ecbplus", "Keldow", "B")):
        text = DOCUMENT.format(name=name, town=town, instance=instance)
        (tmp_path / "1" / f"{name}.xml").write_text(text, encoding="utf-8")
    outcome = score(tmp_path)
    assert outcome.figures["count"] == 3
    assert set(outcome.figures) >= {"documents_ari", "documents_v", "mentions_b3"}
    assert len(outcome.predictions) == 3


def test_an_empty_folder_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no documents"):
        score(tmp_path)
