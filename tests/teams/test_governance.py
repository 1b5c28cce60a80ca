"""What ends is said in time, and what replaces it ends nothing that somebody has open."""

import datetime as dt
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from sqlalchemy import select

from bot.chat.texts import speech
from handlers.settings import Settings, WrongSettings, from_environment
from handlers.teams import credentials, health, microsoft
from handlers.teams.memory import Seal
from handlers.teams.secret_end import SecretEnd, mark_of
from storage.messages.outbox import OutboxRow
from tests.serving import serving
from tests.teams.keys import CLIENT_ID
from tests.teams.person import Person
from tests.teams.town import TENANT, Town

ENDS = dt.date(2027, 3, 31)
TEAMS = {"TEAMS_CLIENT_ID": CLIENT_ID, "TEAMS_TENANT_ID": TENANT}


@pytest.mark.parametrize(
    ("left", "mark"), [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)]
)
def test_there_are_three_moments_to_say_it(left: int, mark: int | None) -> None:
    assert mark_of(left) == mark


def at(day: dt.date, hour: int = 10) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), dt.UTC)


def told(town: Town) -> list[str]:
    with town.database.session(None) as db:
        keys = db.scalars(select(OutboxRow.key).order_by(OutboxRow.id)).all()
    return [key for key in keys if key.startswith("secret-ends")]


def days(town: Town, first: dt.date, last: dt.date) -> None:
    """Every hour of them."""
    now = at(first, 0)
    while now.date() <= last:
        SecretEnd(town.database, ENDS, frozenset({TENANT}), lambda at=now: at)()  # type: ignore[misc]
        now += dt.timedelta(hours=1)


def test_administrators_hear_of_it_three_times(town: Town, anna: Person, bert: Person) -> None:
    anna.types("samenspel")
    days(town, ENDS - dt.timedelta(days=61), ENDS + dt.timedelta(days=2))
    assert told(town) == [f"secret-ends-2027-03-31-{mark}-1" for mark in (60, 30, 7)]
    town.clock[0] = at(ENDS)
    town.settle()
    assert any("31 maart 2027" in each.words and "TEAMS_SECRET_ENDS" in each.words for each in anna.sees_all)
    assert not bert.sees_all


def test_nobody_hears_of_it_on_a_day_off_or_at_night(town: Town, anna: Person) -> None:
    sunday = ENDS - dt.timedelta(days=59)
    sunday += dt.timedelta(days=6 - sunday.weekday())
    days(town, sunday, sunday)
    monday = sunday + dt.timedelta(days=1)
    SecretEnd(town.database, ENDS, frozenset({TENANT}), lambda: at(monday, 2))()
    assert told(town) == []
    SecretEnd(town.database, ENDS, frozenset({TENANT}), lambda: at(monday))()
    assert len(told(town)) == 1


def test_without_a_date_nobody_is_warned_and_the_doctor_says_so(town: Town, anna: Person) -> None:
    SecretEnd(town.database, None, frozenset({TENANT}), lambda: at(ENDS))()
    assert told(town) == []
    assert "Ik weet niet wanneer" in doctor(Settings(**OURS, teams_client_secret="geheim"))


OURS: dict[str, Any] = {"teams_client_id": CLIENT_ID, "teams_tenant_id": TENANT, "public_url": "https://x.example"}


def doctor(settings: Settings, today: dt.date = ENDS) -> str:
    found = health.look(settings, speech("nl"), lambda: "token", "http://127.0.0.1:9/keys", today)
    return "\n".join(str(each.text) for each in found)


def test_the_doctor_says_until_when_it_lasts() -> None:
    settings = Settings(**OURS, teams_client_secret="geheim", teams_secret_ends=ENDS)
    assert "geldig tot 31 maart 2027" in doctor(settings, ENDS - dt.timedelta(days=100))
    assert "eindigt op 31 maart 2027" in doctor(settings, ENDS - dt.timedelta(days=10))


# A certificate, or what the operator's platform vouches for


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "samenspel")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2037, 3, 31, tzinfo=dt.UTC))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = tmp_path / "samenspel.pem"
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


def settings_with(**more: str) -> Settings:
    return from_environment({**TEAMS, "TEAMS_FORM_KEY": "k" * 32, **more})


def test_a_certificate_says_itself_when_it_ends(certificate: Path) -> None:
    settings = settings_with(TEAMS_CERTIFICATE=str(certificate))
    assert settings.has_teams
    assert credentials.ends_on(settings) == dt.date(2037, 3, 31)


def test_entra_is_shown_what_the_certificate_signed(certificate: Path, entra: "Entra") -> None:
    shown = credentials.credential(settings_with(TEAMS_CERTIFICATE=str(certificate)))
    assert tokens(shown, entra).current() == "van Entra"
    [asked] = entra.asked
    key = x509.load_pem_x509_certificate(certificate.read_bytes()).public_key()
    claims = jwt.decode(asked["client_assertion"], key, algorithms=["PS256"], options={"verify_aud": False})  # type: ignore[arg-type]
    assert claims["iss"] == CLIENT_ID
    assert "client_secret" not in asked


def test_entra_is_shown_what_the_platform_vouches_for(tmp_path: Path, entra: "Entra") -> None:
    file = tmp_path / "token"
    file.write_text("eerste\n")
    shown = credentials.credential(settings_with(TEAMS_FEDERATED_TOKEN_FILE=str(file)))
    file.write_text("tweede\n")
    assert tokens(shown, entra).current() == "van Entra"
    assert entra.asked[0]["client_assertion"] == "tweede", "read when it is needed"


def test_without_a_secret_forms_need_a_key_of_their_own(certificate: Path) -> None:
    with pytest.raises(WrongSettings) as wrong:
        from_environment({**TEAMS, "TEAMS_CERTIFICATE": str(certificate)})
    assert [each.setting for each in wrong.value.problems] == ["TEAMS_FORM_KEY"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TEAMS_SECRET_ENDS", "31-03-2027"),
        ("TEAMS_CERTIFICATE", "er.is.geen.pem"),
        ("TEAMS_FEDERATED_TOKEN_FILE", "er.is.geen"),
        ("TEAMS_FORM_KEY", "kort"),
    ],
)
def test_what_cannot_be_right_is_said_at_the_start(name: str, value: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        from_environment({name: value})
    assert [each.setting for each in wrong.value.problems] == [name]


def test_with_a_key_of_its_own_a_form_outlives_the_secret() -> None:
    before, after = (Settings(teams_form_key="k" * 32, teams_client_secret=secret) for secret in ("oud", "nieuw"))
    assert sealing(before).on(b"formulier") == sealing(after).on(b"formulier")
    without = (Settings(teams_client_secret=secret) for secret in ("oud", "nieuw"))
    assert len({sealing(each).on(b"formulier") for each in without}) == 2


def sealing(settings: Settings) -> Seal:
    from handlers.teams.connection import seal_of

    return seal_of(settings)


class Entra:
    """As much of it as gives a token."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.url = ""


@pytest.fixture
def entra(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Entra]:
    """msal speaks to nobody without https, so it is told whom to trust."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    found = Entra()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here = f"{found.url}/{TENANT}"
            self._say({"issuer": here, "authorization_endpoint": f"{here}/a", "token_endpoint": f"{here}/t"})

        def do_POST(self) -> None:
            said = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            found.asked.append({name: values[0] for name, values in said.items()})
            self._say({"access_token": "van Entra", "expires_in": 3600, "token_type": "Bearer"})

        def _say(self, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response_only(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    with serving(Handler, certificate) as found.url:
        yield found


def tokens(shown: credentials.Credential, entra: Entra) -> microsoft.Tokens:
    return microsoft.Tokens(CLIENT_ID, shown, TENANT, login=entra.url)
