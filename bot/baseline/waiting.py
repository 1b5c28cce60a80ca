"""`/overzicht wachten`: what waiting for each other costs, over all projects; for whoever decides."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.baseline import cards, dependencies, gather, versions
from bot.chat.replies import Reply, Say
from bot.chat.requests import NotAllowed, Request
from bot.chat.texts import speech
from bot.people import rights
from storage.reports import steering


def show(request: Request, db: Session) -> Sequence[Reply]:
    """Totals: no project and nobody is named."""
    t = speech(request.language)
    if not rights.may_steer(request.person, request.municipality, steering.department_heads(db)):
        raise NotAllowed(t("baseline.costs.who_may"))
    waiting = [
        dependencies.waiting_days(each.baseline, each.found, each.here)
        for each in gather.looked_at(db, request.at, statuses=gather.LIVE)
    ]
    baseline = versions.versions(db).newest.baseline
    found = dependencies.costs(baseline, waiting)
    return [Say(cards.costs(t, baseline, found, projects=sum(map(bool, waiting))))]
