"""Rounds that nobody took part in yet, in words: for whoever installs Samenspel."""

from collections.abc import Callable, Iterator, Sequence

from bot.chat.cards import Text
from bot.chat.texts import Speech
from bot.pairing.figures import course
from bot.pairing.inputs import Held

SHOWN = 4


def lines(t: Speech, rounds: Sequence[Held], name: Callable[[int], str]) -> Iterator[Text]:
    """What the rounds come to, and the first of them. name: what an id is called."""
    whole = course(rounds)
    yield t("buddies.console.places", share=_percent(whole.places, whole.turns))
    yield t("buddies.console.repeats", n=whole.repeats, ties=whole.ties)
    if whole.complete_after:
        yield t("buddies.console.complete", rounds=whole.complete_after, pairs=whole.possible)
    else:
        yield t("buddies.console.not_complete", seen=whole.seen, pairs=whole.possible)
    yield t("buddies.console.most", n=whole.most)
    if whole.most_waits:
        yield t("buddies.console.waits", most=whole.most_waits, fewest=whole.fewest_waits)
    else:
        yield t("buddies.console.no_waits")
    for number, round_ in enumerate(rounds[:SHOWN], 1):
        groups = " · ".join(" + ".join(map(name, group.ids)) for group in round_.groups)
        yield t("buddies.console.round", number=number, groups=groups or t("buddies.console.nobody"))
        if round_.waiting.ids:
            yield t("buddies.console.waiting", waiting=", ".join(map(name, round_.waiting.ids)))


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole) if whole else 0} %"
