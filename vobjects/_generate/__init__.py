"""Plans compiled to Python functions."""
