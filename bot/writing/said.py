"""How people ask for a text in their own words."""

from bot.chat.own_words import OwnWords

_TEXT = (
    "uitnodiging|uitnodigingsbrief|invitation|belofte|promise|tussenbericht|kennisgeving|notice|participatieplan"
    "|participatieparagraaf|paragraaf|paragraph|participatieverslag|eindverslag|nabericht|bewonersbrief"
)
_WRITE = "schrijven|schrijf|schrijft|opstellen|tekst|teksten|text|texts|write|writing|draft|concept"

MENU = OwnWords(
    (
        f"{_TEXT} {_WRITE}",
        f"{_TEXT} {_WRITE} {{project}}",
        f"{_TEXT} {{project}}",
        "brief|letter|bericht|message|persbericht|nieuwsbericht|mail {project}",
        "brief|letter|bericht|message|mail inwoners|bewoners|omwonenden|deelnemers|residents|participants {project}",
        f"NEW {_TEXT}",
        f"NEW {_TEXT} {{project}}",
        f"{_WRITE} inwoners|bewoners|deelnemers|residents|participants {{project}}",
        f"{_WRITE} {{project}}",
        f"antwoord|answer inwoners|bewoners|residents {_WRITE}",
        f"antwoord|answer inwoners|bewoners|residents {_WRITE} {{project}}",
    ),
    ("project=id",),
    shows_how=False,
)
COUNCIL = OwnWords(
    (
        "overzicht|overview|pagina|page|bladzijde raad|council|college|gemeenteraad",
        "kwartaaloverzicht|kwartaalbericht",
        "kwartaal|quarter raad|council|college",
        "wat|what moet|weet|know|hoort raad|council|gemeenteraad",
    ),
)
YEAR = OwnWords(
    (
        "jaaroverzicht|jaarverslag|jaarbericht|jaarcijfers",
        "overzicht|overview|cijfers|figures|verslag|report jaar|year",
        "hoe|how was|ging|jaar|year jaar|year",
    ),
)
