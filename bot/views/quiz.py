"""A quiz on the screen: the choice of its scope, a question, its review, the result."""

from collections.abc import Sequence

from bot.callbacks import (
    AnswerQuestion,
    ChooseQuiz,
    ChooseScope,
    EndQuiz,
    NextQuestion,
    ShowItem,
    ShowTask,
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
from bot.views.labels import ROOM, columns, grid, way_back
from bot.views.paging import page_of, turning
from bot.views.rendering import bilingual, place_label, standard_label
from conversations.language import Translator
from conversations.quiz import Phase, Quiz, QuizItem, TaskResult
from standards.model import Standard

STANDARDS_A_PAGE = 8
TASKS_A_PAGE = 10
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def choose_standard(standards: Sequence[Standard], number: int, _: Translator) -> Message:
    """What shall the quiz be about?"""
    if not standards:
        return Message((text(_("No standard is loaded yet.")),), (way_back(_),))
    page = page_of(standards, number, most=STANDARDS_A_PAGE)
    return Message(
        (
            Heading(_("A short quiz")),
            text(_("Which standard would you like to practise?")),
        ),
        (
            *(
                (
                    Button(
                        standard_label(standard, _),
                        ChooseScope(standard.code),
                    ),
                )
                for standard in page.entries
            ),
            *turning(page, ChooseQuiz, _),
            way_back(_),
        ),
    )


def choose_scope(standard: Standard, number: int, _: Translator) -> Message:
    """The whole standard, or one of its tasks."""
    page = page_of(standard.tasks, number, most=TASKS_A_PAGE)
    return Message(
        (
            Heading(bilingual(standard, standard.code, standard.title, _)),
            text(_("The whole standard, or one task of it?")),
        ),
        (
            (Button(_("The whole standard"), StartQuiz(standard.code)),),
            *(
                (
                    Button(
                        place_label(standard, task, _),
                        StartQuiz(task.id),
                    ),
                )
                for task in page.entries
            ),
            *turning(page, lambda to: ChooseScope(standard.code, to), _),
            way_back(_, ChooseQuiz()),
        ),
    )


def quiz(quiz: Quiz, standard_of: StandardOf, _: Translator) -> Message:
    """The quiz as it stands: a question, the review of the answer to it, or the result."""
    match quiz.phase:
        case Phase.ASKING:
            return question(quiz, _)
        case Phase.REVIEWING:
            return review(quiz, standard_of, _)
        case Phase.FINISHED | Phase.ENDED:
            return result(quiz, standard_of, _)


def question(quiz: Quiz, _: Translator) -> Message:
    """The question and its options."""
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
        (_head(quiz, _), text(item.stem), *listing),
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
            (Button(_("Stop the quiz"), EndQuiz(quiz.id)),),
        ),
    )


def _head(quiz: Quiz, _: Translator) -> Heading:
    return Heading(_("Question {number}/{total}", number=quiz.position + 1, total=quiz.total))


def review(quiz: Quiz, standard_of: StandardOf, _: Translator) -> Message:
    """Right or wrong, why, and where it stands."""
    item, given = quiz.item, quiz.last_answer
    if given is None:
        return question(quiz, _)
    chosen = item.options[given.option]
    verdict = _("✅ Right!") if chosen.correct else _("❌ Not quite.")
    blocks: list[Block] = [
        _head(quiz, _),
        text(item.stem, Style.QUIET),
        text(verdict, Style.STRONG),
        text(_("Your answer: {answer}", answer=_lettered(item, given.option))),
    ]
    if not chosen.correct:
        key = _lettered(item, item.key)
        blocks += [text(chosen.reason), text(_("The right answer: {answer}", answer=key))]
    blocks.append(text(item.explanation or chosen.reason))
    blocks += _citation(item, standard_of(item.standard))
    last = quiz.position + 1 == quiz.total
    onward = _("See the result") if last else _("Next question")
    return Message(
        tuple(blocks),
        (
            (Button(onward, NextQuestion(quiz.id, quiz.position)),),
            *(() if last else ((Button(_("Stop the quiz"), EndQuiz(quiz.id)),),)),
        ),
    )


def _lettered(item: QuizItem, option: int) -> str:
    return f"{LETTERS[option]}. {item.options[option].text}"


def _citation(item: QuizItem, standard: Standard | None) -> list[Block]:
    """The words that the item rests on, and where they stand."""
    if standard is None:
        return []
    places = [place for target in item.targets if (place := place_of(standard, target))]
    told = item.explanation
    return [
        *(
            Quote(place.item.code, words_of(place.item))
            for place in places
            if words_of(place.item).rstrip("。.") not in told
        ),
        text(f"{standard.title} · {', '.join(item.targets)}", Style.QUIET),
    ]


def result(quiz: Quiz, standard_of: StandardOf, _: Translator) -> Message:
    """How it went, task by task, and what to read again."""
    standard = standard_of(code_of(quiz.scope))
    results = [result for result in quiz.results() if result.answered]
    over = _("Quiz finished") if quiz.phase is Phase.FINISHED else _("Quiz stopped")
    blocks: list[Block] = [Heading(over)]
    if results:
        blocks.append(Listing(tuple(_line(result, standard, _) for result in results)))
    else:
        blocks.append(text(_("You had not answered a question yet. Come back whenever you like.")))
    missed = _missed(quiz)
    rows: list[Row] = []
    if missed and standard is not None:
        places = [place for target in missed if (place := place_of(standard, target))]
        blocks.append(Heading(_("Worth reading again")))
        blocks.append(
            Listing(tuple(Entry(place.item.code, words_of(place.item)) for place in places))
        )
        rows += grid([Button(place.item.code, ShowItem(place.item.id)) for place in places])
    elif results:
        blocks.append(text(_("All right, every one of them. Well done!")))
    if len(results) == 1 and results[0].task != code_of(quiz.scope):
        rows.append((Button(_("Read the task"), ShowTask(results[0].task)),))
    return Message(
        tuple(blocks),
        (
            *rows,
            (Button(_("Practise again"), StartQuiz(quiz.scope)),),
            (Button(_("Another quiz"), ChooseQuiz()), *way_back(_)),
        ),
    )


def _line(result: TaskResult, standard: Standard | None, _: Translator) -> Entry:
    code = result.task.partition("/")[2]
    place = None if standard is None else place_of(standard, result.task)
    title = words_of(place.item) if place is not None else ""
    score = _(
        "{task}: {right} of {answered}",
        task=title if code else _("The whole standard"),
        right=result.right,
        answered=result.answered,
    )
    return Entry(code, score)


def _missed(quiz: Quiz) -> list[str]:
    """What the questions answered wrongly rest on, each once."""
    wrong = (
        quiz.items[given.position]
        for given in quiz.answers
        if not quiz.items[given.position].options[given.option].correct
    )
    return list(dict.fromkeys(target for item in wrong for target in item.targets))


def replaced(_: Translator) -> str:
    """The word when a new quiz ends another one."""
    return _("Your other quiz is stopped; its answers are kept.")


def resuming(_: Translator) -> Message:
    """The word above a quiz that is gone on with."""
    return Message((text(_("You have a quiz open. Here is where you were:")),))
