"""What a name looks like on a line of its own: of a person, of an outlet, of a place."""

from __future__ import annotations

import re

LONGEST_NAME = 80


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES = _words("""
    de da di do dos das del della du des la le van von der den ter ten zu bin ibn al el af av of the and y e &
""")
_SMALL = _words("of the and de da di del van von der la le")
_OUTLET_WORDS = _words("""
    agency associated broadcasting bulletin chronicle conversation courier daily dispatch echo examiner express gazette
    globe guardian herald independent inquirer journal magazine mail media messenger mercury mirror monitor
    morning network news newspaper newsroom newswire observer online post press quarterly radio record register reporter
    report reporters review sentinel service standard star sun telegraph television times today tribune tv voice weekly
    wire world zeitung rundschau anzeiger tagblatt allgemeine presse agentur nachrichten monde gaceta diario
    correo periódico corriere giornale gazzetta courant dagblad jornal agence agencia agenzia blog watch
    """)
_AGENCIES = _words(
    "reuters ap afp dpa pa upi efe ansa tass xinhua kyodo anp belga apa sda ritzau ntb lusa pti interfax wire"
)
_ROLE_WORDS = _words("""
    editor reporter correspondent writer columnist journalist contributor producer staff analyst chief author
    photographer presenter commentator redakteur redakteurin korrespondent korrespondentin correspondant journaliste
    redacción corresponsal bureau contributing freelance
    """)
_BODY_WORDS = _words("""
    affairs agency assembly association authority board university bureau cabinet centre center chamber city
    commission committee corporation council court department desk directorate division embassy federation force
    foundation government group institute league ministry office parliament party police secretariat senate service
    society town trust union
    """)
_NOT_NAMES = _words("""
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow now then when how why what who
    where this that these those here there we you they it he she i
    """)
_OUTLET_ENDINGS = ("zeitung", "post", "blatt", "bladet", "blad", "kurier", "tidende", "avisen", "times", "news")
_OUTLET_BEGINNINGS = ("The ", "Radio ", "Der ", "Die ")
_DOMAIN = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,10}", re.IGNORECASE)


def is_name(text: str) -> bool:
    """Up to seven capitalised words, with the small words that names have inside.

    >>> is_name("Ada van der Lind"), is_name("Review of the Coast"), is_name("The bridge closed")
    (True, True, False)
    """
    if not text or len(text) > LONGEST_NAME:
        return False
    if _DOMAIN.fullmatch(text):
        return True
    words = text.split()
    if len(words) > 7 or words[0].lower() in _NOT_NAMES or words[-1].lower() in _PARTICLES - {"al", "el"}:
        return False
    return all(_is_name_word(word) for word in words) and any(word[0].isupper() for word in words)


def _is_name_word(word: str) -> bool:
    if word in _PARTICLES:
        return True
    bare = word.strip("'’.")
    if not bare or not (bare[0].isupper() or bare.startswith(("al-", "d'", "d’"))):
        return False
    return all(char.isalpha() or char in "'’.-‐‑" for char in word)


def is_person(text: str) -> bool:
    """A name of two to five words that is not an outlet's.

    >>> is_person("A. Writer"), is_person("Ada"), is_person("Southport Daily"), is_person("Political Editor")
    (True, False, False, False)
    """
    words = text.split()
    if not 2 <= len(words) <= 5 or words[0] == "The" or not is_name(text):
        return False
    return not (is_outlet(text) or is_role(text) or is_body(text))


def is_body(text: str) -> bool:
    """A name with a word in it that offices, councils and companies carry.

    >>> is_body("DEPARTMENT OF WATERWAYS"), is_body("Ada Lind")
    (True, False)
    """
    return is_name(text) and any(word.strip(".'’").lower() in _BODY_WORDS for word in text.split())


def is_outlet(text: str) -> bool:
    """A name with a word in it that newspapers, stations and agencies carry, or a web address.

    >>> is_outlet("The Review"), is_outlet("southportdaily.com"), is_outlet("AFP"), is_outlet("Tom Roe")
    (True, True, True, False)
    """
    if not is_name(text):
        return False
    if _DOMAIN.fullmatch(text) or is_agency(text) or text.startswith(_OUTLET_BEGINNINGS):
        return True
    words = [word.strip(".'’").lower() for word in text.split()]
    return not _OUTLET_WORDS.isdisjoint(words[-4:]) or (len(words) == 1 and words[0].endswith(_OUTLET_ENDINGS))


def is_agency(text: str) -> bool:
    """A news agency by its short name, or a name that says it is one.

    >>> is_agency("dpa"), is_agency("Coastal Press"), is_agency("Southport Daily")
    (True, True, False)
    """
    words = text.lower().split()
    return " ".join(words) in _AGENCIES or bool(
        words and words[-1] in {"press", "agency", "wire", "newswire", "presse"}
    )


def is_role(text: str) -> bool:
    """A job at a paper: "Political Editor", "chief reporter".

    >>> is_role("Political Editor"), is_role("our own correspondent"), is_role("Ada Lind")
    (True, True, False)
    """
    words = text.lower().split()
    if not 1 <= len(words) <= 7 or any(len(word) == 2 and word.endswith(".") for word in words):
        return False  # initials belong to a person: "A. Writer"
    return words[-1].rstrip("s") in _ROLE_WORDS or words[0] in _ROLE_WORDS


def without_role(text: str) -> str:
    """What is left of "Southport Daily Staff Writer" without the job: the outlet, or nothing.

    >>> without_role("Southport Daily Staff Writer"), without_role("Staff Writer"), without_role("Political Editor")
    ('Southport Daily', '', '')
    """
    words = text.split()
    while words and words[-1].lower().rstrip("s") in _ROLE_WORDS:
        words.pop()
    kept = " ".join(words).removesuffix("'s").removesuffix("’s")
    return kept if is_outlet(kept) else ""


def as_written_small(name: str) -> str:
    """A name in capitals as it is written otherwise; short capitals are initials or an agency and stay.

    >>> as_written_small("ADA LIND-ROE"), as_written_small("OFFICE OF A. J. LIND"), as_written_small("AFP")
    ('Ada Lind-Roe', 'Office of A. J. Lind', 'AFP')
    """
    if not name.isupper() or " " not in name:
        return name
    first, *others = name.split()
    return " ".join(
        [_capitalised(first), *(word.lower() if word.lower() in _SMALL else _capitalised(word) for word in others)]
    )


def _capitalised(word: str) -> str:
    return "-".join(part.capitalize() for part in word.split("-"))
