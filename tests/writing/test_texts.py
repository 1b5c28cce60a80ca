"""People write texts: which make sense, what is still missing, and what leads to the form that fills it.

The sample municipality, with what capabilities.md 3 says of it.
"""

import pytest

from glossary import Decision
from storage.register import moments, outcomes, projects
from tests.features.scenes import saves_anyway
from tests.givens import a_lesson, a_moment, a_project
from tests.room import Person, Room


@pytest.fixture
def sample(room: Room) -> Room:
    room.sample()
    return room


def colleague(room: Room, name: str, admin: bool = False) -> Person:
    return room.person(name, email=f"{name.lower().replace(' ', '.')}@voorbeeld.example", admin=admin)


def writes(person: Person, project: str, kind: str, about: str = "") -> str:
    """The card of that text, found among all texts."""
    person.types(f"/project tekst {project}")
    person.clicks("Alle teksten")
    person.clicks(kind, beside=about)
    return person.screen


def chapter(screen: str, title: str) -> str:
    """What stands under that title of the text itself."""
    lines = screen.splitlines()
    at = len(lines) - 1 - lines[::-1].index(title)
    return "\n".join(lines[at + 1 : at + 6])


def test_the_paragraph_of_a_project_that_is_done_has_its_figures_and_days(sample: Room) -> None:
    """P13: what was done was written in one sentence, so why five were not adopted is missing, and it says so."""
    youssef = colleague(sample, "Youssef El Amrani")
    youssef.types("/project toon P13")
    youssef.clicks("Bekijk", beside="Burgerberaad Centrum")
    youssef.clicks("Leg antwoord vast")
    youssef.fills(done_with_input="12 van 17 adviezen overgenomen")
    youssef.submits()
    card = writes(youssef, "P13", "Participatieparagraaf")
    assert (
        "- Burgerberaad Centrum: zaterdag 15 maart 2025, burgerberaad, coproduceren. Wij benaderden 75 mensen." in card
    )
    assert "Burgerberaad Centrum: 12 van 17 adviezen overgenomen." in card
    assert "Burgerberaad Centrum: deelnemers hoorden dit op donderdag 10 april 2025." in card
    assert "Het besluit viel op dinsdag 18 november 2025." in card
    assert "Bij Burgerberaad Centrum staat geen lijst van inbreng." in card


def test_a_gap_leads_to_the_form_that_fills_it(sample: Room) -> None:
    """P01: residents were told, and nobody wrote down what was done with their input."""
    marieke = colleague(sample, "Marieke van Dam")
    card = writes(marieke, "P01", "Participatieparagraaf")
    assert "[nog invullen: wat we deden met de inbreng van Wijkschouw Havenkade]" in card
    marieke.clicks("Vul in", beside="wat we deden met de inbreng van Wijkschouw Havenkade")
    marieke.fills(done_with_input="De steigers gaan naar de zuidkant")
    marieke.submits()
    card = writes(marieke, "P01", "Participatieparagraaf")
    assert "Wijkschouw Havenkade: De steigers gaan naar de zuidkant." in card
    assert "[nog invullen: wat we deden" not in card


def test_a_promise_without_facts_shows_its_gaps_and_publishes_nothing(sample: Room) -> None:
    """P03: what is fixed and open (2), and the day of the decision (5)."""
    pieter = colleague(sample, "Pieter Hoekstra")
    card = writes(pieter, "P03", "Belofte")
    assert "Nog niet klaar: " in card
    assert "Dit staat vast: [nog invullen: wat vaststaat]" in card
    assert "Dit ligt open: [nog invullen: wat ligt open]" in card
    assert "[nog invullen: de dag van het besluit]" in chapter(card, "Wanneer hoort u wat we ermee deden?")
    pieter.types("/project toon P03")
    assert "Belofte gepubliceerd" not in pieter.screen


def test_a_promise_with_facts_has_no_gaps_there(sample: Room) -> None:
    card = writes(colleague(sample, "Marieke van Dam"), "P01", "Belofte")
    assert "Dit staat vast: De kade blijft open voor langzaam verkeer en het budget staat vast." in card
    assert "Dit ligt open: De inrichting, het groen en de plek van de steigers." in card
    under = chapter(card, "Wanneer hoort u wat we ermee deden?")
    assert under.startswith("Uiterlijk woensdag 6 januari 2027 hoort u wat we met uw inbreng doen, en waarom.\n")
    assert "Het besluit valt op dinsdag 16 februari 2027." in under


def test_without_a_question_no_day_of_an_answer_is_promised(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("Kade", project_lead=anna, level="consult"))
    assert "Uiterlijk [nog invullen: een contactmoment, dan volgt de dag van het antwoord]" in writes(
        anna, "Kade", "Belofte"
    )


def test_whoever_is_only_told_gets_no_day_of_an_answer(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("Kade", project_lead=anna, level="inform", fixed="Het riool gaat open"))
    card = writes(anna, "Kade", "Belofte")
    assert "Dit ligt open: niets. U hoort van ons wat er gebeurt." in card
    assert "Uiterlijk" not in card


def test_the_notice_names_all_four_kinds_also_when_nobody_thought_of_one(sample: Room) -> None:
    marieke = colleague(sample, "Marieke van Dam")
    marieke.types("/project tekst P08")
    marieke.clicks("Schrijf", beside="Kennisgeving participatie")
    under = chapter(marieke.screen, "Wie betrekken we?").splitlines()
    assert under[:4] == [
        "- Inwoners: omwonenden en woningzoekenden.",
        "- Bedrijven: niemand apart.",
        "- Maatschappelijke organisaties: verenigingen.",
        "- Andere overheden: [nog invullen: welke andere overheden, of: niemand, want]",
    ]


def test_an_answer_that_is_late_is_a_message_about_a_delay_until_there_is_one(sample: Room) -> None:
    pieter = colleague(sample, "Pieter Hoekstra")
    pieter.types("/project tekst P09")
    assert pieter.sees("Bericht van uitstel: Enquete parkeren.")
    assert pieter.sees("Bericht van uitstel: Werksessie ondernemers.")
    assert "Antwoord aan inwoners" not in pieter.screen
    pieter.clicks("Schrijf", beside="Enquete parkeren")
    assert pieter.sees("Wij beloofden u antwoord op woensdag 28 oktober 2026. Dat lukt niet. Dat spijt ons.")


ACTS = {"P02": "Youssef El Amrani", "P05": "Daan Kuipers", "P08": "Marieke van Dam", "P10": "Daan Kuipers"}


@pytest.mark.parametrize("project", ACTS)
def test_where_the_law_asks_the_paragraph_says_how_the_own_policy_was_applied(sample: Room, project: str) -> None:
    card = writes(colleague(sample, ACTS[project]), project, "Participatieparagraaf")
    assert chapter(card, "Ons participatiebeleid").startswith("[nog invullen: ons participatiebeleid]")
    assert "- Andere overheden: [nog invullen" in card


def test_what_the_municipality_chose_is_in_every_text(sample: Room) -> None:
    admin = colleague(sample, "Marieke van Dam", admin=True)
    writes(admin, "P01", "Belofte")
    admin.clicks("Vul in", beside="waar inwoners terechtkunnen")
    admin.fills(
        writing_contact="Bel 14 0599, of kom langs bij de balie",
        writing_privacy="voorbeeld.example/privacy",
        writing_policy="",
    )
    admin.submits()
    card = writes(admin, "P01", "Belofte")
    assert "Bel 14 0599, of kom langs bij de balie." in card
    assert "Wij gebruiken uw gegevens alleen hiervoor. Lees meer: voorbeeld.example/privacy" in card


def test_whoever_may_not_edit_reads_the_text_and_fills_nothing(sample: Room) -> None:
    sanne = colleague(sample, "Wei Chen")
    card = writes(sanne, "P01", "Participatieparagraaf")
    assert "[nog invullen: wat we deden met de inbreng van Wijkschouw Havenkade]" in card
    assert "[Vul in]" not in card


def test_what_only_texts_need_is_asked_there(room: Room) -> None:
    anna = room.person("Anna")
    room.given(
        a_project("Kade", project_lead=anna, open="De kleur", fixed="De plek", areas=["Noord"]),
        a_moment("Avond", project="Kade", starts_on="2026-12-09"),
    )
    assert "[nog invullen: de plek van Avond]" in writes(anna, "Kade", "Uitnodiging", "Avond")
    anna.clicks("Vul in", beside="de plek van Avond")
    assert anna.form.ask.form.fields[0].key == "place"
    anna.fills(place="Buurthuis De Brug, zonder trap", other_ways="Bel 14 0599, tot 8 december", decided_by="council")
    anna.submits()
    assert anna.sees("Waar: Buurthuis De Brug, zonder trap.")
    assert anna.sees("Bel 14 0599, tot 8 december.")
    assert "Dit besluit neemt de gemeenteraad." in writes(anna, "Kade", "Belofte")


def test_what_participants_get_is_there_in_simple_english(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("Kade", project_lead=anna), a_moment("Avond", project="Kade", starts_on="2026-11-09"))
    writes(anna, "Kade", "Tussenbericht", "Avond")
    anna.clicks("In het Engels")
    assert anna.sees("Thank you for taking part in Avond.")
    assert anna.sees("By Monday 7 December 2026 you will hear what we do, and why.")
    anna.clicks("In het Nederlands")
    assert anna.sees("Dank u wel dat u meedeed aan Avond.")


def test_what_a_text_needed_is_in_the_history(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("Kade", project_lead=anna))
    writes(anna, "Kade", "Belofte")
    anna.clicks("Vul in", beside="wie beslist")
    anna.fills(decided_by="mayor")
    anna.submits()
    assert anna.sees("Dit besluit neemt de burgemeester.")
    anna.types("/project toon Kade")
    anna.clicks("Geschiedenis")
    assert anna.sees("Anna: vulde in wat een tekst nodig heeft")


def test_whoever_fills_a_gap_in_the_project_comes_back_to_the_text(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("Kade", project_lead=anna), a_moment("Avond", project="Kade", starts_on="2026-12-14"))
    writes(anna, "Kade", "Uitnodiging", "Avond")
    anna.clicks("Vul in", beside="waar het over gaat")
    anna.fills(summary="De kade gaat open")
    anna.submits()
    anna.clicks("Terug naar de tekst")
    assert anna.sees("Uitnodiging\n(Kade, Avond)")
    assert anna.sees("De kade gaat open.")


def test_what_was_filled_in_can_be_changed_from_the_text(room: Room) -> None:
    """Somebody disagrees with it, and then there is no gap to click on."""
    anna, bert = room.person("Anna"), room.person("Bert")
    room.given(a_project("Kade", project_lead=anna), a_moment("Avond", project="Kade", starts_on="2026-12-14"))
    writes(anna, "Kade", "Uitnodiging", "Avond")
    anna.clicks("Deze tekst")
    anna.fills(programme="We eten pizza")
    anna.submits()
    anna.clicks("Deze tekst")
    anna.fills(programme="We eten soep")
    anna.submits()
    assert anna.sees("We eten soep.")
    anna.clicks("Het moment")
    assert "starts_on" in anna.form
    anna.closes_the_form()
    assert "Deze tekst" not in writes(bert, "Kade", "Uitnodiging", "Avond")


def test_people_are_invited_to_a_survey_in_another_way(room: Room) -> None:
    """How long it takes, until when, with a name or not, and on paper: without a place to come to."""
    anna = room.person("Anna")
    room.given(
        a_project("Kade", project_lead=anna, open="De kleur", fixed="De plek", areas=["Noord"]),
        a_moment("Uw mening", project="Kade", starts_on="2026-12-01", ends_on="2026-12-20", instrument="enquete"),
    )
    card = writes(anna, "Kade", "Uitnodiging", "Uw mening")
    assert "Dat kan tot en met zondag 20 december 2026." in card
    assert "Waar en wanneer?" not in card
    anna.clicks("Vul in", beside="hoeveel minuten het kost")
    assert "place" not in anna.form
    anna.fills(questionnaire="voorbeeld.example/kade, of op papier bij de balie", minutes="10", anonymous="yes")
    anna.fills(other_ways="Bel 14 0599, dan vullen we hem samen in")
    anna.submits()
    assert anna.sees("Vul de vragenlijst in: voorbeeld.example/kade, of op papier bij de balie.")
    assert anna.sees("Invullen kost u ongeveer 10 minuten.\nU vult geen naam in.\nLiever op papier of aan de telefoon?")
    anna.clicks("In het Engels")
    assert anna.sees("It takes you about 10 minutes.")


def test_the_plan_says_what_the_same_residents_are_asked_by_others(room: Room) -> None:
    anna = room.person("Anna")
    room.given(
        a_project("Kade", project_lead=anna, areas=["Noord"], groups=["jongeren"], decision_on="2026-12-10"),
        a_moment("Avond", project="Kade", starts_on="2026-12-01"),
        a_project("Park", areas=["Noord"], groups=["jongeren"]),
        a_moment("Wandeling", project="Park", starts_on="2026-10-01", areas=["Noord"], groups=["jongeren"]),
        a_moment("Enquête", project="Park", starts_on="2026-12-15", areas=["Noord"], groups=["jongeren"]),
        a_project("Plein", areas=["Zuid"]),
        a_moment("Ver weg", project="Plein", starts_on="2026-12-15", areas=["Zuid"]),
        a_lesson("Bel eerst de huismeester", project="Park"),
        a_lesson("Dit zegt hier niets", project="Plein"),
    )
    plan = writes(anna, "Kade", "Participatieplan")
    assert chapter(plan, "Wat vroegen we hier al?").startswith(
        "Dezelfde inwoners kregen of krijgen ook deze vragen:\n"
        "- Wandeling (Park), donderdag 1 oktober 2026. Mensen wachten nog op ons antwoord.\n"
        "- Enquête (Park), dinsdag 15 december 2026.\n"
    )
    assert "Ver weg" not in plan
    assert "Dit zeggen we steeds: [nog invullen: de kernboodschap]" in plan
    assert chapter(plan, "Wat kan er misgaan?").startswith(
        "Het besluit valt eerder dan het antwoord aan inwoners: Avond."
    )
    assert chapter(plan, "Wat we eerder leerden").startswith("- Bel eerst de huismeester.\nTerugkijken")
    anna.clicks("Vul in", beside="de kernboodschap")
    anna.fills(key_message="De kade wordt veilig", risks="Regen. Dan gaan we naar binnen")
    anna.submits()
    assert anna.sees("Dit zeggen we steeds: De kade wordt veilig.")
    assert anna.sees("Wat kan er misgaan?\nRegen. Dan gaan we naar binnen.\n")


def test_the_report_says_in_short_what_happened_and_how_it_went(room: Room) -> None:
    anna = room.person("Anna")
    room.given(
        a_project("Kade", project_lead=anna, open="De kleur van de kade", communication_adviser=anna),
        a_moment("Avond", project="Kade", starts_on="2026-11-10", invitation_sent_on="2026-10-20"),
    )
    anna.types("/project toon Kade")
    anna.clicks("Bekijk", beside="Avond")
    anna.clicks("Wijzig")
    anna.fills(starts_on="2026-11-17", ends_on="2026-11-17")
    anna.submits()
    saves_anyway(anna)
    anna.types("/project verslag Kade")
    anna.fills(people_came="35", said="Meer bomen\nMinder lawaai", differently="Begin een half uur eerder")
    anna.submits()
    report = writes(anna, "Kade", "Participatieverslag")
    assert chapter(report, "In het kort").splitlines()[:3] == [
        "- Wij vroegen inwoners om mee te denken over: De kleur van de kade.",
        "- Er was 1 moment waarop inwoners konden meedoen. Er deden 35 mensen mee.",
        "- Inwoners gaven 2 punten mee. Daarover is nog niets besloten.",
    ]
    assert chapter(report, "Hoe liep het").splitlines()[:3] == [
        "- Avond was gepland op dinsdag 10 november 2026. Het werd dinsdag 17 november 2026.",
        "Dit doen we de volgende keer anders:",
        "- Avond: Begin een half uur eerder.",
    ]


def test_the_card_of_a_project_leads_to_its_texts(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("Kade", project_lead=anna))
    anna.types("/project toon Kade")
    anna.clicks("Schrijf een tekst")
    assert anna.sees("Deze teksten maak ik voor Kade")


def test_three_hundred_lines_of_input_are_read_in_the_file(room: Room) -> None:
    """In chat as much as fits, and it says that there is more."""
    anna = room.person("Anna")
    room.given(a_project("Kade", project_lead=anna), a_moment("Avond", project="Kade", starts_on="2026-11-02"))
    with room.storage() as db:
        [moment] = moments.moments_of(db, projects.projects_called(db, "Kade")[0].id)
        lines = [(f"Punt {at} over de bomen", Decision.DECLINED, "Er is geen plek voor") for at in range(300)]
        outcomes.replace_outcomes(db, moment.id, lines)
    card = writes(anna, "Kade", "Antwoord aan inwoners", "Avond")
    assert "U zei: Punt 0 over de bomen. · Wij doen: Dit doen we niet. · Waarom: Er is geen plek voor." in card
    assert "Het bestand heeft de hele tekst." in card
    anna.clicks("Als bestand")
    [sent] = [message.card for message in anna.messages if message.card.files]
    assert sent.files[2].content.decode().count("| Dit doen we niet. |") == 300


def test_data_of_a_resident_and_names_of_colleagues_are_warned_about(room: Room) -> None:
    anna = room.person("Anna de Vries")
    room.given(
        a_project("Kade", project_lead=anna, open="Bel mevrouw op 06 12345678", fixed="Dit regelt Anna de Vries"),
        a_moment("Avond", project="Kade", starts_on="2026-12-14"),
    )
    card = writes(anna, "Kade", "Belofte")
    assert "in de tekst staat misschien een telefoonnummer" in card
    assert "In de tekst staat een naam van een collega: Anna de Vries." in card


def test_a_sentence_that_is_hard_is_named(room: Room) -> None:
    anna = room.person("Anna")
    hard = "Wij nemen uw mening zoveel mogelijk mee en realiseren middels dit traject een integraal plan voor de wijk"
    room.given(a_project("Kade", project_lead=anna, open=hard, fixed="x"))
    card = writes(anna, "Kade", "Belofte")
    assert "Deze zinnen kunnen duidelijker:" in card
    assert f"Lange zin: Dit ligt open: {hard}." in card
    assert "Schrijf met en niet middels:" in card
    assert "Zeg wat je echt doet, en niet zoveel mogelijk:" in card


def test_markup_and_mentions_in_a_field_are_text(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("*Kade*", project_lead=anna, open="@here **vet** [x](http://kwaad.example)", fixed="_x_"))
    anna.types("/project tekst *Kade*")
    anna.clicks("Schrijf", beside="Belofte")
    assert anna.sees("Dit ligt open: @here **vet** [x](http://kwaad.example).")


def test_what_is_missing_is_said_in_the_language_of_the_reader(room: Room) -> None:
    """And in the text in that of the text."""
    kate = room.person("Kate", language="en")
    room.given(a_project("Kade", project_lead=kate), a_moment("Avond", project="Kade", starts_on="2026-12-14"))
    kate.types("/project text Kade")
    kate.clicks("Write", beside="Invitation")
    assert kate.sees("Empty: the place of Avond · other ways to take part, and until when · who decides [Fill in]")
    assert kate.sees("Waar: [nog invullen: de plek van Avond]")


def test_how_people_are_invited_and_told_stands_in_the_texts_that_name_it(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("Kade", project_lead=anna), a_moment("Avond", project="Kade"))
    without = writes(anna, "Kade", "Uitnodiging", "Avond")
    assert "U hoort het" not in without
    anna.types("/project toon Kade")
    anna.clicks("Bekijk", beside="Avond")
    anna.clicks("Wijzig")
    anna.fills(invited_through=["brief", "school"], told_through=["app", "website"])
    anna.submits()
    assert "U hoort het op de website en in de app." in writes(anna, "Kade", "Uitnodiging", "Avond")
    anna.clicks("In het Engels")
    assert anna.sees("You will hear it on the website and in the app.")
    assert "Wij nodigden mensen met een brief en via school uit." in writes(
        anna, "Kade", "Antwoord aan inwoners", "Avond"
    )
    plan = writes(anna, "Kade", "Participatieplan")
    assert "- Avond: wij nodigen mensen met een brief en via school uit." in plan
    assert "- Avond: het antwoord komt op de website en in de app." in plan


def test_what_the_report_says_stands_in_the_texts(room: Room) -> None:
    """How many came and whom we missed, from the form to the text."""
    anna = room.person("Anna")
    room.given(
        a_project("Kade", project_lead=anna), a_moment("Avond", project="Kade", starts_on="2026-11-18", reach=80)
    )
    assert "Wij benaderden 80 mensen." in writes(anna, "Kade", "Tussenbericht", "Avond")
    anna.types("/project verslag Kade")
    anna.fills(people_came="35", missed=["jongeren", "huurders"], said="Meer bankjes")
    anna.submits()
    came, missed = "Er deden 35 mensen mee.", "Deze groepen misten we: jongeren en huurders."
    interim = writes(anna, "Kade", "Tussenbericht", "Avond")
    assert f"{came}\nDit hoorden wij\n- Meer bankjes." in interim
    assert "80 mensen" not in interim
    assert f"Wie deed mee?\n{came}\n{missed}" in writes(anna, "Kade", "Antwoord aan inwoners", "Avond")
    for kind in ("Participatieverslag", "Participatieparagraaf"):
        text = writes(anna, "Kade", kind)
        assert f"inloopavond, raadplegen. {came}" in text
        assert f"Wie misten we\n{missed}" in text


def test_whoever_was_answered_needs_no_interim_message(room: Room) -> None:
    anna = room.person("Anna")
    room.given(
        a_project("Kade", project_lead=anna, size="medium", phase="feedback"),
        a_moment("Avond", project="Kade", starts_on="2026-11-02", residents_told_on="2026-11-20"),
    )
    assert "Gedaan: Tussenbericht" in all_steps(anna)
    room.given(a_moment("Wandeling", project="Kade", starts_on="2026-11-18"))
    assert "Nog te doen: Tussenbericht" in all_steps(anna)


def test_an_interim_message_that_was_sent_is_a_step_that_is_done(room: Room) -> None:
    anna, bert = room.person("Anna"), room.person("Bert")
    room.given(
        a_project("Kade", project_lead=anna, size="medium", phase="feedback"),
        a_moment("Avond", project="Kade", starts_on="2026-11-18"),
    )
    assert "Nog te doen: Tussenbericht" in all_steps(anna)
    writes(bert, "Kade", "Tussenbericht", "Avond")
    assert not bert.sees("[Verstuurd]")
    writes(anna, "Kade", "Tussenbericht", "Avond")
    anna.clicks("Verstuurd")
    assert anna.sees("Inwoners kregen een tussenbericht.")
    assert not anna.sees("[Verstuurd]")
    assert "Gedaan: Tussenbericht" in all_steps(anna)
    anna.clicks("Toch niet")
    writes(anna, "Kade", "Tussenbericht", "Avond")
    assert anna.sees("[Verstuurd]")


def all_steps(person: Person) -> str:
    person.types("/project basis Kade")
    person.clicks("Alle stappen")
    return person.screen
