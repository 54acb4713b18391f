"""The conversation, as both faces drive it."""

from datetime import timedelta

import pytest

from bot.callbacks import (
    Action,
    AnswerQuestion,
    AskToEnd,
    EndQuiz,
    Home,
    ListStandards,
    MoreOfAnswer,
    NextQuestion,
    RateAnswer,
    ResumeQuiz,
    SetLanguage,
    ShowStandard,
    StartQuiz,
    encode,
)
from bot.engine import Commanded, Engine, Event, Pressed, Said
from bot.links import scope_of, start_of
from bot.message import PrivateChat, Reply
from bot_twins import ScriptedAssistant, World, buttons, seen
from conversations.feedback import Rating
from conversations.quiz import Phase, Quiz
from conversations.store import MemoryAskedStore
from standards.model import Language

ME = "terminal:me"
TASK = "KRM4224-001v1/T1"


@pytest.fixture
def engine(world: World) -> Engine:
    return world.engine()


def action_labelled(reply: Reply, label: str) -> Action:
    """What the first button with that label does."""
    for button in buttons(reply):
        # A letter names an option, which begins with it.
        named = button.label.startswith(label) if len(label) == 1 else label in button.label
        if named and not isinstance(button.action, PrivateChat):
            return button.action
    raise AssertionError(f"no {label!r} among {[button.label for button in buttons(reply)]}")


async def press(engine: Engine, action: Action, person: str = ME) -> Reply:
    return await engine.handle(person, Pressed(locale="en", data=encode(action)))


async def say(engine: Engine, text: str, person: str = ME) -> Reply:
    return await engine.handle(person, Said(locale="en", text=text))


async def command(engine: Engine, name: str, argument: str = "") -> Reply:
    return await engine.handle(ME, Commanded(locale="en", name=name, argument=argument))


async def open_quiz(world: World, person: str = ME) -> Quiz:
    quiz = await world.quizzes.open_quiz(person)
    assert quiz is not None
    return quiz


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (Commanded(name="start", locale="zh-TW"), "你好"),
        (Commanded(name="start", locale="en-GB"), "Hello"),
        (Commanded(name="start"), "你好"),
        (Said(text="outsourcing"), "Here is what"),
        (Said(text="採購", locale="en"), "職能基準"),
        (Said(text="K01", locale="en"), "standards"),
        (Said(text="K01"), "職能基準"),
    ],
)
async def test_a_person_is_spoken_to_in_their_language(
    engine: Engine, event: Event, words: str
) -> None:
    assert words in seen(await engine.handle(ME, event))


async def test_the_language_chosen_goes_before_the_device_and_the_words(engine: Engine) -> None:
    reply = await press(engine, SetLanguage(Language.ZH_HANT))
    assert "繁體中文" in seen(reply)
    assert reply.edit
    assert "你好" in seen(await command(engine, "start"))
    assert "職能基準" in seen(await say(engine, "outsourcing"))
    assert "Hello" in seen(
        await engine.handle("terminal:other", Commanded(name="start", locale="en"))
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("help", "/standards"),
        ("standards", "KRM4224-001v1"),
        ("quiz", "Today's check"),
        ("language", "Language"),
        ("cancel", "Nothing is open"),
        ("ask", "/ask"),
        ("dance", "I don't know the command /dance"),
    ],
)
async def test_every_command_answers(engine: Engine, name: str, words: str) -> None:
    assert words in seen(await command(engine, name))


async def test_a_question_is_answered_with_quotes(engine: Engine) -> None:
    reply = await say(engine, "outsourcing vendors")
    assert "110985L5" in seen(reply)
    assert not reply.edit


async def test_ask_with_words_asks_them(engine: Engine, world: World) -> None:
    await command(engine, "ask", " outsourcing ")
    assert world.assistant.questions == [("outsourcing", Language.EN, None)]


async def test_a_follow_up_gets_the_topic_of_its_own_thread(engine: Engine, world: World) -> None:
    await say(engine, "outsourcing")
    await say(engine, "and then")
    await engine.handle(ME, Said(text="here too", private=False, thread="group", locale="en"))
    await say(engine, "hello", person="terminal:other")
    topics = [topic for _question, _language, topic in world.assistant.questions]
    assert topics == [None, '{"said": 11}', None, None]


async def test_the_stores_keep_none_of_the_words_asked(engine: Engine, world: World) -> None:
    await say(engine, "my secret outsourcing")
    assert "secret" not in str(vars(world.threads)) + str(vars(world.people))


async def test_the_rest_of_an_answer_comes_on_demand(engine: Engine) -> None:
    reply = await say(engine, "e")
    more = action_labelled(reply, "Show")
    assert isinstance(more, MoreOfAnswer)
    rest = await press(engine, more)
    assert not rest.edit
    assert seen(rest) not in seen(reply)


async def test_after_a_restart_the_rest_of_an_answer_is_looked_up_anew(
    engine: Engine, world: World
) -> None:
    await say(engine, "outsourcing")
    more = action_labelled(await say(engine, "e"), "Show")
    assert await press(world.engine(), more) == await press(engine, more)
    # As it was asked then, and without a trace in what the conversation is about now.
    topic = '{"said": 11}'
    assert world.assistant.questions[1:] == [("e", Language.EN, topic)] * 2
    assert await world.threads.load(ME) == '{"said": 1}'


async def test_after_a_week_the_rest_of_an_answer_is_apologised_for(
    engine: Engine, world: World
) -> None:
    more = action_labelled(await say(engine, "e"), "Show")
    world.time += timedelta(days=7)
    await say(engine, "e")
    assert "Ask again" in seen(await press(engine, more))


# Ratings and the editors' list


def thumb(reply: Reply, label: str) -> RateAnswer:
    action = action_labelled(reply, label)
    assert isinstance(action, RateAnswer)
    return action


async def for_editors(world: World) -> list[tuple[str, str, int]]:
    return [(one.question, one.why, one.times) for one in await world.feedback.unanswered()]


async def test_a_thumb_is_thanked_for_in_place(engine: Engine) -> None:
    reply = await say(engine, "outsourcing vendors")
    rated = await press(engine, thumb(reply, "👍"))
    assert rated.edit
    assert rated.adds
    assert seen(rated) == seen(reply) + "\n\nThanks, noted."
    kept = [button for button in buttons(reply) if not isinstance(button.action, RateAnswer)]
    assert buttons(rated) == kept


async def test_the_way_back_to_the_quiz_stays_when_an_answer_is_rated(engine: Engine) -> None:
    await press(engine, StartQuiz(TASK))
    reply = await say(engine, "outsourcing vendors")
    assert action_labelled(await press(engine, thumb(reply, "👍")), "Back to the quiz")


async def test_what_was_not_helpful_goes_to_the_editors_with_its_best_hits(
    engine: Engine, world: World
) -> None:
    reply = await say(engine, "outsourcing")
    await press(engine, thumb(reply, "👎"))
    (kept,) = await world.feedback.unanswered()
    assert (kept.question, kept.why, kept.times) == ("outsourcing", "not-helpful", 1)
    assert len(kept.nearest) == 3
    assert all(item.startswith("110985L5/") for item in kept.nearest)


async def test_what_was_helpful_leaves_no_words_with_the_ratings(
    engine: Engine, world: World
) -> None:
    reply = await say(engine, "outsourcing vendors")
    await press(engine, thumb(reply, "👍"))
    assert await world.feedback.ratings() == {Rating.HELPFUL: 1, Rating.NOT_HELPFUL: 0}
    assert "vendors" not in str(vars(world.feedback))


async def test_of_two_thumbs_the_last_one_counts_once(engine: Engine, world: World) -> None:
    reply = await say(engine, "outsourcing")
    up, down = thumb(reply, "👍"), thumb(reply, "👎")
    first = await press(engine, down)
    assert await press(engine, down) == first
    assert await for_editors(world) == [("outsourcing", "not-helpful", 1)]
    await press(engine, up)
    assert await for_editors(world) == []
    await press(engine, down)
    assert await for_editors(world) == [("outsourcing", "not-helpful", 1)]
    assert sum((await world.feedback.ratings()).values()) == 1


async def test_in_a_group_everybody_rates_for_themselves(engine: Engine, world: World) -> None:
    asked = Said(text="outsourcing", private=False, thread="group", locale="en")
    reply = await engine.handle(ME, asked)
    pressed = Pressed(data=encode(thumb(reply, "👎")), private=False, thread="group")
    for person in ("telegram:1", "telegram:2", "telegram:2"):
        rated = await engine.handle(person, pressed)
        assert "Thanks" in seen(rated)
        assert thumb(rated, "👍")
    assert await for_editors(world) == [("outsourcing", "not-helpful", 2)]


async def test_ratings_and_what_was_asked_name_nobody(engine: Engine, world: World) -> None:
    reply = await say(engine, "outsourcing", person="telegram:7654321")
    await press(engine, thumb(reply, "👎"), person="telegram:7654321")
    assert "7654321" not in str(vars(world.feedback)) + str(vars(world.asked))


async def test_a_rating_works_after_a_restart(engine: Engine, world: World) -> None:
    reply = await say(engine, "outsourcing")
    action = thumb(reply, "👎")
    assert await press(world.engine(), action) == await press(engine, action)
    assert await for_editors(world) == [("outsourcing", "not-helpful", 1)]


async def test_after_a_week_a_rating_comes_too_late(engine: Engine, world: World) -> None:
    action = thumb(await say(engine, "outsourcing"), "👎")
    world.time += timedelta(days=7)
    await say(engine, "outsourcing")
    reply = await press(engine, action)
    assert "too old to be rated" in seen(reply)
    assert not reply.edit
    assert await for_editors(world) == []


async def test_a_rating_of_what_is_no_longer_loaded_leaves_the_screen_as_it_was(
    engine: Engine, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = thumb(await say(engine, "outsourcing"), "👍")
    monkeypatch.setattr(ScriptedAssistant, "_groups", lambda self, question: ())
    reply = await press(world.engine(), action)
    assert seen(reply) == "Thanks, noted."
    assert not reply.edit


async def test_a_declined_question_goes_to_the_editors_masked(engine: Engine, world: World) -> None:
    await say(engine, "what about my boss, 0912-345-678")
    await say(engine, "What about my boss, 0987-654-321?")
    (kept,) = await world.feedback.unanswered()
    assert kept.question == "What about my boss, […]?"
    assert (kept.why, kept.times, kept.nearest) == ("declined", 2, ("110985L5/R1", "110985L5/R2"))


async def test_what_is_asked_is_kept_masked(
    engine: Engine, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = world.assistant._groups("outsourcing")
    monkeypatch.setattr(ScriptedAssistant, "_groups", lambda self, question: groups)
    reply = await say(engine, "outsourcing, call 0912-345-678")
    assert "outsourcing, call […]" in str(vars(world.asked))
    await press(engine, thumb(reply, "👎"))
    assert await for_editors(world) == [("outsourcing, call […]", "not-helpful", 1)]


@pytest.mark.parametrize("words", ["thanks", "nothing", "outsourcing", "/help", " "])
async def test_what_was_not_declined_does_not_go_to_the_editors(
    engine: Engine, world: World, words: str
) -> None:
    await say(engine, words) if words != "/help" else await command(engine, "help")
    assert await for_editors(world) == []


async def test_what_is_asked_is_kept_only_for_the_buttons_under_its_answer(
    engine: Engine, world: World
) -> None:
    for words in ("thanks", "nothing", "quite something else"):
        await say(engine, words)
    assert vars(world.asked) == vars(MemoryAskedStore())


async def test_no_text_gets_a_kind_word(engine: Engine) -> None:
    assert "only read text" in seen(await say(engine, "  "))


# Buttons


@pytest.mark.parametrize(
    "data",
    [
        "",
        "nonsense",
        "s:NOSUCH:0",
        "t:KRM4224-001v1/T99:0",
        "t:KRM4224-001v1/K01:0",
        "a:KRM4224-001v1/T1:0",
        "p:KRM4224-001v1:x:0",
        "b:KRM4224-001v1/K01",
        "b:NOSUCH",
    ],
)
async def test_a_stale_button_gets_a_kind_word_and_a_way_on(engine: Engine, data: str) -> None:
    reply = await engine.handle(ME, Pressed(locale="en", data=data))
    assert "older screen" in seen(reply)
    assert not reply.edit
    assert buttons(reply)


async def test_a_browsing_button_changes_the_screen_in_place(engine: Engine) -> None:
    reply = await press(engine, ShowStandard("KPS1420-001v2"))
    assert reply.edit
    assert "貿易經理" in seen(reply)


async def test_a_standard_removed_meanwhile_makes_its_buttons_stale(
    engine: Engine, world: World
) -> None:
    world.loaded = ()
    assert "older screen" in seen(await press(engine, ShowStandard("KPS1420-001v2")))
    assert "No standard is loaded" in seen(await command(engine, "standards"))


# Quizzes


async def test_a_quiz_goes_from_its_choice_to_its_result(engine: Engine, world: World) -> None:
    reply = await command(engine, "quiz")
    reply = await press(engine, action_labelled(reply, "Choose a topic"))
    reply = await press(engine, action_labelled(reply, "ross-border"))
    reply = await press(engine, action_labelled(reply, "T1"))
    total = (await open_quiz(world)).total
    for number in range(1, total + 1):
        assert f"Question {number}/{total}" in seen(reply)
        key = (await open_quiz(world)).item.key
        reply = await press(engine, action_labelled(reply, "ABC"[key]))
        assert reply.edit
        assert "Right" in seen(reply)
        label = "See the result" if number == total else "Next question"
        reply = await press(engine, action_labelled(reply, label))
    assert "Quiz finished" in seen(reply)
    assert f"{total} of {total}" in seen(reply)


@pytest.mark.parametrize("typed", ["b", "B", " B ", "b.", "Ｂ", "2", "２", "(b)"])
async def test_a_typed_letter_or_number_answers_the_open_question(
    engine: Engine, world: World, typed: str
) -> None:
    await press(engine, StartQuiz(TASK))
    await say(engine, typed)
    quiz = await open_quiz(world)
    assert quiz.phase is Phase.REVIEWING
    assert quiz.last_answer is not None
    assert quiz.last_answer.option == 1


@pytest.mark.parametrize("typed", ["Z", "9", "0", "abc", "what is B?"])
async def test_other_words_during_a_quiz_ask_and_lead_back(
    engine: Engine, world: World, typed: str
) -> None:
    await press(engine, StartQuiz(TASK))
    reply = await say(engine, typed)
    assert [question for question, *_ in world.assistant.questions] == [typed]
    back = await press(engine, action_labelled(reply, "Back to the quiz"))
    assert "Question 1/" in seen(back)


async def test_a_letter_outside_a_quiz_is_a_question(engine: Engine, world: World) -> None:
    await say(engine, "B")
    assert len(world.assistant.questions) == 1


async def test_an_edited_letter_does_not_answer_a_quiz(engine: Engine, world: World) -> None:
    await press(engine, StartQuiz(TASK))
    await engine.handle(ME, Said(text="B", edited=True))
    assert (await open_quiz(world)).phase is Phase.ASKING


async def test_a_second_tap_changes_nothing_and_shows_the_same(engine: Engine) -> None:
    reply = await press(engine, StartQuiz(TASK))
    answer = action_labelled(reply, "A")
    first = await press(engine, answer)
    assert await press(engine, answer) == first


async def test_another_option_after_the_first_is_told_not_to_count(
    engine: Engine, world: World
) -> None:
    reply = await press(engine, StartQuiz(TASK))
    first = await press(engine, action_labelled(reply, "A"))
    # On this device or on another one, whose screen is older than the answer.
    again = await press(world.engine(), action_labelled(reply, "B"))
    assert again.messages == first.messages
    assert again.toast is not None
    assert "answered question 1 with A already" in again.toast
    assert [given.option for given in (await open_quiz(world)).answers] == [0]


async def test_an_option_of_an_earlier_question_is_told_not_to_count(
    engine: Engine, world: World
) -> None:
    asked = await press(engine, StartQuiz(TASK))
    review = await press(engine, action_labelled(asked, "A"))
    second = await press(engine, action_labelled(review, "Next question"))
    for label in "AC":
        again = await press(engine, action_labelled(asked, label))
        assert again.messages == second.messages
        assert again.toast is not None
        assert "answered question 1 with A already" in again.toast
    assert len((await open_quiz(world)).answers) == 1


async def test_a_question_that_was_not_reached_leads_to_the_one_that_is_open(
    engine: Engine, world: World
) -> None:
    await press(engine, StartQuiz(TASK))
    quiz = await open_quiz(world)
    reply = await press(engine, AnswerQuestion(quiz.id, 3, 0))
    assert "Question 1/6" in seen(reply)
    assert "That quiz is over" not in seen(reply)
    assert (await open_quiz(world)).answers == ()


async def test_a_quiz_is_stopped_from_a_review_only_once_that_is_confirmed(
    engine: Engine, world: World
) -> None:
    reply = await press(engine, StartQuiz(TASK))
    review = await press(engine, action_labelled(reply, "A"))
    asked = await press(engine, action_labelled(review, "Stop the quiz"))
    assert asked.edit
    assert "You have answered 1 of its 6 questions" in seen(asked)
    assert (await open_quiz(world)).phase is Phase.REVIEWING
    stop = action_labelled(asked, "Stop the quiz")
    assert "Question 2/6" in seen(await press(engine, action_labelled(asked, "Next question")))
    assert "Quiz stopped" in seen(await press(engine, stop))
    assert await world.quizzes.open_quiz(ME) is None
    # What asked is an older screen by now.
    late = await press(engine, action_labelled(review, "Stop the quiz"))
    assert "Quiz stopped" in seen(late)


async def test_whoever_is_asked_whether_to_stop_at_a_question_is_led_back_to_it(
    engine: Engine, world: World
) -> None:
    await press(engine, StartQuiz(TASK))
    asked = await press(engine, AskToEnd((await open_quiz(world)).id))
    assert "Question 1/6" in seen(await press(engine, action_labelled(asked, "Back to the quiz")))


@pytest.mark.parametrize("words", ["B", "2", "b."])
async def test_a_forwarded_letter_is_nobodys_answer(
    engine: Engine, world: World, words: str
) -> None:
    await press(engine, StartQuiz(TASK))
    reply = await engine.handle(ME, Said(text=words, forwarded=True, locale="en"))
    assert "forwarded message" in seen(reply)
    assert (await open_quiz(world)).answers == ()
    assert world.assistant.questions == []
    back = await press(engine, action_labelled(reply, "Back to the quiz"))
    assert "Question 1/6" in seen(back)


async def test_forwarded_words_are_a_question_like_any_other(engine: Engine, world: World) -> None:
    await press(engine, StartQuiz(TASK))
    await engine.handle(ME, Said(text="outsourcing vendors", forwarded=True, locale="en"))
    assert [question for question, *_ in world.assistant.questions] == ["outsourcing vendors"]


async def test_starting_twice_starts_one_quiz(engine: Engine) -> None:
    assert await press(engine, StartQuiz(TASK)) == await press(engine, StartQuiz(TASK))


async def test_another_quiz_stops_the_open_one_and_says_so(engine: Engine, world: World) -> None:
    await press(engine, StartQuiz(TASK))
    reply = await press(engine, StartQuiz("KRM4224-001v1/T2"))
    assert reply.toast == "Your other quiz is stopped; its answers are kept."
    assert (await open_quiz(world)).scope == "KRM4224-001v1/T2"


async def test_going_on_twice_asks_the_next_question_once(engine: Engine, world: World) -> None:
    reply = await press(engine, StartQuiz(TASK))
    reply = await press(engine, action_labelled(reply, "A"))
    onward = action_labelled(reply, "Next question")
    assert await press(engine, onward) == await press(engine, onward)
    assert (await open_quiz(world)).position == 1


@pytest.mark.parametrize("name", ["start", "quiz"])
async def test_an_open_quiz_is_gone_on_with_at_the_very_question(
    engine: Engine, world: World, name: str
) -> None:
    reply = await press(engine, StartQuiz(TASK))
    reply = await press(engine, action_labelled(reply, "A"))
    asked = await press(engine, action_labelled(reply, "Next question"))
    resumed = await command(world.engine(), name)
    assert "You have a quiz open" in seen(resumed)
    assert resumed.messages[-1] == asked.messages[-1]
    assert buttons(resumed) == buttons(asked)


async def test_cancel_stops_the_quiz_and_says_what_was_reached(engine: Engine) -> None:
    await press(engine, StartQuiz(TASK))
    assert "Quiz stopped" in seen(await command(engine, "cancel"))
    assert "Nothing is open" in seen(await command(engine, "cancel"))


async def test_somebody_elses_quiz_cannot_be_played(engine: Engine, world: World) -> None:
    await press(engine, StartQuiz(TASK))
    quiz = await open_quiz(world)
    for action in (
        AnswerQuestion(quiz.id, 0, 0),
        NextQuestion(quiz.id, 0),
        ResumeQuiz(quiz.id),
        AskToEnd(quiz.id),
        EndQuiz(quiz.id),
    ):
        words = seen(await press(engine, action, person="terminal:other"))
        assert "not one of yours" in words
        assert "over" not in words
    assert await open_quiz(world) == quiz


async def test_a_question_of_an_ended_quiz_is_stale(engine: Engine) -> None:
    reply = await press(engine, StartQuiz(TASK))
    answer = action_labelled(reply, "A")
    await command(engine, "cancel")
    reply = await press(engine, answer)
    assert "That quiz is over" in seen(reply)
    assert not reply.edit


async def test_a_quiz_that_cannot_be_made_is_apologised_for(engine: Engine, world: World) -> None:
    (hkqf,) = (standard for standard in world.loaded if standard.code == "110985L5")
    for task in hkqf.tasks:
        reply = await press(engine, StartQuiz(task.id))
        assert seen(reply)


# Groups


@pytest.mark.parametrize("name", ["quiz", "language", "cancel"])
async def test_in_a_group_what_is_personal_leads_to_the_private_chat(
    engine: Engine, name: str
) -> None:
    reply = await engine.handle(ME, Commanded(name=name, private=False, locale="en"))
    assert "private chat" in seen(reply)
    assert [button.action for button in buttons(reply)] == [PrivateChat("quiz")]


async def test_in_a_group_nobody_plays_or_answers_a_quiz(engine: Engine, world: World) -> None:
    await press(engine, StartQuiz(TASK))
    quiz = await open_quiz(world)
    pressed = Pressed(data=encode(AnswerQuestion(quiz.id, 0, 0)), private=False, locale="en")
    assert "private chat" in seen(await engine.handle(ME, pressed))
    reply = await engine.handle(ME, Said(text="B", private=False, locale="en"))
    assert not any("quiz" in button.label for button in buttons(reply))
    assert await open_quiz(world) == quiz


async def test_a_link_to_the_private_chat_starts_the_quiz_it_names(engine: Engine) -> None:
    assert "Question 1/" in seen(await command(engine, "start", start_of(TASK)))


async def test_a_link_without_a_scope_opens_the_choice(engine: Engine) -> None:
    assert "Today's check" in seen(await command(engine, "start", start_of()))


@pytest.mark.parametrize("argument", ["nonsense", "quiz-", "quiz-%%%", "quiz-_w"])
async def test_a_broken_link_says_so_and_leads_on(engine: Engine, argument: str) -> None:
    reply = await command(engine, "start", argument)
    assert "What that link led to is no longer here" in seen(reply)
    assert [button.action for button in buttons(reply)] == [ListStandards(), Home()]


@pytest.mark.parametrize("scope", [TASK, "KRM4224-001v1", "KPS5R0258v2/E1"])
def test_a_link_carries_its_scope(scope: str) -> None:
    assert scope_of(start_of(scope)) == scope


def test_a_scope_too_long_for_a_link_opens_the_choice() -> None:
    assert start_of("x" * 60) == start_of()


async def test_an_unknown_error_is_left_to_the_face(engine: Engine, world: World) -> None:
    world.assistant.breaks = True
    with pytest.raises(RuntimeError):
        await say(engine, "anything")
    sorry = await engine.sorry(ME, Said(text="anything"), RuntimeError("on fire"))
    assert "on fire" not in seen(Reply((sorry,)))


async def test_a_reply_in_a_group_follows_up_on_what_was_asked_there_last(
    engine: Engine, world: World
) -> None:
    ann = {"private": False, "thread": "g:ann", "common": "g", "locale": "en"}
    bob = ann | {"thread": "g:bob"}
    await engine.handle("telegram:1", Said(**ann, text="tasks"))  # type: ignore[arg-type]  # by name
    await engine.handle("telegram:2", Said(**bob, text="outputs"))  # type: ignore[arg-type]  # by name
    topic = await world.threads.load("g:bob")
    assert await world.threads.load("g") == topic
    assert await world.threads.load("g:ann") is not None
