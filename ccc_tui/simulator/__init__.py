"""A call center on loopback: it checks signatures, pages, and fails on request."""
