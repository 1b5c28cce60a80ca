"""`python -m benchmarks season`: half a year of a municipality in figures, or as one person had it to read."""

import argparse
from collections.abc import Iterator, Sequence

from benchmarks import season_basis
from bot.chat.cards import Button, Link
from tests.screens import read
from tests.season.figures import figures
from tests.season.play import Played, play
from tests.season.reader import Message


def main(options: Sequence[str]) -> int:
    """Ends with 1 when a figure is not what people would want."""
    parser = argparse.ArgumentParser("python -m benchmarks season", description=__doc__)
    parser.add_argument("--weeks", type=int, default=26)
    parser.add_argument("--seed", type=int, nargs="+", default=[1], help="one half year for each")
    parser.add_argument("--read", metavar="WHO", help="what this person had to read, by (part of) a name or job")
    parser.add_argument(
        "--basis", action="store_true", help="what the steps of projects add, and what following them saves"
    )
    asked = parser.parse_args(options)
    if asked.basis:
        for line in season_basis.compared(asked.weeks, asked.seed):
            print(line, flush=True)
        return 0
    seasons = [play(asked.weeks, seed) for seed in asked.seed]
    if asked.read:
        print(*(line for season in seasons for line in half_year_of(season, asked.read)), sep="\n")
        return 0
    table = [figures(each) for each in seasons]
    print(f"{asked.weeks} weeks, seeds {', '.join(map(str, asked.seed))}")
    for same in zip(*table, strict=True):
        wanted = f"{same[0].least:g} to {same[0].most:g}" if same[0].least else f"at most {same[0].most:g}"
        verdict = "ok" if all(each.is_fine for each in same) else "OVER"
        print("".join(f"{each.value:8.2f}" for each in same), f" {wanted:12} {verdict:4}  {same[0].name}")
    return 0 if all(figure.is_fine for season in table for figure in season) else 1


def half_year_of(played: Played, who: str) -> Iterator[str]:
    """Everything that the first of these people had, as they read it: when, what, and which buttons."""
    folded = who.casefold()
    every = [(each.name, each) for each in played.people.values()]
    found = next((each for name, each in every if folded in name.casefold() or folded in each.job), None)
    if found is None:
        yield f"nobody is called {who}"
        return
    manner = "repairs" if found.repairs else "repairs nothing"
    yield f"# {found.name}, {found.job}: answers {found.answers}, {manner} (seed {played.seed})"
    for message in played.messages:
        if found.name in message.readers:
            yield from _as_read(message)


def _as_read(message: Message) -> Iterator[str]:
    yield f"\n{message.at:%a %d %B %Y %H:%M} · {message.sort}"
    under, buttons = "", tuple[Button | Link, ...]()
    for line in message.lines:
        if buttons and line.buttons != buttons:
            yield _labels(buttons)
        if line.under and line.under != under:
            yield f"  ▸ {line.under}"
        yield f"    {line.words}    {{{line.key}}}" if line.key else f"    {line.words}"
        under, buttons = line.under, line.buttons
    if buttons:
        yield _labels(buttons)


def _labels(buttons: Sequence[Button | Link]) -> str:
    return "      " + " ".join(f"[{read(each.label)}]" for each in buttons)
