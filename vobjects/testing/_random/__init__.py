"""Classes with random histories."""
