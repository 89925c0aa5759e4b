"""Measuring what `whence compare` rests on against gold of our own: `python -m eval.incidents.score`."""
