"""What people fill in about a step."""

from collections.abc import Mapping, Sequence

from bot.baseline.rules import Progress
from bot.chat.cards import Note, Paragraph, typed
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import Speech


def agreed(
    t: Speech, project: str, project_id: int, choices: Sequence[Progress], chosen: Mapping[str, str], reason: str = ""
) -> Form:
    """choices: the steps of which somebody may say that they are left out here."""
    options = tuple(Option(each.step.code, typed(each.step.name[t.language])) for each in choices)
    step = chosen.get("step", "") if chosen.get("step") in {each.value for each in options} else None
    return Form(
        t("baseline.agree.title"),
        (
            Field("step", t("baseline.agree.step"), "choice", options, required=True, value=step or None),
            Field("reason", t("baseline.agree.reason"), "long_text", required=True, value=reason or None, longest=500),
        ),
        t("chat.save"),
        "baseline.agreed",
        {"id": str(project_id)},
        (Paragraph(typed(project)), Note(t("baseline.agree.note"))),
    )
