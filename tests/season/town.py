"""Gemeente Meerwaal: 60,000 inhabitants, the people who work on its projects, and what each of them is like."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

Answers = Literal["at once", "late", "never"]
Job = Literal[
    "projectleider", "communicatieadviseur", "participatieadviseur", "omgevingsmanager", "afdelingshoofd", "beheerder"
]

BEGINS = dt.date(2026, 10, 5)
"""A Monday: autumn break, Christmas, spring break and both changes of the clock lie in the 26 weeks after it."""

DISTRICTS = {
    "Centrum": ("Oude Haven", "Marktkwartier", "Stationsbuurt", "Vestingwal"),
    "Noorderveld": ("Bloemenbuurt", "Componistenbuurt", "De Weiden", "Noordpolder"),
    "Molenwijk": ("Molenhoek", "Vogelbuurt", "Sportpark-Oost", "Dichterskwartier"),
    "Zuidoever": ("Schansbuurt", "Kanaaleiland", "Groene Linten", "Zuidpoort"),
    "Dorpen": ("Lindenhout", "Waterrijk", "Achterveld", "De Ring"),
}
INHABITANTS = 60_000

FIRST = (
    *("Marieke", "Youssef", "Anouk", "Daan", "Shanti", "Pieter", "Fatma", "Jeroen", "Lotte", "Kwame", "Ilse", "Rachid"),
    *("Sanne", "Henk", "Nadia", "Wei", "Bram", "Chantal", "Dirk", "Eline", "Farid", "Greet", "Hanneke", "Imran"),
    *("Joyce", "Karim", "Linde", "Maarten", "Noor", "Olga", "Paul", "Quirine", "Ruben", "Saskia", "Tarik", "Ursula"),
    *("Victor", "Wendy", "Xander", "Yvonne", "Zohra", "Aart", "Bianca", "Cees", "Dewi"),
)
LAST = (
    *("van Dam", "El Amrani", "de Wit", "Kuipers", "Ramdin", "Hoekstra", "Yildirim", "Bakker", "Vermeer", "Owusu"),
    *("Brouwer", "Bouzidi", "Terpstra", "Visser", "Haddou", "Chen", "Postma", "Jansen", "Mulder"),
)
HOW_MANY: tuple[tuple[Job, str, int], ...] = (
    ("projectleider", "Ruimte", 25),
    ("communicatieadviseur", "Communicatie", 6),
    ("participatieadviseur", "Dienstverlening", 3),
    ("omgevingsmanager", "Gebieden", 3),
    ("afdelingshoofd", "Communicatie", 2),
    ("beheerder", "Informatie", 1),
)
NEW = {7: BEGINS - dt.timedelta(days=14), 27: BEGINS - dt.timedelta(days=4)}
"""By number, who had just begun when the list was made: a lead and an adviser."""
DEPARTMENTS = ("Ruimte", "Openbare ruimte", "Duurzaamheid", "Sociaal domein", "Mobiliteit")


@dataclass(frozen=True)
class Character:
    """What somebody is like. repairs: does something about a point. is_careful: fills in what a form asks.

    plans: writes things down before anybody asks. forgets: that residents wait for an answer, also when reminded.
    comes, leaves: the first day on which they work here, and the first on which they do not any more. joined: where the
    list says so, because it is short ago. away: the first day of a week off.
    """

    name: str
    job: Job
    department: str
    answers: Answers
    repairs: bool
    is_careful: bool
    plans: bool
    forgets: bool
    away: dt.date
    areas: tuple[str, ...] = ()
    language: str = "nl"
    comes: dt.date | None = None
    leaves: dt.date | None = None
    joined: dt.date | None = None

    @property
    def email(self) -> str:
        return self.name.lower().replace(" ", ".") + "@meerwaal.example"

    def works_on(self, day: dt.date) -> bool:
        if (self.comes and day < self.comes) or (self.leaves and day >= self.leaves):
            return False
        return not self.away <= day < self.away + dt.timedelta(days=7)

    def weeks_here(self, weeks: int) -> float:
        """Of the first so many weeks those in which they work here."""
        until = min(self.leaves or dt.date.max, BEGINS + dt.timedelta(weeks=weeks))
        return max((until - max(self.comes or BEGINS, BEGINS)).days, 0) / 7

    @property
    def is_adviser(self) -> bool:
        return self.job in ("communicatieadviseur", "participatieadviseur")


def district_code(number: int) -> str:
    return f"WK9998{number:02d}"


def areas() -> Iterator[str]:
    """The list of areas, as a municipality hands it in."""
    yield "code;naam;type;bovenliggend;inwoners"
    yield f"GM9998;Gemeente Meerwaal;gemeente;;{INHABITANTS}"
    for number, (district, neighbourhoods) in enumerate(DISTRICTS.items(), 1):
        yield f"{district_code(number)};{district};wijk;GM9998;{INHABITANTS // len(DISTRICTS)}"
        for at, name in enumerate(neighbourhoods, 1):
            yield f"BU9998{number:02d}{at:02d};{name};buurt;{district_code(number)};{INHABITANTS // 20}"


def neighbourhoods() -> list[str]:
    return [name for names in DISTRICTS.values() for name in names]


def colleagues(chance: Random) -> list[Character]:
    """Forty who are there on the first day, and two who come later."""
    people = [
        _somebody(chance, job, department, number)
        for number, (job, department) in enumerate((job, where) for job, where, many in HOW_MANY for _ in range(many))
    ]
    return [*people, *_newcomers(chance, len(people))]


def _somebody(chance: Random, job: Job, department: str, number: int, comes: dt.date | None = None) -> Character:
    """Of the leads the last goes in January, of the advisers the last in February."""
    answers: Answers = chance.choices(("at once", "late", "never"), (40, 35, 25))[0]
    leaves = {24: BEGINS + dt.timedelta(weeks=14), 30: BEGINS + dt.timedelta(weeks=18)}.get(number)
    return Character(
        name=f"{FIRST[number]} {LAST[number * 7 % len(LAST)]}",
        job=job,
        department=DEPARTMENTS[number % len(DEPARTMENTS)] if job == "projectleider" else department,
        answers="at once" if job == "beheerder" else answers,
        repairs=chance.random() < 0.5,
        is_careful=chance.random() < 0.4,
        plans=chance.random() < 0.3,
        forgets=chance.random() < 0.3,
        away=BEGINS + dt.timedelta(weeks=chance.choice([2, 2, 6, 15, 20, 20, 20, 24])),
        areas=_areas_of(number) if job == "omgevingsmanager" else (),
        language="en" if number in (3, 27) else "nl",
        comes=comes,
        leaves=leaves,
        joined=comes or NEW.get(number),
    )


def _areas_of(number: int) -> tuple[str, ...]:
    """The three area managers have the five districts between them."""
    return tuple(district_code(at) for at in range(1, len(DISTRICTS) + 1) if at % 3 == number % 3)


def _newcomers(chance: Random, known: int) -> list[Character]:
    return [
        _somebody(chance, "projectleider", "Ruimte", known, BEGINS + dt.timedelta(weeks=9)),
        _somebody(chance, "communicatieadviseur", "Communicatie", known + 1, BEGINS + dt.timedelta(weeks=16)),
    ]


def colleagues_list(people: Sequence[Character], day: dt.date = BEGINS) -> Iterator[str]:
    """As a list, of those who work here on that day; an administrator has no discipline of their own."""
    yield "id;naam;email;rol;afdeling;gebied;in_dienst"
    for number, each in enumerate(people, 1):
        if each.comes and each.comes > day:
            continue
        role = "" if each.job == "beheerder" else each.job
        joined = each.joined or ""
        yield f"C{number:02d};{each.name};{each.email};{role};{each.department};{','.join(each.areas)};{joined}"
