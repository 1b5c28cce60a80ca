"""What a register holds before a test begins: builders that fill in what the test does not care about.

`room.given(a_project("Singel", areas=["Noord"]), a_moment(project="Singel", starts_on="2026-03-10"))`. Without a room:
`given(db, now, …)`. Words may be written as their code or in Dutch, dates as text. An area or a colleague that is named
and does not exist yet is made.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from glossary import (
    AreaKind,
    BudgetKind,
    BudgetState,
    Discipline,
    Domain,
    EnvironmentAct,
    Instrument,
    Level,
    PartialDate,
    Phase,
    Role,
    RoleState,
    Size,
    Status,
    TargetGroup,
    Word,
)
from storage.learning.knowledge import Lesson
from storage.people.people import GIVEN, Colleague, ColleagueArea, ColleagueDiscipline
from storage.register import moments, projects
from storage.register.areas import Area
from storage.register.moments import Moment
from storage.register.projects import Project, RoleAssignment

Given = Callable[[Session, dt.datetime], None]
MUNICIPALITY = "GM9999"


class KnownPerson(Protocol):
    @property
    def id(self) -> int: ...


Who = int | str | KnownPerson
"""The id of a colleague, a name, or somebody in the room."""


def given(db: Session, now: dt.datetime, *givens: Given) -> None:
    for each in givens:
        each(db, now)
        db.flush()


def a_project(
    name: str = "Park Singel", *, areas: Sequence[str] = (), groups: Sequence[str] = (), **fields: Any
) -> Given:
    """fields: columns of Project, and roles, by code: `project_lead=anna` has said yes, `asked(anna)` has not."""

    def put(db: Session, now: dt.datetime) -> None:
        roles = {Role.from_code(key): who for key, who in fields.items() if key in list(Role)}
        columns = {key: _kept(key, value) for key, value in fields.items() if key not in list(Role)}
        columns = {"key": projects.next_project_key(db), "status": Status.ONGOING, **columns}
        project = Project(**{"created_at": now, "changed_at": now, "name": name, **columns})
        project.area_codes = [_area(db, each) for each in areas]
        project.target_groups = [_word(TargetGroup, each) for each in groups]
        project.roles = [_assignment(db, now, role, who) for role, who in roles.items()]
        db.add(project)

    return put


def a_moment(
    title: str = "Inloopavond",
    *,
    project: str = "Park Singel",
    starts_on: str | dt.date = "2026-12-09",
    areas: Sequence[str] = (),
    groups: Sequence[str] = (),
    **fields: Any,
) -> Given:
    """fields: columns of Moment by name. One day, a walk-in evening to consult people, when nothing else is said."""

    def put(db: Session, now: dt.datetime) -> None:
        fitting = {"instrument": Instrument.WALK_IN, "level": Level.CONSULT, "ends_on": _partial(starts_on)}
        columns = {key: _kept(key, value) for key, value in fields.items()}
        moment = Moment(
            **{
                "key": moments.next_moment_key(db),
                "project_id": _project(db, project).id,
                "title": title,
                "starts_on": _partial(starts_on),
                "changed_at": now,
                **fitting,
                **columns,
            }
        )
        moment.area_codes = [_area(db, each) for each in areas]
        moment.target_groups = [_word(TargetGroup, each) for each in groups]
        db.add(moment)

    return put


def an_area(
    name: str, *, kind: str = "neighbourhood", code: str = "", within: str = "", inhabitants: int | None = None
) -> Given:
    """Lies in the municipality itself when `within` (a name or a code) does not say otherwise."""

    def put(db: Session, now: dt.datetime) -> None:
        sort = _word(AreaKind, kind)
        parent = None if sort is AreaKind.MUNICIPALITY else _area(db, within) if within else _municipality(db)
        area = Area(code=code or _free_code(db, sort), name=name, kind=sort, parent=parent, inhabitants=inhabitants)
        db.add(area)

    return put


def a_colleague(name: str, *, discipline: str | Sequence[str] = (), areas: Sequence[str] = (), **fields: Any) -> Given:
    """Known from a list, without a chat account. Somebody who can talk is `room.person(…)`."""

    def put(db: Session, now: dt.datetime) -> None:
        colleague = Colleague(name=name, **fields)
        disciplines = [discipline] if isinstance(discipline, str) else discipline
        colleague.disciplines = [
            ColleagueDiscipline(discipline=_word(Discipline, each), how=GIVEN) for each in disciplines
        ]
        colleague.areas = [ColleagueArea(area_code=_area(db, each)) for each in areas]
        db.add(colleague)

    return put


def a_lesson(lesson: str, *, project: str = "", **fields: Any) -> Given:
    def put(db: Session, now: dt.datetime) -> None:
        columns = {key: _kept(key, value) for key, value in fields.items()}
        columns = {"key": f"L{(db.scalar(select(func.count(Lesson.id))) or 0) + 1:02d}", **columns}
        db.add(Lesson(**{"lesson": lesson, "project_id": _project(db, project).id if project else None, **columns}))

    return put


@dataclass(frozen=True)
class InState:
    who: Who
    state: RoleState


def named(who: Who) -> InState:
    """On a list, and not asked yet."""
    return InState(who, RoleState.NAMED)


def asked(who: Who) -> InState:
    """Has had the question, and has not answered it."""
    return InState(who, RoleState.ASKED)


def _assignment(db: Session, now: dt.datetime, role: Role, who: Who | InState) -> RoleAssignment:
    state = who.state if isinstance(who, InState) else RoleState.ACCEPTED
    return RoleAssignment(
        role=role,
        colleague_id=_colleague(db, who.who if isinstance(who, InState) else who),
        state=state,
        asked_at=None if state is RoleState.NAMED else now,
        answered_at=now if state is RoleState.ACCEPTED else None,
    )


def _colleague(db: Session, who: Who) -> int:
    if isinstance(who, int):
        return who
    if not isinstance(who, str):
        return who.id
    found = db.scalar(select(Colleague).where(Colleague.name == who)) or Colleague(name=who)
    db.add(found)
    db.flush()
    return found.id


def _project(db: Session, name: str) -> Project:
    """By name or key."""
    db.flush()
    return db.scalars(select(Project).where((Project.name == name) | (Project.key == name))).one()


def _area(db: Session, name: str) -> str:
    """The code of the area with this name or code, made when there is none."""
    db.flush()
    found = db.scalar(select(Area.code).where((Area.name == name) | (Area.code == name)))
    if found is None:
        an_area(name)(db, dt.datetime.now(dt.UTC))
        db.flush()
        found = db.scalars(select(Area.code).where(Area.name == name)).one()
    return found


def _municipality(db: Session) -> str:
    found = db.scalar(select(Area.code).where(Area.kind == AreaKind.MUNICIPALITY))
    if found is None:
        db.add(Area(code=MUNICIPALITY, name="Gemeente Voorbeeld", kind=AreaKind.MUNICIPALITY))
        db.flush()
    return found or MUNICIPALITY


def _free_code(db: Session, kind: AreaKind) -> str:
    if kind is AreaKind.MUNICIPALITY:
        return MUNICIPALITY
    number = (db.scalar(select(func.count(Area.id)).where(Area.kind == kind)) or 0) + 1
    return f"WK9999{number:02d}" if kind is AreaKind.DISTRICT else f"BU999990{number:02d}"


W = TypeVar("W", bound=Word)

_WORDS: Mapping[str, type[Word]] = {
    "status": Status,
    "phase": Phase,
    "size": Size,
    "domain": Domain,
    "level": Level,
    "participation_budget_kind": BudgetKind,
    "participation_budget_state": BudgetState,
    "communication_budget_kind": BudgetKind,
    "communication_budget_state": BudgetState,
    "environment_act": EnvironmentAct,
    "instrument": Instrument,
    "discipline": Discipline,
}
_EXACT_DAYS = frozenset({"completed_on", "learned_on"})


def _kept(column: str, value: Any) -> Any:
    """As the table keeps it."""
    if value is None or not isinstance(value, str | dt.date):
        return value
    if column in _WORDS and isinstance(value, str):
        return _word(_WORDS[column], value)
    if column in _EXACT_DAYS:
        return dt.date.fromisoformat(str(value))
    return _partial(value) if column.endswith("_on") else value


def _word(kind: type[W], word: str) -> W:
    return word if isinstance(word, kind) else kind.from_dutch(word)


def _partial(day: str | dt.date) -> PartialDate:
    return PartialDate(str(day))
