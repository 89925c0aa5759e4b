"""How well `whence check` finds, aligns and judges: quotations made from real articles with every change known."""
