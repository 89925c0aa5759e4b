"""Without anything learned, plain rules still put like reports together and others apart."""

from __future__ import annotations

import pytest

from whence.compare.incidents import documents, group_documents, learned, mentions

QUAKE = "A strong earthquake shook the town of Maribo on Tuesday. The earthquake in Maribo damaged the old bridge."
AGAIN = "The earthquake that shook Maribo damaged its old bridge, the town said. Nobody in Maribo was hurt on Tuesday."
VOTE = "Parliament in Karsk voted on the budget for schools. The budget passed by two votes after a long debate."


def test_reports_of_one_quake_are_one_story_and_a_vote_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (documents, mentions):
        monkeypatch.setattr(module, "learned", learned.by_rule)
    groups = group_documents([QUAKE, AGAIN, VOTE], [set(), set(), set()]).groups
    assert groups[0] == groups[1] != groups[2]
