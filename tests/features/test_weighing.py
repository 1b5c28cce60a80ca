"""The second step of planning a contact moment: what it means for residents, and whom to do it with."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.chat.cards import Block, Paragraph, Text
from bot.chat.contributions import Planned
from bot.chat.feature import Feature
from bot.chat.requests import Request
from bot.features import FEATURES
from storage.messages import nudges
from storage.register.drafts import Draft
from storage.register.projects import Project
from tests.features.scenes import asks_for, history, saves_anyway, shows
from tests.givens import a_moment, a_project, an_area, asked
from tests.room import Filling, Person, Room
from tests.screens import blocks_as_text


@pytest.fixture
def anna(room: Room) -> Person:
    """Leads Kade. In Noord three questions of Park are asked of young people in December."""
    anna = room.person("Anna")
    room.given(an_area("Noord"), an_area("Zuid"))
    room.given(a_project("Kade", project_lead=anna, areas=["Noord"], groups=["jongeren"], level="raadplegen"))
    carla, dirk = room.person("Carla"), room.person("Dirk")
    room.given(a_project("Park", project_lead=carla, participation_adviser=asked(dirk)))
    for title, day in (("Enquête", "2026-12-07"), ("Werksessie", "2026-12-08"), ("Stemming", "2026-12-10")):
        room.given(a_moment(title, project="Park", starts_on=day, areas=["Noord"], groups=["jongeren"]))
    return anna


def plans(person: Person, **fields: Filling) -> None:
    """The first step."""
    person.types("/project moment Kade")
    person.fills(**{"title": "Inloopavond", "starts_on": "2026-12-09", **fields})
    person.submits()


def person(room: Room, name: str) -> Person:
    return next(each for each in room.people if each.name == name)


def answers(room: Room, project: str, asked: Person) -> None:
    """They say yes to participation adviser."""
    with room.storage() as db:
        found = db.scalars(select(Project).where(Project.name == project)).one()
    asks_for(asked, "role.yes", {}, project=str(found.id), role="participation_adviser")


def drafts(room: Room) -> int:
    with room.storage() as db:
        return db.query(Draft).count()


def test_before_a_question_is_saved_the_planner_sees_who_else_asks_the_same_people(anna: Person) -> None:
    plans(anna)
    assert anna.form.title == "Hoe druk is het dan?"
    assert anna.sees_alone("Noord: te druk. Met dit contactmoment erbij krijgen jongeren 4 vragen in 28 dagen.")
    assert anna.sees("o Werksessie · Park: dinsdag 8 december")
    assert anna.sees("Dit is een advies. Opslaan kan altijd.")


def test_neighbourhoods_with_the_same_figures_are_one_line(room: Room, anna: Person) -> None:
    quiet = [f"Wijk {number}" for number in range(1, 7)]
    room.given(*(an_area(name) for name in quiet))
    plans(anna, areas=["Noord", *quiet[:2]])
    assert anna.sees("Noord: te druk. Met dit contactmoment erbij krijgen jongeren 4 vragen")
    assert anna.sees("Wijk 1 en Wijk 2: rustig. Dit is de enige vraag aan jongeren in 28 dagen.")
    anna.clicks("Terug")
    anna.fills(areas=quiet)
    anna.submits()
    assert anna.sees("Goede dag. Het is dan rustig.")
    assert not anna.sees("Wijk 1")
    assert not [each for each in anna.buttons if each.button.action == "moment.move"]  # type: ignore[union-attr]


def test_saving_is_always_possible(anna: Person, room: Room) -> None:
    plans(anna)
    anna.submits()
    assert anna.sees("Het contactmoment Inloopavond staat bij Kade: woensdag 9 december 2026.")
    assert drafts(room) == 0
    anna.submits_again()
    assert anna.sees("Er is niets dubbel opgeslagen.")


def test_who_closed_the_second_step_goes_on_with_what_they_had(room: Room, anna: Person) -> None:
    plans(anna, streets="Wal")
    anna.closes_the_form()
    anna.types("/project moment Kade")
    assert anna.sees("Je was al bezig met Inloopavond.")
    anna.clicks("Verder met wat je had")
    assert (anna.form["title"], anna.form["streets"]) == ("Inloopavond", "Wal")
    anna.closes_the_form()
    anna.types("/project moment Kade")
    anna.clicks("Verder met wat je had")
    anna.fills(title="Werksessie")
    anna.submits()
    anna.submits()
    assert anna.sees("Werksessie staat bij Kade")
    assert drafts(room) == 0
    anna.types("/project moment Kade")
    assert not anna.sees("Je was al bezig")


def test_what_was_closed_is_offered_where_it_belongs_to_whoever_typed_it_and_for_a_day(
    room: Room, anna: Person
) -> None:
    room.given(a_project("Elders", project_lead=anna))
    plans(anna)
    anna.closes_the_form()
    anna.types("/project moment Elders")
    assert not anna.sees("Je was al bezig")
    anna.closes_the_form()
    anna.types("/project moment")
    assert anna.sees("Je was al bezig met Inloopavond.")
    anna.closes_the_form()
    room.turn(days=2)
    anna.types("/project moment Kade")
    assert not anna.sees("Je was al bezig")


def test_a_change_that_was_closed_is_offered_at_that_moment_and_of_the_form_as_it_is_now(
    room: Room, anna: Person
) -> None:
    plans(anna)
    anna.submits()
    anna.clicks("Bekijk")
    anna.clicks("Wijzig")
    anna.fills(starts_on="2026-12-10", ends_on="2026-12-10")
    anna.submits()
    anna.closes_the_form()
    with room.storage() as db:
        kept = db.query(Draft).one()
        kept.codes = json.dumps({**json.loads(kept.codes), "gone_in_an_update": "x"})
    anna.types("/project moment Kade")
    assert not anna.sees("Je was al bezig")
    anna.closes_the_form()
    anna.clicks("Wijzig")
    anna.clicks("Verder met wat je had")
    assert anna.form["starts_on"] == "2026-12-10"
    anna.submits()
    anna.submits()
    assert drafts(room) == 0


def test_a_quieter_day_is_one_click_and_everything_that_was_typed_stays(anna: Person) -> None:
    plans(anna, streets="Wal", ends_on="2026-12-11", invitation_sent_on="2026-11-20")
    (quieter, *_) = [each.label for each in anna.buttons if "vragen" in each.label or "vraag" in each.label]
    anna.clicks(quieter)
    assert anna.form["starts_on"] == "2027-01-07"
    assert anna.form["ends_on"] == "2027-01-09"
    assert anna.sees("Inloopavond · 7 januari 2027 tot en met 9 januari 2027.")
    anna.submits()
    assert "Inloopavond · 7 januari 2027 tot en met 9 januari 2027" in shows(anna, "Kade")
    anna.clicks("Bekijk", beside="Inloopavond")
    assert anna.sees("Straten: Wal")


def test_a_quieter_day_keeps_the_length_that_stands_in_the_form(anna: Person) -> None:
    plans(anna)
    anna.fills(ends_on="2026-12-11")
    anna.clicks("donderdag 7 januari: 1 vraag")
    assert (anna.form["starts_on"], anna.form["ends_on"]) == ("2027-01-07", "2027-01-09")
    # A last day before the first is none: then what was weighed last counts.
    anna.fills(starts_on="2026-12-09", ends_on="2026-01-01")
    anna.submits()
    assert anna.form.errors


def test_at_most_three_quieter_days(anna: Person) -> None:
    plans(anna)
    assert len([each for each in anna.buttons if each.button.action == "moment.move"]) == 3  # type: ignore[union-attr]


def test_a_day_can_be_typed_in_the_second_step_too(anna: Person) -> None:
    plans(anna)
    anna.fills(starts_on="2026-12-16", ends_on="2026-12-17")
    anna.submits()
    assert anna.sees("Inloopavond staat bij Kade: 16 december 2026 tot en met 17 december 2026.")


def test_a_last_day_before_the_first_is_refused_and_nothing_is_lost(anna: Person) -> None:
    plans(anna)
    anna.fills(starts_on="2026-12-16", ends_on="2026-12-10")
    anna.submits()
    assert anna.form.errors == {"ends_on": "De laatste dag ligt voor de eerste dag. Kies een latere laatste dag."}
    anna.fills(ends_on=None)
    anna.submits()
    assert anna.sees("Inloopavond staat bij Kade: woensdag 16 december 2026.")


def test_back_brings_the_first_step_as_it_was_filled_in(anna: Person, room: Room) -> None:
    plans(anna, streets="Wal", reach=150)
    anna.clicks("Terug")
    assert (anna.form["title"], anna.form["streets"], anna.form["reach"]) == ("Inloopavond", "Wal", "150")
    assert drafts(room) == 1, "whoever closes it now goes on with it next time"
    anna.fills(areas=["Zuid"])
    anna.submits()
    assert anna.sees("Goede dag. Het is dan rustig.")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"starts_on": "2026-12-22"}, "dinsdag 22 december is geen handige dag: Kerstvakantie."),
        ({"starts_on": "2026-12-01"}, "Het is al over 8 dagen."),
        ({"starts_on": "2026-12-09"}, "Stuur de uitnodiging snel: uiterlijk woensdag 25 november."),
        (
            {"starts_on": "2027-02-02"},
            "Stuur de uitnodiging het liefst op dinsdag 12 januari, en uiterlijk dinsdag 19 januari",
        ),
        ({"reach": 20}, "De groep is klein. Dit moment telt niet mee in de drukte."),
        ({"starts_on": "2031-02-04"}, "De schoolvakanties van die tijd zijn nog niet bekend."),
    ],
    ids=str,
)
def test_days_and_invitations_are_weighed_too(anna: Person, fields: dict[str, Filling], said: str) -> None:
    plans(anna, **fields)
    assert anna.sees(said)


def test_an_invitation_that_was_sent_needs_no_advice(anna: Person) -> None:
    plans(anna, invitation_sent_on="2026-11-10")
    assert not anna.sees("Stuur de uitnodiging")


def test_residents_who_still_wait_for_an_answer_are_named(anna: Person, room: Room) -> None:
    room.given(a_moment("Schouw", project="Park", starts_on="2026-09-01", areas=["Noord"], groups=["jongeren"]))
    plans(anna)
    assert anna.sees("Na 1 eerdere vraag wachten inwoners hier te lang op antwoord:\nSchouw · Park")


def test_information_is_weighed_only_when_its_day_is_a_bad_one(anna: Person) -> None:
    plans(anna, level="informeren")
    assert anna.sees("Inloopavond staat bij Kade")
    plans(anna, level="informeren", starts_on="2026-12-25")
    assert anna.sees("vrijdag 25 december is geen handige dag: Eerste kerstdag; Kerstvakantie.")


@pytest.mark.parametrize("empty", [{"areas": None}, {"groups": None}, {"areas": None, "groups": None}], ids=str)
def test_without_areas_or_groups_of_its_own_a_question_takes_its_projects(
    anna: Person, empty: dict[str, Filling]
) -> None:
    plans(anna, **empty)
    assert anna.sees("Noord: te druk. Met dit contactmoment erbij krijgen jongeren 4 vragen")
    anna.submits()
    plans(anna, title="Tweede avond")
    assert anna.sees("Met dit contactmoment erbij krijgen jongeren 5 vragen"), "what was saved counts as well"


@pytest.mark.parametrize(("also", "said"), [({}, "Voor wie is dit?"), ({"groups": ["jongeren"]}, "Waar is dit?")])
def test_where_nobody_knows_to_whom_or_where_it_is_that_is_asked(
    anna: Person, room: Room, also: dict[str, Filling], said: str
) -> None:
    room.given(a_project("Brug", project_lead=anna))
    anna.types("/project moment Brug")
    anna.fills(title="Avond", starts_on="2026-12-09", level="raadplegen", **also)
    anna.submits()
    assert anna.sees(said)
    assert not anna.sees("Goede dag")


def test_what_the_project_says_is_not_asked_once_more_after_saving(anna: Person) -> None:
    plans(anna, areas=None, groups=None)
    saves_anyway(anna)
    assert anna.sees_alone("Inloopavond staat bij Kade")
    assert "Dan zie je hoe druk" not in anna.screen


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        ({"groups": ["jongeren"]}, "Vul het gebied in."),
        ({"areas": ["Noord"]}, "Vul de doelgroep in."),
        ({}, "Vul het gebied en de doelgroep in."),
    ],
)
def test_only_what_is_missing_is_asked_after_saving(
    room: Room, anna: Person, known: dict[str, list[str]], missing: str
) -> None:
    room.given(a_project("Markt", project_lead=anna, level="raadplegen", **known))
    anna.types("/project moment Markt")
    anna.fills(title="Spreekuur", starts_on="2026-12-09")
    anna.submits()
    saves_anyway(anna)
    assert anna.sees(f"{missing} Dan zie je hoe druk het daar is.")
    anna.clicks("Vul aan")
    anna.fills(areas=["Noord"], groups=["jongeren"])
    anna.submits()
    saves_anyway(anna)
    assert anna.sees_alone("Spreekuur staat bij Markt")
    assert "Dan zie je hoe druk" not in anna.screen


def test_an_answer_that_is_overdue_counts_in_the_verdict_as_on_the_map(anna: Person, room: Room) -> None:
    room.given(a_moment("Schouw", project="Park", starts_on="2026-09-01", areas=["Noord"], groups=["jongeren"]))
    plans(anna)
    assert anna.sees(
        "Met dit contactmoment erbij krijgen jongeren 5 vragen in 28 dagen. Op 1 daarvan wachten ze nog op antwoord."
    )


def test_the_verdict_says_how_the_groups_that_were_typed_are_meant(anna: Person) -> None:
    plans(anna, groups=["omwonenden"])
    assert anna.sees("Noord: te druk. Van de omwonenden krijgen jongeren het meest: 4 vragen in 28 dagen")


# Changing what was planned


def edits(anna: Person, **fields: Filling) -> None:
    anna.types("/project toon Kade")
    anna.clicks("Bekijk", beside="Inloopavond")
    anna.clicks("Wijzig")
    anna.fills(**fields)
    anna.submits()


def test_another_day_is_weighed_again_without_the_moment_itself(anna: Person) -> None:
    plans(anna)
    saves_anyway(anna)
    edits(anna, starts_on="2026-12-14", ends_on="2026-12-14")
    assert anna.sees("Met dit contactmoment erbij krijgen jongeren 4 vragen in 28 dagen.")
    anna.submits()
    assert "maandag 14 december 2026" in shows(anna, "Kade")
    assert "Inloopavond, Eerste dag van 9 december 2026 naar 14 december 2026" in history(anna, "Kade")


def test_another_name_is_saved_at_once(anna: Person) -> None:
    plans(anna)
    saves_anyway(anna)
    edits(anna, title="Inloopavond kade")
    assert anna.sees("Inloopavond kade staat bij Kade")


def test_what_somebody_else_changed_meanwhile_is_shown_first(anna: Person, room: Room) -> None:
    bert = room.person("Bert", admin=True)
    plans(anna)
    saves_anyway(anna)
    edits(anna, starts_on="2026-12-14", ends_on="2026-12-14")
    bert.types("/project toon Kade")
    bert.clicks("Bekijk", beside="Inloopavond")
    bert.clicks("Wijzig")
    bert.fills(streets="Dam")
    bert.submits()
    anna.submits()
    assert anna.sees("Bert")
    assert anna.form["streets"] == "Dam"
    assert anna.form["starts_on"] == "2026-12-14"
    anna.submits()
    saves_anyway(anna)
    assert "maandag 14 december 2026" in shows(anna, "Kade")


def test_somebody_elses_draft_is_no_business_of_yours(anna: Person, room: Room) -> None:
    plans(anna)
    assert "werkt niet meer" in asks_for(person(room, "Carla"), "moment.weighed", {}, draft="1")


@pytest.mark.parametrize("day", ["", "morgen", "2026-13-01"])
def test_a_day_that_is_none_is_an_old_button(anna: Person, day: str) -> None:
    plans(anna)
    assert "werkt niet meer" in asks_for(anna, "moment.move", {}, draft="1", day=day)


# What others have to say


def similar(request: Request, db: Session, planned: Planned) -> Iterator[Block]:
    yield Paragraph(Text("{a}", {"a": f"{planned.kind} {planned.codes['groups']} {planned.project > 0}"}))


class TestAdvice:
    @pytest.fixture(name="features")
    def with_advice(self) -> Sequence[Feature]:
        return (*FEATURES[1:], replace(FEATURES[0], advice=similar))

    def test_other_features_advise_in_the_second_step(self, anna: Person) -> None:
        plans(anna)
        assert anna.sees("moment young_people True")


# Doing it together


def test_both_triangles_are_asked_and_both_see_the_answers(anna: Person, room: Room) -> None:
    carla, dirk = person(room, "Carla"), person(room, "Dirk")
    answers(room, "Park", dirk)
    plans(anna)
    assert anna.sees("Onderaan staan 3 vragen aan dezelfde mensen.")
    anna.fills(join=["Werksessie"])
    anna.submits()
    assert anna.sees("Ik vraag 2 collega's of jullie dit samen doen.")
    assert carla.hears("Anna ziet dat Kade en Park in dezelfde weken dezelfde mensen iets vragen.")
    assert carla.hears("Je zit nergens aan vast.")
    carla.clicks("Goed idee")
    assert carla.sees("- Anna: goed idee\n- Carla: goed idee\nMeer dan één van jullie ziet het zitten. Mooi.")
    dirk.clicks("Niet nu")
    assert dirk.sees("- Dirk: niet nu")
    with room.storage() as db:
        waiting = nudges.nudge_about(db, anna.id, "joint 1")
        assert waiting
        blocks = msgspec.json.decode(waiting.blocks, type=tuple[Block, ...])
    assert "- Carla: goed idee\n- Dirk: niet nu" in blocks_as_text(blocks)
    assert room.channel.is_silent()


def test_when_both_projects_like_it_a_conversation_of_those_opens_once(anna: Person, room: Room) -> None:
    carla, dirk = person(room, "Carla"), person(room, "Dirk")
    answers(room, "Park", dirk)
    plans(anna)
    anna.fills(join=["Werksessie"])
    anna.submits()
    dirk.clicks("Niet nu")
    assert not room.conversations
    carla.clicks("Goed idee")
    carla.clicks("Goed idee")
    (post,) = room.together(anna, carla).posts
    assert "Jullie zien het allebei zitten. Spreek hier af hoe je het aanpakt:" in post.text
    assert "[Bekijk Kade] [Bekijk Park]" in post.text
    assert not room.together(anna, carla, dirk).posts
    assert room.channel.is_silent()


def test_whoever_answered_meanwhile_is_not_asked_again(anna: Person, room: Room) -> None:
    """The message about an answer waits with the question in it; they answer before it comes."""
    carla, dirk = person(room, "Carla"), person(room, "Dirk")
    answers(room, "Park", dirk)
    plans(anna)
    anna.fills(join=["Werksessie"])
    anna.submits()
    dirk.clicks("Niet nu")
    carla.clicks("Niet nu")
    with room.storage() as db:
        assert nudges.nudge_about(db, carla.id, "joint 1") is None
        assert nudges.nudge_about(db, dirk.id, "joint 1"), "to hear of Carla's answer"


def test_who_has_not_said_yes_to_a_project_is_not_asked_about_it(anna: Person, room: Room) -> None:
    """Whom somebody only named has no part in it: to others Park would seem theirs."""
    dirk = person(room, "Dirk")
    plans(anna)
    anna.fills(join=["Werksessie"])
    anna.submits()
    assert anna.sees("Ik vraag 1 collega of jullie dit samen doen.")
    assert dirk.hears_nothing()
    assert "Alleen wie bij een van beide projecten hoort" in asks_for(dirk, "joint.yes", {}, proposal="1")
    answers(room, "Park", dirk)
    assert "Dirk: goed idee" in asks_for(dirk, "joint.yes", {}, proposal="1")


def test_where_nobody_can_be_asked_nothing_is_proposed_yet(anna: Person, room: Room) -> None:
    """Once somebody leads it, it can be."""
    dirk = person(room, "Dirk")
    room.given(a_project("Plein", participation_adviser=asked(dirk)))
    room.given(a_moment("Enquête Plein", project="Plein", starts_on="2026-12-08", areas=["Noord"], groups=["jongeren"]))
    plans(anna)
    anna.fills(join=["Enquête Plein"])
    anna.submits()
    assert not anna.sees("of jullie dit samen doen")
    answers(room, "Plein", dirk)
    edits(anna, starts_on="2026-12-14", ends_on="2026-12-14")
    anna.fills(join=["Enquête Plein"])
    anna.submits()
    assert anna.sees("Ik vraag 1 collega of jullie dit samen doen.")


def test_nobody_is_assigned_to_anything(anna: Person, room: Room) -> None:
    plans(anna)
    anna.fills(join=["Werksessie"])
    anna.submits()
    person(room, "Carla").clicks("Goed idee")
    assert "Carla" not in shows(anna, "Kade")


def test_the_same_is_proposed_once(anna: Person, room: Room) -> None:
    plans(anna)
    anna.fills(join=["Werksessie"])
    anna.submits()
    edits(anna, starts_on="2026-12-14", ends_on="2026-12-14")
    anna.fills(join=["Werksessie"])
    anna.submits()
    assert not anna.sees("of jullie dit samen doen")
    assert len(person(room, "Carla").messages) == 1


def test_a_tick_stays_when_the_day_moves(anna: Person, room: Room) -> None:
    long = a_moment(
        "Digipanel", project="Park", starts_on="2026-12-07", ends_on="2027-03-01", areas=["Noord"], groups=["jongeren"]
    )
    room.given(long)
    plans(anna)
    anna.fills(join=["Digipanel"])
    anna.clicks("donderdag 7 januari: 2 vragen")
    assert anna.form["join"]


def test_only_who_belongs_to_one_of_both_answers(anna: Person, room: Room) -> None:
    plans(anna)
    anna.fills(join=["Werksessie"])
    anna.submits()
    eva = room.person("Eva")
    assert "Alleen wie bij een van beide projecten hoort" in asks_for(eva, "joint.yes", {}, proposal="1")
    assert "werkt niet meer" in asks_for(eva, "joint.yes", {}, proposal="99")


def test_a_question_of_ones_own_project_is_not_one_to_join(anna: Person, room: Room) -> None:
    room.given(a_moment("Eigen avond", project="Kade", starts_on="2026-12-10", areas=["Noord"], groups=["jongeren"]))
    plans(anna)
    assert anna.sees("Eigen avond · Kade")
    assert not [option for option in anna.options("join") if "Eigen avond" in option]


def test_old_drafts_are_forgotten(anna: Person, room: Room) -> None:
    plans(anna)
    anna.closes_the_form()
    room.turn(days=2)
    plans(anna)
    assert drafts(room) == 1
    with room.storage() as db:
        assert db.query(Draft).one().created_at > room.now - dt.timedelta(hours=1)
