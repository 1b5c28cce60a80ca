"""What only texts need of a project or a contact moment: asked when somebody writes one, not when it is registered."""

from collections.abc import Mapping

from sqlalchemy import Index, String, Text, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, part_of

AFTERWARDS = "afterwards"
"""The key of what really came of it."""


class TextWords(Owned, Base):
    """One answer. moment_id: None when it is about the project. key: what it answers, such as "place"."""

    __tablename__ = "text_words"
    __table_args__ = (
        part_of("project_id", "project.id"),
        part_of("moment_id", "moment.id"),
        Index("ix_text_words_project", "project_id"),
        Index("ix_text_words_moment", "moment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int]
    moment_id: Mapped[int | None]
    key: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Text)


_OF_PROJECT = select(TextWords).where(TextWords.project_id == bindparam("project")).order_by(TextWords.id)


def text_words(db: Session, project_id: int) -> Mapping[int, Mapping[str, str]]:
    """By moment, and what is about the project itself under 0."""
    found: dict[int, dict[str, str]] = {}
    for row in db.scalars(_OF_PROJECT, {"project": project_id}):
        found.setdefault(row.moment_id or 0, {})[row.key] = row.words
    return found


def keep_text_words(db: Session, project_id: int, moment_id: int | None, words: Mapping[str, str]) -> None:
    """Takes the place of what was there; an empty one goes."""
    for row in db.scalars(_OF_PROJECT, {"project": project_id}).all():
        if row.moment_id == moment_id and row.key in words:
            db.delete(row)
    for key, said in words.items():
        if said:
            db.add(TextWords(project_id=project_id, moment_id=moment_id, key=key, words=said))
    db.flush()
