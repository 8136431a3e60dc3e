"""Running the product: set-up, command line, supervisor of a laptop, worker, checks."""
