"""The command `competency-bot`."""

import os
import sys

from bot.cli.command_line import run


def main() -> None:
    """Runs the command line and exits with its status."""
    # Vectors are short: a second thread of NumPy's costs more in waiting than it computes.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
