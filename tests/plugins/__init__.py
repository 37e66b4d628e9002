"""What changes how pytest runs the suite, each as a plugin with a name and a reason.

``-p no:brokers-first`` leaves one out.
"""
