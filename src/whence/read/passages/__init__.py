"""A document as passages: blocks, sentences, excerpts and what floats between them."""
