"""Schools: the school, its staff and roles, the roster, join codes, settings."""
