"""Chaos on Telegram: what breaks, who talks meanwhile, and what was lost, doubled or late."""
