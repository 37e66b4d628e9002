"""The classes as one release has them."""
