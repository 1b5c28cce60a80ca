"""`/overzicht wachten`: what waiting for each other costs, over all projects; for whoever decides."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.baseline import cards, dependencies, gather, rules, versions
from bot.chat.replies import Reply, Say
from bot.chat.requests import NotAllowed, Request
from bot.chat.texts import speech
from bot.people import rights
from glossary import Status
from storage.reports import steering


def show(request: Request, db: Session) -> Sequence[Reply]:
    """Totals: no project and nobody is named."""
    t = speech(request.language)
    allowed = request.person.id in steering.department_heads(db)
    if not (allowed or rights.may_keep_register(request.person, request.municipality)):
        raise NotAllowed(t("baseline.costs.who_may"))
    own, marks, waiting = versions.versions(db), gather.marks(db), []
    for here in gather.situations(db, request.at, statuses=[each for each in Status if each.is_live]):
        baseline = own.of_project(here.project.id, here.project.registered_at).baseline
        found = rules.progress(baseline, here, marks.get(here.project.id, {}))
        waiting.append(dependencies.waiting_days(baseline, found, here))
    return [
        Say(
            cards.costs(
                t, own.newest.baseline, dependencies.costs(own.newest.baseline, waiting), sum(map(bool, waiting))
            )
        )
    ]
