"""Places: which words name them, and which place of that name is meant."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.compare.places import located, places
from whence.compare.places.fold import fold
from whence.compare.places.gazetteer import candidates, gazetteer
from whence.compare.places.home import home
from whence.errors import UsageError
from whence.evaluation.places import score
from whence.model.incident import Place, Precision
from whence.model.text import Span


def spans_of(text: str, name: str) -> list[Span]:
    """Every place where the words stand."""
    return [Span(at, at + len(name)) for at in range(len(text)) if text.startswith(name, at)]


def the(text: str, name: str, publisher: str | None = None) -> Place:
    """The place that the first mention of a name is taken for, the name given."""
    return located(text, spans_of(text, name), publisher=publisher)[0]


def found(text: str) -> list[str]:
    return [text[place.text.start : place.text.end] for place in places(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The ferry from Oslo to Bergen was cancelled on Monday.", ["Oslo", "Bergen"]),
        ("Police in St. Louis, Mo., closed the bridge.", ["St. Louis", "Mo."]),
        ("A fire broke out near Stoke-on-Trent, officials said.", ["Stoke-on-Trent"]),
        ("She moved from New York to Los Angeles.", ["New York", "Los Angeles"]),
        ("The talks in Geneva were about Ukraine’s ports.", ["Geneva", "Ukraine"]),
        ("Floods hit Fairfax County, Virginia, overnight.", ["Fairfax County", "Virginia"]),
        ("Troops left Saint-Étienne for Lyon.", ["Saint-Étienne", "Lyon"]),
        ("The U.S. and the UK signed it in Reykjavik.", ["U.S.", "UK", "Reykjavik"]),
        ("nothing happened here, the mayor said on monday.", []),
        ("", []),
    ],
)
def test_the_words_that_name_places(text: str, names: list[str]) -> None:
    """Towns, regions, countries and their short forms; no small words."""
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“We will rebuild,” said Jack London, the engineer. Mr. London lives in Porto.", "London"),
        ("The singer Chelsea Marlow arrived. She waved.", "Chelsea"),
        ("Mayor Anna Lincoln said the school in Leeds would open. Lincoln did not say when.", "Lincoln"),
        ("He was reading a book. Reading is what he likes.", "Reading"),
    ],
)
def test_a_person_is_not_a_place(text: str, name: str) -> None:
    assert name not in found(text)


@pytest.mark.parametrize(
    ("text", "name", "country", "near"),
    [
        ("The council of Paris, Texas, met on Tuesday.", "Paris", "US", (33.7, -95.6)),
        ("The mayor of Paris met ministers of France in Lyon.", "Paris", "FR", (48.9, 2.4)),
        ("London, Ontario, has a new bridge.", "London", "CA", (43.0, -81.2)),
        ("The train from London to Manchester was late.", "London", "GB", (51.5, -0.1)),
        ("Shops in Birmingham, Ala., stayed shut.", "Birmingham", "US", (33.5, -86.8)),
        ("Shops in Birmingham and Coventry stayed shut.", "Birmingham", "GB", (52.5, -1.9)),
        ("Georgia and Armenia opened the border near Tbilisi.", "Georgia", "GE", (42.0, 43.5)),
        ("Voters in Georgia, Alabama and Florida go to the polls in Atlanta.", "Georgia", "US", (32.8, -83.5)),
        ("Fighting went on near Kharkov and Kiev.", "Kiev", "UA", (50.5, 30.5)),
        ("Washington condemned it, and so did ministers in Ottawa and Berlin.", "Washington", "US", (38.9, -77.0)),
        ("The plane left Bombay for Madras.", "Bombay", "IN", (19.1, 72.9)),
    ],
)
def test_which_place_of_that_name(text: str, name: str, country: str, near: tuple[float, float]) -> None:
    """The region behind a comma, then the other places of the text, then size."""
    place = the(text, name)
    assert place.country == country
    assert place.lat == pytest.approx(near[0], abs=1.2)
    assert place.lon == pytest.approx(near[1], abs=1.2)
    assert place.geonameid > 0


def test_two_places_of_one_name_are_two() -> None:
    """“Paris, Texas” beside “Paris, France”."""
    text = "A choir from Paris, Texas, sang with one from Paris, France."
    assert [place.country for place in located(text, spans_of(text, "Paris"))] == ["US", "FR"]


def test_a_name_has_one_sense_in_a_text() -> None:
    """What the first mention tells holds for the later ones."""
    text = "A choir from Paris, Texas, won. In Paris the bells rang, and Paris slept late."
    assert {place.lat for place in located(text, spans_of(text, "Paris"))} == {the(text, "Paris").lat}


@pytest.mark.parametrize(
    ("publisher", "country"),
    [
        ("cambridge-echo.co.uk", "GB"),
        ("The Cambridge Gazette, Ontario", "CA"),
        ("https://www.example.ie/news", "IE"),
        ("example.com", ""),
        (None, ""),
        ("", ""),
        ("\x00..//", ""),
    ],
)
def test_the_home_of_an_outlet(publisher: str | None, country: str) -> None:
    """Its address tells a country, its name a place; neither need."""
    at = home(publisher)
    assert at.country == country or country in {gazetteer().country_of(row) for row in at.rows}


def test_the_outlet_decides_where_the_text_does_not() -> None:
    """Cambridge is in England for one outlet, in Ontario for another."""
    text = "A man from Cambridge was hurt, police said."
    assert the(text, "Cambridge", "examplenews.co.uk").country == "GB"
    assert the(text, "Cambridge", "examplenews.ca").country == "CA"


def test_what_else_it_could_be_is_kept() -> None:
    """A bare name that many towns bear: one is chosen, the others are named, and the choice is not sure."""
    place = the("A barn burned down in Springfield.", "Springfield")
    assert place.ambiguous_with
    assert place.geonameid not in place.ambiguous_with
    assert place.confidence < 0.7


def test_a_name_that_nobody_knows_empties_nothing() -> None:
    """It keeps its words, has no number, and stands roughly where the place named nearest is; the others stay."""
    text = "The dam at Grobbelhoek broke; water reached Bloemfontein by noon."
    first, second = located(text, [*spans_of(text, "Grobbelhoek"), *spans_of(text, "Bloemfontein")])
    assert (first.name, first.geonameid, first.precision) == ("Grobbelhoek", 0, Precision.UNKNOWN)
    assert first.confidence < second.confidence
    assert (second.country, second.precision) == ("ZA", Precision.CITY)
    alone = located("The dam at Grobbelhoek broke.", [Span(11, 22)])[0]
    assert (alone.lat, alone.lon, alone.country) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "name", "precision", "demonym"),
    [
        ("Norway closed the road.", "Norway", Precision.COUNTRY, False),
        ("Norwegian police closed the road.", "Norwegian", Precision.COUNTRY, True),
        ("Bavaria closed the road.", "Bavaria", Precision.ADMIN1, False),
        ("It rained in Fairfax County, Va.", "Fairfax County", Precision.ADMIN1, False),
        ("It rained in Bergen.", "Bergen", Precision.CITY, False),
        ("Ships left the Black Sea.", "Black Sea", Precision.UNKNOWN, False),
    ],
)
def test_how_precise_a_place_is(text: str, name: str, precision: Precision, demonym: bool) -> None:
    place = the(text, name)
    assert (place.precision, place.demonym) == (precision, demonym)


def test_names_are_folded_alike() -> None:
    """Accents, dots, case and short words make no difference."""
    assert fold("ST. JOHN’S") == fold("Saint Johns")
    assert candidates("Malmo") == candidates("MALMÖ")


GOLD = """<articles><article docid="1"><domain>example.co.uk</domain><text>Rain fell in Leeds and in Grobbelhoek.</text>
<toponyms>
<toponym><start>13</start><end>18</end><gaztag geonameid="2644688"><fcode>PPL</fcode><lat>53.8</lat><lon>-1.55</lon>
<country geonameid="2635167">United Kingdom</country></gaztag></toponym>
<toponym><start>26</start><end>37</end></toponym>
</toponyms></article></articles>"""


def test_places_are_measured_against_gold(tmp_path: Path) -> None:
    """Located names count for country and distance, all marked names for the spans; a line for each article."""
    path = tmp_path / "gold.xml"
    path.write_text(GOLD, encoding="utf-8")
    outcome = score(path)
    assert outcome.figures["count"] == outcome.figures["country"] == outcome.figures["within_161km"] == 1
    assert 0.5 <= outcome.figures["span_recall"] <= 1
    told = json.loads(outcome.predictions[0])
    assert [place["geonameid"] for place in told["given"]] == [2644688, 0]


@pytest.mark.parametrize(
    "broken", ["", "<articles><article>", "<a><article><toponym><start>x</start></toponym></article></a>"]
)
def test_gold_that_is_none_is_refused(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "gold.xml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(UsageError):
        score(path)


@given(st.text(max_size=300))
def test_any_text_has_its_places_inside(text: str) -> None:
    """Nothing raises; spans lie in the text, in order, and do not overlap."""
    last = 0
    for place in places(text, publisher=text[:40], country_hint=text[:2]):
        assert last <= place.text.start < place.text.end <= len(text)
        assert 0 <= place.confidence <= 1
        last = place.text.end


@given(
    st.lists(
        st.sampled_from(
            [
                "Paris",
                "St.",
                "Mr.",
                "London",
                "County",
                ",",
                ".",
                "-",
                "of",
                "the",
                "Lake",
                "Road",
                "9",
                "U.S.",
                "“",
                "ß",
            ]
        ),
        max_size=40,
    )
)
def test_names_in_any_order(words: list[str]) -> None:
    """Pieces of names, whatever follows them: every name given has an answer for its own words."""
    text = " ".join(words)
    spans = [place.text for place in places(text)]
    assert [place.text for place in located(text, spans)] == spans


@pytest.mark.parametrize(
    "piece", ["Paris ", "St. ", "A-", "Paris, ", "Lake of ", "(318) 555-", "“Nice ", "Springfield and "]
)
def test_a_long_odd_text_takes_no_longer_for_each_word(piece: str) -> None:
    """Eight times the text takes less than forty times as long."""
    places(piece)

    def seconds(times: int) -> float:
        start = time.perf_counter()
        places(piece * times)
        return time.perf_counter() - start

    assert any(seconds(2_000) < 40 * max(seconds(250), 1e-3) for _ in range(3))
