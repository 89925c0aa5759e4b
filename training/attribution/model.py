"""The network: a MiniLM encoder read at the first piece of each unit, a linear-chain CRF, and a linker.

Encoder: Wang et al. 2020 (MiniLM). CRF: Lafferty et al. 2001. Linker: bilinear scores between the ends of spans, after
Dozat & Manning 2017.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from whence.learned.linker import LINK, ROLES
from whence.learned.tag import TAGS
from whence.learned.units import CASES, STATES

HIDDEN, HEADS, INNER = 384, 12, 1536
LABEL_COUNT = len(TAGS)


class Layer(nn.Module):
    """One transformer layer; weights laid out so that those of BERT load."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = _linear(self.qkv, x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        weight = torch.matmul(q * (HIDDEN // HEADS) ** -0.5, k.transpose(-1, -2))
        weight = weight if mask is None else weight + mask
        seen = torch.matmul(torch.softmax(weight, -1), v).transpose(1, 2).reshape(batch, length, HIDDEN)
        x = _norm(self.norm1, x + _linear(self.out, seen))
        return _norm(self.norm2, x + _linear(self.down, F.gelu(_linear(self.up, x))))


def _linear(module: nn.Linear, x: Tensor) -> Tensor:
    """In the precision of `x`: weights are kept in 32 bits, products are fast in 16."""
    return F.linear(x, module.weight.to(x.dtype), module.bias.to(x.dtype))


def _norm(module: nn.LayerNorm, x: Tensor) -> Tensor:
    return F.layer_norm(x, (HIDDEN,), module.weight.to(x.dtype), module.bias.to(x.dtype), module.eps)


class Tagger(nn.Module):
    """Emissions for each unit and vectors for the linker."""

    def __init__(self, layers: int = 6, drop: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, HIDDEN)
        self.position = nn.Embedding(512, HIDDEN)
        self.case = nn.Embedding(CASES, HIDDEN)
        self.quoted = nn.Embedding(STATES, HIDDEN)
        nn.init.normal_(self.case.weight, std=0.02)
        nn.init.normal_(self.quoted.weight, std=0.02)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.emit = nn.Linear(HIDDEN, LABEL_COUNT)
        self.ends = nn.Linear(HIDDEN, 2 * ROLES * LINK + 4)
        self.near = nn.Parameter(torch.zeros(3, 24))
        self.moves = nn.Parameter(torch.zeros(LABEL_COUNT + 1, LABEL_COUNT))  # the last row: before the first unit
        self.drop = drop

    def encode(
        self, ids: Tensor, case: Tensor, quoted: Tensor, mask: Tensor | None, precision: torch.dtype = torch.float32
    ) -> Tensor:
        positions = torch.arange(ids.shape[1])
        x = self.word(ids) + self.position(positions) + self.case(case) + self.quoted(quoted)
        drop = self.drop if self.training else 0.0
        x = self.norm(x)
        x = (F.dropout(x, drop) if drop else x).to(precision)
        for layer in self.layers:
            x = layer(x, mask)
        return F.dropout(x, drop) if drop else x


def load_base(model: Tagger, weights: Mapping[str, Tensor]) -> None:
    """Take over the weights of a BERT-shaped encoder: all of them, or its lowest layers."""
    with torch.no_grad():
        model.word.weight.copy_(weights["embeddings.word_embeddings.weight"])
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        model.position.weight.copy_(weights["embeddings.position_embeddings.weight"] + kind)
        _copy(model.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(model.layers):
            base = f"encoder.layer.{number}"
            parts = [f"{base}.attention.self.{name}" for name in ("query", "key", "value")]
            layer.qkv.weight.copy_(torch.cat([weights[f"{part}.weight"] for part in parts]))
            layer.qkv.bias.copy_(torch.cat([weights[f"{part}.bias"] for part in parts]))
            _copy(layer.out, weights, f"{base}.attention.output.dense")
            _copy(layer.norm1, weights, f"{base}.attention.output.LayerNorm")
            _copy(layer.up, weights, f"{base}.intermediate.dense")
            _copy(layer.down, weights, f"{base}.output.dense")
            _copy(layer.norm2, weights, f"{base}.output.LayerNorm")


def is_head(name: str) -> bool:
    """Whether a weight belongs to the tags and links and not to the encoder."""
    return name.startswith(("emit", "ends", "near", "moves"))


def _copy(module: nn.Module, weights: Mapping[str, Tensor], name: str) -> None:
    module.weight.copy_(weights[f"{name}.weight"])
    module.bias.copy_(weights[f"{name}.bias"])


def forbidden() -> Tensor:
    """Minus infinity, near enough, where a label cannot follow: I-x after anything but B-x and I-x."""
    barred = torch.zeros(LABEL_COUNT + 1, LABEL_COUNT)
    for inside in (2, 4, 6):
        barred[:, inside] = -1e4
        barred[inside, inside] = barred[inside - 1, inside] = 0.0
    return barred


def log_partition(emissions: Tensor, moves: Tensor, mask: Tensor, starts: Tensor) -> Tensor:
    """The CRF's normaliser of each row; where `starts`, the chain begins anew (another paragraph).

    emissions (batch, units, labels), mask and starts (batch, units); result (batch,).
    """
    inner, begin = moves[:-1], moves[-1]
    score = emissions[:, 0] + begin
    for i in range(1, emissions.shape[1]):
        here = emissions[:, i]
        going_on = torch.logsumexp(score.unsqueeze(2) + inner, 1) + here
        anew = torch.logsumexp(score, 1, keepdim=True) + begin + here
        after = torch.where(starts[:, i : i + 1], anew, going_on)
        score = torch.where(mask[:, i : i + 1], after, score)
    return torch.logsumexp(score, 1)


def path_score(emissions: Tensor, labels: Tensor, moves: Tensor, mask: Tensor, starts: Tensor) -> Tensor:
    """The score of the gold labels."""
    emitted = emissions.gather(2, labels.unsqueeze(2)).squeeze(2)
    before = torch.cat([torch.full_like(labels[:, :1], LABEL_COUNT), labels[:, :-1]], 1)
    before = torch.where(starts, LABEL_COUNT, before)
    return ((emitted + moves[before, labels]) * mask).sum(1)


def bucket(gap: Tensor, behind: Tensor) -> Tensor:
    """How many units lie between two spans, as `whence.learned.linker` counts them: 24 numbers."""
    size = torch.where(gap < 4, gap.float(), 4 + torch.log2(gap.clamp(min=4) / 4) * 1.34).long()
    return size.clamp(max=11) + 12 * behind.long()


SCALE = 1 / math.sqrt(LINK)
