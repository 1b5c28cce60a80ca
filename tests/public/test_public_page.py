"""The public page of a project: previewed, asked for, agreed to, read, and taken away."""

import pytest
from sqlalchemy import select

from bot.chat.cards import Link
from bot.chat.file_names import plain_name
from glossary import Deed, Role, RoleState
from storage.people.audit import AuditRow
from storage.register import projects, public_pages, text_words
from storage.register.moments import Moment
from storage.register.projects import Project, RoleAssignment
from tests.features.scenes import asks_for, changes
from tests.givens import a_moment, a_project
from tests.person import Person
from tests.public.conftest import SURE, Resident, decided, puts_on
from tests.room import ADDRESS, Room

HERE = "voorbeeld", "park-singel"


def test_nobody_reads_what_is_only_previewed_or_asked(singel: Room, lead: Person, resident: Resident) -> None:
    lead.types("/project publiek Park Singel")
    assert lead.sees("Zo lezen inwoners dit project. Nog niemand ziet het.")
    assert lead.sees("Meer lindes – Dit nemen we over.")
    assert lead.sees("Minder auto's – Dit doen we niet. De weg blijft open.")
    lead.clicks("Vraag akkoord")
    assert lead.sees("Ik vraag het Joris Bakker")
    assert resident.visits(*HERE) is None
    assert resident.visits("voorbeeld") is None


def test_one_yes_puts_it_on_and_everybody_reads_the_whole_loop(
    singel: Room, lead: Person, adviser: Person, resident: Resident
) -> None:
    puts_on(lead, adviser)
    assert adviser.sees("De publieke pagina van Park Singel staat nu op internet.")
    (link,) = [each.button.url for each in adviser.buttons if isinstance(each.button, Link)]
    assert link == f"{ADDRESS}/publiek/voorbeeld/park-singel"
    page = resident.reads(*HERE)
    for words in (
        "De singel wordt groener.",
        "Welke bomen er komen",
        "De weg blijft",
        "U denkt mee.",
        "Inloopavond",
        "woensdag 9 december 2026",
        "https://praatmee.voorbeeld.example/singel",
        "Enquête bomen",
        "Meer lindes",
        "Dit doen we niet.",
        "De weg blijft open.",
        "U kreeg antwoord op 1 oktober 2026.",
        "Bloemenbuurt",
    ):
        assert words in page, words
    assert "Nadia" not in page
    assert "Joris" not in page
    with singel.storage() as db:
        assert [each.deed for each in db.scalars(select(AuditRow)) if each.deed is Deed.PAGE_PUBLISHED]


def test_the_question_comes_in_the_daily_message_and_is_one_click(
    singel: Room, lead: Person, adviser: Person, resident: Resident
) -> None:
    lead.types("/project publiek Park Singel")
    lead.clicks("Vraag akkoord")
    singel.at("2026-11-24 09:30")
    assert adviser.hears("Nadia Bouzid wil de publieke pagina van Park Singel op internet zetten.")
    adviser.clicks("Akkoord")
    assert resident.visits(*HERE)
    singel.at("2026-11-25 09:30")
    assert lead.hears("De communicatieadviseur zei ja.")


def test_a_no_has_a_reason_that_the_lead_reads(singel: Room, lead: Person, adviser: Person, resident: Resident) -> None:
    lead.types("/project publiek Park Singel")
    lead.clicks("Vraag akkoord")
    adviser.types("/project publiek Park Singel")
    adviser.clicks("Nee, want …")
    adviser.fills(reason="De bomen staan nog niet vast")
    adviser.submits()
    assert resident.visits(*HERE) is None
    lead.types("/project publiek Park Singel")
    assert lead.sees("De communicatieadviseur zei nee: De bomen staan nog niet vast")
    lead.clicks("Vraag akkoord")
    adviser.types("/project publiek Park Singel")
    assert not adviser.sees("De bomen staan nog niet vast")


def test_what_is_asked_again_is_not_told_as_old_news_too(singel: Room, lead: Person, adviser: Person) -> None:
    puts_on(lead, adviser)
    lead.types("/project publiek Park Singel")
    lead.clicks("Haal weg", confirming=SURE)
    lead.types("/project publiek Park Singel")
    lead.clicks("Vraag akkoord")
    singel.only("public", "daily")
    singel.at("2026-11-24 09:30")
    assert adviser.hears("Nadia Bouzid wil de publieke pagina van Park Singel op internet zetten.")
    assert not adviser.hears("haalde de publieke pagina")


def test_nobody_is_blocked_silently_where_there_is_no_adviser(room: Room, lead: Person) -> None:
    room.given(a_project("Havenkade", project_lead=lead))
    lead.types("/project publiek Havenkade")
    assert lead.sees("Op de rol van communicatieadviseur zei nog niemand ja.")
    assert not lead.sees("Vraag akkoord")
    lead.clicks("Vraag een collega")
    assert "communicatieadviseur" in lead.form.text.casefold()


def test_whoever_was_only_named_says_yes_to_the_role_right_there(room: Room, lead: Person, adviser: Person) -> None:
    """As after an import: until then nobody could ask for the page, and the card did not say why."""
    room.given(a_project("Havenkade", project_lead=lead, communication_adviser=adviser))
    with room.storage() as db:
        for each in db.scalars(select(RoleAssignment)):
            each.state = RoleState.NAMED
    eva = room.person("Eva")
    eva.types("/project publiek Havenkade")
    assert eva.sees("De projectleider kan deze pagina aanvragen. Op die rol zei nog niemand ja.")
    for person, role in ((lead, "projectleider"), (adviser, "communicatieadviseur")):
        person.types("/project publiek Havenkade")
        assert person.sees(f"Wil jij {role} zijn bij Havenkade?")
        person.clicks("Ja")
    lead.types("/project publiek Havenkade")
    lead.clicks("Vraag akkoord")
    assert lead.sees("Ik vraag het Joris Bakker")


def test_the_lead_takes_the_question_back_and_nobody_hears_of_a_page(
    singel: Room, lead: Person, adviser: Person
) -> None:
    lead.types("/project publiek Park Singel")
    lead.clicks("Vraag akkoord")
    adviser.types("/project publiek Park Singel")
    assert not adviser.sees("Trek de vraag in")
    assert not adviser.sees("Haal weg")
    lead.types("/project publiek Park Singel")
    lead.clicks("Trek de vraag in")
    assert lead.sees("De vraag over Park Singel is ingetrokken. Niemand ziet de pagina.")
    adviser.clicks("Akkoord")
    assert not adviser.sees("staat nu op internet")
    singel.only("public", "daily")
    singel.at("2026-11-24 09:30")
    assert adviser.hears_nothing()


def test_whoever_became_the_adviser_meanwhile_can_be_asked(
    singel: Room, lead: Person, adviser: Person, resident: Resident
) -> None:
    lead.types("/project publiek Park Singel")
    lead.clicks("Vraag akkoord")
    kees = singel.person("Kees Jansen")
    with singel.storage() as db:
        held = projects.project(db, db.scalars(select(Project.id)).one())
        assert held
        assigned = held.assignment(Role.COMMUNICATION_ADVISER)
        assert assigned
        assigned.colleague_id = kees.id
    lead.types("/project publiek Park Singel")
    lead.clicks("Vraag opnieuw")
    assert lead.sees("Ik vraag het Kees Jansen")
    singel.only("public", "daily")
    singel.at("2026-11-24 09:30")
    assert adviser.hears_nothing()
    assert kees.hears("Nadia Bouzid wil de publieke pagina van Park Singel op internet zetten.")
    kees.clicks("Akkoord")
    assert resident.visits(*HERE)


def test_the_sample_says_when_residents_had_their_answer(room: Room, resident: Resident) -> None:
    room.sample()
    marieke = room.person("Marieke van Dam")
    with room.storage() as db:
        project = db.scalars(select(Moment.project_id).where(Moment.key == "M01")).one()
        whole = projects.project(db, project)
        assert whole
        whole.roles = [
            RoleAssignment(role=role, colleague_id=marieke.id, state=RoleState.ACCEPTED)
            for role in (Role.PROJECT_LEAD, Role.COMMUNICATION_ADVISER)
        ]
        key, name = whole.key, plain_name(whole.name, 50, "")
    marieke.types(f"/project publiek {key}")
    marieke.clicks("Zet op internet")
    assert "U kreeg antwoord op 1 oktober 2026." in resident.reads("voorbeeld", name)


def test_whoever_is_both_puts_it_on_themselves(room: Room, lead: Person, resident: Resident) -> None:
    room.given(a_project("Havenkade", project_lead=lead, communication_adviser=lead))
    lead.types("/project publiek Havenkade")
    lead.clicks("Zet op internet")
    assert resident.visits("voorbeeld", "havenkade")


@pytest.mark.parametrize("who", ["lead", "adviser"])
def test_either_takes_it_away_at_once(
    singel: Room, lead: Person, adviser: Person, resident: Resident, who: str
) -> None:
    """Also while somebody reads: their next click says that it is gone."""
    puts_on(lead, adviser)
    person = {"lead": lead, "adviser": adviser}[who]
    person.types("/project publiek Park Singel")
    person.clicks("Haal weg", confirming=SURE)
    gone = resident.visits(*HERE)
    assert gone
    assert gone.withdrawn
    assert "Park Singel" not in gone.content.decode()
    assert "Deze pagina is er niet meer." in gone.content.decode()
    assert resident.visits(*HERE, "atom.xml") is None
    # The link on the page that is gone leads somewhere.
    assert "Wij vragen u hier nu niets." in resident.reads("voorbeeld")
    lead.types("/project publiek Park Singel")
    assert lead.sees("Vraag akkoord")


def test_others_look_and_decide_nothing(singel: Room, lead: Person, adviser: Person, resident: Resident) -> None:
    lead.types("/project publiek Park Singel")
    lead.clicks("Vraag akkoord")
    eva = singel.person("Eva")
    eva.types("/project publiek Park Singel")
    assert eva.sees("De projectleider en de communicatieadviseur beslissen hier samen over.")
    with singel.storage() as db:
        project = db.scalars(select(Project.id)).one()
    for action in ("public.ask", "public.yes", "public.no", "public.save_no", "public.off"):
        assert "Hier is een collega voor nodig" in asks_for(eva, action, id=str(project), of="x"), action
    assert "Hier is een collega voor nodig" in asks_for(lead, "public.yes", id=str(project), of="x")
    assert resident.visits(*HERE) is None


def test_what_is_on_nowhere_cannot_be_taken_away(singel: Room, lead: Person, adviser: Person) -> None:
    with singel.storage() as db:
        project = str(db.scalars(select(Project.id)).one())
    assert "Deze knop werkt niet meer" in asks_for(lead, "public.off", id=project)
    puts_on(lead, adviser)
    assert "Deze knop werkt niet meer" not in asks_for(lead, "public.off", id=project)
    assert "Deze knop werkt niet meer" in asks_for(lead, "public.off", id=project)


# What changes afterwards


def test_new_words_wait_and_days_follow_at_once(
    singel: Room, lead: Person, adviser: Person, resident: Resident
) -> None:
    puts_on(lead, adviser)
    with singel.storage() as db:
        moment = db.scalars(select(Moment).where(Moment.title == "Inloopavond")).one()
        moment.starts_on = moment.ends_on = type(moment.starts_on)("2026-12-16")
        db.scalars(select(Project)).one().summary = "De singel wordt toch niet groener."
    singel.given(a_moment("Wandeling", project="Park Singel", starts_on="2026-12-20"))
    page = resident.reads(*HERE)
    assert "woensdag 16 december 2026" in page
    assert "woensdag 9 december" not in page
    assert "De singel wordt" not in page, "neither what is no longer so, nor what nobody saw"
    assert "Wandeling" not in page
    lead.types("/project publiek Park Singel")
    assert lead.sees("Er staan 2 dingen nog niet op internet:")
    assert lead.sees("- De singel wordt toch niet groener.")
    puts_on(lead, adviser)
    page = resident.reads(*HERE)
    assert "De singel wordt toch niet groener." in page
    assert "Wandeling" in page


def test_nothing_that_was_written_since_is_read_before_somebody_agreed(
    singel: Room, lead: Person, adviser: Person, resident: Resident
) -> None:
    puts_on(lead, adviser)
    singel.given(decided("Enquête bomen", ("Zojuist", "adopted", "Zojuist")))
    with singel.storage() as db:
        project = db.scalars(select(Project)).one()
        project.summary = project.open = project.fixed = "Zojuist"
        project.web_page = "https://zojuist.example/"
        for moment in db.scalars(select(Moment)):
            moment.title = moment.areas_in_words = moment.streets = "Zojuist"
            said = {"place": "Zojuist", "questionnaire": "https://zojuist.example/"}
            text_words.keep_text_words(db, project.id, moment.id, said)
    assert "zojuist" not in resident.reads(*HERE).casefold()
    puts_on(lead, adviser)
    assert resident.reads(*HERE).casefold().count("zojuist") > 9


def test_code_that_stands_for_an_address_is_on_no_page(
    singel: Room, lead: Person, adviser: Person, resident: Resident
) -> None:
    with singel.storage() as db:
        db.scalars(select(Project)).one().web_page = "javascript://voorbeeld.example/"
    puts_on(lead, adviser)
    assert "javascript" not in resident.reads(*HERE)


def test_the_lead_hears_once_what_waits(singel: Room, lead: Person, adviser: Person) -> None:
    puts_on(lead, adviser)
    singel.given(a_moment("Wandeling", project="Park Singel", starts_on="2026-12-20"))
    singel.only("public", "daily")
    singel.at("2026-11-30 09:30")
    assert lead.hears("Op de publieke pagina van Park Singel staat 1 ding nog niet.")
    heard = len(lead.messages)
    singel.at("2026-12-07 09:30")
    assert len(lead.messages) == heard


def test_a_yes_to_what_changed_since_is_no_yes(singel: Room, lead: Person, adviser: Person, resident: Resident) -> None:
    lead.types("/project publiek Park Singel")
    with singel.storage() as db:
        db.scalars(select(Project)).one().open = "Elke bank"
    lead.clicks("Vraag akkoord")
    assert lead.sees("De pagina van Park Singel is veranderd. Bekijk haar eerst opnieuw.")
    lead.types("/project publiek Park Singel")
    lead.clicks("Vraag akkoord")
    adviser.types("/project publiek Park Singel")
    with singel.storage() as db:
        db.scalars(select(Project)).one().open = "Toch niets"
    adviser.clicks("Akkoord")
    page = resident.reads(*HERE)
    assert "Toch niets" not in page
    assert "Elke bank" not in page
    assert "De weg blijft" in page


# What is never on it


def test_what_looks_like_somebodys_data_is_left_out_and_the_lead_is_told_which_line(
    singel: Room, lead: Person, adviser: Person, resident: Resident
) -> None:
    singel.given(
        decided(
            "Enquête bomen",
            ("Bel mij op 06 12345678", "adopted", ""),
            ("Zei mevrouw De Boer", "declined", "Dat kan niet"),
            ("Meer lindes", "adopted", "Mail jan@bewoner.example"),
            ("Minder auto's", "adopted", ""),
        )
    )
    lead.types("/project publiek Park Singel")
    assert lead.sees("3 teksten laat ik weg.")
    assert lead.sees("“Bel mij op 06 12345678” (een telefoonnummer)")
    assert lead.sees("“Zei mevrouw De Boer Dat kan niet” (een naam)")
    puts_on(lead, adviser)
    page = resident.reads(*HERE)
    assert "Minder auto" in page
    for hidden in ("06 12345678", "De Boer", "Dat kan niet", "Meer lindes", "bewoner.example"):
        assert hidden not in page


def test_colleagues_are_not_named_also_not_who_came_later(
    singel: Room, lead: Person, adviser: Person, resident: Resident
) -> None:
    with singel.storage() as db:
        project = db.scalars(select(Project)).one()
        project.summary = "Vraag het Nadia Bouzid of Karin Verweij."
        evening = db.scalars(select(Moment.id).where(Moment.title == "Inloopavond")).one()
        text_words.keep_text_words(db, project.id, evening, {"place": "Bij Karin Verweij op kantoor"})
    puts_on(lead, adviser)
    assert "Vraag het een medewerker of Karin Verweij." in resident.reads(*HERE)
    with singel.storage() as db:
        db.scalars(select(Project)).one().summary = ""
    assert "Karin Verweij" in resident.reads(*HERE)
    singel.person("Karin Verweij")
    assert "Karin Verweij" not in resident.reads(*HERE)
    assert "Bij een medewerker op kantoor" in resident.reads(*HERE)


def test_why_there_was_no_answer_is_not_read_once_the_project_goes_on(
    singel: Room, lead: Person, adviser: Person, resident: Resident
) -> None:
    singel.given(a_moment("Schouw", project="Park Singel", starts_on="2026-11-10"))
    lead.types("/project afronden Park Singel")
    lead.clicks("Toch afronden")
    lead.fills(completed_on="2026-11-23", feedback_left_reason="Het plan ging niet door.")
    lead.submits()
    puts_on(lead, adviser)
    assert "Het plan ging niet door." in resident.reads(*HERE)
    changes(lead, "Park Singel", "Basis", status="lopend")
    assert "Het plan ging niet door." not in resident.reads(*HERE)


def test_a_long_page_is_read_to_the_end_before_anybody_is_asked(singel: Room, lead: Person, adviser: Person) -> None:
    singel.given(decided("Enquête bomen", *((f"Punt {n} {'lang ' * 60}", "declined", "Want nee.") for n in range(60))))
    lead.types("/project publiek Park Singel")
    seen = lead.screen
    for _ in range(20):
        if not lead.sees("Lees verder"):
            break
        assert not lead.sees("Vraag akkoord")
        lead.clicks("Lees verder")
        seen += lead.screen
    assert all(f"Punt {n} " in seen for n in range(60))
    assert lead.sees("Vraag akkoord")


# Addresses


def test_a_guessed_address_and_another_municipality_find_nothing(
    singel: Room, lead: Person, adviser: Person, resident: Resident
) -> None:
    puts_on(lead, adviser)
    for parts in (
        (),
        ("voorbeeld", "havenkade"),
        ("anders", "park-singel"),
        ("anders",),
        (*HERE, "atom.xml", "x"),
        (*HERE, "x"),
    ):
        assert resident.visits(*parts) is None, parts


def test_each_municipality_has_its_own_list_and_its_own_names(
    singel: Room, lead: Person, adviser: Person, resident: Resident
) -> None:
    elsewhere = Room(singel.database, singel.service.router.features)
    elsewhere.given(a_project("Wallen van de buren"))
    with elsewhere.storage() as db:
        theirs = db.scalars(select(Project)).one()
        page = public_pages.new_page(db, theirs.id, "anders", "park-singel")
        page.agreed, page.agreed_at = "Wallen", elsewhere.now
    puts_on(lead, adviser)
    assert "Park Singel" in resident.reads(*HERE)
    assert "Park Singel" in resident.reads("voorbeeld")
    assert "Wallen" not in resident.reads("voorbeeld")
    assert "Wallen" not in resident.reads("voorbeeld", "atom.xml")


def test_an_address_stays_when_the_name_changes_and_two_of_a_name_have_two(
    singel: Room, lead: Person, adviser: Person, resident: Resident
) -> None:
    puts_on(lead, adviser)
    singel.given(a_project("Park  Singel!", key="P77", project_lead=lead, communication_adviser=lead))
    lead.types("/project publiek P77")
    lead.clicks("Zet op internet")
    with singel.storage() as db:
        db.scalars(select(Project).where(Project.key != "P77")).one().name = "Singelpark"
    assert "Een project in uw buurt" in resident.reads(*HERE)
    assert "Park  Singel!" in resident.reads("voorbeeld", "park-singel-2")


def test_a_removed_project_takes_its_page_along(
    singel: Room, lead: Person, adviser: Person, resident: Resident
) -> None:
    puts_on(lead, adviser)
    with singel.storage() as db:
        db.delete(db.scalars(select(Project)).one())
    assert resident.visits(*HERE) is None


# The list and the feed


def test_the_list_is_by_neighbourhood_and_the_feed_tells_what_is_new(
    singel: Room, lead: Person, adviser: Person, resident: Resident
) -> None:
    puts_on(lead, adviser)
    singel.given(a_project("Beleid", project_lead=lead, communication_adviser=lead))
    lead.types("/project publiek Beleid")
    lead.clicks("Zet op internet")
    found = resident.reads("voorbeeld")
    assert found.index("Bloemenbuurt") < found.index("Hele gemeente")
    assert 'href="voorbeeld/park-singel"' in found
    assert "Enquête bomen: U kreeg antwoord op 1 oktober 2026." in found
    from xml.etree import ElementTree

    atom = "{http://www.w3.org/2005/Atom}"
    for parts, where in ((("voorbeeld", "atom.xml"), "park-singel"), ((*HERE, "atom.xml"), "../park-singel")):
        root = ElementTree.fromstring(resident.reads(*parts))
        titles = {each.findtext(f"{atom}title") for each in root.iter(f"{atom}entry")}
        assert titles == {"Doe mee: Inloopavond (Park Singel)", "Wat wij deden: Enquête bomen (Park Singel)"}
        ids = [each.findtext(f"{atom}id") for each in root.iter(f"{atom}entry")]
        assert len({*ids}) == len(ids)
        assert {each.get("href") for each in root.iter(f"{atom}link")} == {where}
        assert all((each.findtext(f"{atom}updated") or "").endswith("Z") for each in root.iter(f"{atom}entry"))
