"""Scripts by which content files were made; nothing here runs in the product."""
