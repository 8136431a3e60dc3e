"""Use cases of safeguarding, one transaction each."""
