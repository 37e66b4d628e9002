"""What a field can hold."""
