"""What the models of incident templates look at, sentence by sentence and in the whole text."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from math import exp

from whence.compare.events import events
from whence.compare.events.words import acts
from whence.compare.templates.wire import stems, words
from whence.model.text import Span

_STEPS = 0.5
_HIGHEST, _LOWEST = 4.0, -6.0
_OPENING = 4  # sentences in which wires say what they are about


def of_sentence(sentence: str) -> set[str]:
    """Words, pairs of words, and what the lexicon of happenings finds in a sentence in lower case."""
    found = stems(sentence)
    features = {f"1:{word}" for word in found} | {f"2:{one} {two}" for one, two in itertools.pairwise(found)}
    for word in words(sentence):
        for act in acts().get(word, ()):
            features.add(f"c:{act.event_class}")
            features.add(f"m:{act.event_class}:{act.mode}")
    return features | set(_told(sentence))


def _told(sentence: str) -> Iterator[str]:
    for event in events(sentence, Span(0, len(sentence))):
        name = event.event_class
        yield f"ev:{name}:{event.mode}:{event.agentless}"
        yield f"st:{name}:{event.stage}"
        for side, spans in (("A", event.actor), ("R", event.recipient)):
            for span in spans:
                for word in stems(sentence[span.start : span.end]):
                    yield f"{side}{name}:{word}"
                    yield f"{side}:{word}"


def of_scores(sentence_scores: Sequence[Mapping[str, float]], text_scores: Mapping[str, float]) -> list[str]:
    """How high the sentences of a text score (the best, the second, the three best, the opening, all), in steps."""
    found: list[str] = []
    for label in sentence_scores[0] if sentence_scores else ():
        line = [one[label] for one in sentence_scores]
        high = sorted(line, reverse=True)
        summary = {
            "best": high[0],
            "second": high[min(1, len(high) - 1)],
            "three": sum(high[:3]) / len(high[:3]),
            "opening": max(line[:_OPENING]),
            "all": sum(min(exp(score), 5.0) for score in line) / 5 - 3,
            "count": sum(score > 0 for score in line) / 2 - 3,
        }
        found.extend(f"{label}:{name}:{step}" for name, score in summary.items() for step in _steps(score))
    found.extend(f"text:{label}:{step}" for label, score in text_scores.items() for step in _steps(2 * score))
    return found


def _steps(score: float) -> range:
    """Each step that the score reaches: neighbours share all but one."""
    reached = int((min(max(score, _LOWEST), _HIGHEST) - _LOWEST) / _STEPS)
    return range(reached + 1)
