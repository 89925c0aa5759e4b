"""A draft against its sources, from files to checks: what is cited, what is told beside it, what is left out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import whence
from tests.ingest.makers import docx, pdf
from whence.model.reuse import Check
from whence.model.text import Failure

STATEMENT = """Statement on the western bank

By Ministry of Ports

2024-02-28

“We will not surrender the western bank this year,” Teodor Malk said on Friday.
"""
STUB = """<html><head><title>Harbour opens</title></head><body><article><h1>Harbour opens</h1>
<p>The harbour of Karsk opened on Sunday, the ministry said, after two years in which no ship came in.</p>
<p>“We will sail on Monday if the river falls,” Ada Lind said at the pier on Sunday, with the crew beside her.</p>
<p>Subscribe to continue reading</p></article></body></html>"""
CONSENT = """<html><body><h1>We value your privacy</h1>
<p>We and our 812 partners use cookies to store information on a device.</p>
<p>Manage your choices below, or accept all.</p><button>Accept all</button><button>Reject all</button></body></html>"""
SRT = """1
00:00:04,000 --> 00:00:08,500
They told us that the bridge would never be rebuilt.

2
00:12:30,000 --> 00:12:36,000
I have four children and a debt,
and we will not surrender the western bank.
"""
VTT = "WEBVTT\n\n" + SRT.replace(",000 ", ".000 ").replace(",500", ".500").replace(",000\n", ".000\n")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that names are told from, so that they are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(**files: str | bytes) -> None:
    """Files in the folder: an underscore of a name stands for its dot, two for a folder's slash."""
    for name, data in files.items():
        path = Path(name.replace("__", "/").replace("_", "."))
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


def draft(*paragraphs: str) -> str:
    return "\n\n".join(["The talks in Karsk", "By Ada Field", *paragraphs]) + "\n"


def malk(words: str) -> str:
    return draft(f"“{words},” Teodor Malk said.")


def one(made: whence.Checks) -> Check:
    (check,) = made
    return check


def left_out(made: whence.Checks) -> dict[str, str]:
    return {failure.uri: failure.problem for failure in made.checked.not_searched}


BANK = "We will not surrender the western bank this year"


# Which sources are searched, and what is said of the others


def test_a_draft_and_its_sources_are_files_or_folders_or_both(folder: Path) -> None:
    write(draft_txt=malk(BANK), sources__a_txt=STATEMENT, more__deep__b_txt=SRT, c_srt=SRT)
    for given in ("sources", Path("sources"), ["sources", "more"], [folder / "sources" / "a.txt", "c.srt"]):
        made = whence.check("draft.txt", given)
        assert one(made).verdict == "verbatim"
        assert one(made).original is not None
    assert one(whence.check(Path("draft.txt"), ["sources", "more", "c.srt"])).searched == 3


@pytest.mark.usefixtures("folder")
def test_one_source_named_twice_is_searched_once() -> None:
    write(draft_txt=malk(BANK), sources__a_txt=STATEMENT)
    check = one(whence.check("draft.txt", ["sources", "sources/a.txt", "sources"]))
    assert (check.searched, check.alternatives) == (1, ())


@pytest.mark.usefixtures("folder")
def test_sources_that_cannot_be_read_are_named_with_the_reason_and_stop_nothing() -> None:
    write(
        draft_txt=malk(BANK), sources__a_txt=STATEMENT, sources__consent_html=CONSENT, sources__empty_txt="",
        sources__broken_pdf=pdf([[BANK]])[:80], sources__locked_pdf=pdf([[BANK]], encrypt=True),
        sources__scan_pdf=pdf([[], []]), sources__word_docx=docx([BANK])[:-40],
    )  # fmt: skip
    made = whence.check("draft.txt", "sources")
    check = one(made)
    assert (check.verdict.value, check.searched) == ("verbatim", 1)
    reasons = {
        "broken.pdf": "a damaged PDF",
        "consent.html": "consent page",
        "empty.txt": "it is empty",
        "locked.pdf": "locked with a password",
        "scan.pdf": "only pictures of it (a scan?)",
        "word.docx": "a damaged Word document",
    }
    told = left_out(made)
    assert told.keys() == {os.path.join("sources", name) for name in reasons}
    for name, reason in reasons.items():
        assert reason in told[os.path.join("sources", name)]
    assert all(reason in str(made) for reason in told)


@pytest.mark.usefixtures("folder")
def test_a_stub_is_named_as_not_searched_and_is_never_a_reason_for_not_found() -> None:
    write(draft_txt=malk("Nobody was on board when the ferry sank"), sources__a_txt=STATEMENT, sources__b_html=STUB)
    made = whence.check("draft.txt", "sources")
    assert (one(made).verdict.value, one(made).searched) == ("untraced", 1)
    assert "Not found in the 1 document searched." in str(made)
    reason = left_out(made)[os.path.join("sources", "b.html")]
    assert reason.startswith("only a part of it is there, and only that was searched")
    assert "Subscribe to continue reading" in reason


@pytest.mark.usefixtures("folder")
def test_what_a_stub_does_show_is_found_in_it() -> None:
    write(
        draft_txt=draft("“We will sail on Monday if the river falls,” Ada Lind said."),
        sources__a_txt=STATEMENT, sources__b_html=STUB,
    )  # fmt: skip
    check = one(whence.check("draft.txt", "sources"))
    assert check.verdict.value == "verbatim"
    assert check.original is not None
    assert check.original.uri.endswith("b.html")


@pytest.mark.usefixtures("folder")
def test_a_pdf_with_a_picture_among_its_pages_is_searched_in_part_and_said_to_be() -> None:
    write(draft_txt=malk(BANK), a_pdf=pdf([["Teodor Malk said:", f"“{BANK}.”"], []]), b_txt=SRT)
    made = whence.check("draft.txt", ["a.pdf", "b.txt"])
    assert one(made).verdict.value == "verbatim"
    assert "1 of 2 pages hold no text" in left_out(made)["a.pdf"]


@pytest.mark.parametrize(
    "copy",
    [
        "draft.txt",  # the file itself
        "sources/copy.txt",  # the same text elsewhere
    ],
)
@pytest.mark.usefixtures("folder")
def test_the_draft_among_its_sources_is_passed_over_and_said_so(copy: str) -> None:
    write(draft_txt=malk(BANK), sources__a_txt=STATEMENT)
    Path(copy).write_text(malk(BANK), encoding="utf-8")
    made = whence.check("draft.txt", ["sources/a.txt", copy])
    assert one(made).original is not None
    assert one(made).original.uri == os.path.join("sources", "a.txt")  # type: ignore[union-attr]
    assert (one(made).searched, one(made).alternatives) == (1, ())
    assert left_out(made) == {copy: "it is the draft itself"}


def test_the_draft_is_known_by_any_name_of_its_file(folder: Path) -> None:
    write(sources__draft_txt=malk(BANK), sources__a_txt=STATEMENT)
    (folder / "link.txt").symlink_to(folder / "sources" / "draft.txt")
    for name in (folder / "sources" / "draft.txt", "sources/../sources/draft.txt", "link.txt"):
        made = whence.check(name, "sources")
        assert list(left_out(made).values()) == ["it is the draft itself"]
        assert one(made).searched == 1


@pytest.mark.usefixtures("folder")
def test_each_of_several_drafts_may_quote_the_others_and_never_itself() -> None:
    write(drafts__a_txt=malk(BANK), drafts__b_txt=draft(f"It rained. “{BANK},” Teodor Malk said on Monday."))
    first, second = whence.check_all(["drafts"], ["drafts"])
    for made, other in ((first, "b.txt"), (second, "a.txt")):
        assert isinstance(made, whence.Checks)
        assert one(made).original is not None
        assert one(made).original.uri == os.path.join("drafts", other)  # type: ignore[union-attr]
        assert list(left_out(made)) == [made.document.uri]


@pytest.mark.usefixtures("folder")
def test_a_draft_that_is_its_only_source_is_held_against_nothing_and_said_so() -> None:
    """Its words are not "not found": nothing was searched."""
    write(draft_txt=malk(BANK))
    with pytest.raises(whence.SourceError, match="the draft itself"):
        whence.check("draft.txt", "draft.txt")


# Whose fault it is


@pytest.mark.parametrize(
    ("sources", "problem"),
    [
        (["nowhere"], "nowhere: no such file or folder"),
        (["empty"], "no file in this folder that can be read"),
        (["pictures"], "it holds only 1 .png file"),
        (["blank.txt", "nowhere"], "blank.txt: it is empty; nowhere: no such file or folder"),
        (["ftp://example.org/a.txt"], "only http and https addresses are fetched"),
        (["http://127.0.0.1:9/a.txt"], "private"),
    ],
)
def test_where_no_source_can_be_read_the_first_reasons_are_told(folder: Path, sources: list[str], problem: str) -> None:
    write(draft_txt=malk(BANK), blank_txt="", pictures__a_png=b"\x89PNG")
    (folder / "empty").mkdir()
    with pytest.raises(whence.SourceError, match="no source could be read") as caught:
        whence.check("draft.txt", sources)
    assert problem in caught.value.problem


def test_an_empty_folder_among_others_is_named_and_stops_nothing(folder: Path) -> None:
    write(draft_txt=malk(BANK), a_txt=STATEMENT)
    (folder / "empty").mkdir()
    made = whence.check("draft.txt", ["empty", "a.txt"])
    assert one(made).verdict.value == "verbatim"
    assert "no file in this folder" in left_out(made)["empty"]


@pytest.mark.usefixtures("folder")
def test_no_sources_at_all_is_the_caller_s_fault() -> None:
    write(draft_txt=malk(BANK))
    with pytest.raises(whence.UsageError, match="source"):
        whence.check("draft.txt", [])


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("nowhere.txt", "no such file or folder"),
        ("blank.txt", "it is empty"),
        ("locked.pdf", "locked with a password"),
        ("scan.pdf", "only pictures of it"),
        ("empty", "no file in this folder"),
    ],
)
def test_a_draft_that_cannot_be_read_is_the_draft_s_fault(folder: Path, name: str, problem: str) -> None:
    write(a_txt=STATEMENT, blank_txt="", locked_pdf=pdf([[BANK]], encrypt=True), scan_pdf=pdf([[]]))
    (folder / "empty").mkdir()
    with pytest.raises(whence.SourceError) as caught:
        whence.check(name, "a.txt")
    assert caught.value.uri == name
    assert problem in caught.value.problem


@pytest.mark.parametrize("wrong", [{"style": "tabloid"}, {"style": "no/such.toml"}, {"model": "no/such.onnx"}])
@pytest.mark.usefixtures("folder")
def test_an_unknown_desk_or_model_is_the_caller_s_fault(wrong: dict[str, str]) -> None:
    write(draft_txt=malk(BANK), a_txt=STATEMENT)
    with pytest.raises(whence.UsageError):
        whence.check("draft.txt", "a.txt", **wrong)


@pytest.mark.usefixtures("folder")
def test_one_draft_that_cannot_be_read_stops_no_other() -> None:
    write(drafts__a_txt="", drafts__b_txt=malk(BANK), a_txt=STATEMENT)
    bad, good = whence.check_all(["drafts"], ["a.txt"])
    assert isinstance(bad, Failure)
    assert isinstance(good, whence.Checks)


@pytest.mark.usefixtures("folder")
def test_a_fault_on_one_draft_is_told_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    write(drafts__a_txt=malk(BANK), drafts__b_txt=malk("We never agreed to it"), a_txt=STATEMENT)

    def broken(*_: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr("whence.trace.checks.check", broken)
    faults = list(whence.check_all(["drafts"], ["a.txt"]))
    assert all(isinstance(fault, Failure) and "IndexError" in fault.problem for fault in faults)
    assert len(faults) == 2


# Which quotations are checked


@pytest.mark.usefixtures("folder")
def test_scare_quotes_and_titles_are_skipped_with_the_reason() -> None:
    write(
        draft_txt=draft("The “peace” lasted a day, like her novel “The River and the Sea”.", f"“{BANK},” he said."),
        a_txt=STATEMENT,
    )  # fmt: skip
    made = whence.check("draft.txt", "a.txt")
    assert [(made.document[item.spans[0]], item.skipped) for item in made.checked.skipped] == [
        ("peace", "a few words in quotation marks that nobody is said to have spoken"),
        ("The River and the Sea", "a title or a name, nobody's words"),
    ]
    assert len(made) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("draft_md", f"# The talks\n\nTeodor Malk wrote:\n\n> {BANK}.\n>\n> We never agreed.\n\nIt rained."),
        (
            "draft_html",
            f"<article><h1>The talks</h1><p>On Friday Teodor Malk wrote to the council of the town of Karsk:</p>"
            f"<blockquote><p>{BANK}.</p><p>We never agreed.</p></blockquote>"
            "<p>It rained in Karsk all day.</p></article>",
        ),
        (
            "draft_docx",
            docx(["Teodor Malk wrote:", ("Quote", f"{BANK}."), ("Quote", "We never agreed."), "It rained."]),
        ),
    ],
)
@pytest.mark.usefixtures("folder")
def test_block_quotes_are_checked_in_every_format(name: str, text: str | bytes) -> None:
    write(**{name: text, "a_txt": f"The letter\n\n{BANK}. We never agreed.\n"})
    made = whence.check(name.replace("_", "."), "a.txt")
    check = one(made)
    assert (check.verdict.value, len(check.quoted.spans)) == ("verbatim", 2)


@pytest.mark.usefixtures("folder")
def test_the_voice_of_the_draft_is_named_with_each_check() -> None:
    write(draft_txt=draft(f"“{BANK},” Teodor Malk said.", "“I have four children,” Ada Lind said."), a_txt=STATEMENT)
    made = whence.check("draft.txt", "a.txt")
    voices = [check.quoted.voice for check in made]
    assert [made.checked.reading.voice(voice).name for voice in voices if voice] == ["Teodor Malk", "Ada Lind"]


# Which original is cited


@pytest.mark.parametrize(("name", "data"), [("speech_srt", SRT), ("speech_vtt", VTT)])
@pytest.mark.usefixtures("folder")
def test_subtitles_are_cited_with_the_time_the_words_are_spoken(name: str, data: str) -> None:
    """Over the break between two captions, and over that of a line."""
    write(**{"draft_txt": malk("I have four children and a debt, and we will not surrender"), name: data})
    made = whence.check("draft.txt", name.replace("_", "."))
    assert one(made).verdict.value == "verbatim"
    original = made.to_json()["checks"][0]["original"]
    assert original["locators"] == [{"kind": "time", "value": "00:12:30.000"}]
    assert "at 00:12:30.000" in str(made)


@pytest.mark.usefixtures("folder")
def test_a_pdf_is_cited_with_its_page() -> None:
    write(draft_txt=malk(BANK), a_pdf=pdf([["The ministry spoke of the ferry on Friday."], [f"{BANK}, he said."]]))
    made = whence.check("draft.txt", "a.pdf")
    assert made.to_json()["checks"][0]["original"]["locators"] == [{"kind": "page", "value": "2"}]


@pytest.mark.usefixtures("folder")
def test_the_earliest_dated_source_comes_first_and_all_others_are_listed_by_date() -> None:
    body = f"The ministry spoke on Friday.\n\n{BANK}.\n"
    write(draft_txt=malk(BANK), **{
        f"sources__{name}_txt": f"The bank: {name}\n\n{date}\n\n{body}" for name, date in
        {"a": "2024-03-05", "b": "", "c": "2023-01-09", "d": "2024-03-01"}.items()
    })  # fmt: skip
    check = one(whence.check("draft.txt", "sources"))
    assert check.original is not None
    assert [Path(item.uri).stem for item in (check.original, *check.alternatives)] == ["c", "d", "a", "b"]
    assert check.original.published == "2023-01-09"


def story(speaker: str, date: str, words: str = BANK) -> str:
    return f"What was said\n\nBy Nora Field\n\n{date}\n\n“{words},” {speaker} said at the pier in Karsk.\n"


@pytest.mark.usefixtures("folder")
def test_the_source_whose_speaker_agrees_is_preferred_to_an_earlier_one() -> None:
    write(
        draft_txt=malk(BANK),
        a_txt=story("Ada Lind", "2023-01-09"),
        b_txt=story("Teodor Malk", "2024-02-28"),
    )
    check = one(whence.check("draft.txt", ["a.txt", "b.txt"]))
    assert check.original is not None
    assert (check.original.uri, check.original.speaker, check.original.same_speaker) == ("b.txt", "Teodor Malk", True)
    assert [(item.uri, item.same_speaker) for item in check.alternatives] == [("a.txt", False)]
    assert check.notes == ()


@pytest.mark.usefixtures("folder")
def test_the_very_words_are_preferred_whoever_speaks_them() -> None:
    write(
        draft_txt=malk(BANK),
        a_txt=story("Ada Lind", "2023-01-09"),
        b_txt=story("Teodor Malk", "2024-02-28", BANK.replace("not ", "")),
    )
    check = one(whence.check("draft.txt", ["a.txt", "b.txt"]))
    assert (check.verdict.value, check.original and check.original.uri) == ("verbatim", "a.txt")


@pytest.mark.parametrize(
    ("source", "noted"),
    [
        (story("Ada Lind", "2024-02-28"), "Ada Lind"),
        (f"The hearing\n\nCHAIR: Who goes first?\n\nADA LIND: {BANK}.\n\nCHAIR: Thank you.\n", "ADA LIND"),
        (story("Teodor Malk", "2024-02-28"), None),
        (story("Mr Malk", "2024-02-28"), None),  # the same name, shorter
        (story("A spokesman", "2024-02-28"), None),  # he may be the same
        (f"The letter\n\n{BANK}.\n", None),  # nobody is named
    ],
)
@pytest.mark.usefixtures("folder")
def test_another_speaker_in_the_source_is_noted(source: str, noted: str | None) -> None:
    write(draft_txt=malk(BANK), a_txt=source)
    check = one(whence.check("draft.txt", "a.txt"))
    assert check.verdict.value == "verbatim"
    names = [note.words.casefold() for note in check.notes if note.kind == "speaker"]
    assert names == ([noted.casefold()] if noted else [])


@pytest.mark.parametrize(
    ("source", "noted"),
    [
        ("We will sign the paper in June, but only in Karsk.", [("cut_before", "but")]),
        ("We will sign the paper in June if it is dry.", [("cut_before", "if")]),
        ("We will sign the paper in June unless it rains.", [("cut_before", "unless")]),
        ("I don't think that we will sign the paper in June.", [("cut_after", "don't think that")]),
        ("We will sign the paper in June. But it rained.", []),
        ("We will sign the paper in June.", []),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_quotation_that_ends_before_a_but_an_if_or_an_unless_is_noted(
    source: str, noted: list[tuple[str, str]]
) -> None:
    write(draft_txt=malk("we will sign the paper in June"), a_txt=f"The hearing\n\nThey met on Friday. {source}\n")
    made = whence.check("draft.txt", "a.txt")
    check = one(made)
    assert check.verdict.value == "verbatim"
    assert [(note.kind.value, note.words) for note in check.notes] == noted
    text = made.checked.sources[0].text
    assert all(note.span and text[note.span.start : note.span.end] == note.words for note in check.notes)
    assert all(f"“{words}”" in str(made) for _, words in noted)


@pytest.mark.usefixtures("folder")
def test_words_of_two_documents_joined_in_silence_are_spliced_and_both_are_cited() -> None:
    write(
        draft_txt=malk("We will not surrender the western bank, they told us that the bridge would never be rebuilt"),
        a_txt=STATEMENT, b_srt=SRT.replace("will not surrender", "will sign away"),
    )  # fmt: skip
    made = whence.check("draft.txt", ["a.txt", "b.srt"])
    check = one(made)
    assert check.verdict.value == "spliced"
    assert check.original is not None
    assert {check.original.uri, *(item.uri for item in check.further)} == {"a.txt", "b.srt"}
    assert "joined from 2 places in 2 documents" in str(made)


@pytest.mark.usefixtures("folder")
def test_an_interrupted_quotation_is_one_check_and_says_so_where_words_are_left_out() -> None:
    write(draft_txt=draft("“We will not surrender,” Teodor Malk said, “this year.”"), a_txt=STATEMENT)
    check = one(whence.check("draft.txt", "a.txt"))
    assert (check.verdict.value, [edit.marked for edit in check.edits]) == ("elided", [True])


# What comes back


@pytest.mark.usefixtures("folder")
def test_problems_are_those_the_desk_does_not_permit() -> None:
    text = draft(f"“{BANK},” Teodor Malk said.", "“We will not surrender the bank this year,” he said.")
    write(
        draft_txt=text,
        a_txt=STATEMENT,
        desk_toml='[[permits]]\nops = ["delete"]\nmarked = "no"\nconsequences = ["other"]\n',
    )
    made = whence.check("draft.txt", "a.txt")
    assert [check.verdict.value for check in made] == ["verbatim", "trimmed"]
    assert made.problems == (made.checks[1],)
    assert whence.check("draft.txt", "a.txt", style="desk.toml").problems == ()


@pytest.mark.usefixtures("folder")
def test_a_check_can_be_printed_shown_in_a_notebook_and_kept() -> None:
    write(draft_txt=malk(BANK), a_txt=STATEMENT)
    made = whence.check("draft.txt", "a.txt")
    assert repr(made) == "<Checks 'The talks in Karsk': 1 quotation: 1 verbatim · 1 document searched>"
    assert "1. VERBATIM · Teodor Malk" in str(made)
    assert made._repr_html_().startswith("<iframe sandbox")
    assert made.to_html().startswith("<!doctype html>")
    assert made.to_json()["checks"][0]["verdict"] == "verbatim"
    assert len(made) == len(list(made)) == 1
