"""The contract of every list: its columns, in order, and what else people call them.

One table serves both ways: what import reads from a column is what export writes in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.chat.editing import LONGEST_TEXT
from glossary import (
    AreaKind,
    BudgetKind,
    BudgetState,
    Discipline,
    Domain,
    EnvironmentAct,
    Instrument,
    LessonKind,
    Level,
    Phase,
    Role,
    Size,
    Status,
    TargetGroup,
    Word,
)


class ListName(Word):
    """A list, by its own name. The order is the one in which lists build on each other."""

    AREAS = "areas", "gebieden"
    COLLEAGUES = "colleagues", "collegas"
    PROJECTS = "projects", "projecten"
    MOMENTS = "moments", "contactmomenten"
    LESSONS = "lessons", "lessen"
    QUALITY = "quality", "kwaliteit"
    AREA_REPORTS = "area_reports", "gebiedsberichten"

    @property
    def is_used(self) -> bool:
        """Samenspel recognises the others, and says that it does nothing with them yet."""
        return self in COLUMNS


Kind = Literal[
    "key", "text", "tags", "email", "word", "words", "date", "day", "number",
    "area", "areas", "area_words", "person", "buddy", "project",
]  # fmt: skip
"""How a cell is read. tags: in lower case. word and words: of a fixed list. date: may be imprecise; day: may not.
areas: codes or names; area_words: text, and stays so. area, person, buddy and project: other rows of the register.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """header: as lists write it. field: what the register calls it. synonyms: folded, as `folded` makes them."""

    header: str
    field: str
    kind: Kind = "text"
    words: type[Word] | None = None
    synonyms: tuple[str, ...] = ()
    required: bool = False
    longest: int = LONGEST_TEXT


def _role(role: Role, *synonyms: str) -> Column:
    return Column(role.dutch, role.value, "person", synonyms=synonyms)


_AREAS_IN_TEXT = ("stadsdeel", "stadsdelen", "wijk", "wijken", "buurt", "buurten", "kern", "locatie")

COLUMNS: Mapping[ListName, Sequence[Column]] = {
    ListName.AREAS: (
        Column("code", "code", "key", synonyms=("gebiedscode", "buurtcode", "wijkcode"), required=True, longest=20),
        Column("naam", "name", synonyms=("gebiedsnaam",), required=True, longest=200),
        Column("type", "kind", "word", AreaKind, synonyms=("soort",)),
        Column("bovenliggend", "parent", "area", synonyms=("ligt_in",)),
        Column("inwoners", "inhabitants", "number", synonyms=("aantal_inwoners",)),
    ),
    ListName.COLLEAGUES: (
        Column("id", "key", "key", synonyms=("nummer", "personeelsnummer"), longest=60),
        Column("naam", "name", synonyms=("collega",), required=True, longest=200),
        Column("email", "email", "email", synonyms=("e_mail", "mail", "e_mailadres", "emailadres"), longest=320),
        Column("rol", "disciplines", "words", Discipline, synonyms=("rollen", "functie", "vak", "role")),
        Column("afdeling", "department", synonyms=("team",), longest=200),
        Column("gebied", "areas", "areas", synonyms=("gebieden", *_AREAS_IN_TEXT)),
        Column("in_dienst", "joined_on", "day", synonyms=("in_dienst_sinds", "indiensttreding")),
        Column("buddy", "buddy_key", "buddy", longest=60),
    ),
    ListName.PROJECTS: (
        Column("id", "key", "key", synonyms=("nummer", "projectnummer", "project_id"), longest=100),
        Column("naam", "name", synonyms=("projectnaam", "titel", "project", "title"), required=True, longest=200),
        Column("status", "status", "word", Status),
        Column("fase", "phase", "word", Phase),
        Column("omvang", "size", "word", Size, synonyms=("grootte",)),
        Column("domein", "domain", "word", Domain, synonyms=("beleidsdomein", "beleidsveld", "thema")),
        Column("gebieden", "areas", "areas", synonyms=("gebied", *_AREAS_IN_TEXT)),
        Column("doelgroepen", "groups", "words", TargetGroup, synonyms=("doelgroep", "target_groups")),
        Column("start", "starts_on", "date", synonyms=("begin", "startdatum", "begindatum", "van")),
        Column("eind", "ends_on", "date", synonyms=("einde", "einddatum", "end", "tot", "tot_en_met")),
        Column("niveau", "level", "word", Level, synonyms=("participatieniveau", "trede")),
        _role(Role.PROJECT_LEAD),
        _role(Role.COMMUNICATION_ADVISER, "communicatie_adviseur"),
        _role(Role.PARTICIPATION_ADVISER, "participatie_adviseur"),
        _role(Role.AREA_MANAGER),
        _role(Role.CARRIES_PARTICIPATION),
        _role(Role.CARRIES_COMMUNICATION),
        Column("budget_participatie", "participation_budget", "number", synonyms=("budget", "participatiebudget")),
        Column("budget_soort", "participation_budget_kind", "word", BudgetKind, synonyms=("soort_budget",)),
        Column("budget_communicatie", "communication_budget", "number", synonyms=("communicatiebudget",)),
        Column("instrument_ow", "environment_act", "word", EnvironmentAct, synonyms=("instrument_omgevingswet",)),
        Column("kennisgeving_op", "notice_on", "date", synonyms=("kennisgeving",)),
        Column("besluit_op", "decision_on", "date", synonyms=("besluit", "besluitdatum")),
        Column("wat_staat_vast", "fixed"),
        Column("wat_ligt_open", "open"),
        Column("belofte_gepubliceerd_op", "promise_published_on", "date", synonyms=("belofte_op",)),
        # What the sample lacks, after it.
        Column("samenvatting", "summary", synonyms=("omschrijving", "beschrijving", "toelichting")),
        Column("portefeuillehouder", "alderman", synonyms=("wethouder",), longest=200),
        Column("niveau_reden", "level_reason"),
        Column("budget_status", "participation_budget_state", "word", BudgetState),
        Column("budget_communicatie_soort", "communication_budget_kind", "word", BudgetKind),
        Column("budget_communicatie_status", "communication_budget_state", "word", BudgetState),
        Column("gebieden_tekst", "areas_in_words", "area_words"),
        Column("afgerond_op", "completed_on", "day"),
        Column("afsluitnotitie", "closing_note"),
    ),
    ListName.MOMENTS: (
        Column("id", "key", "key", synonyms=("nummer", "moment_id"), longest=100),
        Column("project", "project_id", "project", synonyms=("projectnummer",), required=True),
        Column("titel", "title", synonyms=("naam", "contactmoment", "name"), required=True, longest=200),
        Column("instrument", "instrument", "word", Instrument, synonyms=("vorm",)),
        Column("niveau", "level", "word", Level, synonyms=("participatieniveau", "trede")),
        Column("begin", "starts_on", "date", synonyms=("start", "datum", "begindatum", "startdatum"), required=True),
        Column("eind", "ends_on", "date", synonyms=("einde", "einddatum", "end", "tot", "tot_en_met")),
        Column("gebieden", "areas", "areas", synonyms=("gebied", *_AREAS_IN_TEXT)),
        Column("doelgroepen", "groups", "words", TargetGroup, synonyms=("doelgroep", "target_groups")),
        Column("bereik", "reach", "number", synonyms=("aantal_mensen",)),
        Column("uitnodiging_verstuurd", "invitation_sent_on", "date", synonyms=("uitnodiging_op",)),
        Column("terugkoppeling_op", "residents_told_on", "date", synonyms=("terugkoppeling",)),
        # What the sample lacks, after it.
        Column("wat_gedaan_met_inbreng", "done_with_input"),
        Column("gebieden_tekst", "areas_in_words", "area_words"),
        Column("straten", "streets", longest=500),
    ),
    ListName.LESSONS: (
        Column("id", "key", "key", synonyms=("nummer", "les_id"), longest=100),
        Column("project", "project_id", "project", synonyms=("projectnummer",)),
        Column("fase", "phase", "word", Phase),
        Column("rol", "discipline", "word", Discipline),
        Column("wat_gebeurde_er", "what_happened"),
        Column("les", "lesson", required=True),
        Column("tags", "tags", "tags", synonyms=("labels", "trefwoorden")),
        Column("datum", "learned_on", "day"),
        # What the sample lacks, after it.
        Column("instrument", "instrument", "word", Instrument, synonyms=("vorm",)),
        Column("doelgroepen", "groups", "words", TargetGroup, synonyms=("doelgroep", "target_groups")),
        Column("gebieden", "areas", "areas", synonyms=("gebied", *_AREAS_IN_TEXT)),
        Column("volgende_keer", "kind", "word", LessonKind, synonyms=("opnieuw_of_anders",)),
    ),
}

OTHER_HEADERS: Mapping[ListName, frozenset[str]] = {
    ListName.QUALITY: frozenset({"tevredenheid_proces", "tevredenheid_resultaat", "steun_participatie"}),
    ListName.AREA_REPORTS: frozenset({"samenwerking_score", "gaat_goed", "verbeterpunt"}),
}
"""By what the lists without columns of ours are recognised."""

LIST_NAMES: Mapping[ListName, frozenset[str]] = {
    ListName.AREAS: frozenset({"gebieden", "areas", "wijken", "buurten"}),
    ListName.COLLEAGUES: frozenset({"collegas", "colleagues", "collega", "medewerkers"}),
    ListName.PROJECTS: frozenset({"projecten", "projects", "processen", "trajecten", "participatietrajecten"}),
    ListName.MOMENTS: frozenset({"contactmomenten", "momenten", "moments"}),
    ListName.LESSONS: frozenset({"lessen", "lessons"}),
    ListName.QUALITY: frozenset({"kwaliteit", "quality"}),
    ListName.AREA_REPORTS: frozenset({"gebiedsberichten"}),
}
"""What people call a list, in the name of a file or of a sheet."""


def folded(header: str) -> str:
    """Case, spaces and hyphens make no difference: "E-mail" and "e mail" are "e_mail"."""
    return "_".join(header.casefold().replace("-", " ").replace("_", " ").split())
