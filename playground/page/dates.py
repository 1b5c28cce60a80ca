"""Days as people say them, in the two languages of the page."""

from datetime import date, datetime

DAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def day_in_words(day: date, language: str) -> str:
    """maandag 23 november"""
    return f"{DAYS[language][day.weekday()]} {day.day} {MONTHS[language][day.month - 1]}"


def clock_in_words(now: datetime, language: str) -> str:
    """ma 23 nov 2026 · 09:00"""
    short = DAYS[language][now.weekday()][: 2 if language == "nl" else 3]
    month = MONTHS[language][now.month - 1]
    month = month if len(month) <= 4 else "mrt" if month == "maart" else month[:3]
    return f"{short} {now.day} {month} {now.year} · {now:%H:%M}"
