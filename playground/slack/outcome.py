"""What the page must know at once after somebody did something."""

from dataclasses import dataclass, field

from playground.slack.wire import Json


@dataclass(frozen=True)
class Outcome:
    """`problem` is a key of texts.toml; `errors` are texts by block."""

    problem: str = ""
    values: Json = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    complaints: dict[str, tuple[str, Json]] = field(default_factory=dict)
    options: list[Json] = field(default_factory=list)


DONE = Outcome()
