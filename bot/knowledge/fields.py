"""The fields of a lesson. Only the lesson itself has to be there: half a minute is enough."""

from bot.chat.editing import Spec
from bot.register.fields import AREAS, GROUPS
from glossary import Instrument, LessonKind, Phase

ABOUT = (Spec("instrument", "choice", Instrument), GROUPS, AREAS)
"""What a contact moment says as well."""
LESSON: tuple[Spec, ...] = (
    Spec("lesson", "long_text", required=True, longest=500),
    Spec("kind", "choice", LessonKind),
    Spec("what_happened", "long_text", longest=2000),
    Spec("phase", "choice", Phase),
    *ABOUT,
)
