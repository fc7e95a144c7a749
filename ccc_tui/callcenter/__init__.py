"""The domain: call centers, their people and their numbers. Neither HTTP nor screens."""

import os

# Before its first model, pydantic looks for plugins in every package that is installed; none is wanted here.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
