"""Pure values of advisers."""
