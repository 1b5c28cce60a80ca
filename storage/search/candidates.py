"""What may be among the best: a few hundred at most, found by the full text of the database itself.

FTS5 on SQLite, a tsvector with GIN on PostgreSQL. What people type is never part of a question: only stems that the
vocabulary holds are, and they are quoted.
"""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection, TextClause, text

from storage.search import indexing, vocabulary
from storage.search.vocabulary import Meaning

CANDIDATES, OF_VERY_MANY = 300, 50
"""Of more hits than that, the newest take part."""

VERY_MANY = 10_000
"""Lessons and projects: more than a municipality makes in a lifetime, and still within the time."""

MOST_SHELVES = {"small": 16, "large": 12}
"""With more than these, gathering all hits is as quick."""


class Alternatives(NamedTuple):
    """One of these words has to be there; documents: how many have one, at most."""

    words: tuple[str, ...]
    documents: int


class CandidateQuery(NamedTuple):
    """One of each of these has to be there."""

    all_of: tuple[Alternatives, ...]

    def share(self, size: int) -> float:
        """Of the documents, about how many fit."""
        return math.prod(min(1.0, each.documents / size) for each in self.all_of)


class SearchCandidate(NamedTuple):
    """weights and length: as the index has them."""

    id: int
    weights: str
    length: int


def candidates(
    core: Connection, own: int, groups: Sequence[Sequence[Meaning]], required: Sequence[Alternatives], size: int
) -> Iterator[SearchCandidate]:
    """groups: what each of the words may mean, none of them empty. size: of the whole library. Some come twice."""
    questions = list(_questions(groups, required, size))
    if core.dialect.name == "sqlite":
        rows = _ask(core, own, [_in_fts5(own, each) for each in questions], size)
        yield from (SearchCandidate(*row[1:]) for row in rows)
    else:
        yield from _of_postgresql(core, own, questions, size)


def _most(size: int) -> int:
    return CANDIDATES if size <= VERY_MANY else OF_VERY_MANY


def _questions(
    groups: Sequence[Sequence[Meaning]], required: Sequence[Alternatives], size: int
) -> Iterator[CandidateQuery]:
    """All hits when they are few; else those with the words that few have, or with the two rarest and with the rarest.

    Who has all the words is among those with the two rarest.
    """
    each = sorted((_alternatives(group) for group in groups), key=lambda group: group.documents)
    everything = _together(each)
    if everything.documents <= _most(size) or len(each) == 1:
        yield CandidateQuery((everything, *required))
        return
    rare = [group for at, group in enumerate(each) if sum(it.documents for it in each[: at + 1]) <= _most(size)]
    if not rare:
        yield CandidateQuery((*each[:2], *required))
    yield CandidateQuery((_together(rare or each[:1]), *required))


def _alternatives(group: Sequence[Meaning]) -> Alternatives:
    return Alternatives(tuple(each.stem for each in group), sum(each.documents for each in group))


def _together(groups: Sequence[Alternatives]) -> Alternatives:
    words = dict.fromkeys(word for group in groups for word in group.words)
    return Alternatives(tuple(words), sum(group.documents for group in groups))


def _of_postgresql(
    core: Connection, own: int, questions: Sequence[CandidateQuery], size: int
) -> Iterator[SearchCandidate]:
    """PostgreSQL gathers all hits before it takes the newest; SQLite goes along them from the newest on."""
    narrowed = _on_the_newest_shelves(core, own, questions, size)
    rows = _ask(core, own, [_in_tsquery(own, each) for each in narrowed], size)
    again = []
    for number, (question, narrow) in enumerate(zip(questions, narrowed, strict=True)):
        if narrow is not question and sum(row[0] == number for row in rows) < _most(size):
            again.append(_in_tsquery(own, question))
    yield from (SearchCandidate(*row[1:]) for row in rows)
    if again:
        yield from (SearchCandidate(*row[1:]) for row in _ask(core, own, again, size))


def _on_the_newest_shelves(
    core: Connection, own: int, questions: Sequence[CandidateQuery], size: int
) -> list[CandidateQuery]:
    """The same on so many of the newest shelves that enough is found there."""
    enough, kept, narrowed = 2 * _most(size), dict[str, list[tuple[str, int]]](), []
    for question in questions:
        share = question.share(size)
        narrow = question
        if share * size > enough:
            # Of the numbers of a shelf a document has one in four, so with lessons alone it is a quarter full.
            wanted = "small" if enough / share <= MOST_SHELVES["small"] * indexing.SHELVES["small"] / 4 else "large"
            if wanted not in kept:
                kept[wanted] = vocabulary.newest_shelves(core, own, wanted, MOST_SHELVES[wanted])
            narrow = _narrowed(question, kept[wanted], enough / share)
        narrowed.append(narrow)
    return narrowed


def _narrowed(question: CandidateQuery, shelves: Sequence[tuple[str, int]], documents: float) -> CandidateQuery:
    seen, some = 0, list[str]()
    for shelf, on_it in shelves:
        some.append(shelf)
        seen += on_it
        if seen >= documents:
            return CandidateQuery((*question.all_of, Alternatives(tuple(some), seen)))
    return question


def _in_fts5(own: int, question: CandidateQuery) -> str:
    return " AND ".join(f"({' OR '.join(_quoted(own, each, chr(34)))})" for each in question.all_of)


def _in_tsquery(own: int, question: CandidateQuery) -> str:
    return " & ".join(f"({' | '.join(_quoted(own, each, chr(39)))})" for each in question.all_of)


def _quoted(own: int, alternatives: Alternatives, quote: str) -> Iterator[str]:
    """Always, though a stem of the vocabulary is letters and digits only."""
    return (f"{quote}{indexing.token(own, word)}{quote}" for word in alternatives.words)


def _ask(core: Connection, own: int, questions: Sequence[str], size: int) -> Sequence[tuple[int, int, str, int]]:
    """The newest that fit, with the number of the question before them."""
    asked = {"own": own, "most": _most(size), **{f"words{number}": words for number, words in enumerate(questions)}}
    return [tuple(row) for row in core.execute(_statement(core.dialect.name, len(questions)), asked)]


@lru_cache(maxsize=8)
def _statement(dialect: str, questions: int) -> TextClause:
    one = _FTS5 if dialect == "sqlite" else _TSVECTOR
    return text(" UNION ALL ".join(one.format(number=number) for number in range(questions)))


_FTS5 = """SELECT * FROM (SELECT {number}, d.id, d.weights, d.length
FROM search_text JOIN search_document AS d ON d.id = search_text.rowid
WHERE search_text MATCH :words{number} AND d.municipality_id = :own
ORDER BY search_text.rowid DESC LIMIT :most)"""

# Plus 0: else PostgreSQL may walk the whole key backwards until enough fits.
_TSVECTOR = """SELECT * FROM (SELECT {number}, d.id, d.weights, d.length
FROM search_document AS d
WHERE d.vector @@ CAST(:words{number} AS tsquery) AND d.municipality_id = :own
ORDER BY d.id + 0 DESC LIMIT :most) AS of{number}"""
