"""The corpora beside the project as labelled paragraphs: PolNeAR (brat standoff) and tokens with BIO tags."""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

from whence.learned.decode import KINDS
from whence.learned.paragraphs import paragraphs
from whence.learned.tag import TAGS
from whence.learned.units import Units, from_tokens, units
from whence.model.text import Span

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpora"
TYPES, LABELS = KINDS, TAGS
_SPAN = re.compile(r"(T\d+)\t(\w+) ([\d ;]+)\t")
_EVENT = re.compile(r"E\d+\t(Attribution\S*.*)")


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of units of a source, cue or content, and the attribution (a number in its article) it belongs to."""

    kind: str
    first: int
    last: int
    attribution: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The units of a paragraph and the pieces annotated in it. Not `linked`: what belongs together is unknown."""

    units: Units
    pieces: list[Piece]
    linked: bool = True

    def labels(self) -> list[str]:
        """A BIO tag for each unit."""
        tags = ["O"] * len(self.units)
        for piece in self.pieces:
            tags[piece.first : piece.last] = [f"I-{piece.kind}"] * (piece.last - piece.first)
            tags[piece.first] = f"B-{piece.kind}"
        return tags


@dataclass(frozen=True, slots=True)
class Article:
    """An article as one annotator marked it: paragraphs in order."""

    name: str
    annotator: str
    paragraphs: list[Paragraph]


@dataclass(slots=True)
class _Attribution:
    pieces: dict[str, list[tuple[int, int]]] = field(default_factory=dict[str, "list[tuple[int, int]]"])


def polnear(part: str) -> Iterator[Article]:
    """The articles of `train` or `dev`, once for each annotator, in order of their names."""
    folder = SHARED / "polnear" / part
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem if (folder / "text" / f"{path.stem}.txt").is_file() else path.stem.rsplit("_", 1)[0]
        with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        marked = _attributions(path.read_text(encoding="utf-8"))
        yield Article(name, path.stem.removeprefix(f"{name}_"), list(_paragraphs(text, marked)))


def _attributions(ann: str) -> list[_Attribution]:
    """The events of a standoff file; lines that are none are left out."""
    spans: dict[str, list[tuple[int, int]]] = {}
    found: list[_Attribution] = []
    for line in ann.splitlines():
        if match := _SPAN.match(line):
            spans[match[1]] = [(int(a), int(b)) for a, b in (part.split() for part in match[3].split(";"))]
        elif match := _EVENT.match(line):
            item = _Attribution()
            for argument in match[1].split():
                role, _, reference = argument.partition(":")
                kind = role.rstrip("0123456789").lower()
                if kind in TYPES and reference in spans:
                    item.pieces.setdefault(kind, []).extend(spans[reference])
            found.append(item)
    return found


def _paragraphs(text: str, marked: list[_Attribution]) -> Iterator[Paragraph]:
    spans = sorted(
        (start, end, kind, number)
        for number, item in enumerate(marked)
        for kind, pieces in item.pieces.items()
        for start, end in pieces
    )
    for span in paragraphs(text):
        found = units(text, span)
        taken = [False] * len(found)
        pieces: list[Piece] = []
        for start, end, kind, number in spans:
            if end <= span.start or start >= span.end:
                continue
            inside = [i for i, unit in enumerate(found.spans) if unit.start < end and unit.end > start and not taken[i]]
            if inside and inside[-1] - inside[0] + 1 == len(inside):
                pieces.append(Piece(kind, inside[0], inside[-1] + 1, number))
                for i in inside:
                    taken[i] = True
        yield Paragraph(found, pieces)


def fold_of(name: str, folds: int) -> int:
    """The part that an article is dealt into; all copies of it, by whoever annotated it, into the same."""
    return int(sha256(name.encode()).hexdigest(), 16) % folds


def strayed(article: Article) -> Article:
    """The article as a sentence splitter leaves it that takes the mark which opens a paragraph for the end of the one
    before: tagged corpora are full of such marks, alone at the end of a passage and labelled as a content.
    """
    found = list(article.paragraphs)
    for index in range(1, len(found)):
        before, here = found[index - 1], found[index]
        opening = next((piece for piece in here.pieces if piece.kind == "content" and piece.first == 0), None)
        if opening is None or opening.last < 2 or here.units.words[0] != "“":
            continue
        count = len(before.units)
        alone = Piece("content", count, count + 1, opening.attribution)
        found[index - 1] = replace(
            before, units=from_tokens([*before.units.words, "''"]), pieces=[*before.pieces, alone]
        )
        rest = [replace(piece, first=max(piece.first - 1, 0), last=piece.last - 1) for piece in here.pieces]
        found[index] = replace(here, units=from_tokens(here.units.words[1:]), pieces=rest)
    return replace(article, paragraphs=found)


def tagged(path: Path) -> Iterator[Article]:
    """Articles of a file of tagged tokens: runs of lines with one `id`."""
    last, paragraphs = None, list[Paragraph]()
    for row in _rows(path):
        key = row.get("id", "")
        if paragraphs and key != last:
            yield Article(str(last), "", paragraphs)
            paragraphs = []
        last = key
        paragraphs.append(Paragraph(from_tokens(row["tokens"]), list(_pieces(row["labels"])), linked=False))
    if paragraphs:
        yield Article(str(last), "", paragraphs)


def _rows(path: Path) -> Iterator[dict[str, list[str]]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def _pieces(tags: list[str]) -> Iterator[Piece]:
    start, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and (tag == "O" or tag[0] == "B" or tag[2:] != kind):
            yield Piece(kind, start, i, -1)
            kind = ""
        if tag != "O" and not kind:
            start, kind = i, tag[2:]


def unlabelled() -> Iterator[Article]:
    """News without annotations, for teachers to label: local news (LGL) and ECB+, two sentences to a paragraph."""
    articles = ElementTree.parse(SHARED / "incidents" / "places_lgl.xml").getroot()
    for number, item in enumerate(articles):
        yield _bare(f"lgl-{number}", re.split(r"(?<=[.?!”\"])\s+(?=[A-Z“\"])", item.findtext("text") or ""))
    with tarfile.open(SHARED / "incidents" / "ecbplus_topics_1-35.tar.gz") as archive:
        for member in sorted(archive.getnames()):
            file = archive.extractfile(member) if member.endswith(".xml") else None
            if file is not None:
                yield _bare(member, _sentences(ElementTree.fromstring(file.read())))


def _sentences(document: ElementTree.Element) -> list[str]:
    by_number: dict[str, list[str]] = {}
    for token in document.iter("token"):
        by_number.setdefault(token.get("sentence", ""), []).append(token.text or "")
    return [" ".join(words) for words in by_number.values()]


def _bare(name: str, sentences: list[str]) -> Article:
    pairs = [" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]
    found = [units(text, Span(0, len(text))) for text in pairs if text.strip()]
    return Article(name, "", [Paragraph(item, [], linked=False) for item in found if len(item)])


def digest(*folders: Path) -> str:
    """One SHA-256 over the files below these folders, in order of their names."""
    total = sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if path.is_file():
                total.update(path.name.encode())
                total.update(path.read_bytes())
    return total.hexdigest()
