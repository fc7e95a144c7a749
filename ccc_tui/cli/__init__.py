"""The command line. It starts in milliseconds: no Textual, httpx or pydantic until a command needs them."""
