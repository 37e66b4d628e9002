"""Two writers of one object: what each changed, in one."""
