"""A quiz on the screen: a question, its review, the way on."""

from collections.abc import Container, Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType

from bot.callbacks import AnswerQuestion, AskToEnd, EndQuiz, NextQuestion, ResumeQuiz, ShowItem
from bot.message import Block, Button, Entry, Heading, Listing, Message, Quote, Row, Style, text
from bot.places import StandardOf, place_of, words_of
from bot.views.labels import ROOM, columns, grid, way_back
from bot.views.rendering import bilingual, rendering_of
from bot.views.result import result
from conversations.evidence import AnswerRecord, ItemVersion, Kind
from conversations.language import Translator
from conversations.quiz import GivenAnswer, Phase, Purpose, Quiz, QuizItem
from conversations.readiness import TaskReadiness
from standards.model import Standard

OPENED = 4
"""At most so many of an item's targets have a button each."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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
    withdrawn = said_withdrawn(quiz, _, voided)
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


def said_withdrawn(quiz: Quiz, _: Translator, voided: Container[ItemVersion]) -> str:
    """The word where what is asked is `voided`; else empty."""
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
        *(text(each, Style.QUIET) for each in (said_withdrawn(quiz, _, voided),) if each),
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
            Quote(place.item.code, words, rendering_of(standard, place.item.id, words, _))
            for place in places
            if (words := words_of(place.item)).rstrip("。.") not in told
        ),
        text(
            f"{bilingual(standard, standard.code, standard.title, _)} · {', '.join(item.targets)}",
            Style.QUIET,
        ),
    ]


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
