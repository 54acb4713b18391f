"""The command `competency-bot`."""

import sys

from bot.cli.command_line import run


def main() -> None:
    """Runs the command line and exits with its status."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
