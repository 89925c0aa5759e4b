"""The passage index is tested twice: compiled, and as it is where whence was installed without a compiler."""

from collections.abc import Iterator

import pytest

from whence.trace.passages import compiled


@pytest.fixture(scope="module", params=["compiled", "numpy"], autouse=True)
def kernel(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.param == "compiled" and compiled.kernel is None:
        pytest.skip("whence was installed without a compiler")
    held = compiled.kernel
    compiled.kernel = held if request.param == "compiled" else None
    yield
    compiled.kernel = held
