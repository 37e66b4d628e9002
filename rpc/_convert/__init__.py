"""Arguments and results on their way between two versions."""
