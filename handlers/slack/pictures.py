"""Pictures at Slack: uploaded without anybody seeing them, until one message shows them."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass

from bot.chat.cards import Attachment, Card, Picture
from handlers.slack import files, limits
from handlers.slack.api import SlackApi

_KEPT = 64
"""As many as may be waiting; one that is forgotten is uploaded again."""


@dataclass
class _Upload:
    file_id: str
    refused: int = 0


class Pictures:
    """What has been uploaded by this process, so that a message that is tried again names the same file.

    Slack looks at a picture after the upload, and refuses a message with it until it has. Used from several threads.
    """

    def __init__(self, api: SlackApi) -> None:
        self._api = api
        self._lock = threading.Lock()
        self._uploads: OrderedDict[str, _Upload] = OrderedDict()

    def upload(self, card: Card) -> dict[str, str]:
        """Name -> id of the file, without pictures that Slack keeps refusing: those show as their words.

        Raises what the client raises; nobody has seen anything then.
        """
        uploads = {picture.name: self._uploaded(picture) for picture in card.pictures}
        return {name: known.file_id for name, known in uploads.items() if known.refused < limits.PICTURE_TRIES}

    def were_refused(self, card: Card) -> None:
        """Slack was not ready for them, or does not want them."""
        for picture in card.pictures:
            self._uploaded(picture).refused += 1

    def _uploaded(self, picture: Picture) -> _Upload:
        # Another picture with the same bytes is another file: it may be shown to other people.
        known_as = f"{picture.name} {hashlib.sha256(picture.png).hexdigest()}"
        with self._lock:
            known = self._uploads.get(known_as)
        if known is None:
            known = _Upload(files.upload(self._api, Attachment(f"{picture.name}.png", picture.png)))
            files.keep(self._api, known.file_id, picture.name)
            with self._lock:
                self._uploads[known_as] = known
                while len(self._uploads) > _KEPT:
                    self._uploads.popitem(last=False)
        return known
