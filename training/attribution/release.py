"""The last steps: calibrate an exported model on dev, and put it where whence ships it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnx
from onnx import helper

from training.attribution.corpora import SHARED
from whence.learned.model import Model
from whence.learned.paragraphs import paragraphs
from whence.learned.tag import tagged
from whence.measure.attributions import Attribution, read_brat
from whence.model.speech import Tagged

DATA = Path(__file__).resolve().parents[2] / "src" / "whence" / "learned" / "data"


def calibrate(path: Path) -> tuple[float, float]:
    """Fit slope and shift on PolNeAR dev and write them into the file (Platt 1999: regression on the logit)."""
    model = Model(path)
    model.calibration = (1.0, 0.0)
    pairs = np.array(list(_outcomes(model)))
    x, y = np.log(pairs[:, 0] / (1 - pairs[:, 0])), pairs[:, 1]
    slope, shift = 1.0, 0.0
    for _ in range(50):  # Newton's method
        p = 1 / (1 + np.exp(-(slope * x + shift)))
        w = p * (1 - p)
        gradient = np.array([((p - y) * x).sum(), (p - y).sum()])
        hessian = np.array([[(w * x * x).sum(), (w * x).sum()], [(w * x).sum(), w.sum()]])
        slope, shift = np.array([slope, shift]) - np.linalg.solve(hessian, gradient)
    made = onnx.load(path)
    about = {item.key: item.value for item in made.metadata_props}
    helper.set_model_props(made, {**about, "slope": f"{slope:.4f}", "shift": f"{shift:.4f}"})
    onnx.save(made, path)
    return float(slope), float(shift)


def _outcomes(model: Model) -> Iterator[tuple[float, float]]:
    """For each attribution on dev: its chance, and 1.0 where gold has it (half the characters, the same source)."""
    folder = SHARED / "polnear" / "dev"
    for text_file in sorted((folder / "text").glob("*.txt")):
        with text_file.open(encoding="utf-8", newline="") as file:
            text = file.read()
        gold_file = min((folder / "attributions").glob(f"{text_file.stem}*.ann"))
        gold = read_brat(gold_file.read_text(encoding="utf-8"))
        for item in tagged(model, text, paragraphs(text)):
            right = any(_same(item, other) for other in gold)
            yield min(max(item.confidence, 1e-6), 1 - 1e-6), float(right)


def _same(item: Tagged, other: Attribution) -> bool:
    mine = {i for span in item.content for i in range(span.start, span.end)}
    theirs = _places(other.content)
    if 4 * len(mine & theirs) < len(mine) + len(theirs):  # Dice below one half
        return False
    source = set(range(item.source.start, item.source.end)) if item.source else set[int]()
    return bool(source & _places(other.source)) or not (source or other.source)


def _places(spans: Sequence[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def release(path: Path, name: str, about: str, figures: dict[str, float]) -> None:
    """Copy the file beside the package's data and write its digest and figures into `models.toml`."""
    target = DATA / f"{name}.onnx"
    shutil.copyfile(path, target)
    shown = ", ".join(f"{key} = {value:.1f}" for key, value in figures.items())
    (DATA / "models.toml").write_text(
        "# The models that come with whence. `python -m training.attribution release` writes this file.\n\n"
        f'[{name}]\nfile = "{target.name}"\nsha256 = "{sha256(target.read_bytes()).hexdigest()}"\n'
        f'about = "{about}"\nfigures = {{ {shown} }}\n',
        encoding="utf-8",
    )
