"""House rules: what a desk permits in a quotation. They say what is a problem, never what was found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.errors import UsageError
from whence.model.reuse import Check, Consequence, Edit, Op, Original, Quoted, Verdict
from whence.model.text import Span
from whence.trace.house import names, style
from whence.trace.judge import judge

HERE = Span(0, 9)
DESKS = ("default", "strict", "reuters", "ap", "guardian")


def an_edit(change: str) -> Edit:
    """`left out, marked, other`."""
    did, marked, consequence = change.split(", ")
    op = {"left out": Op.DELETE, "put in": Op.INSERT, "changed": Op.REPLACE}[did]
    return Edit(op=op, quote=HERE, original=HERE, marked=marked == "marked", consequence=Consequence(consequence))


def a_check(*changes: str, verdict: Verdict | None = None) -> Check:
    edits = tuple(map(an_edit, changes))
    verdict = verdict or judge(edits)
    original = Original(document="a", uri="a.txt", spans=(HERE,), verdict=verdict, edits=edits)
    return Check(
        quoted=Quoted(spans=(HERE,)),
        verdict=verdict,
        original=None if verdict is Verdict.UNTRACED else original,
        edits=edits,
    )


@pytest.mark.parametrize(
    ("changes", "desks"),
    [
        ((), "default strict reuters ap guardian"),  # verbatim is right everywhere
        # left out where an ellipsis says so
        (("left out, marked, other",), "default reuters ap guardian"),
        (("left out, marked, name",), "default reuters guardian"),
        (("left out, marked, number",), "default"),
        (("left out, marked, hedge",), "default"),
        (("left out, marked, negation",), "default"),
        # put in or changed within brackets
        (("put in, marked, other",), "default guardian"),
        (("changed, marked, name",), "default guardian"),
        (("changed, marked, negation",), "default"),
        # in silence
        (("changed, unmarked, none",), "default guardian"),  # spelling
        (("changed, unmarked, other",), ""),
        (("left out, unmarked, other",), ""),
        (("left out, unmarked, negation",), ""),
        (("put in, unmarked, hedge",), ""),
        # one change that is not permitted is enough
        (("left out, marked, other", "changed, unmarked, none"), "default guardian"),
        (("left out, marked, other", "left out, unmarked, number"), ""),
        (("left out, marked, other", "put in, marked, other"), "default guardian"),
    ],
)
def test_what_each_desk_permits(changes: tuple[str, ...], desks: str) -> None:
    check = a_check(*changes)
    assert {name for name in DESKS if style(name).permitted(check)} == set(desks.split())


@pytest.mark.parametrize("name", DESKS)
@pytest.mark.parametrize("verdict", [Verdict.UNTRACED, Verdict.SPLICED])
def test_no_desk_permits_what_was_joined_or_not_found(name: str, verdict: Verdict) -> None:
    assert not style(name).permitted(a_check(verdict=verdict))


_CHANGES = st.builds(
    "{}, {}, {}".format,
    st.sampled_from(["left out", "put in", "changed"]),
    st.sampled_from(["marked", "unmarked"]),
    st.sampled_from([each.value for each in Consequence]),
)


@given(st.lists(_CHANGES, max_size=4), st.sampled_from(DESKS))
def test_a_desk_permits_no_more_when_more_was_changed(changes: list[str], name: str) -> None:
    if style(name).permitted(a_check(*changes)):
        assert all(style(name).permitted(a_check(*changes[:count])) for count in range(len(changes)))


@given(st.lists(_CHANGES, max_size=4))
def test_strict_permits_the_least_and_no_preset_a_negation_in_silence(changes: list[str]) -> None:
    check = a_check(*changes)
    assert not style("strict").permitted(check) or all(style(name).permitted(check) for name in DESKS)
    if any(change.endswith("unmarked, negation") for change in changes):
        assert not any(style(name).permitted(check) for name in DESKS)


def test_the_presets_have_names_and_say_what_they_are() -> None:
    assert set(names()) == {"reuters", "ap", "guardian", "strict"}
    assert all(style(name).about for name in names())


OWN = """about = "our desk: brackets may explain"
[[permits]]
ops = ["insert", "replace"]
marked = "yes"
consequences = ["other"]
[[permits]]
ops = ["delete"]
marked = "either"
consequences = ["none"]
"""


def test_a_desk_writes_its_own_rules_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text(OWN, encoding="utf-8")
    desk = style(str(tmp_path / "desk.toml"))
    assert desk.about == "our desk: brackets may explain"
    assert desk.permitted(a_check("put in, marked, other", "left out, unmarked, none", "left out, marked, none"))
    assert not desk.permitted(a_check("left out, marked, other"))
    assert not desk.permitted(a_check("put in, marked, name"))
    assert not desk.permitted(a_check("put in, unmarked, other"))


def test_the_rules_in_the_guide_can_be_read(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "check.md").read_text(encoding="utf-8")
    (tmp_path / "desk.toml").write_text(guide.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    desk = style(str(tmp_path / "desk.toml"))
    assert desk.permitted(a_check("left out, marked, hedge"))
    assert not desk.permitted(a_check("left out, marked, negation"))


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ("", "'permits'"),
        ("permits = 5", "no house rules"),
        ('permits = ["all"]', "no house rules"),
        ('[[permits]]\nops = ["delete"]\nmarked = "yes"', "'consequences'"),
        ('[[permits]]\nops = ["drop"]\nmarked = "yes"\nconsequences = ["other"]', "'drop' is not a valid Op"),
        ('[[permits]]\nops = "delete"\nmarked = "yes"\nconsequences = ["other"]', "not a valid Op"),
        ('[[permits]]\nops = ["delete"]\nmarked = true\nconsequences = ["other"]', "True"),
        ('[[permits]]\nops = ["delete"]\nmarked = "often"\nconsequences = ["other"]', "'often'"),
        ('[[permits]]\nops = ["delete"]\nmarked = ["yes"]\nconsequences = ["other"]', "no house rules"),
        ('[[permits]]\nops = ["delete"]\nmarked = "yes"\nconsequences = ["grave"]', "'grave'"),
        ("about = ", "no house rules"),
        ("\udcff", "no house rules"),
    ],
)
def test_a_file_without_rules_is_wrong_usage(rules: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_bytes(rules.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError) as caught:
        style(str(tmp_path / "desk.toml"))
    assert problem in str(caught.value)
    assert "docs/check.md" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("tabloid", "there is no such style"),
        ("", "there is no such style"),
        ("Reuters ", "there is no such style"),
        ("nowhere/desk.toml", os.strerror(2)),
        (".toml", os.strerror(2)),
        ("desk\0.toml", "null"),
    ],
)
def test_an_unknown_desk_is_wrong_usage(name: str, problem: str) -> None:
    with pytest.raises(UsageError, match="--style") as caught:
        style(name)
    assert problem in str(caught.value)


def test_who_names_a_desk_that_is_not_there_is_told_which_are() -> None:
    with pytest.raises(UsageError) as caught:
        style("tabloid")
    assert all(name in str(caught.value) for name in (*names(), ".toml"))
