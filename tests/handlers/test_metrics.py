"""What Prometheus reads: how much is asked, sent, refused and waiting, and no names."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from importlib import metadata

import pytest

from bot import enqueue
from bot.chat.cards import Card, Text
from bot.chat.requests import Place
from handlers.delivery.protocol import OutboundMessage, Refused, Unclear
from handlers.observability import metrics, request_id
from handlers.platforms import Counted
from handlers.web import application, figures
from storage.database import Database
from storage.messages import outbox
from tests.handlers import payloads
from tests.handlers.conftest import Core, Received, Slack, request
from tests.storage.planting import MONDAY, plant

LATER = MONDAY + dt.timedelta(minutes=10)
LETTER = OutboundMessage("K-1", Place("channel", "C1"), Card(Text("Hoi")), "nl")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def read(database: Database) -> Callable[[], dict[str, float]]:
    """Every line of /metrics: name and labels -> value."""

    def read() -> dict[str, float]:
        answer = scrape(database)
        assert answer.status == 200
        lines = [line.rpartition(" ") for line in answer.text.splitlines() if not line.startswith("#")]
        return {name: float(value) for name, _, value in lines}

    return read


def scrape(database: Database, **headers: str) -> Received:
    app = application.build(
        lambda: None, [figures.route(metrics.Queues(database, lambda: LATER, lambda: None, ["any"], ["any"]))], []
    )
    return request(app, "GET", "/metrics", headers={name.replace("_", "-"): text for name, text in headers.items()})


def test_what_waits_is_counted_over_all_municipalities(
    database: Database, read: Callable[[], dict[str, float]]
) -> None:
    for tenant in ("HERE", "THERE"):
        plant(database, tenant)
    found = read()
    assert found["samenspel_database_up"] == 1
    assert found['samenspel_letters{state="pending"}'] == 2
    assert found['samenspel_letters{state="dead"}'] == 2
    assert found['samenspel_letters{state="uncertain"}'] == 0
    assert found['samenspel_work{state="pending"}'] == 2
    assert found["samenspel_letters_without_account"] == 0
    for what in ("letter", "work", "job", "reminder"):
        assert found[f"samenspel_{what}_lag_seconds"] == 600


def test_a_message_that_waits_for_an_account_is_not_late_nor_is_what_comes_after_it(
    database: Database, read: Callable[[], dict[str, float]]
) -> None:
    home = plant(database, "HERE")
    with database.session(home.id, writes=True) as db:
        for key in ("first", "second"):
            enqueue.tell(db, key, home.bert, Card(Text("Hoi")), "nl", MONDAY)
        for message in outbox.messages_to(db, home.anna):
            db.delete(message)
        outbox.messages_to(db, home.bert)[0].reason = "no_account"
    found = read()
    assert found['samenspel_letters{state="pending"}'] == 2
    assert found["samenspel_letters_without_account"] == 1
    assert found["samenspel_letter_lag_seconds"] == 0


def test_what_nobody_knows_any_more_is_not_late(database: Database) -> None:
    """Of a feature that is gone."""
    plant(database, "HERE")
    queues = metrics.Queues(database, lambda: LATER, lambda: None, [], [])
    found = metrics.exposition(queues).decode()
    assert "samenspel_job_lag_seconds 0.0" in found
    assert "samenspel_reminder_lag_seconds 0.0" in found


def test_nothing_waits_in_an_empty_database(read: Callable[[], dict[str, float]]) -> None:
    found = read()
    assert found['samenspel_letters{state="pending"}'] == 0
    assert found["samenspel_letter_lag_seconds"] == 0


def test_no_label_names_anybody(database: Database) -> None:
    plant(database, "HERE")
    with pytest.raises(Refused):
        Counted("slack", Post(Refused("not_in_channel"))).post(LETTER)
    labels = re.findall(r'(\w+)="([^"]*)"', scrape(database).text)
    assert {name for name, _ in labels} <= {"state", "platform", "kind", "outcome", "le", "version"}
    words = {word for name, word in labels if name not in ("le", "version")}
    assert words <= {
        *("pending", "sending", "uncertain", "checking", "doubtful", "dead"),
        *("slack", "teams", "command", "click", "form", "shortcut", "home", "words", "search", "action"),
        *("exact", "choose", "small_talk"),
        *("schedule", "reminder", "done", "failed"),
        *("posted", "later", "refused", "unclear"),
    }


def test_the_version_is_a_figure(read: Callable[[], dict[str, float]]) -> None:
    assert read()[f'samenspel_build_info{{version="{metadata.version("samenspel")}"}}'] == 1


def test_who_asks_through_a_proxy_finds_nothing(database: Database) -> None:
    assert scrape(database, x_forwarded_for="203.0.113.7").status == 404
    assert scrape(database, forwarded="for=203.0.113.7").status == 404


@pytest.mark.parametrize("host", ["samenspel.voorbeeld.example", "127.0.0.1.elders.example:3000", "[", "localhost.nl"])
def test_a_name_of_the_internet_finds_nothing(database: Database, host: str) -> None:
    """A page in the browser of somebody inside may have its name point to this machine."""
    assert scrape(database, host=host).status == 404


@pytest.mark.parametrize("host", ["127.0.0.1:3000", "[::1]:3000", "localhost", "samenspel:3000", "bot.intern.local."])
def test_a_name_of_the_inside_finds_the_figures(database: Database, host: str) -> None:
    assert scrape(database, host=host).status == 200


def test_a_database_that_is_away_is_a_figure_too() -> None:
    away = Database("sqlite:////no/such/folder/samenspel.db")
    answer = scrape(away)
    away.close()
    assert answer.status == 200
    assert "samenspel_database_up 0.0" in answer.text
    assert "samenspel_letters" not in answer.text


class Post:
    """A platform that answers as it was told, and remembers the reference of the moment."""

    def __init__(self, answer: str | Exception) -> None:
        self.answer = answer
        self.reference = ""

    def post(self, message: OutboundMessage) -> str:
        self.reference = request_id.current()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        return None


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("C1 1.0", "posted"),
        (Refused("ratelimited", dt.timedelta(seconds=3)), "later"),
        (Refused("is_archived"), "refused"),
        (Unclear("timeout"), "unclear"),
        (RuntimeError("boem"), "unclear"),
    ],
    ids=repr,
)
def test_every_delivery_counts_once(
    answer: str | Exception, outcome: str, read: Callable[[], dict[str, float]]
) -> None:
    line = f'samenspel_deliveries_total{{outcome="{outcome}",platform="slack"}}'
    before = read().get(line, 0)
    platform = Post(answer)
    delivery = Counted("slack", platform)
    if isinstance(answer, str):
        assert delivery.post(LETTER) == answer
    else:
        with pytest.raises(type(answer)):
            delivery.post(LETTER)
    assert read()[line] == before + 1
    assert platform.reference == "K-1"


def test_every_request_counts_and_the_broken_ones_too(
    sends: Slack, core: Core, read: Callable[[], dict[str, float]]
) -> None:
    answered = 'samenspel_request_seconds_count{kind="command",platform="slack"}'
    broken = 'samenspel_requests_broken_total{kind="command",platform="slack"}'
    before = read()
    sends.command(payloads.command("nieuw"))
    core.breaks = RuntimeError("boem")
    sends.command(payloads.command("nieuw"))
    after = read()
    assert after[answered] - before.get(answered, 0) == 2
    assert after[broken] - before.get(broken, 0) == 1
