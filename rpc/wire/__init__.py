"""Messages byte for byte."""
