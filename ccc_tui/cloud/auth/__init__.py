"""Access keys: their sources, renewal, and the signatures made with them."""
