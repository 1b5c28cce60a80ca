"""The first morning: the channels of Gemeente Voorbeeld, and what people said there last Friday."""

from datetime import datetime, timedelta
from typing import TypeAlias

from playground.slack.cast import Standing, user_id
from playground.slack.content import Channel, Kind, Message
from playground.slack.wire import BOT_USER
from playground.slack.workspace import Workspace

EVERYBODY = "everybody"
COLLEAGUES_AND_BOT = "colleagues and bot"
COLLEAGUES = "colleagues"

Room: TypeAlias = tuple[str, str, Kind, str]  # id, name, kind, what it is about

# the same, with who is in it
CHANNELS = (
    ("C0SAMENSPEL", "samenspel", Kind.PUBLIC, COLLEAGUES_AND_BOT, "Projecten, buddy's en kennis: het samenspel"),
    ("C0PARTICIPATIE", "participatie", Kind.PUBLIC, COLLEAGUES_AND_BOT, "Alles over meedoen met inwoners"),
    ("C0COMMUNICATIE", "communicatie", Kind.PUBLIC, COLLEAGUES_AND_BOT, "Nieuws van team Communicatie"),
    ("C0KOFFIE", "koffiehoek", Kind.PUBLIC, COLLEAGUES, "Taart, weekend en andere zaken. Zonder Samenspel"),
)
HAVENKADE = ("C0HAVENKADE", "project-havenkade", Kind.PUBLIC, "Samen met het waterschap en een bureau")
HEADS = ("C0HOOFDEN", "afdelingshoofden", Kind.PRIVATE, "Besloten: Communicatie en Dienstverlening")

# who, where, what, how many hours before the start
SAID = (
    ("C08", "C0COMMUNICATIE", "De nieuwe huisstijl voor bewonersbrieven staat klaar. Ook als sjabloon.", 70),
    ("C11", "C0PARTICIPATIE", "Tip van de keukentafelgesprekken in Lindenhout: bel mensen eerst even.", 68),
    ("C12", "C0HAVENKADE", "De steigers liggen er weer. Foto's volgen maandag.", 67),
    ("C10", "C0SAMENSPEL", "Goedemorgen! Samenspel doet vanaf vandaag mee. Typ */samenspel* en zie wat het kan.", 0.5),
)


def open_town(workspace: Workspace) -> None:
    """Fills an empty workspace."""
    everybody = [person.id for person in workspace.people.values()]
    ours = [p.id for p in workspace.people.values() if p.standing in (Standing.COLLEAGUE, Standing.APP)]
    crowds = {
        EVERYBODY: everybody,
        COLLEAGUES_AND_BOT: ours,
        COLLEAGUES: [person for person in ours if person != BOT_USER],
    }
    for channel_id, name, kind, crowd, topic in CHANNELS:
        workspace.channels[channel_id] = Channel(channel_id, name, kind, list(crowds[crowd]), topic)
    _open_room(workspace, HAVENKADE, ["C01", "C07", "C10", "C12", "G01", "X01"], shared=True)
    _open_room(workspace, HEADS, ["C14", "C15"], with_bot=False)
    for person in workspace.humans():
        if person.standing is not Standing.OUTSIDER:  # Slack has no conversation with another organisation's app
            workspace.channel_between([person.id, BOT_USER])
    workspace.channel_between([user_id("C01"), user_id("C07")])
    workspace.channel_between([user_id("C01"), user_id("C07"), user_id("C10"), BOT_USER])
    _say_what_was_said(workspace, workspace.now() + timedelta(seconds=5))


def _open_room(
    workspace: Workspace, room: Room, codes: list[str], *, shared: bool = False, with_bot: bool = True
) -> None:
    channel_id, name, kind, topic = room
    members = [user_id(code) for code in codes] + ([BOT_USER] if with_bot else [])
    workspace.channels[channel_id] = Channel(channel_id, name, kind, members, topic, shared=shared)


def _say_what_was_said(workspace: Workspace, start: datetime) -> None:
    for code, channel, text, hours in SAID:
        at = start.replace(second=0, microsecond=0) - timedelta(hours=hours)
        message = workspace.post(Message(f"{at.timestamp():.6f}", channel, user_id(code), text))
        for member in workspace.channels[channel].members:
            workspace.channels[channel].read[member] = message.arrived
