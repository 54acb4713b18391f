"""A quiz on the screen: the choice of its scope, a question, its review, the result."""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType

from bot.callbacks import (
    Action,
    AnswerQuestion,
    AskToEnd,
    ChoosePractice,
    ChoosePracticeScope,
    ChooseQuiz,
    ChooseScope,
    EndQuiz,
    NextQuestion,
    RemindMe,
    ResumeQuiz,
    SetPolls,
    ShowChecks,
    ShowItem,
    ShowStanding,
    ShowTask,
    StartCheck,
    StartPractice,
    StartQuiz,
)
from bot.message import (
    Block,
    Button,
    Entry,
    Heading,
    Listing,
    Message,
    Quote,
    Row,
    Style,
    text,
)
from bot.places import StandardOf, code_of, place_of, words_of
from bot.views import standing
from bot.views.labels import ROOM, columns, grid, way_back
from bot.views.paging import page_of, turning
from bot.views.rendering import bilingual, label_of, place_label, standard_label
from conversations.atlas import Item
from conversations.evidence import AnswerRecord, ItemVersion, Kind
from conversations.language import Translator
from conversations.quiz import GivenAnswer, Phase, Purpose, Quiz, QuizItem, TaskResult
from conversations.readiness import TaskReadiness
from conversations.selection import CHECK
from standards.model import Standard

STANDARDS_A_PAGE = 8
TASKS_A_PAGE = 10
OPENED = 4
"""At most so many of an item's targets have a button each."""
DAY = 24
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def checks(_: Translator, polls: bool | None = None) -> Message:
    """The three ways to be asked, and where one stands.

    `polls` says whether the person is asked by polls; None where the face has none.
    """
    setting: tuple[Row, ...] = ()
    if polls is not None:
        label = _("Ask me by buttons") if polls else _("Ask me by polls")
        setting = ((Button(label, SetPolls(not polls)),),)
    return Message(
        (
            Heading(_("What do you know?")),
            text(
                _(
                    "Today's check asks what is most in doubt, in about 3 minutes. Or choose "
                    "yourself what it is about. Practice does not count."
                )
            ),
        ),
        (
            (Button(_("Today's check ({n} questions)", n=CHECK), StartCheck()),),
            (Button(_("Choose a topic"), ChooseQuiz()),),
            (Button(_("Practice"), ChoosePractice()),),
            (Button(_("Where I stand"), ShowStanding()),),
            *setting,
            way_back(_),
        ),
    )


def choose_standard(
    standards: Sequence[Standard],
    number: int,
    _: Translator,
    *,
    practice: bool = False,
    first: bool = False,
) -> Message:
    """Which standard? `first` says why that is asked instead of starting today's check."""
    if not standards:
        return Message((text(_("No standard is loaded yet.")),), (way_back(_),))
    page = page_of(standards, number, most=STANDARDS_A_PAGE)
    scopes: Callable[[str], Action] = ChoosePracticeScope if practice else ChooseScope
    why = _("You have not been asked anything yet. Choose once; from then on I can.")
    return Message(
        (
            Heading(_("Practice") if practice else _("Choose a topic")),
            *((text(why),) if first else ()),
            text(_("Which standard would you like to practise?"))
            if practice
            else text(_("Which standard shall it be about?")),
        ),
        (
            *(
                (Button(standard_label(standard, _), scopes(standard.code)),)
                for standard in page.entries
            ),
            *turning(page, ChoosePractice if practice else ChooseQuiz, _),
            way_back(_, ShowChecks()),
        ),
    )


def choose_scope(
    standard: Standard, number: int, _: Translator, *, practice: bool = False
) -> Message:
    """The whole standard, or one of its tasks."""
    page = page_of(standard.tasks, number, most=TASKS_A_PAGE)
    start: Callable[[str], Action] = StartPractice if practice else StartQuiz

    def turn(to: int) -> Action:
        return (
            ChoosePracticeScope(standard.code, to) if practice else ChooseScope(standard.code, to)
        )

    return Message(
        (
            Heading(bilingual(standard, standard.code, standard.title, _)),
            text(_("The whole standard, or one task of it?")),
            *((text(_practising(_), Style.QUIET),) if practice else ()),
        ),
        (
            (Button(_("The whole standard"), start(standard.code)),),
            *((Button(place_label(standard, task, _), start(task.id)),) for task in page.entries),
            *turning(page, turn, _),
            way_back(_, ChoosePractice() if practice else ChooseQuiz()),
        ),
    )


def _practising(_: Translator) -> str:
    return _(
        "What you practise for the first time does not count in a check for the next 90 days. So "
        "practice asks first what a check would not count anyway."
    )


def nothing_new(words: str, _: Translator) -> Message:
    """The word when no answer would count; practice is still open."""
    return Message(
        (text(words),),
        (
            (Button(_("Practice"), ChoosePractice()),),
            (Button(_("Where I stand"), ShowStanding()),),
            way_back(_, ShowChecks()),
        ),
    )


def quiz(
    quiz: Quiz,
    standard_of: StandardOf,
    _: Translator,
    shown: Mapping[str, TaskReadiness] = MappingProxyType({}),
    again: timedelta | None = None,
    voided: Container[ItemVersion] = (),
    *,
    used: Container[ItemVersion] = (),
    counted: Container[AnswerRecord] | None = None,
    remind: bool = False,
) -> Message:
    """The quiz as it stands: a question, the review of the answer to it, or the result.

    `shown`, `again`, `counted` and `remind` are what the result tells; what is `voided` doesn't
    count, and of a question that is `used` up this answer doesn't.
    """
    match quiz.phase:
        case Phase.ASKING:
            return question(quiz, _, voided, used)
        case Phase.REVIEWING:
            return review(quiz, standard_of, _, voided)
        case Phase.FINISHED | Phase.ENDED:
            return result(
                quiz, standard_of, _, shown, again, voided, counted=counted, remind=remind
            )


def question(
    quiz: Quiz,
    _: Translator,
    voided: Container[ItemVersion] = (),
    used: Container[ItemVersion] = (),
) -> Message:
    """The question and its options; where it is `voided` or `used` up, that it doesn't count."""
    item = quiz.item
    labels = [
        f"{letter}. {option.text}" for letter, option in zip(LETTERS, item.options, strict=False)
    ]
    on_buttons = all(columns(label) <= ROOM for label in labels)
    listing: tuple[Block, ...] = ()
    if not on_buttons:
        lettered = zip(LETTERS, item.options, strict=False)
        listing = (Listing(tuple(Entry(f"{letter}.", option.text) for letter, option in lettered)),)
    return Message(
        (_head(quiz, _), *_remarks(quiz, _, voided, used), text(item.stem), *listing),
        (
            *(
                (
                    Button(
                        label if on_buttons else LETTERS[option],
                        AnswerQuestion(quiz.id, quiz.position, option),
                    ),
                )
                for option, label in enumerate(labels)
            ),
            leaving(quiz, _),
        ),
    )


def leaving(quiz: Quiz, _: Translator) -> Row:
    """The ways out of a question: the end of the quiz, which is asked about, and home meanwhile."""
    return (Button(_("Stop the quiz"), AskToEnd(quiz.id)), *way_back(_))


def _head(quiz: Quiz, _: Translator) -> Heading:
    return Heading(_("Question {number}/{total}", number=quiz.position + 1, total=quiz.total))


def _remarks(
    quiz: Quiz, _: Translator, voided: Container[ItemVersion], used: Container[ItemVersion]
) -> tuple[Block, ...]:
    """What the learner should know about this question before answering."""
    withdrawn = _withdrawn(quiz, _, voided)
    words = (
        withdrawn,
        _("Practice: this does not count.") if quiz.purpose is Purpose.PRACTICE else "",
        "" if withdrawn else seen_before(quiz, _, used) or _uses_up(quiz, _, used),
        _("Recall: about the standard's own wording.") if quiz.item.kind is Kind.RECALL else "",
    )
    return tuple(text(each, Style.QUIET) for each in words if each)


def seen_before(quiz: Quiz, _: Translator, used: Container[ItemVersion]) -> str:
    """The word where a check asks what is `used` up; else empty."""
    if quiz.purpose is Purpose.PRACTICE or quiz.item.asked not in used:
        return ""
    return _("You have seen this question before: this time it does not count.")


def _uses_up(quiz: Quiz, _: Translator, used: Container[ItemVersion]) -> str:
    """The word where practice asks what a check would still count; else empty."""
    if quiz.purpose is not Purpose.PRACTICE or quiz.item.asked in used:
        return ""
    return _("Nor will this question count in a check for the next 90 days.")


def _withdrawn(quiz: Quiz, _: Translator, voided: Container[ItemVersion]) -> str:
    if quiz.item.asked not in voided:
        return ""
    return _("This question was withdrawn because it is wrong: it does not count.")


def review(
    quiz: Quiz,
    standard_of: StandardOf,
    _: Translator,
    voided: Container[ItemVersion] = (),
    *,
    below: bool = False,
) -> Message:
    """Right or wrong, why, and where it stands; `below` the question, which is not said again."""
    item, given = quiz.item, quiz.last_answer
    if given is None:
        return question(quiz, _, voided)
    chosen = item.options[given.option]
    verdict = _("✅ Right!") if chosen.correct else _("❌ Not quite.")
    question_again = () if below else (_head(quiz, _), text(item.stem, Style.QUIET))
    blocks: list[Block] = [
        *question_again[:1],
        *(text(each, Style.QUIET) for each in (_withdrawn(quiz, _, voided),) if each),
        *question_again[1:],
        text(verdict, Style.STRONG),
        text(_("Your answer: {answer}", answer=_lettered(item, given.option))),
    ]
    if chosen.correct and item.origin == "written":
        blocks.append(text(chosen.reason))
    if not chosen.correct:
        key = _lettered(item, item.key)
        blocks += [text(chosen.reason), text(_("The right answer: {answer}", answer=key))]
    blocks.append(text(item.explanation or chosen.reason))
    standard = standard_of(item.standard)
    blocks += _citation(item, standard, _)
    last = quiz.position + 1 == quiz.total
    onward = _("See the result") if last else _("Next question")
    return Message(
        tuple(blocks),
        (
            (Button(onward, NextQuestion(quiz.id, quiz.position)),),
            *_openings(item.targets, standard, _),
            way_back(_) if last else leaving(quiz, _),
        ),
    )


def stop(quiz: Quiz, _: Translator) -> Message:
    """Whether the quiz shall really be stopped, since it cannot be taken up again then.

    Asked always: the button stands close below the options, and under a review, in the terminal,
    it has the number that an option had.
    """
    onward = (
        Button(_("Next question"), NextQuestion(quiz.id, quiz.position))
        if quiz.phase is Phase.REVIEWING
        else Button(_("Back to the quiz"), ResumeQuiz(quiz.id))
    )
    answered = len(quiz.answers)
    return Message(
        (
            text(
                _.count(
                    "Stop the quiz here? You have answered {n} of its {total} questions; the "
                    "answer is kept.",
                    "Stop the quiz here? You have answered {n} of its {total} questions; the "
                    "answers are kept.",
                    answered,
                    total=quiz.total,
                )
            ),
        ),
        ((onward,), (Button(_("Stop the quiz"), EndQuiz(quiz.id)),), way_back(_)),
    )


def _lettered(item: QuizItem, option: int) -> str:
    return f"{LETTERS[option]}. {item.options[option].text}"


def _citation(item: QuizItem, standard: Standard | None, _: Translator) -> list[Block]:
    """The words that the item rests on, and where they stand."""
    if standard is None:
        return []
    places = [place for target in item.targets if (place := place_of(standard, target))]
    told = item.explanation
    return [
        *(
            Quote(place.item.code, words_of(place.item), _rendering(place.item, standard, _))
            for place in places
            if words_of(place.item).rstrip("。.") not in told
        ),
        text(
            f"{bilingual(standard, standard.code, standard.title, _)} · {', '.join(item.targets)}",
            Style.QUIET,
        ),
    ]


def _title(item: Item, standard: Standard, _: Translator) -> str:
    """An item's words, with the rendering where the reader's language is another."""
    return bilingual(standard, item.id, words_of(item), _)


def _rendering(item: Item, standard: Standard, _: Translator) -> str:
    """The rendering alone; empty where none is needed or there is none."""
    words = words_of(item)
    rendered = label_of(standard, item.id, words, _)
    return "" if rendered == words else rendered


def _openings(targets: Sequence[str], standard: Standard | None, _: Translator) -> tuple[Row, ...]:
    """Buttons that open what an item rests on."""
    if standard is None:
        return ()
    places = [place for target in targets if (place := place_of(standard, target))]
    return grid(
        [
            Button(_("Open {code}", code=place.item.code), ShowItem(place.item.id))
            for place in places[:OPENED]
        ],
        across=2,
    )


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
        (Button(_("Read {code}", code=result.task.partition("/")[2]), ShowTask(result.task)),)
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
    code = result.task.partition("/")[2]
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


def replaced(_: Translator) -> str:
    """The word when a new quiz ends another one."""
    return _("Your other quiz is stopped; its answers are kept.")


def already_answered(first: GivenAnswer, _: Translator) -> str:
    """The word when a question is answered again: the `first` answer stands."""
    return _(
        "You had answered question {number} with {letter} already; only the first answer counts.",
        number=first.position + 1,
        letter=LETTERS[first.option],
    )


def resuming(_: Translator) -> Message:
    """The word above a quiz that is gone on with."""
    return Message((text(_("You have a quiz open. Here is where you were:")),))
