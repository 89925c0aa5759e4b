"""What a library answers, shown: passages and their lineage, sentences found, voices."""
