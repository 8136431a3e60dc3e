"""What the product costs and how fast it is, measured beside what it stands on."""
