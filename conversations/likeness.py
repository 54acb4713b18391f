"""How alike two texts are, and which words one gives away about another; for quiz options."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

TOO_ALIKE = 0.6
"""Two texts that share this part of the shorter one's grams may mean the same."""

_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z0-9]+")

_UNTELLING = """
a an and any are as at be belong belongs by call calls carry come described do does down fit fits
for from has have here how if in into is it its listed many of on or other others out printed s
such that the their them these they this those to under use used using what when whether which who
with yield yields within
"""
_GENERAL = """
確認 使用 運用 應用 根據 依據 進行 相關 以及 提供 建立 評估 評量 分析 管理 處理 執行 決定 確定 確保
了解 包括 可能 方法 方式 能力 技能 知識 技術 工具 程序 流程 規劃 訂定 發展 維持 改善 需求 需要 選擇
記錄 紀錄 取得 蒐集 收集 完成 符合 影響 情況 內容 項目 任務 工作 活動 資料 資訊 組織 企業 提升 促進
其他 各種 不同 適當 目前 現有 基礎 下列 哪一 一項 這項 屬於 一段 說明 文件 什麼 多少 級別 指標 行為
產出 態度 的 和 與 及 之 於 並 或 以 為 在 中 對 將
identify manage monitor establish ensure provide evaluate examine define specify review develop
maintain perform apply assess implement prepare knowledge skill skills
"""
_COMMON_WORDS = frozenset(_UNTELLING.split())
"""Words that two texts may share without being alike."""
_COMMON = _GENERAL.split()
_SAYS_NOTHING = re.compile("|".join(word for word in _COMMON if not word.isascii()))
"""Chinese words that say nothing of which option is meant: a stem and its key may share them."""


@lru_cache(maxsize=8192)
def normalised(text: str) -> str:
    """`text` folded for comparing: width, case, punctuation and spaces don't count."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


@lru_cache(maxsize=8192)
def grams(text: str) -> frozenset[str]:
    """The parts by which texts are compared: pairs of Chinese characters, and Latin words."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    pairs = {
        run[start : start + 2]
        for run in _HAN.findall(folded)
        for start in range(max(1, len(run) - 1))
    }
    return frozenset(pairs | set(_WORD.findall(folded)) - _COMMON_WORDS)


def too_alike(one: str, other: str) -> bool:
    """Whether the texts say the same, or one nearly holds the other."""
    first, second = grams(one), grams(other)
    if not first or not second:
        return normalised(one) == normalised(other)
    return len(first & second) >= TOO_ALIKE * min(len(first), len(second))


def names(stem: str, key: str) -> bool:
    """Whether the stem holds most of what the key says."""
    said = grams(key)
    return bool(said) and len(said & grams(stem)) >= TOO_ALIKE * len(said)


@lru_cache(maxsize=8192)
def telling(text: str) -> frozenset[str]:
    """The words of `text` that say what it is about, in the parts by which texts are compared."""
    # Cut at the common words, so that no pair is counted that only straddles two of them.
    return frozenset(
        gram
        for gram in grams(_SAYS_NOTHING.sub(" ", text))
        if len(gram) > 1 and gram not in _COMMON
    )


def given_away(stem: str, key: str, distractors: Iterable[str]) -> frozenset[str]:
    """The telling words that the stem shares with the key and with no distractor."""
    shared = telling(stem) & telling(key)
    return shared.difference(*map(grams, distractors))
