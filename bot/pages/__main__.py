"""The process that makes the page of one municipality: an order in, the page out, and everything it loaded is gone."""

import gzip
import os
from zoneinfo import ZoneInfo

import msgspec

from bot import subprocesses
from bot.chat.texts import speech
from bot.pages import gather, rendering, rules
from bot.pages.in_subprocess import MadePage, PageOrder
from storage.database import Database
from storage.people.municipalities import Municipality


def main() -> None:
    if hasattr(os, "nice"):
        # People who wait for an answer go first.
        os.nice(10)
    order = msgspec.msgpack.decode(subprocesses.hear(), type=PageOrder)
    database = Database(order.database, connections=2)
    with database.session(order.municipality) as db:
        home = db.get_one(Municipality, order.municipality)
        t, at = speech(home.language), order.at.astimezone(ZoneInfo(home.timezone))
        page = rules.page(t, gather.facts(t, db, home, at))
    database.close()
    content = gzip.compress(b"".join(rendering.html(page)), mtime=0)
    subprocesses.say(msgspec.msgpack.encode(MadePage(content, rendering.policy(page))))


main()
