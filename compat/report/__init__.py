"""Reports for people and for programs. Nothing is imported here: each report has its package."""
