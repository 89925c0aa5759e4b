"""`python -m training.places --post-codes US.txt`: make the gazetteer anew (see `README.md` beside this file)."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.places.build import gather, write

TO = Path(__file__).resolve().parents[2] / "src" / "whence" / "compare" / "data" / "places.npz"

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--post-codes", type=Path, required=True, help="GeoNames' US.txt of postal codes")
    parser.add_argument("--to", type=Path, default=TO)
    asked = parser.parse_args()
    write(gather(asked.post_codes), asked.to)
