"""English as the stages share it: marks, quotations, sentences, tokens, word lists. Needs the standard library only."""
