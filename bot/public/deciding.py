"""Asking for a public page, saying yes or no to it, and taking it away: at once, by either of the two."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Ask, Nudge, Replace, Reply, Say
from bot.chat.requests import NotAllowed, OldButton, Request
from bot.chat.texts import speech
from bot.people import audit
from bot.public import cards, rules, showing
from bot.public.reading import address_words
from bot.public.who import Deciders, deciders
from bot.register import history, saving, which_project
from glossary import Deed
from storage.messages import nudges
from storage.people import people
from storage.register import public_pages
from storage.register.projects import Project
from storage.register.public_pages import PublicPage

ORDER = 40
"""In the daily message."""


def about_ask(project: int) -> str:
    return f"public ask {project}"


def about_answer(project: int) -> str:
    return f"public_said {project}"


def about_waiting(project: int) -> str:
    return f"public waits {project}"


def ask(request: Request, db: Session) -> Sequence[Reply]:
    """By the lead, of what they saw. Who is both lead and adviser says yes at the same time."""
    project = which_project.existing(db, request.id_of("id"))
    t, who = speech(request.language), deciders(request, project)
    if not who.is_lead:
        raise NotAllowed(t("public.only_lead"))
    if not who.adviser:
        return showing.show(request, db)
    wanted = showing.as_it_is(request, db, project)(None).kept
    if request.args.get("of") != rules.mark_of(wanted):
        return [Say(cards.changed(t, project.id, project.name))]
    kept = public_pages.page(db, project.id) or public_pages.new_page(
        db, project.id, *address_words(request.municipality.name, project.name)
    )
    kept.asked, kept.reason = wanted, ""
    if who.is_adviser:
        return _put_on(request, db, project, kept)
    # A no, or that the page was taken away, is old news beside this question.
    nudges.forget(db, about_answer(project.id))
    languages, names = people.languages_of_reachable(db, [who.adviser]), people.names_of(db, [who.adviser])
    if who.adviser not in languages:
        return [Say(cards.out_of_reach(t, project.id, project.name, names[who.adviser]))]
    blocks = cards.question(
        speech(languages[who.adviser]), project.id, rules.mark_of(wanted), project.name, request.person.name
    )
    said = cards.asked(t, project.id, project.name, names[who.adviser], is_on=bool(kept.agreed))
    return [Say(said), Nudge(who.adviser, about_ask(project.id), blocks, ORDER)]


def yes(request: Request, db: Session) -> Sequence[Reply]:
    project, kept, _ = _asked(request, db)
    if request.args.get("of") != rules.mark_of(kept.asked):
        return [Replace(cards.changed(speech(request.language), project.id, project.name))]
    said, *told = _put_on(request, db, project, kept)
    assert isinstance(said, Say)
    return [Replace(said.card), *told]


def _put_on(request: Request, db: Session, project: Project, kept: PublicPage) -> Sequence[Reply]:
    kept.agreed, kept.agreed_at, kept.asked, kept.reason, kept.told = kept.asked, request.at, "", "", ""
    history.remember(request, db, project, "page_on")
    audit.record(request, db, Deed.PAGE_PUBLISHED)
    _forget(db, project)
    card = cards.is_on(speech(request.language), project.id, project.name, showing.address(request, kept))
    return [Say(card), *_tell_lead(request, db, project, "")]


def no(request: Request, db: Session) -> Sequence[Reply]:
    project, kept, _ = _asked(request, db)
    return [Ask(cards.refusal(speech(request.language), project.id, rules.mark_of(kept.asked), project.name))]


def save_no(request: Request, db: Session) -> Sequence[Reply]:
    """With its reason, so that the lead can do something with it."""
    project, kept, _ = _asked(request, db)
    t, reason = speech(request.language), request.text("reason")
    form = cards.refusal(t, project.id, rules.mark_of(kept.asked), project.name, reason)
    if returned := saving.returned(request, form, {} if reason else {"reason": t("chat.refused.empty")}):
        return [returned]
    kept.asked, kept.reason = "", reason
    nudges.forget(db, about_ask(project.id))
    return [Say(cards.said_no(t, project.id, project.name)), *_tell_lead(request, db, project, reason)]


def _asked(request: Request, db: Session) -> tuple[Project, PublicPage, Deciders]:
    """What waits for the adviser. Raises OldButton and NotAllowed."""
    project = which_project.existing(db, request.id_of("id"))
    who, kept = deciders(request, project), public_pages.page(db, project.id)
    if not who.is_adviser:
        raise NotAllowed(speech(request.language)("public.only_adviser"))
    if kept is None or not kept.asked:
        raise OldButton("public")
    return project, kept, who


def _tell_lead(request: Request, db: Session, project: Project, reason: str) -> Sequence[Reply]:
    lead = deciders(request, project).lead
    if lead == request.person.id:
        return []
    return [
        Nudge(who, about_answer(project.id), cards.answered(speech(each), project.id, project.name, reason), ORDER)
        for who, each in people.languages_of_reachable(db, [lead]).items()
    ]


def off(request: Request, db: Session) -> Sequence[Reply]:
    """Nobody has to agree to that; the other hears of it."""
    project = which_project.existing(db, request.id_of("id"))
    t, who, kept = speech(request.language), deciders(request, project), public_pages.page(db, project.id)
    if not who.may_withdraw:
        raise NotAllowed(t("public.only_two"))
    if kept is None or not (kept.agreed or kept.asked):
        raise OldButton("public")
    was_on = bool(kept.agreed)
    kept.agreed = kept.asked = kept.told = ""
    if was_on:
        history.remember(request, db, project, "page_off")
        audit.record(request, db, Deed.PAGE_WITHDRAWN)
    _forget(db, project)
    others = {who.lead, who.adviser} - {0, request.person.id} if was_on else set()
    told = [
        Nudge(
            each,
            about_answer(project.id),
            cards.was_withdrawn(speech(language), project.id, project.name, request.person.name),
            ORDER,
        )
        for each, language in sorted(people.languages_of_reachable(db, others).items())
    ]
    return [Say(cards.off(t, project.id, project.name, was_on=was_on)), *told]


def _forget(db: Session, project: Project) -> None:
    for about in (about_ask(project.id), about_answer(project.id), about_waiting(project.id)):
        nudges.forget(db, about)
