"""A migration that has landed is never edited: databases that it made would differ from those that it makes now."""

from hashlib import sha256
from pathlib import Path

from storage import migrate

LANDED = Path(__file__).with_name("landed_migrations.txt")
"""Lines as `sha256sum` writes them."""


def fingerprints() -> dict[str, str]:
    files = sorted((migrate.MIGRATIONS / "versions").glob("[0-9]*.py"))
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in files}


def landed() -> dict[str, str]:
    lines = (line.split() for line in LANDED.read_text("utf-8").splitlines())
    return {name: fingerprint for fingerprint, name in lines}


def test_no_migration_that_landed_was_changed() -> None:
    now, then = fingerprints(), landed()
    changed = [name for name in then if now.get(name) != then[name]]
    assert not changed, f"{changed}: write a new migration instead; databases have been made with these"


def test_every_migration_has_its_fingerprint() -> None:
    missing = fingerprints().keys() - landed().keys()
    assert not missing, (
        f"{sorted(missing)}: when it lands, add its fingerprint:"
        " (cd storage/migrations/versions && sha256sum [0-9]*.py) > tests/storage/landed_migrations.txt"
    )
