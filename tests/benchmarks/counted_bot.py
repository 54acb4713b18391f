"""`competency-bot` with a count of what it asks of the database, written down at each SIGUSR1."""

import json
import os
import signal
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from bot.__main__ import main

counts = Counter({"statements": 0, "commits": 0, "readings": 0})


def executed(
    connection: Connection, cursor: Any, statement: str, values: Any, context: Any, many: bool
) -> None:
    if not statement.startswith("BEGIN"):
        counts["statements"] += 1


def committed(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    counts["commits" if writes else "readings"] += 1


def tell(_signal: int, _frame: object) -> None:
    with Path(os.environ["COUNTS"]).open("a", encoding="utf-8") as file:
        file.write(json.dumps(counts) + "\n")


if __name__ == "__main__":
    event.listen(Engine, "before_cursor_execute", executed)
    event.listen(Engine, "commit", committed)
    signal.signal(signal.SIGUSR1, tell)
    main()
