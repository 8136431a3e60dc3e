"""Students: pseudonymous identity, profile, data rights."""
