"""Words of the fixed lists in a sentence: status, phase, size, level, domain, target group, form of contact."""

from collections.abc import Iterator, Mapping
from functools import cache

from bot.chat.texts import LANGUAGES, speech
from bot.understanding.lexicon import FILLER, ONLY_IN_COLUMNS
from bot.understanding.sentence import forms, said
from glossary import Domain, Instrument, Level, Phase, Size, Status, TargetGroup, Word
from glossary.synonyms import SYNONYMS

KINDS: Mapping[str, type[Word]] = {
    "status": Status,
    "group": TargetGroup,
    "phase": Phase,
    "size": Size,
    "level": Level,
    "domain": Domain,
    "form": Instrument,
}
"""In this order where a word stands in two lists."""

LONGEST_PHRASE = 4
"""Words."""

_ALSO: Mapping[Word, str] = {
    Status.UPCOMING: "komende projecten, nieuwe projecten, upcoming, eraan komt, komt eraan, komen eraan, "
    "binnenkort starten, starten binnenkort, coming up, not started, aankomende, binnenkort beginnen, "
    "beginnen binnenkort, starting soon, start soon, toekomstige, toekomstig, future, nog beginnen, gaan beginnen, "
    "gaan starten, gaan van start, nog niet begonnen, moeten starten, moeten beginnen, "
    "nog moeten starten, niet begonnen, nog niet gestart, niet gestart, nog starten, "
    "komen nog, komen er nog, nog aan, komen er aan, er nog aan, beginnen er binnenkort, haven't started, not started, "
    "not started yet, yet to start, about to start, still to come, pijplijn, pipeline, starten er binnenkort, "
    "nog van start, hasn't started, to start, beginnen straks, beginnen nog, starten nog",
    Status.ONGOING: "ongoing, running, current, lopende, loopt nu, lopen nu, nu lopen, lopen, loopt, in progress, "
    "bezig zijn, zijn bezig, nog bezig, zijn nog bezig, lopend, actieve, active, aan de gang, in volle gang, underway",
    Status.COMPLETED: "completed, finished, zijn er klaar, wat klaar is, klaar is, al klaar, afgeronde, afgesloten, "
    "klaar zijn, zijn klaar, done, closed, "
    "voltooide, afgewerkt, "
    "afgewerkte, al gedaan, zijn gedaan, al klaar, afgelopen projecten, opgeleverd, opgeleverde",
    Status.PAUSED: "paused, on hold, gepauzeerde, stilliggende, stil liggen, liggen stil, stilliggen, "
    "ligt stil, op pauze, on pause, "
    "pauze projecten, stilstaan, staan stil, staat stil, in de wacht, geparkeerde, stilgezet, in pauze",
    Status.STOPPED: "stopped, gestopte, cancelled, geannuleerde, geschrapt, geschrapte, afgeblazen",
    Phase.ASSIGNMENT: "opdrachtfase, fase opdracht, assignment phase",
    Phase.PLAN: "planfase, fase plan, plan phase, planning phase, plan stage, in plan",
    Phase.EXECUTION: "uitvoering, in uitvoering, uitvoeringsfase, execution, in execution, execution phase",
    Phase.PROCESSING: "verwerking, verwerkingsfase, processing, fase verwerking",
    Phase.FEEDBACK: "terugkoppelfase, fase terugkoppeling, feedback phase, feedback stage, terugkoppelingsfase",
    Phase.EVALUATION: "evaluatie, evaluatiefase, evaluation",
    Size.SMALL: "klein, kleine, small, kleinste, smallest, kleinere",
    Size.MEDIUM: "middelgrote, medium-sized, middel",
    Size.LARGE: "groot, grote, large, big, grootste, biggest, largest, grotere",
    Level.INFORM: "informeren, informing, geinformeerd, informed",
    Level.CONSULT: "raadplegen, raadpleegt, consulting, consultation, consult",
    Level.ADVISE: "adviseren, adviserende, advising, advisory",
    Level.COPRODUCE: "coproduceren, coproduction, co-production, coproducing",
    Level.CODECIDE: "meebeslissen, codeciding, co-decide, codecision, meebeslist",
    Level.SELFGOVERN: "zelfbeheer, self-government, self-governing, selfgovern",
    Domain.SPACE: "ruimtelijke, spatial, ruimtelijke ontwikkeling",
    Domain.MOBILITY: "verkeer, mobility, traffic, transport, verkeers, mobiliteits",
    Domain.PUBLIC_SPACE: "public space, openbare ruimte",
    Domain.SUSTAINABILITY: "sustainability, climate, energy, klimaat, energie, duurzame, sustainable, "
    "duurzaamheids, klimaats",
    Domain.SOCIAL: "social, sociaal domein, sociale, social domain, sociaal, welzijn",
    Domain.ECONOMY: "economie, economische, economic",
    Domain.SAFETY: "veiligheid, veiligheids",
    Domain.CULTURE_AND_SPORT: "cultuur, sport, culture, sports, culture and sport",
    Domain.EDUCATION: "onderwijs, education, onderwijs",
    Domain.SERVICES: "dienstverlening",
    Domain.ADMINISTRATION: "bestuurlijke",
    TargetGroup.ALL_RESIDENTS: "alle inwoners, alle bewoners, all residents, iedereen",
    TargetGroup.LOCAL_RESIDENTS: "omwonenden, neighbours, local residents, people living nearby, buurtbewoners",
    TargetGroup.YOUNG_PEOPLE: "jongeren, youth, young people, youngsters, teenagers, jeugd, the young, young, "
    "tieners, pubers, teens, adolescents, jongelui",
    TargetGroup.CHILDREN: "kinderen, kids, children, kind, kleuters, basisschoolkinderen, schoolkinderen",
    TargetGroup.OLDER_PEOPLE: "ouderen, elderly, older people, seniors, the elderly, pensioners, older residents, "
    "older adults, senioren, bejaarden, 65-plussers",
    TargetGroup.ENTREPRENEURS: "ondernemers, businesses, shopkeepers, entrepreneurs, business owners, companies, "
    "shop owners, retailers, winkeliers, middenstand, middenstanders, horeca, zelfstandigen, zaakvoerders, "
    "traders, merchants",
    TargetGroup.TENANTS: "huurders, tenants, renters, huurder",
    TargetGroup.HOME_OWNERS: "woningeigenaren, home owners, homeowners, eigenaren",
    TargetGroup.PARENTS: "ouders, parents, ouder",
    TargetGroup.FARMERS: "boeren, farmers, agrariers, landbouwers, agrarische ondernemers, veehouders, tuinders, boer, "
    "growers",
    TargetGroup.NEWCOMERS: "nieuwkomers, newcomers, statushouders, refugees, migrants",
    TargetGroup.SCHOOLS: "scholen, schools, school, leerkrachten, docenten, teachers",
    TargetGroup.ASSOCIATIONS: "verenigingen, clubs, associations, clubjes, sportclubs, sportverenigingen, "
    "vereniging, verenigingsleven",
    TargetGroup.LOW_INCOME: "minima, low incomes, low income, people on a low income, lage inkomens",
    TargetGroup.LOW_LITERACY: "laaggeletterden, people with low literacy, low literacy",
    TargetGroup.DISABLED_PEOPLE: "mensen met een beperking, disabled people, people with a disability, "
    "people with disabilities",
    TargetGroup.CARERS: "mantelzorgers, carers, informal carers, caregivers, mantelzorger",
    TargetGroup.HOME_SEEKERS: "woningzoekenden, home seekers, house hunters",
    Instrument.WALK_IN: "inloopavond, inloop, drop-in, drop-in evening, drop in evening, walk-in, walk-in evening, "
    "walk in evening, drop-in session, drop in session, drop in, walk in",
    Instrument.INFO_EVENING: "information evening, info evening, informatieavond, information meeting",
    Instrument.RESIDENTS_MEETING: "bewonersavond, stadsgesprek, dorpsgesprek, wijkgesprek, "
    "inspraakavond, buurtgesprek, "
    "residents meeting, residents' meeting, residents evening, "
    "neighbourhood meeting",
    Instrument.SURVEY: "enquete, survey, questionnaire, vragenlijst, peiling, poll, bevraging, enquetes",
    Instrument.LETTER: "brief, brieven, bewonersbrief, bewonersbrieven, letter, residents letter",
    Instrument.NEIGHBOURHOOD_WALK: "wijkschouw, neighbourhood walk, buurtschouw, schouw",
    Instrument.SOUNDING_BOARD: "klankbordgroep, sounding board",
    Instrument.WORK_SESSION: "werksessie, werkbijeenkomst, working session, work session",
    Instrument.DESIGN_STUDIO: "ontwerpatelier, design studio, atelier, ontwerpsessie",
    Instrument.FOCUS_GROUP: "focusgroep, focus group",
    Instrument.ROUND_TABLE: "rondetafel, ronde tafel, round table, rondetafelgesprek",
    Instrument.CITIZENS_ASSEMBLY: "burgerberaad, citizens' assembly, citizens assembly",
    Instrument.KITCHEN_TABLE: "keukentafelgesprek, kitchen table talk, kitchen table",
    Instrument.STREET_INTERVIEW: "straatgesprek, street interview, straatinterview",
    Instrument.YOUTH_WORKSHOP: "jongerenworkshop, youth workshop",
    Instrument.VOTE: "stemming, referendum, ballot",
    Instrument.PANEL: "panel, bewonerspanel, burgerpanel",
}
"""How sentences say it. These go before what columns have."""

Meaning = tuple[str, str, bool]
"""The kind, the code, and whether that is what we call it ourselves: a name in the register goes before the rest."""


@cache
def phrases() -> Mapping[tuple[str, ...], Meaning]:
    """The words of a phrase, as they are compared -> what it means."""
    found: dict[tuple[str, ...], Meaning] = {}
    for sure in (True, False):
        for kind, words in KINDS.items():
            for word in words:
                for phrase in _said(word, sure):
                    parts = tuple(each.word for each in said(phrase))
                    if parts and len(parts) <= LONGEST_PHRASE and (sure or _is_meant_so(parts)):
                        found.setdefault(parts, (kind, word.value, sure))
    return found


def _said(word: Word, sure: bool) -> Iterator[str]:
    if sure:
        yield from _ALSO.get(word, "").split(",")
        yield from filter(_is_whole, (word.dutch.replace("_", " "), *_labels(word)))
        return
    yield from SYNONYMS.get(word, "").split(",")


def _labels(word: Word) -> Iterator[str]:
    """As our own cards write it."""
    return (str(speech(language).word(word)) for language in LANGUAGES)


def _is_whole(name: str) -> bool:
    return _is_meant_so(tuple(each.word for each in said(name)))


def _is_meant_so(parts: tuple[str, ...]) -> bool:
    return len(parts) > 1 or (len(parts[0]) > 3 and parts[0] not in ONLY_IN_COLUMNS)


@cache
def words() -> frozenset[str]:
    """Every word that a phrase is made of."""
    return frozenset(part for parts in phrases() for part in parts)


@cache
def sure_words() -> frozenset[str]:
    """Those that can hardly be the name of something."""
    return frozenset(parts[0] for parts, (_, _, sure) in phrases().items() if sure and len(parts) == 1)


def meaning(parts: tuple[str, ...]) -> Meaning | None:
    """Also when the last word is an inflection of ours: "drop-in evenings"."""
    known = phrases()
    if found := known.get(parts):
        return found
    if parts[-1] in FILLER:
        return None
    return next((known[(*parts[:-1], form)] for form in forms(parts[-1]) if (*parts[:-1], form) in known), None)
