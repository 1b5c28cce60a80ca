"""What other people's lists are called, and what stands in them that is no column of ours."""

from collections.abc import Mapping, Sequence

from bot.transfer.columns import COLUMNS
from bot.transfer.contract import Column, ListName

BESIDE: Mapping[ListName, Sequence[Column]] = {
    ListName.COLLEAGUES: (
        Column("voornaam", "given_name", "name_part", synonyms=("roepnaam", "first name", "given name", "givenname")),
        Column("tussenvoegsel", "name_infix", "name_part", synonyms=("voorvoegsel", "voorvoegsels", "tussenvoegsels")),
        Column("achternaam", "surname", "name_part", synonyms=("last name", "surname", "familienaam", "geboortenaam")),
        Column(
            *("account", "standing", "standing"),
            synonyms=("status", "account enabled", "user type", "block credential"),
        ),
    ),
}
"""Columns that others write and we do not: what a name is put together from, and who is no colleague any more."""

REMARKS = "opmerking van Samenspel"
"""The header of what we write beside rows that somebody has to look at: read over when they come back."""

NOT_OURS = frozenset(
    {
        *("opmerkingen", "opmerking", "notitie", "notities", "contactpersoon", "opdrachtgever", "planning", "kosten"),
        *("ambtelijk opdrachtgever", "portefeuille", "trekker", "soort project", "functie", "job title", "title"),
        *("projectleden", "projectteam", "bijlagen"),
    }
)
"""Headers that look like one of ours and mean something else, so that they are no typing error of it."""


LIST_NAMES: Mapping[ListName, frozenset[str]] = {
    ListName.AREAS: frozenset({"gebieden", "areas", "wijken", "buurten"}),
    ListName.COLLEAGUES: frozenset({"collegas", "colleagues", "collega", "medewerkers"}),
    ListName.PROJECTS: frozenset({"projecten", "projects", "processen", "trajecten", "participatietrajecten"}),
    ListName.MOMENTS: frozenset({"contactmomenten", "momenten", "moments"}),
    ListName.OUTCOMES: frozenset({"uitkomsten", "outcomes"}),
    ListName.LESSONS: frozenset({"lessen", "lessons"}),
    ListName.QUALITY: frozenset({"kwaliteit", "quality"}),
    ListName.AREA_REPORTS: frozenset({"gebiedsberichten", "gebiedsbericht"}),
}
"""What people call a list, in the name of a file or of a sheet."""


def read_columns(list_: ListName) -> Sequence[Column]:
    """Everything that is understood in a list: what we write ourselves, and what others write."""
    return (*COLUMNS[list_], *BESIDE.get(list_, ()))
