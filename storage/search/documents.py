"""What there is to find in each thing: its words, each with its weight, and what a search is narrowed to."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, Table, bindparam, select

from glossary import Instrument, TargetGroup, Word
from storage.database import Base
from storage.learning.how_to import HowToCard
from storage.learning.knowledge import Lesson, LessonArea, LessonGroup
from storage.learning.questions import Question
from storage.register.areas import Area
from storage.register.moments import Moment
from storage.register.projects import Project, ProjectArea, ProjectGroup
from storage.search import stems

LESSON, PROJECT, CARD, ANSWER = "lesson", "project", "card", "answer"
KINDS = (LESSON, PROJECT, CARD, ANSWER)

TITLE, TAGS, BODY = 3, 2, 1
"""How much a word says, by where it stands."""

HEAVIEST = 12
"""Saying it more often adds nothing."""


@dataclass(frozen=True, slots=True)
class Document:
    """weights: stem -> how much of it is in there. marks: words that nobody types, to narrow a search down."""

    municipality_id: int
    kind: str
    subject_id: int
    key: str
    title: str
    weights: Mapping[str, int]
    marks: Collection[str]

    @property
    def id(self) -> int:
        return id_of(self.kind, self.subject_id)


def id_of(kind: str, subject_id: int) -> int:
    """One row of numbers for all kinds: the newest of each are at the end of it."""
    return len(KINDS) * subject_id + KINDS.index(kind)


@lru_cache(maxsize=8_192)
def mark(name: str, value: str) -> str:
    """ "_kind_lesson": no word of a text begins so."""
    return f"_{name}_{value}".lower()


def documents(core: Connection, own: int, wanted: Mapping[str, Collection[int]]) -> Iterator[Document]:
    """Of these, by kind, of the municipality `own`, as far as they are there and may be found."""
    lessons, projects = wanted[LESSON], wanted[PROJECT]
    found = _asked(core, _LESSONS, own, lessons)
    theirs = {row.project_id for row in found if row.project_id}
    around = _Around(core, own, {*projects, *theirs}, {row.id for row in found})
    yield from (_lesson(row, own, around) for row in found)
    yield from (_project(row, own, around) for row in _asked(core, _PROJECTS, own, projects))
    yield from (_card(row, own) for row in _asked(core, _CARDS, own, wanted[CARD]))
    yield from (_answer(row, own) for row in _asked(core, _ANSWERS, own, wanted[ANSWER]))


def lessons_of_projects(core: Connection, own: int, projects: Collection[int]) -> set[int]:
    """Lessons carry the name, the areas and the target groups of their project."""
    return {row[0] for row in _asked(core, _LESSONS_OF, own, projects)}


def _asked(core: Connection, question: Select[Any], own: int, which: Collection[Any]) -> Sequence[Any]:
    """Of these rows of the municipality: their ids, or whatever the question knows them by."""
    return core.execute(question, {"own": own, "which": list(which)}).all() if which else ()


def _table(mapped: type[Base]) -> Table:
    table = mapped.__table__
    assert isinstance(table, Table)
    return table


_LESSON, _PROJECT, _MOMENT, _AREA = (_table(each) for each in (Lesson, Project, Moment, Area))
_CARD, _QUESTION = _table(HowToCard), _table(Question)
LESSONS = (
    select(_LESSON, _PROJECT.c.name.label("project"), _PROJECT.c.domain)
    .select_from(_LESSON.outerjoin(_PROJECT, _PROJECT.c.id == _LESSON.c.project_id))
    .where(_LESSON.c.withdrawn_on.is_(None))
)
_READ = ("id", "key", "name", "areas_in_words", "summary", "fixed", "open", "closing_note", "domain", "phase")
PROJECTS = select(*(_PROJECT.c[name] for name in _READ))
CARDS = select(_CARD).where(~_CARD.c.is_hidden)
ANSWERS = select(_QUESTION).where(_QUESTION.c.may_help, _QUESTION.c.answered_on.is_not(None))
"""Only what whoever asked lets others find."""


def _of(query: Select[Any], table: Table, known_by: str) -> Select[Any]:
    """Built once: whoever saves a form waits for this."""
    own: BindParameter[Any] = bindparam("own")
    which: BindParameter[Any] = bindparam("which", expanding=True)
    return query.where(table.c.municipality_id == own, table.c[known_by].in_(which))


_LESSONS, _PROJECTS = _of(LESSONS, _LESSON, "id"), _of(PROJECTS, _PROJECT, "id")
_CARDS, _ANSWERS = _of(CARDS, _CARD, "id"), _of(ANSWERS, _QUESTION, "id")
_LESSONS_OF = _of(select(_LESSON.c.id), _LESSON, "project_id")
_NAMES = _of(select(_AREA.c.code, _AREA.c.name), _AREA, "code")


def _part_of(mapped: type[Base], owner: str, *columns: str) -> Select[Any]:
    table = _table(mapped)
    return _of(select(*(table.c[name] for name in (owner, *columns))), table, owner)


_OF_PROJECTS = (
    _part_of(ProjectArea, "project_id", "area_code"),
    _part_of(ProjectGroup, "project_id", "target_group"),
    _part_of(Moment, "project_id", "title", "instrument"),
)
_OF_LESSONS = (
    _part_of(LessonArea, "lesson_id", "area_code"),
    _part_of(LessonGroup, "lesson_id", "target_group"),
)


class _Around:
    """What hangs on these projects and lessons, by the table and the id of its owner."""

    def __init__(self, core: Connection, own: int, projects: Collection[int], lessons: Collection[int]) -> None:
        self.areas, self.groups, self.moments = (_by_owner(core, each, own, projects) for each in _OF_PROJECTS)
        self.lesson_areas, self.lesson_groups = (_by_owner(core, each, own, lessons) for each in _OF_LESSONS)
        codes = {row[1] for rows in (*self.areas.values(), *self.lesson_areas.values()) for row in rows}
        self.names = {row[0]: row[1] for row in _asked(core, _NAMES, own, codes)}


def _by_owner(core: Connection, question: Select[Any], own: int, ids: Collection[int]) -> Mapping[int, Sequence[Any]]:
    found: dict[int, list[Any]] = {}
    for row in _asked(core, question, own, ids):
        found.setdefault(row[0], []).append(row)
    return found


def _lesson(row: Row[Any], own: int, around: _Around) -> Document:
    areas = {each[1] for each in (*around.lesson_areas.get(row.id, ()), *around.areas.get(row.project_id, ()))}
    groups = {each[1] for each in (*around.lesson_groups.get(row.id, ()), *around.groups.get(row.project_id, ()))}
    named = [row.instrument, row.phase, row.domain, *groups]
    weights = _weighed(
        (TITLE, [row.lesson, row.key]),
        (TAGS, [row.tags, row.project or ""]),
        (BODY, [row.what_happened, *_in_dutch(named), *(around.names.get(code, "") for code in areas)]),
    )
    return Document(own, LESSON, row.id, row.key, row.lesson, weights, _marks(areas, groups, [row.instrument], row))


def _project(row: Row[Any], own: int, around: _Around) -> Document:
    areas = {each[1] for each in around.areas.get(row.id, ())}
    groups = {each[1] for each in around.groups.get(row.id, ())}
    moments = around.moments.get(row.id, [])
    instruments = {instrument for _, _, instrument in moments}
    weights = _weighed(
        (TITLE, [row.name, row.key]),
        (TAGS, [*(around.names.get(code, "") for code in areas), *_in_dutch(groups), row.areas_in_words]),
        (BODY, [row.summary, row.fixed, row.open, row.closing_note]),
        (BODY, [*_in_dutch([row.domain, *instruments]), *(title for _, title, _ in moments)]),
    )
    return Document(own, PROJECT, row.id, row.key, row.name, weights, _marks(areas, groups, instruments, row))


def _card(row: Row[Any], own: int) -> Document:
    return Document(own, CARD, row.id, row.key, row.title, weights_of(row.title, row.words, row.text), ())


def _answer(row: Row[Any], own: int) -> Document:
    return Document(own, ANSWER, row.id, f"Q{row.id}", row.question, weights_of(row.question, "", row.answer), ())


def weights_of(title: str, tags: str, body: str) -> Mapping[str, int]:
    return _weighed((TITLE, [title]), (TAGS, [tags]), (BODY, [body]))


def _in_dutch(words: Iterable[Word | None]) -> list[str]:
    return sorted(word.dutch.replace("_", " ") for word in words if word)


def _weighed(*parts: tuple[int, list[str]]) -> Mapping[str, int]:
    weights = dict[str, int]()
    for weight, texts in parts:
        for word in stems.words("\n".join(texts)):
            if stem := stems.telling(word):
                weights[stem] = weights.get(stem, 0) + weight
    return {stem: min(weight, HEAVIEST) for stem, weight in weights.items()}


def _marks(
    areas: Iterable[str], groups: Iterable[TargetGroup], instruments: Iterable[Instrument | None], row: Row[Any]
) -> set[str]:
    return {
        *(mark("area", code) for code in areas),
        *(mark("group", group) for group in groups),
        *(mark("instrument", instrument) for instrument in instruments if instrument),
        *(mark(name, word) for name, word in (("phase", row.phase), ("domain", row.domain)) if word),
    }
