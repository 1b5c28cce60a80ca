"""Makes `bot/understanding/leaning.txt` from the sentences to build with: `python -m tests.words.learning`.

Logistic regression over the signs of a sentence, with what says little left out. `--fair` leaves each round out once,
and prints how often the table alone is right on what it has not seen.
"""

import re
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize
from sqlalchemy.orm import Session

from bot.features import FEATURES
from bot.understanding import known, leaning, sentence
from bot.understanding.intents import Grammar
from bot.understanding.leaning import SCALE, TENTHS, Table
from bot.understanding.reading import reading
from tests.databases import SqliteDatabases
from tests.room import Room
from tests.words.measuring import FOLDER, TODAY, Sentence, parsed

TABLE = Path(leaning.__file__).with_name("leaning.txt")
SEEN_OFTEN_ENOUGH, PAIR_OFTEN_ENOUGH = 2, 6
"""Sentences with a sign, and with two words after each other, before it counts."""
HOLD_BACK, STEPS = 1.0, 60
"""How much large weights cost, and how long is searched for the best ones."""
LEAST = 1
"""Tenths: what speaks less is left out."""

Numbers = NDArray[np.float64]


class Example(NamedTuple):
    signs: frozenset[str]
    answer: str


def learned(examples: Sequence[Example], least: int = LEAST) -> Table:
    counts = Counter(sign for each in examples for sign in each.signs)
    often = (sign for sign in counts if counts[sign] >= (PAIR_OFTEN_ENOUGH if " " in sign else SEEN_OFTEN_ENOUGH))
    known = {sign: at for at, sign in enumerate(sorted(often))}
    answers = sorted({each.answer for each in examples})
    weights, bias = _weights(_matrix(examples, known), np.array([answers.index(each.answer) for each in examples]))
    tenths = np.rint(weights * TENTHS).astype(int)
    says = {
        sign: " ".join(f"{number}:{each}" for number, each in enumerate(tenths[at]) if abs(each) >= least)
        for sign, at in known.items()
    }
    whole = (float(round(each * TENTHS)) / TENTHS for each in bias)
    return Table(tuple(answers), tuple(whole), {sign: said for sign, said in says.items() if said})


def _matrix(examples: Sequence[Example], known: Mapping[str, int]) -> sparse.csr_matrix:
    cells = [
        (row, known[sign], SCALE / np.sqrt(len(each.signs)))
        for row, each in enumerate(examples)
        for sign in each.signs
        if sign in known
    ]
    rows, columns, values = zip(*cells, strict=True)
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(examples), len(known)))


def _weights(seen: sparse.csr_matrix, wanted: NDArray[np.int_]) -> tuple[Numbers, Numbers]:
    """The weight of every sign for every answer, and of none."""
    rows, signs = seen.shape
    answers, turned, every = int(wanted.max()) + 1, seen.T.tocsr(), np.arange(rows)

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        weights = flat.reshape(signs + 1, answers)
        scores = seen @ weights[:-1] + weights[-1]
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        lost = -np.log(shares[every, wanted] + 1e-12).sum() + HOLD_BACK * (weights[:-1] ** 2).sum() / 2
        shares[every, wanted] -= 1
        slope = np.vstack([turned @ shares + HOLD_BACK * weights[:-1], shares.sum(axis=0)])
        return float(lost), slope.ravel()

    best = minimize(loss, np.zeros((signs + 1) * answers), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    weights = best.x.reshape(signs + 1, answers)
    return weights[:-1], weights[-1]


def written(table: Table) -> str:
    pairs = enumerate(zip(table.answers, table.bias, strict=True))
    head = [f"{number}\t{name}\t{round(bias * TENTHS)}" for number, (name, bias) in pairs]
    return "\n".join([*head, "", *(f"{sign}\t{said}" for sign, said in sorted(table.says.items())), ""])


def rounds() -> Mapping[str, Sequence[Sentence]]:
    """The sentences to build with, by the round in which they were written."""
    parts = re.split(r"^# Round (\d+)", (FOLDER / "building.toml").read_text("utf-8"), flags=re.MULTILINE)
    return {number: list(parsed(f"#{body}")) for number, body in zip(parts[1::2], parts[2::2], strict=True)}


def taught() -> Iterator[tuple[str, str]]:
    """Each with its answer."""
    for answer, lines in tomllib.loads((FOLDER / "taught.toml").read_text("utf-8")).items():
        yield from ((line, answer) for line in lines.strip().splitlines())


class Reader:
    """Reads sentences in a room with the sample municipality, to learn from."""

    def __init__(self, room: Room) -> None:
        room.sample()
        self._room, self._asker = room, room.person("Marieke van Dam")
        self._grammar = Grammar(room.service.router.commands)

    def examples(self, given: Iterable[tuple[str, str]]) -> list[Example]:
        with self._room.database.session(self._room.municipality_id) as db:
            return [Example(self._signs(db, text), answer) for text, answer in given if answer != "choose"]

    def _signs(self, db: Session, text: str) -> frozenset[str]:
        read, found = reading(sentence.said(text), self._grammar, known.register(db), TODAY, self._asker.id)
        return leaning.signs(text, read, found)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, SqliteDatabases(Path(folder)).opened() as database:
        reader = Reader(Room(database, FEATURES))
        by_round = {
            number: reader.examples((each.text, each.answers[0]) for each in found)
            for number, found in rounds().items()
        }
        others = reader.examples(taught())
    if "--fair" in sys.argv:
        for number, unseen in by_round.items():
            seen = [each for other, found in by_round.items() if other != number for each in found]
            table = learned([*seen, *others])
            right = sum(_leans(each, table) == each.answer for each in unseen)
            print(f"round {number}: {right / len(unseen):.1%} of {len(unseen)}", flush=True)
        return
    table = learned([*(each for found in by_round.values() for each in found), *others])
    TABLE.write_text(written(table), "utf-8")
    print(f"{len(table.says)} signs, {TABLE.stat().st_size / 1000:.0f} KB")


def _leans(example: Example, table: Table) -> str:
    likely = leaning.chances(example.signs, table)
    return max(likely, key=lambda name: likely[name])


if __name__ == "__main__":
    main()
