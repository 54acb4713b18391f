"""How well retrieval and answers do on a file of judged questions.

Retrieval is measured on the ranked hits of the answerable questions, answers on their citations and
on what was declined. Ties are ranked pessimistically: a relevant hit stands behind every other of
the same score.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum, log2
from statistics import fmean
from typing import Any

from conversations.answer import Answer, RankedHit
from conversations.language import N_
from conversations.question_file import question_rows, refuse

GOOD = 2
"""An item graded this or better is relevant; 1 is merely related."""
BEST = 3
"""The highest grade: the item answers exactly."""


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question with the items that a careful person accepts as its answer."""

    id: str
    question: str
    answerable: bool
    grades: Mapping[str, int]
    """Item id to grade: 3 answers exactly, 2 helps clearly, 1 is related."""
    history: tuple[str, ...] = ()
    kind: str = ""
    language: str = ""

    @property
    def relevant(self) -> frozenset[str]:
        """Ids of the items that answer it."""
        return frozenset(item for item, grade in self.grades.items() if grade >= GOOD)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one judged question."""

    judged: JudgedQuestion
    answer: Answer


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures over some outcomes; shares from 0 to 1, None where there is nothing to measure."""

    questions: int
    any_at_5: float | None = None
    first: float | None = None
    mrr: float | None = None
    ndcg_at_10: float | None = None
    citation_precision: float | None = None
    citation_recall: float | None = None
    citation_f1: float | None = None
    declined_unanswerable: float | None = None
    declined_answerable: float | None = None
    seconds: float | None = None
    """Median time of an answer."""
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """95 % bootstrap intervals of the retrieval figures."""


def read_judged(lines: Iterable[str]) -> list[JudgedQuestion]:
    """Judged questions from JSON Lines; blank lines are passed over.

    Raises MalformedQuestions with the line's number.
    """
    return [_judged(row, number) for number, row in question_rows(lines)]


def _judged(row: Mapping[str, Any], number: int) -> JudgedQuestion:
    if not row.keys() & {"answerable", "relevant", "grades"}:
        refuse(
            N_("Line {line} does not say what is “relevant” or whether it is “answerable”."), number
        )
    relevant = row.get("relevant", [])
    given = relevant if isinstance(relevant, dict) else row.get("grades") or {}
    if not isinstance(relevant, list | dict) or not all(isinstance(item, str) for item in relevant):
        refuse(
            N_("Line {line}: “relevant” must be a list of item ids, or an object of their grades."),
            number,
        )
    if not isinstance(given, dict) or not all(map(_is_grade, given.values())):
        refuse(N_("Line {line}: grades must be an object of item ids and 0, 1, 2 or 3."), number)
    grades = dict.fromkeys(relevant, GOOD) | given
    answerable = row.get("answerable", bool(grades))
    if not isinstance(answerable, bool):
        refuse(N_("Line {line}: “answerable” must be true or false."), number)
    return JudgedQuestion(
        id=str(row.get("id", number)),
        question=row["question"],
        answerable=answerable,
        grades=grades,
        history=row["history"],
        kind=str(row.get("kind", "")),
        language=str(row.get("question_language", row.get("language", ""))),
    )


def _is_grade(value: object) -> bool:
    return type(value) is int and 0 <= value <= BEST


def relevances(hits: Sequence[RankedHit], grades: Mapping[str, int]) -> list[int]:
    """The grade at each rank, best score first, ties pessimistically."""
    graded = [(hit.score, grades.get(hit.id, 0)) for hit in hits]
    return [grade for _score, grade in sorted(graded, key=lambda pair: (-pair[0], pair[1]))]


def reciprocal_rank(ranked: Sequence[int]) -> float:
    """1 / rank of the first relevant hit, 0 if there is none."""
    return next((1 / rank for rank, grade in enumerate(ranked, 1) if grade >= GOOD), 0.0)


def ndcg(ranked: Sequence[int], grades: Mapping[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain with exponential gain (Burges et al. 2005)."""
    best = sorted(grades.values(), reverse=True)
    ideal = _gain(best[:depth])
    return _gain(ranked[:depth]) / ideal if ideal else 0.0


def _gain(ranked: Sequence[int]) -> float:
    return fsum((2.0**grade - 1) / log2(rank + 1) for rank, grade in enumerate(ranked, 1))


def figures(outcomes: Sequence[Outcome], resamples: int = 0) -> Figures:
    """The figures over `outcomes`; with `resamples` also bootstrap intervals (seeded)."""
    answerable = [outcome for outcome in outcomes if outcome.judged.answerable]
    judged = [outcome for outcome in answerable if outcome.judged.relevant]
    unanswerable = [outcome for outcome in outcomes if not outcome.judged.answerable]
    ranked = [relevances(o.answer.hits, o.judged.grades) for o in judged]
    per_question: dict[str, list[float]] = {
        "any_at_5": [float(any(g >= GOOD for g in row[:5])) for row in ranked],
        "first": [float(bool(row) and row[0] >= GOOD) for row in ranked],
        "mrr": [reciprocal_rank(row) for row in ranked],
        "ndcg_at_10": [ndcg(row, o.judged.grades) for row, o in zip(ranked, judged, strict=True)],
    }
    precision, recall, f1 = _citations(judged)
    times = sorted(outcome.answer.seconds for outcome in outcomes)
    return Figures(
        questions=len(outcomes),
        **{name: fmean(values) if values else None for name, values in per_question.items()},
        citation_precision=precision,
        citation_recall=recall,
        citation_f1=f1,
        declined_unanswerable=_declined(unanswerable),
        declined_answerable=_declined(answerable),
        seconds=times[len(times) // 2] if times else None,
        intervals={
            name: interval(values, resamples)
            for name, values in per_question.items()
            if values and resamples
        },
    )


def _citations(judged: Sequence[Outcome]) -> tuple[float | None, float | None, float | None]:
    """Citation precision, recall and F1, each averaged over questions."""
    rows = []
    for outcome in judged:
        cited = {quote.id for quote in outcome.answer.citations}
        right = len(cited & outcome.judged.relevant)
        precision = right / len(cited) if cited else 0.0
        recall = right / len(outcome.judged.relevant)
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        rows.append((precision, recall, f1))
    if not rows:
        return None, None, None
    return tuple(fmean(column) for column in zip(*rows, strict=True))  # type: ignore[return-value]  # three columns in, three out


def _declined(outcomes: Sequence[Outcome]) -> float | None:
    if not outcomes:
        return None
    return fmean(float(not outcome.answer.answerable) for outcome in outcomes)


def interval(values: Sequence[float], resamples: int, seed: int = 20261120) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of a mean."""
    chance = random.Random(seed)
    means = sorted(fmean(chance.choices(values, k=len(values))) for _ in range(resamples))
    return means[int(0.025 * resamples)], means[min(int(0.975 * resamples), resamples - 1)]


def by(outcomes: Iterable[Outcome], key: Callable[[JudgedQuestion], str]) -> dict[str, Figures]:
    """Figures for each value of `key`, in order of first appearance."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(key(outcome.judged), []).append(outcome)
    return {name: figures(members) for name, members in groups.items()}
