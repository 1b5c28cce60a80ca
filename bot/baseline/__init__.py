"""The basiswerkwijze: what every project does, whose turn it is, and who waits for whom."""

from bot.baseline import conversation
from bot.chat.feature import Command, Feature

FEATURE = Feature(
    name="baseline",
    commands=(Command("project", "basis", "baseline.show", ("baseline", "stappen", "steps", "checklist")),),
    actions={
        "baseline.show": conversation.show,
        "baseline.all": conversation.show_all,
        "baseline.roles": conversation.show_roles,
        "baseline.done": conversation.done,
        "baseline.undo": conversation.undo,
        "baseline.agree": conversation.agree,
        "baseline.agreed": conversation.agreed,
    },
)
