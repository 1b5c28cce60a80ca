"""The half year itself: each working day things come in, people read what came, and do what they are like."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from random import Random

from bot.chat.cards import Attachment, Button
from glossary import Level, Role, Status
from tests.lives.life import Life
from tests.room import ZONE
from tests.season.doing import Colleague, asks
from tests.season.plans import Evening, Plan, Team, moments_list, plans, projects_list
from tests.season.replying import Replying
from tests.season.town import BEGINS, Character, areas, colleagues, colleagues_list

CHRISTMAS = (dt.date(2026, 12, 21), dt.date(2027, 1, 3))
PUBLIC_HOLIDAYS = frozenset({dt.date(2027, 3, 26), dt.date(2027, 3, 29)})
ON_DUTY = 4
"""Who work on between Christmas and New Year: every so many-th colleague does not have these days off."""
RESTARTS = (10, 31, 52, 80, 101, 136, 164)
"""Days from the first, on which the process ends and begins anew."""
OFF = (57, 59)
"""From the evening of the one day to the morning of the other the machine is off."""
SESSIONS = (15, 57, 106, 150)

STEPS_A_WEEK = 3
HELPERS = ("communicatieadviseur", "participatieadviseur")
HELPS = 0.25
"""How often an adviser who has time looks in a week."""

Deed = Callable[[], None]


class Season:
    """agenda: what somebody means to do on a day. reads_along: called when messages came, before anybody acts on them.

    weekly: called on every Monday, when everybody has read theirs. followers: names of leads who look at the steps of
    their projects every Monday, and take the next ones.
    """

    def __init__(self, life: Life, seed: int, followers: Collection[str] = ()) -> None:
        self.life = life
        self.followers = followers
        self.seed = seed
        characters = colleagues(self.chance_of("people"))
        self.team = Team.of(characters)
        self.plans = plans(self.chance_of("plans"), self.team)
        self.agenda = defaultdict[dt.date, list[Deed]](list)
        self.colleagues: dict[str, Colleague] = {}
        for each in characters:
            person = life.person(
                each.name,
                email=each.email,
                language=each.language,
                admin=each.job == "beheerder",
                stranger=each.comes is not None,
            )
            self.colleagues[each.name] = Colleague(person, each, self.chance_of(each.name))
        self.replying = Replying(self)
        self.reads_along: Deed = lambda: None
        self.weekly: Deed = lambda: None

    def chance_of(self, what: str) -> Random:
        """Each has their own, so that what one of them does differently leaves the others as they were."""
        return Random(f"{self.seed} {what}")

    @property
    def admin(self) -> Colleague:
        return next(each for each in self.colleagues.values() if each.character.job == "beheerder")

    @property
    def characters(self) -> list[Character]:
        return [each.character for each in self.colleagues.values()]

    @property
    def today(self) -> dt.date:
        return self.life.now.astimezone(ZONE).date()

    @property
    def present(self) -> list[Colleague]:
        return [each for each in self.colleagues.values() if self.is_at_work(each.character)]

    def is_at_work(self, character: Character) -> bool:
        is_free = CHRISTMAS[0] <= self.today <= CHRISTMAS[1] and len(character.name) % ON_DUTY != 0
        return character.works_on(self.today) and not is_free

    # The days

    def lives(self, weeks: int) -> None:
        self._begins()
        for day in range(1, weeks * 7):
            self._a_day(BEGINS + dt.timedelta(days=day))

    def _a_day(self, day: dt.date) -> None:
        number = (day - BEGINS).days
        if number == OFF[0]:
            self.life.at(f"{day} 18:00")
            self.life.is_off_until(f"{BEGINS + dt.timedelta(days=OFF[1])} 09:40")
            self.reads_along()
            return
        if self.today > day:
            return
        self.life.at(f"{max(day, self.today)} 10:00")
        self.life.forgetting()
        self.reads_along()
        if number in RESTARTS:
            self.life.restarts()
        is_working_day = day.weekday() < 5 and day not in PUBLIC_HOLIDAYS
        if is_working_day:
            self._people_come_and_go()
            self._people_read()
            self._people_do_what_they_meant_to()
            if day.weekday() == 0:
                self._advisers_look_where_they_can_help()
                self._leads_take_the_next_steps()
                self.weekly()
            self.reads_along()
        else:
            # What they meant to do on a day off they do on the next.
            self.agenda[day + dt.timedelta(days=1)] += self.agenda.pop(day, [])

    def _people_read(self) -> None:
        for each in self.present:
            self.replying.reads(each)
        self.life.turn(minutes=30)

    def _people_do_what_they_meant_to(self) -> None:
        for deed in self.agenda.pop(self.today, []):
            deed()
        self.life.turn(minutes=30)

    def _advisers_look_where_they_can_help(self) -> None:
        for each in self.present:
            if each.character.job in HELPERS and each.character.answers == "at once" and each.chance.random() < HELPS:
                each.types("/project lijst")
                each.presses("role.offer")

    def _leads_take_the_next_steps(self) -> None:
        """Of each of their projects, with the main button of its card: they do it, or have it done."""
        for who in [each for each in self.present if each.character.name in self.followers]:
            who.types("/project basis")
            came_up = [found.button for _, found in who.person.came_up if asks(found, "baseline.show", {})]
            projects = [button.args["id"] for button in came_up if isinstance(button, Button)]
            for project in projects:
                for _ in range(STEPS_A_WEEK):
                    who.types("/project basis")
                    if not (who.presses("baseline.show", id=project) and self._takes_one(who)):
                        break

    def _takes_one(self, who: Colleague) -> bool:
        """Whether there was one; contact moments they plan when it is time."""
        main = [found for _, found in who.person.came_up if getattr(found.button, "style", "") == "primary"]
        if not main or asks(main[0], "moment.new", {}):
            return False
        who.presses_the(main[0])
        return not who.person.form_on_screen or who.fills_in(self.replying.what_is_empty(who))

    def _people_come_and_go(self) -> None:
        for each in self.colleagues.values():
            if each.character.comes == self.today:
                self._reads_in({"collegas.csv": colleagues_list(self.characters, self.today)})
                each.types("hulp")
            if each.character.leaves == self.today:
                each.person.leaves()
                self.life.platform_tells_of(each.person)

    def later(self, days: int, deed: Deed, who: Colleague | None = None) -> None:
        self.on(self.today + dt.timedelta(days=max(days, 1)), deed, who)

    def on(self, day: dt.date, deed: Deed, who: Colleague | None = None) -> None:
        """Who is not at work on that day does it when they are back; who left does not do it."""

        def when_at_work() -> None:
            if who is None or self.is_at_work(who.character):
                deed()
            elif who.character.leaves is None or self.today < who.character.leaves:
                self.later(1, deed, who)

        self.agenda[max(day, self.today)].append(when_at_work)

    # What they begin with

    def _begins(self) -> None:
        self.life.at(f"{BEGINS} 09:00")
        admin = self.admin
        self._lists_come_in()
        keeper = self.colleagues[self.team.participation[0].name]
        admin.types("/samenspel instellingen")
        admin.fills_in({"keeper": keeper.person, "deputy": admin.person, "holiday_region": "Midden"})
        admin.types("/overzicht kanalen")
        admin.presses("overview.channel")
        admin.fills_in({"name": "Iedereen", "channel": self.life.channel})
        admin.presses("overview.start")
        for plan in self.plans:
            self._goes_its_way(plan)
        for number, adviser in enumerate((*self.team.communication, *self.team.participation)):
            who = self.colleagues[adviser.name]
            self.on(BEGINS + dt.timedelta(days=2 + number % 3), partial(self._joins_buddies, who), who)
        for day in SESSIONS:
            self.on(BEGINS + dt.timedelta(days=day), self._a_session_is_planned)
        self._people_do_what_they_meant_to()

    def _lists_come_in(self) -> None:
        known = [plan for plan in self.plans if plan.is_known]
        lists = {
            "gebieden.csv": areas(),
            "collegas.csv": colleagues_list(self.characters),
            "projecten.csv": projects_list(known, self.chance_of("list")),
            "contactmomenten.csv": moments_list(known),
        }
        self._reads_in(lists)
        assert self.admin.presses("transfer.ask_people"), self.admin.person.chat

    def _reads_in(self, lists: Mapping[str, Iterable[str]]) -> None:
        admin = self.admin
        admin.types("/project import")
        files = [Attachment(name, "\n".join(lines).encode()) for name, lines in lists.items()]
        assert admin.fills_in({"file": files}), admin.person.screen
        self.life.settle()
        assert admin.presses("transfer.read_in"), admin.person.chat
        self.life.settle()

    def _joins_buddies(self, who: Colleague) -> None:
        who.types("/buddy aan")
        who.fills_in({"bio": "Ik help graag mee"})

    def _a_session_is_planned(self) -> None:
        host = self.colleagues[self.team.participation[0].name]
        host.types("/kennis sessie")
        day = self.today + dt.timedelta(days=21)
        host.fills_in({"topic": f"Praten over {day:%-d-%-m}", "day": day, "channel": self.life.channel})

    # A project

    def _goes_its_way(self, plan: Plan) -> None:
        lead = self.colleagues[plan.lead]
        is_tidy = lead.character.is_careful
        if not plan.is_known:
            self.on(plan.comes_in, lambda: self._is_registered(plan, lead), lead)
            self.on(plan.comes_in + dt.timedelta(days=0 if is_tidy else 9), lambda: self._is_staffed(plan, lead), lead)
            if is_tidy:
                self.on(plan.comes_in, lambda: self._is_filled_in(plan, lead), lead)
        for each in plan.evenings:
            self._is_prepared(plan, each, lead)
        if lead.character.plans or is_tidy:
            self.on(plan.ends_on + dt.timedelta(days=4), lambda: self._is_completed(plan, lead), lead)

    def _is_registered(self, plan: Plan, lead: Colleague) -> None:
        lead.types("/project nieuw")
        lead.fills_in(
            {
                "name": plan.name, "status": Status.ONGOING.value, "areas": plan.areas,
                "groups": [each.value for each in plan.groups],
                "starts_on": plan.comes_in, "ends_on": plan.ends_on, "my_role": Role.PROJECT_LEAD.value,
            }
        )  # fmt: skip

    def _is_staffed(self, plan: Plan, lead: Colleague) -> None:
        lead.types(f"/project rollen {plan.name}")
        carries = plan.lead if lead.character.is_careful else ""
        roles = {
            "communication_adviser": plan.communication,
            "participation_adviser": plan.participation,
            "carries_participation": carries,
        }
        lead.fills_in({role: self.colleagues[name].person for role, name in roles.items() if name})

    def _is_filled_in(self, plan: Plan, lead: Colleague) -> None:
        for part in ("taking_part", "money", "decision"):
            lead.types(f"/project wijzig {plan.name}")
            if lead.presses("project.edit_part", part=part):
                lead.fills_in(
                    {
                        "level": plan.level.value, "fixed": "Het budget staat vast", "open": "De inrichting",
                        "promise_published_on": self.today, "participation_budget": "5000",
                        "decision_on": plan.decides_on,
                    }
                )  # fmt: skip

    def _is_prepared(self, plan: Plan, evening: Evening, lead: Colleague) -> None:
        """From planning it to telling residents what became of it; who plans does so before anybody asks."""
        is_listed = plan.is_known and evening.planned_on <= BEGINS
        if not is_listed:
            self.on(evening.planned_on, lambda: self._is_planned(plan, evening, lead), lead)
        writer = self.colleagues[plan.writer]
        if evening.starts_on > BEGINS + dt.timedelta(days=21) and writer.character.plans:
            invites = max(evening.starts_on - dt.timedelta(days=22), evening.planned_on + dt.timedelta(days=1))
            self.on(invites, lambda: self._invites(plan, evening, writer), writer)
        will_answer = writer.character.plans and not writer.character.forgets
        if evening.level is not Level.INFORM and evening.ends_on > BEGINS and will_answer:
            told = evening.ends_on + dt.timedelta(days=18)
            self.on(told, lambda: self._tells(plan, evening, writer), writer)

    def _is_planned(self, plan: Plan, evening: Evening, lead: Colleague) -> None:
        lead.types(f"/project moment {plan.name}")
        lead.fills_in(
            {
                "title": evening.title, "instrument": evening.instrument.value,
                "level": evening.level.value,
                "starts_on": evening.starts_on, "ends_on": evening.ends_on, "areas": plan.areas,
                "groups": [each.value for each in plan.groups], "reach": "800",
            }
        )  # fmt: skip

    def _invites(self, plan: Plan, evening: Evening, who: Colleague) -> None:
        if self._finds(plan, evening, who) and who.presses("moment.edit"):
            who.fills_in({"invitation_sent_on": self.today})

    def _tells(self, plan: Plan, evening: Evening, who: Colleague) -> None:
        if self._finds(plan, evening, who) and who.presses("moment.tell"):
            who.fills_in({"residents_told_on": self.today, "done_with_input": "Er komen meer bankjes"})

    def _finds(self, plan: Plan, evening: Evening, who: Colleague) -> bool:
        """On the project's card, by its title."""
        who.types(f"/project toon {plan.name}")
        beside = [found for _, found in who.person.came_up if evening.title in found.beside]
        for found in beside[:1]:
            who.presses_the(found)
        return bool(beside)

    def _is_completed(self, plan: Plan, lead: Colleague) -> None:
        lead.types(f"/project afronden {plan.name}")
        lead.fills_in({"closing_note": "Klaar", "feedback_left_reason": "De bewoners zijn verhuisd"})
