"""Runs every check of the project, one after another, and adds up what passed."""
