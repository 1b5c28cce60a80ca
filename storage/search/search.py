"""Searching what there is to know: in Dutch, forgiving of typing errors, and with one order on both databases."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from glossary import Domain, Instrument, Phase, TargetGroup
from storage.search import beside, indexing, stems, vocabulary
from storage.search.beside import Fitting, Shelf
from storage.search.candidates import Alternatives, candidates
from storage.search.documents import CARD, KINDS, mark
from storage.search.ranking import Ranking, Shared


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What a search is narrowed to. kind: "lesson", "project", "card" or "answer"; empty for all.

    area_codes: one of these.
    """

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
    """key: as lists write it. title: of a lesson, the lesson itself. id: 0 for a card that is shipped.

    is_named: worth naming to whoever asked a question; is_sure: it is about that question. Of both: `ranking.Shared`.
    """

    kind: str
    id: int
    key: str
    title: str
    is_named: bool = True
    is_sure: bool = True


EVERYTHING = SearchFilter()
NOTHING_BESIDE = Shelf(())


def search(
    db: Session,
    words: str,
    wanted: SearchFilter = EVERYTHING,
    limit: int = 5,
    shelf: Shelf = NOTHING_BESIDE,
    but: Collection[str] = (),
) -> list[Hit]:
    """Best first; empty when nothing fits, or nothing was asked.

    shelf: cards that are in no table, which take part; but: the keys of those among them that do not.
    """
    own, asked = db.info["municipality"], stems.meant(words)
    assert isinstance(own, int), "a session of one municipality"
    if not asked:
        return []
    core = db.connection()
    kinds, required = [mark("kind", kind) for kind in KINDS], list(wanted.marks())
    marks = {*kinds, *chain.from_iterable(required)}
    known = vocabulary.look_up(core, own, asked, marks)
    if known.is_behind:
        catch_up_at_once(db)
        known = vocabulary.look_up(core, own, asked, marks)
    alternatives = [Alternatives(marks, sum(known.counts.get(each, 0) for each in marks)) for marks in required]
    size = sum(known.counts.get(kind, 0) for kind in kinds)
    groups = beside.together(known.groups, shelf.meanings(asked)) if shelf else known.groups
    ranking = Ranking(groups, size + len(shelf))
    scores, found_by = dict[int, float](), dict[int, str]()
    if any(known.groups) and all(each.documents for each in alternatives):
        for id_, weights, length in candidates(
            core, own, [group for group in known.groups if group], alternatives, size
        ):
            scores[id_], found_by[id_] = ranking.score(weights, length), weights
    # Of those that fit as well, the newest.
    best = sorted(scores, key=lambda id_: (scores[id_], id_), reverse=True)[:limit]
    hits = [(scores[id_], _shared(hit, ranking.shared(found_by[id_]))) for id_, hit in _hits(core, own, best)]
    return _merged(hits, _of_shelf(shelf.that_fit(groups, but), ranking))[:limit]


def _of_shelf(fitting: Iterable[Fitting], ranking: Ranking) -> list[tuple[float, Hit]]:
    """Each key once, as its best document has it."""
    best = dict[str, tuple[float, Hit]]()
    for shipped, weights, length, is_about_it in fitting:
        score = ranking.score(weights, length)
        if score > best.get(shipped.key, (0.0,))[0]:
            shared = ranking.shared(weights)
            is_sure = is_about_it and shared.is_about_it
            best[shipped.key] = score, Hit(CARD, 0, shipped.key, shipped.title, shared.is_named, is_sure)
    return list(best.values())


def _merged(*found: list[tuple[float, Hit]]) -> list[Hit]:
    """What stands in a table goes before a card that fits as well."""
    return [hit for _, hit in sorted(chain.from_iterable(found), key=lambda each: -each[0])]


def _shared(hit: Hit, shared: Shared) -> Hit:
    return hit._replace(is_named=shared.is_named, is_sure=shared.is_about_it)


def _hits(core: Connection, own: int, ids: list[int]) -> list[tuple[int, Hit]]:
    if not ids:
        return []
    found = {row[0]: Hit(*row[1:]) for row in core.execute(_HITS, {"own": own, "ids": vocabulary.evened(ids, -1)})}
    return [(id_, found[id_]) for id_ in ids]


_HITS = text(
    "SELECT id, kind, subject_id, key, title FROM search_document WHERE municipality_id = :own AND id IN :ids"
).bindparams(bindparam("ids", expanding=True))


def catch_up_at_once(db: Session) -> None:
    """Without waiting for who writes: a search answers with what is in the index."""
    core = db.connection()
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
