"""How many independent origins a report has, however often it is passed on."""

import pytest

from whence.compare.origins import origins

REPORTS = [
    ([], [], 0),
    ([("a", ("Dockside Post",))], [], 1),
    ([("a", ("Dockside Post",)), ("b", ("Harbour Times",))], [], 2),
    ([("a", ("Dockside Post",)), ("b", ("Harbour Times",))], [("a", "b")], 1),  # a copy
    ([("a", ("Post",)), ("b", ("Times",)), ("c", ("Mail",))], [("a", "b"), ("b", "c")], 1),  # a copy of a copy
    ([("a", ("Post", "the mayor")), ("b", ("Times", "the mayor"))], [], 1),  # one stated source
    ([("a", ("Post", "the mayor")), ("b", ("Times", "the port"))], [], 2),
    ([("a", ("Post", "the mayor")), ("a", ("Post",))], [], 2),
    ([("a", ("Post",)), ("b", ("Times", "Post"))], [], 1),  # a report, and an outlet that quotes it
    ([("a", ("Post",)), ("b", ("Times", "Post", "the mayor"))], [], 2),
    ([("a", ("Post", "the mayor")), ("b", ("Times", "the mayor"))], [("a", "b")], 1),
]


@pytest.mark.parametrize(("reports", "copies", "count"), REPORTS)
def test_origins(reports: list[tuple[str, tuple[str, ...]]], copies: list[tuple[str, str]], count: int) -> None:
    assert origins(reports, copies) == count
    assert origins(reports[::-1], [pair[::-1] for pair in copies]) == count
