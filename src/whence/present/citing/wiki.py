"""A citation for Wikipedia: a reference with `{{cite news}}` or `{{cite web}}`."""

from __future__ import annotations

import re

from whence.model.citing import Cited
from whence.present.citing import parts

# What means something to MediaWiki stands as a number: bars, braces, brackets, tags, signatures, comments.
_MARKS = re.compile(r"[|{}\[\]<>&~=]|'(?=')|(?<=')'|_(?=_)|(?<=_)_|(?<=\w):(?=//)")


def wiki(cited: Cited) -> str:
    """The reference; behind the template stands whose words they are.

    Template:Cite web wants an address and a title, so what has no address, or an outlet, is `{{cite news}}`. A date
    without a day is written out, as Help:Citation Style 1 asks.
    """
    document = cited.document
    web, words = parts.web(document), parts.words(cited)
    names = parts.authors(document)
    copy, day = parts.archived(document)
    fields = {
        "url": escape_address(web),
        "title": escape(parts.heading(document)),
        **{f"author{number if len(names) > 1 else ''}": escape(name) for number, name in enumerate(names, 1)},
        "work": escape(parts.clean(document.publisher)),
        "date": _date(parts.date(document.published)),
        "access-date": _date(parts.date(cited.accessed)) if web else "",
        "archive-url": escape_address(copy),
        "archive-date": day,
        "language": escape(parts.clean(document.language)),
        "quote": escape(words),
    }
    kind = "cite web" if web and not document.publisher else "cite news"
    made = "".join(f" |{name}={value}" for name, value in fields.items() if value)
    told = parts.attribution(cited)
    return f"<ref>{{{{{kind}{made}}}}}{f' {escape(told[0].upper() + told[1:])}.' if told else ''}</ref>\n"


def escape(text: str) -> str:
    """Text that is text and nothing else in a parameter.

    >>> escape("a|b {{c}} [[d]] ''e'' <ref>")
    'a&#124;b &#123;&#123;c&#125;&#125; &#91;&#91;d&#93;&#93; &#39;&#39;e&#39;&#39; &#60;ref&#62;'
    """
    return _MARKS.sub(lambda found: f"&#{ord(found[0])};", text)


def escape_address(address: str) -> str:
    """An address with nothing in it that ends a parameter or a link.

    >>> escape_address("https://a.example/x'y'")
    'https://a.example/x%27y%27'
    """
    return address.replace("'", "%27").replace("~", "%7E")


def _date(date: tuple[int, ...]) -> str:
    return f"{parts.MONTHS[date[1] - 1]} {date[0]}" if len(date) == 2 else parts.iso(date)
