"""The trees that tell whether two mentions are of one incident (`whence.compare.incidents`).

Trained on pairs of mentions of all topics of ECB+. The figures printed are of five parts, split by topic, each grouped
with trees that saw only the other four; documents are grouped as whence groups them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from training.incidents.incidents import DATA, annotated, keep
from whence.compare.incidents import Told, group_documents, learned, mentions, pairs
from whence.compare.incidents.trees import Trees
from whence.evaluation import incidents as evaluation
from whence.evaluation.incidents import Article

PARTS = 5
MODELS = 4  # each is trained without one story of four
TREES = {
    "max_iter": 90,
    "learning_rate": 0.1,
    "max_leaf_nodes": 10,
    "min_samples_leaf": 80,
    "l2_regularization": 5.0,
    "max_bins": 63,
    "max_features": 0.3,
}
Examples = tuple[NDArray[np.float32], NDArray[np.bool_]]  # features (features, pairs), and which are the same


def main(corpora: Path) -> None:
    """Print what trees reach on topics they have not seen, then put trees of all topics into the file of weights."""
    parts = parted(annotated(corpora))
    pairs_of = [examples(part) for part in parts]
    figures: list[dict[str, float]] = []
    for held, part in enumerate(parts):
        trees = same_act([found for at, found in enumerate(pairs_of) if at != held])
        known = replace(learned.learned(), same_act=trees)
        mentions.learned = lambda known=known: known
        figures.append(evaluation.measured(part).figures)
    for name in figures[0]:
        values = [found[name] for found in figures]
        print(name, f"{mean(values):.4f}", *(f"{value:.3f}" for value in values))
    with np.load(DATA, allow_pickle=False) as held_now:
        kept = {name: held_now[name] for name in held_now.files}
    keep({**kept, **same_act(pairs_of).arrays()})


def parted(articles: Sequence[Article]) -> list[list[Article]]:
    """The articles in parts; all of a topic are in one."""
    topics = sorted({_topic(article) for article in articles}, key=int)
    part = {topic: at % PARTS for at, topic in enumerate(topics)}
    return [[article for article in articles if part[_topic(article)] == at] for at in range(PARTS)]


def _topic(article: Article) -> str:
    return article.incident.partition("/")[0]


def examples(articles: Sequence[Article]) -> list[Examples]:
    """Of each group of these documents, the pairs of mentions in sentences that were annotated."""
    groups = group_documents([article.text for article in articles]).groups
    found: list[Examples] = []
    for group in sorted(set(groups)):
        marked = [
            (at, mention) for at, article in enumerate(articles) if groups[at] == group for mention in article.mentions
        ]
        if not marked:
            continue
        told = [
            Told(document=at, story=group, text=articles[at].text, span=mention.span, sentence=mention.sentence)
            for at, mention in marked
        ]
        pair = pairs.act_pairs(told)
        sure = np.array([mention.sure for _, mention in marked])
        gold = np.array([mention.instance for _, mention in marked])
        kept = sure[pair.one] & sure[pair.other]
        found.append((pair.features[:, kept], (gold[pair.one] == gold[pair.other])[kept]))
    return found


def same_act(parts: Sequence[Sequence[Examples]]) -> Trees:
    """Trees that tell whether two mentions are of the same incident."""
    found = [example for part in parts for example in part]
    return joined(
        [grown([example for at, example in enumerate(found) if at % MODELS != left]) for left in range(MODELS)]
    )


def joined(several: Sequence[Trees]) -> Trees:
    """The mean of what several say, as trees of one."""
    count = np.cumsum([0, *(len(trees.feature) for trees in several)])
    moved = list(zip(several, count[:-1], strict=True))
    return Trees(
        feature=np.concatenate([trees.feature for trees in several]),
        threshold=np.concatenate([trees.threshold for trees in several]),
        left=np.concatenate([trees.left + by for trees, by in moved]).astype(np.int32),
        right=np.concatenate([trees.right + by for trees, by in moved]).astype(np.int32),
        value=np.concatenate([trees.value for trees in several]) / np.float32(len(several)),
        roots=np.concatenate([trees.roots + by for trees, by in moved]).astype(np.int32),
        start=mean(trees.start for trees in several),
    )


def grown(found: Sequence[Examples]) -> Trees:
    """Boosted trees for these pairs, as plain arrays."""
    rows = np.concatenate([features for features, _ in found], 1).T
    labels = np.concatenate([same for _, same in found])
    model = HistGradientBoostingClassifier(**TREES, random_state=0).fit(rows, labels)
    nodes: list[np.void] = []
    roots: list[int] = []
    places: list[tuple[int, int]] = []
    for (tree,) in model._predictors:
        roots.append(len(nodes))
        places += [(int(node["left"]) + len(nodes), int(node["right"]) + len(nodes)) for node in tree.nodes]
        nodes += list(tree.nodes)
    leaf = [bool(node["is_leaf"]) for node in nodes]
    return Trees(
        feature=np.array([-1 if end else node["feature_idx"] for end, node in zip(leaf, nodes, strict=True)], np.int16),
        threshold=np.array(
            [0 if end else node["num_threshold"] for end, node in zip(leaf, nodes, strict=True)], np.float32
        ),
        left=np.array([left for left, _ in places], np.int32),
        right=np.array([right for _, right in places], np.int32),
        value=np.array([node["value"] for node in nodes], np.float32),
        roots=np.array(roots, np.int32),
        start=float(np.ravel(model._baseline_prediction)[0]),
    )
