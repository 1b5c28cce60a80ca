"""`/project publiek`: the page of a project as residents would read it, before anybody decides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.chat.replies import Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.people import role_question
from bot.public import cards, gather, rendering, rules
from bot.public.cards import PageSeen
from bot.public.reading import WORD
from bot.public.rules import Gate, PublicProject
from bot.public.who import asks_reader, deciders
from bot.register import which_project
from storage.register import public_pages
from storage.register.projects import Project
from storage.register.public_pages import PublicPage


def show(request: Request, db: Session) -> Sequence[Reply]:
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask(request, found, "public.show")
    project = which_project.existing(db, found[0])
    part = request.id_of("part") if request.args.get("part") else 0
    return [Say(cards.page(speech(request.language), seen(request, db, project, part)))]


@dataclass(frozen=True, slots=True)
class AsItIs:
    """A page as the register has it now. gate: what passed, waits and was left out."""

    shown: PublicProject
    gate: Gate

    @property
    def kept(self) -> str:
        """What somebody agrees to who says yes to it."""
        return rules.together(self.gate.marks)


def as_it_is(request: Request, db: Session, project: Project) -> Callable[[frozenset[str] | None], AsItIs]:
    """By what was agreed to: None for all that may be on it. The register is asked once for all of these."""
    home = request.municipality
    (facts,) = gather.facts(db, home, [project.id], request.at.astimezone(ZoneInfo(home.timezone)))
    gates = gather.gates(db, home, [facts])

    def through(agreed: frozenset[str] | None) -> AsItIs:
        gate = gates(agreed=agreed)
        return AsItIs(rules.project(speech(home.language), facts, gate), gate)

    return through


def seen(request: Request, db: Session, project: Project, part: int = 0) -> PageSeen:
    """Whoever was asked sees what they were asked; all others all that would be on it."""
    kept, who = public_pages.page(db, project.id), deciders(request, project)
    is_answering = bool(kept and kept.asked and who.is_adviser)
    asked = kept.asked if kept else ""
    through = as_it_is(request, db, project)
    it = through(rules.apart(asked) if is_answering else None)
    agreed = rules.apart(kept.agreed) if kept else frozenset()
    is_on = bool(agreed)
    waiting = [(each, project) for each in asks_reader(request, project)]
    waits = through(agreed).gate.waits if is_on else ()
    return PageSeen(
        project=project.id,
        name=project.name,
        page=it.shown,
        who=who,
        waits=waits,
        left_out=it.gate.left_out,
        part=part,
        of=rules.mark_of(asked if is_answering else it.kept),
        is_on=is_on,
        is_asked=bool(asked),
        is_new=it.kept != asked and not agreed >= it.gate.marks,
        reason=kept.reason if kept else "",
        address=address(request, kept) if is_on else "",
        asks=role_question.questions(speech(request.language), waiting) if waiting else (),
    )


def address(request: Request, kept: PublicPage | None) -> str:
    """Where residents find it; "" where nobody told us how this installation is reached, or what draws pages lacks."""
    url = request.contributed.web.url if rendering.is_installed() else ""
    return f"{url}/{WORD}/{kept.place}/{kept.name}" if url and kept else ""
