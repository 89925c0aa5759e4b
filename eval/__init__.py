"""How well whence reads: scores on annotated articles. `python -m eval.run` writes `eval/RESULTS.md`."""
