"""Pure values and rules of students."""
