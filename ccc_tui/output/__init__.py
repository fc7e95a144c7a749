"""Lists as documents: what the printing commands and the dashboard's export have in common."""
