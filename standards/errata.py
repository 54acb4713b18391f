"""Suspected slips of the publishers that were noticed by people, made findings; text is kept."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from standards.graph import items
from standards.model import Finding, FindingKind, Standard
from standards.sentences import Why


@dataclass(frozen=True, slots=True)
class Erratum:
    """What one item of one standard prints, and what may have been meant."""

    standard: str
    item: str
    printed: str
    case: Why
    suspected: str = ""


def with_errata(standard: Standard, errata: Iterable[Erratum]) -> Standard:
    """`standard` with a finding for each of `errata` that its items really print."""
    texts = {item.id: item.whole for item in items(standard)}
    order = {id: place for place, id in enumerate(texts)}
    found = []
    for erratum in errata:
        id = f"{standard.id}/{erratum.item}"
        if erratum.standard == standard.code and erratum.printed in texts.get(id, ""):
            params = {"printed": erratum.printed, "suspected": erratum.suspected}
            found.append(
                Finding(
                    FindingKind.SUSPECTED_SLIP,
                    id,
                    erratum.printed,
                    erratum.printed,
                    erratum.case,
                    params,
                )
            )
    found.sort(key=lambda finding: order[finding.where])
    return replace(standard, findings=(*standard.findings, *found)) if found else standard
