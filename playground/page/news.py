"""Who got something of the app that they have not seen: so that one person can play them all and miss nothing."""

from dataclasses import dataclass

from playground.slack.cast import Person
from playground.slack.content import Channel, Message
from playground.slack.workspace import Workspace


@dataclass(frozen=True)
class News:
    """`channel` is where the newest of it stands."""

    person: Person
    channel: Channel
    count: int


def news(workspace: Workspace) -> list[News]:
    """Whoever got something last comes first. What stands in a channel for all is no news for one."""
    fresh = ((person, _fresh(workspace, person)) for person in workspace.humans())
    newest_first = sorted((each for each in fresh if each[1]), key=lambda each: -each[1][-1].arrived)
    return [News(person, workspace.channels[said[-1].channel], len(said)) for person, said in newest_first]


def _fresh(workspace: Workspace, person: Person) -> list[Message]:
    return sorted(
        (
            message
            for channel in workspace.channels_of(person.id)
            for message in channel.messages
            if message.by_app
            and message.arrived > channel.read.get(person.id, 0)
            and (message.only_for == person.id or (channel.between_people and not message.only_for))
        ),
        key=lambda message: message.arrived,
    )
