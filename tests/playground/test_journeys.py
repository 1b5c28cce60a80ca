"""People do their work in the practice workspace: in a real browser, with a real bot behind it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect
from playwright.sync_api import TimeoutError as TooLong

from tests.playground.conftest import Demo, running_demo
from tests.playground.desk import Seat, seats


@pytest.fixture
def seat(browser: Browser, demo: Demo) -> Iterator[Seat]:
    """In the town that every test of this run shares: whatever another one said there may be on the screen."""
    yield from seats(browser, demo.base, is_strict=False)


@pytest.fixture
def seat_in_an_empty_town(browser: Browser, tmp_path: Path) -> Iterator[Seat]:
    """For whoever counts what is there."""
    with running_demo(tmp_path / "town") as demo:
        yield from seats(browser, demo.base, is_strict=False)


def test_a_project_is_registered_and_the_role_accepted_by_somebody_else(seat: Seat) -> None:
    marieke, fatma = seat("C01"), seat("C07", "k/C0PARTICIPATIE")
    marieke.says("/project nieuw")
    form = marieke.form("Nieuw project")
    form.get_by_label("Naam van het project").fill("Herinrichting *Havenkade* & <b>")
    form.get_by_label("Status").select_option("Lopend")
    marieke.chooses(form, "Gebieden", "haven", "Havenkade")
    marieke.chooses(form, "Communicatieadviseur", "fatma", "Fatma Yildirim")
    form.get_by_label("Begint op").fill("2026-12-09")
    form.get_by_role("button", name="Bewaar").click()
    marieke.no_form()
    app = fatma.page.locator("#side a", has_text="Samenspel").first
    expect(app.locator(".badge")).to_contain_text("1")
    app.click()
    asked = fatma.sees("Wil je communicatieadviseur zijn van Herinrichting *Havenkade* & <b>?")
    asked.get_by_role("button", name="Ja, ik doe mee").click()
    fatma.sees("Fijn, @Fatma Yildirim doet mee.")
    for step in ("Registreer een project", "Zeg ja tegen een rol"):
        expect(fatma.page.locator(".tour-pips .done", has_text=step)).to_have_count(1)


def test_wrong_input_is_said_at_its_field_and_nothing_typed_is_lost(seat: Seat) -> None:
    marieke = seat("C01")
    marieke.says("/project nieuw")
    form = marieke.form("Nieuw project")
    form.get_by_label("Waar gaat het over?").fill("De kade")
    form.get_by_role("button", name="Bewaar").click()
    name = form.get_by_label("Naam van het project")
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description(re.compile("Dit moet je nog invullen."))
    name.fill("fout")
    form.get_by_label("Status").select_option("Komend")
    form.get_by_role("button", name="Bewaar").click()
    expect(name).to_have_accessible_description(re.compile("Deze naam bestaat al."))
    expect(form.get_by_label("Waar gaat het over?")).to_have_value("De kade")


def test_every_input_reaches_the_bot(seat: Seat, tmp_path: Path) -> None:
    henk = seat("C14", "k/D0BOTC14")
    henk.says("/samenspel alles")
    form = henk.form("Alle invoer")
    expect(form.get_by_label("Datum", exact=False).first).to_have_value("2026-12-09")
    form.get_by_label("Een regel").fill("Havenkade")
    form.get_by_label("Getal").fill("12")
    form.get_by_label("E-mail").fill("henk@voorbeeld.example")
    form.get_by_label("Webadres").fill("https://voorbeeld.example")
    henk.chooses(form, "Lange lijst", "marktpl", "Marktplein")
    henk.chooses(form, "Meer uit een lijst", "linde", "Lindelaan")
    henk.chooses(form, "Gezocht", "molen", "Molenweg")
    henk.chooses(form, "Meer gezocht", "vogel", "Vogelpad")
    henk.chooses(form, "Collega's", "kwame", "Kwame Owusu")
    henk.chooses(form, "Kanaal of gesprek", "samensp", "#samenspel")
    form.get_by_label("Ondernemers").check()
    form.get_by_label("Nee").check()
    csv = tmp_path / "projecten.csv"
    csv.write_text("naam\nHavenkade\n")
    form.get_by_label("Bestand").set_input_files(csv)
    form.get_by_role("button", name="Bewaar").click()
    expect(henk.page.get_by_role("dialog", name="Bewaard")).to_be_visible()
    henk.page.get_by_role("button", name="Volgende").click()
    expect(henk.page.get_by_role("dialog", name="Stap twee")).to_be_visible()
    henk.page.get_by_role("button", name="Terug").click()
    expect(henk.page.get_by_role("dialog", name="Bewaard")).to_be_visible()
    henk.page.keyboard.press("Escape")
    henk.no_form()
    told = henk.sees('"line"').inner_text()
    for value in (
        "Havenkade",
        "Marktplein",
        "Lindelaan",
        "Molenweg",
        "Vogelpad",
        "U00000C10",
        "C0SAMENSPEL",
        "1796844600",
    ):
        assert value in told
    assert '"name": "projecten.csv"' in told


def test_private_answers_are_marked_and_only_one_person_sees_them(seat: Seat) -> None:
    marieke, jeroen = seat("C01", "k/C0COMMUNICATIE"), seat("C08", "k/C0COMMUNICATIE")
    marieke.says("/samenspel")
    expect(marieke.sees("Dit ziet alleen jij.")).to_contain_text("Alleen zichtbaar voor jou")
    marieke.says("/samenspel kanaal")
    jeroen.sees("Overzicht van deze week")
    expect(jeroen.page.locator(".only-you")).to_have_count(0)


def test_buttons_menus_lists_and_questions_in_a_message_work(seat: Seat) -> None:
    pieter = seat("C06", "k/D0BOTC06")
    pieter.says("/samenspel blokken")
    message = pieter.sees("Overzicht van deze week")
    message.get_by_role("button", name="Meer keuzes").click()
    pieter.page.get_by_role("menuitem", name="Deel").click()
    pieter.sees("Gekozen: share")
    message = pieter.sees("Overzicht van deze week")
    message.get_by_role("combobox").select_option("Agenda")
    pieter.sees("Gekozen: agenda")
    pieter.sees("Overzicht van deze week").get_by_role("button", name="Verwijder").click()
    pieter.form("Verwijderen?").get_by_role("button", name="Laat staan").click()
    pieter.sees("Overzicht van deze week").get_by_role("button", name="Verwijder").click()
    pieter.form("Verwijderen?").get_by_role("button", name="Verwijder").click()
    expect(pieter.page.locator(".message", has_text="Overzicht van deze week")).to_have_count(0)


def test_the_message_box_completes_commands_verbs_and_names_by_keyboard(seat: Seat) -> None:
    daan = seat("C04")
    box = daan.page.locator("#say")
    box.press_sequentially("/pro")
    expect(daan.page.get_by_role("option", name="/project")).to_be_visible()
    box.press("Tab")
    expect(box).to_have_value("/project ")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("/project lijst ")
    box.press("Enter")
    daan.sees("Je typte: lijst")
    box.press_sequentially("Dag @Fat")
    box.press("Tab")
    expect(box).to_have_value("Dag @Fatma Yildirim ")
    box.press("Enter")
    expect(daan.sees("Dag @Fatma Yildirim").locator(".mention")).to_be_visible()


def test_everything_goes_by_keyboard_and_focus_comes_back(seat: Seat) -> None:
    shanti = seat("C05")
    shanti.page.keyboard.press("Tab")
    expect(shanti.page.get_by_role("link", name="Naar de berichten")).to_be_focused()
    box = shanti.page.locator("#say")
    box.focus()
    shanti.page.keyboard.type("/project nieuw ")
    shanti.page.keyboard.press("Enter")
    form = shanti.form("Nieuw project")
    expect(form.get_by_label("Naam van het project")).to_be_focused()
    for _ in range(30):
        shanti.page.keyboard.press("Tab")
        assert shanti.page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    areas = form.get_by_role("combobox", name="Gebieden")
    areas.press_sequentially("laan")
    expect(form.get_by_role("option", name="Lindelaan")).to_be_visible()
    expect(form.locator("[data-live=announce]")).to_contain_text("1 gevonden")
    shanti.page.keyboard.press("Escape")
    expect(form.get_by_role("option", name="Lindelaan")).to_be_hidden()
    form.get_by_label("Naam van het project").focus()
    shanti.page.keyboard.type("Speeltuin")
    shanti.page.keyboard.press("Escape")
    shanti.no_form()
    expect(box).to_be_focused()


def test_a_mention_is_answered_in_a_thread(seat: Seat) -> None:
    ilse = seat("C11", "k/C0PARTICIPATIE")
    ilse.says("@Samenspel ben je er?")
    asked = ilse.sees("ben je er?")
    expect(asked.locator(".reaction")).to_contain_text("👀")
    asked.get_by_role("link", name="1 reactie").click()
    thread = ilse.page.get_by_role("complementary", name="Draad")
    expect(thread).to_contain_text("Hier ben ik.")
    thread.get_by_label("Reactie in de draad").fill("Mooi")
    thread.get_by_label("Reactie in de draad").press("Enter")
    expect(thread.locator(".message").last).to_contain_text("Mooi")
    ilse.page.keyboard.press("Escape")
    expect(thread).to_be_hidden()


def test_a_message_of_several_lines_is_typed_with_shift_and_enter(seat: Seat) -> None:
    bram, daan = seat("C02", "k/C0KOFFIE"), seat("C04", "k/C0KOFFIE")
    box = bram.page.locator("#say")
    box.press_sequentially("Wie neemt er mee:")
    low = box.evaluate("box => box.offsetHeight")
    box.press("Shift+Enter")
    box.press_sequentially("- taart")
    box.press("Shift+Enter")
    box.press_sequentially("- koffie")
    assert box.evaluate("box => box.offsetHeight") > low, "the box grows"
    expect(bram.page.locator("#messages .message", has_text="taart")).to_have_count(0)
    box.press("Enter")
    assert daan.sees("taart").locator(".mrkdwn").inner_text().splitlines() == [
        "Wie neemt er mee:",
        "- taart",
        "- koffie",
    ]
    expect(box).to_have_value("")
    assert box.evaluate("box => box.offsetHeight") == low


def test_a_file_goes_along_with_what_somebody_says(seat: Seat, tmp_path: Path) -> None:
    jeroen, lotte = seat("C08", "k/C0COMMUNICATIE"), seat("C09", "k/C0COMMUNICATIE")
    for name in ("brief.txt", "verkeerd.txt"):
        (tmp_path / name).write_text("Beste bewoner")
    jeroen.page.locator("[data-attachments]").first.set_input_files([tmp_path / "brief.txt", tmp_path / "verkeerd.txt"])
    jeroen.page.get_by_role("button", name="Haal verkeerd.txt weg").click()
    jeroen.says("/project lijst")
    expect(jeroen.page.locator("[data-wrong]").first).to_contain_text("kan geen bestand mee")
    expect(jeroen.page.locator("#say")).to_have_value("/project lijst")
    jeroen.says("Kijk je mee?")
    with lotte.page.expect_download() as download:
        lotte.sees("Kijk je mee?").get_by_role("link", name="brief.txt").click()
    assert download.value.path().read_text() == "Beste bewoner"
    expect(lotte.page.locator(".file", has_text="verkeerd")).to_have_count(0)
    expect(jeroen.page.locator(".attached .chip")).to_have_count(0)


def test_who_sits_at_one_desk_sees_who_else_got_something_and_goes_there(seat_in_an_empty_town: Seat) -> None:
    marieke = seat_in_an_empty_town("C03")
    marieke.says("/samenspel samen")
    news = marieke.page.locator("#news")
    fatma = news.get_by_role("link", name="nieuw voor Fatma Yildirim")
    expect(fatma.locator(".badge")).to_have_text("3")
    expect(news.get_by_role("link", name="nieuw voor Kwame")).to_be_visible()
    expect(news.get_by_role("link", name="nieuw voor Jeroen")).to_have_count(0)
    marieke.page.get_by_role("button", name="Word iemand anders").click()
    row = marieke.page.locator("#who-menu .menu-row", has_text="Fatma Yildirim")
    expect(row.locator(".badge")).to_be_visible()
    marieke.page.keyboard.press("Escape")
    fatma.click()
    marieke.sees("Jullie zijn buddy's")
    expect(marieke.page.locator("#news").get_by_role("link", name="nieuw voor Fatma Yildirim")).to_have_count(0)


def test_a_group_has_its_picture_its_file_and_its_thread(seat_in_an_empty_town: Seat) -> None:
    seat_in_an_empty_town("C13").says("/samenspel samen")
    sanne = seat_in_an_empty_town("C13")
    group = sanne.page.locator("#side a", has_text="Fatma, Kwame")
    expect(group.locator(".badge")).to_have_text(re.compile("^3"))
    group.click()
    said = sanne.sees("Jullie zijn buddy's")
    picture = said.get_by_role("img", name="De Oude Haven is het drukst")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    with sanne.page.expect_download() as download:
        sanne.page.get_by_role("link", name="Zet in je agenda").click()
    assert download.value.suggested_filename == "sessie.ics"
    said.get_by_role("link", name="1 reactie").click()
    expect(sanne.page.get_by_role("complementary", name="Draad")).to_contain_text("Zijn jullie er al uit?")


def test_a_button_in_a_form_changes_the_form_and_what_was_typed_stays(seat: Seat) -> None:
    anouk = seat("C06")
    anouk.says("/samenspel stap")
    form = anouk.form("Plan een moment")
    form.get_by_label("Gebied").fill("de Singel")
    form.get_by_role("button", name="Is het druk?").click()
    expect(form).to_contain_text("Het is druk rond de Singel.")
    expect(form.get_by_label("Gebied")).to_have_value("de Singel")
    link = form.get_by_role("link", name="Lees meer")
    expect(link).to_have_attribute("href", "https://voorbeeld.example/drukte")


def test_what_was_typed_is_still_there_after_a_view_that_lay_on_top(seat: Seat) -> None:
    anouk = seat("C06")
    anouk.says("/samenspel stap")
    form = anouk.form("Plan een moment")
    form.get_by_label("Gebied").fill("de Singel")
    form.get_by_role("button", name="Verder").click()
    anouk.form("Stap twee")
    anouk.page.keyboard.press("Escape")
    expect(anouk.form("Plan een moment").get_by_label("Gebied")).to_have_value("de Singel")


def test_a_new_message_is_read_aloud(seat: Seat) -> None:
    sanne = seat("C13", "k/D0BOTC13")
    sanne.says("Dag")
    expect(sanne.page.locator("#announce")).to_contain_text("Nieuw bericht van Samenspel: Je zei: Dag")


def test_what_is_pressed_while_a_message_comes_in_is_clicked(seat: Seat) -> None:
    nadia, elsewhere = seat("C15", "k/D0BOTC15"), seat("C15", "k/D0BOTC15")
    nadia.says("/samenspel blokken")
    nadia.sees("Overzicht van deze week").get_by_role("button", name="Verwijder").hover()
    nadia.page.mouse.down()
    elsewhere.says("Kom ik tussendoor?")
    nadia.sees("Je zei: Kom ik tussendoor?")
    nadia.page.mouse.up()
    nadia.form("Verwijderen?").get_by_role("button", name="Laat staan").click()


def test_nothing_can_be_pressed_or_typed_before_the_page_listens(seat: Seat) -> None:
    nadia = seat("C15", "k/D0BOTC15")
    nadia.says("/samenspel blokken")
    nadia.sees("Overzicht van deze week")
    held: list[Route] = []
    nadia.page.route("**/static/main.js", lambda route: held.append(route))
    nadia.page.reload(wait_until="commit")
    button = nadia.sees("Overzicht van deze week").get_by_role("button", name="Verwijder")
    with pytest.raises(TooLong):
        button.click(timeout=500)
    held[0].continue_()
    button.click()
    nadia.form("Verwijderen?").get_by_role("button", name="Laat staan").click()


def test_shortcuts_open_forms_from_the_box_and_from_a_message(seat: Seat) -> None:
    rachid = seat("C12")
    rachid.page.get_by_role("button", name="Snelkoppelingen").click()
    rachid.page.get_by_role("menuitem", name="Nieuw project").click()
    rachid.form("Nieuw project").get_by_role("button", name="Annuleer").click()
    rachid.no_form()
    message = rachid.sees("Goedemorgen!")
    message.hover()
    message.get_by_role("button", name="Meer met dit bericht").click()
    rachid.page.get_by_role("menuitem", name="Bewaar als les").click()
    expect(rachid.form("Bewaar als les").get_by_label("Les")).to_have_value(re.compile("Goedemorgen"))


def test_the_home_page_is_made_for_its_reader(seat: Seat) -> None:
    lotte = seat("C09", "home")
    expect(lotte.page.get_by_role("heading", name="Mijn projecten")).to_be_visible()
    lotte.page.get_by_role("button", name="Nieuw project").click()
    lotte.form("Nieuw project")


def test_a_file_of_the_bot_can_be_downloaded(seat: Seat) -> None:
    wei = seat("C16", "k/D0BOTC16")
    wei.says("/project export")
    link = wei.sees("projecten.csv").get_by_role("link", name="Download")
    with wei.page.expect_download() as download:
        link.click()
    assert download.value.path().read_text() == "naam;status\nHavenkade;lopend\n"


def test_what_slack_refuses_is_seen_by_people_and_by_engineers(seat: Seat) -> None:
    nadia = seat("C15")
    nadia.says("/samenspel titel")
    expect(nadia.page.locator(".toast").first).to_contain_text(
        "Samenspel maakte een formulier dat Slack niet aanneemt."
    )
    nadia.page.get_by_role("button", name="geweigerd").click()
    panel = nadia.page.get_by_role("dialog", name="Wat Slack zou weigeren")
    expect(panel).to_contain_text("views.open → invalid_arguments")
    expect(panel).to_contain_text("must be less than 25 characters [json-pointer:/view/title/text]")


def test_an_answer_after_three_seconds_is_too_late(seat: Seat) -> None:
    kwame = seat("C10", "k/D0BOTC10")
    kwame.says("/samenspel traag")
    expect(kwame.page.locator(".toast")).to_contain_text("niet binnen drie seconden")
    expect(kwame.page.locator(".toast")).to_contain_text("operation_timeout")


def test_the_clock_can_be_turned_and_the_bot_can_read_it(seat: Seat, demo: Demo) -> None:
    anouk = seat("C03", "k/D0BOTC03")
    clock = anouk.page.get_by_role("button", name="Zet de klok anders")
    clock.click()
    anouk.page.get_by_role("button", name="Volgende maandag om 09:00").click()
    expect(clock).to_contain_text("ma 30 nov 2026 · 09:00")
    anouk.says("Dag")
    anouk.sees("Je zei: Dag")
    expect(anouk.page.locator(".day").last).to_contain_text("Vandaag, maandag 30 november")
    turned = int((demo.folder / "clock").read_text())
    clock.click()
    anouk.page.get_by_role("button", name="Terug naar het begin").click()
    expect(clock).to_contain_text("ma 23 nov 2026 · 09:00")
    assert turned - int((demo.folder / "clock").read_text()) >= 7 * 24 * 3600


def test_the_page_speaks_english_too(seat: Seat) -> None:
    youssef = seat("C02", language="en")
    expect(youssef.page.locator("html")).to_have_attribute("lang", "en")
    expect(youssef.page.get_by_role("link", name="Skip to messages")).to_be_attached()
    youssef.says("/koffie")
    expect(youssef.page.get_by_role("alert").filter(has_text="does not exist here")).to_be_visible()


def test_on_a_telephone_the_side_bar_opens_and_closes(seat: Seat) -> None:
    marieke = seat("C01", narrow=True)
    side = marieke.page.locator("#side")
    expect(side).to_be_hidden()
    marieke.page.get_by_role("button", name="Kanalen en gesprekken").click()
    side.get_by_role("link", name="participatie").click()
    expect(marieke.page.get_by_role("heading", name="#participatie")).to_be_visible()
    wide = marieke.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360


def test_the_app_can_be_added_to_a_channel(seat: Seat) -> None:
    jeroen = seat("C08", "k/C0KOFFIE")
    jeroen.page.get_by_role("button", name="Voeg Samenspel toe").click()
    expect(jeroen.page.get_by_text("Samenspel doet mee")).to_be_visible()


def test_the_first_page_says_what_this_is_and_asks_who_you_want_to_be(seat: Seat) -> None:
    anyone = seat("C01")
    anyone.page.goto(anyone.base)
    expect(anyone.page.get_by_role("heading", name="Samenspel uitproberen")).to_be_visible()
    anyone.page.get_by_role("link", name="Fatma Yildirim").click()
    expect(anyone.page.get_by_role("button", name="Fatma Yildirim communicatieadviseur")).to_be_visible()


PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
CLICK = """async () => {
  const messages = document.getElementById("messages")
  const answered = new Promise((done) => new MutationObserver(done).observe(messages, { childList: true }))
  const button = messages.querySelector(".message:last-child [data-action=later] button")
  const started = performance.now()
  button.click()
  await answered
  return performance.now() - started
}"""


def test_the_page_is_there_within_a_second_and_a_click_is_answered_at_once(seat: Seat) -> None:
    """The best of three: other work on the machine is not ours to measure."""
    ilse = seat("C11", "k/D0BOTC11")
    ilse.says("/samenspel blokken")
    message = ilse.sees("Overzicht van deze week")
    expect(message).to_be_visible()
    clicks = []
    for _ in range(3):
        ilse.says("/samenspel blokken")
        expect(ilse.page.locator(".message").last).to_contain_text("Overzicht van deze week")
        clicks.append(ilse.page.evaluate(CLICK))
        ilse.sees("Goed, ik vraag het later.")
    paints = []
    for _ in range(3):
        ilse.sits_down("C11", "k/D0BOTC11")
        paints.append(ilse.page.wait_for_function(PAINT).json_value())
    print(f"first paint {min(paints):.0f} ms, click answered in {min(clicks):.0f} ms")
    assert min(paints) <= 1000
    assert min(clicks) <= 300
