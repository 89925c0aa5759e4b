"""Incidents and the accounts of them, for the terminal, a page, tables and JSON."""
