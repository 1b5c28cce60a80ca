"""The basiswerkwijze: what every project does, whose turn it is, and who waits for whom."""

import datetime as dt

from bot.baseline import conversation, jobs, own, said, waiting
from bot.chat.feature import Command, Feature, Job, When

WORKDAYS = frozenset(range(5))

FEATURE = Feature(
    name="baseline",
    commands=(
        Command(
            "project", "basis", "baseline.show", ("baseline", "stappen", "steps", "checklist"), said=said.NEXT_STEP
        ),
        Command("overzicht", "wachten", "baseline.costs", ("waiting", "wachttijd"), said=said.COSTS),
    ),
    actions={
        "baseline.show": conversation.show,
        "baseline.all": conversation.show_all,
        "baseline.roles": conversation.show_roles,
        "baseline.done": conversation.done,
        "baseline.undo": conversation.undo,
        "baseline.agree": conversation.agree,
        "baseline.agreed": conversation.agreed,
        "baseline.same": conversation.same,
        "baseline.costs": waiting.show,
        "baseline.own": own.show,
        "baseline.own_edit": own.edit,
        "baseline.own_save": own.save,
        "baseline.own_put_back": own.put_back,
        "baseline.own_file": own.file_out,
        "baseline.own_file_in": own.file_in,
        "baseline.own_read": own.read,
        "baseline.move_on": own.move_on,
    },
    workers={"baseline.read": own.bring_in, "baseline.draw_costs": waiting.draw},
    drawers=frozenset({"baseline.draw_costs"}),
    steering=waiting.in_short,
    after={"project.moved_on": conversation.gate, "project.completed": conversation.left_out},
    advice=conversation.advise,
    jobs=(Job("baseline.hand_over", When(WORKDAYS, dt.time(8)), dt.timedelta(days=1), jobs.hand_over),),
)
