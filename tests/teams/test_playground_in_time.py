"""What takes weeks and several people, in Microsoft's own Agents Playground with the bot's clock turned.

Anna's screen is the Playground's own and speaks English, as it does; the others type, read and click in Dutch.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from ics import Calendar

from handlers.teams import files
from handlers.teams.listen import FILE_CONSENT
from tests.rendering.adaptive import things
from tests.teams import playground
from tests.teams.connector import Connector
from tests.teams.person import Person, Seen
from tests.teams.playground import GROUP, MONDAY, Playground, user_of

pytestmark = pytest.mark.slow


@pytest.fixture
def teams(tmp_path: Path) -> Iterator[Playground]:
    with playground.running(tmp_path, "gebieden") as teams:
        yield teams
        assert "Traceback" not in teams.bot_process.log
        assert " failed" not in teams.bot_process.log


def reads(teams: Playground, person: Person, words: str) -> Seen:
    """What came in their own chat."""
    return teams.shows(lambda seen: seen.conversation == person.chat and words in seen.words)


def takes_part(person: Person, discipline: str, save: str, takes_part: str) -> None:
    person.types("samenspel profiel")
    person.clicks(save, disciplines=discipline)
    person.types("buddy aan")
    person.clicks(takes_part, bio=f"{person.name} drinkt thee.")


def links(seen: Seen) -> list[str]:
    return [each["url"] for card in seen.cards for each in things(card) if each["type"] == "Action.OpenUrl"]


def test_a_round_of_buddies_from_taking_part_to_having_spoken(teams: Playground) -> None:
    anna, bert, carla, daan = everybody = [teams.person(number) for number in range(4)]
    takes_part(anna, "communication", "Save", "Count me in")
    for person, discipline in ((bert, "participation"), (carla, "communication"), (daan, "participation")):
        takes_part(person, discipline, "Opslaan", "Ik doe mee")
        assert "Je doet mee" in person.last.words

    anna.types("buddy ronde")
    reads(teams, anna, "2 groups")
    anna.clicks("Start now")
    introduced = {person.name: reads(teams, person, "Jullie zijn buddy's") for person in everybody}
    for person in everybody:
        told = introduced[person.name]
        together = [each for each in everybody if f"{each.name} drinkt thee." in told.words]
        assert person in together
        assert len(together) == 2
        assert len({each in (anna, carla) for each in together}) == 2
        # With it they begin a chat together; only with rights on everybody could a bot do that.
        (link,) = links(told)
        invited = parse_qs(urlsplit(link).query)["users"][0].split(",")
        assert sorted(invited) == sorted(f"{each.name.split()[0].lower()}@voorbeeld.example" for each in together)
        assert link.startswith("https://teams.microsoft.com/l/chat/0/0?")

    # Half way to the round of the schedule, and before anybody is asked once more.
    teams.turn(MONDAY + dt.timedelta(days=11, hours=1))
    asked = [reads(teams, anna, "Have you spoken with")]
    asked += [reads(teams, person, "al gesproken?") for person in (bert, carla, daan)]
    anna.clicks("Yes", asked[0])
    assert "Good that you spoke." in anna.last.words
    bert.clicks("Ja", asked[1])
    assert "Mooi dat jullie elkaar spraken." in bert.last.words
    # An answer is for nobody else: what the others read is as it was.
    assert [carla.last, daan.last] == asked[2:]
    assert "spraken" not in carla.last.words + daan.last.words
    bert.clicks("Schrijf op wat je meeneemt")
    bert.clicks("Opslaan", line="Vraag eerder om hulp.")
    assert "Bewaard." in bert.last.words


def test_a_knowledge_session_from_plan_to_a_change_and_calling_off(teams: Playground, connector: Connector) -> None:
    """The connector is where Teams keeps files; the Playground has no such place."""
    anna, bert, carla = (teams.person(number) for number in range(3))
    for person in (anna, bert, carla):
        person.types("samenspel")
    # So that the group can be chosen for the announcement.
    anna.types("help", GROUP)
    anna.types("kennis sessie Loten doe je zo")
    anna.clicks(
        anna.submit, day="2026-12-10", time="15:00", minutes=60, place="Kamer 3", channel=GROUP, host=user_of(2)
    )
    reads(teams, anna, "Thursday 10 December 2026, from 15:00 to 16:00")
    announced = teams.shows(lambda seen: seen.conversation == GROUP and "Loten doe je zo" in seen.words)
    assert "Carla" not in announced.words
    carla.clicks("Ja, ik doe mee", reads(teams, carla, "Anna de Vries wil Loten doe je zo graag samen met jou geven."))
    assert "Carla Smit hosts Loten doe je zo together with you." in reads(teams, anna, "Carla Smit hosts").words

    bert.clicks("Ik kom", announced)
    joined = reads(teams, bert, "Loten doe je zo: fijn dat je komt.")
    assert accepts(teams, connector, bert, joined) == ("Loten doe je zo", "Kamer 3", "2026-12-10T14:00:00+00:00")

    for day, words in ((3, "Over een week: Loten doe je zo"), (9, "Morgen: Loten doe je zo")):
        teams.turn(dt.datetime(2026, 12, day, 14, 0, 5, tzinfo=dt.UTC))
        reads(teams, bert, words)

    anna.types("kennis")
    anna.clicks("Coming sessions")
    anna.clicks("View", anna.last)
    anna.clicks("Change", anna.last)
    anna.clicks("Save", day="2026-12-17", time="10:30")
    changed = reads(teams, bert, "Let op: Loten doe je zo is gewijzigd.")
    assert "donderdag 17 december 2026, van 10:30 tot 11:30" in changed.words
    assert accepts(teams, connector, bert, changed)[2] == "2026-12-17T09:30:00+00:00"
    anna.clicks("Call the session off")
    reads(teams, bert, "Loten doe je zo gaat niet door.")


def accepts(teams: Playground, drive: Connector, person: Person, message: Seen) -> tuple[str, str, str]:
    """Says yes when Teams asks where to put the file of the message. Name, place and beginning of what is in it."""
    (offered,) = [each for each in message.activity["attachments"] if each["contentType"] == files.CONSENT]
    upload = f"/upload/{len(drive.uploads)}"
    where = {"name": offered["name"], "uploadUrl": drive.url + upload, "uniqueId": "U1", "fileType": "ics"}
    value = {"action": "accept", "context": offered["content"]["acceptContext"], "uploadInfo": where}
    teams.sends(person, {"type": "invoke", "name": FILE_CONSENT, "value": value})
    # An earlier file may be there already: it is about this one.
    teams.shows(
        lambda seen: (
            upload in drive.uploads
            and seen.conversation == person.chat
            and seen.activity["attachments"][0]["contentType"] == files.INFO
        )
    )
    (event,) = Calendar(drive.uploads[upload].decode()).events
    return str(event.name), str(event.location), event.begin.isoformat()
