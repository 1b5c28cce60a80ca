"""People talk, click and fill in forms on Teams."""

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from glossary import AreaKind
from handlers.teams import limits
from storage.register.areas import Area
from tests.databases import SqliteDatabases
from tests.rendering.adaptive import things
from tests.teams.connector import Answer, Connector
from tests.teams.person import Person
from tests.teams.town import CHANNEL, Town, open_town


def registers(person: Person, name: str = "Park Singel") -> None:
    person.types("project nieuw")
    person.clicks("Opslaan", name=name, status="ongoing")


def test_samenspel_shows_their_own_page_because_teams_has_no_home(anna: Person) -> None:
    anna.types("samenspel")
    assert "Samenspel" in anna.last.words
    assert [action["title"] for action in anna.last.actions if action["verb"] == "project.new"]


@pytest.mark.parametrize("words", ["project lijst", "project list", "/project lijst", "lijst"])
def test_commands_are_words_in_dutch_and_in_english(anna: Person, words: str) -> None:
    registers(anna)
    anna.types(words)
    assert "Park Singel" in anna.last.words


def test_what_is_asked_in_a_channel_is_answered_in_their_own_chat(town: Town, anna: Person) -> None:
    anna.types("project", CHANNEL)
    assert not town.connector.posted(CHANNEL)
    assert anna.last.conversation == anna.chat


def test_a_form_is_a_card_that_becomes_the_answer(town: Town, anna: Person) -> None:
    anna.types("project nieuw")
    form = anna.last
    anna.clicks("Opslaan", name="Park Singel", status="ongoing")
    assert "Park Singel" in form_words(town, form.id)
    assert anna.answer["type"] == "application/vnd.microsoft.card.adaptive"
    assert town.connector.updated(anna.chat)[-1]["attachments"][0]["content"] == anna.answer["value"]


def form_words(town: Town, message: str) -> str:
    return next(seen.words for seen in town.screen() if seen.id == message)


def test_what_is_still_needed_stands_at_its_field_and_all_that_was_typed_is_still_there(anna: Person) -> None:
    anna.types("project nieuw")
    anna.clicks("Opslaan", name="", status="ongoing", ends_on="2027-03-01")
    assert "Vul dit nog in." in anna.last.words
    assert (anna.value("status"), anna.value("ends_on")) == ("ongoing", "2027-03-01")


def test_what_is_wrong_stands_at_its_field_and_all_that_was_typed_is_still_there(anna: Person) -> None:
    registers(anna)
    anna.types("project nieuw")
    anna.clicks("Opslaan", name="Park Singel", status="ongoing", starts_on="2027-05-01", ends_on="2027-03-01")
    assert "⚠️" in anna.last.words
    assert anna.value("name") == "Park Singel"
    assert anna.value("starts_on") == "2027-05-01"


def test_a_form_that_is_sent_twice_is_saved_once(anna: Person) -> None:
    anna.types("project nieuw")
    form = anna.last
    sent = {"form": True, **anna.standing(form), "f.name": "Park Singel", "f.status": "ongoing"}
    anna.presses(form, "project.create", sent)
    anna.presses(form, "project.create", sent)
    anna.types("project lijst")
    assert anna.last.words.count("Park Singel") == 1


def test_a_cancelled_form_saves_nothing(anna: Person) -> None:
    anna.types("project nieuw")
    anna.clicks("Annuleren", name="Park Singel")
    assert "Er is niets opgeslagen." in anna.last.words
    anna.types("project lijst")
    assert "Park Singel" not in anna.last.words


def test_a_long_list_is_searched_in_pages_and_what_was_typed_stays(town: Town, anna: Person) -> None:
    with_areas(town, anna, 45)
    anna.types("project nieuw")
    assert options(anna) == [f"Buurt {number:02}" for number in range(1, 20)]
    anna.clicks("Meer", name="Park Singel", areas="BU00000001")
    assert options(anna)[:2] == ["Buurt 01", "Buurt 20"]
    assert (anna.value("name"), anna.value("areas")) == ("Park Singel", "BU00000001")
    anna.clicks("Zoek", query={"areas": "Buurt 44"})
    assert options(anna) == ["Buurt 01", "Buurt 44"]
    anna.clicks("Opslaan", status="ongoing", areas="BU00000001,BU00000044")
    anna.types("project toon Park Singel")
    assert "Buurt 01" in anna.last.words
    assert "Buurt 44" in anna.last.words


def with_areas(town: Town, person: Person, how_many: int) -> None:
    person.types("samenspel")
    with town.database.session(1, writes=True) as db:
        db.add(Area(code="GM0000", name="Voorbeeld", kind=AreaKind.MUNICIPALITY))
        db.flush()
        for number in range(1, how_many + 1):
            code = f"BU0000{number:04}"
            db.add(Area(code=code, name=f"Buurt {number:02}", kind=AreaKind.NEIGHBOURHOOD, parent="GM0000"))


def options(person: Person) -> list[str]:
    found = [each for each in things(person.last.cards[0]) if each.get("id") == "f.areas"]
    return [choice["title"].partition(" (")[0] for choice in found[0]["choices"] if "Buurt" in choice["title"]]


@pytest.mark.parametrize("letter", ["é", "💧", '"'])
def test_however_much_was_typed_can_be_changed(town: Town, anna: Person, letter: str) -> None:
    registers(anna)
    long = letter * limits.TYPED
    for _ in range(2):
        anna.types("project wijzig Park Singel")
        town.receive(town.activity(anna, pressed(anna, "Invloed van inwoners")))
        sent = pressed(anna, "Opslaan", **dict.fromkeys(("level_reason", "fixed", "open"), long))
        assert town.receive(town.activity(anna, sent)).status == 200
        assert "Opgeslagen" in anna.last.words
    anna.types("project wijzig Park Singel")
    town.receive(town.activity(anna, pressed(anna, "Invloed van inwoners")))
    assert [anna.value(key) for key in ("level_reason", "fixed", "open")] == [long] * 3


def pressed(person: Person, label: str, **inputs: str) -> dict[str, Any]:
    """A click on the newest message, however large it is."""
    action = next(each for each in person.last.actions if each["title"] == label)
    data = {**action["data"], **person.standing(person.last), **{f"f.{key}": words for key, words in inputs.items()}}
    value = {"action": {"type": "Action.Execute", "verb": action["verb"], "data": data}}
    return {"type": "invoke", "name": "adaptiveCard/action", "value": value, "replyToId": person.last.id}


def test_a_colleague_is_picked_from_the_organisation_and_hears_of_it(anna: Person, bert: Person) -> None:
    registers(anna)
    anna.types("project rollen Park Singel")
    anna.clicks("Opslaan", communication_adviser=bert.user)
    assert "Park Singel" in bert.last.words
    bert.clicks("Ja")
    anna.types("project toon Park Singel")
    assert "Bert Bos" in anna.last.words


def test_somebody_without_the_app_cannot_be_picked(town: Town, anna: Person) -> None:
    bert = town.person("Bert Bos", stranger=True)
    town.connector.without_app.add(bert.user)
    registers(anna)
    anna.types("project rollen Park Singel")
    anna.clicks("Opslaan", communication_adviser=bert.user)
    assert "⚠️" in anna.last.words


def test_a_click_by_somebody_who_may_not_is_refused_and_changes_nothing(town: Town, anna: Person, bert: Person) -> None:
    registers(anna)
    anna.types("project toon Park Singel")
    card = anna.last
    words = card.words
    edit = next(action for action in card.actions if action["verb"] == "project.edit")
    bert.presses(card, edit["verb"], edit["data"])
    assert "Dat kan niet" in bert.last.words or "wijzigen dit" in bert.last.words
    assert form_words(town, card.id) == words


def test_a_guest_gets_one_friendly_sentence(town: Town) -> None:
    gast = town.person("Gast", role="guest")
    gast.types("project lijst")
    assert town.connector.posted(gast.chat)
    assert len(gast.sees_all) == 1


def test_who_has_no_chat_with_us_hears_in_the_channel_how_to_get_one(town: Town, anna: Person) -> None:
    town.connector.without_app.add(anna.user)
    anna.types("project", CHANNEL)
    assert "Open eerst je eigen chat met mij" in anna.sees_all[-1].words
    assert "Park" not in anna.sees_all[-1].words


def test_an_answer_that_was_asked_for_in_a_channel_can_be_shared_there(town: Town, anna: Person) -> None:
    registers(anna)
    anna.types("project toon Park Singel", CHANNEL)
    anna.clicks("Deel in kanaal", anna.last)
    assert "Park Singel" in town.screen()[-1].words or "Park Singel" in anna.sees_all[-1].words
    assert len(town.connector.posted(CHANNEL)) == 1


def test_a_click_on_their_own_page_draws_it_again(town: Town, anna: Person, bert: Person) -> None:
    for name in ("Park Singel", "Kade"):
        registers(anna, name)
        anna.types(f"project rollen {name}")
        anna.clicks("Opslaan", communication_adviser=bert.user)
    bert.types("samenspel")
    page = bert.last
    assert "Er wachten 2 vragen op jou" in page.words
    bert.clicks("Ja op alles", page)
    assert "op jou" not in form_words(town, page.id)
    assert "Je bent nu communicatieadviseur bij Kade." in bert.last.words


def test_what_breaks_is_a_number_and_the_form_stays(town: Town, anna: Person) -> None:
    anna.types("project nieuw")
    town.database.engine.dispose()
    with town.database.session(None, writes=True) as db:
        db.execute(text("ALTER TABLE project RENAME TO gone"))
    anna.clicks("Opslaan", name="Park Singel", status="ongoing")
    assert "N-" in anna.last.words
    assert anna.value("name") == "Park Singel"


def test_when_it_is_storage_the_sentence_says_so(town: Town, anna: Person) -> None:
    anna.types("project nieuw")
    with town.database.engine.connect() as connection:
        connection.execute(text("PRAGMA query_only = ON"))
    # The work that the town does after a click cannot be done either.
    with suppress(OperationalError):
        anna.clicks("Opslaan", name="Park Singel", status="ongoing")
    assert "Ik kan nu niets opslaan" in anna.last.words
    assert anna.value("name") == "Park Singel"


def test_a_message_that_teams_repeats_is_answered_once(town: Town, anna: Person) -> None:
    activity = town.activity(anna, {"type": "message", "text": "project"})
    assert [town.receive(activity).status for _ in range(2)] == [200, 200]
    assert len(anna.sees_all) == 1


def test_words_to_a_busy_database_get_a_sentence_and_are_not_taken_for_answered(
    sqlite: SqliteDatabases, connector: Connector
) -> None:
    """With little patience: it is not given free as long as we wait for it."""
    with sqlite.opened(dt.timedelta(milliseconds=200)) as database, open_town(database, connector) as town:
        speaks_to_a_busy_database(town, town.person("Anna de Vries"))


def speaks_to_a_busy_database(town: Town, anna: Person) -> None:
    activity = town.activity(anna, {"type": "message", "text": "project lijst"})
    with town.database.session(None, writes=True):
        assert town.receive(activity).status == 200
    assert "Ik kan nu even niet bij mijn gegevens" in anna.last.words
    assert town.receive(activity).status == 200
    assert "Projecten" in anna.last.words


def test_a_click_on_a_broken_database_gets_a_sentence(town: Town, anna: Person) -> None:
    """Where it was asked is looked up before anything else."""
    registers(anna)
    anna.types("project toon Park Singel", CHANNEL)
    with town.database.session(None, writes=True) as db:
        db.execute(text("ALTER TABLE conversation RENAME TO gone"))
    anna.presses(anna.last, "share", next(each["data"] for each in anna.last.actions if each["verb"] == "share"))
    assert "N-" in anna.last.words


def test_two_long_names_are_two_messages(town: Town, anna: Person) -> None:
    long = "19:" + "k" * 300 + "@thread.tacv2"
    for end in "12":
        said = {"type": "message", "text": "project lijst", "id": "i" * 300 + end}
        assert town.receive(town.activity(anna, said, long)).status == 200
    assert len(anna.sees_all) == 2


def test_nothing_is_shared_in_a_channel_of_another_organisation(town: Town, anna: Person) -> None:
    registers(anna)
    anna.types("project toon Park Singel", CHANNEL)
    share = next(action for action in anna.last.actions if action["verb"] == "share")
    elsewhere = {**share["data"], "place": "19:elders@thread.tacv2"}
    anna.presses(anna.last, "share", elsewhere)
    assert not [seen for seen in town.screen() if seen.conversation.startswith("19:")]
    assert "Delen" in anna.last.words or "kan" in anna.last.words


def test_words_that_come_as_a_page_are_read_as_words(anna: Person) -> None:
    """Some clients send what was typed as HTML; what a person typed themselves comes escaped."""
    anna.types("<p>project&nbsp;lijst</p>")
    assert anna.last.words.startswith("Projecten")
    anna.types("<div>project nieuw &lt;p&gt;lijst<br/></div>")
    assert anna.value("name") == "<p>lijst"


def test_a_chat_that_takes_no_answer_is_one_line_in_the_log(
    town: Town, anna: Person, caplog: pytest.LogCaptureFixture
) -> None:
    town.connector.plans("POST", *[Answer(403)] * 10)
    anna.types("help")
    told = [record for record in caplog.records if record.levelname in ("ERROR", "WARNING")]
    assert [record.levelname for record in told] == ["WARNING"]
    assert all(record.exc_info is None for record in told)
