"""The base model read on with news: words are hidden and asked for (Devlin et al. 2019; Gururangan et al. 2020 for
going on in the domain). The base was made for comparing sentences; this gives it back the words in their places, and
teaches it what the two input features (case, quotation) mean before any label is seen.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from training.attribution.encode import MASK, Encoded, batches, training_windows
from training.attribution.model import HIDDEN, Tagger
from training.attribution.train import Batch, collate

WORDS = 30522
FIRST_WORD = 999  # the numbers below are unused or special


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one run of reading on is made of."""

    seed: int = 1
    epochs: int = 8
    rate: float = 2e-4
    weight_decay: float = 0.02
    share: float = 0.2  # of the units that are hidden
    batch: int = 4096
    longest: int = 128
    warm: float = 0.06


class Guesser(nn.Module):
    """From the encoder's output to the hidden word: BERT's own form, its last matrix the word vectors."""

    def __init__(self) -> None:
        super().__init__()
        self.turn = nn.Linear(HIDDEN, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.bias = nn.Parameter(torch.zeros(WORDS))

    def forward(self, x: Tensor, words: Tensor) -> Tensor:
        found = self.norm(F.gelu(self.turn(x)))
        return F.linear(found.bfloat16(), words.bfloat16()).float() + self.bias


def hidden_words(batch: Batch, share: float) -> tuple[Tensor, Tensor]:
    """The ids with a share of the units hidden whole, and where: four fifths masked, a tenth swapped, a tenth left."""
    rows, length = batch.ids.shape
    unit = torch.zeros(rows, length, dtype=torch.long)
    unit.scatter_add_(1, batch.first, batch.units.long())
    unit = unit.cumsum(1)
    chosen = torch.rand(rows, int(unit.max()) + 1) < share
    where = chosen.gather(1, unit) & batch.mask & (batch.ids > MASK)
    kind = torch.rand(rows, length)
    ids = torch.where(where & (kind < 0.8), MASK, batch.ids)
    swapped = where & (kind >= 0.8) & (kind < 0.9)
    return torch.where(swapped, torch.randint(FIRST_WORD, WORDS, ids.shape), ids), where


def guess_loss(model: Tagger, guesser: Guesser, batch: Batch, share: float) -> Tensor:
    """Minus the log-probability of each hidden piece."""
    ids, where = hidden_words(batch, share)
    barred = torch.zeros(batch.mask.shape, dtype=torch.bfloat16).masked_fill(~batch.mask, -1e4)[:, None, None, :]
    out = model.encode(ids, batch.case, batch.quoted, barred, torch.bfloat16)
    scores = guesser(out[where].float(), model.word.weight)
    return F.cross_entropy(scores, batch.ids[where])


def pretrain(
    model: Tagger,
    settings: Settings,
    articles: Sequence[Sequence[Encoded]],
    dev: Sequence[Sequence[Encoded]],
    log: Path,
) -> Tagger:
    """Train `model` on hidden words. Writes a line an epoch to `log`, with the loss on `dev`."""
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    model.word.weight.requires_grad_(False)
    guesser = Guesser()
    parameters = [p for p in (*model.parameters(), *guesser.parameters()) if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=settings.rate, betas=(0.9, 0.98), weight_decay=settings.weight_decay)
    total = settings.epochs * len(batches(training_windows(articles, chance, settings.longest), chance, settings.batch))
    step = 0
    for epoch in range(settings.epochs):
        model.train()
        began, summed = time.time(), 0.0
        order = batches(training_windows(articles, chance, settings.longest), chance, settings.batch)
        for found in order:
            share = min(1.0, step / (settings.warm * total), (total - step) / (total * (1 - settings.warm)))
            for group in optimizer.param_groups:
                group["lr"] = settings.rate * max(share, 0.0)
            loss = guess_loss(model, guesser, collate(found), settings.share)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            step += 1
            summed += loss.item()
        line = {
            "epoch": epoch + 1, "loss": round(summed / len(order), 4),
            "dev loss": round(_dev_loss(model, guesser, dev, settings), 4), "seconds": round(time.time() - began),
        }  # fmt: skip
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps({**asdict(settings), **line} if epoch == 0 else line) + "\n")
    return model


@torch.no_grad()
def _dev_loss(model: Tagger, guesser: Guesser, dev: Sequence[Sequence[Encoded]], settings: Settings) -> float:
    model.eval()
    chance = random.Random(0)
    state = torch.get_rng_state()
    torch.manual_seed(0)
    found = batches(training_windows(dev, chance, settings.longest), chance, settings.batch)
    losses = [guess_loss(model, guesser, collate(item), settings.share).item() for item in found]
    torch.set_rng_state(state)
    return sum(losses) / len(losses)
