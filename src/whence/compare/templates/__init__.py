"""Incident templates of wire texts (MUC-4): which kinds of incident, and who is made responsible in which way."""

from whence.compare.templates.kinds import ANY, incident_kinds
from whence.compare.templates.responsibility import responsibility

__all__ = ["ANY", "incident_kinds", "responsibility"]
