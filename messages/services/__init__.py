"""Use cases of messages, one transaction each."""
