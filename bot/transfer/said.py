"""How people ask in their own words for lists to come in, and to go out."""

from bot.chat.own_words import OwnWords

IMPORT = OwnWords(
    (
        "FILE erin|in|into krijg|get|krijgen|kan|can",
        "kan|can FILE erin|in",
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
        "geef|give|krijg|krijgen|get|mail|stuur|send FILE",
        "FILE alle|all|van|of PROJECT",
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
