"""Errors say whose fault it is, and what to do."""


class WhenceError(Exception):
    """Anything whence raises on purpose."""


class UsageError(WhenceError):
    """The caller asked for something that cannot be: a wrong option, a missing path."""


class StorageError(WhenceError):
    """The disk is at fault: it is full, or cannot be written. What was acknowledged is kept."""


class SourceError(WhenceError):
    """The document is at fault. `uri` names it, `problem` says what is wrong and what to do."""

    def __init__(self, uri: str, problem: str) -> None:
        super().__init__(f"{uri}: {problem}")
        self.uri = uri
        self.problem = problem
