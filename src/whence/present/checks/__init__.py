"""A draft held against its sources, shown: terminal, page, tables, JSON."""
