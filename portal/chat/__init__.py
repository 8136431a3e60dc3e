"""The web chat: starting one, its room, its events, and the same for programs."""
