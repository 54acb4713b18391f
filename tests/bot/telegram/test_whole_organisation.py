"""Three weeks of an organisation in Telegram come to what its people's own log says."""

from pathlib import Path

import pytest

from checked_organisation import check
from played_organisation import Cast, played

pytestmark = pytest.mark.slow


async def test_three_weeks_come_to_what_the_log_of_answers_says(tmp_path: Path) -> None:
    async with played(Cast(learners=6, days=(0, 15), attendance=1.0), tmp_path) as play:
        await check(play)
