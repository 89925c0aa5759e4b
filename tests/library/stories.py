"""Stories of an agency and of the papers that print it, and libraries made of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from whence.project.library import Library

FERRY = (
    "The ferry between Karsk and the western bank will sail again on Monday, the harbour master Ada Lind said on "
    "Friday. “We have looked at every rivet of that hull, and there is nothing left that should worry anybody who "
    "boards it,” she said. Nobody was hurt when the boat struck the pier in January, but some of the passengers may"
    " still wait for their luggage. The Ministry of Ports denied that it had known about the crack in the hull."
)
FERRY_ALTERED = FERRY.replace("there is nothing left", "there is hardly a thing left").replace("January", "February")
FERRY_SURE = FERRY.replace("some of the passengers may still wait", "the passengers still wait")
BRIDGE = (
    "The town council voted on Tuesday to rebuild the bridge at Halden, which the flood carried away nine years "
    "ago. “They told us that it would never be rebuilt in our lifetime, and that no one would pay for it,” the "
    "mayor, Jan Okoro, said. The stones were cut in the quarry above the town. Work is to begin before the snow "
    "comes, the council said."
)
SCHOOL = (
    "Children in Orrin will learn to swim before they learn to read, if the head of the school has her way. Mira "
    "Tan has drained the old mill pond and laid out lanes of coloured rope. Critics reportedly fear for the frogs. "
    "Anonymous parents said the water was too cold. “Cold water makes warm hearts,” Tan told Southport Daily."
)
MARKET = (
    "Apples cost twice what they did a year ago on the market of Karsk, and the growers blame the late frost. Nadia"
    " Roth, who has sold fruit there since 1998, claimed that the wholesalers keep half of the harvest in cold "
    "rooms. A spokesman for the wholesalers denied it. “There is not one crate in my cold room,” he said."
)
FOOTER = (
    "Southport Daily is published by the Southport Reading Society. Sign up for our morning letter and never miss "
    "the news of the coast. Reproduction of this article without written permission of the society is prohibited in"
    " every form."
)


def story(uri: str, text: str, **more: Any) -> dict[str, Any]:
    """A record of JSON lines: the address and the text, and what else is known."""
    return {"uri": f"https://{uri}", "text": text, **more}


AGENCY = story("wire.example/ferry", FERRY, title="Ferry sails again", publisher="Coast Wire", published="2024-03-01")
PRINTED = story("daily.example/ferry", FERRY, title="Back at sea", publisher="Southport Daily", published="2024-03-02")
HALDEN = story("post.example/bridge", BRIDGE, title="A bridge again", publisher="Halden Post", published="2023-10-10")
ORRIN = story("daily.example/school", SCHOOL, title="Cold water", publisher="Southport Daily", published="2024-02-11")
KARSK = story("post.example/market", MARKET, title="Dear apples", publisher="Halden Post", published="2024-01-20")
STORIES = (AGENCY, PRINTED, HALDEN, ORRIN, KARSK)


def lines(*stories: Mapping[str, Any]) -> bytes:
    """The stories as JSON lines."""
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in stories).encode()


def file_of(folder: Path, *stories: Mapping[str, Any], name: str = "news.jsonl") -> Path:
    """A file of JSON lines that holds these stories."""
    path = folder / name
    path.write_bytes(lines(*stories))
    return path


def library_of(folder: Path, *stories: Mapping[str, Any], model: str = "none") -> Library:
    """A library that holds these stories, read by the rules."""
    library = Library(folder / "news.whence")
    tally = library.add(file_of(folder, *stories), model=model, jobs=1)
    assert tally.new == len(stories), tally
    return library


def addresses(library: Library) -> list[str]:
    """The addresses of all editions, without their scheme, in the order they were added."""
    return [edition.document.uri.removeprefix("https://") for edition in library.editions()]
