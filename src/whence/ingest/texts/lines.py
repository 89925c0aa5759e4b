"""What a line of an article is for, told from its own words: caption, credit, correction, time, speaker label.

Each function looks at a few hundred characters at the two ends of its text.
"""

from __future__ import annotations

import re

from whence.ingest.texts.dates import find_date
from whence.ingest.texts.names import is_name, is_outlet, is_person
from whence.ingest.texts.republication import read_republication

_HEAD = 300
_CAPTION = re.compile(
    r"(?:\[\s?)?(?:photo(?:graph)?s?|pictures?|image|caption|foto|bild|illustration|graphic|video|infographic"
    r"|file photo"
    r"|légende|pie de foto)(?: credits?| caption| gallery)?\s?:|\[(?:photo|image|picture|video|caption"
    r"|graphic)\b|!\[",
    re.IGNORECASE,
)
_CAPTION_END = re.compile(
    r"(?:[(\[]|[.!?”\"]\s|/\s?)(?:file )?(?:photo(?:graph)?s?|pictures?|images?|foto|illustration|credit)(?: credit)?"
    r"(?::| by| courtesy)\s[^()\[\]]{2,80}[)\]]?\.?$"
    r"|\((?:[A-Z][\w.&’' -]{1,40}/)?(?:[A-Z]{2,5} )?(?:file )?photo[^()]{0,60}\)$"
    r"|\([A-Z][\w.’' -]{2,40} ?/ ?[A-Z][\w.’' -]{1,40}(?: via [A-Z][\w.’' -]{1,40})?\)\.?$|(?:/"
    r"|©)\s?Getty(?: Images)?\.?$",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"[*\[(_]{0,3}(?:corrections?|clarification|editors?['’]?s?['’]? note|author['’]s note|publisher['’]s note"
    r"|korrektur|"
    r"anm(?:erkung|\.) d(?:er|\.) red(?:aktion|\.)|rectificatif|note de la rédaction|nota de la redacción"
    r"|corrección|updates?)"
    r"(?:\s\([^)]{1,40}\)|,? [\w ,.]{3,30})?\s?(?::|—|–|\s-\s)"
    r"|[*\[(_]{0,3}(?:this|an earlier version of this|a previous version of this|the original version of this) "
    r"(?:article|story|piece|post|report|column|headline|text|version|page)(?:’s|'s)?(?: headline)?"
    r" (?:was|has been|were|had|misstated|incorrectly|mis\w{2,20}|originally stated|stated|said|gave|included)"
    r"(?: (?:been )?(?:amended|corrected|updated|edited|changed|revised|clarified)\b)?",
    re.IGNORECASE,
)
_AMENDED = re.compile(r"amend|correct|updat|edit|chang|revis|clarif|earlier|previous|mis|original|note|anm|stat", re.I)
_CREDIT = re.compile(
    r"[(\[*_—–-]{0,2}\s?(?:sources?|credits?|quelle|fuente|fonte|bron|via|hat tip|h/t|agencies)\s?:\s?\S"
    r"|[(\[*_—–-]{0,2}\s?(?:additional )?(?:reporting|editing|writing|research|translation|translated|edited"
    r"|compiled|produced) by\s"
    r"|[(\[]?(?:©|\(c\)|copyright\b)|all rights reserved|[(\[]?with (?:reporting|additional reporting"
    r"|files) (?:by|from)\s",
    re.IGNORECASE,
)
_POST_CREDIT = re.compile(
    r"[—–―-]{1,2}\s?(?P<name>[^()@\n]{1,80})\s\((?P<handle>@[\w.@-]{1,60})\),?\s?(?P<when>.{0,60})$"
)
_TIME = re.compile(
    r"[(\[]?(?P<time>(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:GMT|UTC|BST|CET|CEST|EST|EDT"
    r"|ET|PT|PST|PDT|IST|Uhr)\b)?"
    r"|\d{1,2}\s?[ap]\.?m\b\.?(?:\s?(?:GMT|UTC|BST|EST|EDT|ET|PT)\b)?)[)\]]?(?:\s?(?:[-–—:|]|\.(?=\s))\s?|\s|$)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?P<label>\*{0,2}[QA](?=[.:]\*{0,2}\s)|[^\s:“”\"«»()\[\]][^:“”\"«»\n]{0,58}(?=:\*{0,2}(?:\s|$)))[.:]"
)
_NO_LABEL = re.compile(
    r"(?:photo|image|source|caption|note|editor|update|correction|published|related|read more|watch|more|by"
    r"|video|date|credit"
    r"|here|also|title|headline|author|byline|url|link|breaking|warning|example|exclusive|opinion|analysis"
    r"|factbox|location"
    r"|where|when|who|what|why|how|tickets|price|name|age|city|job|pay|team|phone|email|address)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[•‣▪◦●■·]\s?|[*–—-]\s+|(?:\d{1,3}|[a-z])[.)]\s+|\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)\s+)(?=\S)")
_SURE_BULLET = re.compile(r"[•‣▪◦●■*]")
_URL = re.compile(r"<?https?://[^\s<>]{4,400}>?")


def caption(text: str) -> bool:
    """A picture's caption, by its label or by the credit at its end.

    >>> caption("Photo: the harbour at dawn"), caption("A worker waits. (Photo by Ada Lind/Wire)"), caption("She left.")
    (True, True, False)
    """
    if len(text) > 600:
        return False
    return bool(_CAPTION.match(text) or _CAPTION_END.search(text, max(0, len(text) - 160)))


def correction(text: str) -> bool:
    """A note in which the paper speaks about the article.

    >>> correction("Editor’s note: names were changed."), correction("This article was amended on 3 March 2024.")
    (True, True)
    >>> correction("This article was the first to say so.")
    False
    """
    match = _CORRECTION.match(text, 0, min(len(text), _HEAD))
    if not match:
        return False
    return (
        ":" in match[0] or bool(_AMENDED.search(match[0])) or bool(_AMENDED.search(text, match.end(), match.end() + 12))
    )


def credit(text: str) -> bool:
    """A line that says where something is from: "(Source: X)", "(Southport Daily)", "— Southport Daily, 3 March".

    >>> credit("(Southport Daily, 3 March)"), credit("— Ada Lind, Southport Daily"), credit("(He laughed.)")
    (True, True, False)
    """
    text = text.strip()
    if len(text) > _HEAD:
        return False
    if _CREDIT.match(text) or _URL.fullmatch(text) or read_republication(text):
        return True
    if text[:1] in "([" and text[-1:] in ")]":
        return _names_a_source(text[1:-1])
    dash = re.match(r"[—–―-]{1,2}\s?", text)
    return bool(dash) and _names_a_source(text[dash.end() :], person=True)


def _names_a_source(inside: str, *, person: bool = False) -> bool:
    found = find_date(inside)
    if found:
        inside = f"{inside[: found.start]} {inside[found.end :]}"
    parts = [part.strip(" .") for part in re.split(r"[,;/|]", inside.removeprefix("from ").removeprefix("via "))]
    names = [part.removeprefix("the ").removeprefix("in ") for part in parts if part and part[0] not in "“\"‘'«"]
    if not names or not all(is_name(name) for name in names):
        return False
    return any(is_outlet(name) or (person and is_person(name)) for name in names)


def post_credit(text: str) -> tuple[str, str, str] | None:
    """The last line of a post copied from a social network: its author, handle and date, as written.

    >>> post_credit("— Ada Lind (@adalind) March 3, 2024")
    ('Ada Lind', '@adalind', 'March 3, 2024')
    """
    match = _POST_CREDIT.match(text, 0, _HEAD) if len(text) <= _HEAD else None
    return (match["name"].strip(), match["handle"], match["when"].strip()) if match else None


def entry_time(text: str) -> tuple[str, int] | None:
    """The time a live-blog entry begins with, as written, and where what follows begins.

    >>> entry_time("14:05 GMT The harbour is open."), entry_time("10.32am"), entry_time("3.5 million")
    (('14:05 GMT', 10), ('10.32am', 7), None)
    """
    match = _TIME.match(text, 0, min(len(text), 60))
    if not match:
        return None
    follows = text[match.end() : match.end() + 1]
    return (match["time"], match.end()) if not follows.islower() else None


def label(text: str) -> str | None:
    """The words before a colon that may name a speaker: "MR. LEE", "Q", "Ada Lind".

    >>> label("MR. LEE: I object."), label("Q. Where were you?"), label("The minister said: no.")
    ('MR. LEE', 'Q', None)
    """
    match = _LABEL.match(text, 0, min(len(text), 80))
    if not match or _NO_LABEL.match(match["label"]):
        return None
    words = match["label"].strip("*_ ")
    bare = words.partition("(")[0].strip() or words
    if bare in {"Q", "A"} or is_name(bare.replace(". ", " ").replace(",", "")):
        return words
    return None


def bullet(text: str) -> int:
    """Where the words of a list item begin, after its bullet or number; 0 when there is none.

    >>> bullet("• Fish"), bullet("1. Fish"), bullet("- Fish"), bullet("Fish")
    (2, 3, 2, 0)
    """
    match = _BULLET.match(text, 0, 12)
    return match.end() if match else 0


def sure_bullet(text: str) -> bool:
    """True for a bullet that is nothing else: a dash may open speech, a number a sentence."""
    return bool(_SURE_BULLET.match(text))


def address(text: str) -> str | None:
    """The web address that is all there is on this line."""
    match = _URL.fullmatch(text.strip()) if len(text) < 500 else None
    return match[0].strip("<>") if match else None
