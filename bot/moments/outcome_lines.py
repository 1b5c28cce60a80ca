"""The lines of input, decision and reason in the form about feedback: as many as somebody needs, up to eight."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bot.chat import editing
from bot.chat.cards import Text
from bot.chat.forms import Field
from bot.chat.requests import Request
from bot.chat.texts import Speech
from bot.register.fields import LONGEST_OUTCOME, MOST_OUTCOMES
from glossary import Decision

if TYPE_CHECKING:
    from storage.register.outcomes import Outcome

FIRST = 2
KEPT_AS = ("outcomes", "input")
"""What the history calls a change of these lines: what was done with them, or what residents said."""
MOST, LONGEST = MOST_OUTCOMES, LONGEST_OUTCOME


class OutcomeLine(NamedTuple):
    """decision: a code, or empty."""

    input: str = ""
    decision: str = ""
    reason: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(self)

    @property
    def waits(self) -> bool:
        """For somebody to decide."""
        return self.decision == Decision.OPEN.value


def of_outcomes(outcomes: "Sequence[Outcome]") -> list[OutcomeLine]:
    return [OutcomeLine(each.input, each.decision.value, each.reason) for each in outcomes]


def typed(request: Request) -> list[OutcomeLine]:
    """The lines of the form, each in its place, up to the last that was filled in."""
    keys = range(1, MOST + 1)
    lines = [
        OutcomeLine(*(request.text(f"{name}_{number}")[:LONGEST] for name in OutcomeLine._fields)) for number in keys
    ]
    while lines and lines[-1].is_empty:
        lines.pop()
    return lines


def filled_in(lines: Sequence[OutcomeLine]) -> list[OutcomeLine]:
    """Without the empty ones between them."""
    return [line for line in lines if not line.is_empty]


def wrong(t: Speech, lines: Sequence[OutcomeLine]) -> dict[str, Text]:
    """By field: a line needs what residents said, and what was decided."""
    found: dict[str, Text] = {}
    for number, line in enumerate(lines, 1):
        if line.is_empty:
            continue
        if not line.input:
            found[f"input_{number}"] = t("moments.lines.no_input")
        if line.decision not in set(Decision):
            found[f"decision_{number}"] = t("moments.lines.no_decision")
    return found


def as_kept(lines: Sequence[OutcomeLine]) -> list[tuple[str, Decision, str]]:
    return [(line.input, Decision.from_code(line.decision), line.reason) for line in filled_in(lines)]


def how_many(lines: Sequence[OutcomeLine], wanted: int = 0) -> int:
    """So many lines to show: one more than there are, or as many as somebody asked for."""
    return min(max(len(lines) + 1, wanted, FIRST), MOST)


def fields(t: Speech, lines: Sequence[OutcomeLine], number: int) -> Iterator[Field]:
    """`number` lines, the first of them filled in."""
    options = editing.options(t, Decision)
    for at in range(1, number + 1):
        line = lines[at - 1] if at <= len(lines) else OutcomeLine()
        hint = t("moments.lines.hint") if at == 1 else None
        which = str(at)
        yield Field(
            f"input_{at}", t("moments.lines.input", number=which), value=line.input or None, hint=hint, longest=LONGEST
        )
        yield Field(
            f"decision_{at}",
            t("moments.lines.decision", number=which),
            "choice",
            options=options,
            value=line.decision or None,
        )
        yield Field(f"reason_{at}", t("moments.lines.reason", number=which), value=line.reason or None, longest=LONGEST)
