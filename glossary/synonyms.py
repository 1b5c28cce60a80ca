"""What else people call the words of the fixed lists, in the lists and sentences of most municipalities."""

from collections.abc import Mapping

from glossary.word import Word
from glossary.words import (
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
    Phase,
    Size,
    Status,
    TargetGroup,
)

SYNONYMS: Mapping[Word, str] = {
    Status.UPCOMING: "gepland, nog te starten, voorbereiding, in voorbereiding, toekomstig, aankomend, "
    "nog niet gestart, "
    "niet gestart, start binnenkort, planned, verwacht",
    Status.ONGOING: "lopende, loopt, in uitvoering, uitvoering, actief, gestart, bezig, in behandeling, onderweg, "
    "in progress, active, started, in ontwikkeling",
    Status.COMPLETED: "gereed, klaar, afgesloten, voltooid, gesloten, afgehandeld, beëindigd, opgeleverd, done, "
    "finished, closed, uitgevoerd, gerealiseerd, afgelopen",
    Status.PAUSED: "on hold, onhold, stilgelegd, ligt stil, stil, gepauzeerd, aangehouden, uitgesteld, opgeschort, "
    "geparkeerd, pauze, bevroren",
    Status.STOPPED: "vervallen, gestaakt, geannuleerd, ingetrokken, afgeblazen, cancelled, canceled, stopgezet",
    Phase.ASSIGNMENT: "initiatief, verkenning, verkennen, opdrachtfase, oriëntatie, opstart, startfase, start, "
    "initiatie, idee",
    Phase.PLAN: "definitie, ontwerp, voorbereiding, planvorming, planfase, plan van aanpak, aanpak, plannen, "
    "planuitwerking, voorontwerp, definitief ontwerp, ontwerpen, uitwerking, voorbereiden",
    Phase.EXECUTION: "realisatie, uitvoeren, realiseren, in uitvoering, bouw",
    Phase.PROCESSING: "verwerken, verwerking inbreng, analyse",
    Phase.FEEDBACK: "terugkoppelen",
    Phase.EVALUATION: "evalueren, nazorg, beheer, afronding, afsluiting, beheer en evaluatie, nazorg en beheer",
    Size.SMALL: "s, small, k, kleinschalig, beperkt, licht",
    Size.MEDIUM: "m, medium, middelgroot, gemiddeld, midden, normaal",
    Size.LARGE: "l, large, g, grootschalig, zeer groot, xl, xlarge",
    Domain.SPACE: "ruimtelijke ordening, ro, ruimtelijk domein, ruimtelijke ontwikkeling, gebiedsontwikkeling, "
    "wonen, "
    "stedelijke ontwikkeling, ruimtelijk, bouwen en wonen, wonen en ruimte, fysiek, fysiek domein",
    Domain.MOBILITY: "verkeer, vervoer, verkeer en vervoer, mobiliteit en verkeer, infrastructuur, parkeren",
    Domain.PUBLIC_SPACE: "groen, beheer, buitenruimte, beheer openbare ruimte, bor, ibor, wegen, riolering, "
    "groen en water, speelplekken, inrichting openbare ruimte",
    Domain.SUSTAINABILITY: "duurzaam, klimaat, energie, energietransitie, warmtetransitie, milieu, klimaatadaptatie, "
    "klimaat en energie, duurzaamheid en milieu",
    Domain.SOCIAL: "sociaal domein, zorg, welzijn, zorg en welzijn, jeugd, wmo, samenleving, maatschappelijk, "
    "maatschappelijke ontwikkeling, jeugd en zorg",
    Domain.ECONOMY: "economische zaken, ez, ondernemen, economie en werk, werk, werk en inkomen, toerisme, recreatie",
    Domain.SAFETY: "openbare orde, oov, openbare orde en veiligheid, handhaving, veiligheid en handhaving, toezicht",
    Domain.CULTURE_AND_SPORT: "cultuur, sport, sport en cultuur, kunst en cultuur, cultuur & sport, sport & cultuur",
    Domain.EDUCATION: "onderwijshuisvesting, onderwijs en jeugd, scholen",
    Domain.SERVICES: "burgerzaken, publiekszaken, dienstverlening en communicatie, klantcontact",
    Domain.ADMINISTRATION: "bestuurlijk, bestuurszaken, bestuur en organisatie, democratie, bestuurlijke vernieuwing",
    Domain.OTHER: "overige, anders, algemeen, divers",
    Level.INFORM: "informatie, meeweten, weten, inform",
    Level.CONSULT: "raadpleging, consulteren, consultatie, raadplegend, consult",
    Level.ADVISE: "advies, adviserend, meedenken en adviseren",
    Level.COPRODUCE: "co-creatie, cocreatie, coproductie, co-creëren, cocreëren, meewerken, samenwerken, meedoen, "
    "co-productie",
    Level.CODECIDE: "beslissen, medebeslissen, besluiten, mee beslissen, (mee)beslissen",
    Level.SELFGOVERN: "zelforganisatie, zelfsturing, zelf doen, zelf organiseren",
    TargetGroup.ALL_RESIDENTS: "bewoners, inwoners, iedereen, burgers, alle bewoners, alle inwoners van de gemeente, "
    "inwoner, bewoner, hele gemeente, inwoners van de gemeente",
    TargetGroup.LOCAL_RESIDENTS: "omwonende, direct omwonenden, directe omwonenden, buurtbewoners, "
    "wijkbewoners, buren, "
    "aanwonenden, direct aanwonenden, buurt, straatbewoners, bewoners van de buurt, dorpsbewoners",
    TargetGroup.YOUNG_PEOPLE: "jeugd, jongere, tieners, jongvolwassenen, studenten, jongeren en studenten",
    TargetGroup.CHILDREN: "kind, basisschoolkinderen, schoolkinderen",
    TargetGroup.PARENTS: "ouder, ouders en verzorgers, ouders/verzorgers",
    TargetGroup.OLDER_PEOPLE: "senioren, oudere, 65+, 65-plussers, 55+, seniors, 65 plus",
    TargetGroup.TENANTS: "huurder",
    TargetGroup.HOME_OWNERS: "kopers, woningeigenaar, eigenaren, huiseigenaren, eigenaar-bewoners, "
    "particuliere eigenaren",
    TargetGroup.HOME_SEEKERS: "woningzoekende, starters, starters op de woningmarkt, woonstarters",
    TargetGroup.LOW_INCOME: "lage inkomens, mensen met een laag inkomen, inwoners met een laag inkomen",
    TargetGroup.NEWCOMERS: "nieuwkomer, statushouders, inburgeraars, vluchtelingen, arbeidsmigranten, migranten",
    TargetGroup.LOW_LITERACY: "laaggeletterde",
    TargetGroup.DISABLED_PEOPLE: "mensen met een beperking, inwoners met een beperking, gehandicapten, "
    "mindervaliden, "
    "personen met een beperking",
    TargetGroup.CARERS: "mantelzorger",
    TargetGroup.ENTREPRENEURS: "ondernemer, winkeliers, mkb, bedrijven, bedrijfsleven, horeca, horecaondernemers, "
    "middenstand, lokale ondernemers, winkeliersvereniging, ondernemersvereniging, bedrijf, zzp'ers",
    TargetGroup.FARMERS: "agrariërs, boeren, agrarische ondernemers, agrariër, boer",
    TargetGroup.ASSOCIATIONS: "vereniging, sportverenigingen, sportclubs, clubs, stichtingen, "
    "verenigingen en stichtingen",
    TargetGroup.SCHOOLS: "school, onderwijs, onderwijsinstellingen, basisscholen",
    TargetGroup.CARE_INSTITUTIONS: "zorginstelling, zorgaanbieders, zorgorganisaties, zorgpartijen, zorg",
    TargetGroup.HOUSING_ASSOCIATIONS: "woningcorporatie, corporaties, corporatie, woningbouwvereniging, "
    "woningbouwcorporaties",
    TargetGroup.NATURE_ORGANISATIONS: "natuurorganisatie, natuur- en milieuorganisaties, natuurverenigingen, "
    "milieuorganisaties",
    TargetGroup.PROPERTY_OWNERS: "vastgoedeigenaar, pandeigenaren, grondeigenaren, ontwikkelaars, vastgoed",
    TargetGroup.VILLAGE_COUNCIL: "wijkraad, dorpsraad, wijkraden, dorpsraden, bewonersraad, buurtcomité, "
    "wijkplatform, "
    "dorpsraad/wijkraad, dorps-/wijkraad, wijkvereniging, dorpsbelangen",
    Instrument.WALK_IN: "inloop, inloopbijeenkomst, inloopmoment, inloopsessie, inloopspreekuur, inloopmiddag",
    Instrument.INFO_EVENING: "informatiebijeenkomst, infoavond, informatiemarkt, informatiesessie, info-avond",
    Instrument.RESIDENTS_MEETING: "bewonersbijeenkomst, buurtbijeenkomst, buurtavond, wijkavond, dorpsavond, "
    "inwonersavond, stadsgesprek, dorpsgesprek",
    Instrument.SURVEY: "vragenlijst, online enquête, digitale enquête, peiling, onderzoek onder inwoners, survey, "
    "online vragenlijst, inwonerspeiling",
    Instrument.PANEL: "bewonerspanel, burgerpanel, inwonerspanel, digipanel, jongerenpanel",
    Instrument.STREET_INTERVIEW: "straatinterviews, straatgesprekken, straatinterview, koffiekar, gesprek op straat",
    Instrument.NEIGHBOURHOOD_WALK: "buurtwandeling, wijkwandeling, schouw, buurtschouw, wandeling door de wijk, "
    "wijkschouwen",
    Instrument.KITCHEN_TABLE: "keukentafelgesprekken, keukentafel",
    Instrument.SOUNDING_BOARD: "klankbord, klankbordgroepen, klankbordoverleg",
    Instrument.WORK_SESSION: "werkgroep, workshop, werkbijeenkomst, werkatelier, werksessies, workshops",
    Instrument.DESIGN_STUDIO: "ontwerpsessie, atelier, ontwerpateliers, ontwerpmiddag",
    Instrument.ROUND_TABLE: "ronde tafel, rondetafelgesprek, rondetafelgesprekken, ronde tafelgesprek",
    Instrument.FOCUS_GROUP: "focusgroepen, focusgroepgesprek, focusgesprek",
    Instrument.CITIZENS_ASSEMBLY: "burgerforum, burgerberaden, inwonersberaad, burgertop, g1000",
    Instrument.NEIGHBOURHOOD_BUDGET: "burgerbegroting, wijkbudget, dorpsbudget, buurtbegroting",
    Instrument.VOTE: "stemmen, voorkeurspeiling, referendum, online stemming",
    Instrument.LETTER: "brief, bewonersbrieven, wijkbrief, huis-aan-huisbrief, informatiebrief, nieuwsbrief",
    Instrument.ONLINE_DIALOGUE: "online participatie, participatieplatform, online participatieplatform, "
    "online dialoog",
    Instrument.CONSTRUCTION_APP: "omgevingsapp, bouw-app",
    Instrument.YOUTH_WORKSHOP: "workshop jongeren, jongerenbijeenkomst",
    Instrument.FORMAL_VIEWS: "zienswijzen, inspraak, terinzagelegging, ter inzage",
    Instrument.OTHER: "overig, overige",
    Discipline.PROJECT_LEAD: "projectmanager, projectleiding",
    Discipline.COMMUNICATION: "communicatie, adviseur communicatie",
    Discipline.PARTICIPATION: "participatie, adviseur participatie",
    Discipline.AREA_MANAGER: "gebiedsmanager, wijkregisseur, wijkmanager, wijkadviseur, gebiedsregisseur",
    Discipline.OTHER: "anders, overige",
    BudgetKind.ONE_OFF: "eenmalig",
    BudgetKind.STRUCTURAL: "jaarlijks, structurele",
    BudgetKind.PROJECT_COSTS: "uit projectkosten, uit de projectkosten, projectbudget, intern gesaldeerd",
    BudgetKind.NONE: "nee",
    BudgetState.REQUESTED: "in aanvraag, aan te vragen",
    BudgetState.GRANTED: "goedgekeurd, beschikbaar, akkoord",
    Decision.ADOPTED: "ja, meegenomen, geheel overgenomen",
    Decision.PARTLY: "gedeeltelijk, deels overgenomen, gedeeltelijk overgenomen",
    Decision.DECLINED: "nee, niet overgenomen, afgewezen",
    Decision.OPEN: "nog niet besloten, onbeslist, volgt nog",
    LessonKind.AGAIN: "weer, nog een keer",
    LessonKind.DIFFERENTLY: "anders doen, beter",
    AreaKind.MUNICIPALITY: "gem, municipality, stad",
    AreaKind.DISTRICT: "stadsdeel, district, wijken",
    AreaKind.NEIGHBOURHOOD: "buurten, neighbourhood, kern, dorp",
    EnvironmentAct.PERMIT: "vergunning",
    EnvironmentAct.PROGRAMME: "programma omgevingswet",
}
