"""Measurements against peers and floors: ``python -m bench``. How and why: docs/performance.md."""
