"""The domain: call centers, their people and their numbers. Neither HTTP nor screens."""
