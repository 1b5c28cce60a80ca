"""Every fixed list of the domain: a code word in English, and the Dutch word that lists (CSV, XLSX) carry.

What people read in chat comes from `texts.toml` (`word.<list>.<code>`). The Dutch word here never changes with it.
"""

from glossary.word import Word


class Status(Word):
    UPCOMING = "upcoming", "komend"
    ONGOING = "ongoing", "lopend"
    COMPLETED = "completed", "afgerond"
    PAUSED = "paused", "gepauzeerd"
    STOPPED = "stopped", "gestopt"

    @property
    def is_live(self) -> bool:
        """The findings of domain.md 1.12 look at these projects."""
        return self in LIVE


class Phase(Word):
    ASSIGNMENT = "assignment", "opdracht"
    PLAN = "plan", "plan"
    EXECUTION = "execution", "uitvoering"
    PROCESSING = "processing", "verwerking"
    FEEDBACK = "feedback", "terugkoppeling"
    EVALUATION = "evaluation", "evaluatie"


class Size(Word):
    SMALL = "small", "klein"
    MEDIUM = "medium", "middel"
    LARGE = "large", "groot"


class Domain(Word):
    SPACE = "space", "ruimte"
    MOBILITY = "mobility", "mobiliteit"
    PUBLIC_SPACE = "public_space", "openbare_ruimte"
    SUSTAINABILITY = "sustainability", "duurzaamheid"
    SOCIAL = "social", "sociaal"
    ECONOMY = "economy", "economie"
    SAFETY = "safety", "veiligheid"
    CULTURE_AND_SPORT = "culture_and_sport", "cultuur_en_sport"
    EDUCATION = "education", "onderwijs"
    SERVICES = "services", "dienstverlening"
    ADMINISTRATION = "administration", "bestuur"
    OTHER = "other", "overig"


class Level(Word):
    """The step on the participatieladder (domain.md 1.3)."""

    INFORM = "inform", "informeren"
    CONSULT = "consult", "raadplegen"
    ADVISE = "advise", "adviseren"
    COPRODUCE = "coproduce", "coproduceren"
    CODECIDE = "codecide", "meebeslissen"
    SELFGOVERN = "selfgovern", "zelfbeheer"


class TargetGroup(Word):
    """Who is addressed: residents first, organisations after (domain.md 1.8)."""

    ALL_RESIDENTS = "all_residents", "alle_inwoners"
    LOCAL_RESIDENTS = "local_residents", "omwonenden"
    YOUNG_PEOPLE = "young_people", "jongeren"
    CHILDREN = "children", "kinderen"
    PARENTS = "parents", "ouders"
    OLDER_PEOPLE = "older_people", "ouderen"
    TENANTS = "tenants", "huurders"
    HOME_OWNERS = "home_owners", "woningeigenaren"
    HOME_SEEKERS = "home_seekers", "woningzoekenden"
    LOW_INCOME = "low_income", "minima"
    NEWCOMERS = "newcomers", "nieuwkomers"
    LOW_LITERACY = "low_literacy", "laaggeletterden"
    DISABLED_PEOPLE = "disabled_people", "mensen_met_beperking"
    CARERS = "carers", "mantelzorgers"
    ENTREPRENEURS = "entrepreneurs", "ondernemers"
    FARMERS = "farmers", "agrariers"
    ASSOCIATIONS = "associations", "verenigingen"
    SCHOOLS = "schools", "scholen"
    CARE_INSTITUTIONS = "care_institutions", "zorginstellingen"
    HOUSING_ASSOCIATIONS = "housing_associations", "woningcorporaties"
    NATURE_ORGANISATIONS = "nature_organisations", "natuurorganisaties"
    PROPERTY_OWNERS = "property_owners", "vastgoedeigenaren"
    VILLAGE_COUNCIL = "village_council", "dorps_of_wijkraad"


class Instrument(Word):
    """The form of a contact moment (domain.md 1.5)."""

    WALK_IN = "walk_in", "inloopavond"
    INFO_EVENING = "info_evening", "informatieavond"
    RESIDENTS_MEETING = "residents_meeting", "bewonersavond"
    SURVEY = "survey", "enquete"
    PANEL = "panel", "panel"
    STREET_INTERVIEW = "street_interview", "straatgesprek"
    NEIGHBOURHOOD_WALK = "neighbourhood_walk", "wijkschouw"
    KITCHEN_TABLE = "kitchen_table", "keukentafelgesprek"
    SOUNDING_BOARD = "sounding_board", "klankbordgroep"
    WORK_SESSION = "work_session", "werksessie"
    DESIGN_STUDIO = "design_studio", "ontwerpatelier"
    ROUND_TABLE = "round_table", "rondetafel"
    FOCUS_GROUP = "focus_group", "focusgroep"
    CITIZENS_ASSEMBLY = "citizens_assembly", "burgerberaad"
    NEIGHBOURHOOD_BUDGET = "neighbourhood_budget", "buurtbudget"
    VOTE = "vote", "stemming"
    LETTER = "letter", "bewonersbrief"
    ONLINE_DIALOGUE = "online_dialogue", "online_platform"
    CONSTRUCTION_APP = "construction_app", "bouwapp"
    YOUTH_WORKSHOP = "youth_workshop", "jongerenworkshop"
    FORMAL_VIEWS = "formal_views", "zienswijze"
    CHALLENGE = "challenge", "uitdaagrecht"
    OTHER = "other", "anders"


class Medium(Word):
    """How residents are invited to a contact moment, and how they hear what was done."""

    LETTER = "letter", "brief"
    NEWSPAPER = "newspaper", "krant"
    WEBSITE = "website", "website"
    APP = "app", "app"
    DOOR = "door", "aan_de_deur"
    SCHOOL = "school", "school"


class Discipline(Word):
    PROJECT_LEAD = "project_lead", "projectleider"
    COMMUNICATION = "communication", "communicatieadviseur"
    PARTICIPATION = "participation", "participatieadviseur"
    AREA_MANAGER = "area_manager", "omgevingsmanager"
    DEPARTMENT_HEAD = "department_head", "afdelingshoofd"
    COORDINATOR = "participation_coordinator", "trekker"
    OTHER = "other", "overig"


class Role(Word):
    """What somebody is asked to be in one project: the triangle, who stands beside it, who carries what."""

    PROJECT_LEAD = "project_lead", "projectleider"
    COMMUNICATION_ADVISER = "communication_adviser", "communicatieadviseur"
    PARTICIPATION_ADVISER = "participation_adviser", "participatieadviseur"
    AREA_MANAGER = "area_manager", "omgevingsmanager"
    CARRIES_PARTICIPATION = "carries_participation", "participatie_belegd_bij"
    CARRIES_COMMUNICATION = "carries_communication", "communicatie_belegd_bij"


LIVE = (Status.UPCOMING, Status.ONGOING)
TRIANGLE = (Role.PROJECT_LEAD, Role.COMMUNICATION_ADVISER, Role.PARTICIPATION_ADVISER)


class RoleState(Word):
    """NAMED: on a list, not asked yet. ASKED: has had the question. ACCEPTED: said yes. LEFT: no longer a colleague."""

    NAMED = "named", "genoemd"
    ASKED = "asked", "gevraagd"
    ACCEPTED = "accepted", "ja"
    LEFT = "left", "vertrokken"


class DayRole(Word):
    """What somebody does on the day of a contact moment itself."""

    HOST = "host", "gastheer"
    CHAIR = "chair", "gespreksleider"
    REPORTER = "reporter", "verslagmaker"


class QualitySource(Word):
    """Whose judgement of a project it is; the two are never mixed."""

    PARTICIPANTS = "participants", "deelnemers"
    TEAM = "team", "team"

    @property
    def least(self) -> int:
        """Of fewer answers it could be told who said what."""
        return 10 if self is QualitySource.PARTICIPANTS else 3


class BudgetKind(Word):
    ONE_OFF = "one_off", "incidenteel"
    STRUCTURAL = "structural", "structureel"
    PROJECT_COSTS = "project_costs", "projectkosten"
    NONE = "none", "geen"


class BudgetState(Word):
    REQUESTED = "requested", "aangevraagd"
    GRANTED = "granted", "toegekend"


class Goal(Word):
    """What both department heads may steer on together: measured from what people did anyway."""

    ANSWERED = "answered", "antwoord"
    INVITED = "invited", "uitnodiging"
    TRIANGLES = "triangles", "driehoek"


class LessonKind(Word):
    """What we would do the next time."""

    AGAIN = "again", "opnieuw"
    DIFFERENTLY = "differently", "anders"


class EnvironmentAct(Word):
    """The instrument of the Omgevingswet that a project prepares (domain.md 1.2)."""

    VISION = "vision", "omgevingsvisie"
    PROGRAMME = "programme", "programma"
    PLAN = "plan", "omgevingsplan"
    PROJECT_DECISION = "project_decision", "projectbesluit"
    PERMIT = "permit", "omgevingsvergunning"

    @property
    def needs_notice(self) -> bool:
        """The Omgevingswet asks for a notice of participation (domain.md 1.2)."""
        return self in (EnvironmentAct.PLAN, EnvironmentAct.PROJECT_DECISION)


class Decision(Word):
    """What became of what residents said. OPEN: nobody has decided yet."""

    ADOPTED = "adopted", "overgenomen"
    PARTLY = "partly", "deels"
    DECLINED = "declined", "niet"
    OPEN = "open", "open"


class TextKind(Word):
    """A text that is filled in from the register. The Dutch word is also the name of its template."""

    PROMISE = "promise", "belofte"
    INVITATION = "invitation", "uitnodiging"
    INTERIM = "interim", "tussenbericht"
    ANSWER = "answer", "antwoord"
    DELAY = "delay", "uitstel"
    AFTERWARDS = "afterwards", "nabericht"
    NOTICE = "notice", "kennisgeving"
    PLAN = "plan", "participatieplan"
    REPORT = "report", "participatieverslag"
    PARAGRAPH = "paragraph", "participatieparagraaf"
    QUARTER = "quarter", "kwartaaloverzicht"


class AreaKind(Word):
    MUNICIPALITY = "municipality", "gemeente"
    DISTRICT = "district", "wijk"
    NEIGHBOURHOOD = "neighbourhood", "buurt"


class Deed(Word):
    """What the audit log keeps of: deeds that somebody may have to account for. Never reading, and never content."""

    EXPORTED = "exported", "geexporteerd"
    IMPORTED = "imported", "geimporteerd"
    SETTINGS_CHANGED = "settings_changed", "instellingen_gewijzigd"
    RIGHT_GIVEN = "right_given", "recht_gegeven"
    RIGHT_TAKEN = "right_taken", "recht_ingetrokken"
    ACCOUNT_LINKED = "account_linked", "account_gekoppeld"
    ERASED = "erased", "gewist"
    OWN_DATA_ASKED = "own_data_asked", "eigen_gegevens_opgevraagd"
    ROUND_STARTED = "round_started", "buddyronde_gestart"
    MESSAGE_RESENT = "message_resent", "bericht_opnieuw_verstuurd"
    PROJECT_REMOVED = "project_removed", "project_verwijderd"
    AUDIT_EXPORTED = "audit_exported", "logboek_opgehaald"
    DATABASE_COPIED = "database_copied", "database_gekopieerd"
    DATABASE_MOVED = "database_moved", "database_verplaatst"
    PAGE_PUBLISHED = "page_published", "publieke_pagina_aangezet"
    PAGE_WITHDRAWN = "page_withdrawn", "publieke_pagina_uitgezet"


class DeedPart(Word):
    """Which right it was, or which settings."""

    ADMINISTRATOR = "administrator", "beheerder"
    KEEPER = "keeper", "overzichthouder"
    DEPUTY = "deputy", "vervanger"
    DEPARTMENT_HEAD = "department_head", "afdelingshoofd"
    MUNICIPALITY = "municipality", "gemeente"
    TIMES = "times", "tijden"
    QUIET = "quiet", "rust"
    NUMBERS = "numbers", "keuzes"
    CHANNELS = "channels", "kanalen"
    BASELINE = "baseline", "basiswerkwijze"
    TEXTS = "texts", "sjablonen"


class CalendarKind(Word):
    """What is in a calendar that somebody subscribed to."""

    MUNICIPALITY = "municipality", "gemeente"
    AREA = "area", "gebied"
    OWN = "own", "eigen"
    ANSWERS = "answers", "antwoorden"


class Origin(Word):
    """Where a deed was done. PLATFORM: nobody here did it, it follows what the chat platform or a setting says."""

    CHAT = "chat", "chat"
    CONSOLE = "console", "console"
    PLATFORM = "platform", "platform"
