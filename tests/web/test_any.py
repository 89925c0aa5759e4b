"""Any address, any query, any form: an answer below 500, with the headers, and nothing of the request in a refusal."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.reader import FROM_A_PAGE, Reader
from tests.web.test_reader import key_of
from whence.project.library import Library
from whence.web.routes import SCREENS

PATHS = sorted(
    {path for screen in SCREENS for path in (screen.path, screen.twin)}
    | {"/s.csv", "/s.xlsx", "/check", "/d/{id}/cite.ris", "/d/{id}/back"}
)
NAMES = sorted({name for screen in SCREENS for name in screen.parameters} | {"x", "all"})
VALUES = st.one_of(
    st.text(max_size=30), st.integers(-(10**12), 10**12).map(str),
    st.sampled_from(["denied", "says", 'by:"Ada Lind"', "10,20", ",", "why", "after:2024-13-99", "verdict:altered",
                     "0-17-431ca2273d"]),
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(PATHS),
    part=st.text(max_size=12),
    known=st.booleans(),
    query=st.dictionaries(st.sampled_from(NAMES), VALUES),
)
def test_any_address_is_answered(
    reader: Reader, news: Library, path: str, part: str, known: bool, query: dict[str, str]
) -> None:
    name = key_of(news, "daily.example/ferry") if known else quote(part.encode("utf-8", "replace"), safe="") or "x"
    address = re.sub(r"{[\w:]+}", name.replace("\\", "%5C"), path)
    told = urlencode({key: value.encode("utf-8", "replace") for key, value in query.items()})
    answer = reader.get(f"{address}?{told}", follow_redirects=False)
    assert answer.status_code in (200, 303, 404), (address, told)
    assert "content-security-policy" in answer.headers


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(["/read", "/check", "/look"]),
    fields=st.dictionaries(
        st.sampled_from(["text", "address", "source", "style", "draft", "look", "x"]), st.text(max_size=60)
    ),
    raw=st.one_of(st.none(), st.binary(max_size=80)),
)
def test_any_form_is_answered(reader: Reader, path: str, fields: dict[str, str], raw: bytes | None) -> None:
    if raw is None:
        body = urlencode({key: value.encode("utf-8", "replace") for key, value in fields.items()}).encode()
        kind = "application/x-www-form-urlencoded"
    else:
        body, kind = b"--x\r\n" + raw, "multipart/form-data; boundary=x"
    headers = FROM_A_PAGE | {"content-type": kind}
    answer = reader.post(path, content=body, headers=headers, follow_redirects=False)
    assert answer.status_code in (303, 400, 422), answer.text
    assert "content-security-policy" in answer.headers
