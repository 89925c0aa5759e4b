"""Documents and mentions to incidents, against ECB+ (Cybulska and Vossen 2014).

Gold: the incident of a document is its topic and which of the two look-alike ones of the topic it tells (`…ecb.xml`,
`…ecbplus.xml`); the incident of a mention is its coreference instance, alone where it has none. All mentions of actions
are given, all are scored, those that stand alone too; documents are grouped by their text, mentions in those groups.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import comb, log
from pathlib import Path
from xml.etree import ElementTree

from whence.compare.incidents import Told, group_documents, group_mentions
from whence.errors import UsageError
from whence.evaluation.outcome import Outcome
from whence.model.text import Span

_TIGHT_BEFORE = frozenset((".", ",", ";", ":", "!", "?", ")", "%", "''", "'", "’", "”", "]", "'s", "’s", "n't", "'re"))
_TIGHT_AFTER = frozenset(("(", "$", "``", "“", "‘", "["))
_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A mention of an action: its id, where it and its sentence stand, its gold instance.

    `sure`: something in its sentence has an instance, so that the sentence was annotated and not passed over.
    """

    id: str
    span: Span
    sentence: Span
    instance: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document of the corpus: its name, its text, the gold incident, its mentions."""

    name: str
    text: str
    incident: str
    mentions: tuple[Marked, ...]


def score(path: Path) -> Outcome:
    """Group the documents of an unpacked `ecbplus` folder and the mentions in them, and hold both against the gold.

    Figures: `documents_ari`, `documents_v`, `mentions_b3` (all mentions), `mentions_b3_annotated` (those in sentences
    that were annotated), `mentions_conll`, `count`. Raises UsageError where there is nothing to read.
    """
    articles = list(read(path))
    if not articles:
        raise UsageError(f"{path}: no documents (TOPIC/NAME.xml) are in it")
    return measured(articles)


def measured(articles: Sequence[Article]) -> Outcome:
    """The same for articles that were read."""
    groups = group_documents([article.text for article in articles]).groups
    marked = [(at, mention) for at, article in enumerate(articles) for mention in article.mentions]
    told = [
        Told(document=at, story=groups[at], text=articles[at].text, span=mention.span, sentence=mention.sentence)
        for at, mention in marked
    ]
    found = group_mentions(told)
    gold = [mention.instance for _, mention in marked]
    sure = [at for at, (_, mention) in enumerate(marked) if mention.sure]
    incidents = [article.incident for article in articles]
    figures = {
        "documents_ari": adjusted_rand(incidents, groups),
        "documents_v": v_measure(incidents, groups),
        "mentions_b3": b_cubed(gold, found),
        "mentions_b3_annotated": b_cubed([gold[at] for at in sure], [found[at] for at in sure]),
        "mentions_conll": (b_cubed(gold, found) + muc(gold, found) + ceaf_e(gold, found)) / 3,
    }
    rounded = {name: round(value, 4) for name, value in figures.items()} | {"count": float(len(articles))}
    predictions = [
        json.dumps(
            {
                "document": article.name,
                "incident": groups[at],
                "mentions": {
                    mention.id: group for (where, mention), group in zip(marked, found, strict=True) if where == at
                },
            }
        )
        for at, article in enumerate(articles)
    ]
    return Outcome([f"{name}  {value}" for name, value in rounded.items()], predictions, rounded)


def read(folder: Path) -> Iterator[Article]:
    """The documents of the folder, in order of their names. Raises UsageError for a file that cannot be read."""
    for path in sorted(folder.glob("*/*.xml")):
        try:
            if path.stat().st_size > _MOST_BYTES:
                raise UsageError(f"{path}: too large")
            yield _article(path.name, ElementTree.fromstring(path.read_bytes()))
        except (ElementTree.ParseError, ValueError, OSError) as error:
            raise UsageError(f"{path}: no annotated document ({error})") from error


def _article(name: str, root: ElementTree.Element) -> Article:
    text, tokens, sentences = _text(root)
    anchors = {
        mark.get("m_id", ""): (mark.tag, [anchor.get("t_id", "") for anchor in mark.iter("token_anchor")])
        for mark in root.findall("Markables/*")
    }
    instances: dict[str, str] = {}
    for relation in root.findall("Relations/*"):
        crossing = relation.tag == "CROSS_DOC_COREF" and relation.get("note")
        instance = relation.get("note", "") if crossing else f"{name}/{relation.get('r_id')}"
        instances |= {source.get("m_id", ""): instance for source in relation.findall("source")}
    sure = {tokens[anchors[mark][1][0]][1] for mark in instances if anchors.get(mark, ("", []))[1]}
    mentions = [
        Marked(
            id=mark,
            span=Span(tokens[where[0]][0].start, tokens[where[-1]][0].end),
            sentence=sentences[tokens[where[0]][1]],
            instance=instances.get(mark, f"{name}/{mark}/alone"),
            sure=tokens[where[0]][1] in sure,
        )
        for mark, (tag, where) in anchors.items()
        if where and tag.startswith(("ACTION", "NEG_ACTION"))
    ]
    kind = "plus" if name.endswith("ecbplus.xml") else "ecb"
    return Article(name=name, text=text, incident=f"{name.partition('_')[0]}/{kind}", mentions=tuple(mentions))


def _text(root: ElementTree.Element) -> tuple[str, dict[str, tuple[Span, str]], dict[str, Span]]:
    """The text of the tokens, a line a sentence; of each token its span and sentence; the sentences' spans."""
    pieces: list[str] = []
    tokens: dict[str, tuple[Span, str]] = {}
    sentences: dict[str, Span] = {}
    length, last, before = 0, "", ""
    for token in root.findall("token"):
        word, sentence = token.text or "", token.get("sentence", "")
        gap = "" if not pieces or word in _TIGHT_BEFORE or last in _TIGHT_AFTER else " "
        gap = "\n" if pieces and sentence != before else gap
        start = length + len(gap)
        length = start + len(word)
        pieces += [gap, word]
        tokens[token.get("t_id", "")] = (Span(start, length), sentence)
        sentences[sentence] = Span(sentences[sentence].start if sentence in sentences else start, length)
        last, before = word, sentence
    return "".join(pieces), tokens, sentences


def adjusted_rand(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """The adjusted Rand index of two groupings (Hubert and Arabie 1985)."""
    both = sum(comb(count, 2) for count in Counter(zip(gold, found, strict=True)).values())
    ours, theirs = (sum(comb(count, 2) for count in Counter(side).values()) for side in (gold, found))
    everything = comb(len(gold), 2)
    chance = ours * theirs / everything if everything else 0.0
    most = (ours + theirs) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


def v_measure(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """The harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg 2007)."""
    joint = _entropy(Counter(zip(gold, found, strict=True)))
    ours, theirs = _entropy(Counter(gold)), _entropy(Counter(found))
    homogeneity = 1 - (joint - theirs) / ours if ours else 1.0
    completeness = 1 - (joint - ours) / theirs if theirs else 1.0
    return 2 * homogeneity * completeness / (homogeneity + completeness) if homogeneity + completeness else 0.0


def _entropy(counts: Mapping[Hashable, int]) -> float:
    total = sum(counts.values())
    return -sum(count / total * log(count / total) for count in counts.values())


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """B³ F1 (Bagga and Baldwin 1998) of two groupings of the same mentions."""
    if not gold:
        return 0.0
    ours, theirs = Counter(gold), Counter(found)
    joint = Counter(zip(gold, found, strict=True))
    precision = sum(count * count / theirs[group] for (_, group), count in joint.items()) / len(gold)
    recall = sum(count * count / ours[group] for (group, _), count in joint.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def muc(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """The link-based F1 of MUC-6 (Vilain and others 1995)."""
    joint = len(Counter(zip(gold, found, strict=True)))
    kept = [len(gold) - joint, len(gold) - len(set(gold)), len(gold) - len(set(found))]
    recall, precision = (kept[0] / side if side else 0.0 for side in kept[1:])
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def ceaf_e(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """CEAF-e F1 (Luo 2005), groups matched greedily from the likest pair on, which is at most the exact figure."""
    ours, theirs = Counter(gold), Counter(found)
    if not ours:
        return 0.0
    joint = Counter(zip(gold, found, strict=True))
    likeness = {pair: 2 * count / (ours[pair[0]] + theirs[pair[1]]) for pair, count in joint.items()}
    used: tuple[set[Hashable], set[Hashable]] = (set(), set())
    total = 0.0
    for (one, other), value in sorted(likeness.items(), key=lambda item: (-item[1], str(item[0]))):
        if one not in used[0] and other not in used[1]:
            used[0].add(one)
            used[1].add(other)
            total += value
    recall, precision = total / len(ours), total / len(theirs)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
