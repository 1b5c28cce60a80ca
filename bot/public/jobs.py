"""What the register says since, and no resident reads yet: the lead hears of it once."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.contributions import SavedUp
from bot.chat.feature import Occasion
from bot.chat.replies import CAN_WAIT, Nudge, Say, Work
from bot.chat.texts import speech
from bot.public import cards, gather, rules
from bot.public.deciding import ORDER, about_waiting
from bot.public.who import said_yes
from glossary import Role
from storage.people import people
from storage.people.municipalities import Municipality
from storage.register import projects, public_pages


def tell_what_waits(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """Once for what waits; when something else does, once more."""
    kept = {each.project_id: each for each in public_pages.pages(db)}
    home, t = occasion.municipality, speech(occasion.municipality.language)
    facts = gather.facts(db, home, kept, occasion.at) if kept else ()
    gate_of = gather.gates(db, home, facts)
    waiting: dict[int, int] = {}
    for each in facts:
        row, gate = kept[each.id], gate_of(agreed=rules.apart(kept[each.id].agreed))
        rules.project(t, each, gate)
        unread = [*gate.waits, *(left_out.words for left_out in gate.left_out)]
        told = rules.digest(*unread) if gate.waits else ""
        if told and told != row.told and not row.asked:
            waiting[each.id] = len(gate.waits)
        row.told = told
    found = projects.projects_in_full(db, waiting) if waiting else ()
    leads = {each.id: said_yes(each, Role.PROJECT_LEAD) for each in found}
    languages = people.languages_of_reachable(db, {*leads.values()} - {0})
    return [
        Nudge(
            leads[each.id],
            about_waiting(each.id),
            cards.waits(speech(languages[leads[each.id]]), each.id, each.name, waiting[each.id]),
            ORDER,
            alone_from=occasion.at + CAN_WAIT,
        )
        for each in found
        if leads[each.id] in languages
    ]


def anew(saved_up: SavedUp, db: Session) -> tuple[Block, ...]:
    """What the daily message says on the day that it leaves; nothing when it was done meanwhile."""
    what, number = saved_up.about.split()
    project, kept = projects.project(db, int(number)), public_pages.page(db, int(number))
    if project is None or kept is None:
        return ()
    t = speech(saved_up.language)
    if what == "ask":
        lead = said_yes(project, Role.PROJECT_LEAD)
        if not kept.asked or said_yes(project, Role.COMMUNICATION_ADVISER) != saved_up.colleague:
            return ()
        name = people.names_of(db, [lead]).get(lead) or str(t("chat.former_colleague"))
        return cards.question(t, project.id, rules.mark_of(kept.asked), project.name, name)
    home = db.get_one(Municipality, project.municipality_id)
    (facts,) = gather.facts(db, home, [project.id], saved_up.at)
    gate = gather.gates(db, home, [facts])(agreed=rules.apart(kept.agreed))
    rules.project(speech(home.language), facts, gate)
    is_over = not gate.waits or not kept.agreed or kept.asked
    return () if is_over else cards.waits(t, project.id, project.name, len(gate.waits))
