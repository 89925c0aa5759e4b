"""Which source and cue a content belongs to, and which pieces are one content: scores between the ends of spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.learned.decode import Floats, Piece

LINK = 64
Ints = NDArray[np.int64]
ROLES = 6
_ASKS_SOURCE, _ASKS_CUE, _ASKS_PIECE = range(3)  # the three roles behind them answer, in the same order


@dataclass(frozen=True, slots=True)
class Attribution:
    """A content (its pieces in order) with its source and its cue, where there is one."""

    content: tuple[Piece, ...]
    source: Piece | None
    cue: Piece | None
    chance: float  # that the links are right


def linked(pieces: Sequence[Piece], ends: Floats, near: Floats, window: Ints) -> list[Attribution]:
    """The attributions that these pieces form, which stand in units one after the other.

    `ends` is (units, 2·6·64 + 4): for each unit its vectors as the first and as the last of a span in six roles, and
    what it scores for "none". `near` is (3, 24): what a distance scores for source, cue and earlier piece.
    `window` holds for each unit the number of the window it was read in: only what was read together can be compared.
    """
    return [found for part in _apart(pieces, window) for found in _linked(part, ends, near, window)]


def _apart(pieces: Sequence[Piece], window: Ints) -> list[list[Piece]]:
    """The pieces in runs that no link can cross: where a piece begins in another window than the last one ended in.

    Every pair within a run is scored and none between runs, so the cost grows with the text and not with its square.
    """
    parts: list[list[Piece]] = []
    for piece in pieces:
        if not parts or window[piece.first] != window[parts[-1][-1].last - 1]:
            parts.append([])
        parts[-1].append(piece)
    return parts


def _linked(pieces: Sequence[Piece], ends: Floats, near: Floats, window: Ints) -> list[Attribution]:
    contents = [piece for piece in pieces if piece.kind == "content"]
    if not contents:
        return []
    sources = [piece for piece in pieces if piece.kind == "source"]
    cues = [piece for piece in pieces if piece.kind == "cue"]
    to_source = _scores(contents, sources, ends, near[0], window, _ASKS_SOURCE)
    to_cue = _scores(contents, cues, ends, near[1], window, _ASKS_CUE)
    to_piece = _scores(contents, contents, ends, near[2], window, _ASKS_PIECE)
    found: list[Attribution] = []
    for group in _groups(to_piece):
        source = int(to_source[group].mean(0).argmax())
        cue = int(to_cue[group].mean(0).argmax())
        found.append(
            Attribution(
                tuple(contents[index] for index in group),
                sources[source] if source < len(sources) else None,
                cues[cue] if cue < len(cues) else None,
                float(np.exp(to_source[group].mean(0).max() + to_cue[group].mean(0).max())),
            )
        )
    return found


def _groups(to_piece: Floats) -> list[list[int]]:
    """Contents joined with the earlier piece that scores best; the last column is "no earlier one"."""
    groups: list[list[int]] = []
    home: dict[int, list[int]] = {}
    for index, row in enumerate(to_piece):
        earlier = int(np.append(row[:index], row[-1]).argmax())
        if earlier < index:
            group = home[earlier]
            group.append(index)
        else:
            group = [index]
            groups.append(group)
        home[index] = group
    return groups


def _scores(
    asking: Sequence[Piece], answering: Sequence[Piece], ends: Floats, near: Floats, window: Ints, role: int
) -> Floats:
    """(asking, answering + 1) log-probabilities; the last column is "none"."""
    queries = _vectors(asking, ends, role)
    keys = _vectors(answering, ends, role + ROLES // 2)
    none = ends[[piece.first for piece in asking], 2 * ROLES * LINK + role][:, None]
    gap, behind = _gaps(asking, answering)
    scores = queries @ keys.T / np.float32(np.sqrt(LINK)) + near[_steps(gap) + 12 * behind]
    scores[~_together(asking, answering, window)] = -1e4
    every = np.concatenate([scores, none], 1)
    every = every - every.max(1, keepdims=True)
    return every - np.log(np.exp(every).sum(1, keepdims=True))


def _vectors(spans: Sequence[Piece], ends: Floats, role: int) -> Floats:
    first = ends[[span.first for span in spans], role * LINK : (role + 1) * LINK]
    offset = ROLES * LINK
    last = ends[[span.last - 1 for span in spans], offset + role * LINK : offset + (role + 1) * LINK]
    return first + last


def _gaps(asking: Sequence[Piece], answering: Sequence[Piece]) -> tuple[Ints, Ints]:
    """Of each pair: how many units lie between them, and whether the one that answers stands behind (1) or before."""
    first = np.array([piece.first for piece in asking], np.int64)[:, None]
    last = np.array([piece.last for piece in asking], np.int64)[:, None]
    others = np.array([piece.first for piece in answering], np.int64)[None, :]
    other_ends = np.array([piece.last for piece in answering], np.int64)[None, :]
    behind = others >= last
    return np.maximum(np.where(behind, others - last, first - other_ends), 0), behind.astype(np.int64)


def _together(asking: Sequence[Piece], answering: Sequence[Piece], window: Ints) -> NDArray[np.bool_]:
    """Of each pair: whether one end of the one that asks was read with the one that answers."""
    first = window[[piece.first for piece in asking]][:, None]
    last = window[[piece.last - 1 for piece in asking]][:, None]
    others = window[np.array([piece.last - 1 for piece in answering], np.int64)][None, :]
    return (first == others) | (last == others)


def _steps(gap: Ints) -> Ints:
    """A distance as one of twelve numbers, in steps that grow."""
    return np.minimum(np.where(gap < 4, gap, 4 + np.log2(np.maximum(gap, 4) / 4) * 1.34), 11).astype(np.int64)
