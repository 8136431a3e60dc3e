"""Sets the project up. Standard library only, Python 3.8 syntax: it runs before anything else."""
