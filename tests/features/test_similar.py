"""Which earlier projects are brought up: judged by hand, for the sample and for real projects of two municipalities."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.chat.contributions import Planned
from bot.knowledge import advice, rules
from bot.knowledge.rules import Likeness, ProjectProfile, is_alike, likeness
from bot.register import fields, filling_in
from bot.transfer.contract import ListName
from bot.transfer.importing import bring_in
from bot.transfer.receiving import File, ImportOrder
from glossary import Domain, Instrument, TargetGroup
from storage.register import projects
from storage.register.projects import Project
from storage.search import similar
from tests.room import Room

JUDGED = {
    "P01": ["P13", "P09", "P04"],  # the same shopkeepers and the same district; and another walk with neighbours
    "P02": ["P07"],  # young people in work sessions, all over the municipality
    "P03": [],  # traffic in Noorderveld: nobody has done that before
    "P04": ["P01"],  # the other walk with neighbours
    "P05": [],  # owners and tenants, for the first time
    "P06": [],  # children, for the first time
    "P07": ["P02"],
    "P08": [],  # neighbours are everywhere: that alone is no reason to call somebody
    "P09": ["P13", "P12", "P01"],  # shopkeepers in the centre, three times
    "P10": [],  # farmers, for the first time
    "P11": [],  # that others asked all residents says nothing
    "P12": ["P13", "P09"],
    "P13": ["P01", "P12", "P09"],
    "P14": [],  # people on a low income, for the first time
}
"""By hand: of each project of the sample, if it were registered today, which others are worth a call, best first."""

REAL = {
    "Buurtbudget Osdorp 2023": ["Buurtbudget Osdorp"] * 2,
    "Oost Begroot Watergraafmeer": ["Oost Begroot Watergraafmeer"],
    "Assen Top Idee 2025": ["Assen Top Idee"],
    "Weesp Begroot": ["Weesp Begroot"] * 2,
    "Buurtbudget Kleine Wereld": ["Buurtbudget Kleine Wereld"],
    "Centrum Begroot": ["Centrum Begroot"] * 3,
    "West Begroot 2023": ["West Begroot"] * 3,
    "Buurtbudget de Pijp, Rivierenbuurt": ["Buurtbudget de Pijp, Rivierenbuurt"] * 2,
    "Buurtbudget Bijlmer": [],  # a neighbourhood budget elsewhere: half of the list is one
    "Herinrichting Marktplein": [],
    "Fietspad Zuidas": [],  # one word in common
}
REAL_LIST = Path(__file__).parents[3] / "shared" / "data" / "echt" / "processen.csv"


def found(room: Room, planned: Planned) -> list[str]:
    with room.storage() as db:
        known = similar.earlier_projects(db)
        others = [advice.profile_of_earlier(each) for each in known]
        profile = advice.profile_of(db, planned, others)
        alike = [(each.id, likeness(profile, other)) for each, other in zip(known, others, strict=True)]
        names = {each.id: each.name for each in known}
        return [names[id_] for id_, _ in rules.best(alike, leave_out={planned.project})]


@pytest.fixture
def sample(room: Room) -> Room:
    room.sample()
    return room


def test_the_judgements_about_the_sample(sample: Room) -> None:
    with sample.storage() as db:
        there = {project.key: project.id for project in db.scalars(select(Project))}
        names = {project.key: project.name for project in db.scalars(select(Project))}
        codes = {
            key: filling_in.codes_of(project, [*fields.NEW, fields.OF_PROJECT["domain"]])
            for key, id_ in there.items()
            if (project := projects.project(db, id_))
        }
    answers = {key: found(sample, Planned("project", codes[key], project=there[key])) for key in JUDGED}
    assert answers == {key: [names[each] for each in alike] for key, alike in JUDGED.items()}


@pytest.mark.skipif(not REAL_LIST.exists(), reason="the real list may not be in the project")
def test_the_judgements_about_real_projects(room: Room) -> None:
    file = File(REAL_LIST.name, REAL_LIST.read_bytes())
    report = bring_in([file], ImportOrder(room.now, ListName.PROJECTS, "bestand"), room._begin, lambda percent: None)
    assert not report.errors
    assert {name: found(room, Planned("project", {"name": name})) for name in REAL} == REAL


PARK = ProjectProfile(frozenset({"BU1"}), frozenset({TargetGroup.CHILDREN}), frozenset({Instrument.DESIGN_STUDIO}))


def test_it_says_why() -> None:
    assert likeness(PARK, PARK).reasons == ("instrument", "group", "area")


@pytest.mark.parametrize(
    "other",
    [
        ProjectProfile(areas=frozenset({"BU1"})),
        ProjectProfile(groups=frozenset({TargetGroup.CHILDREN})),
        ProjectProfile(instruments=frozenset({Instrument.DESIGN_STUDIO})),
        ProjectProfile(domain=Domain.SPACE, areas=frozenset({"BU2"})),
        ProjectProfile(),
    ],
)
def test_one_thing_in_common_is_not_enough(other: ProjectProfile) -> None:
    assert not is_alike(likeness(PARK, other))


def test_what_nearly_everybody_has_says_little() -> None:
    both = ProjectProfile(
        groups=frozenset({TargetGroup.ALL_RESIDENTS}), instruments=frozenset({Instrument.SURVEY}), domain=Domain.SPACE
    )
    assert not is_alike(likeness(both, both))


def test_at_most_three_and_never_itself() -> None:
    alike = Likeness(9.0, ("group", "area"))
    assert [id_ for id_, _ in rules.best([(number, alike) for number in range(9)], leave_out={8})] == [7, 6, 5]
