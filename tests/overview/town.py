"""A channel that gets the overview."""

from storage.messages.overviews import OverviewChannel
from tests.room import PLATFORM, TENANT, Room


def gets_the_overview(room: Room, *, areas: str = "", started: bool = True) -> None:
    with room.storage() as db:
        channel = OverviewChannel(
            name="Algemeen", platform=PLATFORM, tenant=TENANT, place=room.channel.place.id, areas=areas
        )
        channel.started_at = room.now if started else None
        db.add(channel)
