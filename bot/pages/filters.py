"""What the page can be narrowed to by who has script: each project and moment carries marks, each choice a value."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bot.chat.texts import Speech
from bot.findings.facts import AreaFacts, Areas
from glossary import AreaKind, Level, PartialDate, Size, Status, TargetGroup, Word

if TYPE_CHECKING:
    from storage.reports.without_names import NamelessMoment, NamelessProject

ALWAYS, NEVER = "9999-12-31", "0000-01-01"
"""Days that no register has: of what has not ended, and of what nobody dated."""


class Marks(NamedTuple):
    """areas: numbers. first, last: days as ISO text. status, size: empty for a moment."""

    areas: str
    groups: str
    level: str
    first: str
    last: str
    status: str = ""
    size: str = ""


class NumberedAreas(Areas):
    """By numbers from zero: short on a page, and whatever a list has for a code does no harm in it."""

    def __init__(self, areas: Sequence[AreaFacts]) -> None:
        super().__init__(areas)
        self._number = {area.code: str(number) for number, area in enumerate(areas)}
        self.parts = [area.code for area in areas if area.kind is not AreaKind.MUNICIPALITY]
        """But for the municipality as a whole, which is no choice: all lies in it."""

    def numbers(self, codes: Iterable[str]) -> str:
        return " ".join(self._number[code] for code in codes if code in self._number)

    def concerning(self, code: str) -> list[str]:
        """The area itself, what it lies in, and what lies in it: as `/agenda` has it."""
        around = self.around(code)
        return [each for each in self._number if each in around or code in self.around(each)]


class Choosable(NamedTuple):
    value: str
    label: str


class Chooser(NamedTuple):
    name: str
    label: str
    every: str
    options: Sequence[Choosable]


def of_project(areas: NumberedAreas, project: "NamelessProject") -> Marks:
    first, last = project.starts_on, project.ends_on
    return Marks(
        areas=areas.numbers(project.areas),
        groups=" ".join(project.groups),
        level=project.level or "",
        first=_first(first) if first else NEVER if last else ALWAYS,
        last=_last(last) if last else ALWAYS if first else NEVER,
        status=project.status,
        size=project.size or "",
    )


def of_moment(areas: NumberedAreas, project: "NamelessProject", moment: "NamelessMoment") -> Marks:
    """What it does not say itself is as its project says."""
    return Marks(
        areas=areas.numbers(moment.areas or project.areas),
        groups=" ".join(moment.groups or project.groups),
        level=moment.level or project.level or "",
        first=_first(moment.starts_on),
        last=_last(moment.ends_on),
    )


def _first(day: PartialDate) -> str:
    return day.earliest.isoformat()


def _last(day: PartialDate) -> str:
    return day.latest.isoformat()


def of(
    t: Speech, areas: NumberedAreas, projects: "Sequence[NamelessProject]", moments: "Sequence[NamelessMoment]"
) -> list[Chooser]:
    """Only with what occurs; one with nothing to choose is left out."""
    everything: list[NamelessProject | NamelessMoment] = [*projects, *moments]
    groups = {group for each in everything for group in each.groups}
    found = [
        ("status", _words(t, Status, {project.status for project in projects})),
        ("area", _areas(areas)),
        ("group", _words(t, TargetGroup, groups)),
        ("level", _words(t, Level, {each.level for each in everything})),
        ("size", _words(t, Size, {project.size for project in projects})),
    ]
    every = str(t("pages.every"))
    return [Chooser(name, str(t(f"pages.filter_on.{name}")), every, options) for name, options in found if options]


def _words(t: Speech, kind: type[Word], occurring: Collection[Word | None]) -> list[Choosable]:
    return [Choosable(word.value, str(t.word(word))) for word in kind if word in occurring]


def _areas(areas: NumberedAreas) -> list[Choosable]:
    """The value has the numbers of all areas that concern it."""
    found = [Choosable(areas.numbers(areas.concerning(code)), areas.name(code)) for code in areas.parts]
    return sorted(found, key=lambda option: option.label.casefold())
