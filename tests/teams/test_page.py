"""In the Playground's own page, in a browser: what people see, and that they can fill in and click. In Dutch.

`TEAMS_PICTURES=folder pytest tests/teams/test_page.py` keeps the pictures. Look at them. What others do meanwhile goes
over the control API, as in test_playground.py: the page draws one person's screen.
"""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.imported import LISTS
from tests.teams import playground
from tests.teams.conftest import PATIENCE
from tests.teams.person import Person, Seen
from tests.teams.playground import GROUP, MONDAY, Playground

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    """In the sample municipality, on its Monday."""
    with playground.running(tmp_path_factory.mktemp("page"), *LISTS) as teams:
        yield teams
        assert "Traceback" not in teams.bot_process.log


@pytest.fixture(scope="module")
def anna(teams: Playground) -> Person:
    return communicates(teams)


@pytest.fixture(scope="module")
def bert(teams: Playground) -> Person:
    return participates(teams)


def communicates(teams: Playground) -> Person:
    """Whose screen it is. The Playground is in English, so she says herself that she reads Dutch."""
    anna = teams.person(0)
    anna.types("samenspel profiel")
    anna.clicks("Save", language="nl", disciplines="communication")
    return anna


def participates(teams: Playground) -> Person:
    bert = teams.person(1)
    bert.types("samenspel profiel")
    bert.clicks("Opslaan", disciplines="participation")
    return bert


@pytest.fixture(scope="module")
def page(browser: Browser, teams: Playground, anna: Person) -> Page:
    return opened(browser, teams)


def opened(browser: Browser, teams: Playground) -> Page:
    page = browser.new_page(viewport={"width": 1600, "height": 2000})
    page.set_default_timeout(PATIENCE)
    page.goto(teams.url)
    page.get_by_text("Connected.").wait_for()
    return page


def says(page: Page, words: str, heading: str) -> Locator:
    """Types it in the chat, and waits for the card that answers. Meanwhile others may come by themselves."""
    answers = cards(page, heading)
    before = answers.count()
    box = page.locator("[data-lexical-editor=true]").first
    box.click()
    box.type(words)
    page.get_by_role("button", name="Send Message").click()
    expect(answers).to_have_count(before + 1)
    return answers.last


def cards(page: Page, heading: str) -> Locator:
    return page.locator(".ac-adaptiveCard").filter(has=page.get_by_role("heading", name=heading, exact=True))


def keeps(card: Locator, name: str) -> None:
    """In the middle of the screen: with what stands around it."""
    if folder := os.environ.get("TEAMS_PICTURES"):
        card.evaluate("card => card.scrollIntoView({block: 'center'})")
        card.page.screenshot(path=Path(folder) / f"{name}.png")


def button(card: Locator, name: str) -> Locator:
    return card.get_by_role("button", name=name, exact=True)


def row(card: Locator, name: str, words: str = "") -> Locator:
    """What is tapped as a whole: a screen reader says what it does, and of what."""
    return card.get_by_role("button", name=f"{name}: {words}")


def registers(page: Page, name: str) -> None:
    card = says(page, "project nieuw", "Nieuw project")
    keeps(card, "form")
    card.get_by_label("Naam").fill(name)
    button(card, "Opslaan").click()
    expect(page.get_by_text(name).last).to_be_visible()


def chooses(page: Page, chat: str) -> None:
    """Another chat, in the list that the page keeps beside it."""
    page.get_by_text(chat, exact=True).first.click()


def form_of(teams: Playground, person: Person, title: str) -> Seen:
    """As it stands on the page, to send it in over the control API."""
    return teams.shows(lambda seen: seen.conversation == person.chat and seen.words.startswith(title))


def test_somebody_sees_their_own_page(page: Page) -> None:
    card = says(page, "samenspel", "Samenspel")
    expect(card.get_by_text("Dit is jouw pagina bij Gemeente Voorbeeld.")).to_be_visible()
    expect(button(card, "Nieuw project")).to_be_visible()
    keeps(card, "own-page")


def test_a_project_is_registered_and_what_was_typed_is_shown_as_typed(page: Page) -> None:
    registers(page, "Park *Singel* {{DATE(2026-01-01T00:00:00Z)}} [x](y)")
    keeps(cards(page, "Opgeslagen").last, "saved")


def test_what_is_missing_is_asked_for_in_the_form_itself(page: Page) -> None:
    card = says(page, "project nieuw", "Nieuw project")
    card.get_by_label("Naam").fill("")
    card.get_by_role("radio", name="projectleider").check()
    button(card, "Opslaan").click()
    expect(card.get_by_text("Vul dit nog in.")).to_be_visible()
    expect(card.get_by_role("radio", name="projectleider")).to_be_checked()
    keeps(card, "form-with-errors")
    button(card, "Annuleren").click()
    expect(page.get_by_text("Er is niets opgeslagen.").last).to_be_visible()


def test_a_project_and_the_overview_of_this_week_can_be_read(page: Page) -> None:
    card = says(page, "project toon Herinrichting Havenkade", "Herinrichting Havenkade")
    expect(button(card, "Rollen")).to_be_visible()
    keeps(card, "project")
    card = says(page, "overzicht", "Weekoverzicht, week 48")
    expect(card.get_by_text("De komende twee weken")).to_be_visible()
    expect(card.get_by_text("Jongerenworkshop visie")).to_be_visible()
    expect(row(card, "Wie wacht?", "Antwoord: ")).to_be_visible()
    keeps(card, "overview")


def test_commands_are_named_as_people_type_them_here(page: Page) -> None:
    card = says(page, "help", "Dit kan ik")
    keeps(card, "help")
    button(card, "Alle opdrachten").click()
    listed = cards(page, "Dit kan ik").filter(has_text="project nieuw").last
    expect(listed.get_by_text("project nieuw", exact=True)).to_be_visible()
    assert "/" not in listed.inner_text()
    keeps(listed, "commands")
    keeps(says(page, "samenspel instellingen", "Instellingen"), "settings")


def test_people_say_it_in_their_own_words(page: Page) -> None:
    keeps(
        says(page, "waar is het druk in de bloemenbuurt in december", "Drukte in Bloemenbuurt, december 2026"), "busy"
    )
    keeps(says(page, "grote lopende projecten voor jongeren", "Projecten: lopend, jongeren, groot"), "narrowed")
    keeps(says(page, "hoe krijg je een gemengde groep met loten?", "Dit weten we al"), "found")
    keeps(says(page, "inloopavond Havenkade", "Wat bedoel je?"), "which")
    keeps(says(page, "what's on in Centrum next month", "Agenda van Centrum, december 2026"), "english")
    for name, said, shown in (
        ("week", "wat moet ik deze week doen", "Jouw week, week 48"),
        ("project", "havnkade", "Herinrichting Havenkade"),
        ("agenda", "agenda december", "Agenda, december 2026"),
        ("answer", "mag ik deelnemers een cadeaubon geven", "Dit weten we al"),
        ("thanks", "dank je wel!", "Graag gedaan"),
    ):
        keeps(says(page, said, shown), name)
    expect(page.get_by_text("Geld vragen voor participatie")).to_be_visible()


def test_a_role_is_accepted_with_one_click(page: Page, bert: Person, anna: Person) -> None:
    bert.types("project nieuw")
    bert.clicks("Opslaan", name="Fietspad Zuid", own_role="participation_adviser")
    bert.types("project rollen Fietspad Zuid")
    bert.clicks("Opslaan", communication_adviser=playground.user_of(0))
    asked = page.locator(".ac-adaptiveCard").filter(has_text="Bert Bos noemde jou voor een rol.")
    expect(asked.get_by_text("Pas na jouw ja staat het vast.")).to_be_visible()
    keeps(asked, "role-asked")
    button(asked, "Ja").click()
    accepted = page.locator(".ac-adaptiveCard").filter(has_text="Je bent nu communicatieadviseur bij Fietspad Zuid.")
    expect(accepted).to_be_visible()
    keeps(accepted, "role-accepted")


def test_a_moment_is_weighed_before_it_is_saved(teams: Playground, page: Page, anna: Person) -> None:
    card = says(page, "project moment Herinrichting Havenkade", "Contactmoment")
    keeps(card, "moment")
    # The date field of the page draws a calendar of today, which is not the bot's.
    anna.clicks(
        "Opslaan",
        form_of(teams, anna, "Contactmoment"),
        title="Avond aan de kade",
        starts_on="2026-12-08",
        streets="Wal",
    )
    card = cards(page, "Hoe druk is het dan?")
    expect(card).to_be_visible()
    keeps(card, "what-if")
    button(card, "donderdag 7 januari: 3 vragen").click()
    expect(card.get_by_text("Avond aan de kade · donderdag 7 januari 2027.")).to_be_visible()
    keeps(card, "what-if-another-day")
    button(card, "Opslaan").click()
    saved = page.locator(".ac-adaptiveCard").filter(has_text="staat bij Herinrichting Havenkade: donderdag 7 januari")
    expect(saved).to_be_visible()
    keeps(saved, "moment-saved")


def test_an_introduction_of_buddies_says_who_why_and_how_to_begin(page: Page, anna: Person, bert: Person) -> None:
    card = says(page, "buddy aan", "Meedoen met buddy's")
    keeps(card, "buddy-form")
    for person, learns in ((anna, "Hoe je een enquête opzet"), (bert, "Korte teksten schrijven")):
        person.types("buddy aan")
        person.clicks("Ik doe mee", bio="Ik kom uit de zorg.", learns=learns)
    card = says(page, "buddy ronde", "Een ronde buddy's")
    button(card, "Start nu").first.click()
    expect(card.get_by_text("Ik stel dan meteen")).to_be_visible()
    keeps(card, "buddy-round")
    button(card, "Start nu").last.click()
    card = cards(page, "Jullie zijn buddy's")
    expect(card.get_by_text("Open een chat met elkaar", exact=True)).to_be_visible()
    keeps(card, "introduction")
    button(card, "Voor in je agenda").first.click()
    file = cards(page, "Voor in je agenda")
    expect(file.get_by_text("Zeg ja: dan staat het in deze chat.")).to_be_visible()
    keeps(file, "introduction-file")


def plans(person: Person, form: Seen, day: str) -> None:
    person.clicks("Plan", form, day=day, time="15:00", minutes=60, place="Kamer 3", channel=GROUP)


def test_a_session_is_planned_announced_and_joined(teams: Playground, page: Page, anna: Person, bert: Person) -> None:
    anna.types("help", GROUP)
    card = says(page, "kennis sessie Loten doe je zo", "Kennissessie plannen")
    keeps(card, "session-form")
    plans(anna, form_of(teams, anna, "Kennissessie plannen"), "2026-12-10")
    card = cards(page, "De sessie staat gepland")
    expect(card.get_by_text("Ik kondig")).to_be_visible()
    keeps(card, "session-planned")
    bert.types("kennis sessie Praten met boze mensen")
    plans(bert, form_of(teams, bert, "Kennissessie plannen"), "2026-12-11")
    chooses(page, "Overleg")
    own, theirs = (
        page.locator(".ac-adaptiveCard").filter(has_text=topic)
        for topic in ("Loten doe je zo", "Praten met boze mensen")
    )
    expect(own.get_by_text("Kom je ook?")).to_be_visible()
    button(theirs, "Ik kom").click()
    expect(theirs.get_by_text("1 collega komt.")).to_be_visible()
    keeps(theirs, "announcement")
    chooses(page, "Personal Chat")
    joined = page.locator(".ac-adaptiveCard").filter(has_text="Praten met boze mensen: fijn dat je komt")
    expect(joined).to_be_visible()
    keeps(joined, "joined")


# It takes a third of this file. That the page draws what comes by itself, and takes a click on it, shows the role
# above; and what comes after weeks, with its buttons, test_playground_in_time.py.
@pytest.mark.thorough
def test_what_comes_by_itself_weeks_later_is_answered_in_the_page(browser: Browser, tmp_path: Path) -> None:
    """In a Playground of its own: its clock is turned."""
    with playground.running(tmp_path, *LISTS) as teams:
        anna, bert = communicates(teams), participates(teams)
        page = opened(browser, teams)
        anna.types("overzicht week")
        anna.clicks("Stuur dit elke week")
        for person in (anna, bert):
            person.types("buddy aan")
            person.clicks("Ik doe mee", bio="Ik kom uit de zorg.")
        anna.types("buddy ronde")
        teams.shows(lambda seen: "Ronde 1 zou" in seen.words)
        anna.clicks("Start nu")
        teams.shows(lambda seen: "Ronde 1 is begonnen" in seen.words)
        teams.shows(lambda seen: "Jullie zijn buddy's" in seen.words)
        bert.types("kennis sessie Loten doe je zo")
        bert.clicks("Plan", day="2026-12-10", time="15:00", minutes=60, place="Kamer 3")
        anna.types("kennis")
        anna.clicks("Komende sessies")
        # Not the last in the chat: what comes by itself meanwhile may stand below.
        listed = teams.shows(lambda seen: seen.conversation == anna.chat and "Loten doe je zo" in seen.words)
        anna.clicks("Bekijk", listed)
        teams.shows(lambda seen: any(action["title"] == "Ik kom" for action in seen.actions))
        anna.clicks("Ik kom")

        # A week before the session; half way to the next round, and before anybody is asked once more.
        teams.turn(dt.datetime(2026, 12, 3, 14, 0, 5, tzinfo=dt.UTC))
        reminder = page.locator(".ac-adaptiveCard").filter(has_text="Over een week: Loten doe je zo")
        expect(reminder).to_be_visible()
        keeps(reminder, "reminder")
        teams.turn(dt.datetime(2026, 12, 4, 9, 0, tzinfo=dt.UTC))
        asked = page.locator(".ac-adaptiveCard").filter(has_text="al gesproken?")
        expect(asked).to_be_visible()
        keeps(asked, "have-you-spoken")
        button(asked, "Ja").click()
        spoke = page.locator(".ac-adaptiveCard").filter(has_text="Mooi dat jullie elkaar spraken.")
        expect(spoke).to_be_visible()
        keeps(spoke, "spoken")

        teams.turn(MONDAY + dt.timedelta(days=14))
        week = cards(page, "Jouw week, week 50")
        expect(week).to_be_visible()
        expect(button(week, "Ik kom")).to_have_count(0)
        keeps(week, "own-week")
        page.close()
        assert "Traceback" not in teams.bot_process.log
