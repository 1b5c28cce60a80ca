"""A municipality with a row in every table; two of them look the same, so that only the fence tells them apart."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from glossary import (
    AreaKind,
    CalendarKind,
    Decision,
    Deed,
    DeedPart,
    Discipline,
    Goal,
    Medium,
    Origin,
    PartialDate,
    QualitySource,
    Role,
    RoleState,
    Status,
    TargetGroup,
    TextKind,
)
from storage.database import Database, stay_within
from storage.learning.area_reports import AreaReport
from storage.learning.buddies import BuddyAvoid, BuddyMember
from storage.learning.buddy_rounds import BuddyGroup, BuddyRound, BuddySeat, BuddyWelcome
from storage.learning.festivals import Festival, FestivalOffer
from storage.learning.how_to import HowToCard
from storage.learning.knowledge import Lesson, LessonArea, LessonGroup
from storage.learning.pulses import PulseAsk, PulseSum
from storage.learning.quality import ProjectQuality
from storage.learning.questions import DeskCount, DeskHelper, Question, SessionWish
from storage.learning.sessions import KnowledgeSession, ReminderChoice, SessionGuest, SessionHost
from storage.messages.conversations import ConversationRow
from storage.messages.hosted_files import HostedFile
from storage.messages.meetings import Meeting, MeetingAction
from storage.messages.nudges import NudgeRow
from storage.messages.outbox import MessageState, OutboxRow
from storage.messages.overviews import OverviewChannel, OverviewPost, OwnWeek, SteeringPost
from storage.messages.rate_limits import Lane
from storage.messages.reminders import ReminderRow
from storage.messages.schedule import OccurrenceRow, ScheduleRow
from storage.messages.tasks import TaskRow
from storage.messages.uploads import Upload, UploadedContent
from storage.messages.web_pages import WebPage
from storage.people.audit import AuditRow
from storage.people.calendar_feeds import CalendarFeed
from storage.people.municipalities import Municipality, Tenant
from storage.people.newcomers import Newcomer
from storage.people.people import GIVEN, KEPT, ChatAccount, Colleague, ColleagueArea, ColleagueDiscipline
from storage.register.agreements import Agreement
from storage.register.areas import Area
from storage.register.around_moments import AroundMoment
from storage.register.asked_to_tell import AskedToTell
from storage.register.baselines import BaselineVersion, ProjectBaseline
from storage.register.changes import Change
from storage.register.column_choices import ColumnChoice
from storage.register.drafts import Draft
from storage.register.feedback import FeedbackDebt
from storage.register.help_offers import HelpOffer
from storage.register.joint_proposals import JointAnswer, JointProposal
from storage.register.moments import Moment, MomentArea, MomentGroup, MomentInvited, MomentMissed, MomentTold
from storage.register.outcomes import Outcome
from storage.register.projects import Project, ProjectArea, ProjectGroup, RoleAssignment
from storage.register.public_pages import PublicPage
from storage.register.step_marks import HandOver, StepMark
from storage.register.text_asks import TextAsk
from storage.register.text_templates import TemplateVersion
from storage.register.text_words import TextWords
from storage.register.thanks import Thanks, ThanksYes
from storage.register.vacancies import VacancyRow
from storage.register.visions import Principle, ProjectPrinciple, Vision, VisionGoal
from storage.reports.findings import ToldFinding
from storage.settings import SettingRow

MONDAY = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Planted:
    """tenant: also the `user` of Anna's account, and the code of a neighbourhood that nobody else has.

    projects: how many there are, and moments as well. channel and post: of a weekly overview.
    """

    id: int
    tenant: str
    anna: int
    bert: int
    project: int
    moment: int
    lesson: int
    message: int
    channel: int
    post: int
    draft: int
    upload: int
    proposal: int
    round: int
    group: int
    question: int
    measured: int
    thanks: int
    festival: int
    projects: int


def plant(database: Database, tenant: str, projects: int = 1) -> Planted:
    """Only the first project, and the first moment, have anything to them."""
    with database.session(None, writes=True) as db:
        home = Municipality(name="Voorbeeldstad")
        db.add(home)
        db.flush()
        db.add(Tenant(platform="slack", tenant=tenant, municipality_id=home.id))
        stay_within(db, home.id)
        _areas(db, tenant)
        anna, bert = _people(db, tenant)
        project, lesson = _project(db, tenant, anna, bert)
        moment = _moment(db, tenant, project)
        for number in range(1, projects):
            db.add(Project(key=f"P{number + 1:02d}", name="Park Noord", created_at=MONDAY, changed_at=MONDAY))
            db.add(_bare_moment(f"M{number + 1:02d}", project))
        message = _messages(db, tenant, anna)
        post = _overview(db, tenant, anna)
        draft, proposal = _answers(db, tenant, project, moment, anna)
        round_, group = _buddies(db, anna, bert)
        return Planted(
            id=home.id,
            tenant=tenant,
            anna=anna.id,
            bert=bert.id,
            project=project.id,
            moment=moment.id,
            lesson=lesson.id,
            message=message.id,
            channel=post.channel_id,
            post=post.id,
            draft=draft.id,
            upload=_upload(db, tenant, anna).id,
            proposal=proposal.id,
            round=round_.id,
            group=group.id,
            question=_question(db, anna).id,
            measured=_quality(db, tenant, project, anna).id,
            festival=_festival(db, anna).id,
            thanks=_thanks(db, project, anna).id,
            projects=projects,
        )


def _areas(db: Session, own: str) -> None:
    db.add(Area(code="GM9999", name="Voorbeeldstad", kind=AreaKind.MUNICIPALITY))
    db.flush()
    db.add(Area(code="WK999901", name="Noord", kind=AreaKind.DISTRICT, parent="GM9999"))
    db.flush()
    db.add(Area(code=own, name="Noorderhof", kind=AreaKind.NEIGHBOURHOOD, parent="WK999901"))
    db.flush()


def _people(db: Session, own: str) -> tuple[Colleague, Colleague]:
    """Anna has an account and is an administrator; Bert is known from a list only."""
    anna = Colleague(name="Anna de Vries", key="C01", email="anna@example.nl", is_admin=True)
    anna.joined_on = dt.date(2026, 10, 15)
    bert = Colleague(name="Bert Bos", key="C02", email="bert@example.nl")
    anna.disciplines = [ColleagueDiscipline(discipline=Discipline.COMMUNICATION, how=GIVEN)]
    bert.disciplines = [ColleagueDiscipline(discipline=Discipline.DEPARTMENT_HEAD, how=KEPT)]
    anna.areas = [ColleagueArea(area_code=own)]
    db.add_all([anna, bert])
    db.flush()
    db.add(CalendarFeed(digest=own, kind=CalendarKind.OWN, colleague_id=anna.id, made_at=MONDAY))
    db.add(Newcomer(colleague_id=anna.id, told_on=MONDAY.date(), passed=1))
    db.add(ChatAccount(platform="slack", tenant=own, user=own, colleague_id=anna.id))
    deed = AuditRow(at=MONDAY, deed=Deed.RIGHT_GIVEN, origin=Origin.CHAT, colleague_id=anna.id, about_id=bert.id)
    deed.part = DeedPart.KEEPER
    db.add(deed)
    return anna, bert


def _project(db: Session, own: str, anna: Colleague, bert: Colleague) -> tuple[Project, Lesson]:
    project = Project(key="P01", name="Park Noord", created_at=MONDAY, changed_at=MONDAY, registered_by=anna.id)
    project.status, project.communication_budget = Status.ONGOING, 500
    project.areas = [ProjectArea(area_code="WK999901"), ProjectArea(area_code=own)]
    project.groups = [ProjectGroup(target_group=TargetGroup.LOCAL_RESIDENTS)]
    project.roles = [
        RoleAssignment(role=Role.PROJECT_LEAD, colleague_id=anna.id, state=RoleState.ASKED, asked_at=MONDAY),
        RoleAssignment(role=Role.AREA_MANAGER, colleague_id=bert.id, state=RoleState.NAMED),
        RoleAssignment(role=Role.CARRIES_COMMUNICATION, colleague_id=bert.id, state=RoleState.ACCEPTED),
    ]
    db.add(project)
    db.flush()
    principle = Principle(number=1, words="Wie iets zegt, krijgt antwoord")
    db.add_all([principle, Vision(changed_on=MONDAY.date(), review_on=MONDAY.date())])
    db.add(VisionGoal(goal=Goal.ANSWERED, target=90))
    db.flush()
    db.add(ProjectPrinciple(project_id=project.id, principle_id=principle.id))
    page = PublicPage(project_id=project.id, place=own, name="park-noord", asked="a", agreed="a b")
    page.agreed_at = MONDAY
    db.add(page)
    db.add(ToldFinding(project_id=project.id, about="stale", told_on=MONDAY.date()))
    db.add(StepMark(project_id=project.id, step="O3", is_done=True, marked_on=MONDAY.date(), marked_by=anna.id))
    db.add(HandOver(project_id=project.id, dependency="D2", noticed_on=MONDAY.date()))
    db.add(BaselineVersion(number=1, written="version = 1", made_at=MONDAY, made_by=anna.id))
    db.add(TemplateVersion(file="belofte.md", number=1, written=own, made_at=MONDAY, made_by=anna.id))
    db.add(ProjectBaseline(project_id=project.id, number=1))
    db.add(VacancyRow(project_id=project.id, role=Role.COMMUNICATION_ADVISER, since=MONDAY.date()))
    db.add(HelpOffer(project_id=project.id, role=Role.COMMUNICATION_ADVISER, colleague_id=anna.id, offered_at=MONDAY))
    db.add(
        Change(project_id=project.id, at=MONDAY + dt.timedelta(hours=1), revision=2, field="name", colleague_id=anna.id)
    )
    lesson = Lesson(key="L01", lesson="Begin op tijd", project_id=project.id, author_id=anna.id)
    lesson.learned_on, lesson.helped = MONDAY.date(), 1
    lesson.areas = [LessonArea(area_code=own)]
    lesson.groups = [LessonGroup(target_group=TargetGroup.LOCAL_RESIDENTS)]
    db.add(lesson)
    _session(db, anna)
    return project, lesson


def _session(db: Session, anna: Colleague) -> None:
    """Planned by Anna, hosted and visited by her."""
    session = KnowledgeSession(topic="Loten", starts_at=MONDAY + dt.timedelta(days=2), minutes=60, created_by=anna.id)
    db.add(session)
    db.flush()
    db.add(SessionHost(session_id=session.id, colleague_id=anna.id, has_accepted=True))
    db.add(SessionGuest(session_id=session.id, colleague_id=anna.id, took_away="Begin vroeg"))
    db.add(ReminderChoice(colleague_id=anna.id, hour=False))


def _festival(db: Session, anna: Colleague) -> Festival:
    """That she planned, and wants to tell something at."""
    kept = Festival(proposed_on=MONDAY.date(), held_on=MONDAY.date(), starts_at="13:00", created_by=anna.id)
    db.add(kept)
    db.flush()
    db.add(FestivalOffer(festival_id=kept.id, colleague_id=anna.id, topic="Loten"))
    return kept


def _thanks(db: Session, project: Project, anna: Colleague) -> Thanks:
    """Told, with her yes."""
    kept = Thanks(project_id=project.id, asked_on=MONDAY.date(), channel="algemeen", place="C1")
    kept.told_on = MONDAY.date()
    db.add(kept)
    db.flush()
    db.add(ThanksYes(thanks_id=kept.id, colleague_id=anna.id, is_yes=True))
    return kept


def _question(db: Session, anna: Colleague) -> Question:
    """Anna asks and answers, and helps; somebody else's question was answered."""
    kept = Question(question="Wat kost een zaal?", asked_at=MONDAY, asker_id=anna.id, taken_by=anna.id)
    kept.handed_to = anna.id
    other = Question(question="Mag dit?", asked_at=MONDAY, asker_id=None, may_help=True, answer="Ja.")
    other.answered_on = MONDAY.date()
    card = HowToCard(key="K01", title="Een zaal", text="Vraag het de balie.", changed_on=MONDAY.date())
    helps = DeskHelper(colleague_id=anna.id, helps_with="zalen")
    db.add_all([kept, other, card, helps, DeskCount(month=MONDAY.date().replace(day=1), helped=1, asked=1, answered=1)])
    db.flush()
    db.add(SessionWish(question_id=kept.id, colleague_id=anna.id))
    return kept


def _quality(db: Session, own: str, project: Project, anna: Colleague) -> ProjectQuality:
    measured = ProjectQuality(
        project_id=project.id, measured_on=MONDAY.date(), source=QualitySource.TEAM, answers=5, process=40
    )
    report = AreaReport(area_code=own, period="2026-Q3", colleague_id=anna.id, answered_on=MONDAY.date(), score=4)
    asked = PulseAsk(project_id=project.id, colleague_id=anna.id, asked_on=MONDAY.date())
    answered = PulseSum(project_id=project.id, finished_on=MONDAY.date(), answers=3, together=12, tasks=9, again=15)
    db.add_all([measured, report, asked, answered])
    db.flush()
    return measured


def _moment(db: Session, own: str, project: Project) -> Moment:
    moment = _bare_moment("M01", project)
    moment.areas = [MomentArea(area_code=own)]
    moment.groups = [MomentGroup(target_group=TargetGroup.LOCAL_RESIDENTS)]
    moment.reported_on, moment.invitation_sent_on = MONDAY.date(), PartialDate("2026-10-12")
    moment.missed = [MomentMissed(target_group=TargetGroup.YOUNG_PEOPLE)]
    moment.invited_through = [MomentInvited(medium=Medium.LETTER)]
    moment.told_through = [MomentTold(medium=Medium.WEBSITE)]
    db.add(moment)
    db.flush()
    return moment


def _bare_moment(key: str, project: Project) -> Moment:
    day = PartialDate("2026-11-02")
    return Moment(key=key, project_id=project.id, title="Inloopavond", starts_on=day, ends_on=day, changed_at=MONDAY)


def _answers(db: Session, own: str, project: Project, moment: Moment, anna: Colleague) -> tuple[Draft, JointProposal]:
    """What residents heard back, and what two projects might do together."""
    db.add(Outcome(moment_id=moment.id, number=1, input="Meer bomen", decision=Decision.ADOPTED))
    db.add(AroundMoment(moment_id=moment.id, host_id=anna.id, chair_id=anna.id, reporter_id=anna.id))
    db.add(FeedbackDebt(moment_id=moment.id, owner_id=anna.id, reminded_for=MONDAY.date()))
    db.add(
        Agreement(
            project_id=project.id, moment_id=moment.id, kind="bad_moment", facts="level=", reason="zo is het",
            agreed_by=anna.id, agreed_at=MONDAY,
        )
    )  # fmt: skip
    ask = TextAsk(
        project_id=project.id, moment_id=moment.id, kind=TextKind.ANSWER, text="", colleague_id=anna.id,
        asked_by=anna.id, asked_at=MONDAY,
    )  # fmt: skip
    db.add_all([ask, TextWords(project_id=project.id, moment_id=moment.id, key="place", words=own)])
    db.add(AskedToTell(moment_id=moment.id, colleague_id=anna.id, asked_by=anna.id, asked_at=MONDAY))
    added = Change(project_id=project.id, at=MONDAY, revision=2, field="moment_added", after=moment.title)
    removed = Change(project_id=project.id, at=MONDAY, revision=2, field="moment_removed", after=moment.title)
    removed.before = f"{moment.id} 2 2030-01-01 2030-01-01"
    db.add_all([added, removed])
    told = Change(project_id=project.id, at=MONDAY, revision=2, field="residents_told_on", moment_id=moment.id)
    told.after = MONDAY.date().isoformat()
    shifted = Change(project_id=project.id, at=MONDAY, revision=2, field="starts_on", moment_id=moment.id)
    db.add_all([told, shifted])
    draft = Draft(colleague_id=anna.id, kind="moment", codes="{}", created_at=MONDAY, under=project.id)
    proposal = JointProposal(moment_id=moment.id, other_moment_id=moment.id, proposed_by=anna.id, proposed_at=MONDAY)
    db.add_all([draft, proposal])
    db.flush()
    db.add(JointAnswer(proposal_id=proposal.id, colleague_id=anna.id, is_good=True, answered_at=MONDAY))
    return draft, proposal


def _upload(db: Session, own: str, anna: Colleague) -> Upload:
    """A list that Anna had checked, and what she chose for its columns."""
    given = Upload(colleague_id=anna.id, order="{}", until=MONDAY)
    db.add_all([given, ColumnChoice(headers="any", choice=own, chosen_at=MONDAY)])
    db.flush()
    db.add(UploadedContent(upload_id=given.id, number=0, content=own.encode()))
    return given


def _messages(db: Session, own: str, anna: Colleague) -> OutboxRow:
    """Returns the one that was refused."""
    messages = []
    for key, state in (("waits", MessageState.PENDING), ("refused", MessageState.DEAD)):
        message = OutboxRow(key=f"{own} {key}", language="nl", card=b"{}", not_before=MONDAY, created_at=MONDAY)
        message.colleague_id, message.state = anna.id, state
        messages.append(message)
    messages[0].instead_of = messages[1].key
    db.add_all(messages)
    db.add(
        ConversationRow(platform="teams", tenant=own, id=f"a:{own}", service_url="x", user=own, colleague_id=anna.id)
    )
    db.add(HostedFile(key=own, name="projecten.csv", content=b"", until=MONDAY, colleague_id=anna.id))
    db.add(TaskRow(name="import", colleague_id=anna.id, language="nl", order="{}", created_at=MONDAY))
    db.add(NudgeRow(colleague_id=anna.id, about="feedback 1", blocks=b"[]", order=1, created_at=MONDAY))
    db.add(ReminderRow(name="any", about="1", due_at=MONDAY, expires_at=MONDAY))
    db.add(ScheduleRow(name="any", decided_until=MONDAY, next_due=MONDAY))
    db.add(OccurrenceRow(name="any", key="2026-11-23", due_at=MONDAY, at=MONDAY, result="done"))
    db.add(SettingRow(name="any", value=own))
    db.add(WebPage(secret=own, made_at=MONDAY, content=b""))
    db.add(Lane(name="any", free_at=MONDAY))
    db.flush()
    return messages[-1]


def _overview(db: Session, own: str, anna: Colleague) -> OverviewPost:
    channel = OverviewChannel(name="Noord", platform="slack", tenant=own, place="C1", started_at=MONDAY)
    db.add(channel)
    db.flush()
    post = OverviewPost(channel_id=channel.id, key="overview", after=MONDAY, until=MONDAY, lines=1, told="marked")
    heads = SteeringPost(told="marked", told_on=MONDAY.date())
    action = MeetingAction(what="Een brief", until=MONDAY.date(), made_on=MONDAY.date(), owner_id=anna.id)
    action.is_agreed = True
    db.add_all([post, heads, OwnWeek(colleague_id=anna.id, asked_at=MONDAY)])
    db.add_all([Meeting(platform="slack", tenant=own, place="C1", started_at=MONDAY), action])
    db.flush()
    return post


def _buddies(db: Session, anna: Colleague, bert: Colleague) -> tuple[BuddyRound, BuddyGroup]:
    """Anna takes part; she was in a group of the first round, and asked to join it."""
    anna.buddy_key = "C02"
    round_ = BuddyRound(number=1, begun_at=MONDAY, inputs=b"{}")
    db.add_all([BuddyMember(colleague_id=anna.id, asked_at=MONDAY, is_on=True), round_])
    db.add(BuddyAvoid(colleague_id=anna.id, other_id=bert.id))
    db.flush()
    group = BuddyGroup(round_id=round_.id)
    db.add(group)
    db.flush()
    db.add(BuddySeat(round_id=round_.id, colleague_id=anna.id, side="communication", group_id=group.id))
    db.add(BuddyWelcome(group_id=group.id, newcomer_id=anna.id, colleague_id=anna.id))
    return round_, group
