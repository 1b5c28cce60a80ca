"""Keeps what `storage/search/search.py` looks in up to date.

What has to be looked at again is marked by triggers in the database itself (migrations 0007 and 0023): no statement,
of ours or by hand, can forget it. A few marks are indexed in the transaction that made them; hundreds by whoever brings
them in; and what is left over by the next search. The tables of the index are made from the others and can be made
anew, so they are not among `METADATA`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Connection, bindparam, event, text
from sqlalchemy.orm import Session

from storage.connections.turns import Begin, InTurns
from storage.database import Database, MunicipalSession
from storage.database.many import execute_rows
from storage.search.documents import KINDS, LESSON, PROJECT, Document, documents, id_of, lessons_of_projects, mark

MADE_FROM_THE_REST = "search_"
"""How the names of these tables begin."""

AT_ONCE = 100
"""Marks that a transaction, or a search, still works off itself: about a hundredth of a second."""

SHORTEST_MISSPELT = 4
_DID_SOME = "indexed"


def token(municipality_id: int, word: str) -> str:
    """Every word of the index carries its municipality: no question finds the words of another one."""
    return f"{municipality_id}_{word}"


SHELVES = {"small": 512, "large": 16_384}
"""Numbers; with lessons and projects only, half of them are used."""


def shelves(document_id: int) -> list[str]:
    """Documents of about the same age: with very many hits, the newest shelves are enough."""
    return [mark(size, f"{document_id // holds:07d}") for size, holds in SHELVES.items()]


WATCHED = frozenset(
    {
        *("area", "how_to_card", "lesson", "lesson_area", "lesson_group", "moment", "project", "project_area"),
        *("project_group", "question"),
    }
)


@event.listens_for(MunicipalSession, "after_flush")
def _notice(session: Session, context: Any) -> None:
    """Who wrote something else does not have to look at the marks."""
    rows = (*session.new, *session.dirty, *session.deleted)
    if any(getattr(row, "__tablename__", "") in WATCHED for row in rows):
        session.info["wrote"] = True


@event.listens_for(MunicipalSession, "before_commit")
def _index_what_changed(session: Session) -> None:
    session.flush()
    if session.info.pop("wrote", False):
        core = session.connection()
        rows = core.execute(_STALE, {"most": AT_ONCE + 1}).all()
        if rows and len(rows) <= AT_ONCE:
            catch_up(session, AT_ONCE)


def catch_up(db: Session, at_most: int) -> bool:
    """Indexes what was marked, of whichever municipality; True when there may be more."""
    core = db.connection()
    rows = core.execute(_STALE, {"most": at_most}).all() if _is_mine_to_do(core) else ()
    if not rows:
        return False
    some = [row._asdict() for row in rows]
    # Gone first and looked at after: what is marked meanwhile stays marked.
    execute_rows(core, _NOT_STALE, some)
    db.info[_DID_SOME] = True
    for own in sorted({row["own"] for row in some}):
        marked = {kind: {row["id"] for row in some if (row["own"], row["kind"]) == (own, kind)} for kind in KINDS}
        _index(core, own, marked)
    return len(rows) == at_most


def has_indexed(db: Session) -> bool:
    """Whether this session worked off marks: whoever rolls it back leaves them to the next search."""
    return _DID_SOME in db.info


def catch_up_in_turns(begin: Begin) -> None:
    """In small transactions, with room for others between them."""
    turns, more = InTurns(begin), True
    while more:
        room = turns.room
        with turns.begin() as db:
            more = catch_up(db, room)
        turns.took(room)


def catch_up_with_all(database: Database) -> None:
    """After a start. Nobody is kept waiting for the lock when there is nothing to do."""
    if _is_behind(database):
        catch_up_in_turns(partial(database.session, None))


def _is_behind(database: Database) -> bool:
    with database.session(None) as db:
        return db.connection().execute(_STALE, {"most": 1}).first() is not None


def _is_mine_to_do(core: Connection) -> bool:
    """One at a time. On SQLite the write lock sees to that."""
    if core.dialect.name == "sqlite":
        return True
    return bool(core.scalar(text("SELECT pg_try_advisory_xact_lock(8242000)")))


_STALE = text(
    "SELECT DISTINCT municipality_id AS own, kind, subject_id AS id FROM search_stale "
    "ORDER BY municipality_id, kind, subject_id LIMIT :most"
)
_NOT_STALE = text("DELETE FROM search_stale WHERE municipality_id = :own AND kind = :kind AND subject_id = :id")


def _index(core: Connection, municipality_id: int, marked: Mapping[str, set[int]]) -> None:
    own = {"own": municipality_id}
    lessons = marked[LESSON] | lessons_of_projects(core, municipality_id, marked[PROJECT])
    wanted = {**marked, LESSON: lessons}
    new = documents(core, municipality_id, wanted)
    gone = [id_of(kind, each) for kind, these in wanted.items() for each in these]
    before = {row.id: row.words for row in core.execute(_BEFORE, {**own, "ids": _some(gone)})}
    _write(core, municipality_id, before, {document.id: document for document in new})


def _write(core: Connection, municipality_id: int, before: Mapping[int, str], now: Mapping[int, Document]) -> None:
    rows = {document.id: _row(document) for document in now.values()}
    changes: Counter[str] = Counter()
    for words in before.values():
        changes.subtract(words.split())
    for row in rows.values():
        changes.update(row["words"].split())
    removed = [{"id": id_} for id_ in before.keys() - rows.keys()]
    changed = [row for id_, row in rows.items() if id_ in before]
    added = [row for id_, row in rows.items() if id_ not in before]
    for statement, some in ((_REMOVE, removed), (_CHANGE, changed), (_ADD, added)):
        execute_rows(core, statement, some)
    _count(core, municipality_id, changes)


def _row(document: Document) -> dict[str, Any]:
    own = document.municipality_id
    marks = (*document.marks, mark("kind", document.kind), *shelves(document.id))
    mine = token(own, "")
    return {
        "id": document.id,
        "municipality_id": own,
        "kind": document.kind,
        "subject_id": document.subject_id,
        "key": document.key,
        "title": document.title,
        "words": " ".join([mine + word for word in sorted({*document.weights, *marks})]),
        "weights": " ".join([f"{stem}={weight}" for stem, weight in document.weights.items()]),
        "length": sum(document.weights.values()),
    }


def _some(these: Iterable[Any]) -> list[Any]:
    return sorted(these)


_BEFORE = text("SELECT id, words FROM search_document WHERE municipality_id = :own AND id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)
_REMOVE = text("DELETE FROM search_document WHERE id = :id")
_ADD = text(
    "INSERT INTO search_document (id, municipality_id, kind, subject_id, key, title, words, weights, length) "
    "VALUES (:id, :municipality_id, :kind, :subject_id, :key, :title, :words, :weights, :length)"
)
_CHANGE = text(
    "UPDATE search_document SET key = :key, title = :title, words = :words, weights = :weights, length = :length "
    "WHERE id = :id"
)


# The vocabulary: in how many documents each word is


def _count(core: Connection, municipality_id: int, changes: Mapping[str, int]) -> None:
    prefix = len(token(municipality_id, ""))
    by_stem = {word[prefix:]: change for word, change in changes.items() if change}
    known = set(core.scalars(_KNOWN, {"own": municipality_id, "stems": _some(by_stem)})) if by_stem else set()
    own = {"own": municipality_id}
    new = [stem for stem in by_stem if stem not in known]
    if more := [{**own, "stem": stem, "change": by_stem[stem]} for stem in sorted(known)]:
        execute_rows(core, _COUNT, more)
        if fewer := _some(stem for stem in known if by_stem[stem] < 0):
            core.execute(_NO_MORE_FRAGMENTS, {**own, "stems": fewer})
            core.execute(_NO_MORE, {**own, "stems": fewer})
    learned = [{**own, "stem": stem, "backwards": stem[::-1], "change": by_stem[stem]} for stem in new]
    execute_rows(core, _LEARN, learned)
    pieces = [{**own, "stem": stem, "fragment": piece} for stem in new for piece in fragments(stem)]
    execute_rows(core, _LEARN_FRAGMENT, pieces)


def fragments(stem: str) -> Iterator[str]:
    """The word with any one letter left out, and whole: two words that share one are a typing error apart."""
    if len(stem) >= SHORTEST_MISSPELT and stem.isalpha():
        yield from {stem, *(stem[:at] + stem[at + 1 :] for at in range(len(stem)))}


_KNOWN = text("SELECT stem FROM search_vocabulary WHERE municipality_id = :own AND stem IN :stems").bindparams(
    bindparam("stems", expanding=True)
)
_COUNT = text(
    "UPDATE search_vocabulary SET documents = documents + :change WHERE municipality_id = :own AND stem = :stem"
)
_GONE = "SELECT stem FROM search_vocabulary WHERE municipality_id = :own AND stem IN :stems AND documents <= 0"
_NO_MORE, _NO_MORE_FRAGMENTS = (
    text(f"DELETE FROM {table} WHERE municipality_id = :own AND stem IN ({_GONE})").bindparams(
        bindparam("stems", expanding=True)
    )
    for table in ("search_vocabulary", "search_fragment")
)
_LEARN = text(
    "INSERT INTO search_vocabulary (municipality_id, stem, backwards, documents) "
    "VALUES (:own, :stem, :backwards, :change)"
)
_LEARN_FRAGMENT = text("INSERT INTO search_fragment (municipality_id, fragment, stem) VALUES (:own, :fragment, :stem)")
