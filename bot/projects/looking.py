"""Looking at the register: menu, list, one project, its history, search, and somebody's own page."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from bot.chat.cards import Text, typed
from bot.chat.contributions import Section
from bot.chat.forms import Option
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import HIGHEST_ID, OldButton, Request
from bot.chat.texts import speech
from bot.findings import triangle
from bot.people import rights
from bot.projects import cards, forms, helping, list_cards, noticing
from bot.projects.cards import Whole
from bot.register import history as history_of
from bot.register import which_project
from glossary import LIVE, Domain, Level, Phase, Size, Status, TargetGroup
from storage.learning import knowledge
from storage.people import people, standing
from storage.register import areas, changes, moments, projects
from storage.register.projects import Project
from storage.reports import project_list
from storage.reports.project_list import ProjectFilter
from storage.search import search as library
from storage.search.search import SearchFilter

WORDS: Mapping[str, type[Any]] = {
    "status": Status,
    "group": TargetGroup,
    "phase": Phase,
    "size": Size,
    "level": Level,
    "domain": Domain,
}
FILTERS = (*WORDS, "area", "person", "text", "first", "last")
LONGEST_SEARCH = 60


def menu(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    mine = project_list.project_lines(db, ProjectFilter(person=request.person.id), limit=which_project.LAST_FEW)
    last_few = mine or project_list.project_lines(db, ProjectFilter(), limit=which_project.LAST_FEW)
    return [Say(list_cards.menu(t, last_few, bool(mine)))]


def listed(request: Request, db: Session) -> Sequence[Reply]:
    """`/project lijst`, narrowed by what was understood of somebody's words, or a page of one of those."""
    args = {key: request.args[key] for key in FILTERS if request.args.get(key)}
    if words := request.args.get("words", "").strip():
        args |= _year(words) or {"text": words[:LONGEST_SEARCH]}
    page = request.id_of("page") if request.args.get("page") else 0
    wanted = _wanted(request, db, args)
    found = project_list.project_page(db, wanted, list_cards.PAGE, page * list_cards.PAGE, count_to=list_cards.MANY + 1)
    if page and not found.lines:
        # The list has become shorter since the button was drawn.
        return listed(request.asks("project.list", **args), db)
    t = speech(request.language)
    is_vacant = any(each.status.is_live and triangle.missing_corners(each.named) for each in found.lines)
    mine = standing.disciplines_of(db, request.person.id) if is_vacant and not request.public else ()
    title = _title(request, db, args)
    return [Say(list_cards.project_list(t, found.lines, found.total, page, args, mine, title))]


def _year(words: str) -> dict[str, str]:
    """Under way in 2026; nothing for other words."""
    if len(words) == len("2026") and words.isdecimal() and words >= "1900":
        return {"first": f"{words}-01-01", "last": f"{words}-12-31"}
    return {}


def _title(request: Request, db: Session, args: Mapping[str, str]) -> Text:
    """It says what the list was narrowed to."""
    t = speech(request.language)
    parts: list[str | Text] = [t.word(kind.from_code(args[key])) for key, kind in WORDS.items() if args.get(key)]
    if args.get("area"):
        parts += areas.names_of_areas(db, [args["area"]]).values()
    if person := _person(args):
        name = people.names_of(db, [person]).get(person, "")
        parts.append(t("projects.list.mine") if person == request.person.id else name)
    return t("projects.list.title_of", what=t.joined(parts)) if parts else t("projects.list.title")


def _wanted(request: Request, db: Session, args: Mapping[str, str]) -> ProjectFilter:
    """Raises OldButton for a word that is no longer in our lists, and for what is no day."""
    try:
        return _filter(request, db, args)
    except (KeyError, ValueError) as gone:
        raise OldButton("filter") from gone


def _filter(request: Request, db: Session, args: Mapping[str, str]) -> ProjectFilter:
    words = {key: kind.from_code(args[key]) if args.get(key) else None for key, kind in WORDS.items()}
    person = _person(args)
    mine = person == request.person.id
    return ProjectFilter(
        statuses=(Status.from_code(args["status"]),) if args.get("status") else (),
        area_codes=tuple(areas.codes_around(db, args["area"])) if args.get("area") else (),
        target_group=words["group"],
        phase=words["phase"],
        size=words["size"],
        level=words["level"],
        domain=words["domain"],
        person=person if mine else None,
        # Of others only what they said yes to: who hesitates is theirs to tell.
        works_on=None if mine else person,
        words=args.get("text", ""),
        first=dt.date.fromisoformat(args["first"]) if args.get("first") else None,
        last=dt.date.fromisoformat(args["last"]) if args.get("last") else None,
    )


def _person(args: Mapping[str, str]) -> int | None:
    code = args.get("person", "")
    return int(code) if code.isdecimal() and int(code) <= HIGHEST_ID else None


def narrow(request: Request, db: Session) -> Sequence[Reply]:
    return [Ask(forms.narrow(speech(request.language)))]


def narrowed(request: Request, db: Session) -> Sequence[Reply]:
    chosen = {key: request.text(key) for key in FILTERS if request.text(key)}
    return listed(request.asks("project.list", **chosen), db)


def show(request: Request, db: Session) -> Sequence[Reply]:
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask(request, found, "project.show")
    return shown(request, db, which_project.existing(db, found[0]))


def shown(request: Request, db: Session, project: Project) -> Sequence[Reply]:
    may_edit = rights.may_edit(request.person, request.municipality, project)
    whole = _whole(request, db, project)
    return [Say(cards.project_card(speech(request.language), whole, may_edit, request.public))]


def _whole(request: Request, db: Session, project: Project) -> Whole:
    edit, noticed = changes.latest_edit(db, project.id), noticing.noticed(request, db, project)
    return Whole(
        project=project,
        moments=moments.moments_of(db, project.id),
        lessons=knowledge.lessons_of(db, project.id),
        edit=edit,
        names=history_of.names(db, [edit] if edit else [], project.area_codes),
        today=request.today,
        findings=noticed.findings,
        agreed=noticed.agreed,
        can_help=helping.can_help(request, db, project),
    )


def history(request: Request, db: Session) -> Sequence[Reply]:
    project = which_project.existing(db, request.id_of("id"))
    kept = changes.latest(db, project.id, limit=25)
    return [Say(cards.history(speech(request.language), project, kept, history_of.names(db, kept)))]


def search(request: Request, db: Session) -> Sequence[Reply]:
    if request.args.get("words"):
        return _searched(request, db, request.args["words"][:LONGEST_SEARCH])
    return [Ask(forms.search(speech(request.language)))]


def found(request: Request, db: Session) -> Sequence[Reply]:
    return _searched(request, db, request.text("words")[:LONGEST_SEARCH])


def _searched(request: Request, db: Session, words: str) -> Sequence[Reply]:
    """Best first, typing errors forgiven; what the search does not know may still be part of a word."""
    hits = library.search(db, words, SearchFilter("project"), list_cards.PAGE)
    if not hits:
        return listed(request.asks("project.list", text=words), db)
    ids = [hit.id for hit in hits]
    found = {
        line.id: line for line in project_list.project_lines(db, ProjectFilter(ids=tuple(ids)), limit=list_cards.PAGE)
    }
    lines = [found[id_] for id_ in ids if id_ in found]
    return [Say(list_cards.project_list(speech(request.language), lines, len(lines), 0, {"text": words}))]


def projects_named(request: Request, db: Session, query: str) -> Sequence[Option]:
    """For search fields: my last few while nothing is typed."""
    hits = (
        project_list.project_lines(db, ProjectFilter(words=query), limit=20)
        if query
        else which_project.my_last_few(request, db)
    )
    return [Option(str(project.id), typed(project.name)) for project in hits]


def projects_to_change(request: Request, db: Session, query: str) -> Sequence[Option]:
    """For the search field of a form that changes something: never what is refused after that."""
    hits = which_project.mine_to_change(request, db, query, limit=20)
    return [Option(str(project.id), typed(project.name)) for project in hits]


def home(request: Request, db: Session) -> Iterator[Section]:
    t = speech(request.language)
    waiting = projects.roles_waiting_for(db, request.person.id)
    if waiting:
        yield Section(10, cards.questions_for_me(t, waiting), asks=True)
    mine = ProjectFilter(person=request.person.id)
    # What is over only where there is nothing else: it would stand in the way of what goes on.
    live = project_list.project_lines(db, replace(mine, statuses=LIVE), limit=list_cards.PAGE)
    shown = live or project_list.project_lines(db, mine, limit=list_cards.PAGE)
    yield Section(20, list_cards.my_projects(t, shown))
