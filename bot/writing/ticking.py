"""Steps of the basiswerkwijze that a text is: whoever sends it, or agrees with it, need not say so once more."""

from sqlalchemy.orm import Session

from bot.chat.requests import Request
from storage.register import step_marks
from storage.register.step_marks import StepMark

READ_BY_ALL = "U1"
INTERIM_SENT = "T1"


def is_ticked(db: Session, project_id: int, step: str) -> bool | None:
    """None: the team left it out."""
    mark = step_marks.step_mark(db, project_id, step)
    return False if mark is None else mark.is_done or None


def tick(request: Request, db: Session, project_id: int, step: str) -> None:
    """Whoever leads a project may have left it out: then that holds."""
    if is_ticked(db, project_id, step) is False:
        by = request.person.id
        db.add(StepMark(project_id=project_id, step=step, is_done=True, marked_on=request.today, marked_by=by))
        db.flush()
