"""Which kinds of incident a wire text reports: attack, bombing, kidnapping, arson, robbery (MUC-4, 1992).

Sentences are scored one by one, and the text as a whole; a third model weighs the scores. A clash of armed sides or an
event long past is no incident of the key, which is why words alone do not suffice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from math import exp

from whence.compare.events.words import acts
from whence.compare.linear import Linear, installed
from whence.compare.templates.features import of_scores, of_sentence
from whence.compare.templates.wire import MOST_SENTENCES, sentences
from whence.model.incident import EventClass

SENTENCES, TEXTS, WEIGHED = "templates_sentences", "templates_texts", "templates"
ANY = "ANY"
_MODES = {"explosives": "BOMBING", "abduct": "KIDNAPPING"}


def incident_kinds(text: str) -> dict[str, float]:
    """How probable each kind is, and `ANY`, 0 to 1; from 0.5 on a text counts as reporting it.

    Without installed models the lexicon decides between 0 and 1.
    """
    found = [of_sentence(sentence) for sentence in islice(sentences(text), MOST_SENTENCES)]
    by_sentence, by_text, weighed = installed(SENTENCES), installed(TEXTS), installed(WEIGHED)
    if by_sentence is None or by_text is None or weighed is None:
        return _by_words(text)
    return weigh(found, by_sentence, by_text, weighed)


def weigh(found: list[set[str]], by_sentence: Linear, by_text: Linear, weighed: Linear) -> dict[str, float]:
    """The chances of each kind, by these models."""
    features = of_scores([scored(by_sentence, one) for one in found], scored(by_text, set[str]().union(*found)))
    return {label: 1 / (1 + exp(-score)) for label, score in scored(weighed, features).items()}


def scored(model: Linear, features: Iterable[str]) -> Mapping[str, float]:
    """The score of each label by itself: its logit."""
    return {label: float(score) for label, score in zip(model.labels, model.scores(features), strict=True)}


def _by_words(text: str) -> dict[str, float]:
    kinds: dict[str, float] = {}
    for sentence in sentences(text):
        for word in sentence.split():
            for act in acts().get(word, ()):
                if act.event_class is EventClass.ASSAULT:
                    kinds[_MODES.get(act.mode or "", "ATTACK")] = kinds[ANY] = 1.0
    return kinds
