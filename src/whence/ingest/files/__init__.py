"""Files that are no pages and no plain text: PDF and office documents, subtitles."""
