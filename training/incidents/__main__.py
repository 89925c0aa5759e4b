"""`python -m training.incidents TASK [--corpora DIR]`: train the linear model of one task.

A task is a module `training.incidents.TASK` with `main(corpora: Path) -> None`.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "incidents"

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task")
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    asked = parser.parse_args()
    import_module(f"training.incidents.{asked.task}").main(asked.corpora)
