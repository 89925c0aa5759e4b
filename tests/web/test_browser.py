"""A person before the reader, in a real browser: by mouse, by keyboard alone, with scripts and without.

Not run where there is no Chromium, and said so.
"""

from __future__ import annotations

import re
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote

import pytest
import uvicorn
from markupsafe import Markup, escape

from eval.reader.strings import strings
from tests.web.test_reader import NOTE, key_of
from whence.model.citing import Cited
from whence.model.text import Document, Span
from whence.present.citing.fragment import fragment
from whence.present.templates import template
from whence.project.library import Library
from whence.web.app import application
from whence.web.guard import Keys
from whence.web.site import Site

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        try:
            browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        except playwright.Error as error:
            pytest.skip(f"Chromium does not start here: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


class Window:
    """A window of the browser before a reader of its own; it remembers what went wrong and where it asked."""

    def __init__(self, browser: Any, keys: Keys, **settings: Any) -> None:
        self.base = f"http://127.0.0.1:{keys.port}"
        self.context = browser.new_context(**settings)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.wrong: list[str] = []
        self.asked: set[str] = set()
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.wrong.append("a dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.add(re.sub(r"(^\w+://[^/]+).*", r"\1", request.url)))
        self.page.goto(keys.address())
        self.page.wait_for_url(f"{self.base}/")

    def open(self, address: str) -> Any:
        self.page.goto(self.base + address)
        return self.page

    def headed(self, words: str) -> None:
        expect(self.page.locator("h1")).to_have_text(words)

    def at(self) -> str:
        """The number of the sentence that has the focus."""
        return self.page.evaluate("document.activeElement.matches('a.n') ? document.activeElement.textContent : ''")


@contextmanager
def served(library: Library, answered: list[tuple[str, int]] | None = None) -> Iterator[Keys]:
    """A reader that listens, as `whence serve` starts it; what it answers is put into `answered`."""
    bound = socket.create_server(("127.0.0.1", 0))
    keys = Keys(bound.getsockname()[1])
    site = Site(library.folder, "none", fetches=False)
    inner = application(site, keys)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        async def noted(message: Any) -> None:
            if answered is not None and message["type"] == "http.response.start":
                answered.append((scope["path"], message["status"]))
            await send(message)

        await inner(scope, receive, noted)

    server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none", http="h11"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    try:
        yield keys
    finally:
        server.should_exit = True
        thread.join(10)
        bound.close()


@pytest.fixture
def window(chromium: Any, news: Library) -> Iterator[Window]:
    with served(news) as keys:
        found = Window(chromium, keys)
        yield found
        assert found.wrong == []
        assert found.asked <= {found.base}
        found.context.close()


def test_by_mouse_from_home_to_where_it_first_stood(window: Window) -> None:
    page = window.page
    page.get_by_label("Search the library").fill("rivet")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Back at sea").click()
    window.headed("Back at sea")
    page.locator("mark", has_text="every rivet").hover()
    expect(page.locator("section.same")).to_have_count(2)  # both groups of Ada Lind
    page.locator("summary").first.click()
    expect(page.get_by_text("spoken by").first).to_be_visible()
    page.get_by_role("link", name="quotation altered").click()
    expect(page.locator("ins", has_text="little").first).to_be_visible()
    page.get_by_role("link", name="The document").click()
    page.get_by_role("link", name="Where its passages stand").click()
    expect(page.locator("svg.lineage a")).to_have_count(3)
    page.locator("svg.lineage a").first.click()
    window.headed("Ferry sails again")


def test_by_keyboard_alone_the_same_way(window: Window) -> None:
    page, press = window.page, window.page.keyboard.press
    press("/")
    page.keyboard.type("rivet")
    press("Enter")
    page.wait_for_url("**/s?q=rivet")
    reach(page, "Back at sea")
    press("Enter")
    page.wait_for_url("**/d/*")
    page.wait_for_function("document.activeElement.id === 'at'")  # the sentence that was found
    assert window.at() == "2"
    press("k")
    assert window.at() == "1"
    expect(page.locator("section.same")).to_have_count(2)
    press("j")
    press("j")
    assert window.at() == "3"
    press("k")
    assert window.at() == "2"
    press("y")
    assert re.search(r"\?at=[\d-]+-[0-9a-f]{10}&words=.*#at$", page.url)
    press("n")
    assert window.at() == "3"
    press("p")
    assert window.at() == "1"
    reach(page, "Where its passages stand")
    press("Enter")
    page.wait_for_url("**/l/*")
    press("?")
    page.wait_for_url("**/keys")
    press("g")
    press("h")
    page.wait_for_url(f"{window.base}/")


def test_by_keyboard_a_sentence_is_cited_and_followed_back(window: Window) -> None:
    """`y` copies a link that leads back to the sentence, `c` its citation; `[` and `]` go one hop back and on."""
    page, press = window.page, window.page.keyboard.press
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    clipboard = "navigator.clipboard.readText()"
    window.open("/s?q=crack").get_by_role("link", name="Back at sea").click()
    page.wait_for_url("**/d/*")
    page.wait_for_function("document.activeElement.id === 'at'")
    assert window.at() == "4"
    press("y")
    page.get_by_text("Permalink copied").wait_for()
    link = page.evaluate(clipboard)
    assert link == page.url
    page.goto("about:blank")
    page.goto(link)
    assert window.at() == "4"
    expect(page.locator(".here").first).to_contain_text("crack in the hull")
    press("[")
    arrived = "(title) => document.title.startsWith(title) && document.activeElement.id === 'at'"
    page.wait_for_function(arrived, arg="Ferry sails again")
    assert window.at() == "4"
    press("]")
    page.wait_for_function(arrived, arg="Back at sea")
    press("c")
    page.wait_for_url("**/cite?at=*")
    press("c")
    page.get_by_text("Citation copied").wait_for()
    assert "Attributed to Ministry of Ports (denies), via Southport Daily" in page.evaluate(clipboard)
    reach(page, "Copy the link")
    press("Enter")
    page.get_by_text("Link copied").wait_for()
    assert page.evaluate(clipboard) == link
    reach(page, "These words on the live page")


def reach(page: Any, name: str) -> None:
    """Press Tab until the focus is on the link of this name; wherever it is on the way, it can be seen."""
    page.evaluate("document.activeElement.blur()")
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = "document.activeElement"
        if page.evaluate(f"{focused}.tagName") == "BODY":
            continue
        assert page.evaluate(f"getComputedStyle({focused}).outlineStyle") != "none"
        if page.evaluate(f"{focused}.textContent.trim()") == name:
            return
    raise AssertionError(f"no way to {name} with Tab")


def test_the_first_tab_leads_past_the_ways(window: Window) -> None:
    page = window.open("/v")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


LONG = [
    "Filler stands here. " * 300, "Then “it was closed,” he said. Then “it was closed,” he told nobody.",
    "More of it. " * 300, "“It re-opened, at last,” she said & left.",
]  # fmt: skip


@pytest.mark.parametrize(("words", "nth"), [("“it was closed,”", 1), (LONG[3], 0), (f"{LONG[1]}\n\n{LONG[2]}", 0)])
def test_a_text_fragment_scrolls_the_live_page_to_the_words(chromium: Any, words: str, nth: int) -> None:
    """In Chromium, which knows them; the neighbours tell words apart that stand there twice."""
    text = "\n\n".join(LONG)
    start = text.rindex(words) if nth else text.index(words)
    page = chromium.new_page(viewport={"width": 600, "height": 300})
    body = "".join(f"<p>{escape(part)}</p>" for part in LONG)
    page.route("http://live.example/**", lambda route: route.fulfill(content_type="text/html", body=(
        f"<!doctype html><meta charset=utf-8>{body}<div style='height: 2000px'>")))  # fmt: skip
    document = Document(id="x", uri="http://live.example/pier", text=text, blocks=())
    page.goto(fragment(Cited(document=document, spans=(Span(start, start + len(words)),))))
    page.wait_for_function("scrollY > 0")
    page.close()


def test_keys_can_be_switched_off(window: Window) -> None:
    page = window.open("/keys")
    page.get_by_label("Use these keys").uncheck()
    window.open("/v")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "q"


def test_a_pasted_text_and_a_file_are_read(window: Window, tmp_path: Any) -> None:
    page = window.page
    page.get_by_label("Or a text").fill(NOTE)
    page.get_by_role("button", name="Read").click()
    window.headed("Pier opens")
    path = tmp_path / "pier <b>.txt"
    path.write_text(NOTE.replace("Pier opens", "Pier reopens"), encoding="utf-8")
    window.open("/").get_by_label("A file").set_input_files(path)
    page.get_by_role("button", name="Read").click()
    window.headed("Pier reopens")


def test_without_scripts_everything_is_there(chromium: Any, news: Library) -> None:
    with served(news) as keys:
        window = Window(chromium, keys, java_script_enabled=False)
        page = window.page
        page.get_by_label("Search the library").fill("rivet")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name="Back at sea").click()
        page.locator("summary").first.click()
        expect(page.get_by_text("spoken by").first).to_be_visible()
        page.get_by_role("link", name="Cite", exact=True).first.click()
        assert page.locator("#t-bibtex").input_value().startswith("@misc{")
        assert not page.get_by_role("button", name="Copy").count()
        page.get_by_role("link", name="Back at sea").click()
        page.get_by_role("link", name="Where its passages stand").click()
        expect(page.locator("svg.lineage")).to_have_count(1)
        window.context.close()


def addresses(news: Library) -> list[str]:
    key, wire = key_of(news, "daily.example/ferry"), key_of(news, "wire.example/ferry")
    return [
        "/", f"/d/{key}?show=why", f"/d/{wire}", f"/d/{wire}/changes", "/s", "/s?q=the", "/v", "/v/Ada%20Lind",
        f"/d/{key}/cite?sentence=2", f"/d/{key}/hops?sentence=2", f"/d/{key}/others?sentence=2",
        f"/d/{key}?at=116-237-0000000000",
        f"/d/{wire}?show=chain&at=0-10-0000000000", f"/l/{key}", f"/q/{key}", "/check", "/about", "/keys", "/nothing",
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_shuts_anybody_out(chromium: Any, news: Library, scheme: str) -> None:
    """axe finds no violation of WCAG A or AA, and nothing runs over the edge of a narrow screen."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
    with served(news) as keys:
        window = Window(chromium, keys, color_scheme=scheme, bypass_csp=True, viewport={"width": 320, "height": 700})
        for address in addresses(news):
            page = window.open(address)
            found = axe.run(page, options=rules).response["violations"]
            told = [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found]
            assert told == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        window.context.close()


def test_the_look_that_was_chosen_holds_on_every_page_and_paper_stays_white(window: Window) -> None:
    page = window.open("/keys")
    page.get_by_label("Light or dark").select_option("dark")
    page.get_by_role("button", name="Choose").click()
    page.wait_for_url("**/keys")
    colour = "getComputedStyle(document.body).backgroundColor"
    window.open("/v")
    assert page.evaluate(colour) == "rgb(21, 23, 27)"
    page.emulate_media(media="print")
    assert page.evaluate(colour) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("layers", ["both", "escaping alone", "policy alone", "neither"])
def test_hostile_words_run_nothing_and_ask_nobody(
    chromium: Any, news: Library, monkeypatch: pytest.MonkeyPatch, layers: str
) -> None:
    """Each of the two layers is enough: the words are escaped, and the policy of the page lets no script run.

    Without both, scripts do run: the strings are hostile.
    """
    if layers in ("policy alone", "neither"):
        filters = template("page.html.jinja").environment.filters
        monkeypatch.setitem(filters, "words", Markup)
    with served(news) as keys:
        window = Window(chromium, keys, bypass_csp=layers in ("escaping alone", "neither"))
        page, ran = window.page, list[str]()
        page.on("console", lambda said: ran.append(said.text) if said.text == "canary ran" else None)
        page.add_init_script("window.canary = () => console.warn('canary ran');")
        page.route(lambda url: not url.startswith(window.base), lambda route: route.abort())
        for text in list(strings())[:: 40 if layers == "both" else 70]:
            words = f"{text}\n\nThe pier is open, {text} said. “{text},” he said."
            answer = page.request.post(
                f"{window.base}/read", multipart={"text": words}, max_redirects=0, headers={"origin": window.base}
            )
            window.open(answer.headers["location"] if answer.status == 303 else "/keys")
            window.open(f"/s?q={quote(text.replace(chr(0), ''))}")
        assert bool(ran) == (layers == "neither")
        if layers in ("both", "escaping alone"):  # what leads away without a script, escaping alone keeps out
            assert window.wrong == []
            assert window.asked <= {window.base}
        window.context.close()


class Elsewhere(BaseHTTPRequestHandler):
    """Some other page of this machine, with nothing that holds it back."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>elsewhere</title><body>")

    def log_message(self, *_: Any) -> None:
        """Nothing."""


DEEDS = (
    "fetch('{0}/read', {method: 'POST', mode: 'no-cors', credentials: 'include', body: new URLSearchParams('text=x')})",
    "fetch('{0}/read', {method: 'POST', mode: 'no-cors', credentials: 'include', body: 'text=x'})",
    "fetch('{0}/home.json', {credentials: 'include'})",
    "fetch('{0}/home.json', {credentials: 'include', mode: 'no-cors'})",
    "new Promise((done) => { const s = new WebSocket('{0}/'.replace('http', 'ws')); s.onclose = s.onerror = done; })",
    "new Promise((done) => { const i = new Image(); i.onload = i.onerror = done; i.src = '{0}/static/icon.svg'; })",
    "new Promise((done) => { const e = new EventSource('{0}/home.json', {withCredentials: true}); e.onerror = done; })",
    "navigator.sendBeacon('{0}/read', new URLSearchParams('text=x'))",
)


def test_another_page_of_this_machine_can_neither_ask_nor_frame(chromium: Any, news: Library) -> None:
    """A page on another port, for which the browser has the same cookies, is let in by no way."""
    attacker = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=attacker.serve_forever, daemon=True).start()
    answered: list[tuple[str, int]] = []
    with served(news, answered) as keys:
        window = Window(chromium, keys)
        page = window.page
        page.goto(f"http://127.0.0.1:{attacker.server_port}/")
        answered.clear()
        for deed in DEEDS:
            waits = "new Promise((done) => setTimeout(done, 1500))"
            page.evaluate(f"Promise.race([{waits}, {deed.replace('{0}', window.base)}]).then(() => 0, () => 0)")
        assert len(answered) >= len(DEEDS) - 1, answered
        assert all(status in (403, 415) for _, status in answered), answered
        page.evaluate(
            "(to) => { const frame = document.createElement('iframe'); frame.src = to; document.body.append(frame); }",
            f"{window.base}/",
        )
        page.wait_for_timeout(300)
        assert "Whose voice" not in page.frames[-1].content()
        page.evaluate(
            "(to) => { const form = document.createElement('form'); form.method = 'post'; form.action = to;"
            " document.body.append(form); form.submit(); }",
            f"{window.base}/read",
        )
        page.wait_for_url(f"{window.base}/read")
        window.headed("Refused")
        assert "On the desk" not in window.open("/").content()
        window.context.close()
    attacker.shutdown()
