"""The action server: thin actions, one per file, named as in the domain."""
