"""The process for what happens by itself: queued jobs, late notices, daily deletion."""
