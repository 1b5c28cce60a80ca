"""What time it is at a chat platform: by the `Date` of its answers, and between two by a clock that nobody can set."""

import datetime as dt
import logging
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from bot.chat.cards import Text
from bot.chat.texts import Speech
from handlers.now import Now, Up, real_time, uptime
from handlers.observability.health import Problem
from handlers.observability.metrics import CLOCK_AHEAD

log = logging.getLogger(__name__)

WORTH_SAYING = dt.timedelta(seconds=60)
HARMFUL = dt.timedelta(minutes=5)
"""Both sign with the time, and what is five minutes old is refused."""

NEVER_HEARD = dt.timedelta(days=1)
"""Our own clock may be this much ahead before the first answer came."""


class TheirClock:
    """From any thread. Whatever goes wrong, it says a time that is too early, and never one that is too late."""

    def __init__(self, platform: str, now: Now = real_time, up: Up = uptime) -> None:
        self.platform = platform
        self._now = now
        self._up = up
        self._heard: tuple[dt.datetime, float] | None = None
        self._said = dt.timedelta(0)
        self.ahead: dt.timedelta | None = None
        """How far our own clock is ahead of theirs; None before the first answer, and after ours was set."""

    @property
    def is_harmful(self) -> bool:
        return self.ahead is not None and abs(self.ahead) >= HARMFUL

    def ours_was_set(self) -> None:
        """The next answer says how much they differ now."""
        self.ahead = None

    def in_words(self, t: Speech) -> Text:
        ahead = self.ahead or dt.timedelta(0)
        platform = self.platform.capitalize()
        return t("handlers.doctor.clock_off", n=round(abs(ahead.total_seconds())), platform=platform)

    def finding(self, t: Speech) -> Problem:
        """After the first answer."""
        # Their signatures are valid for five minutes; much less than that is wrong already.
        if self.ahead is not None and abs(self.ahead) > WORTH_SAYING:
            return Problem(self.in_words(t), t("handlers.doctor.clock_mend", platform=self.platform.capitalize()))
        return Problem(t("handlers.doctor.clock", platform=self.platform.capitalize()))

    def heard(self, headers: Mapping[str, str]) -> None:
        """The names of headers may be written in any case."""
        written = next((value for name, value in headers.items() if name.lower() == "date"), "")
        try:
            theirs = parsedate_to_datetime(written).astimezone(dt.UTC)
        except ValueError:
            return
        self._heard = theirs, self._up()
        self.ahead = self._now() - theirs
        CLOCK_AHEAD.labels(self.platform).set(self.ahead.total_seconds())
        self._say(self.ahead)

    def earliest(self, now: dt.datetime) -> dt.datetime:
        """What is posted from now on carries no time before this one. now: by our own clock."""
        heard = self._heard
        if heard is None:
            return now - NEVER_HEARD
        theirs, up = heard
        return min(now, theirs + dt.timedelta(seconds=self._up() - up))

    def _say(self, ahead: dt.timedelta) -> None:
        """Once, until it is another difference."""
        if abs(ahead - self._said) < WORTH_SAYING:
            return
        is_off = abs(ahead) >= WORTH_SAYING
        self._said = ahead if is_off else dt.timedelta(0)
        seconds = round(ahead.total_seconds())
        if is_off:
            log.warning("the clock of this computer is %d seconds ahead of that of %s", seconds, self.platform)
        else:
            log.info("the clock of this computer agrees with that of %s again", self.platform)
