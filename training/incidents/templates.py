"""The models behind `whence.compare.templates`: kinds of incident in a wire text, and how one is made responsible.

Sentences count for a kind where they hold words that fill one of its templates; a third model weighs what the first
two say of texts that they have not seen. Trained on all messages; the figures printed are of five parts, split by
message, each judged by models that saw only the other four.
"""

from __future__ import annotations

import tarfile
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zlib import crc32

import numpy as np
from sklearn.linear_model import LogisticRegression

from training.incidents.fit import fit, matrix
from whence.compare.linear import Linear, quantised, write
from whence.compare.templates import ANY
from whence.compare.templates.features import of_scores, of_sentence
from whence.compare.templates.kinds import SENTENCES, TEXTS, WEIGHED, scored
from whence.compare.templates.responsibility import MODEL, features
from whence.compare.templates.wire import MOST_SENTENCES, sentences, words
from whence.evaluation.events import macro_f1
from whence.evaluation.templates import KINDS, Message, read

DATA = Path(__file__).resolve().parents[2] / "src" / "whence" / "compare" / "data"
LABELS = (*KINDS, ANY)
PARTS, INNER = 5, 3
STACK = 3
BUCKETS = 1 << 16
SHORTEST = 4  # characters of a filler that tells which sentence it stands in


@dataclass(frozen=True, slots=True)
class Read:
    """A message with the features of its sentences and the kinds that each of them holds words of."""

    message: Message
    features: list[list[str]]
    kinds: list[set[str]]

    def has(self, label: str) -> bool:
        """Whether its key has a template of the kind."""
        return bool(self.message.kinds) if label == ANY else label in self.message.kinds


def main(corpora: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(corpora / "muc_dev_tst1-2.tar.gz") as packed:
            packed.extractall(folder, filter="data")
        messages = read(Path(folder))
    _responsibility(messages)
    told = [_read(message) for message in messages]
    part = [crc32(one.message.name.encode()) % PARTS for one in told]
    judged: list[tuple[Read, dict[str, float]]] = []
    for held in range(PARTS):
        models = _models([one for one, at in zip(told, part, strict=True) if at != held])
        judged += [(one, _weighed(one, models)) for one, at in zip(told, part, strict=True) if at == held]
    for label in LABELS:
        print(label, f"F1 {_f1([(one.has(label), chances[label] > 0) for one, chances in judged]):.3f}")
    for name, model in zip((SENTENCES, TEXTS, WEIGHED), _models(told), strict=True):
        write(model, DATA / f"{name}.npz")


def _read(message: Message) -> Read:
    fillers = {
        kind: [" ".join(words(filler)) for filler in held if len(filler) >= SHORTEST]
        for kind, held in message.kinds.items()
    }
    found = list(islice(sentences(message.text), MOST_SENTENCES))
    joined = [" ".join(words(sentence)) for sentence in found]
    kinds = [{kind for kind, held in fillers.items() if any(one and one in line for one in held)} for line in joined]
    return Read(message, [sorted(of_sentence(sentence)) for sentence in found], kinds)


Models = tuple[Linear, Linear, Linear]


def _models(told: Sequence[Read]) -> Models:
    """The three models; the third is trained on what the others say of each part."""
    inner = [crc32(f"{one.message.name} inner".encode()) % INNER for one in told]
    rows: list[tuple[Read, list[str]]] = []
    for held in range(INNER):
        by_sentence, by_text = _first([one for one, at in zip(told, inner, strict=True) if at != held])
        rows += [(one, _scores(one, by_sentence, by_text)) for one, at in zip(told, inner, strict=True) if at == held]
    weighed = _each(
        [found for _, found in rows], lambda label: [one.has(label) for one, _ in rows], count=1 << 11, cost=STACK
    )
    return (*_first(told), weighed)


def _first(told: Sequence[Read]) -> tuple[Linear, Linear]:
    flat = [(found, kinds) for one in told for found, kinds in zip(one.features, one.kinds, strict=True)]
    by_sentence = _each(
        [found for found, _ in flat],
        lambda label: [bool(kinds) if label == ANY else label in kinds for _, kinds in flat],
        count=BUCKETS, cost=3,
    )  # fmt: skip
    texts = [sorted({feature for found in one.features for feature in found}) for one in told]
    return by_sentence, _each(texts, lambda label: [one.has(label) for one in told], count=BUCKETS, cost=10)


def _scores(one: Read, by_sentence: Linear, by_text: Linear) -> list[str]:
    whole = {feature for found in one.features for feature in found}
    return of_scores([scored(by_sentence, found) for found in one.features], scored(by_text, whole))


def _weighed(one: Read, models: Models) -> dict[str, float]:
    return dict(scored(models[2], _scores(one, models[0], models[1])))


def _each(rows: Sequence[list[str]], gold: Callable[[str], list[bool]], *, count: int, cost: float) -> Linear:
    """One yes-or-no model for each label, in one table; moved to where F1 on its own rows is best for small tables."""
    held = matrix(rows, count)
    weights, bias = [], []
    for label in LABELS:
        truth = np.array(gold(label))
        how = LogisticRegression(C=cost, solver="liblinear", random_state=0, intercept_scaling=10).fit(held, truth)
        weights.append(how.coef_[0])
        shift = 0.0 if count == BUCKETS else _best(held @ how.coef_[0] + how.intercept_[0], truth)
        bias.append(how.intercept_[0] - shift)
    return quantised(LABELS, np.array(weights), np.array(bias))


def _best(scores: np.ndarray, truth: np.ndarray) -> float:
    """From which score on F1 is highest."""
    return float(max(np.arange(-3.0, 0.9, 0.1), key=lambda least: _f1(zip(truth, scores > least, strict=True))))


def _f1(pairs) -> float:
    pairs = list(pairs)
    both = sum(bool(gold and told) for gold, told in pairs)
    return 2 * both / max(1, sum(bool(gold) for gold, _ in pairs) + sum(bool(told) for _, told in pairs))


def _responsibility(messages: Sequence[Message]) -> None:
    rows = [(message, blame) for message in messages for blame in message.blamed]
    seen = [sorted(features(message.text, blame.names)) for message, blame in rows]
    gold = [blame.grade for _, blame in rows]
    part = [crc32(message.name.encode()) % 5 for message, _ in rows]

    def train(kept: Sequence[int]) -> Linear:
        return fit([seen[at] for at in kept], [gold[at] for at in kept], count=1 << 15, cost=1, balanced=True)

    models = [train([at for at in range(len(rows)) if part[at] != held]) for held in range(5)]
    told = [models[at].best(found)[0] for at, found in zip(part, seen, strict=True)]
    accuracy = sum(a == b for a, b in zip(gold, told, strict=True)) / len(gold)
    print(f"responsibility macro-F1 {macro_f1(gold, told):.3f} accuracy {accuracy:.3f} of {len(rows)}")
    write(train(range(len(rows))), DATA / f"{MODEL}.npz")
