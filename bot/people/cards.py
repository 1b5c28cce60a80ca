"""What people see of themselves and of the municipality's settings."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.chat.cards import (
    Block,
    Bullets,
    Button,
    Card,
    Choices,
    Item,
    Note,
    Paragraph,
    Row,
    Rule,
    buttons_in,
    in_rows,
    plain,
    stands_out,
    typed,
)
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import LANGUAGES, Speech
from bot.people.naming import is_named
from glossary import Discipline

if TYPE_CHECKING:
    from storage.people.municipalities import Municipality
    from storage.people.people import Colleague, ColleagueDiscipline
    from storage.people.personal import FilePart
    from storage.register.areas import Area


def menu(t: Speech, administers: bool, has_buddies: bool, still_to_do: Sequence[Block]) -> Card:
    where = doors(t, has_buddies)
    body: list[Block] = [
        Paragraph(t("people.menu.text")),
        *still_to_do,
        *in_rows(plain(where) if stands_out(buttons_in(still_to_do)) else where),
    ]
    buttons = [
        Button(t("people.menu.profile"), "people.profile"),
        help_button(t),
    ]
    if administers:
        buttons.append(Button(t("people.menu.settings"), "people.settings"))
    return Card(t("people.menu.title"), tuple(body), tuple(buttons))


def doors(t: Speech, has_buddies: bool = True) -> tuple[Button, ...]:
    """The six that lead everywhere, on every menu. has_buddies: they may take part in buddies, or look after them."""
    buddies = (Button(t("people.home.buddies"), "buddies.menu"),) if has_buddies else ()
    return (
        Button(t("people.menu.new_project"), "project.new", style="primary"),
        Button(t("people.menu.projects"), "project.menu"),
        Button(t("people.home.moment"), "moment.new"),
        Button(t("people.home.overview"), "overview.menu"),
        Button(t("people.home.knowledge"), "knowledge.menu"),
        *buddies,
    )


def help_button(t: Speech) -> Button:
    return Button(t("people.menu.help"), "help")


def everything(t: Speech, administers: bool, has_buddies: bool) -> tuple[Block, ...]:
    """The buttons on somebody's own page."""
    more = (
        Button(t("people.home.feedback"), "moment.feedback"),
        Button(t("people.home.search"), "project.search"),
    )
    about_me = [
        Button(t("people.menu.profile"), "people.profile"),
        Button(t("people.home.data"), "people.data"),
        help_button(t),
    ]
    if administers:
        about_me.append(Button(t("people.menu.settings"), "people.settings"))
    return *in_rows(doors(t, has_buddies)), Choices(more), Choices(tuple(about_me))


def heads_to_confirm(t: Speech, heads: Sequence[str]) -> tuple[Row, ...]:
    """To an administrator. heads: who may have made themselves one."""
    if not heads:
        return ()
    return (Row(t("people.menu.heads", names=list(heads)), Button(t("people.confirm.look"), "people.confirm")),)


def greeting(t: Speech, person: "Colleague", municipality: "Municipality") -> Paragraph:
    if is_named(municipality.name):
        return Paragraph(t("people.home.greeting", name=person.name, municipality=municipality.name))
    return Paragraph(t("people.home.greeting_unnamed", name=person.name))


def under_way(t: Speech, percentages: Sequence[int]) -> tuple[Block, ...]:
    """How far the work is that this person asked for."""
    return tuple(Note(t("people.home.under_way", percent=percent)) for percent in percentages)


def profile_form(t: Speech, person: "Colleague", areas: Sequence["Area"], asks: bool) -> Form:
    """person: with disciplines and areas; areas: those of the person. asks: they asked to be a department head."""
    fields = (
        Field(
            "disciplines",
            t("people.field.disciplines"),
            "choices",
            options=tuple(Option(word.value, t.word(word)) for word in Discipline),
            value=tuple(row.discipline.value for row in person.disciplines),
            hint=t("people.hint.disciplines"),
        ),
        Field(
            "areas",
            t("people.field.areas"),
            "searches",
            source="areas",
            value=tuple(Option(area.code, typed(area.name)) for area in areas),
        ),
        Field("department", t("people.field.department"), value=person.department or None, longest=200),
        Field(
            "language",
            t("people.field.language"),
            "choice",
            options=tuple(Option(code, t(f"people.language.{code}")) for code in LANGUAGES),
            value=person.language,
            required=True,
        ),
    )
    body = (Note(t("people.profile.asks")),) if asks else ()
    return Form(t("people.profile.title"), fields, t("chat.save"), "people.save_profile", body=body)


def saved(t: Speech, asks: bool) -> Card:
    """asks: they would like to be a department head, and wait for a yes."""
    body = (Paragraph(t("people.profile.saved")), *((Note(t("people.profile.asks")),) if asks else ()))
    return Card(t("people.profile.saved_title"), body)


def may_be_head(t: Speech, person: "Colleague") -> Card:
    args = {"colleague": str(person.id), "discipline": Discipline.DEPARTMENT_HEAD.value}
    buttons = (
        Button(t("people.confirm.yes"), "people.give", args, style="primary"),
        Button(t("people.confirm.no"), "people.refuse", args),
    )
    body = (
        Paragraph(t("people.confirm.may_be_head", name=person.name)),
        Note(t("people.confirm.what_it_opens", name=person.name)),
    )
    return Card(t("people.confirm.question"), body, buttons)


def to_confirm(t: Speech, found: Sequence[tuple["Colleague", "ColleagueDiscipline"]]) -> Card:
    if not found:
        return Card(t("people.confirm.title"), (Paragraph(t("people.confirm.nothing")),))
    body: list[Block] = [Paragraph(t("people.confirm.text"))]
    for colleague, row in found:
        args = {"colleague": str(colleague.id), "discipline": row.discipline.value}
        yes, no = (
            Button(t("people.confirm.yes"), "people.give", args),
            Button(t("people.confirm.no"), "people.refuse", args),
        )
        body.append(
            Item(
                (Paragraph(t("people.confirm.row", name=colleague.name, discipline=row.discipline)), Choices((yes, no)))
            )
        )
    return Card(t("people.confirm.title"), tuple(body))


def confirmed(t: Speech, person: "Colleague", discipline: Discipline) -> Card:
    done = t("people.confirm.done", name=person.name, discipline=discipline)
    return Card(t("people.confirm.done_title"), (Paragraph(done),))


def not_confirmed(t: Speech, person: "Colleague", discipline: Discipline) -> Card:
    done = t("people.confirm.undone", name=person.name, discipline=discipline)
    return Card(t("people.confirm.done_title"), (Paragraph(done),))


def is_head(t: Speech) -> Card:
    show = Button(t("people.confirm.steering"), "overview.steering")
    return Card(t("people.confirm.is_head_title"), (Paragraph(t("people.confirm.is_head")),), (show,))


def is_not(t: Speech, discipline: Discipline) -> Card:
    return Card(t("people.confirm.is_not_title"), (Paragraph(t("people.confirm.is_not", discipline=discipline)),))


def left(t: Speech, gone: "Colleague", was_keeper: bool, administers: bool) -> Card:
    """was_keeper: another overview keeper or deputy is needed. administers: the reader may erase, and choose one."""
    body: list[Block] = [Paragraph(t("people.left.text", name=gone.name))]
    if not administers:
        return Card(t("people.left.title"), tuple(body))
    if was_keeper:
        body.append(Row(t("people.left.keeper"), Button(t("people.menu.choose"), "people.settings", {"form": "1"})))
    body.append(Paragraph(t("people.left.erase", name=gone.name)))
    buttons = (Button(t("people.left.do_erase"), "people.erase", {"colleague": str(gone.id)}, style="danger"),)
    return Card(t("people.left.title"), tuple(body), buttons)


def last_administrator(t: Speech) -> Card:
    return Card(t("people.last_administrator.title"), (Paragraph(t("people.last_administrator.text")),))


def part(t: Speech, kept: "FilePart") -> str:
    """What people call a part of what is kept about them: on the card, and in the file."""
    return str(t(f"people.data.part.{kept}"))


def own_data(t: Speech, kept: Sequence["FilePart"]) -> Card:
    """kept: the parts in which there is anything about this person; the same as in their file."""
    what = Bullets(tuple(t(f"people.data.part.{each}") for each in kept))
    body = (
        Paragraph(t("people.data.what")),
        what,
        Note(t("people.data.not")),
        Rule(),
        Paragraph(t("people.data.erase")),
    )
    buttons = (
        Button(t("people.data.download"), "people.download", style="primary"),
        Button(t("people.data.erase_me"), "people.erase", {"me": "1"}, style="danger"),
    )
    return Card(t("people.data.title"), body, buttons)


def erase_form(t: Speech, myself: bool, chosen: Option | None) -> Form:
    """chosen: the colleague that it is about, if that is known."""
    field = Field(
        "colleague",
        t("people.field.colleague"),
        "search",
        source="everybody",
        value=(chosen,) if chosen else None,
        required=True,
    )
    who = () if myself else (field,)
    fields = (*who, Field("sure", t("people.erase.sure"), "agree", required=True))
    return Form(
        t("people.erase.title"),
        fields,
        t("people.erase.submit"),
        "people.save_erase",
        {"me": "1"} if myself else {},
        (Paragraph(t("people.erase.text")), Note(t("people.erase.stays"))),
    )


def erased(t: Speech) -> Card:
    return Card(t("people.erase.done_title"), (Paragraph(t("people.erase.done")),))
