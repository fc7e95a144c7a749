"""What keeps the project's generated files true. Run from a checkout: ``python -m tools.catalogue check``."""
