"""Passages that stand in several texts: found by fingerprints, aligned, and told from chance and from boilerplate.

Everything here works on arrays of many texts at once and knows no files. A word is what white space sets apart, its
letters and digits in lower case; what a passage shares is measured in words, and shown in code points.
"""
