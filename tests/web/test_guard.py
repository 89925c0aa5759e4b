"""Who may ask the reader: a browser of this machine, on pages of the reader, with the token of this run."""

from __future__ import annotations

import re

import pytest
from starlette.websockets import WebSocketDisconnect

from tests.web.reader import FROM_A_PAGE, PORT, Reader, crawled, digests, text_of
from whence.project.library import Library
from whence.web.guard import MOST_BODY, Keys

ALWAYS = (
    "content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy",
    "cross-origin-resource-policy", "cache-control",
)  # fmt: skip
HOSTS = (
    "evil.example", "127.0.0.1", "127.0.0.1:80", f"127.0.0.1:{PORT}.evil.example", f"evil.example:{PORT}",
    f"127.0.0.1:{PORT}@evil.example", f"2130706433:{PORT}", f"localhost.:{PORT}", f"[::1]:{PORT}", f"0.0.0.0:{PORT}",
    f"xlocalhost:{PORT}", f"localhost:{PORT}0", "", f"127.0.0.1:{PORT},evil.example", f"127.1:{PORT}",
)  # fmt: skip
ADDRESSES = ("/", "/home.json", "/s?q=ferry", "/keys", "/static/screens.css", "/d/nothing", "/nothing")


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_foreign_host_is_refused_even_with_the_token(reader: Reader, host: str, address: str) -> None:
    answer = reader.get(address, headers={"host": host})
    assert answer.status_code == 421
    assert "ferry" not in answer.text.lower()


def test_this_machine_has_two_names(reader: Reader) -> None:
    for host in (f"127.0.0.1:{PORT}", f"LOCALHOST:{PORT}"):
        assert reader.get("/keys", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_the_token_nothing_is_told(stranger: Reader, address: str) -> None:
    answer = stranger.get(address)
    assert answer.status_code == 403
    assert "ferry" not in answer.text.lower()


def test_a_wrong_token_is_refused(stranger: Reader) -> None:
    for wrong in ("", "x", "é", stranger.keys.token[:-1], stranger.keys.token + "x"):
        cookie = f"{stranger.keys.cookie}={wrong}".encode()
        assert stranger.get("/", headers={"cookie": cookie}).status_code == 403
        assert stranger.get("/", headers={"authorization": f"Bearer {wrong}".encode()}).status_code == 403


def test_the_launch_address_works_once(stranger: Reader) -> None:
    address = stranger.keys.address()
    answer = stranger.get(address)
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert "Path=/" in cookie
    assert "domain" not in cookie.lower()
    assert stranger.get("/").status_code == 200
    assert stranger.get(address).status_code == 403
    assert stranger.get("/launch/").status_code == 404


def test_tokens_are_long_and_new_each_time() -> None:
    made = {Keys(1).token for _ in range(50)}
    assert len(made) == 50
    assert min(map(len, made)) >= 43  # 256 bits


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://evil.example", "sec-fetch-site": "same-origin"},
        {"origin": "null"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},  # another port of this machine
        {"origin": f"http://127.0.0.1:{PORT + 1}"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"origin": f"http://127.0.0.1:{PORT}.evil.example"},
        {},
    ],
)
def test_a_form_of_another_page_is_refused(reader: Reader, headers: dict[str, str]) -> None:
    before = len(reader.site.desk.readings.all())
    answer = reader.post("/read", data={"text": "The pier opened, the mayor said."}, headers=headers)
    assert answer.status_code == 403
    assert len(reader.site.desk.readings.all()) == before


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_pictures_and_scripts_of_other_pages_are_refused_and_links_are_not(reader: Reader, site: str) -> None:
    assert reader.get("/keys", headers={"sec-fetch-site": site, "sec-fetch-mode": "no-cors"}).status_code == 403
    assert reader.get("/keys", headers={"sec-fetch-site": site, "sec-fetch-mode": "navigate"}).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "", "image/png"])
def test_only_forms_are_taken(reader: Reader, kind: str) -> None:
    answer = reader.post("/read", content=b"text=The pier opened", headers=FROM_A_PAGE | {"content-type": kind})
    assert answer.status_code == 415


def test_what_says_that_it_is_too_large_is_not_read(reader: Reader) -> None:
    said = FROM_A_PAGE | {"content-length": str(MOST_BODY + 1), "content-type": "multipart/form-data; boundary=x"}
    assert reader.post("/read", content=iter([b"x"]), headers=said).status_code == 413


def test_a_file_over_the_limit_of_an_article_is_told(reader: Reader) -> None:
    answer = reader.put(files={"file": ("large.txt", b"word " * 4_000_001)})
    assert answer.status_code == 422
    assert "larger than 20 MB" in text_of(answer.text)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST"])
def test_no_other_method_does_anything(reader: Reader, method: str) -> None:
    form = FROM_A_PAGE | {"content-type": "application/x-www-form-urlencoded"}
    assert reader.request(method, "/", headers=form).status_code == 405


def test_a_websocket_is_refused(reader: Reader) -> None:
    with pytest.raises(WebSocketDisconnect), reader.websocket_connect("/"):
        pass


def test_every_answer_has_the_headers_and_a_nonce_of_its_own(reader: Reader, stranger: Reader) -> None:
    answers = [
        *crawled(reader, 40).values(), stranger.get("/"), reader.get("/nothing"), reader.get("/d/nothing.json"),
        reader.get("/", headers={"host": "evil.example"}), reader.post("/read", data={"text": "x"}), reader.head("/"),
        reader.put(""), reader.request("PUT", "/", headers=FROM_A_PAGE),
    ]  # fmt: skip
    assert {200, 403, 404, 405, 421, 422} <= {answer.status_code for answer in answers}
    for answer in answers:
        assert [name for name in ALWAYS if name not in answer.headers] == []
        assert "unsafe" not in answer.headers["content-security-policy"]
    policies = [answer.headers["content-security-policy"] for answer in answers]
    nonces = [re.findall(r"'nonce-([\w-]+)'", policy) for policy in policies]
    assert len({pair[0] for pair in nonces}) == len(answers)
    assert {re.sub(r"nonce-[\w-]+", "nonce", policy) for policy in policies} == {
        "default-src 'none'; script-src 'nonce'; style-src 'nonce'; img-src 'self'; connect-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    }


def test_a_fault_is_told_by_a_number_alone(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise RuntimeError("secret of the ferry")

    monkeypatch.setattr(reader.site, "overview", fails)
    for address in ("/?q=ferry", "/home.json?q=ferry"):
        answer = reader.get(address)
        assert answer.status_code == 500
        assert "number" in answer.text
        assert "ferry" not in answer.text
        assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("tail", ["<b>x</b>", "%0d%0aset-cookie:%20a=b", "..%2f..%2fetc%2fpasswd", "//evil.example/x"])
def test_what_is_not_there_echoes_nothing(reader: Reader, tail: str) -> None:
    for start in ("/d/", "/nothing/", "/"):
        for end in ("", ".json"):
            answer = reader.get(start + tail + end, follow_redirects=False)
            assert answer.status_code == 404
            for part in ("<b>x", "set-cookie", "passwd", "evil"):
                assert part not in answer.text
                assert part not in str(answer.headers)


def test_crawling_every_page_changes_no_byte_of_the_library(reader: Reader, news: Library) -> None:
    before = digests(news)
    assert {"library.db", "LOCK"} <= before.keys()
    seen = crawled(reader)
    assert {address: answer.status_code for address, answer in seen.items() if answer.status_code != 200} == {}
    assert len(seen) > 10
    assert digests(news) == before


def test_cookies_of_other_programs_do_not_hide_ours(stranger: Reader) -> None:
    mine = f"{stranger.keys.cookie}={stranger.keys.token}"
    for others in ('a={"b": [1]}; ', "a b=c d; ", "=; ; ", "x" * 2_000 + "=1; "):
        assert stranger.get("/keys", headers={"cookie": others + mine}).status_code == 200
        assert stranger.get("/keys", headers={"cookie": f"{others}x{mine}"}).status_code == 403


def test_a_question_that_takes_too_long_is_given_up(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

    def asks() -> None:
        with reader.site.open() as library:
            library.shelf.connection.execute(endless).fetchone()

    monkeypatch.setattr(reader.site, "seconds", 0.1)
    monkeypatch.setattr(reader.site, "overview", asks)
    for address in ("/", "/home.json"):
        answer = reader.get(address)
        assert answer.status_code == 503
        assert "took too long" in answer.text
