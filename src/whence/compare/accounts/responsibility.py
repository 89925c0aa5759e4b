"""Who is made responsible, by whom, and how firmly."""

from __future__ import annotations

from collections.abc import Sequence

from whence.compare.accounts.tell import Telling
from whence.model.incident import Grade, Responsibility, Slot


def responsibilities(tellings: Sequence[Telling]) -> tuple[Responsibility, ...]:
    """One record for each doer named, voice and grade, in order; `unstated` where a voice tells a harm and no doer."""
    found: dict[tuple[str, str, Grade], Responsibility] = {}
    for telling in tellings:
        account = telling.account
        if account.slot is not Slot.RESPONSIBLE or account.grade is None:
            continue
        key = (account.value.lower(), telling.voice, account.grade)
        found.setdefault(key, Responsibility(blamed=account.value, by=telling.voice, grade=account.grade))
    named = {record.by for record in found.values() if record.grade is not Grade.UNSTATED}
    return tuple(item for item in found.values() if item.grade is not Grade.UNSTATED or item.by not in named)
