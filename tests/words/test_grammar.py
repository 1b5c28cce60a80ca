"""The rules of the grammar, one by one; no database, no clock."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.feature import Command
from bot.chat.router import Router
from bot.features import FEATURES
from bot.understanding import deciding, leaning, names, periods, sentence, weighing
from bot.understanding.intents import Grammar
from bot.understanding.names import KnownNames, Name
from bot.understanding.outcome import Understanding
from bot.understanding.reading import NamesToAsk
from tests.words.learning import TABLE, Example, learned

MONDAY = dt.date(2026, 11, 23)
CELEBRATE = Command("project", "vieren", "celebration.new", ("celebrate",))
GRAMMAR = Grammar((*Router(FEATURES).commands, CELEBRATE))
AREAS = KnownNames([Name("BU1", "Bloemenbuurt"), Name("BU2", "Oude Haven"), Name("WK1", "Centrum")])
PROJECTS = KnownNames(
    [Name("1", "Herinrichting Havenkade"), Name("2", "Parkeerbeleid Centrum"), Name("3", "Haven"), Name("4", "Haven 2")]
)
TITLES = KnownNames([Name("2", "Bewonersavond tarieven"), Name("3", "Enquête"), Name("4", "Wandeling door het park")])
FATMA = KnownNames([Name("8", "Fatma Yildirim")])
REGISTER = NamesToAsk(
    lambda: AREAS,
    lambda words: PROJECTS,
    lambda words: FATMA if "fatma" in words else names.NO_NAMES,
    lambda projects, words: TITLES,
)


def understood(text: str) -> Understanding:
    return deciding.decide(text, GRAMMAR, REGISTER, MONDAY, me=7)


def action(text: str) -> str:
    found = understood(text)
    return found.meant[0].command.action if found.how == "command" else found.how


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("lijst", "project.list"),
        ("list", "project.list"),
        ("visie", "vision.show"),
        ("dank", "small_talk"),
    ],
)
def test_a_verb_alone_is_its_command_whatever_else_is_said_with_that_word(said: str, asks: str) -> None:
    assert action(said) == asks


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("kernboodschap havenkade klaar, vink af", "baseline.show"),
        ("omgevingsanalyse parkeerbeleid is af, vink maar af", "baseline.show"),
        ("tick off: key message for the havenkade is done", "baseline.show"),
        ("havenkade klaar, vink af", "project.complete"),
        ("de havenkade is klaar", "project.complete"),
    ],
)
def test_who_ticks_one_thing_off_does_not_complete_the_project(said: str, asks: str) -> None:
    assert action(said) == asks


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("verwijder ondernemers bij de havenkade", "project.edit"),
        ("verwijder de omwonenden bij parkeerbeleid", "project.edit"),
        ("verwijder het project havenkade", "search"),
    ],
)
def test_whom_a_project_is_for_may_be_taken_out_of_it_and_the_project_may_not(said: str, asks: str) -> None:
    assert action(said) == asks


@pytest.mark.parametrize(
    "said",
    [
        "Can you show me all the projects I'm on?",
        "the projects I work on",
        "projects I'm responsible for",
        "de projecten die ik begeleid",
        "de projecten waarvoor ik verantwoordelijk ben",
        "welke projecten vallen onder mij",
    ],
)
def test_what_somebody_does_is_theirs(said: str) -> None:
    (meant,) = understood(said).meant
    assert (meant.command.action, meant.args) == ("project.list", {"person": "7"})


@pytest.mark.parametrize("said", ["ik wil alle projecten zien", "show me all projects"])
def test_whoever_asks_for_all_projects_does_not_ask_for_their_own(said: str) -> None:
    (meant,) = understood(said).meant
    assert (meant.command.action, meant.args) == ("project.list", {})


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("vandaag", "2026-11-23", "2026-11-23"),
        ("tomorrow", "2026-11-24", "2026-11-24"),
        ("deze week", "2026-11-23", "2026-11-29"),
        ("next week", "2026-11-30", "2026-12-06"),
        ("over twee weken", "2026-12-07", "2026-12-13"),
        ("volgende maand", "2026-12-01", "2026-12-31"),
        ("komende drie maanden", "2026-11-23", "2027-02-21"),
        ("december", "2026-12-01", "2026-12-31"),
        ("oktober", "2027-10-01", "2027-10-31"),
        ("februari 2028", "2028-02-01", "2028-02-29"),
        ("12 december", "2026-12-12", "2026-12-12"),
        ("december 12th", "2026-12-12", "2026-12-12"),
        ("the 10th of december", "2026-12-10", "2026-12-10"),
        ("12-1-2027", "2027-01-12", "2027-01-12"),
        ("12/1", "2027-01-12", "2027-01-12"),
        ("2027-01-12", "2027-01-12", "2027-01-12"),
        ("begin december", "2026-12-01", "2026-12-10"),
        ("eind december", "2026-12-22", "2026-12-31"),
        ("week 50", "2026-12-07", "2026-12-13"),
        ("wk2", "2027-01-11", "2027-01-17"),
        ("vrijdag", "2026-11-27", "2026-11-27"),
        ("volgende vrijdag", "2026-12-04", "2026-12-04"),
        ("voorjaar", "2027-03-01", "2027-05-31"),
        ("deze winter", "2026-12-01", "2027-02-28"),
        ("eerste kwartaal", "2027-01-01", "2027-03-31"),
        ("q4", "2026-10-01", "2026-12-31"),
        ("kwartaal 2", "2027-04-01", "2027-06-30"),
        ("dit jaar", "2026-01-01", "2026-12-31"),
        ("tussen december en februari", "2026-12-01", "2027-02-28"),
        ("tot februari", "2026-11-23", "2027-02-01"),
        ("tot en met februari", "2026-11-23", "2027-02-28"),
    ],
)
def test_a_time_is_read_as_people_say_it(said: str, first: str, last: str) -> None:
    (when,) = periods.find(said.split(), MONDAY)
    assert (str(when.period.first), str(when.period.last)) == (first, last)


@pytest.mark.parametrize("said", ["31 februari", "week 99", "2026-13-45", "goede morgen", "may i ask"])
def test_what_no_calendar_has_is_no_time(said: str) -> None:
    assert all(when.period.first <= when.period.last for when in periods.find(said.split(), MONDAY))
    assert not any(when.end - when.start == len(said.split()) for when in periods.find(said.split(), MONDAY))


@given(st.text(max_size=80), st.dates(dt.date(2020, 1, 1), dt.date(2090, 1, 1)))
@settings(deadline=None)
def test_no_words_and_no_day_break_the_reading(text: str, today: dt.date) -> None:
    words = [each.word for each in sentence.said(text)]
    assert all(when.period.first <= when.period.last for when in periods.find(words, today))
    assert understood(text).how


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("havenkade", "1"),
        ("parkeer beleid", "2"),
        ("de herinrichting van de havenkade", "1"),
        ("havnkade", "1"),
        ("parkeren", "2"),
        ("haven", "3"),
        ("haven 2", "4"),
        ("parkeerbeleid centrum", "2"),
    ],
)
def test_a_project_is_known_by_a_part_of_its_name(said: str, named: str) -> None:
    (hit,) = names.best(sentence.said(said), PROJECTS, lambda word: False)
    assert hit.name.value == named


def test_of_two_that_fit_as_well_none_is_chosen() -> None:
    twice = KnownNames([Name("1", "Singelpark"), Name("2", "Singelpark")])
    (hit,) = names.best(sentence.said("singelpark"), twice, lambda word: False)
    assert hit.name == Name("", "singelpark")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("we hebben iets te vieren", "thanks.new"),
        ("we have something to celebrate", "thanks.new"),
        ("wanneer is het festival", "festival.show"),
        ("when is the learning festival", "festival.show"),
        ("ik wil iets vertellen op het festival", "festival.show"),
    ],
)
def test_what_is_celebrated_and_when_the_festival_is_can_be_asked(said: str, asked: str) -> None:
    assert action(said) == asked


@pytest.mark.parametrize("said", ["vieren", "ik wil de havenkade vieren", "can we celebrate havenkade"])
def test_a_new_feature_is_asked_for_by_its_verb_and_gets_the_project_for_free(said: str) -> None:
    found = understood(said)
    assert action(said) == "celebration.new"
    assert found.meant[0].args == ({"id": "1"} if "havenkade" in said else {})


@pytest.mark.parametrize(
    "said",
    ["hoe schrijf ik een brief", "wat is een burgerberaad", "hoe bereik je jongeren", "verwijder alle projecten"],
)
def test_what_colleagues_know_is_looked_up(said: str) -> None:
    assert action(said) == "search"


def test_who_asks_when_does_not_want_to_plan() -> None:
    assert action("wanneer is de inloopavond van de havenkade") == "load.agenda"
    assert action("plan een inloopavond voor de havenkade") == "moment.new"


@pytest.mark.parametrize("said", ["iets met ouderen", "jongeren", "tenants"])
def test_whoever_only_says_whom_is_asked_what_of_them(said: str) -> None:
    found = understood(said)
    assert found.how == "choose"
    assert {meant.command.action for meant in found.meant} == {"load.agenda", "load.ask", "project.list"}


@pytest.mark.parametrize(
    "said",
    ["inloopavond havenkade", "wijkschouw havenkade", "havenkade wijkschouw", "survey parking policy", "panel centrum"],
)
def test_whoever_only_says_which_form_of_contact_and_where_is_asked_what_of_it(said: str) -> None:
    found = understood(said)
    assert found.how == "choose"
    assert [meant.command.action for meant in found.meant] == ["load.agenda", "moment.new"]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("plan een wijkschouw voor de havenkade", "moment.new"),
        ("een inloopavond voor de havenkade", "moment.new"),
        ("wanneer is de wijkschouw havenkade", "load.agenda"),
        ("inloopavonden centrum", "load.agenda"),
        ("de havenkade kan dicht na de enquete", "project.complete"),
    ],
)
def test_whoever_says_what_of_it_is_not_asked(said: str, asked: str) -> None:
    assert action(said) == asked


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("how do I edit havenkade", "project.edit"),
        ("hoe wijzig ik de havenkade", "project.edit"),
        ("how do I edit a project", "project.edit"),
        ("hoe rond ik de havenkade af", "project.complete"),
        ("how do I pair up with a buddy", "buddy.on"),
    ],
)
def test_how_a_command_is_done_leads_to_it(said: str, asked: str) -> None:
    assert action(said) == asked


@pytest.mark.parametrize(
    "said",
    [
        "hoe overtuig ik de bewoners van de havenkade",
        "hoe informeer ik bewoners over de havenkade",
        "how do I fix the mood at havenkade",
        "how do I write minutes",
    ],
)
def test_how_to_do_what_no_command_does_is_looked_up(said: str) -> None:
    assert action(said) == "search"


def test_how_i_do_something_does_not_ask_for_mine() -> None:
    found = understood("how do I find a project")
    assert all("person" not in meant.args for meant in (*found.meant, *found.instead))


def test_what_may_have_been_meant_stands_beside_what_is_searched_for() -> None:
    found = understood("mijn collega is ziek, wie kan het overnemen")
    assert found.how == "search"
    assert "project.roles" in {meant.command.action for meant in found.instead}


@pytest.mark.parametrize(
    "said", ["ik ga volgende week met vakantie", "ik ben er vrijdag niet", "i'm on holiday next week"]
)
def test_whoever_is_only_away_is_asked_what_to_leave_behind(said: str) -> None:
    found = understood(said)
    assert found.how == "choose"
    assert [meant.command.action for meant in found.meant] == ["buddy.pause_or_on", "overview.own_week"]


def test_whoever_says_of_what_they_are_away_is_not_asked() -> None:
    assert action("ik ben met verlof tot februari, zet mijn buddy op pauze") == "buddy.pause_or_on"


@pytest.mark.parametrize(
    "said",
    ["fatma is met zwangerschapsverlof, wie neemt het over", "fatma is ziek, wie vervangt haar", "wie vervangt fatma"],
)
def test_who_takes_over_from_a_colleague_is_about_all_that_they_have(said: str) -> None:
    (meant,) = understood(said).meant
    assert (meant.command.action, set(meant.args)) == ("project.list", {"person"})


@pytest.mark.parametrize(
    "said",
    [
        *("wat is de wifi code", "ik wil verlof aanvragen", "vertel een mop", "who won the match"),
        *("hoe vraag ik verlof aan", "can you book a meeting room", "mijn mail werkt niet", "wie regelt de taart"),
        *("waar kan ik parkeren bij het stadhuis", "where can I park my bike"),
    ],
)
def test_what_is_of_another_desk_is_not_searched_for(said: str) -> None:
    found = understood(said)
    assert (found.how, found.meant, found.kind) == ("search", (), "elsewhere")


@pytest.mark.parametrize(
    "said",
    [
        *(
            "is de kantine een goede plek",
            "mijn laptop is gestolen",
            "hoe declareer ik broodjes voor een bewonersavond",
        ),
        *("a meeting room for a residents evening", "mijn aanpak werkt niet", "waar kunnen bewoners parkeren"),
        "waar kan ik parkeren bij de bewonersavond",
    ],
)
def test_what_may_be_ours_beside_a_word_of_another_desk_is_searched_for(said: str) -> None:
    found = understood(said)
    assert (found.how, found.kind) == ("search", "")


@pytest.mark.parametrize(
    "said",
    ["parkeren", "parkeerplaatsen op de kade", "de bushalte", "verwarming", "iets over lantaarnpalen", "het voetbal"],
)
def test_what_residents_may_be_asked_about_is_of_no_other_desk(said: str) -> None:
    assert understood(said).kind != "elsewhere"


@pytest.mark.parametrize("said", ["wo gibt es etwas zu trinken", "flierefluiten", "مرحبا كيف حالك"])
def test_of_what_nobody_ever_said_nothing_is_guessed(said: str) -> None:
    assert not understood(said).instead


def test_a_project_that_is_called_after_an_area_is_meant_by_what_asks_for_a_project() -> None:
    (meant,) = understood("startdatum centrum aanpassen").meant
    assert (meant.command.action, meant.args) == ("project.edit", {"id": "2"})


@pytest.mark.parametrize("said", ["tell me about the parking policy", "who leads the parking policy"])
def test_who_speaks_english_may_say_the_name_of_a_project_in_english(said: str) -> None:
    assert understood(said).meant[0].args == {"id": "2"}


def test_every_answer_of_the_table_is_one_that_there_is() -> None:
    by = leaning.table()
    names = {intent.name for intent in GRAMMAR.intents}
    assert set(by.answers) <= names | {leaning.SEARCH, leaning.SMALL_TALK}
    assert len(by.answers) == len(set(by.answers)) <= len(leaning.LETTERS)


def test_the_table_stays_small() -> None:
    assert TABLE.stat().st_size <= 400_000


def test_chances_are_one_together_and_a_word_of_a_command_speaks_for_it() -> None:
    found = leaning.chances(frozenset(("BUSY", "druk", "waar")), leaning.table())
    assert sum(found.values()) == pytest.approx(1)
    assert max(found, key=lambda name: found[name]) == "overzicht drukte"


def test_what_explains_and_what_it_leans_to_are_one_answer_when_they_agree_and_else_two_buttons() -> None:
    leans = {"project toon": 0.6, "project wijzig": 0.4}
    assert weighing.weighed(leans, "command", ["project toon"]).sure == "project toon"
    assert weighing.weighed(leans, "command", ["project wijzig"]) == ("", ("project wijzig", "project toon"))
    assert weighing.weighed(leans, "search", []).sure == ""


def test_buttons_that_hardly_have_the_right_one_among_them_stand_beside_what_is_searched_for() -> None:
    leans = dict.fromkeys(("project toon", "project wijzig", "project lijst", "buddy"), 0.25)
    assert weighing.weighed(leans, "search", []).answers[-1] == leaning.SEARCH


def test_sentences_teach_which_words_speak_for_which_answer() -> None:
    given = [("druk waar", "overzicht drukte"), ("wie leidt", "project toon")] * 4
    by = leaning.Table(learned([Example(frozenset(text.split()), (answer,)) for text, answer in given]))
    likely = leaning.chances(frozenset(("druk",)), by)
    assert likely["overzicht drukte"] > likely["project toon"]


def test_a_story_is_not_taken_apart() -> None:
    assert understood("drukte in Centrum " * 40).how == "search"


def test_every_command_that_is_there_can_be_asked_for() -> None:
    assert all(intent.ways for intent in GRAMMAR.intents)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Ik moet iets voor de krant schrijven. Wanneer is de inloopavond van de havenkade?", "load.agenda"),
        ("Ik werk aan de havenkade. Wie is daar de projectleider?", "project.roles"),
        ("we kregen weinig brieven terug, hoe overtuig ik ze", "search"),
    ],
)
def test_of_a_story_the_sentence_that_asks_is_answered(said: str, meant: str) -> None:
    assert action(said) == meant


def test_a_sentence_that_asks_is_about_the_project_of_the_one_before() -> None:
    (meant,) = understood("Ik werk aan de havenkade. Wie is daar de projectleider?").meant
    assert meant.args == {"id": "1"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("contctmomenten", "contactmomenten"),
        ("agneda", "agenda"),
        ("hlep", "help"),
        ("plannning", "planning"),
        ("verwarming", ""),
        ("taart", ""),
    ],
)
def test_a_slip_of_the_keys_is_put_right_and_another_word_is_not(typed: str, meant: str) -> None:
    assert sentence.slip(typed, GRAMMAR.all_by_length) == meant


@pytest.mark.parametrize(
    "said",
    [
        "wat is het verschil tussen raadplegen en adviseren",
        "wat verstaan we onder coproduceren",
        "is een enquete representatief",
        "hoe lang moet een enquete open staan",
        "wanneer kies je voor een burgerberaad",
        "moet je altijd terugkoppelen",
        "hoe groot is een goede klankbordgroep",
        "is the canteen open on friday",
    ],
)
def test_what_holds_for_any_of_them_is_looked_up_and_no_list_is_shown(said: str) -> None:
    assert action(said) == "search"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("hebben we bewoners al teruggekoppeld", "load.owed"),
        ("ik wil vastleggen wat we bewoners hebben teruggekoppeld", "moment.feedback"),
        ("welke projecten gaan nog beginnen", "project.list"),
        ("ik wil een project beginnen", "project.new"),
        ("hoe meld ik een project aan", "project.new"),
    ],
)
def test_who_asks_whether_or_which_gets_no_form(said: str, meant: str) -> None:
    assert action(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("waar vind ik de agenda", "load.agenda"),
        ("how do I register a project", "project.new"),
        ("hoe krijg ik onze projectenlijst erin", "project.import"),
        ("hoe krijg ik de projectenlijst eruit", "project.export"),
    ],
)
def test_who_asks_where_or_how_is_brought_there(said: str, meant: str) -> None:
    assert action(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("volgende stap havenkade", "baseline.show"),
        ("wie is aan zet bij de havenkade", "baseline.show"),
        ("wachttijden", "baseline.costs"),
        ("hoeveel dagen verliezen we aan wachten", "baseline.costs"),
    ],
)
def test_the_next_step_and_waiting_are_asked_for(said: str, meant: str) -> None:
    assert action(said) == meant


@pytest.mark.parametrize("said", ["tot volgende week!", "dank u wel zenne", "goedemorgn", "prettige dag nog"])
def test_what_is_only_friendly_is_answered_so(said: str) -> None:
    assert understood(said).how == "small_talk"


def test_an_area_with_words_that_nothing_explains_is_asked_about() -> None:
    found = understood("bloemenbuurt xylofoon")
    assert found.how == "choose"
    assert [each.command.action for each in found.meant] == ["load.area", "load.ask", "load.agenda"]


@pytest.mark.parametrize(
    ("said", "project"),
    [
        ("de bewonersavond tarieven is verplaatst naar 14 januari", "2"),
        ("verzet de inloopavond van de havenkade naar februari", "1"),
        ("de klankbordgroep van haven 2 gaat niet door", "4"),
        ("cancel the walk-in evening about havenkade", "1"),
        ("kan de enquete van de havenkade een week later", "1"),
        ("schrap de werksessie van de havenkade", "1"),
    ],
)
def test_who_moves_a_contact_moment_or_calls_it_off_sees_it_and_gets_no_form_for_another(
    said: str, project: str
) -> None:
    (meant,) = understood(said).meant
    assert (meant.command.action, meant.args) == ("load.agenda", {"project": project})


def test_the_day_to_which_it_moves_is_not_where_it_stands() -> None:
    (moves,) = understood("verplaats de inloopavond naar 9 december").meant
    (stands,) = understood("annuleer de inloopavond van 9 december").meant
    assert moves.args == {"form": "walk_in"}
    assert stands.args == {"form": "walk_in", "from": "2026-12-09", "until": "2026-12-09"}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("plan een inloopavond voor de havenkade", "moment.new"),
        ("we willen een nieuwe avond, de vorige was vol", "moment.new"),
        ("hoe zeg je tegen bewoners dat de avond niet doorgaat", "search"),
        ("schrijf een bericht dat de inloopavond van de havenkade niet doorgaat", "writing.menu"),
    ],
)
def test_who_plans_another_one_or_writes_about_it_does_not_move_it(said: str, meant: str) -> None:
    assert action(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("gooi de startdatum eraf", "project.edit"),
        ("wis de omschrijving van de havenkade", "project.edit"),
        ("delete the end date of havenkade", "project.edit"),
        ("gooi de ondernemers eruit bij de havenkade", "project.edit"),
        ("verwijder de havenkade", "search"),
        ("gooi alles weg", "search"),
        ("verwijder alle bijeenkomsten", "search"),
    ],
)
def test_what_a_form_can_leave_open_may_go_and_a_whole_project_may_not(said: str, meant: str) -> None:
    assert action(said) == meant


@pytest.mark.parametrize("said", ["holiday policy", "het verlofbeleid", "smoking policy", "our programme"])
def test_half_of_a_name_that_many_have_names_none_of_them(said: str) -> None:
    assert action(said) not in ("project.show", "project.edit")


@pytest.mark.parametrize(
    ("said", "asked", "args"),
    [
        ("schrijf een uitnodiging voor de bewonersavond over de tarieven", "writing.menu", {"id": "2"}),
        ("verslag van de bewonersavond tarieven maken", "moment.reports", {"id": "2"}),
        ("verslag maken van de bewonersavond", "moment.reports", {}),
        ("verslag van de enquete maken", "moment.reports", {}),
    ],
)
def test_whoever_says_which_contact_moment_says_which_project(said: str, asked: str, args: dict[str, str]) -> None:
    (meant,) = understood(said).meant
    assert (meant.command.action, meant.args) == (asked, args)


@pytest.mark.parametrize("said", ["ik schei er mee uit, met dat maatje", "kap maar met die buddy's van mij"])
def test_whoever_stops_gets_no_form_to_take_part(said: str) -> None:
    assert action(said) == "buddy.off"


@pytest.mark.parametrize(
    "said", ["wat kost participatie ons in totaal dit jaar", "how much do we spend on participation this year"]
)
def test_what_participation_costs_is_for_both_heads(said: str) -> None:
    assert action(said) == "overview.steering"


@pytest.mark.parametrize("said", ["persbericht schrijven over de kermis", "schrijf een toespraak voor de wethouder"])
def test_a_text_that_is_about_no_project_is_not_ours_to_write(said: str) -> None:
    assert action(said) == "search"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("we zijn klaar met de enquete van de havenkade", "moment.reports"),
        ("de enquete van haven 2 kan dicht", "moment.reports"),
        ("we zijn klaar met de havenkade", "project.complete"),
        ("de havenkade kan dicht na de enquete", "project.complete"),
        ("vink de kernboodschap van de havenkade maar af", "baseline.show"),
        ("geef de havenkade de status gepauzeerd", "project.edit"),
    ],
)
def test_a_contact_moment_or_a_step_that_is_done_is_not_the_whole_project(said: str, meant: str) -> None:
    assert action(said) == meant
