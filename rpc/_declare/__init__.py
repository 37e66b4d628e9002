"""What the author of an interface writes."""
