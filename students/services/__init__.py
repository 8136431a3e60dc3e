"""Use cases of students: one transaction each."""
