"""Which words say what, in Dutch and English, and which say nothing.

A feature writes how people ask for its commands (`Said`) in these: NEW is every word for making something new.
"""

from collections.abc import Mapping

CLASSES: Mapping[str, str] = {
    "PROJECT": "project projectenlijst projectlijst projecten projects traject trajecten participatietraject participatietrajecten "
    "participatieproject participatieprojecten participatieprojects inwonersproject proj",
    "PROJECTS": "projecten projects trajecten participatieprojecten participatietrajecten projectenlijst "
    "projectlijst projectoverzicht projectenoverzicht",
    "NEW": "nieuw nieuwe nieuws aanmelden aangemeld aanmelding aanmaken aangemaakt maken maak maakt meld melden "
    "toevoegen toegevoegd voeg registreren registreer geregistreerd invoeren ingevoerd voer opvoeren opgevoerd starten "
    "start gestart opstarten beginnen begin begint opzetten zetten zet erbij erin inbrengen inschrijven "
    "new add adding create creating register registering launch enter begin beginning start starting make "
    "put submit insert sign",
    "PLAN": "plannen plan plant inplannen ingepland organiseren organiseer organiseert opzetten zetten zet uitzetten "
    "uitgezet houden houd versturen verstuur sturen stuur prikken prik uitschrijven vastleggen regelen "
    "organise organize organising organizing schedule scheduling arrange hold host hosting send planning plan set",
    "EDIT": "wijzigen wijzig wijzigt wijziging wijzigingen gewijzigd aanpassen aangepast aanpassing pas bewerken bewerk "
    "veranderen verander verandert veranderd bijwerken bijgewerkt actualiseren corrigeren corrigeer verbeteren "
    "aanvullen vul verbeter herstellen rechtzetten bijstellen verlengen verschuiven verzetten hernoemen kloppen klopt "
    "edit editing change changing changed update updating modify correct fix adjust amend rename wrong",
    "FINISH": "afronden afgerond afronding afsluiten afgesloten afsluiting sluiten sluit klaar beeindigen beeindig "
    "voltooien voltooid voltooi rond afmelden archiveren archiveer gereed gereedmelden "
    "complete completed completing finish finished finishing close closed closing done wrap archive end",
    "SEARCH": "zoek zoeken zoekt gezocht vind vinden gevonden opzoeken opgezocht doorzoeken zoekopdracht "
    "search searching find finding look",
    "LIST": "lijst lijstje lijsten overzicht overzichten alle allemaal opsomming rij opsommen "
    "list lists listing all overview every",
    "SHOW": "toon tonen tonen laat zien bekijk bekijken kijken kijk open openen geef geven vertel vertellen weten "
    "show see view open display give tell check bekijkt inzien opvragen",
    "MOMENT": "contactmoment contactmomenten moment momenten participatiemoment participatiemomenten bijeenkomst "
    "bijeenkomsten activiteit activiteiten bewonersbijeenkomst inwonersbijeenkomst contact contacten "
    "avond avonden bewonersavonden inloopavonden inspraakmoment inspraakmomenten evenement evenementen "
    "event events activity activities meeting meetings gathering gatherings evening evenings moments contactmoments",
    "AGENDA": "agenda agendas kalender kalenders calendar calendars planning jaarplanning agendapunten "
    "participatieagenda participatiekalender agendaoverzicht",
    "BUSY": "druk drukte drukt drukke drukker drukst drukste belast belasting belastingen overbelast overbelasting "
    "overvraagd overvragen overvraag bevraagd bevragen bevraging moe vermoeid moeheid participatiemoe "
    "participatiemoeheid warmtekaart hittekaart heatmap drukteoverzicht druktekaart vol volle rustig rustige rustiger "
    "rustigst rustigste kalm kalmer vraagdruk "
    "busy busier busiest load loads burden burdened tired fatigue fatigued overloaded overasked quiet quieter quietest "
    "calm crowded overburdened askload overload pressure",
    "ASKED": "vragen vraagt gevraagd vraag bevragen ask asking asked asks",
    "MUCH": "veel teveel vaak hoeveel meest much many often most too",
    "FEEDBACK": "terugkoppeling terugkoppelingen terugkoppelen teruggekoppeld terugkoppel koppel koppelen "
    "antwoord antwoorden reactie reacties feedback reply replies response responses answer answers hoorden horen "
    "gehoord heard teruggegeven terughoren terugmelding",
    "WAIT": "wacht wachten wachtend wachtende nog open openstaand openstaande staan schuldig verschuldigd achterstallig "
    "achterstand verlopen achter laat te laat moeten ontbreekt ontbreken missen mist hoelang "
    "wait waits waiting owe owed owes outstanding overdue due late pending missing still open",
    "RECORD": "vastleggen vastgelegd leg leggen vast invullen ingevuld vul noteren noteer opschrijven registreren "
    "registreer doorgeven geef invoeren bewaren verwerken melden afvinken "
    "record recording log logging note write enter fill register save",
    "WEEK": "week weken weekly weeks",
    "TODO": "doen taken taak todo klus klussen werk acties actie actiepunten takenlijst verwacht verwachten oppakken "
    "actielijst werklijst agenda planning tasks task todos do expected work plate actions",
    "MENU": "menu home startscherm begin knoppen start buttons",
    "LESSON": "les lessen geleerd leerpunt leerpunten leren lesje inzicht inzichten ervaring ervaringen tip tips "
    "lesson lessons learned learnt learning insight insights experience experiences",
    "KEEP": "bewaren bewaar bewaard delen deel gedeeld opslaan vastleggen noteren noteer toevoegen nieuw nieuwe schrijven "
    "opschrijven leg vast keep keeping save saving share sharing store add note write new record",
    "SESSION": "sessie sessies kennissessie kennissessies kennisbijeenkomst kennislunch lunchsessie leersessie intervisie "
    "workshop kenniscafe session sessions",
    "KNOWLEDGE": "kennis knowledge kennisbank kennisbibliotheek",
    "BUDDY": "buddy buddies buddys buddie maatje maatjes buddysysteem buddyprogramma buddymaatje buddytraject buddyen "
    "buddygroep buddygroepen buddyproject buddie's koppeling",
    "JOIN": "meedoen mee doen deelnemen deelname aanmelden aanmelding aanzetten aan meld inschrijven opgeven wil zoek "
    "join joining participate sign enroll enrol start part on enter want find",
    "PAUSE": "pauze pauzeer pauzeren pauzeert gepauzeerd tijdelijk vakantie verlof even rust onderbreken parkeren "
    "pause pausing paused break temporarily holiday leave hold snooze",
    "STOP": "stop stoppen stopt uit uitzetten uitschrijven afmelden opzeggen afmelding beeindigen niet meer geen "
    "quit leave off unsubscribe opt stopping out end cancel longer no",
    "ROUND": "ronde rondes koppelronde indeling round rounds pairing buddyronde",
    "FIGURES": "cijfers cijfer aantallen statistiek statistieken resultaten vaak hoeveel hoevaak "
    "figures numbers statistics stats results often many",
    "PROFILE": "profiel profielpagina account profile vak discipline functie rol taal gebieden vakgebied "
    "language discipline areas role",
    "MINE": "mijn mij me m'n my mine myself ik i jouw over",
    "SETTINGS": "instellingen instelling instellen settings setting configuratie configureren configureer configuration "
    "voorkeuren preferences voorkeur beheer admin",
    "DATA": "gegevens data persoonsgegevens privacy avg gdpr dossier",
    "CHANNEL": "kanaal kanalen channel channels weekkanaal",
    "HEADS": "sturing afdelingshoofd afdelingshoofden hoofden stuurinformatie managementoverzicht sturingsoverzicht "
    "directie management steering heads head managers stuuroverzicht leidinggevenden leidinggevende",
    "IMPORT": "import importeren importeer geimporteerd inlezen ingelezen inladen ingeladen uploaden upload geupload "
    "importing importing uploading overzetten inlees laden",
    "EXPORT": "export exporteren exporteer geexporteerd downloaden download gedownload exporting downloading "
    "uitdraai uitdraaien ophalen wegschrijven backup",
    "FILE": "projectenlijst projectlijst excel bestand bestanden spreadsheet spreadsheets csv lijst lijsten xlsx xls file files sheet excellijst "
    "excelbestand excelsheet werkblad",
    "ROLES": "rol rollen rolverdeling driehoek bezetting teamleden team betrokkenen roles role triangle staffing "
    "rolbezetting taakverdeling",
    "SOMEBODY": "projectleider projectleiders communicatieadviseur participatieadviseur omgevingsmanager adviseur "
    "adviseurs trekker trekkers trekt leidt leads leading wie iemand contactpersoon collega collegas medewerker lead adviser advisers advisor "
    "manager who somebody someone contact owner eigenaar verantwoordelijk verantwoordelijke responsible",
    "ASSIGN": "koppelen koppel toewijzen wijs benoemen benoem aanwijzen zetten zet maken maak invullen vragen vraag "
    "betrekken assign assigning name appoint add make put",
    "ABOUT": "fase status stand besluit besluiten budget budgetten geld planning deadline einddatum startdatum begindatum "
    "einde start omvang niveau doelgroep doelgroepen locatie belofte voortgang staat gaat zit loopt begint eindigt "
    "stukken laatste nieuws samenvatting wethouder kost kosten "
    "phase state decision progress going stage deadline ends starts begins summary alderman costs decided latest "
    "update situation",
    "HAPPENS": "speelt gebeurt gebeuren loopt lopen doen staat gaande aan gang bezig spelen happening happens going on "
    "planned gepland komt eraan aankomend plaatsvinden plaats upcoming coming",
    "AREA": "gebied gebieden wijk wijken buurt buurten area areas neighbourhood neighbourhoods district districts "
    "neighborhood neighborhoods dorp stadsdeel kern",
    "HELP": "help hulp helpen helpt uitleg handleiding instructie instructies support opdrachten commando commandos "
    "commands command manual instructions guide hoe werkt gebruiken works mogelijkheden functies features",
    "CAN": "kan kun kunt kunnen can could able",
}
"""By name: the words that say it. How a feature refers to them is told in `intents.py`."""

FILLER = frozenset(
    """
    aan aub al alle als alsjeblieft altijd ander andere anders aub ben bij bent binnen binnenkort collega daar dan dat
    de deze die dit doe door dus echt een eens eentje eigenlijk en er eraan ergens erg even gaan gaat geef geven graag
    goed ga haar had heb hebben hebt heeft heel hele hem het hier hij hoe hoi hun iemand iets ik in is ja je jij jou
    jouw juist jullie kan kun kunt kunnen kon kom komt komen laat lang maar mag me mee meer met mij mijn moet moeten
    moment mogen na naar nee net niet nog nodig nou nu of om omdat ons onze ook op over per plek precies s snel
    soort staan staat svp t te tegen ten ter toch toe toen tot tussen u uit uw van vanuit vanaf via voor vooral
    waar waarin wanneer want waren was wat we weet welk welke wel wie wij wil willen wilde wou word worden wordt
    zal ze zelf zich zie zien zij zijn zit zitten zo zou zouden zoals zodat m n st moest qua straks gewoon
    info informatie information details bedoel bedoelde denk vind qua weten graagg nl svpp aangaande betreffende rondom omtrent dag
    toon tonen bekijk bekijken kijk kijken bekijkt laten open openen vertel vertellen overigens allemaal alles
    bewoner bewoners inwoner inwoners mensen burgers gemeente samenspel bot vraagje bijvoorbeeld bv enz etc
    hallo hey hee beste hi hello dear thanks dank bedankt dankjewel thx please pls graag gr groet groeten mvg
    a about all am an and any anybody anyone anything are as at be been being both but by can could d did do does
    done each else for from get gets give given go going good got had has have having he hello her here him his how
    i if i'd i'm in into is it its it's just kindly know let lets like ll look looking m me might mine more my myself
    need needs not now of off on one or our ours out over please quick quickly re really right see she should show so
    some somebody someone something sort tell than that that's the their them then there these they this those to too
    ve very via view want wanted was we were what what's when where which who whom whose why will with within would
    yes you your yours s t residents resident people citizens citizen municipality town city council colleague
    currently right tell display hoor zeg even ff ofzo meteen direct weleens ooit zeer
    """.split()
)
"""Words that change nothing when nobody asks for them; they may still be part of how something is asked."""

GREETINGS = frozenset(
    "hoi hallo hey hee hai hi hello yo goedemorgen goedemiddag goedenavond goedendag goeiemorgen moin dag morgen "
    "joe doei houdoe tot ziens bye goodbye cheerio later fijne dag prettig weekend fijn avond werkdag good morning "
    "afternoon evening night welterusten day nice have weekend gm hiya greetings aangenaam gegroet heya hoihoi".split()
)
THANKS = frozenset(
    "dank dankje dankjewel bedankt danku thanks thank thx merci top super geweldig mooi prima fijn ok oke okay okee "
    "okido great perfect awesome lovely cheers helemaal goed gelukt duidelijk helder tof leuk lekker nice cool yes ja "
    "nee no prettig handig wow haha hihi lol yep jep joepie hoera fantastisch chill lief held topper klasse begrepen "
    "snap snapte ik het werkt got understood clear perfecto good job well done wonderful brilliant "
    "gefeliciteerd knap".split()
)
COURTESY = frozenset(
    "hoe gaat het met jou je alles goed how are you doing is er iemand who wie ben jij bent u wat what there anyone "
    "anybody ik i your name naam heet hoe's het ermee ie today vandaag doing everyone allemaal iedereen team bot "
    "samenspel daar weer voor so much very veel heel erg wel zeer hartelijk zo lot lots million loads bunch dat that's that was the a for je "
    "hulp help and en de collega collegas all en of to it to".split()
)
"""Words that may stand beside a greeting or thanks and make no question of it."""

HOW = frozenset("hoe how waarom why hoezo".split())
NO_HOW = frozenset(
    "druk drukte vaak veel lang laat gaat staat zit loopt ver vol busy much many often long is's late tired far does "
    "heet moe rustig zwaar full".split()
)
"""After "hoe" they make it a question about facts: "hoe druk is het"."""

KNOW_HOW = frozenset(
    "verschil difference betekent betekenen mean means definitie definition verplicht wettelijk legally mag mogen "
    "allowed aanpak advies adviezen aanraden raad tips werkvorm werkvormen methode methoden method "
    "voorbeeld voorbeelden example examples beste best manier way waarom why should bereiken reach betrek betrekken "
    "involve engage".split()
)
"""They ask for what colleagues know, and not for what stands in the register."""

TAKES_AWAY = frozenset(
    "verwijder verwijderen verwijdert wis wissen gooi weggooien schrap schrappen delete deleting remove removing "
    "erase erasing vernietig vernietigen annuleer annuleren wegdoen ongedaan undo".split()
)
"""Nobody is led to a list by these."""
