"""Employers: organisations, slots, applications, matching."""
