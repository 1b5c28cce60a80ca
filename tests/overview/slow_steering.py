"""The same sums as the heads read, from rows of lists: one after the other, and nothing of ours but the words."""

import datetime as dt
from collections.abc import Sequence

from bot.findings.goals import GoalCount
from glossary import Domain, Goal
from storage.reports.steering import DomainMoney, Money

Row = dict[str, str]
LIVE = ("lopend", "komend")


def slow_goals(projects: Sequence[Row], moments: Sequence[Row], today: dt.date) -> tuple[GoalCount, ...]:
    since = dt.date(today.year - 1, 1, 1)
    in_time = late = early = short = 0
    for moment in moments:
        if moment["niveau"] == "informeren":
            continue
        begin, end = day(moment["begin"]), day(moment["eind"])
        assert begin
        assert end
        told, invited = day(moment["terugkoppeling_op"]), day(moment["uitnodiging_verstuurd"])
        if since <= end <= today:
            if told is not None and told <= today:
                if (told - end).days <= 28:
                    in_time += 1
                else:
                    late += 1
            elif (today - end).days > 28:
                late += 1
        if invited is not None and since <= invited <= today:
            if (begin - invited).days >= 14:
                early += 1
            else:
                short += 1
    live = [each for each in projects if each["status"] in LIVE]
    corners = ("projectleider", "communicatieadviseur", "participatieadviseur")
    complete = [each for each in live if all(each[corner] for corner in corners)]
    return (
        GoalCount(Goal.ANSWERED, in_time, in_time + late),
        GoalCount(Goal.INVITED, early, early + short),
        GoalCount(Goal.TRIANGLES, len(complete), len(live)),
    )


def day(written: str) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None


def slow_money(projects: Sequence[Row]) -> Money:
    sums = dict.fromkeys(("incidenteel", "structureel", "projectkosten", "aangevraagd", "toegekend"), 0)
    communication = without = of_no_kind = 0
    domains: dict[str, list[int]] = {}
    for each in projects:
        if each["status"] not in LIVE:
            continue
        written = each["budget_participatie"]
        has = domains.setdefault(each["domein"], [0, 0])
        has[0] += 1
        communication += int(each["budget_communicatie"] or 0)
        if written:
            has[1] += 1
            if each["budget_soort"] not in ("incidenteel", "structureel", "projectkosten"):
                of_no_kind += int(written)
            for word in (each["budget_soort"], each.get("budget_status", "")):
                if word in sums:
                    sums[word] += int(written)
        else:
            without += 1
    of = [
        DomainMoney(domain, *domains[domain.dutch if domain else ""])
        for domain in (*Domain, None)
        if (domain.dutch if domain else "") in domains
    ]
    return Money(
        one_off=sums["incidenteel"],
        structural=sums["structureel"],
        without=without,
        of_no_kind=of_no_kind,
        project_costs=sums["projectkosten"],
        communication=communication,
        requested=sums["aangevraagd"],
        granted=sums["toegekend"],
        domains=tuple(of),
    )
