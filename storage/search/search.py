"""Searching lessons and projects: in Dutch, forgiving of typing errors, and with one order on both databases."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from glossary import Domain, Instrument, Phase, TargetGroup
from storage.search import indexing, stems, vocabulary
from storage.search.candidates import Alternatives, candidates
from storage.search.documents import LESSON, PROJECT, mark
from storage.search.ranking import Ranking


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What a search is narrowed to. kind: "lesson" or "project"; empty for both. area_codes: one of these."""

    kind: str = ""
    area_codes: tuple[str, ...] = ()
    target_group: TargetGroup | None = None
    instrument: Instrument | None = None
    phase: Phase | None = None
    domain: Domain | None = None

    def marks(self) -> Iterator[tuple[str, ...]]:
        """One of each of these has to be there."""
        if self.kind:
            yield (mark("kind", self.kind),)
        if self.area_codes:
            yield tuple(mark("area", code) for code in self.area_codes)
        words = {"group": self.target_group, "instrument": self.instrument, "phase": self.phase, "domain": self.domain}
        yield from ((mark(name, word),) for name, word in words.items() if word)


class Hit(NamedTuple):
    """key: as lists write it. title: of a lesson, the lesson itself."""

    kind: str
    id: int
    key: str
    title: str


EVERYTHING = SearchFilter()


def search(db: Session, words: str, wanted: SearchFilter = EVERYTHING, limit: int = 5) -> list[Hit]:
    """Best first; empty when nothing fits, or nothing was asked."""
    own, asked = db.info["municipality"], stems.meant(words)
    assert isinstance(own, int), "a session of one municipality"
    if not asked:
        return []
    core = db.connection()
    kinds, required = [mark("kind", kind) for kind in (LESSON, PROJECT)], list(wanted.marks())
    marks = {*kinds, *chain.from_iterable(required)}
    known = vocabulary.look_up(core, own, asked, marks)
    if known.is_behind:
        _catch_up(db, core)
        known = vocabulary.look_up(core, own, asked, marks)
    alternatives = [Alternatives(marks, sum(known.counts.get(each, 0) for each in marks)) for marks in required]
    if not any(known.groups) or not all(each.documents for each in alternatives):
        return []
    size = sum(known.counts.get(kind, 0) for kind in kinds)
    ranking = Ranking(known.groups, size)
    found = candidates(core, own, [group for group in known.groups if group], alternatives, size)
    scores = {id_: ranking.score(weights, length) for id_, weights, length in found}
    # Of those that fit as well, the newest.
    return _hits(core, own, sorted(scores, key=lambda id_: (scores[id_], id_), reverse=True)[:limit])


def _hits(core: Connection, own: int, ids: list[int]) -> list[Hit]:
    found = {row[0]: Hit(*row[1:]) for row in core.execute(_HITS, {"own": own, "ids": vocabulary.evened(ids, -1)})}
    return [found[id_] for id_ in ids]


_HITS = text(
    "SELECT id, kind, subject_id, key, title FROM search_document WHERE municipality_id = :own AND id IN :ids"
).bindparams(bindparam("ids", expanding=True))


def _catch_up(db: Session, core: Connection) -> None:
    """Without waiting for who writes: a search answers with what is in the index."""
    is_sqlite = core.dialect.name == "sqlite"
    patience = core.exec_driver_sql("PRAGMA busy_timeout").scalar() if is_sqlite else None
    if is_sqlite:
        core.exec_driver_sql("PRAGMA busy_timeout = 0")
    try:
        with core.begin_nested():
            indexing.catch_up(db, indexing.AT_ONCE)
    except OperationalError:
        pass
    finally:
        if is_sqlite:
            core.exec_driver_sql(f"PRAGMA busy_timeout = {patience}")
