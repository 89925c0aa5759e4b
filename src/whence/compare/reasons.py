"""Why mentions stand together: one sentence a reason, few of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_QUOTED = re.compile(r"“([^”]*)”")
_SHOWN = 6  # sentences
_WORDS = 4


def reasons(shared: Sequence[str], why: Sequence[str]) -> tuple[str, ...]:
    """At most six sentences, and one that says how many more there are.

    `shared` says for each report what words it shares with others, in quotation marks; they become one sentence. Of two
    sentences in `why` that name the same words the other way round one is kept.
    """
    found: dict[tuple[str, frozenset[str]], str] = {}
    for sentence in why:
        words = frozenset(word.lower() for word in _QUOTED.findall(sentence))
        found.setdefault((_QUOTED.sub("“”", sentence), words), sentence)
    every = [*_in_common(shared), *found.values()]
    if len(every) <= _SHOWN + 1:
        return tuple(every)
    return (*every[:_SHOWN], f"And {len(every) - _SHOWN} more reasons.")


def _in_common(shared: Sequence[str]) -> list[str]:
    if len(shared) < 2:
        return []
    words = Counter(word for sentence in shared for word in dict.fromkeys(_QUOTED.findall(sentence)))
    return [f"{len(shared)} reports share words: {', '.join(f'“{word}”' for word, _ in words.most_common(_WORDS))}."]
