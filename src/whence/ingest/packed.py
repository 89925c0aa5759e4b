"""Files that are packed (.gz, .zst, .br), unpacked as a stream and refused when they are bombs."""

from __future__ import annotations

import gzip
import io
import zlib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from whence.errors import SourceError

SUFFIXES = (".gz", ".zst", ".br")
_RATIO = 200  # a file that unpacks to more than this, beyond the first megabyte, is no text
_FREE = 1 << 20


def inner_name(path: Path) -> str:
    """The file's name without the suffix that says how it is packed."""
    return path.name.removesuffix(path.suffix) if path.suffix in SUFFIXES else path.name


def unpacked(path: Path) -> IO[bytes]:
    """The file's content. Raises SourceError where the extra that unpacks it is not installed."""
    if path.suffix not in SUFFIXES:
        return path.open("rb")
    file = path.open("rb")
    if path.suffix == ".gz":
        return io.BufferedReader(_Guarded(gzip.GzipFile(fileobj=file), file, str(path)), 1 << 20)
    if find_spec("fastwarc") is None:
        file.close()
        raise SourceError(str(path), f'{path.suffix} files need the extra: pip install "whence[archives]"')
    streams: Any = import_module("fastwarc.stream_io")
    reader = streams.ZstdReader if path.suffix == ".zst" else streams.BrotliReader
    return io.BufferedReader(_Guarded(reader(file), file, str(path)), 1 << 20)


class _Guarded(io.RawIOBase):
    """An unpacking stream that stops where much comes out of little."""

    def __init__(self, stream: Any, file: IO[bytes], name: str) -> None:
        super().__init__()
        self._stream, self._file, self._name = stream, file, name
        self._given = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """What comes next. Raises SourceError for a bomb or a damaged file."""
        try:
            data: bytes = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise SourceError(self._name, f"damaged: it cannot be unpacked any further ({error})") from error
        self._given += len(data)
        if self._given > _FREE + _RATIO * max(self._file.tell(), 1):
            raise SourceError(self._name, f"unpacks to more than {_RATIO} times its size, which no text does")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the file as well."""
        self._file.close()
        super().close()
