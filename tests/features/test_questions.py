"""The question desk: an answer at once, or a colleague who knows; and nothing says who asks what."""

import datetime as dt

import pytest
from sqlalchemy import event, select

from bot.chat.cards import Attachment
from bot.questions import shipped
from storage.learning import how_to, questions
from storage.learning.how_to import HowToCard
from storage.learning.questions import Question
from storage.messages import retention
from tests.givens import a_lesson, a_moment, a_project
from tests.room import NotInTheRoom, Person, Room

TERRAS = "Wat zijn de leges voor een terras?"
LONG = b'[K03]\ntitle = "x"\ntext = "' + b"y" * 10_000 + b'"'
NOBODY_KNOWS, HELP = "Dat weet ik nog niet", "Hulp bij dit formulier"


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna", discipline="projectleider")


@pytest.fixture
def kwame(room: Room) -> Person:
    """The coordinator of participation."""
    return room.person("Kwame Owusu", discipline=["participatieadviseur", "trekker"])


@pytest.fixture
def ilse(room: Room) -> Person:
    return room.person("Ilse Brouwer", discipline="participatieadviseur")


def asks(person: Person, question: str = TERRAS, *, may_help: bool = False) -> None:
    person.types(f"/kennis vraag {question}")
    person.clicks("Vraag een collega" if NOBODY_KNOWS in person.screen.splitlines() else "Vraag het een collega")
    person.fills(may_help=may_help)
    person.submits()


def offers(person: Person, helps_with: str = "") -> None:
    person.types("/kennis vragen")
    person.clicks("Ik help mee")
    person.fills(takes_part="yes", helps_with=helps_with)
    person.submits()
    assert person.sees("Fijn dat je meehelpt.")


def answers(person: Person, words: str = "Dat hangt af van de meters.") -> None:
    person.fills(answer=words)
    person.submits()


# An answer at once


def test_a_card_is_the_answer(anna: Person) -> None:
    anna.types("/kennis vraag hoe kies ik het niveau")
    assert anna.sees_alone("Hoeveel invloed geef je inwoners?")
    assert anna.sees("wat kan er nog veranderen?")
    anna.clicks("Dit hielp")
    assert anna.sees("Ik tel alleen hoe vaak ik kon helpen")
    assert not anna.sees_nothing_of("wat kan er nog veranderen?"), "it is read once more"


def test_what_only_has_a_word_of_the_question_is_told_as_a_maybe(anna: Person) -> None:
    anna.types("/kennis vraag wat eten we vandaag in de kantine")
    assert anna.sees("Misschien helpt dit")
    assert anna.sees_nothing_of("Dit weten we al")
    assert anna.main_buttons == ["Vraag het een collega"]
    anna.types("/kennis vraag hoe schrijf ik een uitnodiging")
    assert anna.sees("Dit weten we al")
    assert anna.main_buttons == ["Dit hielp"]


def test_what_only_looks_like_a_word_of_the_question_is_not_named(room: Room, anna: Person) -> None:
    """Of a lesson and a project as of a card: what may be a typing error, a piece of a word, a word in its text."""
    room.given(
        a_project("Windmolens Noord", summary="Dichtbij de haven."),
        a_lesson("Begin met de sleutelpersonen.", what_happened="Het was stil in de kantine."),
    )
    for asked in ("wie wint het EK", "hoe laat gaat de kantine dicht", "is de kopieerder weer stuk"):
        anna.types(f"/kennis vraag {asked}")
        assert anna.sees(NOBODY_KNOWS)
    anna.types("/kennis vraag sleutelpersonen")
    assert anna.sees("Dit weten we al")
    assert anna.sees("Begin met de sleutelpersonen.")


def test_in_english_too(room: Room) -> None:
    emma = room.person("Emma", language="en")
    emma.types("/knowledge ask how do I write an invitation")
    assert emma.sees_alone("How do you write an invitation?")


def test_a_sentence_that_nothing_else_understands_ends_at_the_desk(anna: Person) -> None:
    anna.types("hoe schrijf ik een uitnodiging")
    assert anna.sees_alone("Hoe schrijf je een uitnodiging?")
    assert anna.screen.index("[Dit hielp]") < anna.screen.index("[Ik zocht iets anders]")
    assert not anna.sees("[Nieuw project]")
    anna.clicks("Ik zocht iets anders")
    assert anna.sees("[Nieuw project]")
    anna.types("leges terras")
    assert anna.sees(NOBODY_KNOWS)
    assert anna.sees("“leges terras”")


@pytest.mark.parametrize(
    ("asked", "lesson"),
    [
        ("ondernemers", "Plan ondernemers op maandagochtend of voor 9.00 uur"),
        ("loting", "Begin 8 weken eerder met loten en stuur een herinnering na 2 weken"),
        ("wanneer maken we de tabel", "Maak de tabel inbreng-besluit-reden al bij de verwerking, niet achteraf"),
        ("invloedsruimte", "Stel 'wat staat vast, wat ligt open' samen vast voor de uitnodiging uitgaat"),
    ],
)
def test_lessons_are_found_beside_the_cards(room: Room, asked: str, lesson: str) -> None:
    room.sample()
    marieke = room.person("Marieke van Dam")
    marieke.types(f"/kennis vraag {asked}")
    assert marieke.sees(lesson)


def test_of_many_lessons_and_projects_an_answer_has_a_few(room: Room, anna: Person) -> None:
    room.given(*(a_lesson(f"Vlieg de zeppelin {way} de brug.") for way in ("over", "onder", "langs", "naast", "voor")))
    room.given(*(a_project(f"Zeppelin {name}") for name in ("Noord", "Oost", "Zuid", "West")))
    anna.types("/kennis vraag zeppelin")
    assert anna.screen.count("Vlieg de zeppelin") == 3
    assert sum(f"Zeppelin {name}" in anna.screen for name in ("Noord", "Oost", "Zuid", "West")) == 2


def test_the_days_on_a_card_are_those_of_the_municipality(room: Room, anna: Person) -> None:
    anna.types("/kennis vraag inwoners antwoord geven")
    assert anna.sees("Antwoord binnen 28 dagen na de laatste dag.")


def test_who_offered_to_help_with_it_is_named(room: Room, anna: Person, ilse: Person) -> None:
    offers(ilse, "loting en ondernemers")
    anna.types("/kennis vraag hoe werkt loting")
    assert anna.sees("Ilse Brouwer: loting en ondernemers")
    ilse.types("/kennis vragen")
    ilse.clicks("Mijn hulp")
    ilse.fills(takes_part="no")
    ilse.submits()
    anna.types("/kennis vraag hoe werkt loting")
    assert anna.sees_nothing_of("Ilse Brouwer")


def test_a_question_with_data_of_a_resident_is_not_searched_for(anna: Person) -> None:
    anna.types("/kennis vraag mag ik mevrouw bellen op 06 12345678")
    assert anna.sees("Liever zonder gegevens")
    assert anna.sees_nothing_of("12345678")


def test_somebody_is_warned_before_such_a_question_goes_to_a_colleague(room: Room, anna: Person, kwame: Person) -> None:
    anna.types(f"/kennis vraag {TERRAS}")
    anna.clicks("Vraag een collega")
    anna.fills(question="Wat zeg ik tegen bewoner@example.nl?")
    anna.submits()
    assert "no_resident_data" in anna.form
    anna.closes_the_form()
    with room.storage() as db:
        assert not questions.open_questions(db, 5)


# The queue


def test_what_nobody_knows_goes_to_the_coordinator_and_whoever_is_willing(
    room: Room, anna: Person, kwame: Person, ilse: Person
) -> None:
    room.sample()
    bert = room.person("Bert")
    offers(ilse)
    anna.types("/kennis vraag leges terras")
    assert anna.sees(NOBODY_KNOWS)
    anna.clicks("Vraag een collega")
    anna.submits()
    assert anna.sees("Je vraag is doorgegeven")
    room.at("2026-11-25 10:00")
    assert kwame.hears("Een collega vraagt: “leges terras”")
    assert ilse.hears("Een collega vraagt: “leges terras”")
    assert bert.hears_nothing()
    assert not kwame.hears("Anna")
    ilse.clicks("Geef antwoord")
    answers(ilse)
    assert anna.hears("Dat hangt af van de meters.")
    assert not anna.hears("Ilse")


def test_who_takes_it_keeps_it_from_the_others(room: Room, anna: Person, kwame: Person, ilse: Person) -> None:
    offers(ilse)
    asks(anna)
    kwame.types("/kennis vragen")
    kwame.clicks("Bekijk", beside=TERRAS)
    kwame.clicks("Ik pak deze op")
    assert kwame.sees("Jij pakt deze vraag op.")
    room.at("2026-11-25 10:00")
    assert not ilse.hears(TERRAS)
    ilse.types("/kennis vragen")
    assert ilse.sees("een collega is ermee bezig")
    anna.types("/kennis vragen")
    assert anna.sees(f"{TERRAS} (een collega is ermee bezig)")
    kwame.clicks_an_old("Weet ik niet")
    ilse.types("/kennis vragen")
    assert ilse.sees(TERRAS)
    assert not ilse.sees("een collega is ermee bezig")


def test_handing_it_on_asks_and_assigns_nobody(room: Room, anna: Person, kwame: Person) -> None:
    bert = room.person("Bert")
    asks(anna)
    kwame.types("/kennis vragen")
    kwame.clicks("Bekijk", beside=TERRAS)
    kwame.clicks("Geef door")
    kwame.fills(colleague=anna)
    kwame.submits()
    assert kwame.sees("Kies een andere collega."), "whoever asked does not know"
    assert not anna.hears("denkt dat jij dit misschien weet")
    kwame.fills(colleague=bert)
    kwame.submits()
    assert bert.hears("Kwame Owusu denkt dat jij dit misschien weet:")
    bert.clicks("Weet ik niet")
    assert bert.sees("Niemand hoort dat van mij.")
    room.at("2026-11-25 10:00")
    assert kwame.hears(TERRAS)
    kwame.clicks("Geef antwoord")
    answers(kwame)
    assert anna.hears("Dat hangt af van de meters.")


def test_whoever_was_not_asked_answers_nothing(room: Room, anna: Person, kwame: Person) -> None:
    asks(anna)
    bert = room.person("Bert")
    offers(bert)
    bert.types("/kennis vragen")
    bert.clicks("Mijn hulp")
    bert.fills(takes_part="no")
    bert.submits()
    bert.clicks_an_old("Bekijk", beside=TERRAS)
    assert bert.sees("Hier is een collega voor nodig")
    bert.types("/kennis vragen")
    assert bert.sees("Je hebt geen vragen die op antwoord wachten.")


def test_after_three_working_days_both_hear_once_how_it_stands(room: Room, anna: Person, kwame: Person) -> None:
    room.at("2026-11-26 10:00")
    asks(anna)
    room.at("2026-12-01 09:30")
    assert not anna.hears("is nog niet beantwoord")
    room.at("2026-12-01 10:30")
    assert anna.hears(f"Je vraag “{TERRAS}” is nog niet beantwoord.")
    assert anna.hears("Hier weten ze er meer van: Kwame Owusu.")
    assert kwame.hears("Na 3 werkdagen is er nog geen antwoord.")
    told = anna.chat.count("is nog niet beantwoord")
    room.turn(days=14)
    assert anna.chat.count("is nog niet beantwoord") == told == 1


def test_what_was_answered_in_time_is_not_late(room: Room, anna: Person, kwame: Person) -> None:
    asks(anna)
    kwame.types("/kennis vragen")
    kwame.clicks("Bekijk", beside=TERRAS)
    kwame.clicks("Geef antwoord")
    answers(kwame)
    room.turn(days=14)
    assert not anna.hears("is nog niet beantwoord")


def test_a_question_twice_waits_once(room: Room, anna: Person, kwame: Person) -> None:
    asks(anna)
    asks(anna, "wat zijn de LEGES voor een terras")
    assert anna.sees("Eén keer vragen is genoeg.")
    with room.storage() as db:
        assert len(questions.open_questions(db, 5)) == 1


def test_an_answer_to_what_was_taken_back_is_not_lost(room: Room, anna: Person, kwame: Person) -> None:
    asks(anna)
    kwame.types("/kennis vragen")
    kwame.clicks("Bekijk", beside=TERRAS)
    kwame.clicks("Geef antwoord")
    anna.types("/kennis vragen")
    anna.clicks("Trek de vraag in")
    answers(kwame, "Dat hangt af van de meters.")
    assert kwame.sees("De vraag is ingetrokken, of een collega was je voor.")
    assert kwame.sees("Dat hangt af van de meters.")
    assert not anna.hears("meters")


def test_a_coordinator_who_leaves_leaves_no_question_behind(
    room: Room, anna: Person, kwame: Person, ilse: Person
) -> None:
    offers(ilse)
    asks(anna)
    kwame.types("/kennis vragen")
    kwame.clicks("Bekijk", beside=TERRAS)
    kwame.clicks("Ik pak deze op")
    kwame.leaves()
    room.service.heard(kwame.account, room.directory.profiles[kwame.account], room.now, "left")
    room.at("2026-11-25 10:00")
    assert ilse.hears(TERRAS)


def test_without_a_coordinator_and_anybody_willing_it_goes_to_whoever_keeps_the_register(
    room: Room, anna: Person
) -> None:
    petra = room.person("Petra")
    room.settings(keeper=petra)
    asks(anna)
    room.at("2026-11-25 10:00")
    assert petra.hears(TERRAS)


def test_where_nobody_answers_that_is_said_and_the_question_stays(room: Room, anna: Person) -> None:
    asks(anna)
    assert anna.sees("Op dit moment beantwoordt nog niemand vragen. Je vraag blijft staan.")
    room.turn(days=7)
    assert anna.hears("is nog niet beantwoord")
    kwame = room.person("Kwame", discipline="trekker")
    kwame.types("/kennis vragen")
    assert kwame.sees(TERRAS)


def test_a_coordinator_from_a_list_hears_of_what_waits_once_they_are_here(room: Room) -> None:
    room.sample()
    daan = room.person("Daan Kuipers")
    asks(daan)
    assert daan.sees("Op dit moment beantwoordt nog niemand vragen.")
    kwame = room.person("Kwame Owusu", stranger=True)
    kwame.types("hallo")
    room.at("2026-11-25 10:00")
    assert kwame.hears(TERRAS)


def test_of_two_who_answer_at_once_the_second_keeps_their_words(
    room: Room, anna: Person, kwame: Person, ilse: Person
) -> None:
    offers(ilse)
    asks(anna)
    for helper in (kwame, ilse):
        helper.types("/kennis vragen")
        helper.clicks("Bekijk", beside=TERRAS)
        helper.clicks("Geef antwoord")
    answers(kwame, "Kijk in de tabel.")
    answers(ilse, "Bel de balie.")
    assert ilse.sees("een collega was je voor")
    assert ilse.sees("Bel de balie.")
    assert anna.hears("Kijk in de tabel.")
    assert not anna.hears("Bel de balie.")


@pytest.mark.parametrize("who", ["whoever took it", "whoever was asked"])
def test_after_an_answer_nothing_says_who_asked_and_who_answered(
    who: str, room: Room, anna: Person, kwame: Person
) -> None:
    asks(anna)
    kwame.types("/kennis vragen")
    kwame.clicks("Bekijk", beside=TERRAS)
    if who == "whoever took it":
        kwame.clicks("Ik pak deze op")
        knows = kwame
    else:
        knows = room.person("Bert")
        kwame.clicks("Geef door")
        kwame.fills(colleague=knows)
        kwame.submits()
    knows.clicks("Geef antwoord")
    answers(knows)
    with room.storage() as db:
        (kept,) = db.scalars(select(Question)).all()
        assert kept.answer
        assert (kept.asker_id, kept.taken_by, kept.handed_to) == (None, None, None)


def test_an_answer_is_found_only_when_the_asker_lets_others_find_it(room: Room, anna: Person, kwame: Person) -> None:
    bert = room.person("Bert")
    for may_help in (False, True):
        asks(anna, may_help=may_help)
        kwame.types("/kennis vragen")
        kwame.clicks("Bekijk", beside=TERRAS)
        kwame.clicks("Geef antwoord")
        answers(kwame)
        bert.types("/kennis vraag leges terras")
        assert bool(bert.sees("Eerder gevraagd")) is may_help
    bert.clicks("Bekijk", beside=TERRAS)
    assert bert.sees("Dat hangt af van de meters.")
    assert bert.sees_nothing_of("Anna")


def test_totals_are_for_the_coordinator_and_name_nobody(room: Room, anna: Person, kwame: Person) -> None:
    anna.types("/kennis vraag niveau kiezen")
    anna.clicks("Dit hielp")
    asks(anna)
    kwame.types("/kennis vragen")
    assert kwame.sees("Het afgelopen jaar: 2 vragen. Zonder collega geholpen: 1. Naar een collega: 1, beantwoord: 0.")
    anna.types("/kennis vragen")
    assert anna.sees_nothing_of("Het afgelopen jaar")


def test_what_was_asked_three_times_is_proposed_for_a_session(room: Room, kwame: Person) -> None:
    room.at("2026-11-24 10:00")
    for name, question in (
        ("Anna", "Hoe vind ik een zaal met ringleiding?"),
        ("Bert", "Heeft het buurthuis ringleiding?"),
        ("Cor", "Wie betaalt een ringleiding voor inwoners?"),
    ):
        asks(room.person(name), question)
    room.turn(days=30)
    assert kwame.hears("ringleiding: 3 vragen")
    assert not kwame.hears("inwoners: ")
    assert not kwame.hears("Anna")


# Cards of the municipality


def test_an_answer_becomes_a_card_without_a_name(room: Room, anna: Person, kwame: Person) -> None:
    asks(anna)
    kwame.types("/kennis vragen")
    kwame.clicks("Bekijk", beside=TERRAS)
    kwame.clicks("Geef antwoord")
    answers(kwame)
    kwame.clicks("Maak er een kaart van")
    assert kwame.form["text"] == "Dat hangt af van de meters."
    kwame.submits()
    assert kwame.sees("De kaart is bewaard")
    bert = room.person("Bert")
    bert.types("/kennis vraag leges voor een terras")
    assert bert.sees("Dat hangt af van de meters.")
    assert bert.sees_nothing_of("Anna")


def test_the_coordinator_changes_a_card_in_chat(room: Room, anna: Person, kwame: Person) -> None:
    kwame.types("/kennis vraag uitnodiging schrijven")
    kwame.types("/kennis vragen")
    kwame.clicks("Alle kaarten")
    kwame.clicks("Bekijk", beside="Hoe schrijf je een uitnodiging?")
    kwame.clicks("Wijzig deze kaart")
    kwame.fills(text="Bel eerst **Team Post**.")
    kwame.submits()
    anna.types("/kennis vraag uitnodiging schrijven")
    assert anna.sees("Bel eerst Team Post.")
    assert anna.sees_nothing_of("Schrijf één pagina")


def test_a_card_that_is_saved_without_a_change_is_still_as_it_is_shipped(room: Room, kwame: Person) -> None:
    kwame.types("/kennis vragen")
    kwame.clicks("Alle kaarten")
    kwame.clicks("Bekijk", beside="Inwoners antwoord geven")
    kwame.clicks("Wijzig deze kaart")
    kwame.submits()
    with room.storage() as db:
        assert how_to.how_to_card(db, "answer") is None


def test_the_command_alone_asks_for_the_question(anna: Person) -> None:
    anna.types("/kennis vraag")
    anna.fills(question="hoe kies ik het niveau")
    anna.submits()
    assert anna.sees_alone("Hoeveel invloed geef je inwoners?")


def test_a_card_that_is_hidden_is_not_found_and_can_be_put_back(room: Room, anna: Person, kwame: Person) -> None:
    kwame.types("/kennis vragen")
    kwame.clicks("Alle kaarten")
    kwame.clicks("Bekijk", beside="Een verslag maken")
    kwame.clicks("Wijzig deze kaart")
    kwame.fills(hide=True)
    kwame.submits()
    anna.types("/kennis vraag een verslag maken")
    assert anna.sees_nothing_of("Maak het binnen een week")
    kwame.clicks("Zet terug", beside="Een verslag maken")
    anna.types("/kennis vraag een verslag maken")
    assert anna.sees("Maak het binnen een week")


def test_a_card_that_the_municipality_rewrote_is_found_as_people_ask(anna: Person, kwame: Person) -> None:
    """Also with words that stand on neither, and once."""
    kwame.types("/kennis vragen")
    kwame.clicks("Alle kaarten")
    kwame.clicks("Bekijk", beside="Een verslag maken")
    kwame.clicks("Wijzig deze kaart")
    kwame.fills(title="", words="", text="Bel Petra.")
    with pytest.raises(NotInTheRoom):
        kwame.submits()
    kwame.fills(title="Zo doen wij dat")
    kwame.submits()
    anna.types("/kennis vraag aantekeningen uitwerken")
    assert anna.sees("Bel Petra.")
    assert anna.screen.count("Zo doen wij dat") == 1


def test_a_card_that_has_one_word_of_many_is_only_named(anna: Person) -> None:
    anna.types("/kennis vraag mijn rode fiets staat op de markt te roesten")
    assert anna.sees("Wie missen we vaak, en hoe bereik je ze?")
    assert anna.sees_nothing_of("Ga naar de anderen toe.")


def test_only_the_coordinator_and_the_keeper_change_cards(room: Room, anna: Person) -> None:
    petra = room.person("Petra")
    room.settings(keeper=anna)
    anna.types("/kennis vragen")
    anna.clicks("Alle kaarten")
    anna.clicks("Bekijk", beside="Een verslag maken")
    room.settings(keeper=petra)
    anna.clicks("Wijzig deze kaart")
    assert anna.sees("Zij passen de kaarten aan.")


def test_a_card_that_is_too_long_is_not_kept(room: Room, kwame: Person) -> None:
    kwame.types("/kennis vragen")
    kwame.clicks("Alle kaarten")
    kwame.clicks("Maak een kaart")
    kwame.fills(title="Lang", text="woord " * 121)
    kwame.submits()
    assert "De tekst is te lang." in kwame.form.text


def test_broken_markup_is_shown_as_it_was_typed(room: Room, anna: Person, kwame: Person) -> None:
    kwame.types("/kennis vragen")
    kwame.clicks("Alle kaarten")
    kwame.clicks("Maak een kaart")
    kwame.fills(title="Zeppelin", text="Let **op: <!channel> {niets} *dit")
    kwame.submits()
    anna.types("/kennis vraag zeppelin")
    assert anna.sees("Let **op: <!channel> {niets} *dit")


def test_the_cards_are_carried_along_in_a_file(room: Room, anna: Person, kwame: Person) -> None:
    kwame.types("/kennis vragen")
    kwame.clicks("Alle kaarten")
    kwame.clicks("Lees een bestand in")
    kwame.fills(file=Attachment("kaarten.toml", b'[K01]\ntitle = "Zeppelin"\nwords = ""\ntext = "Omhoog."\n'))
    kwame.submits()
    room.settle()
    assert kwame.hears("1 kaart is ingelezen.")
    anna.types("/kennis vraag zeppelin")
    assert anna.sees("Omhoog.")
    for broken in (b"[K01", b'[K1]\ntitle = "x"\ntext = "y"', b'[K02]\ntitle = "x"', b"\xff\xfe", LONG):
        kwame.types("/kennis vragen")
        kwame.clicks("Alle kaarten")
        kwame.clicks("Lees een bestand in")
        kwame.fills(file=Attachment("kaarten.toml", broken))
        kwame.submits()
        room.settle()
        assert kwame.hears("dus er is niets gewijzigd")


# Where it is needed


def test_a_step_of_the_basis_tells_how_it_is_done(room: Room, anna: Person) -> None:
    room.given(a_project("Singel", project_lead=anna, communication_adviser="Cor", participation_adviser="Pia"))
    anna.types("/project basis Singel")
    anna.clicks("Hoe doe ik dit?")
    assert anna.sees("Vraag het een collega")


def test_a_point_tells_how_it_is_done(room: Room, anna: Person, kwame: Person) -> None:
    room.given(a_project("Singel", project_lead=anna), a_moment(project="Singel", starts_on="2026-12-16"))
    anna.types("/project toon Singel")
    anna.clicks("Alle punten")
    anna.clicks("Hoe doe ik dit?", beside="Er staat nog geen bedrag voor participatie.")
    assert anna.sees("Geld vragen voor participatie")


def test_a_card_that_is_hidden_is_not_offered_beside_a_step(room: Room, anna: Person, kwame: Person) -> None:
    room.given(a_project("Singel", project_lead=anna, communication_adviser="Cor", participation_adviser="Pia"))
    anna.types("/project basis Singel")
    assert anna.sees("[Hoe doe ik dit?]")
    with room.storage() as db:
        for key in shipped.all_cards():
            db.add(HowToCard(key=key, title="x", text="x", changed_on=room.now.date(), is_hidden=True))
    anna.types("/project basis Singel")
    assert anna.sees_nothing_of("Hoe doe ik dit?")


def test_what_is_kept_goes_when_nobody_needs_it(room: Room, anna: Person, kwame: Person) -> None:
    """An answer that others may find stays; one that was for the asker alone goes, and so does what nobody answered."""
    day = room.now.date()
    with room.storage() as db:
        for may_help in (True, False):
            kept = Question(question="Mag het?", asked_at=room.now, asker_id=None, may_help=may_help, answer="Ja.")
            kept.answered_on = day - dt.timedelta(days=31)
            db.add(kept)
        old = room.now - dt.timedelta(days=366)
        db.add(Question(question="Wie weet het?", asked_at=old, asker_id=anna.id))
        db.add(Question(question="Wie weet dat?", asked_at=room.now, asker_id=anna.id))
    with room.database.session(None, writes=True) as across:
        assert retention.forget(across, room.now, dt.timedelta(days=90)) == 2
    with room.storage() as db:
        left = [(each.question, each.may_help) for each in db.scalars(select(Question).order_by(Question.id))]
    assert left == [("Mag het?", True), ("Wie weet dat?", False)]


def test_a_lesson_is_found_by_the_desk(room: Room, anna: Person) -> None:
    room.given(a_lesson("Bel de zeppelin eerst."))
    anna.types("/kennis vraag zeppelin")
    assert anna.sees("Les: Bel de zeppelin eerst.")


# A session about what is asked often


def test_topics_lead_to_a_session_and_whoever_asked_is_invited_without_being_named(
    room: Room, anna: Person, kwame: Person, ilse: Person
) -> None:
    bert, cor = room.person("Bert"), room.person("Cor")
    asks(anna, "Wie betaalt de dierenambulance?")
    asks(bert, "Komt de dierenambulance ook op zondag?")
    asks(ilse, "Hoe vraag ik een dierenambulance aan?")
    for words in ("zondag", "aan?"):
        kwame.types("/kennis vragen")
        kwame.clicks("Bekijk", beside=words)
        kwame.clicks("Geef antwoord")
        answers(kwame)
    ilse.clicks("Nodig me uit bij een sessie hierover")
    room.turn(days=28, only=["questions", "daily"])
    kwame.clicks("Plan een kennissessie", beside="dierenambulance")
    assert kwame.form["topic"] == "dierenambulance"
    kwame.fills(day="2027-01-14")
    kwame.submits()
    room.turn(days=1, only=["daily"])
    for person, is_invited in ((anna, True), (ilse, True), (bert, False), (cor, False)):
        assert bool(person.hears("Je had hier een vraag over.")) is is_invited, person.name
    ilse.clicks("Ik kom")
    assert "fijn dat je komt" in ilse.chat
    assert not any(name in kwame.chat for name in ("Anna", "Bert", "Ilse"))


# Beside a form


def test_a_form_has_one_button_for_what_tells_how_its_fields_are_filled_in(room: Room, anna: Person) -> None:
    room.given(
        a_project("Havenkade", project_lead=anna), a_moment("Inloop", project="Havenkade", starts_on="2026-11-10")
    )
    for asked, part, card in (
        ("/project wijzig Havenkade", "Invloed van inwoners", "Hoeveel invloed geef je inwoners?"),
        ("/project wijzig Havenkade", "Geld", "Geld vragen voor participatie"),
        ("/project moment Havenkade", "", "Een bewonersavond voorbereiden"),
        ("/project terugkoppeling Havenkade", "Leg vast", "Inwoners antwoord geven"),
        ("/project verslag Havenkade", "", "Een verslag maken"),
    ):
        anna.types(asked)
        if part:
            anna.clicks(part)
        is_one_of_some = f"Hulp: {card}" not in anna.form.text
        assert anna.form.text.count("[Hulp") == 1
        anna.clicks(HELP if is_one_of_some else f"Hulp: {card}")
        anna.closes_the_form()
        if is_one_of_some:
            anna.clicks("Bekijk", beside=card)
        assert card in anna.screen


def test_a_card_that_nobody_may_see_is_not_offered_above_a_form(room: Room, anna: Person, kwame: Person) -> None:
    room.given(a_project("Havenkade", project_lead=anna))
    with room.storage() as db:
        db.add(HowToCard(key="level", title="Niveau", text="x", changed_on=room.now.date(), is_hidden=True))
        db.add(HowToCard(key="fixed_open", title="Zo doen wij het", text="x", changed_on=room.now.date()))
    anna.types("/project wijzig Havenkade")
    anna.clicks("Invloed van inwoners")
    anna.clicks("Hulp: Zo doen wij het")
    anna.closes_the_form()
    anna.types("/project moment Havenkade")
    anna.clicks(HELP)
    anna.closes_the_form()
    assert anna.sees("Een bewonersavond voorbereiden")
    with room.storage() as db:
        db.add(HowToCard(key="evening", title="Avond", text="x", changed_on=room.now.date(), is_hidden=True))
    anna.types("/project moment Havenkade")
    with room.storage() as db:
        db.add(HowToCard(key="missed", title="Wie", text="x", changed_on=room.now.date(), is_hidden=True))
    anna.clicks(HELP)
    anna.closes_the_form()
    assert anna.sees_alone("Hoe schrijf je een uitnodiging?")
    assert anna.sees_nothing_of("Wie missen we vaak")


def test_saving_a_card_reads_it_once(room: Room, kwame: Person) -> None:
    kwame.types("/kennis vragen")
    kwame.clicks("Alle kaarten")
    kwame.clicks("Bekijk", beside="Hoe schrijf je een uitnodiging?")
    kwame.clicks("Wijzig deze kaart")
    kwame.fills(text="Bel eerst Team Post.")
    read: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        # The index of the search reads by id what was written.
        if statement.startswith("SELECT") and 'how_to_card."key" = ' in statement:
            read.append(statement)

    event.listen(room.database.engine, "before_cursor_execute", note)
    kwame.submits()
    event.remove(room.database.engine, "before_cursor_execute", note)
    assert len(read) == 1
