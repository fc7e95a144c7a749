"""One file per tab: what it shows of what is known. Functions from values to a `View`; nothing here has state."""
