"""Until when it is of use to tell somebody of a finding. On a card it stays as long as it is so."""

import datetime as dt

from bot.findings import clock
from bot.findings.finding import Finding, Kind
from bot.findings.norms import Norms


def is_of_use(finding: Finding, today: dt.date, norms: Norms) -> bool:
    last = last_useful_day(finding, norms)
    return last is None or today <= last


def last_useful_day(finding: Finding, norms: Norms) -> dt.date | None:
    """Later than this nobody can do anything about it; None when there is no such day."""
    match finding.kind, finding.moment, finding.date:
        case Kind.BAD_MOMENT, moment, _ if moment:
            # By then residents have to be invited, and the day stands.
            return clock.invite_before(moment, norms)
        case Kind.INVITED_TOO_LATE, moment, _ if moment:
            return moment.starts_on - dt.timedelta(days=1)
        case Kind.DECISION_BEFORE_CONTACT_ENDS, _, dt.date() as decided:
            return decided
        case ((Kind.INFLUENCE_NOT_FIXED | Kind.PROMISE_NOT_PUBLISHED), _, _):
            # When nothing is asked any more, there is nothing to have a say in, and nothing to expect.
            return max((ask.ends_on for ask in finding.project.asks), default=None)
    return None
