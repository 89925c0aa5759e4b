"""Pages that stand in place of an article: consent notices, paywalls, error pages. Told from their words alone."""

from __future__ import annotations

import re

_LONGEST_NOTICE = 4000
_CONSENT = re.compile(
    r"we (?:and our (?:\d+ )?partners )?(?:use|value|store)[^.]{0,40}(?:cookies|privacy)|accept (?:all|cookies"
    r"|and continue)"
    r"|(?:reject|decline) all|manage (?:preferences|options|cookies|settings|choices)|legitimate interest"
    r"|cookie (?:policy|settings)"
    r"|your privacy choices|consent|privacy policy|personali[sz]ed (?:ads|content)|necessary cookies"
    r"|wir verwenden cookies|alle akzeptieren|zustimmen|einwilligung|datenschutz|tout accepter"
    r"|nous utilisons des cookies"
    r"|aceptar todas|utilizamos cookies|accetta tutti|alles accepteren",
    re.IGNORECASE,
)
_HINTS = ("cookie", "consent", "privacy", "akzept", "accept", "acept", "accett", "einwillig")
_CUT = re.compile(
    r"(?:subscribe|sign in|log in|register|sign up|create an account|become a member)"
    r"[^.\n]{0,30} to (?:continue|keep|read|unlock|access|finish)"
    r"|to (?:continue|keep) reading|(?:this|the) (?:article|content|story|page) is (?:only )?(?:for"
    r"|available to|reserved for) "
    r"(?:paying |our |registered )?(?:subscribers|members)|already a subscriber\?|you(?:['’]ve"
    r"| have) (?:reached|read) your"
    r"|weiterlesen mit|nur für abonnenten|réservé aux abonnés|solo para suscriptores|riservato agli abbonati",
    re.IGNORECASE,
)
_NO_PAGE = re.compile(
    r"(?:please )?(?:enable|turn on) javascript|javascript is (?:disabled|required)|access denied"
    r"|403 forbidden|404 not found"
    r"|page not found|are you a robot|verify (?:that )?you are (?:a )?human|checking your browser|just a moment\.\.\."
    r"|captcha|too many requests|service unavailable|bad gateway",
    re.IGNORECASE,
)


def stands_in_for_article(text: str) -> str | None:
    """Why a short text is no article but a notice in its place; None when it may be one.

    >>> stands_in_for_article("We use cookies. Accept all. Reject all. Manage preferences. Privacy policy")
    'a consent page stands in place of the article; open it in a browser, consent or refuse, and save that page'
    >>> stands_in_for_article("The council accepted all the offers.")
    """
    if len(text) > _LONGEST_NOTICE:
        return None
    words = len(text.split())
    small = text.lower()
    consent = len({match[0] for match in _CONSENT.finditer(small)}) if any(map(small.__contains__, _HINTS)) else 0
    if consent >= 3 and consent * 60 >= words:
        return (
            "a consent page stands in place of the article; open it in a browser, consent or refuse, and save that page"
        )
    if words < 80 and _NO_PAGE.search(text):
        return "an error or robot page stands in place of the article; save the article from a browser"
    if words < 40 and _CUT.search(text):
        return "a paywall notice stands in place of the article"
    return None


def cut_short(text: str) -> str | None:
    """The words near the end of a text that say the article goes on elsewhere.

    >>> cut_short("The harbour reopened. " * 20 + "Subscribe to continue reading")
    'Subscribe to continue'
    """
    match = _CUT.search(text, max(0, len(text) - 600))
    return match[0] if match else None
