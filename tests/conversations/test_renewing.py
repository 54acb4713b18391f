"""A standard with a new text: those whom it concerns are told, once each, and nobody else."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from conversations.assignments import Terms, Wanted
from conversations.database import Database, open_database
from conversations.notices import Notice, NoticeKind
from conversations.quiz import Answered, Continued, Quiz
from conversations.renewing import Renewing
from conversations.task_text import fingerprints
from organisation import ANNA, BO, LIN, OWNER, Kept, founded, on
from quiz_samples import NOON, sample_item
from small_standard import english_standard, small_standard
from standards.model import Language, Standard

OLD, NEW = "ABC1234-001v1", "ABC1234-001v3"
V1, V3 = small_standard(OLD), small_standard(NEW)
CARL = "telegram:6"


def renewing(database: Database, kept: Kept, standards: Sequence[Standard]) -> Renewing:
    return Renewing(
        database.texts,
        database.quizzes,
        kept.organisation,
        database.grounding.among(lambda: standards),
        database.telling(kept.clock, "Asia/Taipei"),
        lambda: standards,
        kept.clock,
    )


async def answers(database: Database, person: str, standard: Standard, *tasks: str) -> None:
    """One question on each of the tasks."""
    texts = fingerprints(standard)
    for task in tasks:
        id = f"{standard.code}/{task}"
        item = replace(
            sample_item(0), standard=standard.code, task=id, targets=(id,), task_text=texts[id]
        )
        quiz = Quiz(f"{person} {task}", person, id, Language.EN, (item,), started_at=NOON)
        assert await database.quizzes.add(quiz)
        after = quiz.apply(Answered(0, NOON))
        assert await database.quizzes.save(quiz, after)
        assert await database.quizzes.save(after, after.apply(Continued(NOON)))


async def told(database: Database, person: str) -> list[Notice]:
    return list(await database.notices.take_all(person))


async def test_those_concerned_are_told_once_each_also_over_a_restart(tmp_path: Path) -> None:
    database = await open_database(tmp_path / "bot.db")
    kept = on(database)
    other = english_standard()
    await answers(database, ANNA, V1, "T1", "T2")
    await answers(database, CARL, other, "R1")
    assert await renewing(database, kept, [V1, other]).tell() == 0
    changed = replace(V3, tasks=(V3.tasks[0], replace(V3.tasks[1], title="管理庫存與盤點")))
    library = [V1, other, changed]
    looking = renewing(database, kept, library)
    assert await looking.tell() == 1
    assert await looking.tell() == 0
    (notice,) = await told(database, ANNA)
    assert notice.kind is NoticeKind.STANDARD_CHANGED
    assert notice.params == {
        "standard": NEW,
        "old": OLD,
        "kept": "1",
        "changed": "1",
        "gone": "0",
        "assigned": "0",
    }
    assert await told(database, CARL) == []
    await database.close()
    database = await open_database(tmp_path / "bot.db")
    assert await renewing(database, on(database), library).tell() == 0
    # Killed before it was kept that all were told: nobody is told again.
    await database.texts.keep(NEW, "another", NOON)
    assert await renewing(database, on(database), library).tell() == 0
    assert await told(database, ANNA) == []
    await database.close()


async def test_a_new_text_under_the_same_code_concerns_those_who_answered_the_old(
    tmp_path: Path,
) -> None:
    database = await open_database(tmp_path / "bot.db")
    kept = on(database)
    await answers(database, ANNA, V1, "T1")
    await answers(database, CARL, V1, "T2")
    await renewing(database, kept, [V1]).tell()
    changed = replace(V1, tasks=(replace(V1.tasks[0], title="接待與售後"), V1.tasks[1]))
    assert await renewing(database, kept, [changed]).tell() == 1
    (notice,) = await told(database, ANNA)
    assert (notice.params["changed"], notice.params["old"]) == ("1", "")
    assert await told(database, CARL) == []
    vanished = replace(V1, tasks=(changed.tasks[0],))
    assert await renewing(database, kept, [vanished]).tell() == 2
    (notice,) = await told(database, CARL)
    assert notice.params["gone"] == "1"
    await database.close()


async def test_who_is_assigned_the_old_version_is_told_without_having_answered(
    tmp_path: Path,
) -> None:
    database = await open_database(tmp_path / "bot.db")
    kept = on(database)
    export, _shop = await founded(kept)
    await kept.organisation.assign(LIN, export.id, V1, Terms(wanted=Wanted.PASSED), person=BO)
    assert await renewing(database, kept, [V1]).tell() == 0
    assert await renewing(database, kept, [V1, V3]).tell() == 1
    assert [each.kind for each in await told(database, BO)] == [NoticeKind.STANDARD_CHANGED]
    for person in (ANNA, LIN, OWNER):
        assert await told(database, person) == []
    # What became critical or was asked for goes on with the new version.
    grounds = await database.grounding.among(lambda: [V1, V3]).of(BO)
    assert [each.standard for each in grounds.assigned] == [NEW]
    await database.close()
