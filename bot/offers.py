"""Files that were sent to be added, kept until that is decided, at most a day.

    <folder>/<token>/file        what was sent
                    /offer.json  by whom, what it was called, and when

They outlive a restart, so that the buttons under a preview go on working.
"""

import json
import re
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from secrets import token_urlsafe
from threading import Lock

from bot.data_folder import OFFERED
from conversations.personal_data import Holdings

KEPT_OF_ONE = 20
"""Files of one person that wait; with another one the oldest goes."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{12}")
_FILE, _OFFER = "file", "offer.json"


@dataclass(frozen=True, slots=True)
class Offer:
    """One file that waits."""

    token: str
    person: str
    name: str
    """What it was called; no path."""
    at: datetime
    path: Path
    """Where it is kept, under a name of its own that says nothing."""


class Offers:
    """The files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._changing = Lock()
        """What is being written is not what was left half written."""

    def keep(self, person: str, name: str, data: bytes, at: datetime) -> Offer:
        """Keeps the file, and forgets the person's oldest where too many wait."""
        with self._changing:
            return self._keep(person, name, data, at)

    def _keep(self, person: str, name: str, data: bytes, at: datetime) -> Offer:
        token = token_urlsafe(9)
        place = self._folder / token
        place.mkdir(parents=True, mode=0o700)
        name = Path(name.replace("\\", "/")).name[:200] or _FILE
        (place / _FILE).write_bytes(data)
        said = {"person": person, "name": name, "at": at.isoformat()}
        (place / _OFFER).write_text(json.dumps(said), encoding="utf-8")
        theirs = [each for each in self.all() if each.person == person]
        for old in theirs[:-KEPT_OF_ONE]:
            self.drop(old.token)
        return Offer(token, person, name, at, place / _FILE)

    def get(self, token: str, person: str) -> Offer | None:
        """The person's own offer of that token; None where there is none any more."""
        offer = self._read(token)
        return offer if offer is not None and offer.person == person else None

    def drop(self, token: str) -> None:
        """Forgets it."""
        if _TOKEN.fullmatch(token):
            shutil.rmtree(self._folder / token, ignore_errors=True)

    def erase(self, person: str) -> int:
        """Forgets every file of that person; gives how many they were."""
        theirs = [offer.token for offer in self.all() if offer.person == person]
        for token in theirs:
            self.drop(token)
        return len(theirs)

    def beside(self, holdings: Holdings) -> Holdings:
        """What is kept about a person, with the files that they sent and that wait here."""
        theirs = tuple(
            {"name": each.name, "at": each.at.isoformat()}
            for each in self.all()
            if each.person == holdings.person
        )
        return replace(holdings, rows={**holdings.rows, OFFERED: theirs}) if theirs else holdings

    def forget(self, before: datetime) -> None:
        """Forgets what was sent before that moment, and what was left half written."""
        with self._changing:
            kept = {each.token for each in self.all() if each.at >= before}
            if self._folder.is_dir():
                for place in self._folder.iterdir():
                    if place.name not in kept:
                        shutil.rmtree(place, ignore_errors=True)

    def all(self) -> list[Offer]:
        """Every file that waits, the oldest first."""
        if not self._folder.is_dir():
            return []
        found = [self._read(place.name) for place in self._folder.iterdir()]
        return sorted(filter(None, found), key=lambda each: (each.at, each.token))

    def _read(self, token: str) -> Offer | None:
        if not _TOKEN.fullmatch(token):
            return None
        place = self._folder / token
        try:
            said = json.loads((place / _OFFER).read_text("utf-8"))
            at = datetime.fromisoformat(said["at"])
            return Offer(token, said["person"], said["name"], at, place / _FILE)
        except (OSError, ValueError, KeyError, TypeError):
            return None
