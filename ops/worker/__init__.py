"""The process for what happens by itself: queued jobs, late notices, daily deletion.

The gateway sends late notices too, and sooner as a rule; the worker looks for them as a backup,
for when the gateway is down. Both may look at once: a turn is told about once only.
"""
