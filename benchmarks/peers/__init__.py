"""One file a peer: the same data, built, written to bytes and read back."""
