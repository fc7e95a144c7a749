"""The dashboard: the only rooms that know Textual."""
