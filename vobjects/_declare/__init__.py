"""What the author of a class writes."""
