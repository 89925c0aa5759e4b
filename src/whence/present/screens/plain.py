"""Pages that show nothing of an article: keys, the page that opens the reader, what is said when it does not work."""

from __future__ import annotations

from whence.present.screens.frame import LOOKS, Frame, filled

KEYS = (
    ("j", "the next sentence"),
    ("k", "the sentence before"),
    ("n", "the next change of voice"),
    ("p", "the change of voice before"),
    ("o", "the original page, in this window"),
    ("y", "copies the permalink of this sentence, and puts it in the address bar"),
    ("c", "cites this sentence; on the page that cites, copies the citation"),
    ("[", "one hop back: to these words in the next earlier text of the library"),
    ("]", "one hop on: to these words in the next later text"),
    ("/", "to the search field"),
    ("g h", "home"),
    ("?", "this page"),
    ("Esc", "leave the search field; the highlighted voice is let go"),
)


def keys(frame: Frame, look: str) -> str:
    """The keys, and the form that chooses a look."""
    return filled("keys", frame, keys=KEYS, look=look, looks=list(LOOKS.items()))


def launch(frame: Frame) -> str:
    """The page that the launch address shows: it leads home at once."""
    return filled("launch", frame)


def sorry(frame: Frame, said: str) -> str:
    """What is said when it does not work."""
    return filled("sorry", frame, said=said)
