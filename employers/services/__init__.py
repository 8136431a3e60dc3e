"""Use cases of employers: one transaction each."""
