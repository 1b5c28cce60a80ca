"""The main job, for real: the bot as its own process, signed requests, a third-party Slack, both databases."""

from pathlib import Path

from .bench import Bench


def test_a_project_is_registered_shown_changed_and_completed(bench: Bench, database_url: str) -> None:
    bench.start_bot(env={"DATABASE_URL": database_url})
    marieke, fatma = bench.person("Marieke van Dam"), bench.person("Fatma Yildirim")
    marieke.types("/project nieuw Park Singel")
    marieke.fills_in({"Wat is jouw rol?": "projectleider"})
    marieke.submits()
    assert marieke.sees_alone("Park Singel staat in het overzicht")

    marieke.clicks("Rollen")
    marieke.fills_in({"Communicatieadviseur": fatma})
    marieke.submits()
    assert marieke.sees_alone("Ik vraag het nu aan Fatma Yildirim")
    assert fatma.sees_alone("Wil jij communicatieadviseur zijn van Park Singel?")
    fatma.clicks("Ja", on="Park Singel")
    assert fatma.sees("Je bent nu communicatieadviseur")

    marieke.types("/project wijzig park")
    marieke.clicks("Meedoen")
    marieke.fills_in({"Wat ligt open?": "Waar de bomen komen & *welke* <!channel>"})
    marieke.submits()
    fatma.types("/samenspel project toon Park Singel")
    assert fatma.sees_alone("Waar de bomen komen & *welke* <!channel>")

    marieke.types("/project afronden park")
    marieke.submits()
    assert marieke.sees("Park Singel is afgerond")
