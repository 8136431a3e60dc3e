"""Telegram's side of the conversation: taking in, and the only place that sends."""
