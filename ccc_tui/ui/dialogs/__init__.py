"""Small windows over the screen."""
