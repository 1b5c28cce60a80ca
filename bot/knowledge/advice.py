"""The wheel is not reinvented: earlier projects that are like the one being planned, and who can tell about them."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.chat import editing
from bot.chat.cards import Block
from bot.chat.contributions import Planned
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.knowledge import cards, rules
from bot.knowledge.cards import Similar
from bot.knowledge.rules import ProjectProfile
from glossary import AreaKind, Domain, Instrument, TargetGroup
from storage.register import areas, moments, projects
from storage.search import similar as earlier
from storage.search import stems
from storage.search.similar import Earlier

FEW = 0.1
"""Of the projects: a word that no more of them have says something."""


def similar(request: Request, db: Session, planned: Planned) -> Iterator[Block]:
    """Up to three, with what was learned and who was there; nothing when nothing is really like it."""
    known = earlier.earlier_projects(db)
    others = [profile_of_earlier(each) for each in known]
    profile = profile_of(db, planned, others)
    found = [(each.id, rules.likeness(profile, other)) for each, other in zip(known, others, strict=True)]
    best = rules.best(found, leave_out={planned.project})
    if not best:
        return
    ids = [id_ for id_, _ in best]
    lessons, people = earlier.lessons_of_projects(db, ids), earlier.people_to_call(db, ids, but=request.person.id)
    names = {each.id: each.name for each in known}
    rows = [Similar(id_, names[id_], like.reasons, lessons.get(id_, [])[:2], people.get(id_, [])) for id_, like in best]
    yield from cards.similar(speech(request.language), planned.kind, rows)


def profile_of(db: Session, planned: Planned, others: Sequence[ProjectProfile]) -> ProjectProfile:
    """What is in the form, and what is known of the project that a moment belongs to."""
    codes, project = planned.codes, projects.project(db, planned.project) if planned.project else None
    domain = project.domain if project else None
    name = " ".join([codes.get("name", ""), project.name if project else ""])
    forms = {Instrument.from_code(code) for code in editing.parts(codes.get("instrument", ""))}
    if project and planned.kind == "project":
        forms |= {moment.instrument for moment in moments.moments_of(db, project.id) if moment.instrument}
    words = _words(name)
    return ProjectProfile(
        areas=frozenset(_around(db, editing.parts(codes.get("areas", "")))),
        groups=frozenset(TargetGroup.from_code(code) for code in editing.parts(codes.get("groups", ""))),
        instruments=frozenset(forms),
        domain=Domain.from_code(codes["domain"]) if codes.get("domain") else domain,
        words=words,
        rare=_rare(words, others),
    )


def _around(db: Session, codes: list[str]) -> set[str]:
    whole = {area.code for area in areas.all_areas(db) if area.kind is AreaKind.MUNICIPALITY} if codes else set()
    return {near for code in codes if code not in whole for near in areas.codes_around(db, code)} - whole


def profile_of_earlier(project: Earlier) -> ProjectProfile:
    return ProjectProfile(project.areas, project.groups, project.instruments, project.domain, _words(project.name))


def _words(name: str) -> frozenset[str]:
    return frozenset(
        stems.stem(word) for word in stems.words(name) if not stems.says_little(word) and not word.isdigit()
    )


def _rare(words: frozenset[str], others: Sequence[ProjectProfile]) -> frozenset[str]:
    few = max(1, FEW * len(others))
    return frozenset(word for word in words if sum(word in each.words for each in others) <= few)
