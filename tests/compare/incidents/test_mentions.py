"""Which acts are told twice: by their words and surroundings, never against a day, a city or a victim's name."""

from dataclasses import replace

import pytest

from whence.compare.incidents import Told, group_mentions
from whence.model.text import Span


def told(text: str, act: str, document: int = 0, story: int = 0) -> Told:
    """The act as a mention; the whole text is its sentence."""
    start = text.index(act)
    return Told(
        document=document, story=story, text=text, span=Span(start, start + len(act)), sentence=Span(0, len(text))
    )


ONE = told("Gunmen shot the mayor of Tolva, Ede Maro, outside the town hall on Friday.", "shot", 0)
OTHER = told("The mayor of Tolva, Ede Maro, was shot outside the town hall, police said.", "shot", 1)
TALKS = told("Ministers will meet in Sorvik to discuss fishing quotas next month.", "meet", 1)


def test_the_same_act_in_two_reports_is_one_incident() -> None:
    assert group_mentions([ONE, OTHER, TALKS]) == [0, 0, 1]


def test_mentions_of_two_stories_stay_apart() -> None:
    assert group_mentions([ONE, replace(OTHER, story=1)]) == [0, 1]


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ({"days": (738000, 738000)}, {"days": (738001, 738001)}, True),  # the night between
        ({"days": (738000, 738000)}, {"days": (738004, 738004)}, False),
        ({"days": (738000, 738030)}, {"days": (738004, 738004)}, True),  # that month
        ({"days": (738000, 738000)}, {}, True),
        ({"city": "tolva"}, {"city": "tolva"}, True),
        ({"city": "tolva"}, {"city": "sorvik"}, False),
        ({"victims": frozenset({"maro"})}, {"victims": frozenset({"maro", "lind"})}, True),
        ({"victims": frozenset({"maro"})}, {"victims": frozenset({"lind"})}, False),
    ],
)
def test_what_keeps_mentions_apart(first: dict[str, object], second: dict[str, object], together: bool) -> None:
    groups = group_mentions([replace(ONE, **first), replace(OTHER, **second)])  # type: ignore[arg-type]
    assert (groups[0] == groups[1]) == together


def test_numbers_and_denials_never_keep_mentions_apart() -> None:
    one = told("The raid on the Keldow depot killed 12 guards, the army said.", "raid", 0)
    other = told("The raid on the Keldow depot killed no guards, a spokesman of the rebels said.", "raid", 1)
    assert group_mentions([one, other]) == [0, 0]


def test_nothing_and_one() -> None:
    assert group_mentions([]) == []
    assert group_mentions([ONE]) == [0]


def test_a_story_of_many_mentions_is_grouped_in_blocks() -> None:
    """No more are compared at once than a bounded number; the acts of two words stay two."""
    shot = [replace(ONE, document=at) for at in range(500)]
    talks = [replace(TALKS, document=at) for at in range(500)]
    groups = group_mentions([*shot, *talks])
    assert set(groups[:500]) == {0}
    assert set(groups[500:]) == {1}
