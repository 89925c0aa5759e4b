"""Cite: the words with their voices in every form, to copy or to save, and links that lead to them for good."""

from __future__ import annotations

from typing import Any

from whence.model.viewing import Citing
from whence.present.citing import parts
from whence.present.citing.embedded import coins
from whence.present.citing.formats import FORMS
from whence.present.citing.fragment import fragment
from whence.present.contract import FORMAT
from whence.present.screens import places
from whence.present.screens.frame import Frame, filled


def page(frame: Frame, citing: Citing) -> str:
    """The page."""
    cited = citing.cited
    return filled(
        "cite",
        frame,
        citing=citing,
        title=parts.heading(cited.document),
        article=places.article(cited.document.id),
        words=parts.words(cited),
        told=parts.attribution(cited),
        permalink=places.permalink(cited),
        hops=places.hops(cited) if cited.spans else "",
        live=fragment(cited) or parts.web(cited.document),
        forms=[
            {
                "name": form.name, "said": form.said, "text": form.write(cited).replace("\r\n", "\n").rstrip("\n"),
                "file": places.citation(cited, form.ending), "rows": min(16, form.write(cited).count("\n") + 1),
            }
            for form in FORMS.values()
        ],
        coins=coins(cited.document),
    )  # fmt: skip


def twin(citing: Citing) -> dict[str, Any]:
    """What is cited, whose words it is, and every form of the citation."""
    cited = citing.cited
    return {
        "format": FORMAT,
        "document": cited.document.id,
        "sentence": citing.sentence or None,
        "spans": [[span.start, span.end] for span in cited.spans],
        "exact": cited.words,
        "attribution": parts.attribution(cited),
        "permalink": places.permalink(cited),
        "live": fragment(cited) or None,
        "forms": {form.name: form.write(cited) for form in FORMS.values()},
    }
