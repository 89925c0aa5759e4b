"""What one voice says one act answers: retaliation, punishment, concession …, or only that one came after another."""

from whence.compare.responses.find import Tie, responses

__all__ = ["Tie", "responses"]
