# Every recipe is one command that works without just; .ci/run does the same in a fresh clone.

python := ".venv/bin/python"

# Everything that must pass before a change goes in.
default: lint types test docs

# Set up: a virtual environment with whence and what its developers use.
setup:
    python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]'

# Tests and doctests.
test *arguments:
    {{python}} -m pytest {{arguments}}

# Style, form, and which module may import which.
lint:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/lint-imports

types:
    .venv/bin/pyright

# Links lead somewhere, commands in the README are the ones that run, and its picture is real output.
docs:
    {{python}} -m pytest tests/test_house.py
    .venv/bin/cog --check README.md

# Write the README's picture anew.
picture:
    .venv/bin/cog -r README.md

# Read the annotated articles, write eval/RESULTS.md, check the floors.
eval *arguments:
    {{python}} -m eval.run {{arguments}}

# Measure speed, write bench/RESULTS.md.
bench:
    {{python}} -m bench
