"""Answers that one person sees, where they asked; and the action on a message. Held against Microsoft's pages."""

from typing import Any

import pytest
from sqlalchemy import select

from storage.register.drafts import Draft
from tests.teams.person import Person
from tests.teams.town import CHANNEL, TENANT, Town

Json = dict[str, Any]
THREAD = f"{CHANNEL};messageid=1700000000000"
GROUP = "19:groepschat@thread.v2"


def registers(person: Person, name: str = "Park Singel") -> None:
    person.types("project nieuw")
    person.clicks("Opslaan", name=name, status="ongoing")


def asides(town: Town) -> list[Json]:
    return [call.body for call in town.connector.calls if call.path.endswith("activities?isTargetedActivity=true")]


def chats(town: Town, person: Person) -> int:
    return sum(seen.conversation == person.chat for seen in town.screen())


@pytest.mark.parametrize("where", [CHANNEL, THREAD, GROUP])
def test_a_slash_command_is_answered_where_it_was_asked_for_the_asker_only(
    town: Town, anna: Person, bert: Person, where: str
) -> None:
    registers(anna)
    before = chats(town, anna)
    anna.slashes("project lijst", where)
    answer = anna.sees_all[-1]
    assert "Park Singel" in answer.words
    assert (answer.conversation, answer.only_for) == (where.partition(";")[0], anna.member)
    assert chats(town, anna) == before
    assert not [seen for seen in bert.sees_all if seen.conversation.startswith("19:")]


def test_it_stands_in_the_thread_and_below_what_was_asked(town: Town, anna: Person) -> None:
    anna.slashes("/project lijst", THREAD, id="1699999999999")
    call = town.connector.calls[-1]
    assert call.path == f"/v3/conversations/{THREAD}/activities?isTargetedActivity=true"
    assert call.body["recipient"] == {"id": anna.member}
    assert call.body["entities"] == [{"type": "targetedMessageInfo", "messageId": "1699999999999"}]


def test_what_follows_on_a_click_stays_between_us(town: Town, anna: Person, bert: Person) -> None:
    registers(anna)
    anna.slashes("project basis Park Singel", CHANNEL)
    card = anna.sees_all[-1]
    data = next(action["data"] for action in card.actions if action["verb"] == "baseline.all")
    anna.presses(card, "baseline.undo", {**data, "args": {**data["args"], "step": "O3"}})
    [put] = [call for call in town.connector.calls if call.method == "PUT" and CHANNEL in call.path]
    assert put.path == f"/v3/conversations/{CHANNEL}/activities/{card.id}?isTargetedActivity=true"
    assert "recipient" not in put.body
    card = next(seen for seen in anna.sees_all if seen.id == card.id)
    assert anna.answer["value"]["body"] == card.cards[0]["body"], "who clicked sees it at once"
    assert all(each["data"]["aside"].endswith(CHANNEL) for each in card.actions)
    assert not [seen for seen in bert.sees_all if seen.conversation == CHANNEL]


def test_it_can_be_shared_with_everybody_there(town: Town, anna: Person, bert: Person) -> None:
    registers(anna)
    anna.slashes("project toon Park Singel", CHANNEL)
    anna.clicks("Deel in kanaal", anna.sees_all[-1])
    [shared] = [seen for seen in bert.sees_all if seen.conversation == CHANNEL]
    assert "Park Singel" in shared.words


def test_where_it_is_refused_the_answer_is_in_their_own_chat(town: Town, anna: Person) -> None:
    registers(anna)
    town.connector.refuses_asides = True
    anna.slashes("project toon Park Singel", CHANNEL)
    assert "Park Singel" in anna.last.words
    assert not [seen for seen in town.screen() if seen.conversation == CHANNEL]
    anna.clicks("Deel in kanaal", anna.last)
    assert len(town.connector.posted(CHANNEL)) == 2, "what was refused, and what is for everybody"


def test_a_form_is_in_their_own_chat_and_they_are_told_where(town: Town, anna: Person) -> None:
    anna.slashes("project nieuw", CHANNEL)
    assert anna.submit == "Opslaan"
    told = next(seen for seen in anna.sees_all if seen.conversation == CHANNEL)
    assert "Het antwoord staat in je eigen chat" in told.words
    assert told.only_for == anna.member


def test_a_mention_is_answered_in_their_own_chat(town: Town, anna: Person) -> None:
    """What everybody reads may come from a client that does not know messages for one person."""
    anna.types("project lijst", CHANNEL)
    assert not asides(town)
    assert "Projecten" in anna.last.words or anna.last.words


def test_in_their_own_chat_nothing_is_for_one_person(town: Town, anna: Person) -> None:
    anna.slashes("project lijst", "")
    assert not asides(town)


@pytest.mark.parametrize("whose", ["nobody's", "true", "anna's"])
def test_only_a_button_that_we_put_aside_for_this_person_is_answered_so(
    town: Town, anna: Person, bert: Person, whose: str
) -> None:
    """Whatever a client sends along: else a Teams that does not know such messages would show them to all."""
    registers(anna)
    anna.slashes("project toon Park Singel", CHANNEL)
    theirs = anna.sees_all[-1].actions[0]["data"]["aside"]
    anna.clicks("Deel in kanaal", anna.sees_all[-1])
    shared = next(seen for seen in bert.sees_all if seen.conversation == CHANNEL)
    before = len(asides(town))
    mark = {"nobody's": f"{'0' * 32} {CHANNEL}", "true": True, "anna's": theirs}[whose]
    bert.presses(shared, "project.list", {"args": {}, "aside": mark})
    assert len(asides(town)) == before
    assert "Projecten" in bert.last.words or "Park Singel" in bert.last.words


# "Bewaar als les" on a message


def chosen(writer: Person | None, html: str = "<p>Neem&nbsp;de tijd.</p><p>En <b>luister</b>.</p>") -> Json:
    """As Microsoft's page has it."""
    user = {"userIdentityType": "aadUser", "id": writer.user, "displayName": writer.name} if writer else None
    sender = {"device": None, "conversation": None, "user": user, "application": None}
    body = {"contentType": "html", "content": html}
    payload: Json = {
        "id": "1611060744833",
        "replyToId": None,
        "deleted": False,
        "body": body,
        "from": sender,
        "mentions": [],
    }
    value = {"commandId": "lesson.from_message", "commandContext": "message", "messagePayload": payload}
    return {"type": "invoke", "name": "composeExtension/fetchTask", "value": value}


def test_my_own_message_becomes_a_form_with_its_words(town: Town, anna: Person) -> None:
    answered = town.sends(anna, chosen(anna), CHANNEL)
    assert answered["task"]["type"] == "message"
    assert "eigen chat" in answered["task"]["value"]
    assert anna.value("what_happened") == "Neem de tijd.\nEn luister."


def test_whoever_wrote_it_is_asked_first(town: Town, anna: Person, bert: Person) -> None:
    town.sends(anna, chosen(bert), CHANNEL)
    assert "Neem de tijd." in bert.last.words
    assert not town.connector.posted(CHANNEL)
    with town.database.session(1) as db:
        assert len(db.scalars(select(Draft)).all()) == 1


def test_a_chat_between_two_others_is_not_taken_for_their_own_with_us(town: Town, anna: Person) -> None:
    between = "19:anna_carla@unq.gbl.spaces"
    talk = {"conversation": {"id": between, "conversationType": "personal", "tenantId": TENANT}}
    town.sends(anna, chosen(anna) | talk)
    assert anna.value("what_happened")
    assert not town.connector.posted(between)
    assert town.connection.references.of_place(between) is None


def test_a_message_of_an_app_has_no_writer_to_ask(town: Town, anna: Person) -> None:
    town.sends(anna, chosen(None), CHANNEL)
    assert anna.submit


def test_whoever_has_no_chat_with_us_reads_in_the_dialog_how_to_get_one(town: Town, anna: Person) -> None:
    town.connector.without_app.add(anna.user)
    answered = town.sends(anna, chosen(anna), CHANNEL)
    assert "Voeg Samenspel toe bij Apps" in answered["task"]["value"]
    assert not town.screen()


def test_another_command_of_an_extension_is_left_alone(town: Town, anna: Person) -> None:
    activity = chosen(anna)
    activity["value"]["commandId"] = "iets.anders"
    assert town.sends(anna, activity, CHANNEL) == {}
    assert town.connector.calls == []
