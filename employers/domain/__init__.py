"""Pure values and rules of employers: the lawful gate, the wish, the ranking."""
