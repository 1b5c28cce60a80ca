"""What `make demo` shows: the practice workspace with the real Samenspel behind it, and the sample municipality."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.axe import violations
from tests.playground.conftest import Demo, running_demo
from tests.playground.desk import Desk, Seat, nothing_refused, seats, sit
from tests.playground.test_accessibility import check


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("real"), bot_command=()) as demo:
        yield demo


@pytest.fixture
def seat(browser: Browser, demo: Demo) -> Iterator[Seat]:
    yield from seats(browser, demo.base)


def bots_own(code: str) -> str:
    """Where this person and the bot talk."""
    return f"k/D0BOT{code}"


def field(form: Locator, label: str) -> Locator:
    return form.get_by_label(re.compile(rf"^{re.escape(label)}( \(mag leeg\))?$"))


def save(form: Locator) -> None:
    form.get_by_role("button", name="Opslaan").click()


def click(message: Locator, button: str) -> None:
    """One beside a line is called by its words and the line."""
    message.get_by_role("button", name=re.compile(rf"^{re.escape(button)}(:|$)")).click()


def registers(desk: Desk, name: str) -> Locator:
    """The card that says that it is saved."""
    desk.says("/project nieuw")
    form = desk.form("Nieuw project")
    field(form, "Naam").fill(name)
    save(form)
    desk.no_form()
    return desk.sees(f"{name} staat in het overzicht.")


def names(desk: Desk, saved: Locator, role: str, typed: str, colleague: str) -> None:
    click(saved, "Rollen")
    names_in_the_form(desk, role, typed, colleague)


def names_in_the_form(desk: Desk, role: str, typed: str, colleague: str) -> None:
    form = desk.form("Wie doet wat?")
    desk.chooses(form, role, typed, colleague)
    save(form)
    desk.no_form()
    desk.sees(f"Ik vraag het nu aan {colleague}")


def test_a_project_is_registered_and_a_colleague_says_yes(seat: Seat) -> None:
    anouk = seat("C03")
    lotte = seat("C09", "k/C0PARTICIPATIE")
    app = lotte.page.locator("#side a", has_text="Samenspel").first
    saved = registers(anouk, "Speelplek *Lindelaan* & <b>")
    names(anouk, saved, "Communicatieadviseur", "lotte", "Lotte")
    # How many is counted in the journeys: what other tests had for Lotte is news here as well.
    expect(app.locator(".badge")).to_be_visible()
    app.click()
    asked = lotte.sees("Wil jij communicatieadviseur zijn bij Speelplek *Lindelaan* & <b>?")
    click(asked, "Ja")
    lotte.sees("Je bent nu communicatieadviseur bij Speelplek *Lindelaan* & <b>.")
    anouk.says("/project toon Lindelaan")
    card = anouk.sees("De driehoek")
    expect(card).to_contain_text("communicatieadviseur: Lotte")
    expect(card).not_to_contain_text("wacht op")


def test_the_sample_has_quality_and_a_report_about_an_area(seat: Seat) -> None:
    youssef = seat("C02", bots_own("C02"))
    youssef.says("/project kwaliteit Centrumvisie")
    expect(youssef.sees("48 antwoorden")).to_contain_text("12 van 17 adviezen overgenomen")
    youssef.says("/overzicht gebied Noorderveld")
    expect(youssef.sees("Gebiedsbericht")).to_contain_text("Samenwerking: 2 van 5, het loopt moeizaam.")


def test_who_refuses_is_thanked_and_the_project_lead_hears_so(seat: Seat) -> None:
    youssef, jeroen = seat("C02"), seat("C08", bots_own("C08"))
    names(youssef, registers(youssef, "Fietsbrug Noord"), "Communicatieadviseur", "jeroen", "Jeroen")
    click(jeroen.sees("zijn bij Fietsbrug Noord?"), "Dit is niet mijn taak")
    jeroen.sees("Goed dat je het zegt. De rol communicatieadviseur bij Fietsbrug Noord is weer vrij.")
    youssef.sits_down("C02", bots_own("C02"))
    vacant = youssef.sees("kan de rol communicatieadviseur bij Fietsbrug Noord niet op zich nemen")
    click(vacant, "Vraag iemand anders")
    youssef.form("Wie doet wat?")


def test_two_people_change_the_same_part_and_neither_loses_what_they_typed(seat: Seat) -> None:
    youssef, ilse = seat("C02"), seat("C11")
    forms = []
    for desk in (youssef, ilse):
        desk.says("/project wijzig Omgevingsvisie")
        click(desk.sees("Wat wil je wijzigen?"), "Invloed van inwoners")
        forms.append(desk.form("Invloed van inwoners"))
    first, second = forms
    field(first, "Wat ligt open").fill("De groene randen")
    save(first)
    youssef.no_form()
    field(second, "Wat ligt open").fill("De hoogte van de torens")
    field(second, "Reden voor wel of geen participatie").fill("Het gaat over ieders stad")
    save(second)
    expect(second).to_contain_text("Let op. Youssef El Amrani wijzigde dit project terwijl jij bezig was")
    expect(second).to_contain_text("De groene randen")
    expect(field(second, "Wat ligt open")).to_have_value("De hoogte van de torens")
    expect(field(second, "Reden voor wel of geen participatie")).to_have_value("Het gaat over ieders stad")
    save(second)
    ilse.no_form()
    ilse.says("/project toon Omgevingsvisie")
    expect(ilse.sees("De driehoek")).to_contain_text("Wat ligt open: De hoogte van de torens")


def test_wrong_input_is_said_at_its_field_and_nothing_typed_is_lost(seat: Seat) -> None:
    daan = seat("C04")
    daan.says("/project nieuw")
    form = daan.form("Nieuw project")
    save(form)
    expect(field(form, "Naam")).to_have_accessible_description(re.compile("Dit moet je nog invullen."))
    field(form, "Naam").fill("Warmtenet Molenwijk")
    form.get_by_label("lopend").check()
    daan.chooses(form, "Gebieden", "molen", "Molenwijk")
    field(form, "Begin").fill("2026-12-09")
    field(form, "Eind").fill("2026-12-01")
    save(form)
    end = field(form, "Eind")
    expect(end).to_have_attribute("aria-invalid", "true")
    expect(end).to_be_focused()
    expect(end).to_have_accessible_description(
        re.compile("De laatste dag ligt voor de eerste dag. Kies een latere laatste dag.")
    )
    expect(end).to_have_value("2026-12-01")
    expect(field(form, "Begin")).to_have_value("2026-12-09")
    expect(field(form, "Naam")).to_have_value("Warmtenet Molenwijk")
    expect(form.get_by_label("lopend")).to_be_checked()
    expect(form.get_by_role("list", name="Gekozen").first).to_contain_text("Molenwijk")
    end.fill("2027-12-01")
    save(form)
    daan.sees("Warmtenet Molenwijk staat in het overzicht.")


def test_a_list_is_imported_with_a_file_and_only_by_who_may(seat: Seat, tmp_path: Path) -> None:
    csv = tmp_path / "projecten.csv"
    csv.write_text("id;naam;status\nP90;Dorpsplein;lopend\nP91;Wandelroute;komend\n", encoding="utf-8")
    kwame, nadia = seat("C10", bots_own("C10")), seat("C15")
    nadia.says("/project import")
    nadia.sees("Hier is een collega voor nodig")
    kwame.says("/project import")
    form = kwame.form("Lijst inlezen")
    field(form, "Bestand").set_input_files(csv)
    form.get_by_role("button", name="Ga verder").click()
    # Another test may have read in a list in this chat before.
    checked, read_in = said_in_chat(kwame, "De lijst is gecontroleerd"), said_in_chat(kwame, "De lijst is ingelezen")
    before = read_in.count()
    expect(checked).to_have_count(before + 1)
    checked.last.get_by_role("button", name="Lees nu in").click()
    expect(read_in).to_have_count(before + 1)
    expect(read_in.last).to_contain_text("projecten: 2 nieuw")
    nadia.says("/project toon Dorpsplein")
    nadia.sees("Project P90")


def test_what_is_not_recognised_is_chosen_with_its_values_in_sight(seat: Seat, tmp_path: Path) -> None:
    csv = tmp_path / "projecten.csv"
    csv.write_text("Kenmerkje;Wat we doen\nA-1;Marktplein\nA-2;Stationsbuurt\n", encoding="utf-8")
    kwame = seat("C10", bots_own("C10"))
    kwame.says("/project import")
    form = kwame.form("Lijst inlezen")
    field(form, "Bestand").set_input_files(csv)
    form.get_by_role("button", name="Ga verder").click()
    card = kwame.sees("Uit deze lijst kan ik niets inlezen")
    card.get_by_role("button", name="Kies kolommen").click()
    form = kwame.form("Kolommen kiezen")
    field(form, "naam: welke kolom is dit?").select_option("Wat we doen: Marktplein · Stationsbuurt")
    form.get_by_role("button", name="Controleer").click()
    kwame.sees("projecten: 2 nieuw").get_by_role("button", name="Lees nu in").click()
    kwame.sees("De lijst is ingelezen")


def test_samenspel_speaks_english_after_the_profile_says_so(seat: Seat) -> None:
    wei = seat("C16", bots_own("C16"))
    speaks_english(wei)
    wei.sees("Your profile has been saved")
    wei.says("/project new")
    expect(wei.form("New project")).to_contain_text("Only the name is needed.")
    wei.page.keyboard.press("Escape")
    wei.sits_down("C16", "home")
    expect(wei.page.get_by_text("Hello ")).to_be_visible()
    expect(wei.page.get_by_text("My projects", exact=True)).to_be_visible()


def said_in_chat(desk: Desk, words: str) -> Locator:
    return desk.page.locator("#messages .message").filter(has_text=words)


def speaks_english(desk: Desk) -> None:
    """Also when another test had her choose it before."""
    desk.says("/samenspel profiel")
    form = desk.page.get_by_role("dialog", name=re.compile("^(Mijn profiel|My profile)$"))
    language = form.get_by_label(re.compile("In welke taal schrijf ik je|In which language shall I write"))
    english = language.locator("option").filter(has_text=re.compile("^(Engels|English)$"))
    language.select_option(english.get_attribute("value"))
    form.locator("[type=submit]").click()
    desk.no_form()


def test_a_contact_moment_is_planned(seat: Seat) -> None:
    pieter = seat("C06")
    plans_a_moment(pieter, "verkeersp", "Verkeersplan Noorderveld", "Buurtavond *verkeer*")
    saved = pieter.sees("Buurtavond *verkeer* staat bij Verkeersplan Noorderveld: dinsdag 15 december 2026.")
    click(saved, "Naar het project")
    expect(pieter.sees("De driehoek")).to_contain_text("Buurtavond *verkeer* · dinsdag 15 december 2026")


def plans_a_moment(desk: Desk, typed: str, project: str, name: str) -> None:
    desk.says("/project moment")
    form = desk.form("Contactmoment")
    desk.chooses(form, "Bij welk project?", typed, project)
    field(form, "Naam van het moment").fill(name)
    field(form, "Eerste dag").fill("2026-12-15")
    save(form)
    save(desk.form("Hoe druk is het dan?"))
    desk.no_form()


def test_before_a_question_is_saved_its_planner_sees_how_busy_it_is(seat: Seat) -> None:
    marieke = seat("C01")
    marieke.says("/project moment Herinrichting Havenkade")
    form = marieke.form("Contactmoment")
    field(form, "Naam van het moment").fill("Avond aan de kade")
    field(form, "Eerste dag").fill("2026-12-08")
    field(form, "Straten").fill("Wal")
    save(form)
    form = marieke.form("Hoe druk is het dan?")
    verdict = form.get_by_text(
        "te druk. Van de omwonenden en ondernemers krijgen jongeren het meest: 7 vragen in 28 dagen."
    )
    expect(verdict).to_be_in_viewport()
    assert violations(marieke.page) == []
    form.get_by_role("button", name="donderdag 7 januari: 3 vragen").click()
    expect(field(form, "Eerste dag")).to_have_value("2027-01-07")
    form.get_by_role("button", name="Terug").click()
    form = marieke.form("Contactmoment")
    expect(field(form, "Straten")).to_have_value("Wal")
    expect(field(form, "Eerste dag")).to_have_value("2027-01-07")
    save(form)
    save(marieke.form("Hoe druk is het dan?"))
    marieke.no_form()
    marieke.sees("Avond aan de kade staat bij Herinrichting Havenkade: donderdag 7 januari 2027.")


def test_the_map_of_how_much_is_asked_comes_after_the_answer(seat: Seat) -> None:
    ilse = seat("C11")
    ilse.says("/overzicht drukte")
    answer = ilse.sees("Rustig: tot en met 2 vragen. Druk: vanaf 3. Te druk: vanaf 4.")
    expect(answer).to_contain_text("Oude Haven: te druk.")
    ilse.sits_down("C11", bots_own("C11"))
    posted = ilse.page.locator("#messages .message").filter(has_text="Oude Haven: tot 10 januari te druk")
    expect(posted).to_be_visible()
    picture = posted.get_by_role("img", name=re.compile("Tabel met de drukte per buurt en week"))
    expect(picture).to_be_visible()
    assert picture.evaluate("picture => picture.naturalWidth") > 900
    assert violations(ilse.page) == []


def test_a_session_is_announced_and_how_many_come_is_kept_up_there(seat: Seat) -> None:
    ilse, lotte, jeroen = seat("C11"), seat("C09", "k/C0PARTICIPATIE"), seat("C08", "k/C0PARTICIPATIE")
    ilse.says("/kennis sessie Loten *doe* je <zo>")
    form = ilse.form("Kennissessie plannen")
    field(form, "Dag").fill("2026-12-10")
    ilse.chooses(form, "Aankondigen in", "partic", "participatie")
    form.get_by_role("button", name="Plan").click()
    ilse.no_form()
    for desk, words in ((lotte, "1 collega komt."), (jeroen, "2 collega's komen.")):
        click(desk.sees("Kom je ook?"), "Ik kom")
        desk.sees("Je staat op de lijst")
        expect(lotte.sees("Kom je ook?")).to_contain_text("Loten *doe* je <zo>")
        expect(lotte.sees("Kom je ook?")).to_contain_text(words)
    expect(lotte.page.locator("#messages .message").filter(has_text="Kom je ook?")).to_have_count(1)
    assert violations(lotte.page) == []


def test_the_home_shows_my_projects_and_what_i_am_asked_and_is_worked_from(seat: Seat) -> None:
    shanti, rachid = seat("C05"), seat("C12", "home")
    home = rachid.page.locator(".home-page")
    expect(home.get_by_text("Mijn projecten", exact=True)).to_be_visible()
    expect(home).to_contain_text("Herinrichting Havenkade")
    names(shanti, registers(shanti, "Stadspark Oost"), "Omgevingsmanager", "rachid", "Rachid")
    rachid.sits_down("C12", "home")
    expect(home).to_contain_text("Er wacht 1 vraag op jou")
    home.get_by_role("button", name="Ja", exact=True).click()
    expect(rachid.page.get_by_role("dialog", name="Samenspel")).to_contain_text("Je bent nu omgevingsmanager")
    rachid.page.keyboard.press("Escape")
    rachid.no_form()
    rachid.sits_down("C12", "home")
    expect(home).not_to_contain_text("Er wacht 1 vraag op jou")
    expect(home).to_contain_text("Stadspark Oost")
    home.get_by_role("button", name="Nieuw project").click()
    form = rachid.form("Nieuw project")
    field(form, "Naam").fill("Brug bij de molen")
    save(form)
    # The answer stands where the form stood.
    expect(rachid.page.get_by_role("dialog", name="Samenspel")).to_contain_text("Brug bij de molen staat in het")
    rachid.page.keyboard.press("Escape")
    rachid.no_form()
    rachid.sits_down("C12", "home")
    expect(home).to_contain_text("Brug bij de molen")


def test_a_project_is_registered_by_keyboard_alone(seat: Seat) -> None:
    sanne = seat("C13")
    keys = sanne.page.keyboard
    tabs_to(sanne, sanne.page.locator("#say"))
    keys.type("/project nieuw ")
    keys.press("Enter")
    form = sanne.form("Nieuw project")
    expect(field(form, "Naam")).to_be_focused()
    keys.type("Speeltuin Vogelpad")
    tabs_to(sanne, form.get_by_label("komend"))
    keys.press("ArrowDown")
    expect(form.get_by_label("lopend")).to_be_checked()
    tabs_to(sanne, field(form, "Gebieden"))
    keys.type("vogel")
    expect(form.get_by_role("option", name="Vogel").first).to_be_visible()
    keys.press("Enter")
    tabs_to(sanne, form.get_by_role("button", name="Opslaan"))
    keys.press("Enter")
    sanne.no_form()
    expect(sanne.page.locator("#say")).to_be_focused()
    saved = sanne.sees("Speeltuin Vogelpad staat in het overzicht.")
    view = saved.get_by_role("button", name="Bekijk")
    tabs_to(sanne, view, backwards=True)
    keys.press("Enter")
    expect(sanne.sees("De driehoek")).to_contain_text("Gebieden: Vogel")


def tabs_to(desk: Desk, place: Locator, *, backwards: bool = False) -> None:
    for _ in range(80):
        if place.evaluate("place => place === document.activeElement"):
            return
        desk.page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"80 times Tab did not lead to {place}")


LATE = """
const real = window.fetch
window.fetch = async (...asked) => {
  const answer = await real(...asked)
  if (String(asked[0]).endsWith("/nieuw")) await new Promise((done) => setTimeout(done, 1000))
  return answer
}
"""
"""As on a busy machine, or over a slow line: by then the page has heard that there is somebody new."""


def test_a_new_colleague_begins_and_is_welcomed(seat: Seat) -> None:
    desk = seat("C15")
    desk.page.evaluate(LATE)
    desk.page.locator(".who").click()
    desk.page.get_by_role("button", name="Laat een nieuwe collega beginnen").click()
    expect(desk.page).to_have_url(re.compile("/als/N01/"))
    desk = seat("N01", bots_own("N01"))
    welcome = desk.page.locator("#messages .message").filter(has_text="Welcome to Samenspel")
    # It goes as every message to somebody's own chat does: when it is its turn.
    expect(welcome).to_be_visible()
    click(welcome, "Communication adviser")
    desk.sees("You are communication adviser.")
    nothing_refused(desk, "N01")


def test_news_of_many_colleagues_leaves_the_top_bar_where_it_is(seat: Seat) -> None:
    desk = seat("C01")
    desk.page.evaluate(
        """() => { const list = document.createElement("ul"); list.className = "news"
        for (let at = 0; at < 60; at++) list.innerHTML +=
          '<li><a class="news-chip" href="#"><span>Anna</span><span class="sr">nieuws van Anna</span></a></li>'
        document.getElementById("news").replaceChildren(list) }"""
    )
    height = "document.documentElement.scrollHeight - document.documentElement.clientHeight"
    assert desk.page.evaluate(height) == 0


def test_every_step_of_the_tour_is_done_by_doing_what_it_says(seat: Seat) -> None:
    """From the beginning, and led by the tour's own button."""
    guided = seat("C01")
    begins_again(guided)
    for done, do in enumerate(WALK):
        expect(guided.page.locator(".tour-pips .done")).to_have_count(done)
        take_me_there(guided, "Breng me erheen")
        do(guided)
    expect(guided.page.locator(".tour-pips .done")).to_have_count(len(WALK))
    take_me_there(guided, "Open de startpagina")
    expect(guided.page.get_by_text("Je hebt alles gezien.")).to_be_visible()
    nothing_refused(guided, "C07")


def begins_again(desk: Desk) -> None:
    desk.page.get_by_role("button", name="Meer", exact=True).click()
    desk.page.get_by_role("menuitem", name="Opnieuw beginnen").click()
    desk.form("Opnieuw beginnen").get_by_role("button", name="Ja, wis alles").click()
    expect(desk.page.locator(".bot-note")).to_have_count(1, timeout=90000)
    expect(desk.page.locator(".bot-note")).to_have_count(0, timeout=90000)
    expect(desk.page.locator(".tour-pips .done")).to_have_count(0)


def take_me_there(desk: Desk, link: str) -> None:
    with desk.page.expect_response(re.compile("/deel/zijbalk")):
        desk.page.get_by_role("link", name=link).click()


def registers_step(guided: Desk) -> None:
    expect(guided.page.locator("#say")).to_have_value("/project nieuw")
    guided.page.locator("#say").press("Enter")
    form = guided.form("Nieuw project")
    field(form, "Naam").fill("Mijn eerste project")
    save(form)
    guided.sees("Mijn eerste project staat in het overzicht.")


def names_step(guided: Desk) -> None:
    expect(guided.page.locator("#say")).to_have_value("/project rollen")
    guided.page.locator("#say").press("Enter")
    which = guided.sees("Welk project bedoel je?")
    which.get_by_role("button", name="Kies").first.click()
    names_in_the_form(guided, "Communicatieadviseur", "fatma", "Fatma Yildirim")


def accepts_step(guided: Desk) -> None:
    click(guided.sees("Wil jij communicatieadviseur zijn bij Mijn eerste project?"), "Ja")
    guided.sees("Je bent nu communicatieadviseur bij Mijn eerste project.")


def plans_step(guided: Desk) -> None:
    plans_a_moment(guided, "eerste", "Mijn eerste project", "Mijn eerste avond")
    guided.sees("Mijn eerste avond staat bij Mijn eerste project")


def language_step(guided: Desk) -> None:
    speaks_english(guided)
    guided.sees("Your profile has been saved")


WALK = (registers_step, names_step, accepts_step, plans_step, language_step)


# what it looks like to whoever cannot see it


def a_form(desk: Desk) -> None:
    desk.sits_down("C14").says("/project nieuw")
    desk.form("Nieuw project")


def a_card(desk: Desk) -> None:
    desk.sits_down("C14", bots_own("C14")).says("/project toon Havenkade")
    desk.sees("De driehoek")


def a_list(desk: Desk) -> None:
    desk.sits_down("C14", bots_own("C14")).says("/project lijst")
    desk.sees("De laatste wijziging staat bovenaan")


def a_home(desk: Desk) -> None:
    desk.sits_down("C14", "home")
    expect(desk.page.get_by_text("Mijn projecten", exact=True)).to_be_visible()


@pytest.mark.parametrize("narrow", [False, True], ids=["1440", "360"])
@pytest.mark.parametrize("surface", [a_form, a_card, a_list, a_home], ids=lambda surface: surface.__name__)
def test_axe_finds_nothing(browser: Browser, demo: Demo, surface: Callable[[Desk], None], narrow: bool) -> None:
    def shown(desk: Desk) -> None:
        surface(desk)
        nothing_refused(desk, "C14")

    check(sit(browser, demo.base, narrow=narrow), shown)


# figures

PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
CLICK = """async ([button, selector, text]) => {
  const labelled = (selector, text) =>
    [...document.querySelectorAll(selector)].filter((one) => one.textContent.trim().startsWith(text))
  const before = labelled(selector, text).length
  const answered = new Promise((done) => {
    new MutationObserver(() => labelled(selector, text).length > before && done())
      .observe(document.body, { attributes: true, childList: true, subtree: true })
  })
  const started = performance.now()
  labelled("#messages button", button).at(-1).click()
  await answered
  return performance.now() - started
}"""


def test_a_click_is_answered_at_once_and_the_page_is_there_within_a_second(seat: Seat) -> None:
    """The best of five: other work on the machine is not ours to measure."""
    anouk = seat("C03", bots_own("C03"))
    cards, forms, paints = [], [], []
    for _ in range(5):
        anouk.sits_down("C03", bots_own("C03"))
        paints.append(anouk.page.wait_for_function(PAINT).json_value())
        anouk.says("/project toon Bloemenbuurt")
        last = anouk.page.locator("#messages .message").last
        expect(last).to_contain_text("De driehoek")
        forms.append(anouk.page.evaluate(CLICK, ["Rollen", "dialog[open] [role=combobox]", ""]))
        anouk.page.keyboard.press("Escape")
        anouk.no_form()
        cards.append(anouk.page.evaluate(CLICK, ["Geschiedenis", "#messages button", "Terug naar het project"]))
    print(f"first paint {min(paints):.0f} ms, form {min(forms):.0f} ms, card {min(cards):.0f} ms")
    assert min(paints) <= 1000
    assert min(forms) <= 300
    assert min(cards) <= 300


# Time goes by: in a workspace of its own, because the others live on Monday morning


def test_after_turning_the_clock_everybody_elses_messages_are_a_click_away(browser: Browser, tmp_path: Path) -> None:
    with running_demo(tmp_path, bot_command=()) as demo, contextmanager(seats)(browser, demo.base) as seat:
        desk = seat("C01", bots_own("C01"))
        desk.page.get_by_role("button", name="Zet de klok anders").click()
        desk.page.get_by_role("button", name="Morgen om 09:00").click()
        fatma = desk.page.get_by_role("link", name="nieuw voor Fatma Yildirim")
        expect(fatma).to_be_visible(timeout=90000)
        fatma.click()
        card = desk.sees("Dit ligt voor je klaar")
        expect(card).to_contain_text("Doe je mee met buddy")
        expect(desk.page.get_by_role("button", name="Word iemand anders")).to_contain_text("Fatma Yildirim")
        expect(desk.page.get_by_role("link", name="nieuw voor Fatma Yildirim")).to_have_count(0)
