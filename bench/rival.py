"""The rival: the parse that attribution tools before us are built on, spaCy's small English pipeline.

Where the trained pipeline is not installed, a pipeline of the same shape with untrained weights stands in: the same
network sizes and the same number of labels cost the same arithmetic, and what comes out is thrown away. spaCy itself
is no dependency of ours (`pip install -e '.[bench]'` brings it): without it the rival is "not run".
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from typing import Any

TRAINED = "en_core_web_sm"
DOCUMENTED = 10_500  # words per second on one core, published for the trained small pipeline; not measured here

_WIDTH = 96
_LABELS = {"tagger": 49, "parser": 45, "ner": 18}


def rival() -> tuple[str, Callable[[str], object] | None]:
    """What the rival is, and a function that parses one text with it (None: not run, and the name says why)."""
    if importlib.util.find_spec("spacy") is None:
        return "not run: spaCy is not installed", None
    if importlib.util.find_spec(TRAINED) is not None:
        return f"spaCy {TRAINED}", _module("spacy").load(TRAINED)
    return f"spaCy, the shape of {TRAINED} with untrained weights", _untrained()


def _untrained() -> Callable[[str], object]:
    nlp = _module("spacy").blank("en")
    nlp.add_pipe("tok2vec", config={"model": _embedding()})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": _listener()}})
    nlp.add_pipe("parser", config={"model": _transitions("parser", _listener())})
    nlp.add_pipe("ner", config={"model": _transitions("ner", _embedding())})
    for pipe, count in _LABELS.items():
        for number in range(count):
            nlp.get_pipe(pipe).add_label(f"L{number}")
    example = _module("spacy.training").Example.from_dict(nlp.make_doc("The bridge opened ."), _annotation())
    nlp.initialize(lambda: [example])
    return nlp


def _module(name: str) -> Any:
    """A module that need not be installed, so that no type checker asks for it."""
    return importlib.import_module(name)


def _annotation() -> dict[str, list[Any]]:
    return {
        "tags": ["L0", "L1", "L2", "L3"],
        "heads": [1, 2, 2, 2],
        "deps": ["L0", "L1", "ROOT", "L2"],
        "entities": ["O", "U-L0", "O", "O"],
    }


def _embedding() -> dict[str, Any]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": _WIDTH,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
            "rows": [5000, 1000, 2500, 2500, 50, 50],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": _WIDTH,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def _listener() -> dict[str, Any]:
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": _WIDTH, "upstream": "tok2vec"}


def _transitions(state_type: str, tok2vec: dict[str, Any]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": state_type,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": tok2vec,
    }
