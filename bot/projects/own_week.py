"""For somebody's own week: what is worth a look in their projects, and whom to invite before it is too late."""

from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from bot.chat.cards import Row
from bot.chat.contributions import Line, Part, Scope
from bot.chat.texts import Speech, speech
from bot.findings import about_projects, gather, useful
from bot.findings import cards as findings_cards
from bot.findings.finding import Finding, Kind
from storage.people.municipalities import Municipality

ELSEWHERE = frozenset({Kind.TRIANGLE_INCOMPLETE, Kind.TRIANGLE_UNACCEPTED, Kind.FEEDBACK_OVERDUE})
"""Other parts of the week say this."""
INVITE, LOOK = 92, 60
"""How urgent."""


def parts(scope: Scope, writers: Mapping[int, int | None], db: Session) -> Iterator[Part]:
    """Of each project the most urgent point. An invitation is for whoever writes to residents there.

    writers: of their own projects.
    """
    only_invitations = scope.at_least > LOOK  # They are about what is to come, and for whoever writes.
    mine = [project for project, writer in writers.items() if writer == scope.person or not only_invitations]
    if not mine:
        return
    t, today, norms = speech(scope.language), scope.until.date(), gather.norms(db)
    region = db.get_one(Municipality, db.info["municipality"]).holiday_region
    invitations, points = list[Line](), list[Line]()
    for project in gather.projects(db, scope.until, mine, only_ahead=only_invitations):
        found = about_projects.findings(project, today, region, scope.language, norms)
        of_use = [each for each in found if each.kind not in ELSEWHERE and useful.is_of_use(each, today, norms)]
        due = [each for each in of_use if each.kind is Kind.INVITATION_DUE]
        if writers.get(project.id) == scope.person:
            invitations += [_line(t, each, INVITE) for each in due]
        others = [each for each in of_use if each not in due]
        points += [_line(t, each, LOOK) for each in others[:1]]
    for key, lines in (("invitations", invitations), ("points", points)):
        if lines:
            yield Part(f"projects.{key}", t(f"projects.weekly.{key}_title"), tuple(lines))


def _line(t: Speech, finding: Finding, urgency: int) -> Line:
    saw = findings_cards.saw(t, finding)
    text = saw if finding.moment else t("projects.weekly.point", name=finding.project.name, saw=saw)
    return Line(Row(text, findings_cards.answers(t, finding)[0]), urgency, finding.kind)
