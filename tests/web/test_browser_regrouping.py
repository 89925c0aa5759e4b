"""Putting right what is one incident in a real browser, with and without scripts; and nobody is shut out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.library.stories import file_of
from tests.web.test_browser import CHROMIUM, Window, chromium, served
from tests.web.test_regrouping import GAZETTE, HERALD, QUAY
from whence.project.library import Library

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
__all__ = ["chromium"]  # a fixture


@pytest.fixture
def desk(tmp_path: Path) -> Library:
    library = Library(tmp_path / "news.whence")
    library.add(file_of(tmp_path, QUAY, HERALD, GAZETTE), model="none", jobs=1)
    return library


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_telling_is_taken_out_and_put_back(chromium: Any, desk: Library, scripts: bool) -> None:
    with served(desk) as keys:
        window = Window(chromium, keys, java_script_enabled=scripts)
        page = window.open("/i")
        incident = page.locator("section.incident").first
        incident.locator("summary", has_text="Put right").click()
        incident.get_by_label("These are not one incident").select_option(index=0)
        incident.get_by_role("button", name="Take it out").click()
        told = page.locator("#changed")
        assert "tells another incident than" in told.inner_text()
        expect(page.locator("section.incident").first).to_contain_text("Parted by a person: ")
        told.get_by_role("button", name="Undo").click()
        expect(page.locator("#changed")).to_contain_text("taken back")
        assert list(desk.corrections) == []
        assert window.wrong == []
        window.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_forms_shut_nobody_out(chromium: Any, desk: Library, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
    words = "Drones struck the airfield"
    made = desk.corrections.not_same_incident(HERALD["uri"], words, QUAY["uri"], words)
    with served(desk) as keys:
        window = Window(chromium, keys, color_scheme=scheme, bypass_csp=True, viewport={"width": 320, "height": 700})
        for address in (f"/i?changed={made.id}", "/corrections"):
            page = window.open(address)
            page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
            found = axe.run(page, options=rules).response["violations"]
            assert [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found] == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        window.context.close()
