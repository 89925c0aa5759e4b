"""The reader of `whence serve` under attack: hostile strings in a real browser, and any request at all."""
