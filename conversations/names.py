"""What people call a standard: its title, its code, and the short forms they use instead."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from index.fold import fold
from standards.model import Standard
from standards.renderings import Renderings, renderings_of

# What a title is shortened by in speech. Both forms name the standard.
_SHORTENED = (
    ("電子商務", "電商"),
    ("營運", "運營"),
    ("e-commerce", "ecommerce"),
    ("service outsourcing", "outsourcing"),
)
# A role's ending says little of which role it is: 跨境電商 names 跨境電商營運人員.
_ENDINGS = ("職能基準", "職能單元", "營運人員", "人員", "專員", "主管")
_SHORTEST_GUESS = 4
"""A title's part of fewer characters is a word of the trade (電商, 網路), not a name."""
_BESIDE = (
    r"那?(?:個|份)?的?(?:職能)?(?:基準|標準|單元)|(?:的)?(?:那|這)張|的?(?:職缺|職務|崗位)|人員|主管|專員|小編|從業人員|那(?:個|份)|這(?:個|份)|工作(?=有|要|裡|[\s?？]*$)|(?=也(?:有|要|列|需要)的|哪(?:些|幾)(?:個|項)?工作)"
    r"|(?=的?(?:裡面?|中)?(?:的|有)?(?:[哪那每各]|所有|全部|任何|幾)?(?:些|幾|一)?(?:個|項)?(?:大|主要)?(?:工作)?(?:任務|職責))"
    r"|(?: competency| e-?commerce)?"
    r" (?:standard|unit|staff|people|person|operator|practitioner|specialist|clerk|worker"
    r"|coordinator|officer|executive|assistant|role|job|one|sheet|document|profile|position|post)s?\b"
    r"|(?= (?:work )?(?:task|main dut(?:y|ie)|duty|dutie|activity|activitie)s?\b)"
)
"""What follows a short name when it names the standard: 電商基準, outsourcing unit, 跨境的任務."""
_WITHIN = r"(?:裡面?|中|這邊|那邊)?(?:可以|能(?!力)|會|要|是|有|[,，]|[\s?？]*$)"
"""What follows it behind 在: 在跨境可以做什麼."""
_ROLE = r" (?:operator|practitioner|specialist|clerk|worker|coordinator|officer)s?\b"
"""What people say of whom a standard is for, after its name: retail e-commerce operator."""


@dataclass(frozen=True, slots=True)
class NameMention:
    """A standard's name as it stands in a folded question."""

    codes: tuple[str, ...]
    start: int
    end: int
    sure: bool
    """A short name is also a word of the trade: 外包合約 asks of a contract, not of a standard."""
    older: bool = False
    """It is the code of an older version than the loaded one."""


class Names:
    """Finds which standards a question names."""

    def __init__(
        self,
        standards: Sequence[Standard],
        renderings: Callable[[str], Renderings] = renderings_of,
    ) -> None:
        """`renderings` gives what people call the standard of a code."""
        self._sure = _Lexicon(
            (name, standard.code)
            for standard in standards
            for name in {*_names_of(standard), *renderings(standard.code).names}
        )
        self._older = {fold(code) for standard in standards for code in _older_codes_of(standard)}
        self._short = _Lexicon(
            (name, standard.code)
            for standard in standards
            for name in renderings(standard.code).short
        )

    def mentions(self, folded: str) -> tuple[NameMention, ...]:
        """Every name that stands in a folded question, the longest reading of each place."""
        sure = [
            NameMention(
                codes, start, _with_role(folded, end), True, folded[start:end] in self._older
            )
            for codes, start, end in self._sure.find(folded)
        ]
        taken = bytearray(len(folded))
        for mention in sure:
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        for codes, start, end in self._short.find(folded):
            if any(taken[start:end]):
                continue
            beside = _beside().match(folded, end)
            within = folded[:start].endswith("在") and _within().match(folded, end) is not None
            sure.append(
                NameMention(codes, start, beside.end() if beside else end, bool(beside) or within)
            )
        return tuple(sorted(sure, key=lambda mention: mention.start))


def _with_role(folded: str, end: int) -> int:
    role = re.compile(_ROLE).match(folded, end)
    return role.end() if role else end


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(fold(_BESIDE))


@cache
def _within() -> re.Pattern[str]:
    return re.compile(fold(_WITHIN))


class _Lexicon:
    """Names in folded text, the longest first."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        codes_of: dict[str, dict[str, None]] = {}
        for name, code in names:
            folded = fold(name).strip()
            if len(folded) > 1:
                codes_of.setdefault(_spaced(folded), {})[code] = None
        self._codes_of = {name: tuple(codes) for name, codes in codes_of.items()}
        by_length = sorted(self._codes_of, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_bounded, by_length))) if by_length else None

    def find(self, folded: str) -> Iterable[tuple[tuple[str, ...], int, int]]:
        if self._pattern is None:
            return
        for match in self._pattern.finditer(folded):
            yield self._codes_of[_spaced(match.group())], match.start(), match.end()


def _spaced(name: str) -> str:
    """A name with spaces for its hyphens: people write cross border and cross-border."""
    return re.sub(r"[-\s]", " ", name)


def _bounded(name: str) -> str:
    """A pattern for `name` that does not match inside a longer Latin word or code."""
    left = r"(?<![a-z0-9])" if name[0].isascii() and name[0].isalnum() else ""
    right = r"(?![a-z0-9-])" if name[-1].isascii() and name[-1].isalnum() else ""
    return left + re.sub(r"\\[- ]", r"[-\\s]", re.escape(name)) + right


def _older_codes_of(standard: Standard) -> set[str]:
    """What earlier versions are called: as the document lists them, and by number below its own."""
    listed = {version.code for version in standard.versions if version.code} - {standard.code}
    numbered = re.fullmatch(r"(.+v)(\d+)", standard.code, flags=re.IGNORECASE)
    before = range(1, int(numbered[2])) if numbered else ()
    return listed | {f"{numbered[1]}{number}" for number in before if numbered}


def _names_of(standard: Standard) -> set[str]:
    names = {standard.code, standard.title}
    # A code that is out of date (`KPS1420-001`) still names the standard.
    names |= _older_codes_of(standard)
    unversioned = re.sub(r"v\d+$", "", standard.code, flags=re.IGNORECASE)
    # People leave out what they don't need: KPS1420 for KPS1420-001v2.
    names |= {unversioned, unversioned.partition("-")[0]}
    spoken = {standard.title}
    for long, short in _SHORTENED:
        spoken |= {name.replace(long, short) for name in spoken}
    for name in tuple(spoken):
        for ending in _ENDINGS:
            stem = name.removesuffix(ending)
            if stem != name and len(stem) >= _SHORTEST_GUESS:
                spoken.add(stem)
    return names | spoken
