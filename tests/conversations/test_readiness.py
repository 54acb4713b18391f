"""States, their order and their edges, and that the log alone decides."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product
from math import comb
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta  # type: ignore[import-untyped,unused-ignore]  # ships no types

from answer_log import DAY, HOUR, INDICATORS, NOON, SCOPE, SHARED, answered, log
from conversations.evidence import APART, AnswerRecord, Kind, evidence
from conversations.language import translator
from conversations.observing import Observation
from conversations.readiness import (
    CRITICAL,
    DEFAULT,
    STATES,
    Case,
    Counts,
    Criterion,
    Measures,
    State,
    TaskReadiness,
    assess,
    assess_all,
    below_cut,
    fewest_right,
    judge,
    scopes,
)
from small_standard import small_standard
from standards.model import Language

LATER = NOON + 10 * DAY
ENOUGH = Counts(8, 7, 8, 2, 5, 5, 8)
YES_NO = (False, True)
TOO_FEW = ENOUGH._replace(items=5)


def seen(
    *, target: str = INDICATORS[0], at: datetime = NOON, valid_until: datetime = LATER + DAY
) -> Observation:
    return Observation(target, "Ms Lin", at, valid_until)


def state(records: Sequence[AnswerRecord], now: datetime = LATER) -> State:
    return assess(SCOPE, records, now).state


def why(found: TaskReadiness, language: Language = Language.EN) -> str:
    return found.why.said(translator(language))


# The table.


@pytest.mark.parametrize(
    ("has_answers", "counts", "below", "was_passed", "is_passed", "observed"),
    list(product(YES_NO, (TOO_FEW, ENOUGH), (0.05, 0.89, 0.9), YES_NO, YES_NO, YES_NO)),
)
def test_the_first_state_of_the_guides_order_is_said(
    has_answers: bool,
    counts: Counts,
    below: float,
    was_passed: bool,
    is_passed: bool,
    observed: bool,
) -> None:
    found = judge(Measures(counts, has_answers, below, was_passed, is_passed, observed))
    if not has_answers:
        assert found is State.NOT_STARTED
    elif counts is TOO_FEW:
        assert found is State.NOT_ENOUGH
    elif below == 0.9:
        assert found is State.GAP
    elif is_passed:
        assert found is (State.VERIFIED if observed else State.PASSED)
    else:
        assert found is (State.REFRESH_DUE if was_passed else State.UNSURE)


def test_the_table_has_every_state_once_in_the_published_order() -> None:
    assert [each for each, _holds in STATES] == list(State)
    assert [each.value for each in State] == [
        "not started",
        "not enough evidence",
        "gap",
        "verified",
        "knowledge check passed",
        "refresh due",
        "unsure",
    ]


# Every state from a log, with its reason.

SIX = [True] * 6
PASSED = log(SIX)

REACHED: dict[State, tuple[Sequence[AnswerRecord], datetime, Sequence[Observation], str]] = {
    State.NOT_STARTED: ([], LATER, [], "no answers yet"),
    State.NOT_ENOUGH: (
        log(SIX[:4]),
        NOON + 12 * HOUR,
        [],
        "4 of 4 right, 1 session, last within 24 hours, 2 more questions needed",
    ),
    State.GAP: (
        log([False] * 5 + [True]),
        LATER,
        [],
        "1 of 6 right, 2 sessions, last 9 days ago, most likely below 75%",
    ),
    State.VERIFIED: (
        PASSED,
        LATER,
        [seen()],
        "6 of 6 right, 2 sessions, last 9 days ago, seen at work by Ms Lin, valid until 2026-01-12",
    ),
    State.PASSED: (PASSED, LATER, [], "6 of 6 right, 2 sessions, last 9 days ago"),
    State.REFRESH_DUE: (
        PASSED,
        NOON + 183 * DAY,
        [],
        "6 of 6 right, 2 sessions, last 182 days ago, too long ago",
    ),
    State.UNSURE: (
        # A wrong answer first: after the six right ones alone the check would be passed.
        log([False, *SIX]),
        LATER,
        [],
        "6 of 7 right, 2 sessions, last 9 days ago, not sure enough yet",
    ),
}


@pytest.mark.parametrize("reached", State)
def test_every_state_is_reached_from_answers_and_says_why(reached: State) -> None:
    records, now, observations, reason = REACHED[reached]
    found = assess(SCOPE, records, now, observations=observations)
    assert (found.state, why(found)) == (reached, reason)


def test_the_reason_is_one_short_sentence_in_chinese_too() -> None:
    said = why(assess(SCOPE, PASSED, LATER), Language.ZH_HANT)
    assert said == "6 題答對 6 題，分 2 次作答，最近一次在 9 天前"


def test_the_figures_stand_beside_the_state() -> None:
    found = assess(SCOPE, log([False, *SIX]), LATER, observations=[seen()])
    assert (found.task, found.answers, found.correct, found.sessions) == ("A/T1", 7, 6, 2)
    assert (found.coverage, found.last_answered, found.observed) == (1, NOON + DAY, True)
    assert 0.5 < found.probability < 0.8


# Enough evidence.


@pytest.mark.parametrize(("items", "reached"), [(5, State.NOT_ENOUGH), (6, State.PASSED)])
def test_six_items_are_enough_and_five_are_not(items: int, reached: State) -> None:
    assert state(log([True] * items, step=21 * HOUR)) is reached


def test_versions_of_one_item_are_one_item() -> None:
    records = [answered(n, version=v, at=NOON + n * DAY) for n in range(5) for v in (1, 2)]
    assert state(records) is State.NOT_ENOUGH
    assert state([*records, answered(5, at=NOON + 5 * DAY)]) is State.PASSED


@pytest.mark.parametrize(
    ("hours", "reached"), [(19, State.NOT_ENOUGH), (20, State.PASSED), (21, State.PASSED)]
)
def test_two_sessions_lie_twenty_hours_apart(hours: int, reached: State) -> None:
    records = [*log([True] * 5, step=timedelta(0)), answered(5, at=NOON + hours * HOUR)]
    found = assess(SCOPE, records, LATER)
    assert found.state is reached
    if reached is State.NOT_ENOUGH:
        assert why(found).endswith("one more session on another day needed")


def test_answers_every_ten_hours_make_a_session_a_day_at_most() -> None:
    assert assess(SCOPE, log([True] * 7, step=10 * HOUR), LATER).sessions == 4


@pytest.mark.parametrize(
    ("covered", "indicators", "reached"),
    [(59, 100, State.NOT_ENOUGH), (60, 100, State.PASSED), (3, 5, State.PASSED)],
)
def test_sixty_percent_of_the_indicators_must_be_covered(
    covered: int, indicators: int, reached: State
) -> None:
    ids = [f"A/P{number}" for number in range(indicators)]
    scope = replace(SCOPE, indicators=frozenset(ids), own=frozenset(ids))
    records = [
        answered(number, at=NOON + number * DAY / 5, targets=tuple(ids[:covered][number::6]))
        for number in range(6)
    ]
    found = assess(scope, records, LATER)
    assert found.state is reached
    assert found.coverage == pytest.approx(covered / indicators)
    if reached is State.NOT_ENOUGH:
        assert why(found).endswith("59 of 100 indicators asked about")


@pytest.mark.parametrize(("shared", "reached"), [(6, State.PASSED), (7, State.NOT_ENOUGH)])
def test_half_of_the_evidence_must_be_about_this_task_alone(shared: int, reached: State) -> None:
    own = log(SIX)
    other = [answered(10 + n, at=NOON + DAY, task="A/T2", targets=(SHARED,)) for n in range(shared)]
    found = assess(SCOPE, [*own, *other], LATER)
    assert (found.state, found.answers) == (reached, 6 + shared)
    if reached is State.NOT_ENOUGH:
        assert why(found).endswith("most of it is about other tasks too")


def test_an_answer_that_rests_on_another_tasks_matter_is_no_evidence_here() -> None:
    elsewhere = answered(1, task="A/T2", targets=(SHARED, "A/P2.1.1"))
    assert state([elsewhere]) is State.NOT_STARTED
    assert state([answered(1, task="A", targets=())]) is State.NOT_STARTED


def test_practice_alone_is_a_start_but_no_evidence() -> None:
    found = assess(SCOPE, [answered(practice=True)], LATER)
    assert (found.state, why(found)) == (State.NOT_ENOUGH, "only practice so far")
    assert (found.answers, found.last_answered) == (0, None)


def test_a_check_on_what_had_been_practised_says_when_it_counts_again() -> None:
    practised = [answered(n, practice=True) for n in range(3)]
    repeats = [answered(n, at=NOON + 8 * DAY) for n in range(3)]
    found = assess(SCOPE, [*practised, *repeats], NOON + 9 * DAY)
    assert found.state is State.NOT_ENOUGH
    assert why(found) == "only questions seen before, which count again in 81 days"
    late = assess(SCOPE, [*practised, *repeats], NOON + 90 * DAY - HOUR)
    assert why(late) == "only questions seen before, which count again in 1 day"
    over = assess(SCOPE, [*practised, *repeats], NOON + 91 * DAY)
    assert why(over) == "only practice and what had been practised so far"


def test_only_where_nothing_but_a_session_is_lacking_it_is_said_when_one_begins() -> None:
    records = log(SIX)
    assert assess(SCOPE, records[:5], LATER).next_session is None
    one = [answered(n, at=NOON + n * HOUR) for n in range(6)]
    assert assess(SCOPE, one, LATER).next_session == NOON + APART
    assert assess(SCOPE, [*one, answered(9, at=NOON + DAY)], LATER).next_session is None


def test_recall_alone_never_passes() -> None:
    records = [answered(n, at=NOON + n * DAY / 4, kind=Kind.RECALL) for n in range(30)]
    assert state(records) is State.UNSURE


# The figures.


@pytest.mark.parametrize(("criterion", "fewest"), [(DEFAULT, (5, 9, 13)), (CRITICAL, (10, 16, 22))])
def test_a_pass_takes_the_published_number_of_right_answers(
    criterion: Criterion, fewest: tuple[int, ...]
) -> None:
    assert tuple(fewest_right(criterion, wrong) for wrong in range(3)) == fewest


@given(st.integers(0, 30), st.integers(0, 30), st.floats(0.5, 0.99))
def test_whole_weights_agree_with_the_binomial_sum(right: int, wrong: int, cut: float) -> None:
    # I_x(a, b) for whole a, b is the chance of at least a successes in a + b − 1 trials.
    trials = right + wrong + 1
    tail = sum(
        comb(trials, k) * cut**k * (1 - cut) ** (trials - k) for k in range(right + 1, trials + 1)
    )
    assert below_cut([(right, wrong)], cut)[0] == pytest.approx(tail, abs=1e-12)


@pytest.mark.parametrize(("cut", "confidence", "release"), [(0.4, 0.8, 0.65), (0.75, 0.6, 0.65)])
def test_a_criterion_that_ignorance_could_meet_is_refused(
    cut: float, confidence: float, release: float
) -> None:
    with pytest.raises(ValueError, match="criterion"):
        Criterion(cut, confidence, release)


@given(
    st.floats(0, 200),
    st.floats(0, 200),
    st.floats(0, 1),
    st.floats(0.5, 0.95),
)
@settings(max_examples=500)
def test_ageing_alone_never_wins_a_pass_nor_wins_it_back(
    right: float, wrong: float, scale: float, cut: float
) -> None:
    # What makes the replay exact: at `release` or above a probability only falls between answers.
    young, old = below_cut([(right, wrong), (scale * right, scale * wrong)], cut)
    if 1 - old >= DEFAULT.release:
        assert 1 - young >= 1 - old - 1e-9


# Passed, lost, won back.


def test_a_pass_is_won_at_the_confidence_and_kept_until_the_release() -> None:
    # After the six, the probability is .87; one wrong answer takes it to .63, two right ones above.
    assert state(log([False, *SIX, True])) is State.UNSURE
    kept = log([*SIX, True, False])
    found = assess(SCOPE, kept, LATER)
    assert found.state is State.PASSED
    assert DEFAULT.release <= found.probability < DEFAULT.confidence
    lost = assess(SCOPE, log([*SIX, False]), LATER)
    assert lost.state is State.REFRESH_DUE
    assert lost.probability < DEFAULT.release
    assert why(lost).endswith("no longer sure enough")


def test_a_probability_reached_before_there_was_enough_evidence_was_no_pass() -> None:
    five, wrong = log([True] * 5, step=HOUR), answered(5, correct=False, at=NOON + DAY)
    early = assess(SCOPE, five, NOON + 5 * HOUR)
    assert early.state is State.NOT_ENOUGH
    assert early.probability > DEFAULT.confidence
    assert state([*five, wrong]) is State.UNSURE


def test_a_lost_pass_is_won_back_at_the_confidence_not_at_the_release() -> None:
    between = assess(SCOPE, log([*SIX, False, True]), LATER)
    assert between.state is State.REFRESH_DUE
    assert DEFAULT.release <= between.probability < DEFAULT.confidence
    assert state(log([*SIX, False, *SIX])) is State.PASSED


def test_a_pass_lost_between_two_answers_is_not_kept_by_the_next() -> None:
    # After 150 days the probability is below the release, and 0.8 is not reached by one answer.
    records = [*PASSED, answered(20, at=NOON + 150 * DAY)]
    now = NOON + 150 * DAY
    assert assess(SCOPE, PASSED, now).probability < DEFAULT.release
    found = assess(SCOPE, records, now)
    assert found.state is State.REFRESH_DUE
    assert DEFAULT.release <= found.probability < DEFAULT.confidence


@pytest.mark.parametrize(
    ("days", "reached"),
    [(179, State.PASSED), (180, State.PASSED), (181, State.REFRESH_DUE)],
)
def test_evidence_is_stale_after_180_days_however_much_of_it_there_is(
    days: int, reached: State
) -> None:
    much = log([True] * 60, step=DAY / 60)
    found = assess(SCOPE, much, much[-1].at + days * DAY)
    assert found.probability > DEFAULT.confidence
    assert found.state is reached


def test_a_change_of_the_standard_ends_a_pass_until_a_new_answer() -> None:
    changed = NOON + 3 * DAY
    assert assess(SCOPE, PASSED, changed - HOUR, changed_at=changed).state is State.PASSED
    found = assess(SCOPE, PASSED, LATER, changed_at=changed)
    assert found.state is State.REFRESH_DUE
    assert why(found).endswith("the standard has changed since")
    again = [*PASSED, answered(9, at=NOON + 4 * DAY)]
    assert assess(SCOPE, again, LATER, changed_at=changed).state is State.PASSED


def test_a_change_before_the_answers_is_of_no_matter() -> None:
    assert assess(SCOPE, PASSED, LATER, changed_at=NOON - DAY).state is State.PASSED


def test_a_wrong_key_found_later_undoes_the_pass_as_if_it_had_never_been() -> None:
    found = assess(SCOPE, PASSED, LATER, voided={("s3", 1)})
    assert (found.state, found.answers) == (State.NOT_ENOUGH, 5)
    everything = {(record.item, record.version) for record in PASSED}
    assert assess(SCOPE, PASSED, LATER, voided=everything).state is State.NOT_STARTED


# Observations.


@pytest.mark.parametrize(
    ("observation", "valid"),
    [
        (seen(), True),
        (seen(target="A/O1.1.1"), True),
        (seen(valid_until=LATER), True),
        (seen(valid_until=LATER - HOUR), False),
        (seen(at=LATER + HOUR), False),
        (seen(target="A/P2.1.1"), False),
        (seen(target=SHARED), False),
    ],
)
def test_an_observation_counts_for_the_tasks_indicators_and_outputs_while_valid(
    observation: Observation, valid: bool
) -> None:
    found = assess(SCOPE, PASSED, LATER, observations=[observation])
    assert found.observed is valid
    assert found.state is (State.VERIFIED if valid else State.PASSED)


def test_an_observation_without_a_passed_check_verifies_nothing() -> None:
    found = assess(SCOPE, [], LATER, observations=[seen()])
    assert (found.state, found.observed) == (State.NOT_STARTED, True)


# What belongs to a task.


def test_a_scope_tells_what_is_the_tasks_own_from_what_it_shares() -> None:
    first, second = scopes(small_standard("A"))
    assert first.indicators == {"A/P1.1.1", "A/P1.1.2"}
    assert first.seen == {"A/P1.1.1", "A/P1.1.2", "A/O1.1.1"}
    assert "A/K01" in first.all & second.all
    assert first.all - first.own == second.all - second.own == {"A/K01"}
    assert {"A/T1", "A/T1.1", "A/S05a"} <= first.own


def test_importing_loads_neither_scipy_nor_fsrs() -> None:
    script = (
        "import sys, conversations.simulation;print(*{'scipy', 'numpy', 'fsrs'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


# For any log.

logs = st.lists(
    st.builds(
        lambda number, correct, hours, kind, practice, shared: answered(
            number,
            correct=correct,
            at=NOON + hours * HOUR,
            kind=kind,
            practice=practice,
            targets=(SHARED,) if shared else None,
        ),
        st.integers(0, 20),
        st.booleans(),
        st.integers(0, 24 * 300),
        st.sampled_from(Kind),
        st.booleans(),
        st.booleans(),
    ),
    max_size=40,
)
AFTER_ALL = NOON + 300 * DAY


@given(logs, st.integers(0, 2**32))
def test_a_replay_gives_the_same_in_any_order_of_insertion(
    records: list[AnswerRecord], seed: int
) -> None:
    shuffled = Random(seed).sample(records, len(records))
    assert assess(SCOPE, shuffled, AFTER_ALL) == assess(SCOPE, records, AFTER_ALL)


@given(logs)
def test_the_figures_stay_within_their_bounds(records: list[AnswerRecord]) -> None:
    found = assess(SCOPE, records, AFTER_ALL)
    assert 0 <= found.coverage <= 1
    assert 0 <= found.probability <= 1
    assert 0 <= found.correct <= found.answers <= len(records)
    assert (found.last_answered is None) is (found.answers == 0)
    assert found.sessions <= found.answers


@given(logs, st.data())
def test_the_probability_never_falls_when_an_answer_turns_out_right(
    records: list[AnswerRecord], data: st.DataObject
) -> None:
    wrong = [place for place, record in enumerate(records) if not record.correct]
    if not wrong:
        return
    place = data.draw(st.sampled_from(wrong))
    # The order among answers of one moment decides which counts; give this one its own.
    apart = [record for record in records if record.at != records[place].at]
    before = assess(SCOPE, [*apart, records[place]], AFTER_ALL)
    after = assess(SCOPE, [*apart, replace(records[place], correct=True)], AFTER_ALL)
    assert after.probability >= before.probability - 1e-12


@given(logs)
def test_one_more_right_answer_of_substance_never_lowers_the_probability(
    records: list[AnswerRecord],
) -> None:
    # With recall beyond its cap it could: it lets more of the recall count, which may be wrong.
    records = [record for record in records if record.kind is not Kind.RECALL]
    before = assess(SCOPE, records, AFTER_ALL)
    after = assess(SCOPE, [*records, answered(99, at=AFTER_ALL)], AFTER_ALL)
    assert after.probability >= before.probability - 1e-12


@given(logs, st.integers(0, 20))
def test_voiding_an_item_is_as_if_it_had_never_been_asked(
    records: list[AnswerRecord], number: int
) -> None:
    without = [record for record in records if record.item != f"s{number}"]
    voided = assess(SCOPE, records, AFTER_ALL, voided={(f"s{number}", 1)})
    assert voided == assess(SCOPE, without, AFTER_ALL)


@given(
    st.lists(st.tuples(logs, st.sampled_from((DEFAULT, CRITICAL)), st.booleans()), max_size=4),
    st.lists(st.integers(0, 500).map(lambda days: NOON + days * DAY), min_size=1, max_size=3),
)
def test_many_judged_together_are_judged_as_each_alone(
    learners: list[tuple[list[AnswerRecord], Criterion, bool]], times: list[datetime]
) -> None:
    changed, void = NOON + 100 * DAY, frozenset({("s1", 1)})
    cases = [
        Case(
            SCOPE,
            [record for record in records if SCOPE.bears(record)],
            criterion=criterion,
            changed_at=changed if changes else None,
            voided=void,
        )
        for records, criterion, changes in learners
    ]
    alone = [
        [
            assess(
                SCOPE,
                # What is answered later can't matter.
                [record for record in records if record.at <= now],
                now,
                criterion=criterion,
                changed_at=changed if changes else None,
                voided=void,
            )
            for now in times
        ]
        for records, criterion, changes in learners
    ]
    assert list(assess_all(cases, times[0], times[1:])) == [
        (first, tuple(other.state for other in others)) for first, *others in alone
    ]


good_logs = st.lists(
    st.builds(
        lambda number, correct, hours: answered(number, correct=correct, at=NOON + hours * HOUR),
        st.integers(0, 60),
        st.sampled_from((True, True, True, True, True, True, False)),
        st.integers(0, 24 * 100) | st.integers(0, 24 * 300),
    ),
    min_size=6,
    max_size=40,
)


@given(good_logs, st.booleans())
@settings(max_examples=50, deadline=None)
def test_the_replay_agrees_with_judging_the_log_twice_a_day_and_at_each_answer(
    records: list[AnswerRecord], changes: bool
) -> None:
    changed_at = NOON + 100 * DAY if changes else None
    times = {NOON + half * DAY / 2 for half in range(601)} | {record.at for record in records}
    was_passed = is_passed = False
    last: datetime | None = None
    for now in sorted(times):
        weighed = evidence(records, now)
        for before in (True, False):
            seen_now = [each for each in weighed if not before or each.record.at < now]
            right = sum(each.weight for each in seen_now if each.record.correct)
            wrong = sum(each.weight for each in seen_now if not each.record.correct)
            probability = 1 - below_cut([(right, wrong)], DEFAULT.cut)[0]
            if not before and weighed and weighed[-1].record.at == now:
                last = now
                said = assess(SCOPE, records, now).state
                if said is not State.NOT_ENOUGH and probability >= DEFAULT.confidence:
                    is_passed = was_passed = True
            is_passed = is_passed and not (
                probability < DEFAULT.release
                or (last is not None and now - last > 180 * DAY)
                or (last is not None and changed_at is not None and last < changed_at <= now)
            )
    found = assess(SCOPE, records, AFTER_ALL, changed_at=changed_at).state
    if found is State.PASSED:
        assert is_passed
    elif found is State.REFRESH_DUE:
        assert was_passed
        assert not is_passed
    elif found is State.UNSURE:
        assert not was_passed


# The table of the guide once more, restated as plainly as it can be said.


@dataclass(frozen=True)
class Log:
    """A log and all that bears on it."""

    records: tuple[AnswerRecord, ...]
    now: datetime
    observations: tuple[Observation, ...]
    criterion: Criterion
    changed_at: datetime | None
    voided: frozenset[tuple[str, int]]

    def assessed(self) -> TaskReadiness:
        return assess(
            SCOPE,
            self.records,
            self.now,
            observations=self.observations,
            criterion=self.criterion,
            changed_at=self.changed_at,
            voided=self.voided,
        )


class Restated:
    """The guide's computation without any of its shortcuts."""

    def __init__(self, case: Log) -> None:
        self.case = case
        self.mine = [
            record
            for record in sorted(case.records, key=lambda each: (each.at, each.practice))
            if record.at <= case.now
            and (record.item, record.version) not in case.voided
            and (record.task == SCOPE.task or {*record.targets} <= {*INDICATORS, SHARED})
        ]
        self.evidence: list[AnswerRecord] = []
        exposed: dict[tuple[str, int], datetime] = {}
        for record in self.mine:
            before = exposed.get((record.item, record.version))
            if before is None or record.at - before >= 90 * DAY:
                exposed[record.item, record.version] = record.at
                if not record.practice:
                    self.evidence.append(record)

    def until(self, at: datetime, *, inclusive: bool = True) -> list[AnswerRecord]:
        return [each for each in self.evidence if each.at < at or (inclusive and each.at == at)]

    def probability(self, evidence: list[AnswerRecord], now: datetime) -> float:
        weights = [0.5 ** ((now - each.at) / (90 * DAY)) for each in evidence]
        recall = sum(
            weight
            for weight, each in zip(weights, evidence, strict=True)
            if each.kind is Kind.RECALL
        )
        others = sum(weights) - recall
        half = min(0.5, others / recall) if recall else 0.5
        a = b = 1.0
        for weight, each in zip(weights, evidence, strict=True):
            counted = weight * half if each.kind is Kind.RECALL else weight
            a, b = (a + counted, b) if each.correct else (a, b + counted)
        return float(beta.sf(self.case.criterion.cut, a, b))

    def enough(self, evidence: list[AnswerRecord]) -> bool:
        sessions: list[datetime] = []
        for each in evidence:
            if not sessions or each.at - sessions[-1] >= 20 * HOUR:
                sessions.append(each.at)
        covered = {target for each in evidence for target in each.targets if target in INDICATORS}
        particular = [
            each for each in evidence if each.task == SCOPE.task and each.targets != (SHARED,)
        ]
        return (
            len({each.item for each in evidence}) >= 6
            and len(sessions) >= 2
            and len(covered) / len(INDICATORS) >= 0.6
            and len(particular) / len(evidence) >= 0.5
        )

    def outdated(self, evidence: list[AnswerRecord], now: datetime) -> bool:
        changed = self.case.changed_at
        return now - evidence[-1].at > 180 * DAY or (
            changed is not None and evidence[-1].at < changed <= now
        )

    def passes(self) -> tuple[bool, bool]:
        """Whether it was ever passed, and whether that stands now."""
        ever = stands = False
        for at in sorted({each.at for each in self.evidence}):
            before, after = self.until(at, inclusive=False), self.until(at)
            if stands and (self.probability(before, at) < 0.65 or self.outdated(before, at)):
                stands = False
            if self.probability(after, at) < 0.65:
                stands = False
            elif self.enough(after) and self.probability(after, at) >= (
                self.case.criterion.confidence
            ):
                ever = stands = True
        if stands and (
            self.probability(self.evidence, self.case.now) < 0.65
            or self.outdated(self.evidence, self.case.now)
        ):
            stands = False
        return ever, stands

    def observed(self) -> bool:
        last: dict[str, Observation] = {}
        # Of two of one moment the one that holds longer is the later.
        for each in sorted(
            self.case.observations, key=lambda each: (each.at, each.performed, each.valid_until)
        ):
            if each.at <= self.case.now:
                last[each.target] = each
        return any(
            each.performed and each.valid_until >= self.case.now
            for target, each in last.items()
            if target in SCOPE.seen
        )

    def state(self) -> State:
        if not self.mine:
            return State.NOT_STARTED
        if not self.evidence or not self.enough(self.evidence):
            return State.NOT_ENOUGH
        if 1 - self.probability(self.evidence, self.case.now) >= 0.90:
            return State.GAP
        ever, stands = self.passes()
        if stands and self.observed():
            return State.VERIFIED
        if stands:
            return State.PASSED
        if ever:
            return State.REFRESH_DUE
        return State.UNSURE


@st.composite
def cases(draw: st.DrawFn) -> Log:
    ability = draw(st.sampled_from((1.0, 0.95, 0.85, 0.6, 0.1)))
    span = draw(st.sampled_from((30, 3, 1, 200)))
    count = draw(st.sampled_from((12, 8, 20, 40, 5, 0)))
    # Chance of one seed draws faster and wider than a strategy for every field.
    chance = Random(draw(st.integers(0, 2**32)))
    records = [
        answered(
            chance.randrange(25),
            correct=chance.random() < ability,
            at=NOON + chance.randrange(24 * span) * HOUR,
            kind=chance.choices(tuple(Kind), (1, 2, 4))[0],
            version=chance.choices((1, 2), (9, 1))[0],
            task=chance.choices((SCOPE.task, "A/T2"), (19, 1))[0],
            targets=(SHARED,) if chance.random() < 0.1 else None,
            practice=chance.random() < 0.1,
        )
        for _ in range(count)
    ]
    # A moment of its own for each: among answers of one moment there is no order to restate.
    records = [
        replace(record, at=record.at + timedelta(seconds=place))
        for place, record in enumerate(records)
    ]
    day = st.integers(0, 400).map(lambda number: NOON + number * DAY)
    observations = draw(
        st.lists(
            st.builds(
                lambda target, at, days, performed: Observation(
                    target, "Ms Lin", at, at + days * DAY, performed
                ),
                st.sampled_from((INDICATORS[0], INDICATORS[1], "A/O1.1.1", SHARED)),
                day,
                st.integers(0, 400),
                st.booleans(),
            ),
            max_size=3,
        )
    )
    return Log(
        records=tuple(records),
        now=NOON + draw(st.sampled_from((span, span + 40, span + 190, span // 2))) * DAY,
        observations=tuple(observations),
        criterion=draw(st.sampled_from((DEFAULT, CRITICAL, Criterion(cut=0.6)))),
        changed_at=draw(st.none() | day),
        voided=frozenset(draw(st.lists(st.sampled_from((("s1", 1), ("s2", 1), ("s3", 2)))))),
    )


@given(cases())
@settings(max_examples=300, deadline=None)
def test_every_line_of_the_guides_table_holds_for_any_log(case: Log) -> None:
    found, restated = case.assessed(), Restated(case)
    assert found.state is restated.state()
    assert found.probability == pytest.approx(
        restated.probability(restated.evidence, case.now), abs=1e-9
    )


@given(cases())
@settings(max_examples=300, deadline=None)
def test_whoever_is_at_the_confidence_now_has_passed_unless_it_is_outdated(case: Log) -> None:
    # Said without any replay: in at the confidence, out at the release, and never flapping.
    found, restated = case.assessed(), Restated(case)
    if found.state in (State.NOT_STARTED, State.NOT_ENOUGH, State.GAP):
        return
    settled = found.state in (State.PASSED, State.VERIFIED)
    if restated.outdated(restated.evidence, case.now) or found.probability < 0.65:
        assert not settled
    elif found.probability >= case.criterion.confidence:
        assert settled
