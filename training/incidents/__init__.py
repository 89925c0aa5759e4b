"""Training of the small linear models of `whence compare`: `python -m training.incidents TASK`."""
