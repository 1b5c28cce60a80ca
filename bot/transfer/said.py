"""How people ask in their own words for lists to come in, and to go out."""

from bot.chat.own_words import OwnWords

IMPORT = OwnWords(
    (
        "IMPORT LIST",
        "IMPORT LIST PROJECT",
        "krijg|get FILE hierin|hier|here|samenspel",
        "WANT FILE erin|into|overzetten|toevoegen|add",
        "heb|have|got|beschik FILE PROJECT",
        "FILE IMPORT",
        "FILE overnemen|overzetten|inladen|uploaden|inlezen|importeren",
        "heb|have|got FILE toevoegen|add|zetten|inlezen",
        "PROJECT tegelijk|keer|once|bulk",
        "FILE erin|into krijg|get|krijgen|kan|can",
        "kan|can FILE erin|inlezen",
        "IMPORT",
        "IMPORT FILE",
        "IMPORT PROJECT",
        "IMPORT FILE PROJECT",
        "FILE PROJECT erin|in|inlezen|toevoegen|add|into",
        "FILE NEW",
        "FILE heb|have",
        "FILE erin|in|into",
        "excel|spreadsheet|csv inlezen|uploaden|upload|import|toevoegen|erin|invoeren",
    ),
    changes=True,
)
EXPORT = OwnWords(
    (
        "alles|everything|all FILE",
        "cijfers|gegevens|data|figures PROJECT FILE",
        "need|nodig|wil FILE rapportage|verslag|report|directie|raad",
        "EXPORT nodig|need|graag|please",
        "PROJECT als|as|in|naar FILE",
        "WANT FILE alle|all|PROJECT",
        "afhalen|ophalen|opslaan|save FILE",
        "=excel",
        "=csv",
        "geef|give|krijg|krijgen|get|mail|stuur|send FILE",
        "FILE alle|all PROJECT",
        "geef|give|krijg|krijgen|get|mail|stuur|send FILE PROJECT",
        "EXPORT register|registers|overzicht|alles|everything|all",
        "EXPORT FILE PROJECT",
        "EXPORT",
        "EXPORT FILE",
        "EXPORT PROJECT",
        "EXPORT PROJECT FILE",
        "naar|to|as|als|in|into excel|csv|spreadsheet",
        "PROJECT FILE krijgen|ontvangen|mailen|get|naar|as|als",
    ),
    changes=True,
)
