"""Who speaks: the words that name sources, settled on voices."""
