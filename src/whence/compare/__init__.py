"""Incidents and the accounts of them: documents that were read in, which voices tell what happened differently out."""
