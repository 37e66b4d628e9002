"""Sending and receiving over oslo.messaging and kombu."""
