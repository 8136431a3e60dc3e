"""Looks whether everything is as it should be, and says how to mend what is not."""
