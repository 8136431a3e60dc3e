"""`python -m bench.chaos NAME …`: some storms or all of them, in the order of the list."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from bench.chaos.storms import PARTS, run_storms


def main() -> None:
    """Print a line for each storm, with the machine's load before and after it."""
    known = [each.__name__ for part in PARTS for each in part.storms]
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    names = frozenset(parser.parse_args().names)
    if names - set(known):
        sys.exit(f"there are no storms {sorted(names - set(known))}")
    with tempfile.TemporaryDirectory() as folder:
        load = os.getloadavg()[0]
        for what, measured in run_storms(Path(folder), names):
            print(f"{what} (load {load:.1f} to {os.getloadavg()[0]:.1f}): {measured}", flush=True)
            load = os.getloadavg()[0]


if __name__ == "__main__":
    main()
