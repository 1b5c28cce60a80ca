"""What is due for whom, and until when a point is of use, is read from the register alone."""

import datetime as dt

import pytest

from glossary import PartialDate
from storage.register import feedback
from storage.register.moments import Moment
from storage.register.projects import Project
from tests.givens import a_moment, a_project, an_area, asked
from tests.room import Room
from tests.season import due

TODAY = dt.date(2026, 11, 23)


def what_is_due(room: Room) -> dict[int, list[str]]:
    with room.storage() as db:
        return {who: [each.why for each in mine] for who, mine in due.due(db, TODAY).items()}


def test_what_comes_within_two_weeks_is_due_for_the_whole_triangle(room: Room) -> None:
    anna, bert = room.person("Anna"), room.person("Bert")
    room.given(
        a_project("Singel", project_lead=anna, participation_adviser=bert, communication_adviser=asked("Cor")),
        a_moment(project="Singel", starts_on="2026-12-01", invitation_sent_on="2026-11-01"),
        a_moment(project="Singel", starts_on="2027-02-01", title="Later"),
    )
    found = what_is_due(room)
    assert found[anna.id] == found[bert.id] == ["moment"]


def test_an_invitation_and_an_answer_are_due_for_who_writes_to_residents(room: Room) -> None:
    anna, bert = room.person("Anna"), room.person("Bert")
    room.given(
        a_project("Singel", project_lead=anna, communication_adviser=bert),
        a_moment(project="Singel", starts_on="2026-12-09", title="Straks"),
        a_moment(project="Singel", starts_on="2026-10-24", title="Voorbij"),
        a_moment(project="Singel", starts_on="2026-10-24", title="Beantwoord", residents_told_on="2026-11-01"),
        a_moment(project="Singel", starts_on="2026-06-01", title="Te lang geleden"),
    )
    assert what_is_due(room) == {bert.id: ["invitation", "answer"]}


def test_an_answer_is_due_for_who_took_it_on_and_on_the_day_that_was_chosen(room: Room) -> None:
    anna, bert = room.person("Anna"), room.person("Bert")
    room.given(
        a_project("Singel", project_lead=anna),
        a_moment(project="Singel", starts_on="2026-10-24", title="Doorgegeven"),
        a_moment(project="Singel", starts_on="2026-10-24", title="Later"),
    )
    with room.storage() as db:
        passed_on, later = db.query(Moment).order_by(Moment.id)
        feedback.take_on(db, passed_on.id, bert.id)
        feedback.postpone(db, later.id, dt.date(2026, 12, 20), "besluit", None, 0)
    assert what_is_due(room) == {bert.id: ["answer"]}


def test_no_invitation_is_due_that_was_agreed_not_to_be_sent_until_the_day_moves(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("Singel", project_lead=anna), a_moment(project="Singel", starts_on="2026-12-09"))
    room.turn(days=1)
    anna.clicks("Zo afgesproken", beside="Verstuur de uitnodiging")
    anna.fills(reason="We bellen aan.")
    anna.submits()
    assert what_is_due(room) == {}
    with room.storage() as db:
        db.query(Moment).one().starts_on = db.query(Moment).one().ends_on = PartialDate("2026-12-10")
    assert what_is_due(room) == {anna.id: ["invitation"]}


def test_a_question_for_a_role_is_due_for_who_was_asked(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("Singel", project_lead=asked(anna)))
    assert what_is_due(room) == {anna.id: ["asked to be project_lead"]}


def test_what_comes_in_an_area_is_due_for_its_manager(room: Room) -> None:
    room.given(
        an_area("Noord", kind="district", code="WK999901"),
        an_area("Bloemenbuurt", code="BU99990101", within="Noord"),
        an_area("Zuid", kind="district", code="WK999902"),
        a_project("Singel"),
        a_moment(project="Singel", starts_on="2026-12-01", areas=["Bloemenbuurt"]),
        a_moment(project="Singel", starts_on="2026-12-01", areas=["Zuid"]),
    )
    rachid = room.person("Rachid", discipline="omgevingsmanager", areas=["WK999901"])
    assert what_is_due(room) == {rachid.id: ["moment in my area"]}


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("findings.bad_moment.saw", "2026-11-25"),
        ("findings.invitation_due.saw", "2026-11-25"),
        ("findings.invited_too_late.saw", "2026-12-08"),
        ("findings.decision_before_contact_ends.saw", "2026-12-01"),
        ("findings.influence_not_fixed.saw", "2026-12-09"),
        ("findings.stale.saw", None),
    ],
)
def test_a_point_has_a_last_useful_day(room: Room, key: str, day: str | None) -> None:
    room.given(a_project("Singel", decision_on="2026-12-01"), a_moment(project="Singel", starts_on="2026-12-09"))
    with room.storage() as db:
        project, moment = db.query(Project).one(), db.query(Moment).one()
        until = due.last_useful_day(db, key, moment.id, 0)
        assert until == (dt.date.fromisoformat(day) if day else None)
        assert due.last_useful_day(db, "findings.stale.saw", 0, project.id) is None
