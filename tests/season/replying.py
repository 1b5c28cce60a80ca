"""What people do with what they read: at once, some days later, or never."""

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from bot.chat.cards import Button
from glossary import Level
from tests.person import Filling, Person, Shown
from tests.screens import Clickable
from tests.season.doing import Colleague
from tests.season.reading import CHANGES_IT, Line, is_deed, lines_of

if TYPE_CHECKING:
    from tests.season.season import Season

SAYS_YES, SAYS_NO = 0.85, 0.95
NOT_YET = ("moment.shift", "moment.decided_later", "moment.pass_on")
"""How whoever has no answer for residents yet says so."""
NEVER_YET = 0.05
"""Who never answers does so now and then."""


class Replying:
    """_read: how many messages, and posts in conversations, somebody has read."""

    def __init__(self, season: "Season") -> None:
        self.season = season
        self._read: dict[Person, int] = {}

    def reads(self, who: Colleague) -> None:
        person = who.person
        every = [*person.messages, *self._in_conversations(person)]
        every.sort(key=lambda shown: shown.number)
        last = self._read.get(person, 0)
        for shown in [each for each in every if each.number > last]:
            self._read[person] = shown.number
            self._takes_in(who, shown)

    def _in_conversations(self, person: Person) -> list[Shown]:
        return [post for each in person.room.conversations if person in each.members for post in each.posts]

    def _takes_in(self, who: Colleague, shown: Shown) -> None:
        asked = dict[str, Line]()
        for line in lines_of(shown.card, who.character.language):
            if any(is_deed(button) for button in line.buttons):
                asked.setdefault(str(line.buttons), line)
        for line in asked.values():
            match who.character.answers:
                case "at once":
                    self._answers(who, line)
                case "late":
                    days = who.chance.randrange(3, 15)
                    self.season.later(days, partial(self._answers, who, line), who)
                case "never" if who.chance.random() < NEVER_YET:
                    self._answers(who, line)

    def _answers(self, who: Colleague, line: Line) -> None:
        """With one of the buttons that stand beside it, if that is still there."""
        wanted = self._choice(who, [button for button in line.buttons if isinstance(button, Button)])
        if wanted is None:
            return
        found = next((each for each in who.person.buttons if _same(each, wanted)), None)
        if found:
            who.presses_the(found)
            if who.person.form_on_screen:
                who.fills_in(self._filling(who, line))

    def _choice(self, who: Colleague, buttons: list[Button]) -> Button | None:
        deeds = {button.action: button for button in buttons if is_deed(button)}
        if who.character.forgets:
            deeds.pop("moment.tell", None)
        if "role.yes" in deeds:
            luck = who.chance.random()
            answer = "role.yes" if luck < SAYS_YES else "role.no" if luck < SAYS_NO else "role.later"
            # Of many projects at once there is no "no": whoever has one to say chooses for each.
            return deeds.get(answer, deeds["role.yes"])
        if roles := [button for button in buttons if button.action == "moment.day_role"]:
            return who.chance.choice(roles)
        if "moment.tell" not in deeds and (later := [deeds[action] for action in NOT_YET if action in deeds]):
            return who.chance.choice(later)
        answers = [button for action, button in deeds.items() if action not in CHANGES_IT]
        changes = [button for action, button in deeds.items() if action in CHANGES_IT]
        if who.character.repairs:
            return next(iter(changes or answers), None)
        return next(iter(answers), None)

    def _filling(self, who: Colleague, line: Line) -> dict[str, Filling]:
        """What fits, by the key of a field; of what is filled in already only what the line is about changes."""
        empty, today = self.what_is_empty(who), self.season.today
        empty.pop("level", None)
        if line.key.startswith("findings.bad_moment"):
            empty.pop("invitation_sent_on", None)
            empty |= self._another_day(who)
        if line.key.startswith("findings.decision"):
            empty["decision_on"] = today + dt.timedelta(days=90)
        if line.key.startswith("findings.carried"):
            empty["carries_participation"] = who.person
        return empty

    def what_is_empty(self, who: Colleague) -> dict[str, Filling]:
        """Of the form that is open, with what fits."""
        form, today = who.person.form, self.season.today
        fitting: dict[str, Filling] = {
            "level": Level.CONSULT.value,
            "open": "De inrichting en het groen",
            "fixed": "Het budget staat vast",
            "promise_published_on": today,
            "notice_on": today,
            "decision_on": today + dt.timedelta(days=90),
            "participation_budget": "6000",
            "invitation_sent_on": today,
            "residents_told_on": today,
            "done_with_input": "Er komen meer bankjes",
            "communication_adviser": self._somebody(who, "communicatieadviseur"),
            "participation_adviser": self._somebody(who, "participatieadviseur"),
            "carries_participation": who.person,
            "promised_on": today + dt.timedelta(days=21),
            "who": self._somebody(who, "communicatieadviseur"),
            "reason": "de gemeenteraad beslist later",
            "feedback_left_reason": "De bewoners zijn verhuisd",
            "lesson": "Begin drie weken eerder.",
            "people_came": "40",
            "said": "Meer bankjes\nGeen lantaarns",
            "differently": "Drie weken eerder uitnodigen.",
        }
        return {key: value for key, value in fitting.items() if key in form and form[key] is None}

    def _another_day(self, who: Colleague) -> dict[str, Filling]:
        """Two weeks later, however long it takes."""
        form = who.person.form
        days = {key: form[key] for key in ("starts_on", "ends_on") if key in form}
        return {
            key: dt.date.fromisoformat(day) + dt.timedelta(days=14) for key, day in days.items() if isinstance(day, str)
        }

    def _somebody(self, who: Colleague, job: str) -> Person:
        able = [each.person for each in self.season.present if each.character.job == job]
        return who.chance.choice(able or [self.season.colleagues[self.season.team.communication[0].name].person])


def _same(found: Clickable, wanted: Button) -> bool:
    button = found.button
    return isinstance(button, Button) and (button.action, button.args) == (wanted.action, wanted.args)
