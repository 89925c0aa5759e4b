"""Citations: a document or words of it as plain text, Markdown, BibTeX, RIS, CSL-JSON and for Wikipedia.

What is not known is left out, never made up. The note of each says whose words they are, and through whom.
"""
