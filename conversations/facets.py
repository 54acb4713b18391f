"""What of a standard a question asks for, and the words by which people ask for it.

The words stand in one table, Chinese and English side by side, as regular expressions over folded
text (see `index.fold`): adding a way of asking is adding a word here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from index.fold import fold
from standards.model import ItemKind


class Facet(StrEnum):
    """A part of a standard that can be asked for by name."""

    STANDARDS = "standards"
    TASKS = "tasks"
    ACTIVITIES = "activities"
    OUTPUTS = "outputs"
    INDICATORS = "indicators"
    KNOWLEDGE = "knowledge"
    SKILLS = "skills"
    ATTITUDES = "attitudes"
    LEVEL = "level"
    CREDIT = "credit"
    PREREQUISITES = "prerequisites"
    ASSESSMENT = "assessment"
    NOTES = "notes"
    VERSIONS = "versions"
    RANGE = "range"
    SECTOR = "sector"
    CODE = "code"
    DESCRIPTION = "description"
    UNRECORDED = "unrecorded"
    """Pay, leave, prices, exam dates, …: asked of standards, and recorded by none."""


KIND_OF = {
    Facet.TASKS: ItemKind.TASK,
    Facet.ACTIVITIES: ItemKind.ACTIVITY,
    Facet.OUTPUTS: ItemKind.OUTPUT,
    Facet.INDICATORS: ItemKind.INDICATOR,
    Facet.KNOWLEDGE: ItemKind.KNOWLEDGE,
    Facet.SKILLS: ItemKind.SKILL,
    Facet.ATTITUDES: ItemKind.ATTITUDE,
    Facet.ASSESSMENT: ItemKind.ASSESSMENT,
    Facet.NOTES: ItemKind.NOTE,
}
"""The facets that are items of one kind."""
OF_A_PLACE = frozenset(
    {
        *(Facet.TASKS, Facet.ACTIVITIES, Facet.OUTPUTS, Facet.INDICATORS),
        *(Facet.KNOWLEDGE, Facet.SKILLS, Facet.LEVEL),
    }
)
"""What tasks and activities have."""

PLACES = frozenset({Facet.TASKS, Facet.ACTIVITIES})
"""The facets that are places themselves."""
LISTED_IN_PLACES = (Facet.OUTPUTS, Facet.INDICATORS, Facet.KNOWLEDGE, Facet.SKILLS)
IN_PLACES = (Facet.ACTIVITIES, *LISTED_IN_PLACES)
"""What stands in a task or activity, in the order in which it is told."""


def kinds_of(facets: Iterable[Facet]) -> frozenset[ItemKind]:
    """The kinds of items that some of the facets are."""
    return frozenset(KIND_OF[facet] for facet in facets if facet in KIND_OF)


# Order matters where words contain one another: the longer match wins, then the earlier row.
_WORDS: tuple[tuple[Facet, str], ...] = (
    (Facet.STANDARDS, r"(?:哪些|哪幾份|哪幾個|幾份|幾個|什麼)(?:職能)?(?:基準|標準|單元)"),
    (
        Facet.STANDARDS,
        r"\b(?:which|what|list|show|give|how many)(?:\s+\w+){0,3}\s+(?:standards|units)\b",
    ),
    (
        Facet.TASKS,
        r"工作任務|主要職責|任務|職責|職能要素|(?<=[哪幾些個項的一二三四五六七八九])要素(?![材質養])|工作內容|工作項目|做哪些(?:事|工作)|做(?:些)?什麼工作",
    ),
    (
        Facet.TASKS,
        r"分(?:成|為)?(?:了)?(?:哪)?[幾一二兩三四五六七八九](?:個|大)?(?:塊|部分|大塊|大類|大項|項|件事|步|關|階段)|哪(?:幾|些|[二三四五六七八九])(?:個)?(?:大)?(?:塊|部分|項|類)|(?:哪些|什麼)工作(?!任務|經驗|產出|態度|活動|內容|項目)",
    ),
    (
        Facet.TASKS,
        r"\b(?:performance requirement )?groups?\b|\b(?:main |key )?(?:tasks?|duty|duties|responsibilit(?:y|ies)|elements?)\b",
    ),
    (
        Facet.ACTIVITIES,
        r"工作活動|(?:(?<=\s的)|(?<=任務的)|(?<=職責的))活動|(?:哪些|幾個|幾項|什麼)活動|活動有(?:哪些|什麼|幾)",
    ),
    (Facet.ACTIVITIES, r"\b(?:work )?activit(?:y|ies)\b"),
    (
        Facet.OUTPUTS,
        r"工作產出(?:文件)?|(?:要)?產出的(?:文件|東西|報告|資料)|產出(?:物|文件)?|要(?:交|產|做)出?(?:什麼|哪些)(?:文件|東西|報告|資料)",
    ),
    (
        Facet.OUTPUTS,
        r"(?:交|產|做|寫|拿|留|(?<![賣拿進提支])出)(?:得)?(?:出|下)?(?:來)?(?:哪些|什麼|幾份)(?:文件|東西|報告|資料|成果)(?:[和跟與、或及](?:文件|東西|報告|資料|成果|表單|紀錄))*"
        r"|^\s*(?:那麼?|[㐀-鿿]{1,2}完)?(?:要|得|該)交(?:出|付)?(?:來)?什麼(?=[呢\s?？]*$)|各(?:自)?(?:要|得|該)?交(?:出|付)?(?:些)?什麼|分別(?:要|得|該)?交(?:出|付)?(?:些)?什麼|要(?:交|留)(?:出|付|下)?的(?:東西|報告|文件|紀錄)|^\s*(?:那麼?)?(?:要|得|該|需要)?(?:交|留|做|寫|拿)(?:得)?(?:出|下)?(?:來)?(?:哪些|什麼)(?:紀錄|表單|單據|文件)(?:[或和跟、](?:紀錄|表單|單據|文件))?",
    ),
    (
        Facet.OUTPUTS,
        r"\b(?:work )?outputs?\b|\bdeliverables?\b|\b(?:documents?|paperwork|reports?)\b[\w ]{0,60}\b(?:produces?|hands? in|delivers?|writes?|turns? out|comes? out|results? from|arises?)\b|\bwhat\b[\w .,-]{0,40}\b(?:produces?|hands? in|turns? out)\b(?=[^a-z]*$)"
        r"|\bwhat (?:comes?|papers? come) out of (?:each|both|the two|them)\b|\bwhat (?:reports?|papers?|documents?) (?:does|do|comes?)\b(?=.*\b(?:produce|give|hand in|write|yield|make|out)\b)"
        r"|\bwhat\b[\w ]{0,40}\b(?:hand(?:ed)? (?:over|in)|turn(?:ed)? in|submit(?:ted)?)\b",
    ),
    (
        Facet.INDICATORS,
        r"(?:要)?做到(?:什麼|多少|哪種)(?:程度|地步|樣)(?:才(?:算|行|可以|能)(?:數|好|過|合格)?)?|(?:怎樣|怎麼樣|如何)(?:才)?算(?:是)?做?得?好|行為指標|指標|表現準則|績效準則|表現要求|(?:幾|哪)(?:條|些|項|個)準則|的準則",
    ),
    (
        Facet.INDICATORS,
        r"\b(?:behaviou?r(?:al)? )?indicators?\b|\bperformance (?:criteria|requirements?)\b|\bcriteri(?:a|on)\b",
    ),
    (
        Facet.KNOWLEDGE,
        r"(?:專業)?知識(?!產權)|(?:要|得|該|需要|必須|應該)懂(?:得|些)?|懂(?:哪些|什麼|些什麼)",
    ),
    (Facet.KNOWLEDGE, r"(?<![a-z0-9])k(?![a-z0-9.])"),
    (Facet.SKILLS, r"(?<![a-z0-9'])s(?![a-z0-9.])(?=.{0,3}(?:有|是|嗎|呢|$))"),
    (Facet.KNOWLEDGE, r"要(?:了解|知道|認識)(?:哪些|什麼)"),
    (Facet.KNOWLEDGE, r"\bknowledge\b|\b(?:need|have|has|required|supposed|expected) to know\b"),
    (Facet.KNOWLEDGE, r"\b(?:should|must)(?:\s+\w+)? know\b"),
    (Facet.SKILLS, r"技能|(?:哪些|什麼|具備|具備的|需要的)能力|要會(?:哪些|什麼|些什麼)?"),
    (Facet.SKILLS, r"\bskills?\b|\babilit(?:y|ies)\b"),
    (Facet.ATTITUDES, r"(?:工作)?態度|人格特質|特質|心態|個性"),
    (
        Facet.ATTITUDES,
        r"什麼樣(?:個性)?的人|(?:哪|什麼)種人|\bwhat (?:sort|kind|type) of (?:a )?person\b",
    ),
    (Facet.ATTITUDES, r"\battitudes?\b|\bmindset\b|\b(?:personality )?traits?\b|\bpersonality\b"),
    (Facet.LEVEL, r"(?:基準|職能|單元)?級別|級數|等級|第?幾級|第幾集(?=[\s?？]*$)|哪一?級|幾等"),
    (Facet.LEVEL, r"\blevels?\b"),
    (Facet.CREDIT, r"學分"),
    (
        Facet.CREDIT,
        r"\bcredits?(?: points?| value)?\b(?! (?:terms?|cards?|checks?|limits?|notes?|history|information))",
    ),
    (
        Facet.PREREQUISITES,
        r"學經?歷(?:[跟和與、]工?作?經驗)?|經歷|幾年(?:相關)?(?:工作)?經驗|經驗要求|要(?:有)?經驗|門檻|年資|資歷|資格|什麼條件|能力條件|(?<!剛)畢業",
    ),
    (
        Facet.PREREQUISITES,
        r"\bqualifications?\b|\bprerequisites?\b|\bdegree\b|\beducation\b|\bentry requirements?\b"
        r"|\byears of experience\b|\bexperience (?:is )?(?:needed|required)\b",
    ),
    (
        Facet.ASSESSMENT,
        # 評估 and 評量 are one word here: with something after it, 「怎麼評估供應商」, it is work.
        r"評量(?:設計參考|準則|方法)|(?:怎麼|如何|怎樣)評量(?=[的呢嗎啊才我他學及合通]|這(?:個|份)?(?:單元|基準|標準|學)|[^㐀-鿿]|$)|(?:的|考核|份|單元|做)評量|^評量(?=[的方情]|[^㐀-鿿]|$)|評核|怎麼考核?|如何評(?!量)|^.{0,3}評(?:什麼|哪些)|考核",
    ),
    (Facet.ASSESSMENT, r"\bassess(?:ed|ment)?(?: criteri(?:a|on))?\b|\bjudged competent\b"),
    (
        Facet.NOTES,
        r"說明與補充(?:事項)?|補充說明|備註|附註|註[解釋]|註\s*\d+|(?:個|些|項|條)註(?!意|冊|重|目)|(?<![關專備加標])註(?=有?(?:幾|哪|多少))",
    ),
    (Facet.NOTES, r"\bremarks?\b|\bnotes?\b"),
    (
        Facet.VERSIONS,
        r"第一版|哪一?年(?:更新|修訂|發布|訂定|的)|(?:哪一?天|何時|什麼時候).{0,4}(?:更新|修訂|發布|訂定|改版)|(?:哪一?[天年]|(?:哪個|幾)月|何[時年]|什麼時候).{0,4}(?:公布|公告)的(?=[\s?？]*$)|版本|最新版|舊版|改版|第幾版|舊的?那一?版|[上前]一版|[份版](?:是|的)?(?:比較|最|較)(?:新|舊)(?=[\s?？]*$)|(?:更新|發展|發布|公布|公告|修訂)(?:日期|時間)|什麼時候(?:更新|發布|訂)",
    ),
    (
        Facet.VERSIONS,
        r"\bwhen (?:was|were|did)\b.{0,60}\b(?:updated?|revised?|published?|issued?|released?)\b|\bwhen did\s+(?:the |this |that )?(?:current |latest |new )?\s*(?:standard |unit |version |document )?\s*come out\b|\bversions?\b|\bwhich (?:of|one|standard|unit|version)\b.{0,60}\b(?:newer|newest|older|oldest|more recent|most recent)\b(?=[^a-z]*$)|\bwhich (?:of|one|standard|unit|version)\b.{0,60}\b(?:came|come|comes) out (?:first|last|later|earlier|before|after)\b|^which is (?:the )?(?:newer|newest|older|oldest|more recent)\b|\bsuperseded\b|\blast updated\b|\bage limits?\b|\bhow old\b|\bpublished\b",
    ),
    (
        Facet.RANGE,
        r"(?<=的)範圍(?=是|有|為|[\s?？]|$)|適用(?:的)?(?:是|於)?(?:範圍|對象|誰|什麼人|哪(?:些|種|一種)人)|給(?:誰|什麼人|哪(?:些|種)人)用|誰(?:可以|能)?適用",
    ),
    (
        Facet.RANGE,
        r"\brange\b|\bwho (?:is|does) (?:\w+\s+){1,8}(?:for|apply to)\b|\bapplicable to\b",
    ),
    (
        Facet.SECTOR,
        r"(?:行業|職類|職業|領域|產業)類?別(?:代碼)?|(?:行業|產業|職類)(?=[和與及跟、,，]|分別|各|是(?!不)|歸|屬|[\s?？]*$)|職業代碼|行業代碼|職類代碼|領域$|(?:什麼|哪(?:個|一個|一種|種)?)(?:行業|產業|領域|職類)(?:類別|別(?!人))?(?:代碼)?",
    ),
    (
        Facet.SECTOR,
        r"\b(?:which|what) category\b(?= (?:is|are|does|do)\b)|\b(?:which|what) field\b|\b(?:sector|industry|functional area|(?:occupation(?:al)?|industry) (?:class|category|group|code))\b",
    ),
    (Facet.CODE, r"代碼|編號|代號"),
    (Facet.CODE, r"\bcodes?\b"),
    (Facet.DESCRIPTION, r"工作描述|(?:是|在)(?:做|幹)(?:什麼|嘛)的?|簡介|介紹"),
    (
        Facet.DESCRIPTION,
        r"\bjob description\b|\boverview\b|\bwhat (?:is|does) (?:\w+\s+){1,6}(?:about|do)\b",
    ),
    (
        Facet.UNRECORDED,
        r"(?:去|在)?哪(?:裡|邊|兒)?(?:可以|能)?(?:去)?上課|多少錢[?？!\s]*$|百分之(?:幾|多少)|(?:幾|多少)(?:個)?(?:小時|鐘頭|堂課?|學時)|合格(?:線|分數|率)|及格|學費|上課(?:時間|地點)|第[一二三四五六七八九十百\d]+條(?:寫|規定|是|內容)|職缺|徵才|在徵|招聘|招人|面試(?:題|會問)|輪班|遠端|在家(?:上班|工作)|升遷|前途|哪(?:個|家|一家|種)(?:牌子|品牌|公司)?(?:比較|更)?(?:好|划算|便宜|適合)|什麼牌子|滿多少錢|幾趴|抽成|幾歲|年齡(?:有)?(?:限制|上限|要求)|及格(?:分數|標準)|匯率|最便宜|離職率|營業額多少|股價|幾點到幾點|幾點有人|薪水|薪資|月薪|年薪|底薪|起薪|時薪|薪情|待遇|加班費|年終|獎金|特休|請假(?!換|[，, ].{1,16}(?:怎麼|如何|誰|多久))|休假|年假|工時|上班時間"
        r"|幾點上班|排班|報名費?|考試(?:日期|時間)|考照|證照|電話號碼|窗口是誰|聯絡(?:人|窗口)|承辦人|電話幾號|聯絡方式|網址(?:是|在哪)|官網(?:網址|在哪)|勞保|健保|退休",
    ),
    (
        Facet.UNRECORDED,
        r"\bwhere (?:can|do|should) i (?:take|attend|enrol|enroll|sign up|register|study)\b|\bwhat percentage\b|\bpercent of\b|\b(?:teaching|training|study|credit) hours\b|\btraining (?:providers?|centres?|centers?)\b|\bjob (?:openings?|vacanc(?:y|ies)|ads?)\b|\bhiring\b|\bwork from home\b|\bremote(?:ly)? work\b|\bcareer paths?\b|\bwhich (?:is|one is) (?:better|cheaper|best)\b|\bwhich brand\b|\barticle \d+\b|\bhow much (?:is|are|does|do|should|will|would)(?:\s+\w+){0,6} (?:cost|pay|charge|fee|per)\b|\bcheapest\b|\bexchange rate\b|\bpass(?:ing)? (?:mark|score|rate)\b|\bhow long is\b|\bhow old\b(?! (?:is|are) (?:the|this|that|these) (?:standard|unit|document))|\bsalar(?:y|ies)\b|\bearns?(?:\s+(?:a|per|in|as)\b|$)|\bearnings\b|\bwages?\b|\bpay ?(?:rate|scale|grade|check)\b|\bhow much (?:\w+\s+){0,6}"
        r"(?:earn|paid|make)\b|\b(?:annual|sick|parental|maternity) leave\b|\bdays off\b|\bvacation\b"
        r"|\b(?:working|office|opening) hours\b|\bovertime\b|\b(?:phone|telephone) number\b"
        r"|\bexam(?:ination)? (?:date|fee)s?\b|\b(?:tuition|application|enrol?ment) fees?\b|\bpension\b"
        r"|\b(?:annual|year-end|performance) bonus(?:es)?\b|\bcontact (?:person|details|number|email)\b",
    ),
)


def words_of_facets() -> tuple[str, ...]:
    """The patterns by which facets are asked for."""
    return tuple(words for _facet, words in _WORDS)


_TO_BE_ABLE = r"(?:要|得|該|需要|必須|應該)(?:會|懂|了解|知道|認識)(?:得|些)?(?:哪些|什麼|些什麼)?|懂(?:哪些|什麼|些什麼)"
"""Verbs that say what is asked for only where no noun does."""
_ASKING_WORD = r"(?:些)?(?:哪|什麼|幾|多少)?(?:些|幾)?(?:個|項|條|種|樣)?的?"
"""What may stand between such a verb and the noun."""
_HOW_MANY_PARTS = r"哪(?:幾|些|[二三四五六七八九])(?:個)?(?:大)?(?:塊|部分|項|類)"

_COUNT = r"幾(?:個|項|條|份|種|則)|多少(?:個|項|條|份|種)?|總共|共有|\bhow many\b|\bnumber of\b"


@dataclass(frozen=True, slots=True)
class FacetMention:
    """A facet's name as it stands in a folded question."""

    facet: Facet
    start: int
    end: int
    words: str


@cache
def _patterns() -> tuple[tuple[Facet, re.Pattern[str]], ...]:
    return tuple((facet, re.compile(fold(words))) for facet, words in _WORDS)


def facets_in(folded: str) -> tuple[FacetMention, ...]:
    """The facets named in a folded question, in its order; the longest words win a place."""
    found = [
        FacetMention(facet, match.start(), match.end(), match.group())
        for facet, pattern in _patterns()
        for match in pattern.finditer(folded)
    ]
    found.sort(key=lambda mention: (mention.start - mention.end, mention.start))
    kept: list[FacetMention] = []
    for mention in found:
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    kept.sort(key=lambda mention: mention.start)
    return tuple(_meant(mention, kept, folded) for mention in kept)


def _meant(mention: FacetMention, others: Sequence[FacetMention], folded: str) -> FacetMention:
    """The mention as one of what the noun beside it says, if its own words only ask.

    The 要會 of 「要會哪些知識」 and the 哪幾項 of 「知識哪幾項相同」 ask for knowledge.
    """
    named = [other for other in others if other.facet in KIND_OF and other.facet != mention.facet]
    if _pattern(_HOW_MANY_PARTS).fullmatch(mention.words):
        return replace(mention, facet=named[0].facet) if named else mention
    if not _pattern(_TO_BE_ABLE).fullmatch(mention.words):
        return mention
    for other in named:
        if other.start >= mention.end:
            between = _pattern(_ASKING_WORD).fullmatch(folded, mention.end, other.start)
            own = not _pattern(_TO_BE_ABLE).fullmatch(other.words)
            return replace(mention, facet=other.facet) if between and own else mention
    return mention


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(fold(words))


def counts_in(folded: str) -> int:
    """How many times the question asks how many."""
    return sum(1 for _ in _pattern(_COUNT).finditer(folded))


def asks_for_a_count(folded: str) -> bool:
    """Whether the question asks how many there are."""
    return _pattern(_COUNT).search(folded) is not None
