"""What a municipality is called that comes into being by an import."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from bot.people.naming import WITHOUT_A_NAME
from bot.subprocesses import NoAnswer
from bot.transfer import in_subprocess
from bot.transfer.receiving import File, ImportOrder
from storage.people.municipalities import Municipality


def call(db: Session, name: str) -> None:
    """Only when nobody named it: the first list may have been one that says nothing of it, or that failed."""
    home = db.get(Municipality, db.info["municipality"])
    if home is not None and home.name == WITHOUT_A_NAME and name:
        home.name = name[:200]


def name_of_municipality(files: Iterable[File], order: ImportOrder) -> str:
    """The name in the row of kind "gemeente" of a list of areas, where there is one."""
    try:
        with in_subprocess.reading(order) as reader:
            names = [reader.found(file).municipality for file in files]
    except NoAnswer:
        # The import says what is wrong.
        return WITHOUT_A_NAME
    return next(filter(None, names), WITHOUT_A_NAME)
