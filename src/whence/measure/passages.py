"""Score what `whence blame --json` prints against gold passages.

A gold passage is found by its anchor, three to twelve words that occur once in the text. The statement that speaks
there is the one that covers the anchor's middle with the longest chain (of several, the shortest content).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from whence.measure.spans import percent

MEASURES = ("found", "voice", "chain", "quotation", "status")

_STRAIGHT = str.maketrans("’‘“”", "''\"\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One annotated passage. `chain` lists for each link, outermost first, every name that is right."""

    anchor: str
    chain: tuple[tuple[str, ...], ...]
    quotation: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one gold passage. `got_chain` is None where no statement speaks at the anchor."""

    article: str
    gold: Gold
    found: bool = False
    voice: bool = False
    chain: bool = False
    quotation: bool = False
    status: bool = False
    got_chain: tuple[str, ...] | None = None
    got_quotation: str = "none"
    got_status: str = "none"
    confidence: float = 0.0

    def right(self, measure: str) -> bool:
        """Whether this passage counts for one of MEASURES."""
        return bool(getattr(self, measure))


def read_gold(text: str) -> list[Gold]:
    """The passages of a gold file's text; the annotators' word `author` is the contract's `own`."""
    return [_gold(json.loads(line)) for line in text.splitlines() if line.strip()]


def score_article(article: str, golds: Iterable[Gold], blame: dict[str, Any] | None) -> list[Outcome]:
    """An outcome for each passage; all are misses when the article could not be read (`blame` is None)."""
    if blame is None:
        return [Outcome(article=article, gold=gold) for gold in golds]
    voices = {voice["id"]: voice for voice in blame["voices"]}
    return [_outcome(article, gold, blame, voices) for gold in golds]


def table(outcomes: Iterable[Outcome]) -> list[str]:
    """A heading with the number of passages, then for each of MEASURES the per cent that are right."""
    passages = list(outcomes)
    rows = [f"{name:<9} {value:8.1f}" for name, value in percentages(passages).items()]
    return [f"{'measure':<9} per cent of {len(passages)} passages", *rows]


def percentages(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Per measure, the share of passages that are right, times 100."""
    return {name: percent(sum(outcome.right(name) for outcome in outcomes), len(outcomes)) for name in MEASURES}


def locate(text: str, anchor: str) -> int | None:
    """The offset of the anchor's middle, white space folded and, if need be, quotation marks straightened."""
    found = re.search(_pattern(anchor), text) or re.search(
        _pattern(anchor.translate(_STRAIGHT)), text.translate(_STRAIGHT)
    )
    return (found.start() + found.end()) // 2 if found else None


def same_voice(voice: dict[str, Any], right_names: Sequence[str]) -> bool:
    """Whether a voice's name or alias is a right name, or one stands inside the other as whole words."""
    names: list[str] = [voice.get("name") or "", *(voice.get("aliases") or [])]
    given = [_norm(name) for name in names if name]
    right = [_norm(name) for name in right_names]
    return any(_same_name(name, other) for name in given for other in right)


def _gold(record: dict[str, Any]) -> Gold:
    return Gold(
        anchor=record["anchor"],
        chain=tuple(tuple(link) for link in record["chain"]),
        quotation="own" if record["kind"] == "author" else record["kind"],
        status=record["stance"],
    )


def _outcome(article: str, gold: Gold, blame: dict[str, Any], voices: dict[str, Any]) -> Outcome:
    at = locate(blame["document"]["text"], gold.anchor)
    if at is None:
        return Outcome(article=article, gold=gold)
    statement = _speaking_at(at, blame["statements"])
    if statement is None:
        return Outcome(article=article, gold=gold, found=True)
    chain = [voices[link["voice"]] for link in statement["chain"]]
    voice_right, chain_right = _compare(chain, gold)
    return Outcome(
        article=article,
        gold=gold,
        found=True,
        voice=voice_right,
        chain=chain_right,
        quotation=statement["quotation"] == gold.quotation,
        status=statement["status"] == gold.status,
        got_chain=tuple(voice["name"] for voice in chain),
        got_quotation=statement["quotation"],
        got_status=statement["status"],
        confidence=statement.get("confidence", 0.0),
    )


def _speaking_at(offset: int, statements: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    covering = [s for s in statements if any(start <= offset < end for start, end in s["content"])]
    return max(covering, key=_innermost, default=None)


def _innermost(statement: dict[str, Any]) -> tuple[int, int]:
    return len(statement["chain"]), -sum(end - start for start, end in statement["content"])


def _compare(chain: Sequence[dict[str, Any]], gold: Gold) -> tuple[bool, bool]:
    """Is the innermost voice right, and is the whole chain? The name of link 0, the document's own, is not compared."""
    if len(gold.chain) == 1:
        own = len(chain) == 1
        return own, own
    voice = bool(chain) and same_voice(chain[-1], gold.chain[-1])
    links = list(zip(chain, gold.chain, strict=False))[1:]
    whole = len(chain) == len(gold.chain) and all(same_voice(got, want) for got, want in links)
    return voice, whole


def _same_name(given: str, right: str) -> bool:
    if given == right or re.search(rf"\b{re.escape(right)}\b", given):
        return True
    return len(given) > 3 and re.search(rf"\b{re.escape(given)}\b", right) is not None


def _norm(name: str) -> str:
    return re.sub(r"[^\w]+", " ", unicodedata.normalize("NFKC", name).lower().translate(_STRAIGHT)).strip()


def _pattern(anchor: str) -> str:
    return r"\s+".join(re.escape(word) for word in anchor.split())
