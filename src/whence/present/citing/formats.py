"""The forms of a citation, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from whence.model.citing import Cited
from whence.present.citing.bibtex import bibtex
from whence.present.citing.csl import csl, listed
from whence.present.citing.plain import markdown, plain
from whence.present.citing.ris import ris
from whence.present.citing.wiki import wiki


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a citation: what people call it, how its file ends, its media type, and what writes it.

    `between` stands between citations of one file.
    """

    name: str
    said: str
    ending: str
    kind: str
    write: Callable[[Cited], str]
    between: str = "\n"

    def write_all(self, many: Sequence[Cited]) -> str:
        """Several citations in one file."""
        if self.name == "csl":
            return listed(many)
        return self.between.join(map(self.write, many))


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form("plain", "Plain text", "txt", "text/plain", plain),
        Form("markdown", "Markdown", "md", "text/markdown", markdown),
        Form("wikipedia", "Wikipedia", "wiki", "text/x-wiki", wiki),
        Form("bibtex", "BibTeX", "bib", "application/x-bibtex", bibtex),
        Form("ris", "RIS", "ris", "application/x-research-info-systems", ris, ""),
        Form("csl", "CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", csl),
    )
}
