"""Pure values and rules of safeguarding: states, school time, the classifier's vote."""
