"""What the page shows, from the facts: all its words are here, and the template only gives them their places."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from bot.chat.house_style import HouseStyle
from bot.chat.texts import Speech
from bot.findings.norms import Norms
from bot.pages import filters
from bot.pages.filters import Chooser, Marks, NumberedAreas
from glossary import Level, Status

if TYPE_CHECKING:
    from storage.reports.without_names import NamelessMoment, NamelessProject

ORDER = (Status.ONGOING, Status.UPCOMING, Status.COMPLETED, Status.PAUSED, Status.STOPPED)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """at: in the municipality's time zone. moments: by the id of their project, first day first.

    cleaned: takes from a free text what may not be on the page. look: of the municipality.
    """

    municipality: str
    at: dt.datetime
    areas: NumberedAreas
    projects: "Sequence[NamelessProject]"
    moments: "Mapping[int, Sequence[NamelessMoment]]"
    norms: Norms
    cleaned: Callable[[str], str]
    look: HouseStyle


class ShownMoment(NamedTuple):
    """about: what it is, and where and for whom, if that is not as its project says.

    answer: when residents hear, or heard; empty where nothing is owed.
    """

    when: str
    title: str
    about: str
    answer: str
    marks: Marks


class ShownProject(NamedTuple):
    """facts: what it is called, and what it is. host: of the page for residents, at `address`; both may be empty."""

    name: str
    summary: str
    facts: Sequence[tuple[str, str]]
    address: str
    host: str
    moments: Sequence[ShownMoment]
    marks: Marks


class ShownSection(NamedTuple):
    code: str
    heading: str
    projects: Sequence[ShownProject]


@dataclass(frozen=True, slots=True)
class ShownPage:
    """said: the words around the projects, by their place in the template. whose: the municipality."""

    language: str
    whose: str
    look: HouseStyle
    title: str
    said: Mapping[str, str]
    filters: Sequence[Chooser]
    sections: Sequence[ShownSection]


_PLACES = (
    *("intro", "skip", "parts", "nothing", "moments", "web_page"),
    *("statement", "filter", "first", "last", "show_all", "shown", "none"),
)


def page(t: Speech, facts: PageFacts) -> ShownPage:
    found: dict[Status, list[ShownProject]] = {status: [] for status in ORDER}
    for project in sorted(facts.projects, key=lambda project: (project.name.casefold(), project.id)):
        found[project.status].append(_project(t, facts, project))
    return ShownPage(
        language=t.language,
        whose=facts.municipality,
        look=facts.look,
        title=str(t("pages.title", municipality=facts.municipality)),
        said={
            **{place: str(t(f"pages.{place}")) for place in _PLACES},
            "count": str(t("pages.count", n=len(facts.projects))),
            "updated": str(t("pages.updated", at=facts.at)),
        },
        filters=filters.of(t, facts.areas, facts.projects, [each for some in facts.moments.values() for each in some]),
        sections=[
            ShownSection(status.value, str(t.word(status)).capitalize(), some) for status, some in found.items() if some
        ],
    )


def _project(t: Speech, facts: PageFacts, project: "NamelessProject") -> ShownProject:
    moments = [_moment(t, facts, project, moment) for moment in facts.moments.get(project.id, ())]
    host = _host(project.web_page)
    return ShownProject(
        name=facts.cleaned(project.name),
        summary=facts.cleaned(project.summary),
        facts=list(_facts(t, facts, project)),
        address=project.web_page if host else "",
        host=host,
        moments=moments,
        marks=filters.of_project(facts.areas, project),
    )


def _host(address: str) -> str:
    """Empty for what a browser should not follow; a list may hold anything."""
    try:
        found = urlsplit(address)
        return (found.hostname or "") if found.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _facts(t: Speech, facts: PageFacts, project: "NamelessProject") -> Iterator[tuple[str, str]]:
    where = _where(facts, project)
    for name, value in (
        ("when", _when(t, project)),
        ("where", str(t.listed(where)) if where else ""),
        ("for_whom", str(t.listed([t.word(group) for group in project.groups])) if project.groups else ""),
        *((name, str(t.word(word)) if word else "") for name, word in (
            ("level", project.level), ("phase", project.phase), ("size", project.size), ("domain", project.domain)
        )),
    ):  # fmt: skip
        if value:
            yield str(t(f"pages.fact.{name}")), value


def _when(t: Speech, project: "NamelessProject") -> str:
    match project.starts_on, project.ends_on:
        case None, None:
            return ""
        case None, last:
            return str(t("pages.until", last=last))
        case first, None:
            return str(t("pages.since", first=first))
        case first, last:
            return str(t("chat.period", first=first, last=last)) if first != last else str(t.readable(first))


def _where(facts: PageFacts, about: "NamelessProject | NamelessMoment") -> list[str]:
    typed = [facts.cleaned(about.areas_in_words)] if about.areas_in_words else []
    return [*map(facts.areas.name, about.areas), *typed]


def _moment(t: Speech, facts: PageFacts, project: "NamelessProject", moment: "NamelessMoment") -> ShownMoment:
    kinds = [str(t.word(word)) for word in (moment.instrument, moment.level) if word]
    where = _where(facts, moment) if moment.areas != project.areas else []
    whom = [str(t.word(group)) for group in moment.groups] if moment.groups != project.groups else []
    return ShownMoment(
        when=str(t.period(moment.starts_on, moment.ends_on)),
        title=facts.cleaned(moment.title),
        about=", ".join([*kinds, *where, *whom]),
        answer=_answer(t, facts, project, moment),
        marks=filters.of_moment(facts.areas, project, moment),
    )


def _answer(t: Speech, facts: PageFacts, project: "NamelessProject", moment: "NamelessMoment") -> str:
    today, told, ended = facts.at.date(), moment.told_on, moment.ends_on.day
    if told and told.earliest <= today:
        return str(t("pages.answer.given", day=told))
    if moment.level is Level.INFORM or project.is_left or ended is None:
        return ""
    promised = moment.promised_on if moment.promised_on and moment.promised_on > ended else None
    due = promised or ended + facts.norms.feedback
    return str(t("pages.answer.late" if due < today else "pages.answer.due", day=due))
