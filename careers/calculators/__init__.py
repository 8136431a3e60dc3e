"""Sums and rules worked out for one question: pure functions of figures, and their words."""
