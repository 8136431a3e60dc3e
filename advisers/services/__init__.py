"""Use cases of advisers: one transaction each."""
