"""Speed and size beside those of oslo.versionedobjects and msgspec, as ratios of one run."""
