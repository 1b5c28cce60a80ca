"""The templates that hold: what is shipped, or what the installation or the municipality has in its place.

Those of the installation are read once, when the bot starts: a template that is wrong is refused then. Those of a
municipality were read before they were kept. So none is refused while somebody writes.
"""

import datetime as dt
from functools import lru_cache
from pathlib import Path

from sqlalchemy.orm import Session

from bot.writing import templates
from bot.writing.templates import Template, Templates
from storage.register import text_templates
from storage.register.text_templates import TemplateVersion

_from_folder: dict[str, str] = {}
"""By file, what is written in it."""


def take(folder: Path | None) -> None:
    """None: what is shipped. Raises WrongTemplates, and leaves what there was."""
    own = templates.in_folder(folder) if folder else {}
    _from_folder.clear()
    _from_folder.update(own)


def in_force(db: Session) -> Templates:
    newest = text_templates.newest_templates(db)
    own = {file: version.written for file, version in newest.items() if version.written and file in templates.FILES}
    return {**templates.shipped(), **{file: _read(file, written) for file, written in {**_from_folder, **own}.items()}}


@lru_cache(maxsize=100)
def _read(file: str, written: str) -> Template:
    return templates.read(file, written)[0]


def without_own(file: str) -> str:
    """As it is written where the municipality has none of its own."""
    return _from_folder.get(file) or templates.as_shipped(file)


def written(db: Session, file: str) -> str:
    """As it holds now."""
    newest = text_templates.newest_templates(db).get(file)
    return (newest.written if newest else "") or without_own(file)


def keep(db: Session, file: str, content: str, at: dt.datetime, person: int | None) -> bool:
    """A version more; False when it is what holds now. content: right; empty is what holds without one of their own."""
    before = text_templates.newest_templates(db).get(file)
    # A form gives it back without its last end of line, and Windows has ends of its own.
    content = "\n".join([*content.strip().splitlines(), ""])
    if content == (before.written if before else "") or content == written(db, file):
        return False
    number = before.number + 1 if before else 1
    db.add(TemplateVersion(file=file, number=number, written=content, made_at=at, made_by=person))
    return True
