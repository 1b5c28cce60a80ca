"""A channel that gets the overview."""

import datetime as dt

from storage.learning.buddy_rounds import BuddyGroup, BuddyRound, BuddySeat
from storage.learning.sessions import KnowledgeSession
from storage.messages.overviews import OverviewChannel
from tests.room import PLATFORM, TENANT, Room


def gets_the_overview(room: Room, *, areas: str = "", started: bool = True) -> None:
    with room.storage() as db:
        channel = OverviewChannel(
            name="Algemeen", platform=PLATFORM, tenant=TENANT, place=room.channel.place.id, areas=areas
        )
        channel.started_at = room.now if started else None
        db.add(channel)


def with_everything(room: Room) -> None:
    """The sample, in a channel that has had an overview, halfway a round of buddies, with a session this week."""
    room.begins_at("2026-11-20 12:00")
    room.sample()
    gets_the_overview(room)
    with room.storage() as db:
        round_ = BuddyRound(number=1, begun_at=room.now, inputs=b"{}")
        db.add_all([round_, KnowledgeSession(topic="Loten", starts_at=room.now + dt.timedelta(days=5), minutes=60)])
        db.flush()
        groups = [BuddyGroup(round_id=round_.id) for _ in range(4)]
        db.add_all(groups)
        db.flush()
        for group in groups:
            for side in ("communication", "participation"):
                seat = BuddySeat(round_id=round_.id, colleague_id=None, side=side, group_id=group.id, answer="yes")
                db.add(seat)
    room.at("2026-11-23 09:05")
