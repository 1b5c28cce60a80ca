"""What a word that somebody typed may mean: its stem, longer words with it, its parts, and what it is a typo of."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, TextClause, bindparam, text

from storage.search import stems
from storage.search.documents import mark
from storage.search.indexing import fragments

MOST_LONGER = 10
"""Words that begin, and that end, with the same stem."""

SHORTEST_PART = 3
"""Of a longer word that it begins or ends with: "wind" is in "windmolens"."""

EXACT, BEGINS, ENDS, TYPO, TWO_TYPOS, PART = 1.0, 0.7, 0.6, 0.55, 0.5, 0.4
"""How much each says about what was meant. From ENDS up it is the word itself, or a longer one with it."""

TWO_TYPOS_FROM = 7
"""Letters; in shorter words two errors make another word."""

ENOUGH = 200
"""Documents with the word itself: who has only something like it does not matter then."""

MARK, STALE = -1, -2
"""Instead of the number of a word."""

_BEHIND_ALL = "\U0010fffd"


class Meaning(NamedTuple):
    """A stem of the vocabulary; likeness: 0 to 1; documents: how many have it."""

    stem: str
    likeness: float
    documents: int


class FoundWord(NamedTuple):
    """groups: of each word what it may mean, the likeliest first. counts: mark -> how many documents have it.

    is_behind: there is something that has to be indexed first.
    """

    groups: list[list[Meaning]]
    counts: dict[str, int]
    is_behind: bool


def look_up(core: Connection, own: int, words: Sequence[str], marks: Collection[str]) -> FoundWord:
    asked, typed = [stems.stem(word) for word in words], [stems.folded(word) for word in words]
    found: list[dict[str, Meaning]] = [{} for _ in asked]
    counts, is_behind = dict[str, int](), False
    # A stem is not always the beginning of its word: of "haven" it is "haf".
    beginnings = [
        tuple(
            dict.fromkeys(
                form for form in (stem, word if not word.startswith(stem) else stem) if len(form) >= SHORTEST_PART
            )
        )
        for stem, word in zip(asked, typed, strict=True)
    ]
    bounds = {"own": own, "marks": evened(sorted(marks), ""), **_bounds(asked, beginnings)}
    for at, likeness, stem, documents in core.execute(_question(tuple(map(len, beginnings))), bounds):
        if at == MARK:
            counts[stem] = documents
        elif at == STALE:
            is_behind = True
        else:
            _keep(found[at], Meaning(stem, float(likeness), documents))
    unknown = {at: stem for at, stem in enumerate(asked) if stem not in found[at]}
    for at, meaning in _not_as_typed(core, own, unknown):
        _keep(found[at], meaning)
    return FoundWord([_likeliest(each.values()) for each in found], counts, is_behind)


def _bounds(asked: Sequence[str], beginnings: Sequence[Sequence[str]]) -> dict[str, str]:
    bounds = {}
    for at, stem in enumerate(asked):
        bounds[f"stem{at}"] = stem
        for number, form in enumerate(beginnings[at]):
            bounds |= {f"begins{at}_{number}": form, f"begins_until{at}_{number}": form + _BEHIND_ALL}
            bounds |= {f"ends{at}_{number}": form[::-1], f"ends_until{at}_{number}": form[::-1] + _BEHIND_ALL}
    return bounds


def _likeliest(found: Collection[Meaning]) -> list[Meaning]:
    ranked = sorted(found, key=lambda it: (-it.likeness, -it.documents, it.stem))
    return ranked[:1] if ranked and ranked[0].likeness == EXACT and ranked[0].documents >= ENOUGH else ranked


def evened(values: Sequence[Any], filler: Any) -> list[Any]:
    """Filled up to a power of two: of so few shapes of a statement PostgreSQL keeps the plan. Never empty."""
    length = 1 << max(0, len(values) - 1).bit_length()
    return [*values, *[filler] * (length - len(values))]


def newest_shelves(core: Connection, own: int, size: str, most: int) -> list[tuple[str, int]]:
    """With how many documents stand on each. size: "small" or "large"."""
    first = mark(size, "")
    bounds = {"own": own, "first": first, "last": first + _BEHIND_ALL, "most": most}
    return [(row[0], row[1]) for row in core.execute(_SHELVES, bounds)]


def _keep(known: dict[str, Meaning], meaning: Meaning) -> None:
    if meaning.stem not in known or known[meaning.stem].likeness < meaning.likeness:
        known[meaning.stem] = meaning


@lru_cache(maxsize=256)
def _question(forms: tuple[int, ...]) -> TextClause:
    """One for all words, and for all else that a search has to know first. forms: how many each word has."""
    parts = [part for at, several in enumerate(forms) for part in _parts(at, several)]
    parts.append(
        f"SELECT {MARK}, 1.0, stem, documents FROM search_vocabulary WHERE municipality_id = :own AND stem IN :marks"
    )
    parts.append(f"SELECT * FROM (SELECT {STALE}, 1.0, kind, 1 FROM search_stale LIMIT 1) AS stale")
    return text(" UNION ALL ".join(parts)).bindparams(bindparam("marks", expanding=True))


def _parts(at: int, forms: int) -> Iterator[str]:
    those = "stem, documents FROM search_vocabulary WHERE municipality_id = :own AND"
    yield f"SELECT {at}, {EXACT}, {those} stem = :stem{at}"
    most = f"ORDER BY documents DESC, stem LIMIT {MOST_LONGER}"
    for form in range(forms):
        for likeness, column, bound in ((BEGINS, "stem", "begins"), (ENDS, "backwards", "ends")):
            range_ = f"{column} > :{bound}{at}_{form} AND {column} < :{bound}_until{at}_{form}"
            yield f"SELECT * FROM (SELECT {at}, {likeness}, {those} {range_} {most}) AS {bound}{at}_{form}"


def _not_as_typed(core: Connection, own: int, unknown: Mapping[int, str]) -> Iterator[tuple[int, Meaning]]:
    pieces = {piece for stem in unknown.values() for piece in fragments(stem)}
    parts = {part for stem in unknown.values() for part in parts_of(stem)}
    if not pieces and not parts:
        return
    wanted = {"own": own, "pieces": evened(sorted(pieces), ""), "parts": evened(sorted(parts), "")}
    rows = core.execute(_MAY_BE, wanted).all()
    for at, typed in unknown.items():
        for stem, documents in rows:
            if found := likeness(typed, stem):
                yield at, Meaning(stem, found, documents)


def parts_of(stem: str) -> set[str]:
    """What a compound may begin or end with."""
    return {part for length in range(SHORTEST_PART + 1, len(stem)) for part in (stem[:length], stem[-length:])}


def near(typed: str, some: Sequence[str]) -> set[str]:
    """Of these, those with at most two errors in them."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    return {stem for stem, _, _ in process.extract_iter(typed, some, scorer=OSA.distance, score_cutoff=2)}


def likeness(typed: str, stem: str) -> float:
    """Of a stem and a word that is in no document: 0 for another word."""
    # Imported when somebody makes a typing error: it takes some time, and 6 MB.
    from rapidfuzz.distance import OSA

    errors = OSA.distance(typed, stem, score_cutoff=2)
    if errors == 1 and len(typed) >= 4:
        return TYPO
    if errors == 2 and len(typed) >= TWO_TYPOS_FROM:
        return TWO_TYPOS
    return PART if typed.startswith(stem) or typed.endswith(stem) else 0.0


# Two questions in one: with OR, SQLite would read the whole vocabulary.
_MAY_BE = text(
    "SELECT stem, documents FROM search_vocabulary WHERE municipality_id = :own AND stem IN :parts "
    "UNION SELECT v.stem, v.documents FROM search_fragment AS f JOIN search_vocabulary AS v "
    "ON v.municipality_id = f.municipality_id AND v.stem = f.stem "
    "WHERE f.municipality_id = :own AND f.fragment IN :pieces"
).bindparams(bindparam("pieces", expanding=True), bindparam("parts", expanding=True))
_SHELVES = text(
    "SELECT stem, documents FROM search_vocabulary WHERE municipality_id = :own AND stem > :first AND stem < :last "
    "ORDER BY stem DESC LIMIT :most"
)
