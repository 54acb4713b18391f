"""Why a task is in its state, in one sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache, reduce

from conversations.evidence import used_up
from conversations.language import N_, NN_, Translator
from conversations.observing import Observation
from conversations.readiness.replay import Case
from conversations.readiness.states import (
    FEWEST_COVERED,
    FEWEST_ITEMS,
    FEWEST_SESSIONS,
    Counts,
    Criterion,
    State,
    has_changed,
    is_stale,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a sentence: a message id, with its plural where it counts something."""

    msgid: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    plural: str = ""
    n: int = 0

    def said(self, say: Translator) -> str:
        """In the language of `say`."""
        if self.plural:
            return say.count(self.msgid, self.plural, self.n, **self.params)
        return say(self.msgid, **self.params)


@dataclass(frozen=True, slots=True)
class Why:
    """The reason for a state, as the phrases of one short sentence."""

    phrases: tuple[Phrase, ...]

    def said(self, say: Translator) -> str:
        """For example `7 of 8 right, 2 sessions, last 12 days ago`."""
        return reduce(
            lambda before, after: say(N_("{before}, {after}"), before=before, after=after),
            (phrase.said(say) for phrase in self.phrases),
        )


def figures(counts: Counts, last: datetime | None, now: datetime) -> Iterator[Phrase]:
    """How much evidence there is, and how old."""
    if last is None:
        return
    yield _right_of(counts.correct, counts.answers)
    yield _number(NN_("{n} session", "{n} sessions"), counts.sessions)
    days = (now - last).days
    if days:
        yield _number(NN_("last {n} day ago", "last {n} days ago"), days)
    else:
        yield Phrase(N_("last within 24 hours"))


# A few hundred different ones serve a whole team.
@lru_cache(maxsize=4096)
def _right_of(right: int, answers: int) -> Phrase:
    return Phrase(N_("{right} of {answers} right"), {"right": right, "answers": answers})


@lru_cache(maxsize=4096)
def _number(forms: tuple[str, str], n: int) -> Phrase:
    return Phrase(forms[0], plural=forms[1], n=n)


def reason(
    state: State,
    counts: Counts,
    last: datetime | None,
    now: datetime,
    criterion: Criterion,
    changed_at: datetime | None,
    observation: Observation | None,
) -> Iterator[Phrase]:
    """What the figures alone don't tell."""
    match state:
        case State.NOT_STARTED:
            yield Phrase(N_("no answers yet"))
        case State.NOT_ENOUGH:
            yield _lacking(counts)
        case State.GAP:
            yield Phrase(N_("most likely below {cut}"), {"cut": f"{criterion.cut:.0%}"})
        case State.VERIFIED if observation and not observation.observer:
            until = observation.valid_until.date().isoformat()
            yield Phrase(N_("seen at work, valid until {date}"), {"date": until})
        case State.VERIFIED if observation:
            yield Phrase(
                N_("seen at work by {observer}, valid until {date}"),
                {
                    "observer": observation.observer,
                    "date": observation.valid_until.date().isoformat(),
                },
            )
        case State.REFRESH_DUE if has_changed(last, now, changed_at):
            yield Phrase(N_("the standard has changed since"))
        case State.REFRESH_DUE if is_stale(last, now):
            yield Phrase(N_("too long ago"))
        case State.REFRESH_DUE:
            yield Phrase(N_("no longer sure enough"))
        case State.UNSURE:
            yield Phrase(N_("not sure enough yet"))


def uncounted(case: Case, now: datetime) -> Phrase:
    """Why none of the answers until `now` counts."""
    valid = [
        record for record in case.records if record.at <= now and record.exposed not in case.voided
    ]
    if all(record.practice for record in valid):
        return Phrase(N_("only practice so far"))
    again = min(used_up(valid, now).values(), default=None)
    if again is None:
        return Phrase(N_("only practice and what had been practised so far"))
    return _number(
        NN_(
            "only questions seen before, which count again in {n} day",
            "only questions seen before, which count again in {n} days",
        ),
        -((now - again) // timedelta(days=1)),
    )


def _lacking(counts: Counts) -> Phrase:
    if counts.items < FEWEST_ITEMS:
        return _number(
            NN_("{n} more question needed", "{n} more questions needed"),
            FEWEST_ITEMS - counts.items,
        )
    if counts.sessions < FEWEST_SESSIONS:
        return Phrase(N_("one more session on another day needed"))
    if counts.coverage < FEWEST_COVERED:
        return Phrase(
            N_("{covered} of {indicators} indicators asked about"),
            {"covered": counts.covered, "indicators": counts.indicators},
        )
    return Phrase(N_("most of it is about other tasks too"))
