"""Putting something right in a real browser: by mouse, by keyboard alone, without scripts; and nobody is shut out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.test_browser import CHROMIUM, Window, chromium, reach, served
from tests.web.test_reader import key_of
from whence.project.library import Library

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
__all__ = ["chromium"]  # a fixture
CAPTAIN = "Captain Orla Dunn"
DAILY = "daily.example/ferry"


@pytest.fixture
def desk(news: Library, tmp_path: Path) -> Library:
    """A library to change."""
    return Library(shutil.copytree(news.folder, tmp_path / "news.whence"))


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def window(request: pytest.FixtureRequest, chromium: Any, desk: Library) -> Iterator[Window]:
    with served(desk) as keys:
        found = Window(chromium, keys, java_script_enabled=request.param)
        yield found
        assert found.wrong == []
        assert found.asked <= {found.base}
        found.context.close()


def test_by_mouse_a_speaker_is_put_right_and_taken_back(window: Window, desk: Library) -> None:
    page = window.open(f"/d/{key_of(desk, DAILY)}")
    group = page.locator("section.group", has=page.locator("mark", has_text="every rivet"))
    group.locator("summary", has_text="Why?").first.click()
    group.locator("summary", has_text="Fix").first.click()
    group.get_by_label("Or somebody else").first.fill(CAPTAIN)
    group.get_by_role("button", name="Put right").first.click()
    told = page.locator("#changed")
    assert f"is said by {CAPTAIN}; read as Ada Lind." in told.inner_text()
    expect(page.locator(".who", has_text=CAPTAIN)).to_have_count(1)
    page.get_by_role("link", name="Corrections", exact=True).click()
    window.headed("Corrections")
    expect(page.locator("main li")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#changed")).to_contain_text("taken back")
    assert list(desk.corrections) == []


def test_by_mouse_an_original_a_witness_and_two_voices(window: Window, desk: Library) -> None:
    key = key_of(desk, DAILY)
    page = window.open(f"/q/{key}")
    page.get_by_role("button", name="Quotation 1: not the original").click()
    expect(page.get_by_text("A person has said that this is not its original")).to_be_visible()
    window.open(f"/l/{key}").get_by_role("button", name="Not a witness").first.click()
    expect(page.get_by_role("heading", name="Rejected by a person")).to_be_visible()
    page = window.open("/v/Mira%20Tan")
    page.locator("summary", has_text="Fix").click()
    page.get_by_label("This is the same voice as").fill("Nadia Roth")
    page.get_by_role("button", name="Merge").click()
    expect(page.locator("#changed")).to_contain_text("are one voice")
    assert len(list(desk.corrections)) == 3


def test_by_keyboard_alone_the_same(chromium: Any, desk: Library) -> None:
    with served(desk) as keys:
        window = Window(chromium, keys)
        page, press = window.open(f"/d/{key_of(desk, DAILY)}?status=denied"), window.page.keyboard.press
        reach(page, "Why?")
        press("Enter")
        press("Tab")  # Cite
        for _ in range(6):
            if page.evaluate("document.activeElement.textContent.trim()") == "Fix":
                break
            press("Tab")
        press("Enter")
        press("Tab")
        assert page.evaluate("document.activeElement.name") == "voice"
        page.keyboard.type("Ada")
        press("Tab")
        press("Tab")
        assert page.evaluate("document.activeElement.name") == "status"
        page.keyboard.type("doubted")
        press("Tab")
        press("Enter")
        page.wait_for_url("**changed=**")
        told = page.locator("#changed").inner_text()
        assert "is said by Ada Lind; read as Ministry of Ports." in told
        assert "is put forward as doubted; read as denied." in told
        page.locator("#changed button").first.focus()
        press("Enter")
        page.wait_for_url("**undone=1")
        assert len(list(desk.corrections)) == 1
        assert window.wrong == []
        window.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_with_corrections_shuts_anybody_out(chromium: Any, desk: Library, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
    key = key_of(desk, DAILY)
    made = desk.corrections.speaker(key, "every rivet", CAPTAIN)
    desk.corrections.merge("Mira Tan", "Nadia Roth")
    desk.corrections.not_witness(key, "known about the crack", key_of(desk, "wire.example/ferry"))
    desk.corrections.not_original(key, "every rivet", key_of(desk, "wire.example/ferry", 1))
    text = (desk.folder / "corrections.toml").read_text(encoding="utf-8")
    lost = '[[status]]\ndocument = "https://daily.example/ferry"\nexact = "nobody said this"\nstatus = "denied"\n'
    (desk.folder / "corrections.toml").write_text(f"{text}\n{lost}\n[[rumour]]\n", encoding="utf-8")
    with served(desk) as keys:
        window = Window(chromium, keys, color_scheme=scheme, bypass_csp=True, viewport={"width": 320, "height": 700})
        for address in (
            f"/d/{key}?show=why&changed={made.id}",
            "/corrections?undone=1",
            "/v/Mira%20Tan",
            f"/q/{key}",
            f"/l/{key}",
        ):
            page = window.open(address)
            page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
            found = axe.run(page, options=rules).response["violations"]
            told = [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found]
            assert told == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        window.context.close()
