"""The names in the register that words may be. The only module here that is not pure: it asks storage."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.understanding.deciding import Register
from bot.understanding.names import Name
from storage.people import people
from storage.reports import asks
from storage.search import search as library
from storage.search.search import SearchFilter

MOST_PROJECTS = 20
MOST_PEOPLE = 5
MOST_STRANGERS = 4
"""Words that may be somebody's name: a sentence with more of them is about something else."""


def register(db: Session) -> Register:
    """Of the municipality of this session. Nothing is kept: names are asked for with the words of one sentence."""

    def projects(words: Sequence[str]) -> Sequence[Name]:
        hits = library.search(db, " ".join(words), SearchFilter("project"), MOST_PROJECTS)
        return [Name(str(hit.id), hit.title) for hit in hits]

    def colleagues(words: Sequence[str]) -> Sequence[Name]:
        asked = [word for word in dict.fromkeys(words) if len(word) > 2]
        if len(asked) > MOST_STRANGERS:
            return ()
        found = {each.id: each.name for word in asked for each in people.colleagues_named(db, word, MOST_PEOPLE)}
        return [Name(str(id_), name) for id_, name in found.items()]

    return Register([Name(area.code, area.name) for area in asks.area_lines(db)], projects, colleagues)
