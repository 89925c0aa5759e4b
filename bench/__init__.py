"""How fast whence is. `python -m bench` measures and writes `bench/RESULTS.md`."""
