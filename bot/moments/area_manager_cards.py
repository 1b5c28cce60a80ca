"""What planner and area manager say to each other about a day."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bot.chat.cards import Block, Button, Card, Paragraph, Row
from bot.chat.forms import Field, Form
from bot.chat.texts import Speech

if TYPE_CHECKING:
    from storage.people.people import Colleague
    from storage.register.moments import Moment
    from storage.register.projects import Project

LONGEST = 500


class Manager(NamedTuple):
    """areas: the names of those of theirs that a moment is in."""

    id: int
    name: str
    areas: tuple[str, ...]


def offers(t: Speech, moment: "Moment", managers: Sequence[Manager]) -> Iterator[Block]:
    for manager in managers:
        args = {"moment": str(moment.id), "colleague": str(manager.id)}
        text = t("moments.area.looks_after", name=manager.name, areas=manager.areas)
        yield Row(text, Button(t("moments.area.ask"), "moment.ask_area", args))


def asked(t: Speech, name: str, moment: "Moment") -> Card:
    return Card(t("moments.area.asked_title"), (Paragraph(t("moments.area.asked", name=name, title=moment.title)),))


def question(t: Speech, moment: "Moment", project: "Project", planner: "Colleague") -> Card:
    when = t.period(moment.starts_on, moment.ends_on)
    text = t("moments.area.question", name=planner.name, title=moment.title, project=project.name, when=when)
    args = {"moment": str(moment.id), "planner": str(planner.id)}
    buttons = (
        Button(t("moments.area.fits"), "moment.area_fits", args, style="primary"),
        Button(t("moments.area.but"), "moment.area_tell", args),
        Button(t("chat.show"), "moment.show", {"moment": str(moment.id)}),
    )
    return Card(t("moments.area.question_title"), (Paragraph(text),), buttons)


def form(t: Speech, moment: "Moment", planner: "Colleague", words: str = "") -> Form:
    field = Field("words", t("moments.area.words"), "long_text", required=True, value=words or None, longest=LONGEST)
    args = {"moment": str(moment.id), "planner": str(planner.id)}
    return Form(t("moments.area.form_title"), (field,), t("moments.area.send"), "moment.save_area", args)


def thanks(t: Speech, name: str) -> Card:
    return Card(t("moments.area.thanks_title"), (Paragraph(t("moments.area.thanks", name=name)),))


def it_fits(t: Speech, moment: "Moment", name: str) -> Card:
    return _answer(t, moment, Paragraph(t("moments.area.it_fits", name=name, title=moment.title)))


def told(t: Speech, moment: "Moment", name: str, words: str) -> Card:
    return _answer(t, moment, Paragraph(t("moments.area.told", name=name, title=moment.title, words=words)))


def _answer(t: Speech, moment: "Moment", text: Paragraph) -> Card:
    show = Button(t("chat.show"), "moment.show", {"moment": str(moment.id)})
    return Card(t("moments.area.answer_title"), (text,), (show,))
