"""`samenspel search`: what colleagues find with `/kennis zoek` and `/project zoek`, for analysts and scripts."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.chat.texts import Speech
from handlers.console import lists, verbs
from handlers.console.lists import DONE, Refusal
from handlers.settings import Settings

if TYPE_CHECKING:
    from storage.database import Database
    from storage.search.search import Hit

MOST = 1000
"""Results that can be asked for: the whole library of a municipality."""


def add_verb(commands: Any, t: Speech) -> None:
    parser = verbs.add(commands, "search", t("handlers.console.search"), search)
    parser.add_argument("words", nargs="+", metavar="WORDS", help=str(t("handlers.search.words")))
    parser.add_argument("--json", action="store_true", help=str(t("handlers.search.json")))
    parser.add_argument("--kind", choices=["lesson", "project"], default="", help=str(t("handlers.search.kind")))
    parser.add_argument("--limit", type=int, default=5, help=str(t("handlers.search.limit")))
    verbs.ask_municipality(parser, t)


def with_words_apart(arguments: Sequence[str]) -> list[str]:
    """Whatever somebody looks for is no option, also when it begins with a hyphen."""
    if list(arguments[:1]) != ["search"] or "--" in arguments:
        return list(arguments)
    options, words, rest = ["search"], list[str](), iter(arguments[1:])
    for each in rest:
        if each.partition("=")[0] in _OPTIONS:
            options += [each, *([] if "=" in each or each in _ALONE else [next(rest, "")])]
        else:
            words.append(each)
    return [*options, "--", *words]


_ALONE = frozenset({"-h", "--help", "--json"})
_OPTIONS = _ALONE | {"--kind", "--limit", "--municipality"}


def search(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    return lists.with_database(settings, t, lambda database: _search(asked, database))


def _search(asked: argparse.Namespace, database: "Database") -> int:
    from storage.people import municipalities
    from storage.search import indexing
    from storage.search import search as library

    with database.session(None) as db:
        home = lists.chosen(municipalities.municipalities(db), asked.municipality)
    if home is None:
        raise Refusal("transfer.console.no_municipality")
    indexing.catch_up_with_all(database)
    with database.session(home.id) as db:
        wanted = library.SearchFilter(kind=asked.kind)
        hits = library.search(db, " ".join(asked.words), wanted, min(max(asked.limit, 0), MOST))
    print(_as_json(hits) if asked.json else _as_rows(hits), end="", file=sys.stdout)
    return DONE


def _as_json(hits: "list[Hit]") -> str:
    results = [{"kind": hit.kind, "id": hit.key, "title": hit.title} for hit in hits]
    return json.dumps({"results": results}, ensure_ascii=False, indent=1) + "\n"


def _as_rows(hits: "list[Hit]") -> str:
    return "".join(f"{hit.key}\t{' '.join(hit.title.split())}\n" for hit in hits)
