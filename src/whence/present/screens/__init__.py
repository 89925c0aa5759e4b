"""The pages of the reader in a browser: nouns in, HTML out. Everything of an article is text, and escaped."""
