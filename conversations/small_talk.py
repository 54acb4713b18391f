"""Greetings, thanks and rude words: answered in a line, without a search."""

import re
import unicodedata
from enum import StrEnum
from functools import cache

from index.fold import fold


class SmallTalk(StrEnum):
    """What a person says when they ask nothing of the standards."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    ABUSE = "abuse"
    WHO = "who"
    """Who or what the assistant is, what it can do."""
    REPLY = "reply"
    """Yes, no, wrong: a word that asks nothing by itself."""
    LANGUAGE = "language"
    """Asks to be spoken to in another language."""
    PRACTISE = "practise"
    """Asks for a quiz in words."""
    ERRAND = "errand"
    """Something to be written, translated, told or pretended: not what it is for."""


# Each row matches a whole message, so that 「你好，T2 要懂什麼」 is still a question.
_WHOLE = (
    (
        SmallTalk.GREETING,
        r"(?:你好|您好|(?:哈囉|哈嘍|嗨+)?[\s,，]*在嗎|哈囉|哈嘍|嗨+|早安?|午安|晚安|大家好|安安|hi+|hello|hey|yo|good (?:morning|afternoon|evening)"
        r"|hi there|hello there|how are you(?: doing)?(?: today)?|你好嗎|最近好嗎)(?:呀|啊|喔)?",
    ),
    (
        SmallTalk.THANKS,
        r"(?:(?:非常|太棒了|很有幫助|懂了|了解了?|知道了|太|好的?|ok|okay)?[\s,，]*(?:謝謝|感謝|多謝|謝啦|謝了|感恩|辛苦了)(?:你|您|了|啦|喔)?(?:幫忙|的幫忙)?"
        r"|(?:ok|okay|great|cool|perfect)?[\s,]*(?:many )?(?:thanks|thank you|thx|ty|cheers)(?:[\s,]*(?:that's all|that is all|bye)| (?:a lot|so much|very much|again|for \w+(?: \w+){0,2}))?"
        r"|太棒了|好棒|很有幫助|懂了|了解|知道了|(?:好的?|嗯|ok|okay)?[\s,，]*(?:我)?(?:記下來了?|記住了|明白了?|清楚了|瞭解了?|了解了?|知道了|懂了|收到)|好的|(?:ok|okay|great|alright)?[\s,]*(?:noted|understood|i see|makes sense|got it)|great|perfect|got it|nice|ok|okay)",
    ),
    (
        SmallTalk.REPLY,
        r"(?:好|對|是|是的|不對|不是|不|錯|沒有|有|人呢|然後呢|yes|no|yep|nope|sure|wrong(?: answer)?|why|really)(?:喔|啊|啦|呀|吧)?",
    ),
    (
        SmallTalk.LANGUAGE,
        r"(?:(?:請)?(?:說|用|改|換)(?:成)?(?:中文|英文|國語|英語)(?:回答|說)?|(?:in )?(?:english|chinese),? please|(?:please )?(?:switch|change|speak) (?:to |in )?(?:english|chinese)(?: please)?)",
    ),
    (
        SmallTalk.PRACTISE,
        r"(?:(?:來)?考(?:考)?我|我(?:要|想)(?:練習|測驗|考試)|出(?:幾)?(?:個)?題目?(?:給我)?|測驗|練習|/?quiz(?: me)?|test me|practi[sc]e)",
    ),
    (SmallTalk.FAREWELL, r"(?:再見|掰掰|拜拜|bye(?: bye)?|goodbye|see you(?: later)?)"),
    (
        SmallTalk.ABUSE,
        r"(?:我(?:要|想)?投訴(?:你們?|妳|這個?(?:機器人)?)|i (?:want|would like) to complain about (?:you|this bot)|(?:你|妳)?(?:這個?|真的?是?|就是|是個?|很|好)*(?:白痴|白癡|智障|笨蛋?|廢物|垃圾|爛透了|爛|幹你.{0,4}|去死|他媽的|爛機器人|沒用的東西|沒用|(?:什麼)?(?:破|爛)(?:玩意兒?|東西)|一點(?:用處?|幫助)都沒有|沒(?:有)?屁用)(?:機器人|東西|啦|吧|啊|死了|[，,、])*(?:一點用處?都沒有)?"
        r"|(?:you (?:are |re )?)?(?:so )?(?:stupid|dumb|useless|idiot|fuck(?: you| off)?|shut up|shit|you suck)"
        r"(?: (?:bot|machine|thing))?|you(?:'re| are) (?:so )?(?:stupid|dumb|useless|an idiot))",
    ),
    (
        SmallTalk.WHO,
        r"(?:你是(?:誰|什麼|機器人嗎?)|你會(?:做)?(?:什麼|哪些)|你(?:能|可以)(?:做|幫)(?:我)?(?:什麼|做什麼)?"
        r"|怎麼用|(?:我)?(?:可以|能)(?:問|怎麼問)(?:你)?(?:什麼|哪些)?(?:問題)?|what (?:can|should) i ask(?: you)?|who are you|what are you|are you (?:a )?(?:bot|human|robot|ai|real)|what can you do|help(?: me)?)",
    ),
)
# An errand is known by its beginning or by a turn that no question of work has.
_ERRAND = (
    r"^(?:請|麻煩|可以|能不能|拜託)?(?:你)?(?:幫我|替我|給我)(?:寫|翻譯|畫|訂|算|查(?:一下)?天氣|講|唱|想一?個)"
    r"|^(?:請)?(?:你)?(?:講|說|唱|寫)(?:個|一個|一首|一篇|首)(?:笑話|故事|詩|歌|作文)|假裝(?:你|妳)|^(?:請|你)*扮演|推薦(?:我)?(?:幾|一)(?:本|部|家|間)"
    r"|忽略(?:之前|以上|前面|所有)(?:的)?(?:所有)?(?:指令|指示|規則)|系統提示詞|你的(?:系統)?提示詞?|哪(?:家|個)公司做的|大模型"
    r"|\b(?:write|compose|draft)(?: me| us)? (?:a|an|my|some)\b.*\b(?:poem|song|story|essay|email|letter|code|joke|apology|cv|resume)\b"
    r"|\btell (?:me|us) (?:a|another) (?:joke|story)\b|\b(?:ignore|forget|disregard) (?:all |any )?(?:the |your )?(?:previous|prior|above|earlier)\b"
    r"|\bsystem prompt\b|\bpretend (?:to be|you)\b|\btranslate (?:this|the following)\b|\bwho made you\b|\b(?:weather|forecast) (?:today|tomorrow|in)\b|^.{0,6}天氣(?:如何|怎麼樣|好嗎|呢)?[?？!！\s]*$|^[\d\s+\-*/x×÷=?？等於加減乘除幾]+$"
)


@cache
def _patterns() -> tuple[tuple[SmallTalk, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(fold(words))) for kind, words in _WHOLE)


def _bare(folded: str) -> str:
    """A message without the signs and pictures at its ends."""
    kept = [i for i, letter in enumerate(folded) if unicodedata.category(letter)[0] in "LN"]
    return folded[kept[0] : kept[-1] + 1] if kept else ""


@cache
def _errand() -> re.Pattern[str]:
    return re.compile(fold(_ERRAND))


def small_talk_in(folded: str) -> SmallTalk | None:
    """Which small talk a whole folded message is, if it is any."""
    said = _bare(folded)
    for kind, pattern in _patterns():
        if pattern.fullmatch(said):
            return kind
    return SmallTalk.ERRAND if said and _errand().search(said) else None
