"""The contract of every list: its columns, in order, and what else people call them.

One table serves both ways: what import reads from a column is what export writes in it.
"""

from collections.abc import Mapping, Sequence

from bot.chat.editing import LONGEST_ADDRESS
from bot.transfer.contract import Column, ListName
from glossary import (
    AreaKind,
    BudgetKind,
    BudgetState,
    Decision,
    Discipline,
    Domain,
    EnvironmentAct,
    Instrument,
    LessonKind,
    Level,
    Medium,
    Phase,
    QualitySource,
    Role,
    Size,
    Status,
    TargetGroup,
)


def _role(role: Role, *synonyms: str) -> Column:
    return Column(role.dutch, role.value, "person", synonyms=synonyms)


_AREAS_IN_TEXT = (
    *("stadsdeel", "stadsdelen", "wijk", "wijken", "buurt", "buurten", "kern", "kernen", "dorp", "dorpen"),
    *("wijk/buurt", "buurt/wijk", "wijken en buurten", "gebiedscode", "buurtcode", "wijkcode", "gebied/wijk"),
    "district",
)
_GROUPS = ("doelgroep", "target_groups", "voor wie", "stakeholders", "belanghebbenden")
_LEVEL = (
    *("participatieniveau", "trede", "niveau van participatie", "niveau participatie", "participatieladder"),
    *("trede participatieladder", "participatietrede", "mate van participatie", "vorm van participatie"),
)
_NUMBER = ("zaaknummer", "kenmerk", "nummer", "nr", "no", "code", "volgnummer", "volgnr", "zaaknr", "zaak", "uid")

COLUMNS: Mapping[ListName, Sequence[Column]] = {
    ListName.AREAS: (
        Column(
            *("code", "code", "key"),
            synonyms=(
                *("gebiedscode", "buurtcode", "bu_code", "wijkcode", "wk_code", "regiocode", "statcode", "gm_code"),
                *("gwb_code", "gebied_id", "cbs-code", "jrstatcode"),
            ),
            required=True,
            longest=20,
        ),
        Column(
            *("naam", "name"),
            synonyms=(
                *("gebiedsnaam", "buurtnaam", "bu_naam", "wijknaam", "wk_naam", "wijken en buurten", "statnaam"),
                *("regionaam", "regio", "gm_naam", "gebied", "buurt", "wijk", "gemeentenaam"),
            ),
            required=True,
            longest=200,
        ),
        Column("type", "kind", "word", AreaKind, synonyms=("soort", "soort gebied", "soort regio", "niveau")),
        Column("bovenliggend", "parent", "area", synonyms=("ligt_in", "onderdeel van", "valt onder")),
        Column("inwoners", "inhabitants", "number", synonyms=("aantal_inwoners", "inwonertal", "bevolking")),
    ),
    ListName.COLLEAGUES: (
        Column(
            *("id", "key", "key"),
            synonyms=(
                *("personeelsnummer", "medewerkernummer", "medewerkersnummer", "personeelsnr", "employee id"),
                *("nummer", "nr", "userid", "medewerker", "medewerker id"),
            ),
            longest=60,
        ),
        Column(
            *("naam", "name"),
            synonyms=(
                *("volledige naam", "full name", "naam medewerker", "display name", "weergavenaam", "collega"),
                *("medewerker", "real name"),
            ),
            required=True,
            longest=200,
        ),
        Column(
            *("email", "email", "email"),
            synonyms=(
                *("e_mail", "mail", "e_mailadres", "emailadres", "e-mail werk", "mailadres", "zakelijk e-mailadres"),
                *("email address", "mail werk", "user principal name", "upn"),
            ),
            longest=320,
        ),
        Column("rol", "disciplines", "words", Discipline, synonyms=("rollen", "vak", "discipline")),
        Column(
            *("afdeling", "department"),
            synonyms=("team", "organisatorische eenheid", "organisatieonderdeel", "eenheid", "cluster", "dienst"),
            longest=200,
        ),
        Column("gebied", "areas", "areas", synonyms=("gebieden", *_AREAS_IN_TEXT)),
        Column(
            *("in_dienst", "joined_on", "day"),
            synonyms=(
                *("in_dienst_sinds", "indiensttreding", "datum in dienst", "datum indiensttreding", "in dienst per"),
            ),
        ),
        Column("buddy", "buddy_key", "buddy", longest=60),
    ),
    ListName.PROJECTS: (
        Column(
            *("id", "key", "key"),
            synonyms=("projectnummer", "project_id", "projectcode", "projectnr", "project nummer", *_NUMBER),
            longest=100,
        ),
        Column(
            *("naam", "name"),
            synonyms=(
                *("projectnaam", "naam project", "naam van het project", "titel", "project", "title", "projecttitel"),
                *("naam traject", "traject", "participatietraject", "proces", "onderwerp", "omschrijving project"),
            ),
            required=True,
            longest=200,
        ),
        Column("status", "status", "word", Status, synonyms=("status project", "projectstatus", "stand van zaken")),
        Column("fase", "phase", "word", Phase, synonyms=("fase project", "projectfase", "huidige fase")),
        Column("omvang", "size", "word", Size, synonyms=("grootte", "formaat", "omvang project", "schaal")),
        Column(
            *("domein", "domain", "word", Domain),
            synonyms=("beleidsdomein", "beleidsveld", "thema", "beleidsterrein", "programma", "taakveld"),
        ),
        Column("gebieden", "areas", "areas", synonyms=("gebied", *_AREAS_IN_TEXT, "locatie", "plaats")),
        Column("doelgroepen", "groups", "words", TargetGroup, synonyms=_GROUPS),
        Column(
            *("start", "starts_on", "date"),
            synonyms=(
                *("begin", "startdatum", "begindatum", "van", "datum start", "datum begin", "start project"),
                "date_begin",
                *("start_at", "start_date", "startjaar", "aanvang", "aanvangsdatum", "gestart op"),
            ),
        ),
        Column(
            *("eind", "ends_on", "date"),
            synonyms=(
                *("einde", "einddatum", "end", "tot", "tot_en_met", "t/m", "datum eind", "datum einde"),
                "einde project",
                *("date_end", "end_at", "end_date", "eindjaar", "oplevering", "datum gereed"),
            ),
        ),
        Column("niveau", "level", "word", Level, synonyms=_LEVEL),
        _role(Role.PROJECT_LEAD, "projectleiding", "pl", "projectmanager", "naam projectleider"),
        _role(
            *(Role.COMMUNICATION_ADVISER, "communicatie_adviseur", "adviseur communicatie", "adviseur com"),
            *("communicatiemedewerker",),
        ),
        _role(Role.PARTICIPATION_ADVISER, "participatie_adviseur", "adviseur participatie"),
        _role(Role.AREA_MANAGER, "gebiedsmanager", "wijkregisseur", "wijkmanager", "gebiedsregisseur", "wijkadviseur"),
        _role(Role.CARRIES_PARTICIPATION),
        _role(Role.CARRIES_COMMUNICATION),
        Column(
            *("budget_participatie", "participation_budget", "number"),
            synonyms=("participatiebudget", "budget voor participatie", "budget"),
        ),
        Column("budget_soort", "participation_budget_kind", "word", BudgetKind, synonyms=("soort_budget",)),
        Column(
            *("budget_communicatie", "communication_budget", "number"),
            synonyms=("communicatiebudget", "budget voor communicatie"),
        ),
        Column("instrument_ow", "environment_act", "word", EnvironmentAct, synonyms=("instrument_omgevingswet",)),
        Column("kennisgeving_op", "notice_on", "date", synonyms=("kennisgeving", "datum kennisgeving")),
        Column("besluit_op", "decision_on", "date", synonyms=("besluit", "besluitdatum", "datum besluit")),
        Column("wat_staat_vast", "fixed", synonyms=("staat vast", "wat ligt vast")),
        Column("wat_ligt_open", "open", synonyms=("ligt open", "invloedsruimte", "beinvloedingsruimte")),
        Column("belofte_gepubliceerd_op", "promise_published_on", "date", synonyms=("belofte_op",)),
        # What the sample lacks, after it.
        Column(
            *("samenvatting", "summary"),
            synonyms=("omschrijving", "beschrijving", "toelichting", "korte omschrijving", "description"),
        ),
        Column(
            *("portefeuillehouder", "alderman"),
            synonyms=("wethouder", "bestuurlijk opdrachtgever", "verantwoordelijk wethouder"),
            longest=200,
        ),
        Column("niveau_reden", "level_reason"),
        Column("budget_status", "participation_budget_state", "word", BudgetState),
        Column("budget_communicatie_soort", "communication_budget_kind", "word", BudgetKind),
        Column("budget_communicatie_status", "communication_budget_state", "word", BudgetState),
        Column("gebieden_tekst", "areas_in_words", "area_words"),
        Column("afgerond_op", "completed_on", "day"),
        Column("afsluitnotitie", "closing_note"),
        Column("reden_zonder_antwoord", "feedback_left_reason"),
        Column(
            *("webpagina", "web_page", "web_address"),
            synonyms=("projectpagina", "link", "url", "website", "webadres", "platformpagina", "link naar platform"),
            longest=LONGEST_ADDRESS,
        ),
    ),
    ListName.MOMENTS: (
        Column("id", "key", "key", synonyms=("moment_id", "momentnummer", *_NUMBER), longest=100),
        Column(
            *("project", "project_id", "project"),
            synonyms=("projectnummer", "projectcode", "projectnaam", "naam project", "project_key", "project nummer"),
            required=True,
        ),
        Column(
            *("titel", "title"),
            synonyms=("naam", "contactmoment", "name", "title", "activiteit", "bijeenkomst", "onderwerp", "titol"),
            required=True,
            longest=200,
        ),
        Column(
            *("instrument", "instrument", "word", Instrument),
            synonyms=("vorm", "werkvorm", "soort bijeenkomst", "type bijeenkomst", "middel", "methode"),
        ),
        Column("niveau", "level", "word", Level, synonyms=_LEVEL),
        Column(
            *("begin", "starts_on", "date"),
            synonyms=("start", "datum", "begindatum", "startdatum", "start_time", "start_at", "wanneer", "datum start"),
            required=True,
        ),
        Column(
            *("eind", "ends_on", "date"),
            synonyms=("einde", "einddatum", "end", "tot", "tot_en_met", "t/m", "end_time", "end_at", "datum eind"),
        ),
        Column("gebieden", "areas", "areas", synonyms=("gebied", *_AREAS_IN_TEXT, "districte")),
        Column("doelgroepen", "groups", "words", TargetGroup, synonyms=_GROUPS),
        Column(
            *("bereik", "reach", "number"),
            synonyms=("aantal_mensen", "aantal genodigden", "aantal uitgenodigd", "verwacht bereik"),
        ),
        Column(
            *("uitnodiging_verstuurd", "invitation_sent_on", "date"),
            synonyms=("uitnodiging_op", "uitnodiging verstuurd op", "datum uitnodiging"),
        ),
        Column(
            *("terugkoppeling_op", "residents_told_on", "date"),
            synonyms=("terugkoppeling", "datum terugkoppeling", "teruggekoppeld op"),
        ),
        # What the sample lacks, after it.
        Column("wat_gedaan_met_inbreng", "done_with_input", synonyms=("wat gedaan met de inbreng",)),
        Column("gebieden_tekst", "areas_in_words", "area_words"),
        Column("straten", "streets", synonyms=("straat",), longest=500),
        Column(
            *("begintijd", "begins_at", "time"),
            synonyms=(
                *("tijd", "tijdstip", "starttijd", "aanvangstijd", "aanvang", "tijd van", "van", "tijden", "hoe laat"),
                *("uur", "begin tijd", "time", "tijd begin"),
            ),
        ),
        Column(
            *("eindtijd", "ends_at", "time"),
            synonyms=("tijd tot", "eind tijd", "tot hoe laat", "tijd einde", "tijd eind"),
        ),
        Column(
            *("deelnemers", "people_came", "number"),
            synonyms=("aantal deelnemers", "opkomst", "aantal aanwezigen", "aanwezigen"),
        ),
        Column(
            *("gemiste_doelgroepen", "missed", "words", TargetGroup),
            synonyms=("gemist", "wie misten we", "gemiste groepen"),
        ),
        Column(
            *("volgende_keer_anders", "differently"),
            synonyms=("anders doen", "wat doen we anders"),
            longest=500,
        ),
        Column("verslag_op", "reported_on", "day", synonyms=("datum verslag", "verslag gemaakt op")),
        Column("uitgenodigd_via", "invited_through", "words", Medium, synonyms=("uitnodiging via", "hoe uitgenodigd")),
        Column("antwoord_via", "told_through", "words", Medium, synonyms=("terugkoppeling via", "hoe teruggekoppeld")),
    ),
    ListName.OUTCOMES: (
        Column("contactmoment", "moment_id", "moment", synonyms=("moment", "momentnummer"), required=True),
        Column("nummer", "number", "number", synonyms=("nr", "volgnummer")),
        Column("inbreng", "input", synonyms=("reactie", "wat inwoners zeiden"), required=True, longest=500),
        Column("besluit", "decision", "word", Decision, synonyms=("overgenomen",), required=True),
        Column("reden", "reason", synonyms=("waarom", "onderbouwing"), longest=500),
    ),
    ListName.LESSONS: (
        Column("id", "key", "key", synonyms=("les_id", *_NUMBER), longest=100),
        Column("project", "project_id", "project", synonyms=("projectnummer", "projectnaam", "projectcode")),
        Column("fase", "phase", "word", Phase),
        Column("rol", "discipline", "word", Discipline),
        Column("wat_gebeurde_er", "what_happened", synonyms=("wat gebeurde", "situatie", "aanleiding")),
        Column("les", "lesson", synonyms=("geleerde les", "leerpunt", "lesson"), required=True),
        Column("tags", "tags", "tags", synonyms=("labels", "trefwoorden")),
        Column("datum", "learned_on", "day"),
        # What the sample lacks, after it.
        Column("instrument", "instrument", "word", Instrument, synonyms=("vorm",)),
        Column("doelgroepen", "groups", "words", TargetGroup, synonyms=_GROUPS),
        Column("gebieden", "areas", "areas", synonyms=("gebied", *_AREAS_IN_TEXT)),
        Column("volgende_keer", "kind", "word", LessonKind, synonyms=("opnieuw_of_anders",)),
    ),
    ListName.QUALITY: (
        Column("project", "project_id", "project", synonyms=("projectnummer", "projectcode"), required=True),
        Column("datum", "measured_on", "day", synonyms=("gemeten op", "gevraagd op"), required=True),
        Column("bron", "source", "word", QualitySource, synonyms=("wie", "van wie"), required=True),
        Column("aantal", "answers", "number", synonyms=("aantal antwoorden", "respons"), required=True),
        Column("tevredenheid_proces", "process", "score", synonyms=("proces",)),
        Column("tevredenheid_resultaat", "result", "score", synonyms=("resultaat",)),
        Column("concreet_resultaat", "what_changed", synonyms=("wat veranderde",), longest=500),
        Column("steun_participatie", "support", "score", synonyms=("steun", "draagvlak")),
    ),
    ListName.AREA_REPORTS: (
        Column("id", "key", "key", synonyms=("nummer",), longest=100),
        Column("gebied", "area_code", "area", synonyms=("wijk", "gebiedscode"), required=True),
        Column("omgevingsmanager", "colleague_id", "colleague", synonyms=("gebiedsmanager", "wijkmanager")),
        Column("periode", "period", "quarter", synonyms=("kwartaal",), required=True),
        Column("samenwerking_score", "score", "number", synonyms=("score", "samenwerking"), required=True),
        Column("gaat_goed", "goes_well", longest=500),
        Column("verbeterpunt", "could_be_better", synonyms=("kan beter", "verbeterpunten"), longest=500),
    ),
}
