"""The public pages in a folder: new ones take the place of old ones; what was taken away is gone within a minute."""

import datetime as dt
import logging
from collections.abc import Mapping
from pathlib import Path

from bot.public import as_files
from handlers import placing
from handlers.now import Now
from storage.database import Database
from storage.people.municipalities import Municipality
from storage.register import public_pages

log = logging.getLogger(__name__)

EVERY = dt.timedelta(minutes=1)
READABLE = 0o644
OURS = b'name="generator" content="Samenspel"'
"""What every page of ours has near its beginning."""


def place(folder: Path, files: Mapping[str, bytes]) -> None:
    """files: by their place in it. Without any, no folder is made. Raises OSError."""
    for name in _there(folder) - files.keys():
        (folder / name).unlink()
    for kept in (*folder.glob("*/"), folder):
        if kept.is_dir() and not any(kept.iterdir()):
            kept.rmdir()
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with placing.in_place_of(file) as unfinished:
            unfinished.write_bytes(content)
            unfinished.chmod(READABLE)


def _there(folder: Path) -> set[str]:
    """The pages that we wrote there before, each with its feed."""
    pages = [page for page in (*folder.glob("index.html"), *folder.glob("*/index.html")) if OURS in page.read_bytes()]
    found = {file for page in pages for file in (page, page.with_name("atom.xml")) if file.is_file()}
    return {file.relative_to(folder).as_posix() for file in found}


class PublicFolder:
    """Of every municipality: written when somebody decided something, and every hour for what the register says."""

    def __init__(self, database: Database, folder: Path, now: Now) -> None:
        self._database = database
        self._folder = folder
        self._now = now
        self._written: object = None
        self._said = ""

    def __call__(self) -> None:
        """What can't be written is tried again, and said once."""
        now = self._now()
        with self._database.session(None) as across:
            decided = public_pages.decided(across)
        if self._written == (decided, now.replace(minute=0, second=0, microsecond=0)):
            return
        try:
            for municipality in dict.fromkeys(each.municipality for each in decided):
                with self._database.session(municipality) as db:
                    where = as_files.folder(db)
                    found = as_files.files(db, db.get_one(Municipality, municipality), now)
                place(self._folder / where, found)
        except OSError as refused:
            if self._said != str(refused):
                self._said = str(refused)
                log.warning("the public pages are not in SAMENSPEL_WEB_DIR: %s", refused)
            return
        self._written, self._said = (decided, now.replace(minute=0, second=0, microsecond=0)), ""
