"""Where a library is kept: a folder with an SQLite file, immutable passage segments and a small file of corrections."""
