"""What the words of an article say about themselves: headline, byline, dates, turns, reposts."""
