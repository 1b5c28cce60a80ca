"""Which pages there are for colleagues: each is what an action of a feature answers, and none changes anything."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl

from bot.chat.requests import Answer

ROOT = "/in"
LONGEST_QUERY = 4_000
MOST_GIVEN = 50
SEVERAL, ARG = "[]", "."
"""At the end of the name of an answer of which there may be several; and before what a form brings along."""
FIND = "zoek."
"""Before the name of a search field: what to look for in its list."""
LONGEST_SOUGHT = 100


class LookAction(NamedTuple):
    """is_form: what is in the address are the answers of a form, and else the arguments of a button."""

    action: str
    is_form: bool = False


PAGES: Mapping[str, LookAction] = {
    "overzicht": LookAction("overview.more"),
    "week": LookAction("overview.own_week"),
    "agenda": LookAction("load.agenda"),
    "agenda-keuze": LookAction("load.agenda_narrow"),
    "agenda-gekozen": LookAction("load.agenda_narrowed", is_form=True),
    "drukte": LookAction("load.ask"),
    "drukte-lijst": LookAction("load.show"),
    "drukte-waarom": LookAction("load.why"),
    "drukte-keuze": LookAction("load.narrow"),
    "drukte-gekozen": LookAction("load.narrowed", is_form=True),
    "gebied": LookAction("load.area"),
    "gebied-keuze": LookAction("load.area_other"),
    "gebied-gekozen": LookAction("load.area_found", is_form=True),
    "antwoorden": LookAction("load.owed"),
    "projecten": LookAction("project.list"),
    "projecten-keuze": LookAction("project.narrow"),
    "projecten-gekozen": LookAction("project.narrowed", is_form=True),
    "project-zoeken": LookAction("project.search"),
    "project-gevonden": LookAction("project.found", is_form=True),
    "project": LookAction("project.show"),
    "verloop": LookAction("project.history"),
    "punten": LookAction("project.findings"),
    "moment": LookAction("moment.show"),
    "lessen": LookAction("knowledge.search"),
    "lessen-keuze": LookAction("knowledge.narrow"),
    "lessen-gevonden": LookAction("knowledge.found", is_form=True),
    "les": LookAction("lesson.show"),
    "visie": LookAction("vision.show"),
}
MENU: Sequence[str] = ("overzicht", "week", "agenda", "drukte", "gebied", "projecten", "antwoorden", "lessen", "visie")
"""On top of every page. What it is called is the text `handlers.web.menu.<name>`."""

_BY_ACTION = {shown.action: f"{ROOT}/{name}" for name, shown in PAGES.items()}


def where(action: str) -> str:
    """The address of the page of an action; empty when it has none."""
    return _BY_ACTION.get(action, "")


class AskedByAddress(NamedTuple):
    """sought: by the key of a search field. pairs: all of it, as it came."""

    args: Mapping[str, str]
    answers: Mapping[str, Answer]
    sought: Mapping[str, str]
    pairs: Sequence[tuple[str, str]]


def given(shown: LookAction, query: str) -> AskedByAddress | None:
    """From the address; None for what no page of ours asks."""
    if len(query) > LONGEST_QUERY:
        return None
    try:
        pairs = parse_qsl(query, max_num_fields=MOST_GIVEN, errors="strict")
    except ValueError:
        return None
    sought = {name.removeprefix(FIND): value[:LONGEST_SOUGHT] for name, value in pairs if name.startswith(FIND)}
    asked = [(name, value) for name, value in pairs if not name.startswith(FIND)]
    if not shown.is_form:
        return AskedByAddress(dict(asked), {}, sought, pairs)
    args, answers = dict[str, str](), dict[str, Answer]()
    for name, value in asked:
        if name.startswith(ARG):
            args[name.removeprefix(ARG)] = value
        elif name.endswith(SEVERAL):
            before = answers.get(name.removesuffix(SEVERAL), ())
            answers[name.removesuffix(SEVERAL)] = (*(before if isinstance(before, tuple) else ()), value)
        else:
            answers[name] = value
    return AskedByAddress(args, answers, sought, pairs)
