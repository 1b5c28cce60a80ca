"""What colleagues say of themselves, and what administrators look after."""

import pytest

from bot.people.naming import WITHOUT_A_NAME
from tests.features.scenes import asks_for, history, names, roles
from tests.givens import a_colleague, a_project, an_area, named
from tests.room import Person, Room


@pytest.fixture
def boss(room: Room) -> Person:
    return room.person("Boss", admin=True)


def test_a_profile_is_kept(room: Room, anna: Person) -> None:
    room.given(an_area("Noord"))
    anna.types("/samenspel profiel")
    anna.fills(disciplines=["projectleider", "omgevingsmanager"], areas=["Noord"], department="Ruimte")
    anna.submits()
    anna.types("/samenspel profiel")
    assert anna.sees("omgevingsmanager, projectleider") or anna.sees("projectleider, omgevingsmanager")
    assert anna.sees("In welke gebieden werk je?: Noord")
    assert anna.form["department"] == "Ruimte"
    anna.fills(disciplines=["iets anders"], areas=None)
    anna.submits()
    anna.types("/samenspel profiel")
    assert (anna.form["disciplines"], anna.form["areas"]) == (("other",), None)


def test_another_language_holds_at_once(room: Room, anna: Person) -> None:
    room.given(a_project("Kade", project_lead=room.person("Lead")))
    anna.types("/samenspel profiel")
    anna.fills(language="Engels")
    anna.submits()
    assert anna.sees("Your profile has been saved")
    anna.types("/project")
    assert anna.sees("Everyone's latest projects:")
    anna.types("/project toon Kade")
    assert anna.sees("ongoing")
    names(room.person("Boss", admin=True), "Kade", area_manager=anna)
    assert anna.hears("Will you be area manager on Kade?")


def test_the_language_of_the_platform_is_where_it_begins(room: Room) -> None:
    emma, jan = room.person("Emma", language="en-GB", stranger=True), room.person("Jan", language="fr", stranger=True)
    emma.types("/samenspel")
    jan.types("/samenspel")
    assert emma.sees("New project")
    assert jan.sees("Nieuw project")


def test_the_first_administrator_is_asked_for_an_overview_keeper(boss: Person) -> None:
    boss.types("/samenspel")
    assert boss.sees("Er is nog geen overzichthouder.")
    boss.clicks("Kies iemand")
    assert boss.form.title == "Instellingen"
    assert boss.form.fields["keeper"].required


def test_a_municipality_without_a_name_is_given_one_by_an_administrator(room: Room, anna: Person, boss: Person) -> None:
    """Slack says how it is called; Teams does not."""
    room.settings(name=WITHOUT_A_NAME)
    assert "Dag Anna. Dit is jouw pagina." in anna.home()
    assert "hoe jullie gemeente heet" not in anna.home()
    assert "Ik weet nog niet hoe jullie gemeente heet." in boss.home()
    boss.clicks("Vul de naam in")
    assert boss.form["name"] is None
    boss.fills(name="Elders", keeper=boss)
    boss.submits()
    assert "Dit is jouw pagina bij Elders." in anna.home()
    assert "heet" not in boss.home()


def test_settings_are_kept(room: Room, anna: Person, boss: Person) -> None:
    boss.types("/samenspel instellingen")
    boss.fills(name="Gemeente Elders", keeper=anna, deputy=boss, region="Zuid", language="Engels")
    boss.submits()
    for line in ("Gemeente Elders", "Overzichthouder: Anna", "Vervanger: Boss", "vakanties: Zuid", "kanalen: Engels"):
        assert boss.sees(line)
    boss.types("/samenspel")
    assert not boss.sees("Er is nog geen overzichthouder.")
    anna.types("/samenspel instellingen")
    assert anna.sees("Overzichthouder: Anna")
    assert anna.sees("Beheerders: Boss")
    assert anna.sees("Alleen beheerders wijzigen dit.")
    assert not anna.sees("/samenspel instellingen")


def test_who_looks_after_the_overview_may_edit_everything(room: Room, anna: Person, boss: Person) -> None:
    room.given(a_project("Kade"))
    room.settings(deputy=anna)
    for keeper in (anna, boss):
        keeper.types("/project wijzig Kade")
        assert keeper.sees("Kies een onderdeel")


def test_a_guest_is_no_keeper_and_the_rest_stays_filled_in(room: Room, anna: Person, boss: Person) -> None:
    boss.types("/samenspel instellingen")
    boss.fills(keeper=anna, deputy=room.person("Gast", outsider=True), region="Zuid", name="Elders")
    boss.submits()
    assert list(boss.form.errors) == ["deputy"]
    assert (boss.form["region"], boss.form["name"], boss.form["keeper"]) == ("Zuid", "Elders", anna.account)
    boss.closes_the_form()
    boss.types("/samenspel")
    assert boss.sees("Er is nog geen overzichthouder.")


@pytest.mark.parametrize(
    ("action", "args"),
    [
        ("people.save_settings", {}),
        ("people.unlinked", {}),
        ("people.link", {"colleague": "2"}),
        ("people.save_link", {"colleague": "2"}),
        ("people.erase", {}),
        ("people.save_erase", {}),
    ],
)
def test_only_administrators_do_this(room: Room, anna: Person, boss: Person, action: str, args: dict[str, str]) -> None:
    room.settings(keeper=anna)
    told = asks_for(anna, action, {"colleague": str(boss.id), "sure": "yes", "account": str(boss.id)}, **args)
    assert "Alleen een beheerder kan dit." in told


def links(boss: Person, name: str, account: Person) -> None:
    boss.types("/samenspel instellingen")
    boss.clicks("Koppelen")
    boss.clicks("Koppel", beside=name)
    boss.fills(account=account)
    boss.submits()


@pytest.fixture
def a_keeper(room: Room, boss: Person) -> Person:
    room.settings(keeper=boss)
    return boss


def test_linking_makes_two_rows_one_person(room: Room, anna: Person, a_keeper: Person) -> None:
    """The list says Johanna with her work address; the chat knows her as Anna."""
    room.given(
        a_colleague("Johanna", email="j.smit@voorbeeld.example", key="C07"),
        a_project("Uit de lijst", project_lead=named("Johanna")),
        a_project("Uit de chat", project_lead=a_keeper, registered_by=anna.id),
    )
    names(a_keeper, "Uit de chat", communication_adviser=anna)
    anna.clicks("Ja")
    room.settings(keeper=a_keeper, deputy=anna)
    links(a_keeper, "Johanna", anna)
    assert a_keeper.sees("Johanna krijgt voortaan berichten in de chat.")
    assert roles(room, "Uit de lijst")["project_lead"] == ("Johanna", "named")
    assert roles(room, "Uit de chat")["communication_adviser"] == ("Johanna", "accepted")
    told = history(a_keeper, "Uit de chat")
    assert "Communicatieadviseur van nog niemand naar Johanna" in told
    assert "Johanna: zei ja" in told
    assert "oud-collega" not in told
    a_keeper.types("/samenspel instellingen")
    assert a_keeper.sees("Vervanger: Johanna")
    anna.types("/project")
    assert anna.sees("Uit de lijst")
    assert anna.sees("Uit de chat")


def test_linking_keeps_the_language_and_the_rights_of_who_arrived(room: Room, a_keeper: Person) -> None:
    emma = room.person("Emma", language="en", admin=True)
    room.given(a_colleague("Johanna"), a_project("Kade"))
    links(a_keeper, "Johanna", emma)
    emma.types("/samenspel")
    assert emma.sees("[Settings]")
    names(a_keeper, "Kade", area_manager=emma)
    assert emma.hears("Will you be area manager on Kade?")


def test_linking_keeps_the_profile_that_the_list_lacks(room: Room, a_keeper: Person) -> None:
    emma = room.person("Emma", discipline="projectleider", department="Ruimte")
    room.given(a_colleague("Johanna"))
    links(a_keeper, "Johanna", emma)
    emma.types("/samenspel profiel")
    assert emma.form["disciplines"] == ("project_lead",)
    assert emma.form["department"] == "Ruimte"


def test_whoever_was_named_by_an_arrival_still_tells_them_no(room: Room, a_keeper: Person) -> None:
    anna, kwame = room.person("Anna", admin=True), room.person("Kwame")
    room.given(a_colleague("Johanna"), a_project("Kade"))
    names(anna, "Kade", area_manager=kwame)
    links(a_keeper, "Johanna", anna)
    kwame.clicks("Dit is niet mijn taak")
    assert anna.hears("Kwame kan de rol omgevingsmanager bij Kade niet op zich nemen.")


def test_an_administrator_can_link_themselves(room: Room, a_keeper: Person) -> None:
    room.given(a_colleague("Johanna"))
    links(a_keeper, "Johanna", a_keeper)
    assert a_keeper.sees("Gekoppeld")
    a_keeper.types("/samenspel instellingen")
    assert a_keeper.sees("Overzichthouder: Johanna")
    a_keeper.clicks("Wijzig")


def test_a_guest_cannot_be_linked(room: Room, a_keeper: Person) -> None:
    room.given(a_colleague("Johanna"))
    links(a_keeper, "Johanna", room.person("Gast", outsider=True))
    assert list(a_keeper.form.errors) == ["account"]


def test_who_is_linked_is_no_longer_on_the_list(room: Room, anna: Person, a_keeper: Person) -> None:
    room.given(a_colleague("Johanna"))
    links(a_keeper, "Johanna", anna)
    a_keeper.types("/samenspel instellingen")
    assert not a_keeper.sees("[Koppelen]")


def test_an_e_mail_address_links_by_itself(room: Room) -> None:
    room.given(a_colleague("Johanna Smit", email="Johanna@voorbeeld.example"))
    room.given(a_project("Kade", project_lead="Johanna Smit"))
    johanna = room.person("jo", email="johanna@voorbeeld.example", stranger=True)
    johanna.types("/project")
    assert johanna.sees("Mijn laatste projecten:")
    assert johanna.sees("Kade")
