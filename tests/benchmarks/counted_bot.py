"""`competency-bot` with a count of what it asks of the database, written down at each SIGUSR1."""

import json
import os
import signal
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.__main__ import main

counts = Counter({"statements": 0, "commits": 0, "readings": 0})


def watched(connection: Any, _record: object) -> None:
    writes = False

    def executed(statement: str) -> None:
        nonlocal writes
        if statement.startswith("BEGIN"):
            writes = "IMMEDIATE" in statement
        elif statement == "COMMIT":
            counts["commits" if writes else "readings"] += 1
        elif not statement.startswith("PRAGMA"):
            counts["statements"] += 1

    connection.driver_connection._conn.set_trace_callback(executed)


def tell(_signal: int, _frame: object) -> None:
    with Path(os.environ["COUNTS"]).open("a", encoding="utf-8") as file:
        file.write(json.dumps(counts) + "\n")


if __name__ == "__main__":
    event.listen(Engine, "connect", watched)
    signal.signal(signal.SIGUSR1, tell)
    main()
