"""Plays three weeks of an organisation, and leaves what its people saw in a folder.

From the repository: `PYTHONPATH=.:tests .venv/bin/python tests/benchmarks/play_organisation.py OUT
[LEARNERS]`. It takes some minutes. OUT then holds the pictures, workbooks and tables that the
managers took along, and what each of the people did and saw. It ends with an error where these are
not what the players' own log of answers says.
"""

import asyncio
import logging
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from checked_organisation import check
from played_organisation import Cast, played

LEARNERS = 30
DAYS = (0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18)


async def main(out: Path, learners: int) -> None:
    # A look at the clock that is still under way when the next is due says so each time.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    began = time.perf_counter()
    with TemporaryDirectory() as folder:
        async with played(Cast(learners, DAYS), Path(folder)) as play:
            for name, content in play.files.items():
                (out / name).write_bytes(content)
            for name, content in play.pictures.items():
                (out / f"{name}.png").write_bytes(content)
            roles = {
                play.owner.key: "owner",
                play.lin.key: "manager-1",
                play.wang.key: "manager-2",
                play.staff.key: "staff-then-manager",
                play.stranger.key: "stranger",
            }
            for player in play.everybody:
                role = roles.get(player.key, "learner")
                (out / f"{role}-{player.name}.txt").write_text(player.transcript, encoding="utf-8")
            taps = sum(each.startswith("> ") for player in play.everybody for each in player.seen)
            answers = sum(len(each.answers) for each in play.learners)
            await check(play)
    took = time.perf_counter() - began
    print(f"{learners} learners, {answers} answers, {taps} acts, {took:.0f} s: all as it must be")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else LEARNERS))
