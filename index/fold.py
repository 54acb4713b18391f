"""Texts are folded so that spellings which mean the same compare equal; for matching only.

What a person reads is never folded. Folding maps Traditional to Simplified with mainland words
for Taiwan's (OpenCC `tw2sp`: 2 ms to load, where conversions towards Traditional take 20–40),
because each Traditional character has one Simplified form and the reverse does not hold.
"""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_RADICALS = str.maketrans(
    "⺠⺟⺫⺼⻁⻄⻅⻆⻉⻋⻑⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻯⻰⻳",
    "民母目肉虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龙龟",
)
"""Radicals that documents made from PDF show for characters and that NFKC leaves as they are;
it maps the Kangxi block (⼈ ⾏ ⽬) by itself."""

_SAME = {
    "规划": ("规画",),
    "计划": ("计画",),
    "企划": ("企画",),
    "搜集": ("收集",),
    "记录": ("纪录",),
    "网络": ("网路",),
    "数据": ("资料",),
    "信息": ("资讯", "讯息", "消息"),
    "软件": ("软体",),
    "硬件": ("硬体",),
    "在线": ("线上",),
    "客户": ("顾客", "消费者", "客群", "客人"),
    "流程": ("程序", "进程"),
    "适当性": ("适切性",),
    "评估": ("评量",),
    "质量": ("品质",),
    "渠道": ("通路", "管道"),
    "营销": ("行销",),
    # What OpenCC makes of Taiwan's word, and what the mainland says, too, for the same.
    "指标": ("指针",),
    "设置": ("设定",),
    "联系": ("联络",),
    "执行": ("运行",),
    "知识产权": ("智慧财产权", "智能财产权", "智慧财产", "智能财产"),
}
"""Words that people swap, each with the form that it is folded to. In Simplified characters,
since OpenCC has run by then; it maps Taiwan's words only where they are written in Traditional."""

_FOLDED_TO = {word: form for form, words in _SAME.items() for word in words}
_SWAPPED = re.compile("|".join(sorted(_FOLDED_TO, key=len, reverse=True)))


@cache
def _converter(table: str = "tw2sp") -> "OpenCC":
    from opencc import OpenCC  # imported late: 16 ms, and only searching needs it

    return OpenCC(table)


def fold(text: str) -> str:
    """`text` in the form that is compared; `fold(fold(text)) == fold(text)`."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_RADICALS)
    if plain.isascii():
        return plain
    folded: str = _converter().convert(plain)
    before = ""
    while folded != before:  # a swapped word can make another with its neighbour: 程序序
        before = folded
        folded = _SWAPPED.sub(lambda match: _FOLDED_TO[match[0]], folded)
    return folded


def in_traditional(text: str) -> str:
    """A question in Traditional characters and Taiwan's words, as most documents are written.

    Both scripts go through Simplified, so that the same question in either becomes the same text
    and gets the same vector.
    """
    if text.isascii():
        return text
    printed: str = _converter("s2twp").convert(_converter().convert(text))
    return printed


def in_traditional_letters(text: str) -> str:
    """`text` in Traditional characters, its words left as they are; as long as it was."""
    if text.isascii():
        return text
    printed: str = _converter("s2tw").convert(text)
    return printed


def in_simplified_letters(text: str) -> str:
    """`text` in Simplified characters, its words left as they are; as long as it was."""
    printed: str = _converter("tw2s").convert(text)
    return printed
