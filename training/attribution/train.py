"""The training loop: CRF and linker losses, moving average of the weights, a figure on the dev set after each epoch."""

from __future__ import annotations

import copy
import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.attribution.corpora import TYPES
from training.attribution.encode import MASK, Encoded, Window, batches, cut, rounded, training_windows, window, windows
from training.attribution.model import (
    LABEL_COUNT,
    LINK,
    ROLES,
    SCALE,
    Tagger,
    bucket,
    forbidden,
    is_head,
    log_partition,
    path_score,
)  # fmt: skip
from whence.learned.chances import LEAST, likely


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one training run is made of."""

    seed: int = 1
    layers: int = 6
    epochs: int = 6
    rate: float = 2e-4
    head_rate: float = 2e-3
    layer_decay: float = 0.9
    weight_decay: float = 0.02
    drop: float = 0.1
    hide: float = 0.08  # share of units whose pieces are masked
    batch: int = 4096
    longest: int = 128
    average: float = 0.998
    link_weight: float = 0.3
    taught: float = 0.3  # share of labelled paragraphs trained on with a draw of the teachers' labels
    warm: float = 0.06
    stray: float = 0.1  # share of the articles read with opening marks at the end of the paragraph before
    break_up: float = 0.05  # share of the paragraphs read sentence by sentence
    folds: int = 1  # parts the articles are dealt into
    fold: int = 0  # with several, the part that is left out


@dataclass(frozen=True, slots=True)
class Variants:
    """An article as it is and, where it has been made, with its opening marks astray (`corpora.strayed`)."""

    plain: list[Encoded]
    strayed: list[Encoded] | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as tensors."""

    ids: Tensor
    case: Tensor
    quoted: Tensor
    mask: Tensor
    first: Tensor
    labels: Tensor
    units: Tensor
    starts: Tensor
    windows: Sequence[Window]


def collate(found: Sequence[Window]) -> Batch:
    """Windows padded to the longest."""
    length = max(rounded(len(item.ids)) for item in found)
    count = max(len(item.first) for item in found)
    rows = len(found)
    ids, case, quoted = (np.zeros((rows, length), np.int64) for _ in range(3))
    first, labels, paragraph = (np.zeros((rows, count), np.int64) for _ in range(3))
    units = np.zeros((rows, count), bool)
    for row, item in enumerate(found):
        ids[row, : len(item.ids)] = item.ids
        case[row, : len(item.ids)] = item.case
        quoted[row, : len(item.ids)] = item.quoted
        n = len(item.first)
        first[row, :n] = item.first
        labels[row, :n] = item.labels
        paragraph[row, :n] = item.paragraph
        units[row, :n] = True
    starts = np.ones((rows, count), bool)
    starts[:, 1:] = paragraph[:, 1:] != paragraph[:, :-1]
    tensors = [torch.from_numpy(array) for array in (ids, case, quoted, ids != 0, first, labels, units, starts)]
    return Batch(*tensors, found)


def hidden(model: Tagger, batch: Batch, ids: Tensor) -> Tensor:
    """The encoder's output at the first piece of each unit, (rows, units, 384), in 32 bits."""
    barred = torch.zeros(batch.mask.shape, dtype=torch.bfloat16).masked_fill(~batch.mask, -1e4)[:, None, None, :]
    out = model.encode(ids, batch.case, batch.quoted, barred, torch.bfloat16)
    return out.gather(1, batch.first[:, :, None].expand(-1, -1, out.shape[2])).float()


def hide(batch: Batch, share: float) -> Tensor:
    """The ids with some units masked."""
    drawn = torch.rand(batch.ids.shape) < share
    return torch.where(drawn & batch.mask & (batch.ids > 103), MASK, batch.ids)


def link_loss(model: Tagger, batch: Batch, states: Tensor) -> Tensor:
    """Minus the log-probability that each gold content finds its source, its cue and its earlier piece."""
    spans = torch.tensor(
        [
            (row, *span)
            for row, item in enumerate(batch.windows)
            if item.linked
            for span in sorted(item.spans, key=_first)
        ]
    )
    if not len(spans) or not (spans[:, 1] == 2).any():
        return states.sum() * 0
    flat = states.reshape(-1, states.shape[2])
    row = spans[:, 0] * states.shape[1]
    ends = torch.stack([model.ends(flat[row + spans[:, 2]]), model.ends(flat[row + spans[:, 3]])])
    asking = spans[:, 1] == 2
    answering = [spans[:, 1] == 0, spans[:, 1] == 1, asking]
    return torch.cat([_link_losses(model, ends, spans, asking, who, role) for role, who in enumerate(answering)]).mean()


def _first(span: tuple[int, int, int, int]) -> int:
    return span[1]


def _link_losses(model: Tagger, ends: Tensor, spans: Tensor, asking: Tensor, who: Tensor, role: int) -> Tensor:
    """For every content of the batch; spans of other windows are out of reach."""
    a, b = spans[asking], spans[who]
    none = ends[0, asking, 2 * ROLES * LINK + role][:, None]
    scores = _vector(ends[:, asking], role) @ _vector(ends[:, who], role + 3).T * SCALE
    behind = b[None, :, 2] > a[:, None, 3]
    gap = torch.where(behind, b[None, :, 2] - a[:, None, 3] - 1, a[:, None, 2] - b[None, :, 3] - 1).clamp(min=0)
    scores = scores + model.near[role][bucket(gap, behind)]
    near = a[:, None, 0] == b[None, :, 0]
    if role == 2:
        near = near & (b[None, :, 2] < a[:, None, 2])
    right = near & (a[:, None, 4] == b[None, :, 4])
    scores = torch.cat([scores.masked_fill(~near, -1e4), none], 1)
    right = torch.cat([right, ~right.any(1, keepdim=True)], 1)
    return torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, -1e9), 1)


def _vector(ends: Tensor, role: int) -> Tensor:
    later = ROLES * LINK
    return ends[0, :, role * LINK : (role + 1) * LINK] + ends[1, :, later + role * LINK : later + (role + 1) * LINK]


def groups(model: Tagger, settings: Settings) -> list[dict[str, object]]:
    """Parameters with their rates: lower layers move less, heads more; the word vectors stay."""
    model.word.weight.requires_grad_(False)
    top = len(model.layers)
    found: list[dict[str, object]] = []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("layers."):
            rate = settings.rate * settings.layer_decay ** (top - 1 - int(name.split(".")[1]))
        elif is_head(name):
            rate = settings.head_rate
        else:
            rate = settings.rate * settings.layer_decay**top
        decay = settings.weight_decay if parameter.dim() > 1 and "moves" not in name and "near" not in name else 0.0
        found.append({"params": [parameter], "lr": rate, "base": rate, "weight_decay": decay})
    return found


def train(
    model: Tagger, settings: Settings, articles: list[Variants], dev: list[list[Encoded]], log: Path
) -> Tagger:  # fmt: skip
    """Train `model`; the result carries the moving average of its weights. Writes a line an epoch to `log`."""
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    optimizer = torch.optim.AdamW(groups(model, settings), betas=(0.9, 0.98))
    average = copy.deepcopy(model)
    barred = forbidden()
    total, step = len(_order(articles, chance, settings)) * settings.epochs, 0
    for epoch in range(settings.epochs):
        model.train()
        began, tagging, linking = time.time(), 0.0, 0.0
        order = _order(articles, chance, settings)
        for found in order:
            batch = collate(found)
            share = min(step / (settings.warm * total), max(0.0, (total - step) / (total * (1 - settings.warm))))
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * min(1.0, share)
            states = hidden(model, batch, hide(batch, settings.hide))
            emissions = model.emit(states)
            loss = tag_loss(emissions, model.moves + barred, batch)
            links = link_loss(model, batch, states)
            optimizer.zero_grad(set_to_none=True)
            (loss + settings.link_weight * links).backward()
            torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            step += 1
            follow(average, model, min(settings.average, (1 + step) / (10 + step)))
            tagging, linking = tagging + loss.item(), linking + links.item()
        line = {
            "epoch": epoch + 1, "tag loss": round(tagging / len(order), 4), "link loss": round(linking / len(order), 4),
            "seconds": round(time.time() - began), **span_scores(average, dev),
        }  # fmt: skip
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps({**asdict(settings), **line} if epoch == 0 else line) + "\n")
    return average


def _order(articles: list[Variants], chance: random.Random, settings: Settings) -> list[list[Window]]:
    """The batches of one epoch: each article as it is, or now and then as its variant."""
    drawn = [
        item.strayed if item.strayed is not None and chance.random() < settings.stray else item.plain
        for item in articles
    ]
    found = training_windows(drawn, chance, settings.longest, settings.taught, settings.break_up)
    return batches(found, chance, settings.batch)


def tag_loss(emissions: Tensor, moves: Tensor, batch: Batch) -> Tensor:
    """The CRF's negative log-likelihood for a unit."""
    right = path_score(emissions, batch.labels, moves, batch.units, batch.starts)
    return (log_partition(emissions, moves, batch.units, batch.starts) - right).sum() / batch.units.sum()


@torch.no_grad()
def follow(average: Tagger, model: Tagger, keep: float) -> None:
    """Move the average a step towards the model."""
    for mean, now in zip(average.parameters(), model.parameters(), strict=True):
        if now.requires_grad:
            mean.lerp_(now, 1 - keep)


@torch.no_grad()
def emissions_of(model: Tagger, articles: list[list[Encoded]], longest: int = 128) -> list[list[np.ndarray]]:
    """For each paragraph of each article its emissions, (units, labels)."""
    model.eval()
    jobs: list[tuple[int, list[int], Window]] = []
    result: list[list[list[np.ndarray]]] = []
    for number, article in enumerate(articles):
        parts = [part for item in article for part in cut(item, longest - 2)]
        owner = [index for index, item in enumerate(article) for _ in cut(item, longest - 2)]
        result.append([[] for _ in article])
        for group in windows(parts, longest):
            jobs.append((number, [owner[index] for index in group], window([parts[index] for index in group])))
    done: dict[int, np.ndarray] = {}
    order = sorted(range(len(jobs)), key=lambda index: len(jobs[index][2].ids))
    at = 0
    while at < len(order):
        size = max(1, 8192 // max(len(jobs[order[min(at + 63, len(order) - 1)]][2].ids), 1))
        chosen = order[at : at + size]
        batch = collate([jobs[index][2] for index in chosen])
        out = model.emit(hidden(model, batch, batch.ids))
        for row, index in enumerate(chosen):
            done[index] = out[row, : len(jobs[index][2].first)].numpy()
        at += size
    for index, (number, owners, item) in enumerate(jobs):
        for place, owner in enumerate(owners):
            result[number][owner].append(done[index][item.paragraph == place])
    return [
        [np.concatenate(parts) if parts else np.zeros((0, LABEL_COUNT), np.float32) for parts in article]
        for article in result
    ]


def span_scores(model: Tagger, articles: list[list[Encoded]], longest: int = 128) -> dict[str, float]:
    """Exact-match F1 of each kind over all paragraphs."""
    flat = [item for article in articles for item in article]
    moves = (model.moves + forbidden()).detach().numpy()
    found = [array for article in emissions_of(model, articles, longest) for array in article]
    return score(found, flat, moves)


def score(found: list[np.ndarray], flat: list[Encoded], moves: np.ndarray) -> dict[str, float]:
    """F1 of each kind for these emissions."""
    counts = np.zeros((3, 3))
    for item, pieces in zip(flat, likely(found, moves, LEAST), strict=True):
        predicted = {(TYPES.index(p.kind), p.first, p.last - 1) for p in pieces}
        gold = {span[:3] for span in item.spans}
        for kind in range(3):
            mine = {span for span in predicted if span[0] == kind}
            theirs = {span for span in gold if span[0] == kind}
            counts[kind] += len(mine & theirs), len(mine), len(theirs)
    hit, mine, theirs = counts.T
    f1 = 200 * hit / np.maximum(mine + theirs, 1)
    return {
        **{kind: round(float(f1[i]), 2) for i, kind in enumerate(TYPES)},
        "content precision": round(float(100 * hit[2] / max(mine[2], 1)), 1),
        "content recall": round(float(100 * hit[2] / max(theirs[2], 1)), 1),
    }
