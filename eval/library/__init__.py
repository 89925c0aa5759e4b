"""How safely a library keeps what it was given."""
