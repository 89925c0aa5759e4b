"""The compiled kernel of the passage index, where whence was installed with a compiler at hand.

Without it numpy does the same work, and takes several times as long (docs/decisions/0013-a-compiled-kernel.md).
"""

from __future__ import annotations

__all__ = ["kernel"]

try:
    from whence.trace.passages import kernel
except ImportError:
    kernel = None
