"""The article's blocks, chosen from the page's. Each block that is dropped has its reason; none is lost between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whence.ingest.pages.blocks import RawBlock, raw_blocks
from whence.ingest.pages.chrome import furniture, is_promotion
from whence.ingest.pages.labels import (
    byline_in,
    is_caption,
    is_correction,
    is_credit,
    is_dated,
    is_signed,
    is_standfirst,
)
from whence.ingest.pages.markup import Element
from whence.ingest.pages.measure import Measure, is_prose, measure
from whence.ingest.pages.scope import body_of, choose_scope, find_headline
from whence.ingest.texts.bylines import read_date, read_names, read_republication

_LIST_TAGS = frozenset(
    {"ul", "ol", "dl", "div", "section", "table", "td", "tr", "tbody", "center", "menu", "dir", "aside"}
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_NO_LONE_LINKS = ("p", "li", "td", "dd", "blockquote", "h1", *sorted(_HEADINGS))
_LINES = _HEADINGS | {"p"}
_SHORTEST_STANDFIRST = 25
_TAIL_BLOCKS = 30
_RULE = "-–—_*·•|/\\#=~+ \n\t"
_NEAR_BLOCKS = 3


@dataclass(frozen=True, slots=True)
class Selection:
    """A page's blocks, sorted into article and not."""

    kept: tuple[RawBlock, ...]
    dropped: tuple[tuple[RawBlock, str], ...]
    headline: RawBlock | None
    scope: Element


def select(root: Element, titles: Iterable[str] = (), site: str | None = None) -> Selection:
    """The blocks of the article, and those left out with the reason for each."""
    blocks = raw_blocks(root)
    headline = find_headline(blocks, titles, site)
    reasons = _furniture_of(blocks, headline)
    standing = [block for block, reason in zip(blocks, reasons, strict=True) if not reason]
    measures = measure(standing)
    scope = choose_scope(root, measures, headline)
    judge = _Judge(standing, measures, scope, headline)
    verdicts = [reason or judge.reason(block) for block, reason in zip(blocks, reasons, strict=True)]
    verdicts = _without_orphans(blocks, verdicts)
    paired = list(zip(blocks, verdicts, strict=True))
    return Selection(
        kept=tuple(block for block, verdict in paired if verdict is None),
        dropped=tuple((block, verdict) for block, verdict in paired if verdict is not None),
        headline=headline if headline and verdicts[headline.number] is None else None,
        scope=scope,
    )


def _furniture_of(blocks: Sequence[RawBlock], headline: RawBlock | None) -> list[str | None]:
    """For each block the reason why something around it is furniture; each element is judged once."""
    measures = measure(blocks)
    prose = max((measured.prose for measured in measures.values()), default=0)
    known: dict[Element, str | None] = {}
    for block in blocks:
        unknown = [element for element in block.element.ancestors() if element not in known]
        for element in reversed(unknown):
            around = known.get(element.parent) if element.parent else None
            known[element] = around or furniture(element, measures, prose, headline.element if headline else None)
    return [known[block.element] for block in blocks]


class _Judge:
    """Says of a block that is no furniture by name whether it belongs to the article."""

    def __init__(
        self,
        blocks: Sequence[RawBlock],
        measures: dict[Element, Measure],
        scope: Element,
        headline: RawBlock | None,
    ) -> None:
        self._measures = measures
        self._scope = scope
        self._headline = headline
        self._above_list = _above_lists(blocks)
        inside = [block for block in blocks if scope in block.element.ancestors()]
        body = body_of(scope, measures)
        in_body = [block for block in inside if body and body in block.element.ancestors()]
        prose = [block for block in inside if is_prose(block)]
        self._is_loose = scope.tag in {"body", "html", "table", "tbody", "tr", "td", "div", "center", "form"}
        self._first = inside[0].number if inside else 0
        self._last = inside[-1].number if inside else 0
        self._body_end = in_body[-1].number if in_body else (prose[-1].number if prose else self._last)
        self._has_body = body is not None

    def reason(self, block: RawBlock) -> str | None:
        """Why the block is left out; None when it belongs to the article."""
        if block is self._headline:
            return None
        if is_promotion(block):
            return "promotion"
        if not block.text.strip(_RULE):
            return "a line between parts"
        if not self._first <= block.number <= self._last:
            return self._outside(block)
        if self._headline and block.number < self._headline.number and not self._may_precede(block):
            return "before the headline"
        if self._is_list_of_links(block) or _is_lone_link(block):
            return "links"
        if block.number > self._body_end and not self._may_follow(block):
            return "after the article"
        return None

    def _outside(self, block: RawBlock) -> str | None:
        """Around the chosen element only what is plainly the article's own is taken."""
        if self._headline and self._headline.number < block.number < self._first:
            wanted = is_prose(block) or is_caption(block) or _is_meta(block) or _is_short_meta(block)
            wanted = wanted or self._sums_up(block)
            return None if wanted and not self._is_list_of_links(block) else "outside the article"
        if self._headline and self._headline.number - _NEAR_BLOCKS <= block.number < self._headline.number:
            return None if _is_meta(block) else "before the headline"
        if self._last < block.number <= self._last + _TAIL_BLOCKS and _closes(block):
            return None
        if self._last < block.number <= self._last + _NEAR_BLOCKS and _is_meta(block):
            return None
        return "outside the article"

    def _sums_up(self, block: RawBlock) -> bool:
        """A standfirst by its name, or the line right under the headline, in the same box."""
        if block.linked * 2 > len(block.text):
            return False
        if is_standfirst(block):
            return True
        if not self._headline or block.number != self._headline.number + 1 or len(block.text) < _SHORTEST_STANDFIRST:
            return False
        return block.element.tag in _LINES and block.element.parent is self._headline.element.parent

    def _may_precede(self, block: RawBlock) -> bool:
        return is_caption(block) or _is_meta(block) or (is_prose(block) and not self._is_loose)

    def _may_follow(self, block: RawBlock) -> bool:
        if _closes(block) or _is_meta(block) or is_caption(block) or block.inside("blockquote"):
            return True
        if self._goes_on(block):
            return True
        if block.linked * 2 > len(block.text):
            return False
        if self._has_body or self._is_loose:
            return is_prose(block) and len(block.text) >= 40
        return True

    def _goes_on(self, block: RawBlock) -> bool:
        """A last short sentence in the element that holds the paragraphs before it."""
        if block.element.tag not in {"p", "li", "pre"} or block.text[-1] not in '.!?…”"»)':
            return False
        around = list(block.element.ancestors())[1:4]
        return any(element in self._measures and self._measures[element].prose for element in around)

    def _is_list_of_links(self, block: RawBlock) -> bool:
        if block.linked * 2 <= len(block.text) and len(block.text) > 40:
            return False
        if _is_meta(block) or block.inside("blockquote", "figure", "h1") or is_prose(block):
            return False
        if self._is_introduced(block):
            return False
        for element in block.element.ancestors():
            if element is self._scope:
                return False
            if element.tag in _LIST_TAGS and self._is_linky(element):
                return True
        return False

    def _is_linky(self, element: Element) -> bool:
        measured = self._measures[element]
        return not measured.prose and measured.link_share > 0.6 and measured.chars >= 15

    def _is_introduced(self, block: RawBlock) -> bool:
        """A list under "The documents:" belongs to the article though every item is a link."""
        listing = block.inside("ul", "ol")
        before = self._above_list.get(listing) if listing else None
        return bool(before and before.text.endswith(":") and before.element.tag not in _HEADINGS)


def _above_lists(blocks: Sequence[RawBlock]) -> dict[Element, RawBlock | None]:
    """For each list the block right above it."""
    found: dict[Element, RawBlock | None] = {}
    before: RawBlock | None = None
    for block in blocks:
        if listing := block.inside("ul", "ol"):
            found.setdefault(listing, before)
        before = block
    return found


def _is_lone_link(block: RawBlock) -> bool:
    """ "Follow", "Politics": a word or two that are nothing but a link, in no paragraph."""
    if block.linked < len(block.text) or len(block.text) > 25 or block.inside(*_NO_LONE_LINKS):
        return False
    return not _is_meta(block) and not _is_short_meta(block) and block.text[-1] not in ".!?”"


def _is_short_meta(block: RawBlock) -> bool:
    """Names or a date and little else: what stands between a headline and the text."""
    return len(block.text) < 80 and (read_names(block.text) is not None or read_date(block.text) is not None)


def _is_meta(block: RawBlock) -> bool:
    return is_signed(block) or is_dated(block) or byline_in(block.text) is not None


def _closes(block: RawBlock) -> bool:
    """Corrections, credits and notes on where the text first appeared may stand under the article's body."""
    return is_correction(block) or is_credit(block) or read_republication(block.text) is not None


def _without_orphans(blocks: Sequence[RawBlock], verdicts: Sequence[str | None]) -> list[str | None]:
    """A heading whose whole section was furniture goes with it ("More on this story")."""
    found = list(verdicts)
    under: list[str | None] = []
    for index in range(len(blocks) - 1, -1, -1):
        if not _heads(blocks[index]) or verdicts[index] is not None:
            under.append(found[index])
            continue
        if under and under[-1] is not None and all(verdict is not None for verdict in under):
            found[index] = under[-1]
            continue
        under = []
    return _without_empty_boxes(blocks, found)


def _heads(block: RawBlock) -> bool:
    """A heading over something else; a standfirst set as a heading stands for itself."""
    return block.element.tag in _HEADINGS and not is_standfirst(block)


def _without_empty_boxes(blocks: Sequence[RawBlock], verdicts: list[str | None]) -> list[str | None]:
    """A heading in a box of its own goes when all else in the box went ("Get alerts")."""
    inside: dict[Element | None, list[int]] = {}
    for index, block in enumerate(blocks):
        inside.setdefault(block.element.parent, []).append(index)
    for members in inside.values():
        kept = [index for index in members if verdicts[index] is None]
        if len(kept) == 1 < len(members) and _heads(blocks[kept[0]]):
            verdicts[kept[0]] = "a heading over nothing"
    return verdicts
