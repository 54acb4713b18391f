"""The result of a quiz: what it showed, what to read again, when to come back."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType

from bot.callbacks import RemindMe, ShowChecks, ShowItem, ShowStanding, ShowTask
from bot.message import Block, Button, Entry, Heading, Listing, Message, Row, text
from bot.places import StandardOf, code_of, item_code, place_of, words_of
from bot.views import standing
from bot.views.labels import grid, way_back
from bot.views.rendering import bilingual
from conversations.atlas import Item
from conversations.evidence import AnswerRecord, ItemVersion
from conversations.language import Translator
from conversations.quiz import Phase, Purpose, Quiz, TaskResult
from conversations.readiness import TaskReadiness
from standards.model import Standard

DAY = 24


def result(
    quiz: Quiz,
    standard_of: StandardOf,
    _: Translator,
    shown: Mapping[str, TaskReadiness] = MappingProxyType({}),
    again: timedelta | None = None,
    voided: Container[ItemVersion] = (),
    *,
    counted: Container[AnswerRecord] | None = None,
    remind: bool = False,
) -> Message:
    """What was shown task by task, what to read again, and when the next check is worth it.

    `shown` says where the person stands now, by the task's id; `again` is how long until then;
    `counted` holds the answers that count, None where that isn't known.
    """
    results = [result for result in quiz.results(voided) if result.answered]
    withdrawn = sum(quiz.items[given.position].asked in voided for given in quiz.answers)
    over = _("Quiz finished") if quiz.phase is Phase.FINISHED else _("Quiz stopped")
    counting = _counting(quiz, voided, counted)
    blocks: list[Block] = [Heading(over)]
    if results:
        if quiz.purpose is Purpose.PRACTICE:
            blocks.append(text(_("This was practice: it did not count.")))
        elif counted is not None:
            blocks += _repeats(sum(counting.values()), sum(each.answered for each in results), _)
        # What is said of the state need not be said of the quiz where both rest on the same.
        told = {
            each.task
            for each in results
            if each.task in shown
            and counting[each.task] == each.answered == shown[each.task].answers
        }
        blocks += _by_standard(results, standard_of, shown, told, _)
    elif not withdrawn:
        blocks.append(text(_("You had not answered a question yet. Come back whenever you like.")))
    if withdrawn:
        blocks.append(
            text(
                _.count(
                    "{n} question was withdrawn because it is wrong; it does not count.",
                    "{n} questions were withdrawn because they are wrong; they do not count.",
                    withdrawn,
                )
            )
        )
    missed = _missed(quiz, voided)
    rows: list[Row] = []
    places = [
        (standard, place)
        for target in missed
        if (standard := standard_of(code_of(target))) and (place := place_of(standard, target))
    ]
    if places:
        blocks.append(Heading(_("Worth reading again")))
        blocks.append(
            Listing(
                tuple(
                    Entry(place.item.code, _title(place.item, standard, _))
                    for standard, place in places
                )
            )
        )
        rows += grid([Button(place.item.code, ShowItem(place.item.id)) for _in, place in places])
    elif results and not missed:
        blocks.append(text(_("All right, every one of them. Well done!")))
    if again is not None and quiz.purpose is not Purpose.PRACTICE:
        blocks.append(text(_again(again, _)))
    rows += [
        (Button(_("Read {code}", code=item_code(result.task)), ShowTask(result.task)),)
        for result in results
        if result.task != code_of(result.task)
    ]
    reminding = (Button(_("Remind me"), RemindMe()),)
    return Message(
        tuple(blocks),
        (
            *rows,
            (Button(_("Where I stand"), ShowStanding()),),
            *((reminding,) if remind else ()),
            (Button(_("Another quiz"), ShowChecks()), *way_back(_)),
        ),
    )


def _counting(
    quiz: Quiz, voided: Container[ItemVersion], counted: Container[AnswerRecord] | None
) -> Counter[str]:
    """How many answers of `quiz` count, by the task's id."""
    return Counter(
        record.task
        for record in quiz.records()
        if counted is not None and record in counted and record.exposed not in voided
    )


def _repeats(counting: int, answered: int, _: Translator) -> Iterator[Block]:
    if counting < answered:
        yield text(
            _(
                "{counting} of these {answered} answers count. You had seen the other questions "
                "within the 90 days before.",
                counting=counting,
                answered=answered,
            )
        )


def _again(wait: timedelta, _: Translator) -> str:
    hours = -(-wait // timedelta(hours=1))
    if hours <= 0:
        return _("More questions on this count at once; you need not wait.")
    if hours <= DAY:
        return _.count(
            "The next check tells something new in {n} hour at the earliest.",
            "The next check tells something new in {n} hours at the earliest.",
            hours,
        )
    return _.count(
        "The next check is worth it in {n} day.",
        "The next check is worth it in {n} days.",
        -(-hours // DAY),
    )


def _by_standard(
    results: Sequence[TaskResult],
    standard_of: StandardOf,
    shown: Mapping[str, TaskReadiness],
    told: Container[str],
    _: Translator,
) -> Iterator[Block]:
    """A line a task; the standards' titles stand above only where there are several.

    Of the tasks in `told`, the state alone says how it went.
    """
    codes = list(dict.fromkeys(code_of(result.task) for result in results))
    for code in codes:
        standard = standard_of(code)
        if len(codes) > 1 and standard is not None:
            yield Heading(bilingual(standard, code, standard.title, _))
        yield Listing(
            tuple(
                _line(result, standard, shown, result.task in told, _)
                for result in results
                if code_of(result.task) == code
            )
        )


def _line(
    result: TaskResult,
    standard: Standard | None,
    shown: Mapping[str, TaskReadiness],
    told: bool,
    _: Translator,
) -> Entry:
    code = item_code(result.task)
    place = None if standard is None else place_of(standard, result.task)
    title = "" if standard is None or place is None else _title(place.item, standard, _)
    name = title if code else _("The whole standard")
    readiness = shown.get(result.task)
    score = _(
        "{task}: {right} of {answered}", task=name, right=result.right, answered=result.answered
    )
    before = name if told else score
    return Entry(code, score if readiness is None else f"{before} · {standing.said(readiness, _)}")


def _missed(quiz: Quiz, voided: Container[ItemVersion]) -> list[str]:
    """What the questions answered wrongly rest on, each once."""
    wrong = (
        quiz.items[given.position]
        for given in quiz.answers
        if not quiz.was_right(given) and quiz.items[given.position].asked not in voided
    )
    return list(dict.fromkeys(target for item in wrong for target in item.targets))


def _title(item: Item, standard: Standard, _: Translator) -> str:
    """An item's words, with the rendering where the reader's language is another."""
    return bilingual(standard, item.id, words_of(item), _)
