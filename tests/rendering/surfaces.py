"""One of everything that can be on a screen, in words as colleagues would type them."""

from collections.abc import Callable, Mapping

from bot.chat.cards import (
    Bullets,
    Button,
    Card,
    Choices,
    Facts,
    Item,
    Link,
    Note,
    Paragraph,
    Picture,
    Row,
    Rule,
    Text,
    typed,
)
from bot.chat.figures import Bar, Bars, Cell, HeatMap, Tone
from bot.chat.forms import Field, Form, Option
from bot.chat.replies import Ask, Home
from bot.chat.requests import Account, Channel, UploadedFile
from bot.chat.texts import Speech, speech
from handlers.slack import forms, render
from handlers.slack.memory import SlackMemory
from handlers.teams import forms as teams_forms
from handlers.teams import render as teams_render
from handlers.teams.memory import Seal, questions_of
from handlers.teams.memory import TeamsMemory as TeamsMemory
from handlers.words import Json
from tests.rendering import around, asking, buddies, desk, first_weeks, measured, points, steered, texts, together

NASTY = "*bold* _schuin_ <!channel> <@U1> & <https://x.nl|klik> `code` :tada: ~weg~"
HEBREW = "שדרות הפרחים"
CALM: Tone
BUSY: Tone
TOO_MUCH: Tone
CALM, BUSY, TOO_MUCH = "calm", "busy", "too_much"


def project() -> Card:
    """As `/project toon` shows one."""
    return Card(
        Text("Herinrichting Singel"),
        (
            Paragraph(Text("In **{area}** vragen we {who} om mee te denken.", {"area": "Noord", "who": "omwonenden"})),
            Facts(
                (
                    (Text("Status"), Text("lopend")),
                    (Text("Projectleider"), typed("Marieke van Dam")),
                    (Text("Periode"), typed("2026, en daarna?")),
                )
            ),
            Bullets((Text("Wat staat vast: {fixed}", {"fixed": "de bomen blijven"}), Text("Wat ligt open: het plein"))),
            Rule(),
            Row(Text("**{name}**, 9 december 2026", {"name": "Inloopavond"}), Button(Text("Bekijk"), "moment.show")),
            Choices(
                (Button(Text("Rollen"), "role.show"), Link(Text("Kaart"), "https://voorbeeld.example/kaart?a=1&b=2"))
            ),
            Note(Text("Gewijzigd door {who} op 23 november 2026.", {"who": "Anna"})),
        ),
        (
            Button(Text("Wijzig"), "project.edit", {"project": "7"}, "primary"),
            Button(
                Text("Stop"),
                "project.stop",
                {"project": "7"},
                "danger",
                Text("{name} wordt gestopt.", {"name": "Singel"}),
            ),
        ),
        share=Button(Text("Deel"), "project.show", {"project": "7"}),
    )


def nasty() -> Card:
    """Everything that markup would make something of."""
    return Card(
        typed(NASTY),
        (
            Paragraph(Text("Naam: **{name}**", {"name": NASTY})),
            Facts(((typed(NASTY), typed(HEBREW)),)),
            Bullets((typed(NASTY),)),
            Row(typed(NASTY), Button(typed(NASTY), "project.show", {"project": "1"})),
            Row(
                Text("**{name}** in {area}", {"name": "Kade & Kant <2>", "area": HEBREW}), Button(Text("Bekijk"), "x.y")
            ),
            Note(typed(NASTY)),
        ),
    )


def long() -> Card:
    """More than a message holds."""
    rows = tuple(
        Row(
            Text("**{name}**, lopend", {"name": f"Project {number} {'x' * 200}"}),
            Button(Text("Bekijk"), "project.show"),
        )
        for number in range(60)
    )
    return Card(
        typed("Lijst " * 50), (Paragraph(typed("lang " * 1500)), *rows), (Button(Text("Meer"), "project.list"),)
    )


def map_of_load() -> Card:
    """With one picture that is at Slack, and one that is not: that one shows as its words."""
    alt = Text("Drukte per buurt en week. {area}: 4 vragen, rood: te druk.", {"area": "Bloemenbuurt"})
    return Card(
        Text("Drukte"),
        (Picture(b"png", alt, "drukte"), Picture(b"png", Text("Nog een kaart: {area}.", {"area": NASTY}), "later")),
    )


def figures() -> Card:
    """Which Slack gets as pictures, and Teams draws itself."""
    weeks = tuple((str(day), "nov") for day in range(2, 26, 2))
    cells = tuple(Cell(number, tone) for number, tone in ((6, TOO_MUCH), (3, BUSY), (0, CALM)) for _ in range(4))
    legend = ((CALM, "tot en met 2 vragen: rustig"), (BUSY, "druk"), (TOO_MUCH, "te druk"))
    busy = HeatMap("Drukte per buurt", weeks, ((NASTY, cells), (HEBREW, cells)), legend, "De drukste 2 van 12 buurten.")
    waiting = Bars(
        "Wachten op elkaar", (Bar(NASTY, 43, "43 dagen"), Bar("Akkoord", 12, "12 dagen")), "Van 2 projecten."
    )
    alt = Text("Drukte per buurt en week. {area}: te druk.", {"area": NASTY})
    bars = Text("{step}: 43 dagen. Akkoord: 12 dagen.", {"step": NASTY})
    said = Bullets((Text("**{area}**: tot 20 december te druk.", {"area": NASTY}),))
    return Card(Text("Drukte"), (Picture(b"png", alt, "drukte", busy), said, Picture(b"png", bars, "wachten", waiting)))


def daily() -> Card:
    """Two things in one message: a click in the one leaves the other as it is."""
    question = Paragraph(
        Text("Wil jij **{role}** zijn bij **{project}**?", {"role": "projectleider", "project": NASTY})
    )
    answers = Choices((Button(Text("Ja"), "role.yes", {"project": "7"}), Button(Text("Nee"), "role.no")))
    row = Row(Text("Bij {project} is nog een rol vrij.", {"project": NASTY}), Button(Text("Bekijk"), "project.show"))
    return Card(Text("Voor vandaag"), (Item((question, answers)), Rule(), Item((row, Note(Text("Al een week."))))))


def every_field() -> Ask:
    """Every kind of field, filled in, and with something to fix."""
    words = (
        Option("upcoming", Text("komend"), Text("begint nog")),
        Option("ongoing", Text("lopend"), Text("is bezig")),
    )
    groups = tuple(Option(f"g{number}", Text("Groep {n}", {"n": str(number)})) for number in range(12))
    return Ask(
        Form(
            Text("Project wijzigen"),
            (
                Field("name", Text("Naam"), required=True, value=NASTY, longest=120),
                Field("summary", Text("Samenvatting"), "long_text", hint=Text("In een paar zinnen.")),
                Field("budget", Text("Budget"), "number", value="1500"),
                Field("budget_as_typed", Text("Budget zoals getypt"), "number", value="ongeveer 1500"),
                Field("starts_on", Text("Begin"), "date", value="2026-12-09"),
                Field("ends_on", Text("Eind"), "date", value="2027"),
                Field("begins_at", Text("Begint om"), "time", value="19:30"),
                Field("ends_at", Text("Eindigt om"), "time"),
                Field("status", Text("Status"), "choice", words, required=True, value="ongoing"),
                Field("size", Text("Omvang"), "choice", words),
                Field("disciplines", Text("Vakgebied"), "choices", words, value=("upcoming",)),
                Field("groups", Text("Doelgroepen"), "choices", groups, value=("g3", "g11")),
                Field(
                    "lead_project", Text("Hoort bij"), "search", source="projects", value=(Option("7", typed(NASTY)),)
                ),
                Field(
                    "areas", Text("Gebieden"), "searches", source="areas", value=(Option("BU1", Text("Bloemenbuurt")),)
                ),
                Field("lead", Text("Projectleider"), "person", value=1),
                Field("channel", Text("Kanaal"), "channel", value=Channel("slack", "T1", "C042")),
                Field("list", Text("Lijst"), "file"),
                Field("sure", Text("Ik weet het zeker"), "agree", value="yes"),
            ),
            Text("Opslaan"),
            "project.save",
            {"project": "7"},
            (Note(Text("Anna wijzigde de naam terwijl jij bezig was.")),),
        ),
        {"name": Text("De naam **{name}** is er al.", {"name": NASTY})},
    )


def home_page() -> Home:
    return Home((Paragraph(Text("**Mijn projecten**")), *project().body))


CARDS: Mapping[str, Callable[[], Card]] = {
    "project": project,
    "nasty": nasty,
    "long": long,
    "picture": map_of_load,
    "figures": figures,
    "daily": daily,
}


MADE = {
    **around.CARDS,
    **asking.CARDS,
    **buddies.CARDS,
    **desk.CARDS,
    **first_weeks.CARDS,
    **measured.CARDS,
    **steered.CARDS,
    **together.CARDS,
    **points.CARDS,
    **texts.CARDS,
}
"""By the bot's own builders."""


def card(name: str, t: Speech) -> Card:
    return MADE[name](t) if name in MADE else CARDS[name]()


def drawn(name: str, language: str) -> Json:
    """A surface as Slack gets it."""
    t = speech(language)
    if name == "form":
        memory = SlackMemory(form="K7QF-2MXD-9H3T", args={"project": "7"}, place=("channel", "C1"))
        return forms.modal(every_field(), t, memory, {1: Account("slack", "T1", "U7")})
    if name == "weighed":
        memory = SlackMemory(form="K7QF-2MXD-9H3T", args={"draft": "7"}, place=("channel", "C1"), turn=1)
        return forms.modal(asking.weighed(t), t, memory, {})
    if name == "report":
        memory = SlackMemory(form="K7QF-2MXD-9H3T", args={"moment": "7", "revision": "3"}, place=("channel", "C1"))
        return forms.modal(Ask(around.report(t)), t, memory, {})
    if name == "home":
        return render.home(home_page(), t)
    return render.message(card(name, t), t, shareable=True, uploaded={"drukte": "F0123ABCD"})


def on_teams(name: str, language: str) -> list[Json]:
    """The same surface as Teams gets it: one or more Adaptive Cards."""
    t = speech(language)
    if name == "form":
        ask = every_field()
        found = {"lead_project": [Option("8", Text("Kade"))], "areas": AREAS}
        channels = {"19:a@thread": "Team › Algemeen"}
        form = teams_forms.with_channels(
            teams_forms.offering(ask.form, found), channels, {each.key: channels for each in ask.form.fields}, t
        )
        memory = TeamsMemory(
            form="K7QF-2MXD-9H3T", asked=questions_of(form), files=(UploadedFile("projecten.csv", "F1", 120),)
        )
        return [
            teams_forms.card(form, ask.errors, t, memory, {"lead": "00000000-0000-0000-0000-000000000020"}, Seal(""))
        ]
    if name in ("weighed", "report"):
        form = asking.weighed(t).form if name == "weighed" else around.report(t)
        return [
            teams_forms.card(form, {}, t, TeamsMemory(form="K7QF-2MXD-9H3T", asked=questions_of(form)), {}, Seal(""))
        ]
    if name == "home":
        return teams_render.page(home_page(), t)
    addresses = {"drukte": "https://voorbeeld.example/teams/pictures/abc"}
    return teams_render.message(card(name, t), t, shareable_in="19:kanaal@thread.tacv2", addresses=addresses)


AREAS = tuple(Option(f"BU{number}", Text("Buurt {n}", {"n": str(number)})) for number in range(1, 21))
EVERYTHING = (*CARDS, *MADE, "form", "home", "report", "weighed")
