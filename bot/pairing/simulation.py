"""What rounds would look like, for people who are not there yet."""

from collections.abc import Iterator
from random import Random

from bot.pairing.ahead import next_round
from bot.pairing.draw import held
from bot.pairing.inputs import Candidate, Held, Wishes


def simulate(communication: int, participation: int, rounds: int, seed: int, most: int = 3) -> Iterator[Held]:
    """The first ids are of communication, from 1. most: buddies that everybody wants at once."""
    people = tuple(
        Candidate(number + 1, "communication" if number < communication else "participation", most)
        for number in range(communication + participation)
    )
    wishes = Wishes(largest=most + 1, shared="ignore", mentors=False)
    chance = Random(seed)  # noqa: S311, to draw a round and not to guard one
    before: list[Held] = []
    for _ in range(rounds):
        drawn = next_round(people, before, chance.getrandbits(32), wishes=wishes)
        before.append(held(*drawn))
        yield before[-1]
