"""The feedback clock: who tells residents, by when, who is reminded, and what is kept of their input."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moments import rules
from tests.features.scenes import asks_for, history, saves_anyway, shows
from tests.givens import a_moment, a_project, an_area, named
from tests.room import Person, Room


@pytest.fixture
def anna(room: Room) -> Person:
    """Leads Kade; Bert is its communication adviser. A question ended on 2 November: due on the 30th."""
    anna, bert = room.person("Anna"), room.person("Bert")
    room.given(
        an_area("Noord"),
        a_project("Kade", project_lead=anna, communication_adviser=bert, areas=["Noord"]),
        a_moment("Avond", project="Kade", starts_on="2026-11-02", areas=["Noord"], groups=["jongeren"]),
    )
    return anna


@pytest.fixture
def bert(room: Room, anna: Person) -> Person:
    return next(each for each in room.people if each.name == "Bert")


def opens(person: Person, button: str = "") -> None:
    person.types("/project toon Kade")
    person.clicks("Bekijk", beside="Avond")
    if button:
        person.clicks(button)


def days_of(room: Room, until: str) -> None:
    """One by one, at an hour at which the daily message has gone."""
    room.only("moments", "daily")
    while room.now.date() < dt.date.fromisoformat(until):
        room.turn(days=1)


# Reminders


def test_who_tells_residents_is_reminded_before_and_from_the_day_on_the_lead_hears_it_too(
    room: Room, anna: Person, bert: Person
) -> None:
    days_of(room, "2026-11-27")
    assert bert.hears("Avond · Kade. Over 4 dagen verwachten inwoners antwoord: uiterlijk maandag 30 november.")
    assert not anna.hears("Avond · Kade")
    days_of(room, "2026-12-01")
    for each in (anna, bert):
        assert each.hears("Avond · Kade. Vandaag, maandag 30 november, verwachten inwoners antwoord.")
        assert each.hears("Dit gaat naar de projectleider en naar wie het antwoord geeft.")
    days_of(room, "2026-12-10")
    assert bert.hears("Inwoners verwachtten 7 dagen geleden antwoord, op maandag 30 november. Lukt het deze week?")
    assert room.channel.is_silent()


def test_after_three_reminders_it_is_for_the_heads_as_a_total_and_nobody_is_reminded(
    room: Room, anna: Person, bert: Person
) -> None:
    keeper = room.person("Kees")
    room.settings(keeper=keeper)
    days_of(room, "2026-12-10")
    keeper.types("/overzicht sturing")
    assert not keeper.sees("drie herinneringen")
    days_of(room, "2026-12-16")
    last = "Hierna vraag ik het niet meer. Het telt dan mee in het totaal voor de afdelingshoofden."
    assert [sum(last in message.text for message in each.messages) for each in (anna, bert)] == [1, 1]
    keeper.types("/overzicht sturing")
    assert keeper.sees("Maak tijd voor 1 antwoord aan inwoners. Het bleef na drie herinneringen liggen.")
    room.turn(weeks=8)
    assert [sum("Avond · Kade" in message.text for message in each.messages) for each in (anna, bert)] == [3, 4]


def test_what_was_left_with_a_reason_is_asked_of_nobody(room: Room, anna: Person, bert: Person) -> None:
    anna.types("/project afronden Kade")
    anna.clicks("Toch afronden")
    anna.fills(feedback_left_reason="Het plan ging niet door.")
    anna.submits()
    days_of(room, "2026-12-22")
    assert not any(each.hears("Avond · Kade") for each in (anna, bert))
    assert "Avond" not in own_week(bert)


def test_one_reminder_a_day_however_often_the_clock_strikes(room: Room, bert: Person) -> None:
    days_of(room, "2026-12-01")
    before = len(bert.messages)
    for _ in range(10):
        room.turn(hours=1)
    assert len(bert.messages) == before


def test_when_residents_have_been_told_nobody_is_reminded(room: Room, bert: Person) -> None:
    opens(bert, "Leg antwoord vast")
    bert.fills(residents_told_on="2026-11-23", done_with_input="De bomen blijven staan.")
    bert.submits()
    days_of(room, "2026-12-22")
    assert not bert.hears("verwachten inwoners antwoord")


def test_a_day_still_to_come_closes_nothing_yet(room: Room) -> None:
    eva = room.person("Eva")
    room.given(
        a_project("Wal", project_lead=eva),
        a_moment("Avond", project="Wal", starts_on="2026-11-02", residents_told_on="2026-12-20"),
    )
    days_of(room, "2026-12-02")
    assert eva.hears("Avond · Wal. Vandaag, maandag 30 november, verwachten inwoners antwoord.")


def test_without_a_communication_adviser_the_project_lead_hears_it_and_else_the_keeper(room: Room) -> None:
    eva, frits = room.person("Eva"), room.person("Frits")
    room.settings(keeper=frits)
    room.given(a_project("Wal", project_lead=eva), a_moment("Avond", project="Wal", starts_on="2026-11-02"))
    room.given(a_project("Dam", project_lead="Van een lijst"), a_moment("Dag", project="Dam", starts_on="2026-11-02"))
    days_of(room, "2026-12-02")
    assert eva.hears("Avond · Wal")
    assert frits.hears("Dag · Dam")
    assert not frits.hears("Avond · Wal")


def test_who_takes_it_on_is_reminded_instead(room: Room, anna: Person, bert: Person) -> None:
    opens(anna, "Ik geef het antwoord")
    assert anna.sees("Antwoord komt van: Anna")
    days_of(room, "2026-12-02")
    assert anna.hears("Vandaag, maandag 30 november, verwachten inwoners antwoord.")
    assert not bert.hears("Vandaag, maandag 30 november, verwachten inwoners antwoord.")
    opens(anna, "Ik doe het toch niet")
    assert anna.sees("Antwoord komt van: Bert")


def test_nobody_gets_a_debt_that_they_did_not_take(room: Room, anna: Person) -> None:
    eva = room.person("Eva")
    assert "Alleen de overzichthouder en collega's met een rol" in asks_for(eva, "moment.take_on", moment="1")
    opens(anna, "Ik geef het antwoord")
    anna.clicks("Ik doe het toch niet")


def test_years_of_old_debts_come_a_few_a_day(room: Room) -> None:
    eva = room.person("Eva")
    room.given(a_project("Wal", project_lead=eva))
    room.given(*(a_moment(f"Oud {number}", project="Wal", starts_on="2024-03-04") for number in range(9)))
    room.turn(days=1)
    heard = "\n".join(message.text for message in eva.messages)
    assert heard.count("Oud ") == 5
    room.turn(days=1)
    assert "\n".join(message.text for message in eva.messages).count("Oud ") == 9


def test_a_shared_moment_names_nobody_who_is_late(room: Room, anna: Person) -> None:
    opens(anna)
    anna.shares("Contactmoment van Kade")
    assert room.channel.sees("Antwoord uiterlijk op: 30 november 2026")
    assert not room.channel.sees("Bert")


DUE = dt.date(2026, 11, 30)


@given(st.sets(st.integers(-30, 200), min_size=1))
def test_whatever_days_the_clock_strikes_each_reminder_comes_once_and_none_too_early(days: set[int]) -> None:
    reminded: dt.date | None = None
    sent: list[dt.date] = []
    for today in sorted(DUE + dt.timedelta(days=day) for day in days):
        if rules.is_time_to_remind(DUE, today, reminded):
            assert reminded is None or today - reminded >= (rules.WEEK if reminded >= DUE else rules.APART)
            reminded = today
            sent.append(today)
    assert all(day >= DUE - rules.WEEK for day in sent)
    assert sum(day < DUE for day in sent) <= 1
    assert bool(sent) == any(day >= -7 for day in days)


def test_on_time_they_come_a_week_before_on_the_day_and_each_week_after_it() -> None:
    reminded, had, sent = None, 0, []
    for day in range(-30, 60):
        today = DUE + dt.timedelta(days=day)
        if rules.is_time_to_remind(DUE, today, reminded, had):
            had = rules.reminders_had(DUE, reminded, had) + (today >= DUE)
            reminded = today
            sent.append(day)
    assert sent == [-7, 0, 7, 14]


@pytest.mark.parametrize("late", [13, 20, 27])
def test_a_first_reminder_that_comes_late_is_not_repeated_the_next_day(late: int) -> None:
    today = DUE + dt.timedelta(days=late)
    assert rules.is_time_to_remind(DUE, today, None)
    again = [day for day in range(1, 9) if rules.is_time_to_remind(DUE, today + dt.timedelta(days=day), today, 1)]
    assert again == [7, 8]


@given(st.sets(st.integers(-7, 200)))
def test_nobody_is_reminded_more_than_three_times_of_what_is_due(days: set[int]) -> None:
    reminded, had, sent = None, 0, 0
    for today in sorted(DUE + dt.timedelta(days=day) for day in days):
        if rules.is_time_to_remind(DUE, today, reminded, had):
            had = rules.reminders_had(DUE, reminded, had) + (today >= DUE)
            reminded = today
            sent += today >= DUE
    assert sent <= 3


# The same in "Jouw week"


def own_week(person: Person) -> str:
    person.types("/overzicht week")
    return person.screen


def test_ones_own_week_has_what_one_tells_residents_and_nobody_elses(anna: Person, bert: Person) -> None:
    assert "Avond" in own_week(bert)
    assert "Avond" not in own_week(anna)
    opens(anna, "Ik geef het antwoord")
    assert "Avond" in own_week(anna)
    assert "Avond" not in own_week(bert)


def test_who_is_named_and_has_not_answered_has_no_duty_yet(room: Room) -> None:
    eva, frits = room.person("Eva"), room.person("Frits")
    room.given(a_project("Wal", project_lead=frits, communication_adviser=named(eva)))
    room.given(a_moment("Dag", project="Wal", starts_on="2026-11-02"))
    assert "Dag" not in own_week(eva)
    assert "Dag" in own_week(frits)
    days_of(room, "2026-11-27")
    assert not eva.hears("Dag · Wal")
    assert frits.hears("Dag · Wal")


def test_who_took_it_on_keeps_it_after_the_role_went_to_somebody_else(room: Room, anna: Person) -> None:
    opens(anna, "Ik geef het antwoord")
    anna.types("/project rollen Kade")
    anna.fills(project_lead=room.person("Eva"))
    anna.submits()
    assert "Avond" in own_week(anna)
    anna.types("/project terugkoppeling")
    assert anna.sees("Avond")


def test_what_nobody_can_be_reminded_of_is_in_the_week_of_the_keeper(room: Room, anna: Person) -> None:
    frits = room.person("Frits")
    room.settings(keeper=frits)
    room.given(a_project("Dam", project_lead="Van een lijst"), a_moment("Dag", project="Dam", starts_on="2026-11-02"))
    assert "Dag" in own_week(frits)
    assert "Avond" not in own_week(frits)


# What was done with the input


def test_what_was_done_with_the_input_is_kept_line_by_line(anna: Person) -> None:
    opens(anna, "Leg antwoord vast")
    anna.fills(residents_told_on="2026-11-23", input_1="Meer bomen", decision_1="overgenomen", reason_1="Er is ruimte")
    anna.fills(input_2="Geen auto's", decision_2="deels overgenomen")
    anna.submits()
    assert anna.sees("Inwoners kregen op 23 november 2026 antwoord na Avond.")
    opens(anna)
    assert anna.sees("- Meer bomen: overgenomen. Er is ruimte\n- Geen auto's: deels overgenomen")
    assert not anna.sees("Antwoord komt van")
    assert "vastgelegd wat er met de inbreng van Avond gebeurde" in history(anna, "Kade")


def test_one_more_line_keeps_everything_that_was_typed(anna: Person) -> None:
    opens(anna, "Leg antwoord vast")
    anna.fills(residents_told_on="2026-11-20", input_1="Bomen", decision_1="overgenomen", done_with_input="Veel.")
    assert "input_3" not in anna.form
    anna.clicks("Nog een inbreng")
    assert "input_3" in anna.form
    assert anna.form["input_1"] == "Bomen"
    assert anna.form["decision_1"] == "adopted"
    assert anna.form["residents_told_on"] == "2026-11-20"
    assert anna.form["done_with_input"] == "Veel."
    for _ in range(5):
        anna.clicks("Nog een inbreng")
    assert "input_8" in anna.form
    assert not [each for each in anna.buttons if each.label == "Nog een inbreng"]


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"input_1": "Bomen"}, {"decision_1": "Kies wat ermee gebeurt."}),
        ({"decision_2": "niet overgenomen", "reason_2": "Geld"}, {"input_2": "Vul in wat inwoners zeiden."}),
    ],
)
def test_half_a_line_is_asked_for(anna: Person, fields: dict[str, str], errors: dict[str, str]) -> None:
    opens(anna, "Leg antwoord vast")
    anna.fills(residents_told_on="2026-11-23", **fields)
    anna.submits()
    assert anna.form.errors == errors


def test_a_trace_of_a_resident_in_a_line_is_warned_about(anna: Person) -> None:
    opens(anna, "Leg antwoord vast")
    anna.fills(residents_told_on="2026-11-23", input_1="Mail jan@bewoner.example", decision_1="overgenomen")
    anna.submits()
    assert anna.sees("e-mailadres")


def test_two_people_who_record_at_once_lose_nothing(anna: Person, bert: Person) -> None:
    opens(anna, "Leg antwoord vast")
    opens(bert, "Leg antwoord vast")
    bert.fills(residents_told_on="2026-11-23", input_1="Bomen", decision_1="overgenomen")
    bert.submits()
    anna.fills(residents_told_on="2026-11-23", input_1="Bankjes", decision_1="niet overgenomen")
    anna.submits()
    assert (anna.form["input_1"], anna.form["input_2"]) == ("Bomen", "Bankjes")
    anna.submits()
    opens(bert)
    assert bert.sees("- Bomen: overgenomen\n- Bankjes: niet overgenomen")


def test_lines_can_be_changed_and_taken_away(anna: Person) -> None:
    opens(anna, "Leg antwoord vast")
    anna.fills(residents_told_on="2026-11-23", input_1="Bomen", decision_1="overgenomen")
    anna.submits()
    opens(anna, "Leg antwoord vast")
    anna.fills(input_1=None, decision_1=None, done_with_input="Er was geen inbreng.")
    anna.submits()
    opens(anna)
    assert not anna.sees("Bomen")


def test_the_overview_says_how_long_there_is(room: Room, anna: Person) -> None:
    for today, words in (
        ("2026-11-29", "nog 1 dag om te antwoorden"),
        ("2026-11-30", "antwoord vandaag"),
        ("2026-12-02", "antwoord 2 dagen te laat"),
    ):
        days_of(room, today)
        anna.types("/overzicht terugkoppeling")
        assert anna.sees(f"Avond · Kade · gevraagd tot 2 november 2026 · {words}")


# An empty form closes nothing, and what was closed by mistake opens again


def test_an_empty_form_never_counts_as_an_answer_to_residents(room: Room, anna: Person, bert: Person) -> None:
    opens(anna, "Leg antwoord vast")
    assert not any(anna.form[key] for key in ("residents_told_on", "done_with_input", "input_1"))
    anna.fills(residents_told_on="2026-11-23")
    anna.submits()
    assert anna.form.errors == {
        "done_with_input": "Schrijf wat er met de inbreng is gedaan. Of waarom er niets mee is gedaan."
    }
    days_of(room, "2026-12-01")
    assert bert.hears("Vandaag, maandag 30 november, verwachten inwoners antwoord.")


def test_what_was_said_about_the_input_is_not_emptied_again(anna: Person) -> None:
    records(anna)
    opens(anna, "Leg antwoord vast")
    anna.fills(done_with_input=None)
    anna.submits()
    assert "done_with_input" in anna.form.errors


def test_a_day_of_an_old_list_without_words_can_be_corrected(room: Room, anna: Person) -> None:
    room.given(a_moment("Dag", project="Kade", starts_on="2026-10-02", residents_told_on="2026-10-20"))
    anna.types("/project toon Kade")
    anna.clicks("Bekijk", beside="Dag")
    anna.clicks("Leg antwoord vast")
    anna.fills(residents_told_on="2026-10-21")
    anna.submits()
    assert anna.sees("Inwoners kregen op 21 oktober 2026 antwoord na Dag.")


def records(person: Person) -> None:
    opens(person, "Leg antwoord vast")
    person.fills(residents_told_on="2026-11-23", done_with_input="De bomen blijven staan.")
    person.submits()


def test_an_answer_that_was_recorded_by_mistake_opens_again(room: Room, anna: Person, bert: Person) -> None:
    records(anna)
    anna.clicks("Toch nog niet verteld")
    assert anna.sees("Het antwoord staat weer open")
    anna.types("/project terugkoppeling")
    anna.clicks("Leg vast")
    assert not anna.form["residents_told_on"]
    assert anna.form["done_with_input"] == "De bomen blijven staan."
    anna.closes_the_form()
    assert history(anna, "Kade").count("Dag van het antwoord aan inwoners") == 2
    days_of(room, "2026-11-27")
    assert bert.hears("Over 4 dagen verwachten inwoners antwoord: uiterlijk maandag 30 november.")


def test_for_a_day_it_opens_again_from_the_moment_too_and_then_no_more(room: Room, anna: Person, bert: Person) -> None:
    records(anna)
    room.turn(hours=23)
    opens(bert)
    assert "[Toch nog niet verteld]" in bert.screen
    room.turn(hours=2)
    bert.clicks("Toch nog niet verteld")
    assert bert.sees("Dat inwoners antwoord kregen over Avond, is langer dan een dag geleden bewaard.")
    opens(bert)
    assert bert.sees("Antwoord gegeven op: 23 november 2026")
    assert "[Toch nog niet verteld]" not in bert.screen


def test_only_who_may_edit_opens_it_again(room: Room, anna: Person) -> None:
    eva = room.person("Eva")
    records(anna)
    opens(eva)
    assert "[Toch nog niet verteld]" not in eva.screen
    assert "Alleen de overzichthouder en collega's met een rol" in asks_for(eva, "moment.reopen", moment="1")
    opens(anna)
    assert anna.sees("Antwoord gegeven op: 23 november 2026")


def test_clicking_it_twice_changes_nothing_more(anna: Person) -> None:
    records(anna)
    anna.clicks("Toch nog niet verteld")
    assert "Het antwoord staat weer open" in asks_for(anna, "moment.reopen", moment="1")
    assert history(anna, "Kade").count("Dag van het antwoord aan inwoners") == 2


def test_a_button_of_before_opens_no_answer_that_somebody_gave_since(anna: Person, bert: Person) -> None:
    records(anna)
    opens(bert)
    bert.clicks("Toch nog niet verteld")
    records(bert)
    anna.clicks("Toch nog niet verteld")
    assert anna.sees("Er is intussen iets veranderd.")
    opens(anna)
    assert anna.sees("Antwoord gegeven op: 23 november 2026")


def test_the_weekly_overview_does_not_say_that_residents_got_an_answer_that_is_open_again(
    room: Room, anna: Person
) -> None:
    room.turn(days=8)
    records(anna)
    anna.types("/overzicht")
    assert anna.sees("Goed nieuws: inwoners kregen antwoord over Kade.")
    opens(anna)
    anna.clicks("Toch nog niet verteld")
    anna.types("/overzicht")
    assert anna.sees("Veranderd: Kade (een antwoord aan inwoners staat weer open)")
    assert not anna.sees("inwoners kregen antwoord")


def test_why_residents_have_no_answer_is_asked_each_time_that_a_project_is_completed(anna: Person) -> None:
    for _ in range(2):
        anna.types("/project afronden Kade")
        anna.clicks("Toch afronden")
        assert not anna.form["feedback_left_reason"]
        anna.fills(feedback_left_reason="Het plan ging niet door.")
        anna.submits()
        assert anna.sees("Kade is afgerond.")
        anna.types("/project wijzig Kade")
        anna.clicks("Basis")
        anna.fills(status="lopend")
        anna.submits()


# Completing with an open debt


def test_before_a_project_is_completed_residents_get_their_answer(anna: Person) -> None:
    anna.types("/project afronden Kade")
    assert anna.sees("Bij Kade wachten inwoners na 1 contactmoment nog op antwoord. Geef je dat eerst?")
    anna.clicks("Leg vast")
    anna.fills(residents_told_on="2026-11-23", done_with_input="De bomen blijven staan.")
    anna.submits()
    anna.types("/project afronden Kade")
    anna.submits()
    assert anna.sees("Kade is afgerond.")


def test_it_goes_on_only_with_a_reason_that_is_kept_and_shown(room: Room, anna: Person) -> None:
    anna.types("/project afronden Kade")
    anna.clicks("Toch afronden")
    anna.fills(feedback_left_reason="   ")
    anna.submits()
    assert anna.form.errors == {"feedback_left_reason": "Vul in waarom inwoners nog geen antwoord hebben."}
    assert not anna.sees("Mooi"), "residents still wait"
    anna.fills(feedback_left_reason="Het besluit valt in mei.")
    anna.submits()
    assert anna.sees("Kade is afgerond. Inwoners wachten nog op antwoord.")
    assert not anna.sees("Dank")
    assert "Waarom inwoners nog geen antwoord hebben: Het besluit valt in mei." in shows(anna, "Kade")
    assert "Het besluit valt in mei." in history(anna, "Kade")
    anna.types("/overzicht terugkoppeling")
    assert anna.sees("Avond · Kade")


def test_a_debt_that_came_while_the_form_was_open_is_asked_for(room: Room, anna: Person) -> None:
    room.given(a_project("Wal", project_lead=anna))
    anna.types("/project afronden Wal")
    room.given(a_moment("Dag", project="Wal", starts_on="2026-11-02"))
    anna.submits()
    assert anna.form.errors == {"feedback_left_reason": "Vul in waarom inwoners nog geen antwoord hebben."}
    anna.fills(feedback_left_reason="Wij vertellen het in december.")
    anna.submits()
    assert anna.sees("Wal is afgerond.")


def test_information_owes_nothing(room: Room, anna: Person) -> None:
    room.given(a_project("Wal", project_lead=anna))
    room.given(a_moment("Brief", project="Wal", starts_on="2026-11-02", level="informeren"))
    anna.types("/project afronden Wal")
    assert "feedback_left_reason" not in anna.form


def test_what_is_decided_can_be_written_down_before_residents_hear_it(room: Room, anna: Person) -> None:
    """The answer is made of it, so it is there first: and they still wait."""
    room.given(a_project("Wal", project_lead=anna), a_moment("Avond", project="Wal", starts_on="2026-11-02"))
    anna.types("/project toon Wal")
    anna.clicks("Bekijk", beside="Avond")
    anna.clicks("Leg antwoord vast")
    anna.submits()
    assert "done_with_input" in anna.form.errors
    anna.fills(input_1="Meer bomen", decision_1="niet overgenomen", reason_1="Er is geen plek")
    anna.submits()
    assert anna.sees("Bewaard bij Avond. Inwoners wachten nog op antwoord.")
    anna.clicks("Schrijf het antwoord")
    assert anna.sees("U zei: Meer bomen. · Wij doen: Dit doen we niet. · Waarom: Er is geen plek.")
    anna.types("/project terugkoppeling Wal")
    anna.clicks("Leg vast")
    anna.fills(residents_told_on="2026-11-20")
    anna.submits()
    assert anna.sees("Inwoners kregen op 20 november 2026 antwoord na Avond.")
    anna.types("/project toon Wal")
    anna.clicks("Bekijk", beside="Avond")
    anna.clicks("Leg antwoord vast")
    anna.fills(residents_told_on=None)
    anna.submits()
    assert "residents_told_on" in anna.form.errors


def test_residents_who_come_with_a_plan_get_their_answer_in_the_same_time(room: Room, anna: Person) -> None:
    """Also where a project only informs: its level is what the form begins with."""
    cas = room.person("Cas")
    room.given(a_project("Wal", project_lead=anna, communication_adviser=cas, level="informeren"))
    anna.types("/project moment Wal")
    anna.fills(title="Buurtmoestuin", starts_on="2026-11-02", instrument="uitdaagrecht")
    anna.submits()
    assert "krijgen antwoord" in str(anna.form.errors["level"])
    anna.fills(level="zelfbeheer")
    anna.submits()
    saves_anyway(anna)
    assert anna.sees("Buurtmoestuin staat bij Wal")
    days_of(room, "2026-11-27")
    assert cas.hears("Buurtmoestuin · Wal. Over 4 dagen verwachten inwoners antwoord: uiterlijk maandag 30 november.")


def test_an_initiative_of_residents_does_not_turn_into_information(room: Room, anna: Person) -> None:
    room.given(a_moment("Moestuin", project="Kade", starts_on="2026-11-02", instrument="challenge"))
    anna.types("/project toon Kade")
    anna.clicks("Bekijk", beside="Moestuin")
    anna.clicks("Wijzig")
    anna.fills(level="informeren")
    anna.submits()
    assert "krijgen antwoord" in str(anna.form.errors["level"])
