"""The test room is as strict as a chat platform: what it lets through, a person could have done."""

from collections.abc import Sequence

import pytest

from bot.chat.cards import Attachment, Button, Card, Choices, Paragraph, Text, typed
from bot.chat.feature import Feature
from bot.chat.forms import Field, Form, Option
from bot.chat.replies import Ask
from bot.chat.router import Router
from storage.people.municipalities import Municipality
from storage.register import projects
from tests.chat.tiny import TINY
from tests.givens import a_colleague, a_lesson, a_moment, a_project, an_area, asked
from tests.inspection import Inspector
from tests.room import NotInTheRoom, Person, Room, open_room  # noqa: F401, open_room is a fixture


@pytest.fixture
def features() -> Sequence[Feature]:
    return (TINY,)


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna", discipline="communication")


def wishes(person: Person, **answers: object) -> None:
    person.types("/wens nieuw")
    person.fills(**{"wish": "Een bankje", **answers})  # type: ignore[arg-type]
    person.submits()


def test_a_form_is_filled_in_and_sent(room: Room, anna: Person) -> None:
    anna.types("/wens nieuw")
    assert anna.form.title == "Nieuwe wens"
    assert anna.options("size") == ["Groot", "Klein"]
    assert anna.options("place", "da") == ["Daar"]
    anna.fills(wish="Een bankje", size="Groot", place="Daar", tags=["big", "Klein"], day="2026-12-09", number=3)
    anna.fills(sure=True)
    assert "Waar: Daar" in anna.screen
    assert anna.form["tags"] == ("big", "small")
    anna.submits()
    assert anna.sees_alone("Een bankje")
    assert room.channel.is_silent()
    assert anna.screen == "Een wens\nEen bankje\n(Alleen jij ziet dit.)\n[Vergeet] [Lees meer]"


def test_who_is_named_hears_it_in_private_and_answers(room: Room, anna: Person) -> None:
    kwame = room.person("Kwame")
    wishes(anna, granter=kwame)
    assert kwame.hears("Anna wil graag: Een bankje")
    assert anna.hears_nothing()
    kwame.clicks("Ja")
    assert kwame.sees("Vervuld")
    assert "[Ja]" not in kwame.chat
    assert anna.hears("Vervuld")


def test_a_form_refuses_what_a_platform_refuses(anna: Person) -> None:
    anna.types("/wens nieuw")
    with pytest.raises(NotInTheRoom, match="required: wish"):
        anna.submits()
    for wrong, why in {
        "wish": (Text("x"), "not for"),
        "size": ("Reusachtig", "offers no"),
        "place": ("er", "more than one"),
        "day": ("2019", "picks a day"),
        "day ": ("2026-02-30", "to pick"),
        "number": ("drie", "takes a number"),
        "colour": ("rood", "no field"),
        "granter": ("Kwame", "not for"),
        "photo": ("foto.png", "not for"),
    }.items():
        value, complaint = why
        with pytest.raises(NotInTheRoom, match=complaint):
            anna.fills(**{wrong.strip(): value})  # type: ignore[arg-type]
    with pytest.raises(NotInTheRoom, match="40 characters"):
        anna.fills(wish="x" * 41)
    with pytest.raises(NotInTheRoom, match="one line"):
        anna.fills(wish="een\ntwee")


@pytest.mark.parametrize(
    ("field", "complaint"),
    [
        (Field("size", typed("1"), "choice", (Option("big", typed("2")),), value="huge"), "'huge', which it does not"),
        (Field("tags", typed("1"), "choices", (Option("big", typed("2")),), value=("huge",)), "it does not offer"),
        (Field("day", typed("1"), "date", value="gisteren"), "is no date"),
        (Field("number", typed("1"), "number", value="drie"), "is no number"),
    ],
)
def test_a_form_is_filled_in_with_what_its_fields_can_show(field: Field, complaint: str) -> None:
    """A platform would leave the field empty; what comes back with an error there is what somebody filled in."""
    ask = Ask(Form(typed("1"), (field,), typed("2"), "wish.save"))
    inspector = Inspector(Router([TINY]), "nl")
    (found,) = inspector.form(ask)
    assert complaint in found
    assert inspector.form(Ask(ask.form, {field.key: typed("3")})) == []


def test_a_form_in_front_is_finished_first(anna: Person) -> None:
    anna.types("/wens nieuw")
    with pytest.raises(NotInTheRoom, match="a form is in front"):
        anna.types("/wens lijst")
    anna.closes_the_form()
    anna.types("/wens lijst")
    with pytest.raises(NotInTheRoom, match="no form open"):
        anna.submits()


def test_an_error_leaves_the_form_open_with_everything_in_it(room: Room, anna: Person) -> None:
    kwame = room.person("Kwame")
    wishes(anna, wish="geld", size="big", place="Hier", tags=["small"], day="2026-12-09", number=3, granter=kwame)
    assert anna.form.errors == {"wish": "Alles, maar geen geld."}
    assert anna.form["granter"] == kwame.account
    anna.fills(wish="Een boom")
    anna.submits()
    assert anna.sees("Een boom")
    assert kwame.hears("Een boom")


def test_a_button_in_a_form_draws_it_again(anna: Person) -> None:
    anna.types("/wens nieuw")
    anna.fills(size="Klein")
    anna.clicks("Vul een voorbeeld in")
    assert anna.form["wish"] == "Een boom"
    assert anna.form["size"] == "small"


def test_a_click_needs_a_button_on_the_screen(room: Room, anna: Person) -> None:
    room.given(a_lesson("Een bankje"), a_lesson("Een boom"))
    with pytest.raises(NotInTheRoom, match="no button"):
        anna.clicks("Vervul")
    anna.types("/wens lijst")
    with pytest.raises(NotInTheRoom, match=r"which \[Vervul\]"):
        anna.clicks("Vervul")
    with pytest.raises(NotInTheRoom, match="no button"):
        anna.clicks("Vervul", beside="Een paard")
    with pytest.raises(NotInTheRoom, match="no command of ours"):
        anna.types("/onzin")


def test_a_question_before_the_click_must_be_answered(anna: Person) -> None:
    wishes(anna)
    with pytest.raises(NotInTheRoom, match="asks to confirm"):
        anna.clicks("Vergeet")
    with pytest.raises(NotInTheRoom, match="the bot hears nothing"):
        anna.clicks("Lees meer")
    anna.clicks("Vergeet", confirming="Weg is weg")
    assert anna.screen == "Vergeten"
    anna.clicks_an_old("Vergeet")
    assert anna.sees("Deze knop werkt niet meer")


def test_only_the_row_with_the_button_is_replaced(room: Room, anna: Person) -> None:
    wishes(anna)
    wishes(anna, wish="Een boom")
    anna.types("wens lijst")
    anna.clicks("Vervul", beside="Een boom")
    assert anna.screen == "Alle wensen\nEen bankje [Vervul]\nVervuld\nEen boom"
    with pytest.raises(NotInTheRoom, match="no button"):
        anna.clicks("Vervul", beside="Een boom")


def test_in_a_channel_a_row_cannot_be_replaced_alone(room: Room, anna: Person) -> None:
    wishes(anna)
    anna.types("/wens lijst")
    anna.clicks("Vervul")
    assert anna.screen == "Vervuld\nEen bankje"


def test_what_is_shared_is_seen_by_all(room: Room, anna: Person) -> None:
    kwame = room.person("Kwame")
    wishes(anna)
    assert kwame.sees_nothing_of("Een bankje")
    anna.shares()
    assert room.channel.sees("Een bankje")
    assert not room.channel.sees("Alleen jij ziet dit.")
    assert not anna.sees_alone("Een bankje")
    assert not kwame.sees_nothing_of("Een bankje")


def test_there_is_nothing_to_share_in_a_chat_of_two(anna: Person) -> None:
    anna.types("wens nieuw")
    anna.fills(wish="Een bankje")
    anna.submits()
    with pytest.raises(NotInTheRoom, match="nothing to share"):
        anna.shares()


def test_long_work_is_done_and_reported(room: Room, anna: Person) -> None:
    wishes(anna, photo=Attachment("bankje.png", b"hout"))
    assert anna.sees("Je krijgt een bericht zodra het klaar is.")
    assert anna.hears("Ik heb je foto bekeken\n(bestand: wens.txt)")


def test_people_have_a_page_of_their_own(anna: Person) -> None:
    assert anna.home() == "Welkom\n[Nieuw]"
    anna.clicks("Nieuw")
    anna.fills(wish="Een bankje")
    anna.submits()
    assert anna.sees("Een bankje")
    assert "Een bankje" in anna.chat


def test_the_clock_is_the_municipality_s_own(room: Room) -> None:
    room.at("2026-07-01 09:00")
    assert f"{room.now:%H:%M}" == "07:00"
    room.turn(days=1, hours=1)
    assert f"{room.now:%d %H:%M}" == "02 08:00"


def test_the_register_holds_what_is_given(room: Room, anna: Person) -> None:
    room.given(
        an_area("Noord", kind="wijk"),
        an_area("Bloemenbuurt", within="Noord"),
        a_colleague("Marieke", discipline="projectleider"),
        a_project("Singel", status="komend", areas=["Noord", "Haven"], groups=["jongeren"], starts_on="2026"),
        a_project("Park", project_lead=anna, communication_adviser=asked("Marieke")),
        a_moment(project="Singel", areas=["Bloemenbuurt"], ends_on="2026-12-10"),
    )
    with room.storage() as db:
        found = {name: projects.projects_called(db, name)[0] for name in ("Singel", "Park")}
        states = {assigned.colleague.name: assigned.state.value for assigned in found["Park"].roles}
    assert found["Singel"].key == "P01"
    assert found["Singel"].starts_on is not None
    assert found["Singel"].starts_on.iso == "2026"
    assert states == {"Anna": "accepted", "Marieke": "asked"}


def test_a_message_waits_for_who_has_no_account_yet(room: Room) -> None:
    room.given(a_colleague("Kwame", email="kwame@voorbeeld.example"))
    room.person("Anna").types("/wens groet")
    kwame = room.person("Kwame", stranger=True)
    kwame.types("/wens")
    room.turn(minutes=2)
    assert kwame.hears("Opslaan")


def test_the_sample_municipality_moves_in(room: Room) -> None:
    room.sample()
    marieke = room.person("Marieke van Dam")
    with room.storage() as db:
        havenkade = projects.projects_called(db, "Herinrichting Havenkade")[0]
    assert [role.colleague.id for role in havenkade.roles if role.role == "project_lead"] == [marieke.id]


def test_the_municipality_has_settings(room: Room, anna: Person) -> None:
    room.settings(keeper=anna, holiday_region="Zuid")
    with room.storage() as db:
        home = db.get_one(Municipality, room.municipality_id)
    assert (home.keeper_id, home.holiday_region) == (anna.id, "Zuid")


def test_a_message_is_in_the_language_of_its_reader(room: Room, anna: Person) -> None:
    room.person("Kwame", language="en")
    with pytest.raises(AssertionError, match="another language than the reader's"):
        anna.types("/wens groet")


SIX = tuple(Button(typed(str(number)), "wish.list") for number in range(6))
TWO = (Field("a", typed("A")), Field("a", typed("B")))


def _form(*fields: Field, title: str = "Titel") -> Form:
    return Form(typed(title), fields, typed("Ja"), "wish.save")


def _card(text: Text) -> Card:
    return Card(typed("Titel"), (Paragraph(text),))


def _with_button(action: str, label: str = "Klik", **args: str) -> Card:
    return Card(typed("Titel"), buttons=(Button(typed(label), action, args),))


@pytest.mark.parametrize(
    ("drawn", "complaint"),
    [
        (Card(typed("Titel"), buttons=SIX), "at most 5 buttons of its own"),
        (Card(typed("Titel"), (Choices(SIX),)), "at most 5 buttons stand in a row"),
        (_with_button("nergens"), "leads nowhere"),
        (_with_button("command", command="onzin"), "a command that nobody has"),
        (_with_button("wish.list", who="Jan de Boer"), "only ids travel"),
        (_with_button("wish.list", who="Anna"), "only ids travel"),
        (_with_button("wish.list", label=""), "without words"),
        (_card(Text("**{name}**")), "has nothing for 'name'"),
        (_card(Text("Beste Anna")), "not in a texts.toml"),
        (_card(Text("nothing filled in")), "another language than the reader's"),
        (_card(Text("** {x}", {"x": "y"})), "without its partner"),
        (Ask(_form(title="x" * 25)), "at most 24 characters"),
        (Ask(_form(*TWO)), "two fields are called a"),
        (Ask(_form(Field("a", typed("A"), "search", source="b"))), "which nobody has"),
        (Ask(_form(Field("a", typed("A"), "choice"))), "has 0 options"),
        (Ask(_form(Field("a", typed("")))), "has no label"),
        (Ask(_form(), errors={"a": typed("Fout")}), "not in the form"),
    ],
)
def test_what_breaks_a_house_rule_does_not_get_through(drawn: Card | Ask, complaint: str) -> None:
    inspector = Inspector(Router((TINY,)), "nl", ["Anna"])
    complaints = inspector.form(drawn) if isinstance(drawn, Ask) else inspector.card(drawn)
    assert len(complaints) == 1
    assert complaint in complaints[0]
