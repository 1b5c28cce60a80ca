"""The guided tour: six steps that tick themselves off when they have really been done."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playground.slack.outcome import Happening


@dataclass(frozen=True)
class Step:
    """Title and explanation are in texts.toml under `tour.<key>`. `start` is typed for the newcomer."""

    key: str
    person: str
    place: str
    done_by: Callable[[Happening], bool]
    start: str = ""


def submitted(pattern: str) -> Callable[[Happening], bool]:
    return lambda h: h.kind == "submitted" and re.search(pattern, h.text, re.IGNORECASE) is not None


def accepted(happening: Happening) -> bool:
    yes = re.match(r"\W*(ja|yes|ik doe|akkoord|accept)", happening.text, re.IGNORECASE)
    return happening.kind == "click" and happening.direct and yes is not None


STEPS = (
    Step("register", "C01", "samenspel", submitted(r"nieuw|new|registr"), "/project nieuw"),
    Step("name", "C01", "samenspel", submitted(r"rollen|roles|wie doet wat|who does what"), "/project rollen"),
    Step("accept", "C07", "direct", accepted),
    Step("moment", "C01", "samenspel", submitted(r"moment"), "/project moment"),
    # Somebody whom no other step is about: whoever changes their language leaves them so.
    Step("language", "C16", "direct", submitted(r"profi[el]"), "/samenspel profiel"),
    Step("home", "C07", "home", lambda happening: happening.kind == "home"),
)


@dataclass
class Tour:
    """Progress belongs to the workspace: switching between colleagues is part of the tour."""

    done: set[str] = field(default_factory=set)
    hidden: bool = False
    changed: Callable[[], None] = lambda: None

    def notice(self, happening: Happening) -> None:
        """Steps may be done in any order: practising is not an exam."""
        for step in STEPS:
            if step.key not in self.done and step.done_by(happening):
                self.done.add(step.key)
                self.changed()

    def skip(self, key: str) -> None:
        self.done.add(key)
        self.changed()

    def hide(self, hidden: bool) -> None:
        self.hidden = hidden
        self.changed()

    def begin(self) -> None:
        self.done, self.hidden = set(), False

    @property
    def current(self) -> Step | None:
        return next((step for step in STEPS if step.key not in self.done), None)
