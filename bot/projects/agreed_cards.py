"""What people see of a point that is as agreed: the form for the reason, and what became of it."""

from typing import TYPE_CHECKING

from bot.chat.cards import Button, Card, Note, Paragraph, typed
from bot.chat.forms import Field, Form
from bot.chat.texts import Speech
from bot.findings import agreed
from bot.findings import cards as findings_cards
from bot.findings.finding import Finding

if TYPE_CHECKING:
    from storage.register.projects import Project

LONGEST = 300


def form(t: Speech, finding: Finding, reason: str = "") -> Form:
    needed = finding.kind not in agreed.YES_BY_ITSELF
    why = Field(
        "reason",
        t("projects.agreed.why"),
        required=needed,
        value=reason or None,
        hint=t("projects.agreed.hint" if needed else "projects.agreed.hint_if_you_like"),
        longest=LONGEST,
    )
    return Form(
        t("projects.agreed.title"),
        (why,),
        t("chat.save"),
        "project.save_agreed",
        findings_cards.args(finding),
        (
            Paragraph(typed(finding.project.name)),
            Paragraph(findings_cards.saw(t, finding)),
            Note(t("projects.agreed.until")),
        ),
    )


def kept(t: Speech, finding: Finding) -> Card:
    return Card(
        t("projects.agreed.title"),
        (
            Paragraph(typed(finding.project.name)),
            Paragraph(findings_cards.as_agreed(t, finding)),
            Note(t("projects.agreed.until")),
        ),
        (
            _to(t, finding.project.id),
            Button(t("findings.do.take_back"), "project.disagree", findings_cards.args(finding)),
        ),
    )


def already(t: Speech, finding: Finding) -> Card:
    """Somebody was first."""
    assert finding.agreed
    who = finding.agreed.who or t("chat.former_colleague")
    card = kept(t, finding)
    said = Note(t("projects.agreed.by", who=who, date=finding.agreed.on))
    return Card(card.title, (*card.body[:-1], said), card.buttons)


def taken_back(t: Speech, project: "Project") -> Card:
    text = t("projects.agreed.taken_back", name=project.name)
    return Card(t("projects.agreed.title"), (Paragraph(text),), (_to(t, project.id),))


def gone(t: Speech, project: "Project") -> Card:
    """What it was about is no longer so: filled in, moved, or taken back before."""
    text = t("projects.agreed.gone", name=project.name)
    return Card(t("projects.agreed.title"), (Paragraph(text),), (_to(t, project.id),))


def _to(t: Speech, project_id: int) -> Button:
    return Button(t("chat.show"), "project.show", {"id": str(project_id)})
