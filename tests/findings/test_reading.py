"""What the rules read: no more than they need, in as few statements whatever there is, and always as it is now."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.orm import Session

from bot.findings import gather
from bot.findings.facts import ContactMoment
from bot.findings.norms import USUAL
from glossary import Level, TargetGroup
from tests.features.scenes import plans, registers
from tests.givens import a_moment
from tests.room import Room

TODAY = dt.date(2026, 11, 23)
PLANNED = ContactMoment(
    *(0, "", "Inloopavond", 0, "Kade", dt.date(2026, 12, 15), dt.date(2026, 12, 15), Level.CONSULT),
    *(frozenset({"BU99990101"}), frozenset({TargetGroup.LOCAL_RESIDENTS})),
)


def statements(room: Room, ask: Callable[[Session], Any]) -> int:
    asked = []
    with room.storage() as db:
        event.listen(room.database.engine, "before_cursor_execute", count := lambda *_: asked.append(1))
        ask(db)
        event.remove(room.database.engine, "before_cursor_execute", count)
    return len(asked)


def check(db: Session) -> Any:
    return gather.check(db, PLANNED, TODAY, "Midden", USUAL, gather.areas(db))


def everything(db: Session) -> Any:
    at = dt.datetime.combine(TODAY, dt.time(), dt.UTC)
    return gather.projects(db, at), gather.weeks(db, gather.areas(db), TODAY, TODAY, USUAL)


def test_more_moments_take_no_more_statements(room: Room) -> None:
    room.sample()
    before = statements(room, check), statements(room, everything)
    areas, day = ["Oude Haven", "Centrum"], "2026-12-14"
    room.given(
        *(
            a_moment(f"Avond {number}", project="P01", areas=areas, starts_on=day, groups=["jongeren"])
            for number in range(60)
        )
    )
    assert (statements(room, check), statements(room, everything)) == before


def test_the_moments_of_some_projects_are_read_without_all_others(room: Room) -> None:
    asked: list[tuple[str, Any]] = []
    with room.storage() as db:
        event.listen(room.database.engine, "before_cursor_execute", lambda *on: asked.append((on[2], on[3])), once=True)
        gather.projects(db, dt.datetime.combine(TODAY, dt.time(), dt.UTC), range(1, 20))
        [(question, values)] = asked
        plan = db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {question}", values).all()
    steps = [row[3] for row in plan]
    assert any(
        "SEARCH moment USING INDEX ix_moment_project (municipality_id=? AND project_id=?)" in row for row in steps
    )
    assert not any("SCAN moment" in row for row in steps)


def copies_that_differ(room: Room) -> list[Any]:
    """The days with an area that are not those of its moment."""
    with room.storage() as db:
        rows = db.connection().execute(
            text(
                "SELECT moment.title, area.starts_on, area.ends_on, area.told_on FROM moment_area area"
                " JOIN moment ON moment.id = area.moment_id WHERE area.starts_on IS NOT moment.starts_on"
                " OR area.ends_on IS NOT moment.ends_on OR area.told_on IS NOT moment.residents_told_on"
            )
        )
        return list(rows)


def test_the_days_that_the_index_holds_follow_the_moment(room: Room) -> None:
    room.sample()
    assert copies_that_differ(room) == []
    anna = room.person("Anna", admin=True)
    registers(anna, "Park", areas=["Bloemenbuurt"], groups=["jongeren"])
    plans(anna, "Park", title="Ontwerpdag", starts_on="2026-10-09", areas=["Bloemenbuurt", "De Weiden"])
    assert copies_that_differ(room) == []
    anna.types("/project toon Park")
    anna.clicks("Bekijk", beside="Ontwerpdag")
    anna.clicks("Wijzig")
    anna.fills(starts_on="2026-10-12", ends_on="2026-10-13", areas=["Bloemenbuurt", "Centrum"])
    anna.submits()
    assert copies_that_differ(room) == []


def test_an_import_that_moves_a_moment_moves_what_the_index_holds(room: Room) -> None:
    room.sample()
    with room.storage() as db:
        db.connection().execute(text("UPDATE moment SET starts_on = '2026-12-01', ends_on = '2026-12-02'"))
        db.connection().execute(text("UPDATE moment SET residents_told_on = '2026-11-01'"))
    assert copies_that_differ(room)
    room.sample()
    assert copies_that_differ(room) == []
