"""What somebody did, and what they see of it at once."""

from dataclasses import dataclass, field

from playground.slack.wire import Json


@dataclass(frozen=True)
class Happening:
    """Something a person did: `submitted` (where the form came from, its title), `click` (the button), `home`.

    direct: where only this person and the bot are: their own conversation, or the Home.
    """

    kind: str
    person: str
    text: str
    direct: bool = False


@dataclass(frozen=True)
class Outcome:
    """`problem` is a key of texts.toml; `errors` are texts by block."""

    problem: str = ""
    values: Json = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    complaints: dict[str, tuple[str, Json]] = field(default_factory=dict)
    options: list[Json] = field(default_factory=list)


DONE = Outcome()
