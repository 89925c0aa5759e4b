"""A small trained tagger: source, cue and content of every paragraph, and which belong together."""
