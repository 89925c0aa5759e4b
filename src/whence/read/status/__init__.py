"""How clauses are put forward."""
