"""Objects to bytes and back."""
