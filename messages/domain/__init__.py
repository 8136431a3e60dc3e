"""Pure values and rules of messages."""
