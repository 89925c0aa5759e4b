"""`python -m eval.reader.anything`: every route of the reader's OpenAPI under schemathesis, with the cookie of the run.

`whence serve` is started on a small library of hostile strings; many of the ids and names that are asked for are there.
No answer may be of 500 or more, and each must have a status, a media type and a form that the description names.
Schemathesis is no dependency of ours: `pip install -e '.[eval]'`. Ends with 1 where it found something.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eval.reader.libraries import library
from eval.reader.strings import many
from eval.reader.watching import served

_STRINGS = 60
_CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def description(base: str, cookie: str, keys: Sequence[str]) -> dict[str, Any]:
    """The reader's own description, with ids that are there beside any string."""
    asked = urllib.request.Request(f"{base}/openapi.json", headers={"cookie": cookie})
    with urllib.request.urlopen(asked) as answer:
        made: dict[str, Any] = json.load(answer)
    known = {"id": list(keys), "number": ["1", "2"], "name": ["Ada Lind"], "sentence": ["1", "3"], "statement": ["s1"]}
    for path in made["paths"].values():
        for operation in path.values():
            for parameter in operation["parameters"]:
                there = known.get(parameter["name"])
                if there:
                    parameter["schema"] = {"anyOf": [{"enum": there}, {"type": "string"}]}
    return made


def entered(launch: str) -> str:
    """The cookie that the launch address leaves."""
    with urllib.request.urlopen(launch) as answer:
        return str(answer.headers["set-cookie"]).split(";")[0]


def main() -> int:
    """Start the reader, let schemathesis ask, say what it says."""
    parser = argparse.ArgumentParser(prog="python -m eval.reader.anything")
    parser.add_argument("--examples", type=int, default=300, help="of each route")
    parser.add_argument("--schemathesis", default=shutil.which("schemathesis"), help="the command")
    options = parser.parse_args()
    if not options.schemathesis:
        print("not run: schemathesis is not installed")
        return 2
    with TemporaryDirectory() as home:
        news = library(Path(home), many(_STRINGS))
        news.judge()
        with served(news.folder) as launch:
            base, cookie = launch.partition("/launch/")[0], entered(launch)
            about = Path(home) / "openapi.json"
            about.write_text(json.dumps(description(base, cookie, [item.id for item in news.editions()][:5])))
            command = [
                *(options.schemathesis, "run", str(about), "--url", base, "--checks", _CHECKS, "--seed", "1"),
                *("--max-examples", str(options.examples), "--header", f"cookie: {cookie}", "--no-color"),
                *("--header", "sec-fetch-site: same-origin", "--continue-on-failure", "--max-redirects", "0"),
                *("--generation-database", "none"),
            ]
            return subprocess.run(command, cwd=home, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
