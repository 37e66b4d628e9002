"""A small service with three releases: the project that the commands are tried on."""
