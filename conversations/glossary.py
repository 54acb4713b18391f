"""What the standards' own words and letters mean: K, 行為指標, level.

Asked of no standard, so that nothing is cited; said in a line, with what to ask next.
"""

import re
from collections.abc import Callable
from functools import cache

from conversations.facets import Facet, facets_in
from conversations.language import N_
from index.fold import fold

_LETTERS = {
    "t": Facet.TASKS,
    "o": Facet.OUTPUTS,
    "p": Facet.INDICATORS,
    "k": Facet.KNOWLEDGE,
    "s": Facet.SKILLS,
    "a": Facet.ATTITUDES,
    "n": Facet.NOTES,
    "g": Facet.ASSESSMENT,
}
MEANINGS = {
    Facet.TASKS: N_(
        "Tasks (T; elements E in units, groups R in Hong Kong's) are the main parts of a job."
    ),
    Facet.ACTIVITIES: N_("Activities (T1.1, T1.2, …) are the steps that a task consists of."),
    Facet.OUTPUTS: N_(
        "Outputs (O) are what an activity leaves behind: a report, a record, a plan."
    ),
    Facet.INDICATORS: N_(
        "Indicators (P) say what somebody who does the activity well can be seen to do."
    ),
    Facet.KNOWLEDGE: N_("Knowledge (K) is what one must know to do the task."),
    Facet.SKILLS: N_("Skills (S) are what one must be able to do, with hands, tools or words."),
    Facet.ATTITUDES: N_("Attitudes (A) are how one goes about the work: careful, open, …."),
    Facet.LEVEL: N_(
        "Levels run from 1 to 6 in Taiwan and from 1 to 7 in Hong Kong: the higher, the more one"
        " decides alone and answers for."
    ),
    Facet.NOTES: N_("Notes (N) explain terms and say which schooling or experience is advised."),
    Facet.ASSESSMENT: N_("Assessment (G; C in Hong Kong) says how it is found out who can do it."),
}
"""What a part of a standard is, as message ids."""

_ASKED = (
    r"(.+?)\s*(?:跟|和|與)\s*(.+?)\s*(?:有)?(?:什麼|哪些|的)?(?:差別|差異|不同|不一樣|差在哪(?:裡)?|怎麼分)(?:是什麼)?",
    r"what(?:'s| is| are) the differences? between (.+?) and (.+)",
    r"how (?:are|is|do|does) (.+?) (?:different from|differ from) (.+)",
    r"(?:什麼|啥)(?:叫做?|是)\s*(.+)",
    r"(.+?)\s*(?:是|代表|指)(?:的是)?(?:什麼|啥)(?:意思|東西)?",
    r"(.+?)\s*(?:的)?(?:意思|定義)(?:是什麼)?",
    r"what (?:is|are|does)(?: the| an| a)? (.+?)(?: letter)?(?: stands? for| means?)?",
    r"(.+?) meaning",
)


def meant_by(text: str) -> tuple[Facet, ...]:
    """The parts of a standard whose names or letters `text` asks the meaning of, or the difference
    between, and nothing else."""
    said = fold(text).strip(" \t?？!！。.")
    for pattern in _patterns():
        match = pattern(said)
        if match:
            words = [word.strip(" 「」\"'") for word in match.groups() if word]
            facets = [_LETTERS.get(word) or _facet_called(word) for word in words]
            found = tuple(facet for facet in facets if facet)
            return found if len(found) == len(words) else ()
    return ()


@cache
def _patterns() -> tuple[Callable[[str], re.Match[str] | None], ...]:
    return tuple(re.compile(fold(asked)).fullmatch for asked in _ASKED)


def _facet_called(word: str) -> Facet | None:
    word = re.sub(r"^(levels?|级别|等级)\s*[1-7]$", r"\1", word)
    mentions = [each for each in facets_in(word) if each.end - each.start == len(word)]
    return mentions[0].facet if mentions and mentions[0].facet in MEANINGS else None
