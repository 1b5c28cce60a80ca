"""Every gap of every text, of a project of which nobody filled in anything, leads to the field that fills it."""

from collections.abc import Iterator

from bot.chat.texts import speech
from bot.writing import composing, forms, gather, templates
from bot.writing.cards import OF_PROJECT
from bot.writing.document import Gap
from bot.writing.facts import TextFacts
from storage.register import projects
from tests.givens import a_moment, a_project
from tests.person import Person
from tests.room import ZONE, Room
from tests.writing.test_whole_sample import all_of

FIELD_OF = {
    **{hole: field for hole, (_, field) in OF_PROJECT.items()},
    **forms.FILLS,
    "inbreng": "said",
    "tabel": "done_with_input",
    "uitkomst": "done_with_input",
    "reden": "reason",
    "nieuwe_dag": "promised_on",
    "dag_moment": "starts_on",
    "momenten": "title",
    "antwoord": "title",
    "contact": "writing_contact",
    "beleid": "writing_policy",
}
"""By the hole: what the form asks that opens."""


def gaps_of_each_text(room: Room, project: str) -> Iterator[tuple[str, str, list[tuple[str, Gap]]]]:
    """The label of each text, the title of what it is about, and its gaps by what they are called in chat."""
    t = speech("nl")
    with room.storage() as db:
        found = projects.projects_called(db, project)[0]
        facts: TextFacts = gather.facts(db, projects.project(db, found.id) or found, room.now.astimezone(ZONE))
    for each in all_of(facts):
        titles = {moment.id: moment.title for moment in facts.moments}
        gaps = composing.compose(each.kind, facts, each.moment, templates.shipped()).gaps
        called = [(str(t(f"writing.gap.{gap.hole}", title=titles.get(gap.moment, ""))), gap) for gap in gaps]
        yield str(t.word(each.kind)), each.moment.title if each.moment else "", called


def test_every_gap_has_a_button_to_the_field_that_fills_it(room: Room) -> None:
    anna = room.person("Anna", admin=True)
    room.given(
        a_project("Kade", project_lead=anna, environment_act="omgevingsplan", decision_on="2026-10-01"),
        a_moment("Vragen", project="Kade", starts_on="2026-12-14", level=None, instrument="enquete"),
        a_moment("Voorbij", project="Kade", starts_on="2026-10-05", level=None, instrument=None),
        a_moment("Ooit", project="Kade", starts_on="2026-12", ends_on="2026-12", level=None, instrument=None),
        a_project("Leeg", project_lead=anna, status="upcoming"),
    )
    met = set[str]()
    opened = set[tuple[object, ...]]()
    for project in ("Kade", "Leeg"):
        for kind, about, gaps in gaps_of_each_text(room, project):
            for called, gap in gaps:
                met.add(gap.hole)
                if gap.hole == "inbreng" and about != "Voorbij":
                    continue  # nobody has said anything yet, and the button says so
                if (project, gap.hole, gap.moment, kind) not in opened:
                    opened.add((project, gap.hole, gap.moment, kind))
                    fills_in(anna, project, kind, about, called)
                    assert FIELD_OF[gap.hole] in anna.form, (kind, about, called)
                    anna.closes_the_form()
    assert met == set(FIELD_OF) - {"programma", "risicos", "wie"}, (
        "these are not asked for: without them a line falls away"
    )


def fills_in(person: Person, project: str, kind: str, about: str, called: str) -> None:
    person.types(f"/project tekst {project}")
    person.clicks("Alle teksten")
    person.clicks(kind, beside=about)
    person.clicks("Vul in", beside=called)
