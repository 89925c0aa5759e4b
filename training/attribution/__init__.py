"""Training the attribution tagger that ships in `whence.learned`. A development tool: nothing here is installed."""
