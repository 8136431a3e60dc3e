"""A student's messages: received once, answered once, never lost."""
