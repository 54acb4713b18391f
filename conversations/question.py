"""A question, parsed: what is asked of what, and the words that are left to search for.

Nothing here decides what is answered. `competency-bot ask --explain` prints the parsed question.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

from conversations.facets import Facet, asks_for_a_count, facets_in
from conversations.names import NameMention, Names
from conversations.small_talk import SmallTalk, small_talk_in
from conversations.topic import Topic
from index.fold import fold
from index.lookup import CodeMention, Lookup
from standards.model import Language

# What a question consists of besides its subject, in one place for both languages.
_FRAME = (
    r"請問|一覽(?:表)?|列表|清單|整理|整份|內容|叫什麼|名字|名稱|標題|看看|幫(?:我|忙)|只要|就好|每(?:個|項|條)|說(?:明)?的?是|一共|各?是|面試|需要的|在講|講什麼|寫什麼|[兩一二三四五六七八九十](?:份|條|個|項|點|大項)|現在|目前|查得到|找得到|載入(?:了)?|管什麼|哪(?:一)?點|清單|一句話|簡單說|通通|統統|整(?:個|份|年)|一整|下面|到底|究竟|大概|想(?:請)?問|想知道|告訴我|列(?:出|一下)|給我|幫我|我想|可以|能不能|是不是|有沒有|一下"
    r"|哪(?:些|個|幾項|幾個|一個|一項|裡|種)|什麼(?:是|叫)?|怎(?:麼|樣)(?:辦|做)?|如何|為什麼|多少|幾(?:個|項|條|份|種)?"
    r"|需要|應該|應(?:具備)?|必須|具備(?:的)?|得要|要有|要求|包括|包含|所有|全部|完整|總共|共有?|分別|各"
    r"|職能(?:基準|單元|內涵)?|基準|標準|單元|這(?:個|份|項)?|那(?:個|份|項|麼)?|該|它|其|上(?:一|面)(?:個|題|項)?|前一個|剛(?:才|剛)(?:的|那個)?"
    r"|[的了呢嗎吧啊呀喔嘛是有在和跟與及或要會才就都也還再於從對把被讓給得到]|裡面|裡|中|下面|底下|方面|部分|我|你|您|我們"
    r"|\b(?:what|which|who|how|when|where|why|whose|is|are|was|were|be|been|am|do|does|did|can|could|should|would|will|shall"
    r"|must|may|might|has|have|had|the|a|an|of|for|in|on|at|to|from|by|with|and|or|as|it|its|this|that|these|those|there"
    r"|me|my|i|you|your|we|our|they|their|please|tell|show|give|list|say|says|said|know|need(?:ed|s)?|required?|requires?"
    r"|all|any|each|every|many|much|some|about|under|standards?|units?|competenc(?:y|ies)|items?|total|number|name[ds]?|bullets?|points?|two|three|four|five|six|seven|comes?|now|ok|same|full|staff|title|under|loaded|available|called|mean(?:s|t)?|expected|listed|lists?|include[ds]?|have|belong(?:s)?|full|complete|out|s|t|re|previous|last|one)\b"
)
_BACK = (
    r"^(?:那麼?|那它|還有|然後|另外|換成|再|and\b|then\b|also\b|ok(?:ay)? now\b|now\b|what about\b|how about\b|same (?:for|question)\b)"
    r"|也(?:給|列|要|說|看)|一併|咧|勒"
    r"|呢[\s?？!！。.]*$|上(?:一|面|述)(?:個|題|項)?|前(?:一個|面)|剛(?:才|剛)|這(?:個|份|項|些)|那一?(?:個|份|項|些|條)|它|該(?:任務|基準|標準|項)"
    r"|\b(?:it|its|that one|those|these|the previous|the last|this one|the same)\b"
)
_COMPARING = (
    r"比.{0,12}(?:多|少|高|低)|\b(?:more|fewer|higher|lower) (?:\w+ ){0,3}than\b|差(?:別|異|在哪|多少)|不同|不一樣|比較|相比|相同|共同|一樣|對照|(?:還)?(?:缺|少|差)(?:了)?(?:什麼|哪些)|轉(?:職|任|做|去|到|成)|升(?:任|到|成)"
    r"|\b(?:compare[ds]?|comparison|differ(?:s|ent|ences?)?|versus|vs|in common|share[ds]?|lack|missing|become|switch|transition|gaps?)\b"
)
_POLAR = (
    r"嗎[\s?？!！。]*$|是否|要不要|需不需要|會不會"
    r"|^(?:does|do|is|are|must|should|can|has|have)\b"
)
_ALL = (
    r"(?:所有|全部|各|這|[三四五幾])(?:份|個)?(?:職能)?(?:基準|標準|單元)|\ball (?:\w+ )?(?:standards|units)\b"
    r"|\b(?:three|four|five) (?:\w+ )?(?:standards|units)\b"
)
_SHARED = r"相同|共同|共通|都(?:有|要)|\b(?:in common|share[ds]?|both)\b"
_LISTING = (
    r"哪(?:些|幾)|底下|下面|之下|幾(?:點|條|項|個)|分(?:成)?(?:哪)?幾|要做(?:些)?什麼|包(?:括|含)(?:哪些|什麼)?|在(?:管|做)什麼|怎麼做"
    r"|\b(?:what are|which are|list|steps|includes?|consists?|comes under|under|how many|bullets|points)\b"
)
_LACKING = (
    r"(?:還)?(?:缺|少|差)(?:了)?(?:什麼|哪些)|要補(?:什麼|哪些|些什麼)?|還(?:要|得)(?:學|補|加強)|補(?:什麼|哪些)"
    r"|\b(?:lack|missing|gaps?|still need|have to learn|need to learn|become)\b"
)
_REVERSE = (
    r"(?:要會|需要|用到|要懂|有列|要求).{1,20}的(?:工作)?(?:任務|職責|活動)|(?:對應|屬於|掛在|列在|出現在|用在).{0,12}(?:哪|邊)"
    r"|(?:哪|邊)(?:些|個|幾個)?(?:工作)?(?:任務|職責|活動)(?:會|才|都)?(?:需要|要|用|有列|列)|誰(?:會|要|需要)用"
    r"|\bwhere (?:is|are) .+ (?:used|needed|listed|required)\b|\bbelongs? to which\b|\bwhich (?:\w+ ){0,4}tasks? (?:need|use|call|ask|list|require)"
    r"|"
    r"(?:哪(?:些|個|幾個|一個)?|什麼)(?:工作)?(?:任務|職責|標準|基準|職能基準|單元|工作|職位|職務|活動|人)(?:會|才|都)?(?:需要|要|用到|用得到|需|得)"
    r"|(?:是|屬於)?哪(?:一|幾|些)?(?:個|項|份)(?:標準|基準|任務|工作|職務|職位)?(?:裡)?(?:有)?(?:提到|提及|要求|寫到|寫了|需要|要用|要的|要會|用到|的技能|的知識|會用)"
    r"|\bwho (?:has to|needs to|must|should) (?:deal with|use|know|handle|understand)\b"
    r"|\b(?:which|what)(?: \w+)? (?:tasks?|standards?|units?|jobs?|roles?|occupations?|activities)(?: \w+)? (?:need|require|use|call for|ask for|involve)s?\b"
    r"|\bwhere (?:is|do i need) .+ (?:needed|required|used)\b"
)


_ROLE = (
    r"[㐀-鿿]{1,4}(?:師|員|長|手)(?:平常|通常|主要)?(?:要|需|應|得|的)(?:掌握|懂|會|做|具備|有|工作|技能|知識|態度|任務|產出)|(?:人員|專員|工程師|設計師|企劃師|技師|師傅|老師|司機|導遊|主播|店長|業務員|銷售員|店員|編輯|美編|會計|護理師|廚師"
    r"|咖啡師|律師|經理|主管|顧問|助理)(?:的|要|需|應|得|職|基|標|崗|有|$)"
    r"|\b(?:nurse|engineer|manager|driver|designer|accountant|chef|barista|teacher|guide|clerk|assistant|officer"
    r"|developer|programmer|analyst|electrician|cashier|waiter|receptionist|planner|buyer|host|streamer|specialist"
    r"|consultant)s?\b|\b(?:standard|unit of competency|unit|competenc(?:y|ies)) (?:standard )?(?:for|in|of|on)\b"
)


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(fold(words))


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
    codes: tuple[CodeMention, ...] = ()
    """Items named by code, with the ids they may mean; none where no standard prints the code."""
    places: tuple[str, ...] = ()
    """Ids of the tasks and activities it names, or of the topic it refers back to."""
    terms: str = ""
    """The folded words left when names, facets and question words are taken away."""
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
    lacking: bool = False
    """Asks what one standard's people lack for another, the first named being theirs."""
    reverse: bool = False
    """Asks which tasks or standards need something, not what one needs."""
    unknown_role: bool = False
    """Names an occupation (門市服務人員, a nurse) that no loaded standard is called by."""
    small_talk: SmallTalk | None = None

    @property
    def weight(self) -> int:
        """How much is left to search for: Chinese characters, and Latin words as two."""
        return _weight(self.terms)

    def as_json(self) -> dict[str, Any]:
        """For `ask --explain`."""
        return {**asdict(self), "weight": self.weight}


def language_of_text(text: str, otherwise: Language = Language.ZH_HANT) -> Language:
    """The language to answer `text` in: Chinese if it has a Chinese character, English if it has
    a Latin word, `otherwise` for bare codes and signs."""
    if re.search(r"[㐀-鿿豈-﫿]", text):
        return Language.ZH_HANT
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\b[A-Za-z]{0,4}\d[\w.-]*", " ", text))
    return Language.EN if words else otherwise


def parse(
    text: str,
    names: Names,
    lookup: Lookup,
    topic: Topic | None = None,
    language: Language | None = None,
    misprints: Mapping[str, str] | None = None,
) -> ParsedQuestion:
    """Takes `text` apart. A topic is used only where the question names no place of its own.

    `misprints` maps codes as the documents misprint them, folded, to the ids they stand for.
    """
    folded = fold(text)
    spoken = language or language_of_text(text)
    talk = small_talk_in(folded)
    if talk:
        return ParsedQuestion(text, spoken, small_talk=talk)

    mentions = names.mentions(folded)
    named = [mention for mention in mentions if mention.sure]
    bare_names = [(mention.start, mention.end) for mention in mentions]
    several = _pattern(_COMPARING).search(folded) or len(lookup.codes(folded)) > 1
    beside = len(mentions) > 1 and bool(several)
    if beside or (
        not named and (lookup.codes(_blank(folded, bare_names)) or _says_little(folded, bare_names))
    ):
        named = list(mentions)
    rest = _blank(folded, [(mention.start, mention.end) for mention in named])
    standards = tuple(dict.fromkeys(code for mention in named for code in mention.codes))
    rest = _with_codes_for_words(rest)
    codes = (*_codes(rest, named, lookup), *_misprinted(rest, misprints or {}))
    for mention in codes:
        rest = rest.replace(mention.printed.lower(), " " * len(mention.printed))
    codes = tuple(replace(code, printed=_as_written(code.printed, text)) for code in codes)
    titles, places = _titled(rest, standards, lookup)
    codes = tuple(_narrowed(code, places) for code in codes)
    rest = _blank(rest, titles)
    facets = facets_in(rest)
    terms = _terms(_blank(rest, [(mention.start, mention.end) for mention in facets]))

    parsed = ParsedQuestion(
        text=text,
        language=spoken,
        facets=_asked_for(tuple(dict.fromkeys(mention.facet for mention in facets))),
        counting=asks_for_a_count(folded),
        standards=standards,
        codes=codes,
        places=tuple(dict.fromkeys(places)),
        terms=terms,
        listing=_pattern(_LISTING).search(folded) is not None,
        polar=_pattern(_POLAR).search(folded.strip()) is not None,
        about_all=_pattern(_ALL).search(folded) is not None,
        about_whole=_pattern(r"(?:基準|標準|單元)|\b(?:standard|unit)\b").search(rest) is not None,
        sharing=_pattern(_SHARED).search(folded) is not None,
        refers_back=_pattern(_BACK).search(folded) is not None,
        comparing=_pattern(_COMPARING).search(folded) is not None,
        unknown_role=not standards and _pattern(_ROLE).search(rest) is not None,
        lacking=_pattern(_LACKING).search(folded) is not None,
        reverse=_pattern(_REVERSE).search(folded) is not None,
    )
    return _with_topic(parsed, topic or Topic(), lookup)


_NOTE = r"(?:註|附註|備註|\bnotes?)\s*(\d{1,2})(?!\d)"
_NTH_TASK = (
    r"第\s*([一二三四五六七八九1-9])\s*(?:個|項|大)?(?:工作)?(?:任務|職責|主要職責|要素)"
    r"|\b(first|second|third|fourth|fifth) (?:task|element|duty)\b"
)
_NUMBERS = {
    number: n
    for n, words in enumerate(
        ("一 first", "二 second", "三 third", "四 fourth", "五 fifth", "六", "七", "八", "九"), 1
    )
    for number in (*words.split(), str(n))
}


def _with_codes_for_words(rest: str) -> str:
    """註3 as N3, 第一個任務 as T1, so that they are looked up like codes."""
    rest = _pattern(_NOTE).sub(lambda match: f" n{match[1]} ", rest)
    return _pattern(_NTH_TASK).sub(
        lambda match: f" t{_NUMBERS[next(filter(None, match.groups()))]} ", rest
    )


def _misprinted(rest: str, misprints: Mapping[str, str]) -> tuple[CodeMention, ...]:
    words = re.findall(r"[a-z]?\d+(?:\.\d+)+", rest)
    return tuple(CodeMention(word, (misprints[word],)) for word in words if word in misprints)


def _titled(
    rest: str, standards: tuple[str, ...], lookup: Lookup
) -> tuple[list[tuple[int, int]], tuple[str, ...]]:
    """Where titles of tasks and activities stand in `rest`, and their ids."""
    spans, places = [], []
    for id_ in lookup.titles(rest):
        code, _slash, item = id_.partition("/")
        start = rest.find(lookup.title(id_))
        if item[:1] in "TER" and start >= 0 and (not standards or code in standards):
            spans.append((start, start + len(lookup.title(id_))))
            places.append(id_)
    return spans, tuple(places)


def _narrowed(code: CodeMention, places: tuple[str, ...]) -> CodeMention:
    """A code that several standards print means the one whose title stands beside it."""
    named = tuple(id_ for id_ in code.ids if id_ in places)
    return replace(code, ids=named) if named else code


_IN_A_PLACE = {Facet.OUTPUTS, Facet.INDICATORS, Facet.KNOWLEDGE, Facet.SKILLS, Facet.LEVEL}


def _asked_for(facets: tuple[Facet, ...]) -> tuple[Facet, ...]:
    """The facets without those that only say where: 「品牌管理任務的知識」 asks for knowledge."""
    if _IN_A_PLACE & set(facets):
        return tuple(f for f in facets if f not in (Facet.TASKS, Facet.ACTIVITIES))
    if Facet.ACTIVITIES in facets:
        return tuple(f for f in facets if f is not Facet.TASKS)
    return facets


def _codes(rest: str, named: Sequence[NameMention], lookup: Lookup) -> tuple[CodeMention, ...]:
    """The codes in `rest`, where names are blank: each in the standard last named before it.

    A code before any name belongs to the first: 「T1 of the retail standard」.
    """
    if not named:
        return tuple(lookup.codes(rest))
    starts = [0, *(mention.start for mention in named[1:]), len(rest)]
    found = [
        code
        for mention, start, end in zip(named, starts, starts[1:], strict=False)
        for code in lookup.codes(rest[start:end], mention.codes)
    ]
    return tuple(dict.fromkeys(found))


def _terms(rest: str) -> str:
    """What is left of folded words without those that only do the asking."""
    return " ".join(re.sub(r"[^\w㐀-鿿%/+-]+", " ", _pattern(_FRAME).sub(" ", rest)).split())


def _weight(terms: str) -> int:
    words = re.findall(r"[a-z0-9]+", terms)
    return len(re.findall(r"[㐀-鿿]", terms)) + 2 * len(words)


def _says_little(folded: str, names: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing but a facet is asked beside these names: 「電商要懂什麼」."""
    rest = _blank(folded, names)
    facets = [(mention.start, mention.end) for mention in facets_in(rest)]
    return bool(names) and _weight(_terms(_blank(rest, facets))) <= 1


_ELLIPTIC = 3
"""A follow-up says little of its own: 「那技能呢？」 leaves no more than this to search for."""


def _with_topic(parsed: ParsedQuestion, topic: Topic, lookup: Lookup) -> ParsedQuestion:
    if not topic.standards or (parsed.standards and not parsed.refers_back):
        return parsed
    if parsed.standards:
        if not parsed.facets and not parsed.codes and topic.codes and parsed.weight <= _ELLIPTIC:
            return replace(
                parsed, codes=tuple(lookup.codes(" ".join(topic.codes), parsed.standards))
            )
        # 「那貿易經理呢？」: the same facets of another standard.
        if not parsed.facets and parsed.weight <= _ELLIPTIC and not parsed.codes:
            return replace(parsed, facets=topic.facets)
        return parsed
    if parsed.codes:
        if parsed.refers_back or parsed.facets or parsed.listing:
            return _code_under_topic(parsed, topic)
        return replace(parsed, codes=tuple(_topic_first(code, topic) for code in parsed.codes))
    bare = parsed.weight <= 1 or (
        (parsed.refers_back or bool(parsed.facets)) and parsed.weight <= _ELLIPTIC
    )
    if bare and (parsed.facets or parsed.refers_back or parsed.counting):
        return replace(
            parsed,
            standards=topic.standards,
            places=() if parsed.about_whole else topic.places,
            facets=parsed.facets or topic.facets,
            refers_back=True,
        )
    return parsed


def _topic_first(code: CodeMention, topic: Topic) -> CodeMention:
    """A code's items with those of the standards that were spoken of in front."""
    return replace(
        code,
        ids=tuple(sorted(code.ids, key=lambda id_: id_.partition("/")[0] not in topic.standards)),
    )


def _code_under_topic(parsed: ParsedQuestion, topic: Topic) -> ParsedQuestion:
    codes = tuple(
        replace(
            mention,
            ids=tuple(i for i in mention.ids if i.partition("/")[0] in topic.standards)
            or mention.ids,
        )
        for mention in parsed.codes
    )
    return replace(
        parsed, codes=codes, standards=topic.standards, facets=parsed.facets or topic.facets
    )


def _as_written(folded_code: str, text: str) -> str:
    """A code in the letters the person gave it."""
    written = re.search(re.escape(folded_code), unicodedata.normalize("NFKC", text), re.IGNORECASE)
    return written.group() if written else folded_code


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with these spans turned to spaces, so that every other position stays."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
