"""What on a page is furniture: navigation, banners, sharing, related links, newsletters, comments, footers.

Tags and roles say so outright. Class names only suggest it, and never against the evidence: an element that holds the
headline or much of the page's prose is not furniture whatever it is called ("article-with-sidebar").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from whence.ingest.pages.blocks import RawBlock
from whence.ingest.pages.markup import Element, name_words
from whence.ingest.pages.measure import Measure
from whence.ingest.pages.scope import is_article
from whence.ingest.texts.bylines import read_date

_TAGS = {
    "nav": "navigation",
    "menu": "navigation",
    "button": "control",
    "dialog": "dialog",
    "label": "control",
    "legend": "control",
    "search": "control",
    "amp-consent": "consent banner",
    "amp-user-notification": "consent banner",
    "amp-social-share": "sharing",
    "amp-sticky-ad": "advertisement",
    "svg": "graphic",
    "math": "",
}
_ROLES = {
    "navigation": "navigation",
    "banner": "page header",
    "contentinfo": "page footer",
    "search": "control",
    "dialog": "dialog",
    "alertdialog": "dialog",
    "menu": "navigation",
    "menubar": "navigation",
    "toolbar": "control",
    "tablist": "control",
    "form": "form",
    "button": "control",
}
_TYPES = {"WPFooter": "page footer", "WPHeader": "page header", "SiteNavigationElement": "navigation"}
_COMMENTS = frozenset({"comments", "disqus", "commentlist", "livefyre", "respond", "coral", "usercomments"})
_WORDS = {
    "navigation": "nav navbar navigation menu menus breadcrumb breadcrumbs pagination pager toolbar skiplink sitemap",
    "consent banner": "cookie cookies consent gdpr cmp onetrust didomi cookiebar cookiebanner ccpa",
    "sharing": "share sharing shares sharebar sharedaddy addthis addtoany socials followus",
    "related links": "related recommended recommendation recommendations recirculation recirc readmore morefrom "
    "mostread mostpopular trending popular outbrain taboola jetpack relatedposts yarpp teaser teasers upnext",
    "newsletter": "newsletter newsletters signup subscribe mailchimp mailinglist inscription",
    "advertisement": "advert adverts advertisement advertising ads adslot adunit adsense dfp sponsored promo promos "
    "promotion commercial",
    "sidebar": "sidebar rail",
    "dialog": "modal popup lightbox tooltip toast",
    "subjects": "tags taglist tagcloud topics keywords",
    "page footer": "colophon copyright siteinfo",
    "page header": "masthead topbar sitehead",
    "control": "login search print printbutton backtotop audioplayer fontsize",
    "comments": " ".join(sorted(_COMMENTS)),
}
_REASON = {word: reason for reason, words in _WORDS.items() for word in words.split()}
_PAIRS = {
    ("most", "read"): "related links",
    ("most", "popular"): "related links",
    ("read", "more"): "related links",
    ("read", "next"): "related links",
    ("also", "read"): "related links",
    ("see", "also"): "related links",
    ("more", "from"): "related links",
    ("more", "stories"): "related links",
    ("up", "next"): "related links",
    ("social", "links"): "sharing",
    ("social", "buttons"): "sharing",
    ("social", "icons"): "sharing",
    ("social", "media"): "sharing",
    ("social", "bar"): "sharing",
    ("follow", "us"): "sharing",
    ("back", "to"): "control",
    ("skip", "link"): "control",
    ("skip", "to"): "control",
    ("sign", "up"): "newsletter",
    ("site", "header"): "page header",
    ("page", "header"): "",
    ("site", "footer"): "page footer",
    ("page", "footer"): "page footer",
    ("ad", "container"): "advertisement",
    ("ad", "slot"): "advertisement",
    ("ad", "wrapper"): "advertisement",
    ("comment", "list"): "comments",
    ("comment", "section"): "comments",
    ("comments", "area"): "comments",
    ("post", "tags"): "subjects",
    ("entry", "tags"): "subjects",
    ("article", "tags"): "subjects",
}
# "has-sidebar", "no-comments", "js-share": the name says what goes on around the element, not what it is.
_ABOUT_THE_PAGE = frozenset({"has", "no", "with", "without", "is", "hide", "show", "enabled", "disabled", "open", "js"})
_CONTENT_WORDS = frozenset(
    {"tweet", "twitter", "mastodon", "bluesky", "instagram", "facebook", "caption", "headline", "byline", "pullquote"}
    | {"correction", "standfirst", "dek", "embed", "quote", "subscriber"}
)
_PROMO = re.compile(
    r"(?:read more|read also|also read|read next|see also|related|more on this|more stories|don[’']t miss|most read|"
    r"most popular|recommended|you may also like|you might also|watch:|listen:|in pictures:|sign up|subscribe|"
    r"follow us|follow \w+ on|share this|share on|click here|tap here|download (?:our|the) app|advertisement|"
    r"skip to|back to top|comments?$|join the conversation|print this|e-?mail this|topics?:?$|tags?:|filed under|"
    r"get the latest|support (?:our|independent)|all rights reserved|©|copyright ©?\s?\d|loading|"
    r"previous article|next article|"
    r"next page|page \d+ of \d+|\d+ comments?$|min(?:ute)? read|\d+ min(?:ute)?s? read)",
    re.IGNORECASE,
)


def furniture(
    element: Element, measures: Mapping[Element, Measure], prose: int, headline: Element | None
) -> str | None:
    """Why this element is furniture of the page and no part of the article; None when it may be article.

    `prose` is the measure of the whole page's prose, `headline` the element of its headline where there is one.
    """
    tag = element.tag
    if tag in {"html", "body", "main", "h1"}:
        return None
    if reason := _declared(element):
        return None if headline and _holds(element, headline) else reason
    measured = measures.get(element)
    if tag in {"header", "footer", "aside", "form"} and measured:
        return _by_place(element, measured, prose, headline)
    if not element.names and "aria-label" not in element.attributes:
        return None
    reason = _named(element)
    if not reason or (headline and _holds(element, headline)) or element.attributes.get("itemprop") == "articleBody":
        return None
    if reason != "comments" and measured and measured.prose * 3 > prose:
        return None
    return reason


def is_promotion(block: RawBlock) -> bool:
    """A line that sends the reader elsewhere: "Read more: …", "Share this article", "Advertisement"."""
    if not _PROMO.match(block.text.lstrip("»›→▶•|- ")) or read_date(block.text):
        return False
    return len(block.text) < 60 or block.linked * 3 > len(block.text)


def _declared(element: Element) -> str | None:
    if reason := _TAGS.get(element.tag):
        return reason
    if reason := _ROLES.get(element.attributes.get("role", "")):
        return reason
    kind = element.attributes.get("itemtype", "").rstrip("/").rsplit("/", 1)[-1]
    return "comments" if kind in {"Comment", "UserComments"} else _TYPES.get(kind)


def _by_place(element: Element, measured: Measure, prose: int, headline: Element | None) -> str | None:
    """Headers, footers, asides and forms: furniture unless they stand in the article or hold it."""
    tag = element.tag
    if (headline and _holds(element, headline)) or measured.prose * 3 > prose:
        return None
    if tag == "form":
        return "form"
    if reason := _named(element):
        return reason
    around = [ancestor.tag for ancestor in element.ancestors()][1:]
    in_article = any(name in {"article", "main", "blockquote", "figure", "section"} for name in around)
    if tag == "header":
        return None if in_article else "page header"
    if tag == "footer":
        return None if in_article else "page footer"
    in_article = in_article or measured.set_in or _in_declared_article(element)
    if not in_article or (measured.link_share > 0.4 and measured.prose * 2 < measured.chars):
        return "aside"
    return None


def _in_declared_article(element: Element) -> bool:
    """Inside what says that it is the article, on a page made of nothing but `<div>`; a type on the page says less."""
    around = (ancestor for ancestor in element.ancestors() if ancestor.tag not in {"body", "html"})
    return any(is_article(ancestor) or ancestor.attributes.get("itemprop") == "articleBody" for ancestor in around)


def _named(element: Element) -> str | None:
    """The kind of furniture that a class, id or label names."""
    label = element.attributes.get("aria-label", "")
    names = (*element.names, name_words(label)) if len(label) < 40 else element.names
    if any(_CONTENT_WORDS & set(name) for name in names):
        return None
    for name in names:
        if _ABOUT_THE_PAGE & set(name):
            continue
        for word in name:
            if reason := _REASON.get(word):
                return reason
        for pair in pairwise(name):
            if reason := _PAIRS.get(pair):
                return reason
    return None


def _holds(element: Element, inner: Element) -> bool:
    return any(ancestor is element for ancestor in inner.ancestors())
