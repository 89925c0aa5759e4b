"""What a person has put right in a library: a small TOML file to read, share and commit, which no rebuild touches.

[[merge]]
names = ["Ada Lind", "A. Lind"]

[[split]]
name = "Jordan"
within = "https://example.org/river"   # the address of a document, or the beginning of several
as = "Jordan (river commission)"

[[speaker]]
document = "https://example.org/ferry"
exact = "“We have looked at every rivet”"   # the words, and what stands before and behind them
prefix = "said on Friday. "
suffix = " she said."
name = "Ada Lind"

`[[status]]`, `[[not_original]]` and `[[not_witness]]` name words alike; `[[same_incident]]` and `[[not_same_incident]]`
name two places, the second as `other_document`, `other_exact` and so on. Entries stand in a fixed order; what people
wrote above one goes with it, and an entry that cannot be understood is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from whence.errors import UsageError
from whence.model.correction import Correction, CorrectionKind, DamagedEntry, bare, folded
from whence.store import files
from whence.store.entered import ABOUT, Entry, entries, lead, made, place
from whence.store.lock import locked

FILE, _LOCK = "corrections.toml", "LOCK"
_MOST = 16_000_000  # bytes of a file of corrections


@dataclass(frozen=True, slots=True)
class Sheet:
    """The corrections of a library, and what of its file could not be understood."""

    corrections: tuple[Correction, ...] = ()
    damaged: tuple[DamagedEntry, ...] = ()
    homes: Mapping[str, str] = field(default_factory=dict[str, str])  # a folded name to the one it was merged with
    groups: Mapping[str, list[Correction]] = field(default_factory=dict[str, list[Correction]])  # merges by that one
    splits: Mapping[str, list[Correction]] = field(default_factory=dict[str, list[Correction]])  # by folded name

    def merged(self, name: str) -> str:
        """What stands for this name and all that were merged with it."""
        return self.homes.get(folded(name), folded(name))

    def called(self, name: str) -> str:
        """The name that comes first where this one was merged with others."""
        home = self.merged(name)
        return next((item.names[0] for item in self.merges_of(name) if folded(item.names[0]) == home), name)

    def also(self, name: str) -> tuple[str, ...]:
        """All names that were merged with this one; none where it was merged with none."""
        return tuple(dict.fromkeys(each for item in self.merges_of(name) for each in item.names))

    def merges_of(self, name: str) -> Sequence[Correction]:
        """The corrections that say that this name is another one as well."""
        return self.groups.get(self.merged(name), ()) if self.groups else ()

    def split(self, name: str, *addresses: str) -> str:
        """The name that a voice of this name has in the document that stands at one of these addresses."""
        found = self.split_by(name, *addresses)
        return found.now if found else name

    def split_by(self, name: str, *addresses: str) -> Correction | None:
        """The correction that says so, if there is one."""
        known = self.splits.get(folded(name), ()) if self.splits else ()
        return next((item for item in known if any(_begins(each, item.document) for each in addresses)), None)

    def of(self, *kinds: CorrectionKind) -> list[Correction]:
        """The corrections of these kinds, in order."""
        return [item for item in self.corrections if item.kind in kinds]


def _begins(address: str, within: str) -> bool:
    return address.startswith(within) or bare(address).startswith(bare(within))


def corrections(folder: Path) -> Sheet:
    """The corrections of a library. Raises UsageError when the file cannot be read at all."""
    path = folder / FILE
    try:
        about = path.stat()
    except OSError:
        return Sheet()
    return _sheet(path, about.st_mtime_ns, about.st_size, about.st_ino)


@lru_cache(maxsize=8)
def _sheet(path: Path, _changed: int, _size: int, _file: int) -> Sheet:
    """The sheet of a file, read once for each state of it."""
    found = entries(_text(path))
    said = tuple(item for entry in found for item in entry.said)
    homes: dict[str, str] = {}
    groups: dict[str, list[Correction]] = {}
    splits: dict[str, list[Correction]] = {}
    merges = [item for item in said if item.kind is CorrectionKind.MERGE]
    for item in merges:
        homes = _joined(homes, [folded(name) for name in item.names])
    for item in merges:
        groups.setdefault(homes[folded(item.names[0])], []).append(item)
    for item in said:
        if item.kind is CorrectionKind.SPLIT:
            splits.setdefault(folded(item.names[0]), []).append(item)
    return Sheet(said, tuple(entry.problem for entry in found if entry.problem), homes, groups, splits)


def note(folder: Path, *found: Correction) -> None:
    """Note corrections, each in place of one about the same thing. When this returns they are on disk.

    Raises UsageError when somebody else writes to the library, or the file cannot be read.
    """
    keys = {item.key for item in found}
    _rewrite(folder, lambda entry: [item for item in entry.said if item.key not in keys], found)


def undo(folder: Path, key: str) -> Correction:
    """Take the correction with this id back, and return it. Raises UsageError when there is none."""
    known = [item for item in corrections(folder).corrections if item.id == key]
    if not known:
        raise UsageError(f"{folder / FILE}: no correction has the id {key}")
    _rewrite(folder, lambda entry: [item for item in entry.said if item.id != key], ())
    return known[0]


def _rewrite(folder: Path, kept: Callable[[Entry], list[Correction]], new: Sequence[Correction]) -> None:
    """Write the file anew, with what is kept of each entry and what is new, under the library's lock."""
    path = folder / FILE
    with locked(folder / _LOCK):
        head, *others = entries(_text(path) if path.is_file() else ABOUT)
        leads = {item.key: lead(entry.text) for entry in others for item in entry.said}
        parts = [part for entry in (head, *others) for part in _rest(entry, kept(entry))]
        parts += [made(item, leads.get(item.key, "")) for item in new]
        top = head.text if len(kept(head)) == len(head.said) else lead(head.text)
        texts = [top, *(part.text for part in sorted(parts, key=place) if part is not head)]
        files.write(folder, FILE, ["\n\n".join(text.strip("\n") for text in texts if text.strip()).encode(), b"\n"])


def _rest(entry: Entry, kept: Sequence[Correction]) -> list[Entry]:
    """What is left of an entry: itself where nothing of it goes."""
    return [entry] if len(kept) == len(entry.said) else [made(item) for item in kept]


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST:
            raise UsageError(f"{path}: larger than {_MOST >> 20} MiB, and no file of corrections")
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{path}: no corrections that whence can read ({error})") from error


def _joined(homes: dict[str, str], names: list[str]) -> dict[str, str]:
    """The homes with these names together, and with them all that were merged with one of them before."""
    together = {homes.get(name, name) for name in names}
    home = homes.get(names[0], names[0])
    moved = {name: home for name, other in homes.items() if other in together}
    return homes | moved | dict.fromkeys(names, home)


def merge(folder: Path, names: Sequence[str]) -> None:
    """Note that these names are one voice."""
    note(folder, Correction(kind=CorrectionKind.MERGE, names=tuple(names)))


def split(folder: Path, name: str, within: str, other: str) -> None:
    """Note that a name means somebody else in the documents whose address begins like this."""
    note(folder, Correction(kind=CorrectionKind.SPLIT, names=(name,), document=within, now=other))
