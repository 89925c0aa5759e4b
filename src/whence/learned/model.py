"""The trained model: one ONNX file, run on the CPU by ONNX Runtime, and the vocabulary that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
import onnxruntime  # pyright: ignore[reportMissingTypeStubs]
from tokenizers import Tokenizer

from whence.errors import UsageError
from whence.learned.chances import LEAST
from whence.learned.decode import Floats
from whence.learned.units import Units
from whence.learned.windows import Ints, Window, batches, pieces, windows

_ALIKE = 512  # pieces run at once: more do not fit the cache of one core
_SLOWER = ["SkipLayerNormFusion"]  # on the CPU the fused operator takes several times as long as its parts
_OUTPUTS = ("emissions", "ends", "moves", "near")


class _Session(Protocol):
    """The part of an ONNX Runtime session that is used here; the package has no types of its own."""

    def run(self, output_names: Sequence[str], input_feed: Mapping[str, Ints]) -> list[Floats]: ...
    def get_outputs(self) -> Sequence[Any]: ...
    def get_modelmeta(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of one window: emissions (units, labels) and span ends (units, …), part after part."""

    window: Window
    emissions: Floats
    ends: Floats


class Model:
    """A tagger, loaded. `about` holds what the file says of itself (layers, bias, data, figures)."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        """Load the file. Raises UsageError when it is no such model."""
        self._session = _session(path, threads)
        outputs = {str(item.name): item for item in self._session.get_outputs()}
        if not outputs.keys() >= set(_OUTPUTS):
            raise UsageError(f"{path}: an ONNX model, but none that `python -m training.attribution` has made")
        self.about: dict[str, str] = dict(self._session.get_modelmeta().custom_metadata_map)
        self.longest = int(self.about.get("longest", "128"))
        self.calibration = (float(self.about.get("slope", "1")), float(self.about.get("shift", "0")))
        self.least = tuple(float(part) for part in self.about["least"].split()) if "least" in self.about else LEAST
        self.width = int(outputs["ends"].shape[2])
        self.moves, self.near = self._constants()
        self._vocabulary = _Vocabulary()

    def _constants(self) -> tuple[Floats, Floats]:
        empty = np.zeros((1, 1), np.int32)
        feed = {"ids": empty, "case": empty, "quoted": empty, "first": empty, "length": np.ones(1, np.int32)}
        moves, near = self._session.run(["moves", "near"], feed)
        return moves, near

    def scores(self, paragraphs: Sequence[Units]) -> Iterator[Scores]:
        """The scores of every window of these paragraphs (neighbours, in order), shorter windows first."""
        found = windows(pieces(paragraphs, self._vocabulary, self.longest - 2), self.longest)
        for batch in batches(found, _ALIKE):
            emissions, ends = self._session.run(["emissions", "ends"], batch.feed)
            for row, window in enumerate(batch.windows):
                count = sum(len(part.first) for part in window.parts)
                yield Scores(window, emissions[row, :count], ends[row, :count])


def _session(path: Path, threads: int) -> _Session:
    runtime = cast(Any, onnxruntime)
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    try:
        return runtime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
        )
    except Exception as error:  # ONNX Runtime raises classes of its own that it does not export
        raise UsageError(f"{path}: no model that can be loaded ({error})") from error


class _Vocabulary:
    """Word pieces, each word asked for once."""

    _MOST = 200_000  # words kept; a library of every spelling must not fill the memory

    def __init__(self) -> None:
        path = files("whence.learned").joinpath("data", "tokenizer.json")
        self._tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
        self._known: dict[str, list[int]] = {}

    def __call__(self, word: str, /) -> list[int]:
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= self._MOST:
                self._known.clear()
            found = self._known[word] = self._tokenizer.encode(word, add_special_tokens=False).ids
        return found
