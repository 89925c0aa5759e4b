"""Two editions of one document: which sentences and quotations belong together, and what changed in them."""
