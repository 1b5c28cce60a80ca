"""The main job, for real: the bot as its own process, signed requests, our Slack, both databases."""

import shlex
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.imported import LISTS, SAMPLE, console

from .bench import Bench
from .bot_process import samenspel
from .person import DIRECT

REAL = Path(__file__).parents[3] / "shared" / "data" / "echt" / "processen.csv"


def test_a_project_is_registered_shown_changed_and_completed(bench: Bench, database_url: str) -> None:
    bench.start_bot(env={"DATABASE_URL": database_url})
    does_the_main_job(bench)


@pytest.mark.usefixtures("others_agree")
def test_the_same_over_socket_mode(bench: Bench) -> None:
    bench.start_bot(socket_mode=True)
    does_the_main_job(bench)


def does_the_main_job(bench: Bench) -> None:
    marieke, fatma = bench.person("Marieke van Dam"), bench.person("Fatma Yildirim")
    marieke.types("/project nieuw Park Singel")
    marieke.fills_in({"Wat is jouw rol?": "projectleider"})
    marieke.submits()
    assert marieke.sees_alone("Park Singel staat in het overzicht")

    marieke.clicks("Rollen", on="Singel")
    marieke.fills_in({"Communicatieadviseur": fatma})
    marieke.submits()
    assert marieke.sees_alone("Ik vraag het nu aan Fatma Yildirim")
    assert fatma.sees_alone("Wil jij communicatieadviseur zijn bij Park Singel?")
    fatma.clicks("Ja", on="Park Singel")
    assert fatma.sees("Je bent nu communicatieadviseur")

    marieke.types("/project wijzig park")
    marieke.clicks("Invloed van inwoners")
    marieke.fills_in({"Wat ligt open": "Waar de bomen komen & *welke* <!channel>"})
    marieke.submits()
    fatma.types("/samenspel project toon Park Singel")
    assert fatma.sees_alone("Waar de bomen komen & *welke* <!channel>")

    marieke.types("/project moment park")
    marieke.fills_in({"Naam van het moment": "Inloopavond", "Eerste dag": "2026-12-09"})
    marieke.submits()
    assert marieke.sees("woensdag 9 december 2026")

    marieke.types("/project afronden park")
    marieke.submits()
    assert marieke.sees("Park Singel is afgerond")


def test_the_sample_comes_in_by_the_console_and_links_colleagues_by_their_address(
    bench: Bench, database_url: str, tmp_path: Path
) -> None:
    lists = [str(SAMPLE / f"{name}.csv") for name in LISTS]
    said = console(tmp_path, database_url, "import", *lists)
    for line in ("gebieden: 17 nieuw", "collega's: 16 nieuw", "projecten: 14 nieuw", "contactmomenten: 21 nieuw"):
        assert line in said
    bench.start_bot(env={"DATABASE_URL": database_url})
    marieke = bench.person("Marieke van Dam")
    marieke.types("/project")
    assert marieke.sees_alone("Herinrichting Havenkade")
    marieke.types("/project toon P01")
    assert marieke.sees("projectleider: Marieke van Dam, Ruimte (nog niet gevraagd)")
    assert marieke.sees("Oude Haven")
    marieke.opens_home()
    assert marieke.sees("Woningbouw Sportpark-Oost")


@pytest.mark.skipif(not REAL.is_file(), reason="the real list lies beside the project, in shared")
def test_the_real_list_comes_in_by_the_console(tmp_path: Path, database_url: str) -> None:
    said = console(tmp_path, database_url, "import", str(REAL), "--as", "projecten", "--key", "bestand")
    assert "projecten: 41 nieuw, 0 veranderd, 0 gelijk gebleven" in said
    again = console(tmp_path, database_url, "import", str(REAL), "--as", "projecten", "--key", "bestand")
    assert "projecten: 0 nieuw, 0 veranderd, 41 gelijk gebleven" in again


def test_an_administrator_imports_in_chat_and_people_are_asked_once(bench: Bench) -> None:
    bench.start_bot()
    kwame, marieke = bench.person("Kwame Owusu"), bench.person("Marieke van Dam")
    marieke.types("/samenspel")  # Met before the list came: linked by e-mail address.
    kwame.types("/project import")
    kwame.fills_in(Bestand=[SAMPLE / f"{name}.csv" for name in LISTS])
    kwame.submits()
    assert kwame.sees("De lijst is gecontroleerd", timeout=60)
    kwame.clicks("transfer.read_in", on="projecten: 14 nieuw")
    assert kwame.sees("De lijst is ingelezen", timeout=60)
    assert marieke.does_not_see("Herinrichting Havenkade: projectleider")
    kwame.clicks("transfer.ask_people", on="De lijst is ingelezen")
    assert marieke.sees_alone("Herinrichting Havenkade: projectleider")
    assert sum("Een paar vragen voor jou" in message.reads({}) for message in marieke.messages) == 1


def test_two_people_change_the_same_part_and_nobody_loses_a_word(bench: Bench) -> None:
    bench.start_bot()
    kwame, marieke = bench.person("Kwame Owusu"), bench.person("Marieke van Dam")
    marieke.types("/project nieuw Singel")
    marieke.submits()
    for person in (marieke, kwame):
        person.types("/project wijzig Singel")
        person.clicks("Basis", on="Singel")
    kwame.fills_in({"Samenvatting": "Van Kwame"})
    kwame.submits()
    marieke.fills_in({"Naam": "Singel Noord"})
    marieke.submits()
    assert marieke.sees("Kwame Owusu wijzigde dit project terwijl jij bezig was")
    marieke.submits()
    marieke.types("/project toon Singel Noord")
    assert marieke.sees("Van Kwame")


def test_a_guest_and_somebody_from_elsewhere_get_one_friendly_sentence(bench: Bench) -> None:
    bench.start_bot()
    for name in ("Bram de Graaf", "Esra Kaya"):
        person = bench.person(name)
        person.types("/project lijst")
        assert person.sees_alone("Samenspel is voor collega's")
        assert person.does_not_see("Alle projecten")


def test_a_locked_database_gives_a_sentence_with_a_number_and_the_bot_stays_up(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "locked.db"
    bench.start_bot(env={"DATABASE_URL": f"sqlite:///{file}"})
    marieke = bench.person("Marieke van Dam")
    marieke.types("/project nieuw Singel")
    lock = sqlite3.connect(file, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    marieke.submits()
    assert marieke.is_told("Ik kan nu even niet bij mijn gegevens")
    assert marieke.does_not_see("Traceback")
    lock.execute("ROLLBACK")
    lock.close()
    marieke.submits()  # The form is still there, with what was typed.
    assert marieke.sees("Singel staat in het overzicht")


def test_everything_can_be_asked_in_the_chat_with_the_bot(bench: Bench) -> None:
    bench.start_bot()
    wei = bench.person("Wei Chen")
    wei.goes_to(DIRECT)
    wei.says("project list")
    assert wei.sees("No project fits this")
    wei.uses_shortcut("project.new")
    wei.fills_in({"Name": "Harbour"})
    wei.submits()
    assert wei.sees("Harbour is in the overview")


def test_a_full_disk_gives_a_sentence_with_a_number_and_the_bot_stays_up(bench: Bench, tmp_path: Path) -> None:
    # No file of this process may grow over 1200 kB: for SQLite that is a disk that is full.
    limited = ["bash", "-c", f"ulimit -f 1200 && exec {shlex.join(samenspel())}"]
    bot = bench.start_bot(limited, env={"DATABASE_URL": f"sqlite:///{tmp_path / 'full.db'}"})
    marieke = bench.person("Marieke van Dam")
    marieke.types("/project nieuw Singel")
    for attempt in range(60):
        marieke.fills_in({"Naam": f"Singel {attempt}"})
        marieke.submits()
        if "Ik kan nu niets opslaan" in marieke.screen():
            break
        marieke.types("/project nieuw Singel")
    assert marieke.sees("Ik kan nu niets opslaan")
    assert bot.get("/healthz") == (200, "alive")
    marieke.closes_form()
    marieke.types("/project lijst")
    assert marieke.sees("De laatste wijziging staat bovenaan")


def test_a_slack_that_answers_slowly_holds_up_nobody_else(bench: Bench) -> None:
    bench.start_bot()
    slow = [bench.person(name) for name in ("Marieke van Dam", "Anouk de Wit", "Daan Kuipers")]
    kwame = bench.person("Kwame Owusu")
    for person in (*slow, kwame):
        person.types("/project")
    gates = [bench.slack.faults.hold("views.open") for _ in slow]
    with ThreadPoolExecutor() as crowd:
        waiting = [crowd.submit(person.types, "/project nieuw") for person in slow]
        for gate in gates:
            gate.reached()
        kwame.types("/project lijst")
        assert kwame.sees_alone("Ik vind geen project dat hierbij past")
        for gate in gates:
            gate.release()
        for each in waiting:
            each.result()
    assert all(person.form for person in slow)


def test_the_home_shows_at_once_what_a_click_on_it_changed(bench: Bench) -> None:
    bench.start_bot()
    marieke, fatma = bench.person("Marieke van Dam"), bench.person("Fatma Yildirim")
    marieke.types("/project nieuw Singel")
    marieke.submits()
    marieke.clicks("Rollen", on="Singel")
    marieke.fills_in({"Communicatieadviseur": fatma})
    marieke.submits()
    assert fatma.has_received("Wil jij communicatieadviseur zijn")
    fatma.opens_home()
    assert fatma.sees("Er wacht 1 vraag op jou")
    fatma.clicks("Dit is niet mijn taak")
    page = fatma.home
    bench.slack.wait_for(lambda: "wacht 1 vraag" not in page.reads(bench.names), "a page without the question")
