"""A made-up team on a standard of any size, for tests of what shows it."""

from datetime import UTC, date, datetime, timedelta

from conversations.observing import Observation
from conversations.readiness import State, TaskReadiness, Why
from conversations.team_summary import Assignment, Member, Progress, TeamSummary, summarise
from standards.model import Standard

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
NAMES = (
    "林妤瑄",
    "Alexandra Papadopoulos",
    "陳小明",
    "Nguyễn Thị Ánh",
    "歐陽娜娜",
    "Bo",
    "張大千",
    "François Müller",
    "李安",
    "王建民",
    "Mei-Ling Wu",
    "蔡依林",
)


def name_of(number: int) -> str:
    """A name, a number behind it once they repeat."""
    again, place = divmod(number, len(NAMES))
    return NAMES[place] + (f" {again + 1}" if again else "")


def sample_progress(standard: Standard, number: int) -> Progress:
    """A member in a state of its own on each task; the first never started."""
    states = list(State)
    now = [
        State.NOT_STARTED if number == 0 else states[(number * 3 + place * 5) % len(states)]
        for place in range(len(standard.tasks))
    ]
    tasks = [
        _stand(task.id, state, number + place)
        for place, (task, state) in enumerate(zip(standard.tasks, now, strict=True))
    ]
    before = [states[(states.index(state) + number % 3) % len(states)] for state in now]
    lost = (State.REFRESH_DUE,) * len(now)
    assignments = [
        Assignment(task.id, date(2026, 5, 20) + timedelta(days=4 * number), State.VERIFIED)
        for task in standard.tasks[number % 3 :: 4]
    ]
    joined = NOW - timedelta(days=20 * (number + 1))
    member = Member(f"telegram:{number}", name_of(number), joined)
    return Progress(member, tasks, before, lost if number % 4 == 1 else now, assignments)


def _stand(task: str, state: State, number: int) -> TaskReadiness:
    answered = state is not State.NOT_STARTED
    observed = state is State.VERIFIED or (answered and number % 6 == 0)
    until = NOW + timedelta(days=10 + number * 20)
    seen = (Observation(task, "Lin", NOW - timedelta(days=40), until),) if observed else ()
    answers = 3 + number * 7 % 28 if answered else 0
    return TaskReadiness(
        task=task,
        state=state,
        probability=0.5,
        answers=answers,
        correct=answers,
        sessions=2,
        coverage=1.0,
        last_answered=NOW - timedelta(days=number * 37 % 190) if answered else None,
        observed=observed,
        why=Why(()),
        observations=seen,
    )


def sample_summary(standard: Standard, people: int, team: str = "Shop floor") -> TeamSummary:
    """A team of that many."""
    progress = [sample_progress(standard, number) for number in range(people)]
    return summarise(team, standard, progress, NOW)
