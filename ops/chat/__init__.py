"""Chat in a terminal, over the portal's interface for programs."""
