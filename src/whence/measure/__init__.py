"""How good a reading is: counts of what agrees with annotations that people made."""
