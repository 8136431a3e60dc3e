"""Pure values and rules of schools."""
