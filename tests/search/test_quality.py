"""Whether people find what they look for: ninety questions, with the answers that a person judged right."""

import csv

from storage.reports import lists
from tests.databases import PostgresDatabases, SqliteDatabases
from tests.search.conftest import HERE, Library, filled

TOP = 5


def judged() -> list[tuple[str, set[str]]]:
    """What was asked, and the keys of the lessons and projects that answer it."""
    with (HERE / "judged.csv").open(encoding="utf-8", newline="") as file:
        return [(row["vraag"], set(row["antwoorden"].split())) for row in csv.DictReader(file, delimiter=";")]


def test_there_are_enough_questions_and_every_answer_exists(library: Library) -> None:
    with library.session() as db:
        known = {*lists.ids(db, lists.LESSONS), *lists.ids(db, lists.PROJECTS)}
    assert len(judged()) >= 60
    assert set.union(*(right for _, right in judged())) <= known


def test_nine_of_ten_right_answers_are_among_the_first_five(library: Library) -> None:
    found = expected = 0
    missed = []
    for question, right in judged():
        given = library.finds(question, limit=TOP)
        found += len(right & set(given))
        expected += len(right)
        if right - set(given):
            missed.append(f"{question}: {given} instead of {sorted(right)}")
    print("\n".join(missed))
    assert found / expected >= 0.9


def test_both_databases_give_the_same_answers(sqlite: SqliteDatabases, postgres: PostgresDatabases) -> None:
    with filled(sqlite) as here, filled(postgres) as there:
        differing = [question for question, _ in judged() if here.finds(question) != there.finds(question)]
    assert differing == []
