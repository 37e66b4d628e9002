"""What a history means: the fields of every version, and the steps between two."""
