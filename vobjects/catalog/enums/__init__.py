"""The enums of Nova's objects, as gazpacho has them; histories say when a value came."""
