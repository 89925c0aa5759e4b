"""A page taken apart: what of it is the article, and what each block of it is for."""
