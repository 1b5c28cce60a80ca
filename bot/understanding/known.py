"""The names in the register that words may be. The only module here that is not pure: it asks storage."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from bot.understanding import names
from bot.understanding.lexicon import FILLER
from bot.understanding.names import NO_NAMES, KnownNames, Name
from bot.understanding.reading import NamesToAsk
from bot.understanding.sentence import plain
from storage.people import people
from storage.register import moments
from storage.register import projects as register_of_projects
from storage.reports import asks
from storage.search import search as library
from storage.search.search import SearchFilter

MOST_PROJECTS = 20
MOST_PEOPLE = 20
MOST_STRANGERS = 4
"""Words that may be somebody's name: a sentence with more of them is about something else."""


START = 4
"""Letters. Of a word of a title, by which hardly anybody types it wrong: the other titles need no closer look."""


def _may_be_said(title: str, starts: Collection[str]) -> bool:
    return all(word[:START] in starts for word in plain(title).split() if len(word) >= START and word not in FILLER)


def _is_a_key(word: str) -> bool:
    """P05: as lists have it."""
    return word[0].isalpha() and word[-1].isdecimal()


def register(db: Session) -> NamesToAsk:
    """Of the municipality of this session. Nothing is kept: names are asked for with the words of one sentence."""

    def projects(words: Sequence[str]) -> KnownNames:
        keyed = [register_of_projects.project_with_key(db, word) for word in words if _is_a_key(word)]
        if any(keyed):
            return KnownNames(Name(str(each[0]), each[1]) for each in keyed if each)
        hits = library.search(db, " ".join(words), SearchFilter("project"), MOST_PROJECTS)
        return KnownNames((Name(str(hit.id), hit.title) for hit in hits), in_compounds=True)

    def colleagues(words: Sequence[str]) -> KnownNames:
        asked = [word for word in dict.fromkeys(words) if len(word) > 2]
        if not 0 < len(asked) <= MOST_STRANGERS:
            return NO_NAMES
        return KnownNames(Name(str(id_), name) for id_, name in people.names_with(db, asked, MOST_PEOPLE))

    def areas() -> KnownNames:
        return names.kept(
            tuple(Name(area.code, said) for area in asks.area_lines(db) for said in (area.name, area.code))
        )

    def titles(of: KnownNames, words: Sequence[str]) -> KnownNames:
        starts = {word[:START] for word in words}
        found = moments.titles_in(db, [int(each.value) for each in of.names])
        return KnownNames(Name(str(project), title) for project, title in found if _may_be_said(title, starts))

    return NamesToAsk(areas, projects, colleagues, titles)
