"""Runs the product's processes on one laptop: starts, watches, restarts and stops them."""
