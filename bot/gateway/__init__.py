"""The loops between students and the dialogue: turns are answered here, one at a time per chat."""
