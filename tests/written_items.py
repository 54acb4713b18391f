"""Written quiz items made by hand, for the tests of the bank, its lint and its figures."""

from dataclasses import replace
from types import MappingProxyType

from standards.item_bank import Wording, WrittenItem, WrittenOption
from standards.model import Language

CODE = "IIS3513-005v2"


def wording(
    stem: str, texts: tuple[str, ...], explanation: str = "先確認再行動（P2.4.4）。"
) -> Wording:
    """A wording whose options are lettered in order and have a reason each."""
    options = tuple(
        WrittenOption(letter, text, f"理由{letter}")
        for letter, text in zip("abcde", texts, strict=False)
    )
    return Wording(stem, options, explanation)


SOUND = WrittenItem(
    id=f"{CODE}-T2-s01",
    standard=CODE,
    task=f"{CODE}/T2",
    targets=(f"{CODE}/P2.4.4",),
    kind="scenario",
    difficulty=2,
    version=1,
    status="approved",
    key="b",
    wordings=MappingProxyType(
        {
            Language.ZH_HANT: wording(
                "網店的常客連續兩週抱怨回覆太慢。你先怎麼做？",
                ("把抱怨轉給廠商處理", "整理紀錄找出延誤處", "寄折價券請他再等等"),
            ),
            Language.EN: wording(
                "A regular buyer has complained for two weeks of slow replies. What comes first?",
                (
                    "Pass the complaint on to the vendor",
                    "Go through the log to find the delay",
                    "Send a voucher and ask for patience",
                ),
                "Find the cause, then act (P2.4.4).",
            ),
        }
    ),
)
"""An item that breaks no rule; its key is b."""


def in_chinese(
    stem: str | None = None, texts: tuple[str, ...] | None = None, explanation: str | None = None
) -> WrittenItem:
    """SOUND with other words in its Chinese."""
    before = SOUND.wordings[Language.ZH_HANT]
    after = wording(
        before.stem if stem is None else stem,
        tuple(option.text for option in before.options) if texts is None else texts,
        before.explanation if explanation is None else explanation,
    )
    return replace(SOUND, wordings={**SOUND.wordings, Language.ZH_HANT: after})


def in_english(stem: str) -> WrittenItem:
    """SOUND with another English stem."""
    after = replace(SOUND.wordings[Language.EN], stem=stem)
    return replace(SOUND, wordings={**SOUND.wordings, Language.EN: after})
