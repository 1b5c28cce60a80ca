"""What Prometheus reads at `/metrics`: how much is asked, sent, refused, and waiting.

No label names a colleague, a channel or a municipality: counts of one small team say who did what. Counting costs a
few microseconds; the database is only asked when somebody reads.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from handlers.now import Now
from handlers.observability import version
from storage.database import Database
from storage.messages import backlog

disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry()

REQUESTS = Histogram(
    "samenspel_request_seconds",
    "How long an answer took; Slack waits 3 seconds.",
    ["platform", "kind"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10),
    registry=REGISTRY,
)
BROKEN = Counter(
    "samenspel_requests_broken", "Answers that ended in an apology.", ["platform", "kind"], registry=REGISTRY
)
UNDERSTOOD = Counter(
    "samenspel_understood",
    "What people typed: an exact command, a command in their own words, a choice, small talk, or for the search.",
    ["how"],
    registry=REGISTRY,
)
DELIVERIES = Counter(
    "samenspel_deliveries",
    "Messages handed to a platform: posted, later (it asked to wait), refused (for good) or unclear.",
    ["platform", "outcome"],
    registry=REGISTRY,
)
POSTING = Histogram(
    "samenspel_delivery_seconds",
    "How long a platform took to take a message.",
    ["platform"],
    buckets=(0.1, 0.25, 0.5, 1, 2, 5, 10, 15),
    registry=REGISTRY,
)

WORK = Counter("samenspel_work_ended", "Imports, exports and the like: done or failed.", ["outcome"], registry=REGISTRY)
BY_ITSELF = Counter(
    "samenspel_by_itself",
    "Jobs and reminders whose time had come: done or failed (then they are tried again).",
    ["kind", "outcome"],
    registry=REGISTRY,
)

CLOCK_AHEAD = Gauge(
    "samenspel_clock_ahead_seconds",
    "How far the clock of this computer is ahead of the platform's.",
    ["platform"],
    registry=REGISTRY,
)
CLOCK_WAS_SET = Counter(
    "samenspel_clock_set", "How often the clock of the database jumped; what waits was put right.", registry=REGISTRY
)
BUILD = Gauge("samenspel_build_info", "Which version of Samenspel this is; always 1.", ["version"], registry=REGISTRY)
BUILD.labels(version.installed()).set(1)


@contextmanager
def answering(platform: str, kind: str) -> Iterator[None]:
    """kind: a few fixed words."""
    with REQUESTS.labels(platform, kind).time():
        yield


def understood(how: str) -> None:
    """how: one of a few fixed words, and never what was typed."""
    UNDERSTOOD.labels(how).inc()


class Queues(Collector):
    """What waits in the database, at this instant."""

    def __init__(
        self,
        database: Database,
        now: Now,
        wrong: Callable[[], object],
        jobs: Collection[str],
        reminders: Collection[str],
    ) -> None:
        """wrong: what is wrong with the database, as `/readyz` says it; None when it can be used."""
        self._database = database
        self._now = now
        self._wrong = wrong
        self._names = jobs, reminders

    def collect(self) -> Iterator[Metric]:
        answers = GaugeMetricFamily("samenspel_database_up", "1 when the database answers, is ours and can be written.")
        if self._wrong():
            # Asking for the rest could take as long as the database hangs.
            answers.add_metric([], 0)
            yield answers
            return
        try:
            with self._database.session(None) as across:
                found = backlog.in_all(across, self._now(), *self._names)
        except SQLAlchemyError:
            answers.add_metric([], 0)
            yield answers
            return
        answers.add_metric([], 1)
        yield answers
        yield from self._found(found)

    def _found(self, found: backlog.Backlog) -> Iterator[Metric]:
        yield _by_state("samenspel_letters", "Messages that are not sent, by state.", found.messages)
        yield _by_state("samenspel_work", "Imports, exports and the like that are not done, by state.", found.work)
        unreachable = "Messages for colleagues without a chat account."
        yield GaugeMetricFamily("samenspel_letters_without_account", unreachable, value=found.unreachable)
        for name, about, since in (
            ("letter", "message that may be sent has been waiting", found.message_since),
            ("work", "work that may be done has been waiting", found.work_since),
            ("job", "job is late", found.job_since),
            ("reminder", "reminder is late", found.reminder_since),
        ):
            late = max((self._now() - since).total_seconds(), 0) if since else 0
            yield GaugeMetricFamily(f"samenspel_{name}_lag_seconds", f"How long the oldest {about}.", value=late)


def _by_state(name: str, about: str, counts: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, about, labels=["state"])
    for state, count in counts.items():
        family.add_metric([state], count)
    return family


def exposition(queues: Queues) -> bytes:
    """In Prometheus' text format."""
    of_the_database = CollectorRegistry()
    of_the_database.register(queues)
    return generate_latest(REGISTRY) + generate_latest(of_the_database)
