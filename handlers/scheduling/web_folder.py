"""The page of all projects in the operator's folder: a job makes it, each process that has the folder puts it there."""

import datetime as dt
import gzip
import logging
import os
from pathlib import Path

from handlers import placing
from storage.database import Database
from storage.messages import web_pages

log = logging.getLogger(__name__)

EVERY = dt.timedelta(minutes=1)
FILE = "index.html"
READABLE = 0o644
"""For a web server too: the page names nobody, and the folder decides who may enter."""


class WebFolder:
    """The first municipality is in the folder itself, each other in a folder in it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._said = ""

    def __call__(self) -> None:
        """What is there already stays; what can't be written is tried again, and said once."""
        try:
            for number, (municipality, made_at) in enumerate(self._made()):
                file = self._folder / (f"gemeente-{municipality}" if number else "") / FILE
                if not _is_of(file, made_at):
                    self._put(municipality, made_at, file)
            self._said = ""
        except OSError as refused:
            if self._said != str(refused):
                self._said = str(refused)
                log.warning("the page of all projects is not in SAMENSPEL_WEB_DIR: %s", refused)

    def _made(self) -> list[tuple[int, int]]:
        """In seconds, as every file system keeps them."""
        with self._database.session(None) as across:
            return [(municipality, int(made_at.timestamp())) for municipality, made_at in web_pages.pages_made(across)]

    def _put(self, municipality: int, made_at: int, file: Path) -> None:
        with self._database.session(municipality) as db:
            page = web_pages.web_page(db)
            content = page.content if page else None
        if content is None:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        with placing.in_place_of(file) as unfinished:
            unfinished.write_bytes(gzip.decompress(content))
            unfinished.chmod(READABLE)
            os.utime(unfinished, (made_at, made_at))


def _is_of(file: Path, made_at: int) -> bool:
    try:
        return int(file.stat().st_mtime) == made_at
    except FileNotFoundError:
        return False
