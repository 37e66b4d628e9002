"""All faults under a longer load: ``python -m tests.faults [messages for each] [--keep]``."""

from __future__ import annotations

import logging
import sys

from tests.faults.kinds import FAULTS
from tests.faults.run import run
from tests.faults.stage import staged
from tests.faults.table import PAGE, table, write

EACH = 6_000


def main(words: list[str]) -> int:
    """Run, print the table, and put it into the documentation if that is asked for."""
    logging.disable()
    each = next((int(word) for word in words if word.isdigit()), EACH)
    verdicts = []
    with staged() as stage:
        for fault in FAULTS:
            verdicts += run(stage, fault, each)
            print(table(verdicts[-5:]).splitlines()[-1], fault, file=sys.stderr, flush=True)
    text = table(verdicts)
    print(text)
    if "--keep" in words:
        write(PAGE, text)
    return int(not all(verdict.holds for verdict in verdicts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
