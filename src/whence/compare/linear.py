"""Linear models over words: small, readable without a runtime, and as quick as a table.

Features are strings, hashed into a table of weights of one byte each (Weinberger et al. 2009, "Feature hashing for
large scale multitask learning"); chances are the softmax of their sums (logistic regression).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Linear:
    """`weights` (buckets, labels) are bytes, times `scale` (labels,); `bias` (labels,)."""

    labels: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats

    def scores(self, features: Iterable[str]) -> Floats:
        """The sum of each label: its logit, where labels were trained one by one."""
        found = buckets(features, len(self.weights))
        scores = self.bias.copy()
        if len(found):
            scores += self.weights[found].sum(0, dtype=np.int64) * self.scale / np.sqrt(np.float32(len(found)))
        return scores

    def chances(self, features: Iterable[str]) -> Floats:
        """How probable each label is: they sum to 1."""
        scores = self.scores(features)
        raised = np.exp(scores - scores.max())
        return (raised / raised.sum()).astype(np.float32)

    def best(self, features: Iterable[str]) -> tuple[str, float]:
        """The most probable label and its chance."""
        found = self.chances(features)
        at = int(found.argmax())
        return self.labels[at], float(found[at])


def buckets(features: Iterable[str], count: int) -> NDArray[np.int64]:
    """The places of the features in the table, sorted, each once. `count` is a power of two."""
    mask = count - 1
    found = {crc32(feature.encode("utf-8", "surrogatepass")) & mask for feature in features}
    return np.array(sorted(found), np.int64)


def quantised(labels: Sequence[str], weights: NDArray[np.floating], bias: NDArray[np.floating]) -> Linear:
    """A model of trained weights (labels, buckets) and biases (labels,), rounded to a byte each."""
    scale = np.maximum(np.abs(weights).max(1), 1e-9) / 127
    rounded = np.rint(weights / scale[:, None]).astype(np.int8)
    return Linear(tuple(labels), np.ascontiguousarray(rounded.T), scale.astype(np.float32), bias.astype(np.float32))


def write(model: Linear, path: Path) -> None:
    """Write the model as a compressed `.npz` without any object in it."""
    held = io.BytesIO()
    np.savez_compressed(held, labels=np.array(model.labels), weights=model.weights, scale=model.scale, bias=model.bias)
    path.write_bytes(held.getvalue())


@cache
def installed(name: str) -> Linear | None:
    """The model of this name that came with whence; None where there is none, and rules must do."""
    path = resources.files("whence.compare") / "data" / f"{name}.npz"
    if not path.is_file():
        return None
    with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as held:
        labels = tuple(str(label) for label in held["labels"])
        return Linear(labels, held["weights"], held["scale"], held["bias"])
