"""What the history of an interface means: every version and the steps between two."""
