"""Makes `bot/understanding/leaning.txt` from the sentences to build with: `python -m tests.words.learning`.

Logistic regression over the signs of a sentence, with what says little left out. Of a sentence with several right
answers any will do, so what is written about in two ways is learned as one. `--fair` leaves a fifth out, five times,
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
from bot.understanding.leaning import LETTERS, SCALE, STEPS, Table, is_piece
from bot.understanding.reading import reading
from tests.databases import SqliteDatabases
from tests.room import Room
from tests.words.measuring import FOLDER, TODAY, Sentence, parsed

TABLE = Path(leaning.__file__).with_name("leaning.txt")
OFTEN_ENOUGH, PIECE_OFTEN_ENOUGH, PAIR_OFTEN_ENOUGH = 2, 6, 5
"""Sentences with a sign, with a piece of a word, and with two words after each other, before it counts."""
WORD, PIECE, PAIR, CLASS = 2.0, 1.0, 1.5, 1.3
"""How readily a sign is believed: a word soonest, and a piece of one least."""
HOLD_BACK, TRIES = 0.1, 80
"""How much large weights cost, and how long is searched for the best ones."""
TAUGHT = 0.5
"""How much a way to ask counts beside a sentence: it is asked as often for each answer, and no answer is."""
PARTS, TOGETHER = 5, 6
"""How many times a part is left out, and how many sentences stay together in that: they were thought of together."""

Numbers = NDArray[np.float32]


class Example(NamedTuple):
    """answers: each of them is right. counts: for how much of a sentence."""

    signs: frozenset[str]
    answers: tuple[str, ...]
    counts: float = 1.0


def learned(examples: Sequence[Example]) -> str:
    """As it is written in a file, and read by `leaning.Table`."""
    counts = Counter(sign for each in examples for sign in each.signs)
    known = {sign: at for at, sign in enumerate(sorted(sign for sign in counts if counts[sign] >= _enough(sign)))}
    answers = sorted({each.answers[0] for each in examples})
    right = np.array([[name in each.answers for name in answers] for each in examples], np.float32)
    counting = np.array([[each.counts] for each in examples], np.float32)
    weights, bias = _weights(_matrix(examples, known), right, counting)
    believed = np.array([[_believed(sign)] for sign in known])
    return _written(answers, np.rint(bias * STEPS), dict(zip(known, np.rint(weights * believed * STEPS), strict=True)))


def _enough(sign: str) -> int:
    return PAIR_OFTEN_ENOUGH if " " in sign else PIECE_OFTEN_ENOUGH if is_piece(sign) else OFTEN_ENOUGH


def _believed(sign: str) -> float:
    return PIECE if is_piece(sign) else PAIR if " " in sign else CLASS if sign.isupper() else WORD


def _matrix(examples: Sequence[Example], known: Mapping[str, int]) -> sparse.csr_matrix:
    cells = [
        (row, known[sign], _believed(sign) * SCALE / np.sqrt(len(each.signs)))
        for row, each in enumerate(examples)
        for sign in each.signs
        if sign in known
    ]
    rows, columns, values = zip(*cells, strict=True)
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(examples), len(known)), dtype=np.float32)


def _weights(seen: sparse.csr_matrix, right: Numbers, counting: Numbers) -> tuple[Numbers, Numbers]:
    """The weight of every sign for every answer, and of none."""
    signs, answers, turned = seen.shape[1], right.shape[1], seen.T.tocsr()

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(signs + 1, answers).astype(np.float32)
        scores = seen @ weights[:-1] + weights[-1]
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        hoped = shares * right
        likely = hoped.sum(axis=1, keepdims=True) + 1e-12
        lost = -(counting * np.log(likely)).sum() + HOLD_BACK * (weights[:-1] ** 2).sum() / 2
        off = counting * (shares - hoped / likely)
        slope = np.vstack([turned @ off + HOLD_BACK * weights[:-1], off.sum(axis=0)])
        return float(lost), slope.ravel().astype(np.float64)

    start = np.zeros((signs + 1) * answers)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": TRIES, "maxcor": 6})
    weights = best.x.reshape(signs + 1, answers)
    return weights[:-1], weights[-1]


def _written(answers: Sequence[str], bias: Numbers, says: Mapping[str, Numbers]) -> str:
    head = [f"{letter}\t{name}\t{each + 0:.0f}" for letter, name, each in zip(LETTERS, answers, bias, strict=False)]
    told = {
        sign: "".join(f"{letter}{each:.0f}" for letter, each in zip(LETTERS, row, strict=False) if each)
        for sign, row in says.items()
    }
    lines = sorted((f"{sign}\t{said}" for sign, said in told.items() if said), key=str.encode)
    return "\n".join([*head, "", *lines, ""])


def rounds() -> Mapping[str, Sequence[Sentence]]:
    """The sentences to build with, by the round in which they were written."""
    parts = re.split(r"^# Round (\d+)", (FOLDER / "building.toml").read_text("utf-8"), flags=re.MULTILINE)
    return {number: list(parsed(f"#{body}")) for number, body in zip(parts[1::2], parts[2::2], strict=True)}


def taught() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each with its answer; with both when it stands under two."""
    found = dict[str, tuple[str, ...]]()
    for answer, lines in tomllib.loads((FOLDER / "taught.toml").read_text("utf-8")).items():
        for line in lines.strip().splitlines():
            found[line] = (*found.get(line, ()), answer)
    yield from found.items()


class Reader:
    """Reads sentences in a room with the sample municipality, to learn from."""

    def __init__(self, room: Room) -> None:
        room.sample()
        self._room, self._asker = room, room.person("Marieke van Dam")
        self._grammar = Grammar(room.service.router.commands)

    def examples(self, given: Iterable[tuple[str, tuple[str, ...]]]) -> list[Example]:
        with self._room.database.session(self._room.municipality_id) as db:
            return [Example(self._signs(db, text), answers) for text, answers in given if answers[0] != "choose"]

    def _signs(self, db: Session, text: str) -> frozenset[str]:
        read, found = reading(sentence.said(text), self._grammar, known.register(db), TODAY, self._asker.id)
        return leaning.signs(text, read, found)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, SqliteDatabases(Path(folder)).opened() as database:
        reader = Reader(Room(database, FEATURES))
        by_round = {
            number: reader.examples((each.text, each.answers) for each in found) for number, found in rounds().items()
        }
        by_round["taught"] = [each._replace(counts=TAUGHT) for each in reader.examples(taught())]
    if "--fair" in sys.argv:
        _fair(by_round)
        return
    TABLE.write_text(learned([each for found in by_round.values() for each in found]), "utf-8")
    print(f"{TABLE.stat().st_size / 1000:.0f} KB")


def _fair(by_round: Mapping[str, Sequence[Example]]) -> None:
    parts = {number: [at // TOGETHER % PARTS for at in range(len(found))] for number, found in by_round.items()}
    right = Counter[str]()
    for left_out in range(PARTS):
        split = [
            (number, each, part)
            for number, found in by_round.items()
            for each, part in zip(found, parts[number], strict=True)
        ]
        by = Table(learned([each for _, each, part in split if part != left_out]))
        right.update(number for number, each, part in split if part == left_out and _leans(each, by) in each.answers)
    for number, found in by_round.items():
        print(f"round {number}: {right[number] / len(found):.1%} of {len(found)}")


def _leans(example: Example, by: Table) -> str:
    likely = leaning.chances(example.signs, by)
    return max(likely, key=lambda name: likely[name])


if __name__ == "__main__":
    main()
