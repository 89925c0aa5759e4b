"""Reports of one incident are found together, look-alike incidents apart, whatever else is in the collection."""

import numpy as np
import pytest

from whence.compare.incidents import group_documents
from whence.compare.incidents.apart import parted
from whence.compare.incidents.likeness import Index, blocks, linked
from whence.compare.incidents.profile import profile, stem

FERRY = [
    "The ferry Maribel ran aground off Tolva on Tuesday. Captain Orsa Lind said 40 passengers were taken off by boat.",
    "Lifeboats took 40 passengers off the ferry Maribel, which had run aground near Tolva, the coastguard said.",
    "Captain Orsa Lind of the Maribel blamed fog after the ferry ran aground off Tolva with 40 passengers aboard.",
]
MINE = [
    "A roof fell in at the Keldow coal mine, trapping nine miners. Rescuers drilled a shaft, said foreman Ivo Brask.",
    "Nine miners are trapped at Keldow after the roof of the coal mine fell in, foreman Ivo Brask said.",
]


def test_reports_of_two_incidents_are_two_groups() -> None:
    found = group_documents([*FERRY, *MINE])
    assert found.groups == (0, 0, 0, 1, 1)


def test_a_group_says_what_its_reports_share() -> None:
    found = group_documents([*FERRY, MINE[0]])
    assert "Maribel" in found.reasons[0]
    assert found.reasons[0].endswith("with 2 other reports of the group")
    assert found.reasons[3] == ""


@pytest.mark.parametrize("texts", [[], ["One report alone."], ["", ""], ["", FERRY[0]]])
def test_few_or_empty_documents(texts: list[str]) -> None:
    assert len(group_documents(texts).groups) == len(texts)


def test_the_same_words_on_days_far_apart_are_two_incidents() -> None:
    """Two raids told alike, a month apart, are joined only where no dates say so."""
    one = "Drones hit the depot at Sorvik, said Major Hale."
    other = "A spokesman of the port of Sorvik told reporters that the depot was struck at night and burned for hours."
    assert group_documents([one, other]).groups == (0, 0)
    assert group_documents([one, other], [{738000}, {738002}]).groups == (0, 0)
    assert group_documents([one, other], [{738000}, {738030}]).groups == (0, 1)


def test_the_order_of_documents_does_not_change_the_groups() -> None:
    forward = group_documents([*FERRY, *MINE]).groups
    backward = group_documents([*MINE[::-1], *FERRY[::-1]]).groups[::-1]
    same = [[one == other for other in forward] for one in forward]
    assert same == [[one == other for other in backward] for one in backward]


def test_two_stories_with_words_of_their_own_are_parted() -> None:
    """Arrests of two players of one team, told alike but for who it was and where."""
    shared = {f"shared{n}": 1 for n in range(10)}
    rows = [shared | {f"left{n}": 1 for n in range(7)} | {f"own{i}": 1} for i in range(7)]
    rows += [shared | {f"right{n}": 1 for n in range(7)} | {f"own{i}": 1} for i in range(7, 14)]
    weights = {word: 5.0 for row in rows for word in row}
    assert sorted(map(sorted, parted(rows, weights))) == [list(range(7)), list(range(7, 14))]
    alike = [shared | {f"own{i}": 1} for i in range(14)]
    assert parted(alike, {word: 5.0 for row in alike for word in row}) == [list(range(14))]


def test_groups_are_joined_by_their_mean_likeness() -> None:
    """A chain of near neighbours is no group when its ends have nothing in common."""
    near = np.array([[1, 0.9, 0.0, 0], [0.9, 1, 0.5, 0], [0.0, 0.5, 1, 0], [0, 0, 0, 1]], np.float32)
    assert linked(near, 0.3) == [0, 0, 1, 2]
    assert linked(near, 0.2) == [0, 0, 0, 1]


def test_the_table_of_likeness_is_the_same_as_pair_by_pair() -> None:
    generator = np.random.default_rng(3)
    rows = [{f"w{n}": float(generator.random()) for n in generator.choice(60, 12, replace=False)} for _ in range(40)]
    table = Index(rows).matrix()
    for one in range(40):
        for other in range(40):
            dot = sum(value * rows[other].get(word, 0) for word, value in rows[one].items())
            norms = np.sqrt(sum(v * v for v in rows[one].values()) * sum(v * v for v in rows[other].values()))
            assert table[one, other] == pytest.approx(dot / norms, abs=1e-5)


def test_a_large_collection_is_taken_in_blocks() -> None:
    """No block is larger than allowed, and reports with the same words stay in one."""
    rows = [{f"story{n // 4}": 2.0, f"other{n // 4}": 1.0, f"own{n}": 1.0} for n in range(40)]
    found = blocks(Index(rows), least=0.1, neighbours=5, largest=8)
    assert sorted(at for block in found for at in block) == list(range(40))
    assert max(map(len, found)) <= 8
    where = {at: number for number, block in enumerate(found) for at in block}
    assert all(where[n] == where[n - n % 4] for n in range(40))


@pytest.mark.parametrize(
    ("words", "base"), [("bombing bombed bombs", "bomb"), ("city cities city's", "city"), ("fire fires fired", "fir")]
)
def test_endings_are_taken_off(words: str, base: str) -> None:
    assert {stem(word) for word in words.split()} == {base}


def test_names_are_told_from_sentence_beginnings() -> None:
    found = profile("Police in Tolva said so. Rain fell.\nPolice Find Boat In Fog")
    assert set(found.names) == {"tolva"}
