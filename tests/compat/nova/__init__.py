"""Tests of Nova as a project."""
