"""The municipality's own templates of texts: each change is a version, and none is ever lost."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import Index, Integer, String, Text, UniqueConstraint, bindparam, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, points_at
from storage.people.personal import FilePart, KeyGoes, Moves, Shown, personal


class TemplateVersion(Owned, Base):
    """file: which template, such as "belofte.md". number: from 1, by file. written: empty is what is shipped."""

    __tablename__ = "template_version"
    __table_args__ = (
        UniqueConstraint("municipality_id", "file", "number"),
        points_at("made_by", "colleague.id"),
        Index("ix_template_version_made_by", "made_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    file: Mapped[str] = mapped_column(String(60))
    number: Mapped[int] = mapped_column(Integer)
    written: Mapped[str] = mapped_column(Text)
    made_at: Mapped[dt.datetime]
    made_by: Mapped[int | None] = mapped_column(
        default=None, info=personal(KeyGoes(), Moves(), Shown(FilePart.TEXTS, only=("file", "number", "made_at")))
    )


_NEWEST_NUMBERS = select(func.max(TemplateVersion.id)).group_by(TemplateVersion.municipality_id, TemplateVersion.file)
_NEWEST = select(TemplateVersion).where(TemplateVersion.id.in_(_NEWEST_NUMBERS))
_OF_FILE = (
    select(TemplateVersion).where(TemplateVersion.file == bindparam("file")).order_by(TemplateVersion.number.desc())
)


def newest_templates(db: Session) -> Mapping[str, TemplateVersion]:
    """By file: those that hold now."""
    return {row.file: row for row in db.scalars(_NEWEST)}


def template_versions(db: Session, file: str) -> Sequence[TemplateVersion]:
    """Newest first."""
    return db.scalars(_OF_FILE, {"file": file}).all()
