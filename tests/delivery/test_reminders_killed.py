"""Who tells residents is reminded: each reminder once, wherever the process is killed while the clock strikes."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from bot.chat.cards import from_json
from storage.database import Database
from tests.delivery import doomed
from tests.delivery.platform import PATIENCE
from tests.delivery.town import Clock, Town
from tests.givens import a_moment, a_project, given
from tests.screens import card_as_text

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
STRIKES = (
    *("2026-11-23 07:00", "2026-11-23 08:30", "2026-11-23 09:30"),  # Planned; a week before the due day: found; waits.
    "2026-11-25 09:30",  # Told, as nothing came that it could go along with.
    *("2026-11-30 08:30", "2026-11-30 09:30"),
    *("2026-12-07 08:30", "2026-12-07 09:30"),
)


@pytest.mark.slow
@pytest.mark.parametrize("commit", [1, 2, 3, 5])
def test_each_reminder_comes_once(commit: int, database_url: str, database: Database, town: Town, clock: Clock) -> None:
    bert = town.colleague("Bert")
    title = f"Avond {commit}"
    with database.session(town.id) as db:
        project = a_project(f"Kade {commit}", communication_adviser=bert)
        given(db, clock(), project, a_moment(title, project=f"Kade {commit}", starts_on="2026-11-02"))
    told = dict[str, str]()
    for strike in (dt.datetime.fromisoformat(at).replace(tzinfo=AMSTERDAM) for at in STRIKES):
        process = doomed.start(doomed.strike, database_url, strike, commit)
        process.join(PATIENCE)
        assert process.exitcode in (0, -9), process.exitcode
        process.close()
        # The next process finds what the killed one left, a minute later.
        doomed.strike(database_url, strike + dt.timedelta(minutes=1), commit=0)
        # Nobody sends here: the next day takes back what an earlier message said, and that one is emptied.
        told |= {message.key: card_as_text(from_json(message.card)) for message in town.messages() if message.card}
    lines = [line for card in told.values() for line in card.splitlines() if line.startswith(title)]
    assert [line.split(". ")[1] for line in lines] == [
        "Over 5 dagen verwachten inwoners antwoord: uiterlijk maandag 30 november.",
        "Vandaag, maandag 30 november, verwachten inwoners antwoord.",
        "Inwoners verwachtten 7 dagen geleden antwoord, op maandag 30 november",
    ]
