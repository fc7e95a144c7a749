"""Programs that are measured beside this one, each run as a process of its own."""
