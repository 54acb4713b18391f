"""A question taken apart: what is asked of what, and the words that are left to search for.

Nothing here decides what is answered. `competency-bot ask --explain` prints the parsed question.
"""

import re
from dataclasses import asdict, dataclass
from typing import Any

from conversations.amounts import Amount
from conversations.facets import Facet
from conversations.halves import Reading
from conversations.sides import Side
from conversations.small_talk import SmallTalk
from index.lookup import CodeMention
from standards.model import Language


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A question taken apart."""

    text: str
    language: Language
    facets: tuple[Facet, ...] = ()
    """The parts of a standard that it names, in its order, each once."""
    counting: bool = False
    standards: tuple[str, ...] = ()
    """Codes of the standards it names, or of the topic it refers back to."""
    older: tuple[str, ...] = ()
    """Codes that it names of versions older than the loaded ones."""
    codes: tuple[CodeMention, ...] = ()
    """Items named by code, with the ids they may mean; none where no standard prints the code."""
    places: tuple[str, ...] = ()
    """Ids of the tasks and activities it names, or of the topic it refers back to."""
    items: tuple[str, ...] = ()
    """Ids of the other items whose whole titles it says: 「解決抱怨的技巧」."""
    terms: str = ""
    """The folded words left when names, facets and question words are taken away."""
    nameless: str = ""
    """The folded text without the names of standards, where it names any and says more."""
    asked_about: str = ""
    """Of those, what is left without all, only, not and in common: what is asked about, if not
    everything."""
    called: tuple[str, ...] = ()
    """What the standards call things that it names otherwise: 個人資料保護 for 個資."""
    mended: tuple[str, ...] = ()
    """Words that were put in for what looks like slips of typing."""
    refers_back: bool = False
    listing: bool = False
    """Asks for all there is: 「要做哪些」, what are the …."""
    polar: bool = False
    """Asks whether: 「要會日文嗎」, does one need to know it."""
    about_all: bool = False
    """Speaks of all standards."""
    about_whole: bool = False
    """Says 標準 or standard: the whole, not the place that was spoken of."""
    comparing: bool = False
    sharing: bool = False
    """Asks only for what two standards have in common."""
    differing: bool = False
    """Asks for what is not the same in two, without asking for what is."""
    only: tuple[str, ...] = ()
    """Codes of standards that it asks of what no other has: 「只有貿易經理有的態度」."""
    without: tuple[str, ...] = ()
    """Codes of standards that it says don't have it: 「零售沒有的態度」."""
    negated: bool = False
    """Says no or not, of what is asked for."""
    needs_not: bool = False
    """Asks which places do without something."""
    bare: Facet | None = None
    """Asks which of these (tasks, activities, standards) list none of its facets."""
    in_each: bool = False
    """Asks for what is listed beside every task."""
    so_many: Amount | None = None
    """Asks which places list so many, at least and at most: 「只有一條指標的任務」."""
    in_so_many: Amount | None = None
    """Asks for what so many of them list: 「只有一個任務用到的技能」."""
    within: Facet | None = None
    """Whether it is tasks or activities that are asked about so."""
    only_there: bool = False
    """Asks what stands in the places that it names, and in no others."""
    changing: bool = False
    """Speaks of going from one job to another, whatever is asked of it."""
    lacking: bool = False
    """Asks what one standard's people lack for another, the first named being theirs."""
    side: Side = Side.ALL
    """Of two tasks, activities or standards: whose it asks for, where not for both's."""
    counterpart: bool = False
    """Asks for what is the same in another standard, under whatever name."""
    reverse: bool = False
    """Asks which tasks or standards need something, not what one needs."""
    where: bool = False
    """Asks in which task, activity or standard."""
    who: bool = False
    """Asks who, whichever way they are called: 「誰要懂…」, who has to know."""
    mentioning: bool = False
    """Asks where something is mentioned, not who needs it."""
    which_standard: bool = False
    """Asks which standard is about something."""
    unknown_role: bool = False
    """Names an occupation (門市服務人員, a nurse) that no loaded standard is called by."""
    per_task: bool = False
    """Asks for the level of each task."""
    exhaustive: bool = False
    """Says that all is wanted: 「全部列給我」, the full list."""
    level: int | None = None
    """Asks for what is at this level: 「六級的任務有哪些」."""
    extreme: str = ""
    """Asks for what is at the `highest` or the `lowest` level."""
    count_of: str = ""
    """Asks which lists the `most` or the `fewest` of something."""
    nth: tuple[int, ...] = ()
    """Means some of the list shown last, counted from 1: 「第二個呢」; -1 is the last, 0 the
    next, -2 the one before."""
    beyond: int = 0
    """How many the list shown last has, where a number beyond it is asked for."""
    picked: tuple[str, ...] = ()
    """Ids of those."""
    again: tuple[str, ...] = ()
    """Ids of what the last answer quoted, where it is asked for in another language."""
    original: bool = False
    """In the document's own."""
    name_alone: bool = False
    """Nothing stands in it but a standard's name: 「那貿易經理呢」."""
    points: bool = False
    """Says this, it or they of what was spoken of: 「做這件事」."""
    explained: bool = False
    """Asks why, how, for an example, or for clearer words, and for nothing else."""
    further: bool = False
    """Asks what else there is, and for nothing else."""
    asked_on: tuple[str, ...] = ()
    """Ids of what the last answer quoted, where that is to be explained or gone on with."""
    subject: tuple[str, ...] = ()
    """Ids of what was found before, where the like of it is looked for in another standard."""
    near: tuple[str, ...] = ()
    """Ids of what was spoken of last: what stands near them is likelier to be meant."""
    told: tuple[str, ...] = ()
    """Ids of the items among them that were quoted, best first."""
    continues: bool = False
    """It goes on from there: it says so, or says too little to stand alone."""
    otherwise: "ParsedQuestion | None" = None
    """How it is meant if its words are a place's title: the same, asked of that place."""
    heard: tuple[str, ...] = ()
    """What it asks for by the sound of all its words, though none names it (`hearing`)."""
    among: tuple[str, ...] = ()
    """Ids of the list shown last, where it asks which of them: "which one is about exports"."""
    halves: tuple[Reading, ...] = ()
    """The two things that it may set side by side, in each reading."""
    small_talk: SmallTalk | None = None

    @property
    def weight(self) -> int:
        """How much is left to search for: Chinese characters, and Latin words as two."""
        return weight_of(self.terms)

    def as_json(self) -> dict[str, Any]:
        """For `ask --explain`."""
        return {**asdict(self), "weight": self.weight}


def weight_of(terms: str) -> int:
    """How much `terms` say: Chinese characters, and Latin words as two."""
    words = re.findall(r"[a-z0-9]+", terms)
    return len(re.findall(r"[㐀-鿿]", terms)) + 2 * len(words)
