"""Use cases of schools: one transaction each."""
