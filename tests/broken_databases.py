"""Databases that cannot be used, each in its own way: real files and servers, and one that only says how old it is."""

import os
import shutil
import socket
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from sqlalchemy import URL, make_url

from tests.databases import PostgresDatabases, postgres_server, put_down


class Broken(NamedTuple):
    """url: of the database. prefix: what a process is started with, so that it meets what is wrong."""

    url: str
    prefix: tuple[str, ...] = ()


# Root may do everything; without these it is held by the rights of files, as everybody is.
AS_ANYBODY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search")


def _anybody() -> tuple[str, ...]:
    if os.geteuid() != 0:
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("setpriv not found on this machine")
    return AS_ANYBODY


def _url(file: Path) -> str:
    return f"sqlite:///{file}"


def _migrated(folder: Path) -> Path:
    file = folder / "samenspel.db"
    put_down(file)
    return file


def _told(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


# Files


@contextmanager
def newer(folder: Path) -> Iterator[Broken]:
    file = _migrated(folder)
    _told(file, "UPDATE alembic_version SET version_num = '0099'")
    yield Broken(_url(file))


@contextmanager
def foreign(folder: Path) -> Iterator[Broken]:
    file = folder / "places.db"
    _told(file, "CREATE TABLE bookmarks (id INTEGER)")
    yield Broken(_url(file))


@contextmanager
def incomplete(folder: Path) -> Iterator[Broken]:
    file = _migrated(folder)
    _told(file, "ALTER TABLE lesson DROP COLUMN lesson", "DROP TABLE received")
    yield Broken(_url(file))


@contextmanager
def no_folder(folder: Path) -> Iterator[Broken]:
    yield Broken(_url(folder / "nowhere" / "samenspel.db"))


@contextmanager
def closed(folder: Path) -> Iterator[Broken]:
    inside = folder / "closed"
    inside.mkdir()
    file = _migrated(inside)
    inside.chmod(0o500)
    yield Broken(_url(file), _anybody())
    inside.chmod(0o700)


@contextmanager
def read_only_file(folder: Path) -> Iterator[Broken]:
    file = _migrated(folder)
    file.chmod(0o400)
    yield Broken(_url(file), _anybody())


@contextmanager
def not_a_database(folder: Path) -> Iterator[Broken]:
    file = folder / "samenspel.db"
    file.write_bytes(b"this is no database" * 1000)
    yield Broken(_url(file))


@contextmanager
def damaged(folder: Path) -> Iterator[Broken]:
    file = _migrated(folder)
    pages = bytearray(file.read_bytes())
    # All but the header and the list of tables.
    pages[20 * 4096 :] = b"\xaa" * (len(pages) - 20 * 4096)
    file.write_bytes(pages)
    yield Broken(_url(file))


@contextmanager
def locked(folder: Path) -> Iterator[Broken]:
    file = _migrated(folder)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield Broken(_url(file))


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    disk = folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


@contextmanager
def read_only_disk(folder: Path) -> Iterator[Broken]:
    with small_disk(folder) as disk:
        file = _migrated(disk)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        yield Broken(_url(file))


@contextmanager
def disk_full(folder: Path) -> Iterator[Broken]:
    with small_disk(folder) as disk:
        file = _migrated(disk)
        fill_up(disk)
        yield Broken(_url(file))


def fill_up(disk: Path) -> None:
    with (disk / "rest").open("wb", buffering=0) as rest:
        try:
            while True:
                rest.write(b"x" * 4096)
        except OSError:
            return


FILES: dict[str, Callable[[Path], AbstractContextManager[Broken]]] = {
    each.__name__: each
    for each in (
        *(newer, foreign, incomplete, no_folder, closed, read_only_file, not_a_database, damaged, locked),
        *(read_only_disk, disk_full),
    )
}

# Servers


@contextmanager
def newer_server(postgres: PostgresDatabases) -> Iterator[Broken]:
    with postgres.migrated() as url:
        with psycopg.connect(_plain(url)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '0099'")
        yield Broken(url)


@contextmanager
def latin1(postgres: PostgresDatabases) -> Iterator[Broken]:
    with postgres.made("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0") as url:
        yield Broken(url)


@contextmanager
def sql_ascii(postgres: PostgresDatabases) -> Iterator[Broken]:
    with postgres.made("ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0") as url:
        yield Broken(url)


@contextmanager
def read_only_server(postgres: PostgresDatabases) -> Iterator[Broken]:
    with postgres.migrated() as url:
        make_read_only(url)
        yield Broken(url)


def make_read_only(url: str) -> None:
    name = make_url(url).database or ""
    with psycopg.connect(_plain(url), autocommit=True) as connection:
        connection.execute(
            psycopg.sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(
                psycopg.sql.Identifier(name)
            )
        )


@contextmanager
def standby(postgres: PostgresDatabases) -> Iterator[Broken]:
    with postgres_server(signal_file="standby.signal") as sockets:
        yield Broken(server_url(sockets, "postgres", "postgres"))


@contextmanager
def no_rights(postgres: PostgresDatabases) -> Iterator[Broken]:
    with postgres.empty() as url, _role(postgres):
        yield Broken(_as(url, "stranger"))


@contextmanager
def wrong_login(postgres: PostgresDatabases) -> Iterator[Broken]:
    rules = postgres.sockets / "data" / "pg_hba.conf"
    before = rules.read_text("utf-8")
    with postgres.empty() as url, _role(postgres):
        try:
            rules.write_text("local all stranger scram-sha-256\n" + before, "utf-8")
            postgres.tell("SELECT pg_reload_conf()")
            yield Broken(_as(url, "stranger", "verkeerd-geheim"))
        finally:
            rules.write_text(before, "utf-8")
            postgres.tell("SELECT pg_reload_conf()")


@contextmanager
def _role(postgres: PostgresDatabases) -> Iterator[None]:
    postgres.tell("CREATE ROLE stranger LOGIN PASSWORD 'geheim'")
    try:
        yield
    finally:
        postgres.tell("DROP ROLE stranger")


@contextmanager
def no_database(postgres: PostgresDatabases) -> Iterator[Broken]:
    yield Broken(server_url(postgres.sockets, "postgres", "bestaat_niet"))


SERVERS: dict[str, Callable[[PostgresDatabases], AbstractContextManager[Broken]]] = {
    each.__name__: each
    for each in (*(newer_server, latin1, sql_ascii, read_only_server, standby, no_rights, wrong_login, no_database),)
}

# What needs no server at all


@contextmanager
def silent() -> Iterator[Broken]:
    """Lets everybody in and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield Broken(f"postgresql+psycopg://samenspel:geheim@127.0.0.1:{listening.getsockname()[1]}/samenspel")


@contextmanager
def refused() -> Iterator[Broken]:
    yield Broken("postgresql+psycopg://samenspel:geheim@127.0.0.1:1/samenspel")


@contextmanager
def no_host() -> Iterator[Broken]:
    yield Broken("postgresql+psycopg://samenspel:geheim@nergens.invalid/samenspel")


@contextmanager
def old_server() -> Iterator[Broken]:
    """Says what PostgreSQL 9.6 says at the door. Source: "Message Flow" in PostgreSQL's manual."""

    def answer() -> None:
        while True:
            try:
                visitor, _ = listening.accept()
            except OSError:
                return
            with visitor:
                if b"\x04\xd2\x16\x2f" in visitor.recv(1000)[:8]:  # Asks for TLS.
                    visitor.sendall(b"N")
                    visitor.recv(1000)
                told = {"server_version": "9.6.24", "server_encoding": "UTF8", "client_encoding": "UTF8"}
                words = [f"{name}\0{value}\0".encode() for name, value in told.items()]
                parts = [(b"R", bytes(4)), *((b"S", each) for each in words), (b"K", bytes(8)), (b"Z", b"I")]
                visitor.sendall(b"".join(kind + (len(body) + 4).to_bytes(4) + body for kind, body in parts))
                visitor.recv(1000)

    listening = socket.create_server(("127.0.0.1", 0))
    with listening:
        threading.Thread(target=answer, daemon=True).start()
        yield Broken(f"postgresql+psycopg://samenspel:geheim@127.0.0.1:{listening.getsockname()[1]}/samenspel")


NOBODY: dict[str, Callable[[], AbstractContextManager[Broken]]] = {
    each.__name__: each for each in (silent, refused, no_host, old_server)
}


def server_url(sockets: Path, user: str, name: str) -> str:
    address = URL.create("postgresql+psycopg", user, database=name, query={"host": str(sockets)})
    return address.render_as_string(hide_password=False)


def _as(url: str, user: str, password: str | None = None) -> str:
    return make_url(url).set(username=user, password=password).render_as_string(hide_password=False)


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg:", "postgresql:")
