"""How people ask for their buddies in their own words."""

from bot.chat.own_words import OwnWords

MENU = OwnWords(
    (
        "ingedeeld BUDDY",
        "wie|who|whom gekoppeld|ingedeeld|matched|paired",
        "gekoppeld SOMEBODY",
        "wie|who geworden BUDDY",
        "ken|know|contact BUDDY",
        "ingedeeld",
        "mijn|my BUDDY ROUND",
        "wie|who mijn|my BUDDY ROUND",
        "BUDDY",
        "mijn|my BUDDY",
        "wie|who mijn|my BUDDY",
        "wie|who BUDDY",
        "wie|whom|who ben|am ik|i gekoppeld|paired|matched",
        "gekoppeld|paired|matched",
        "aan|with wie|whom|who ben|am ik|i",
    )
)
ON = OwnWords(
    (
        "schrijf in BUDDY",
        "inschrijven BUDDY",
        "WANT BUDDY vak|vakgebied|discipline|afdeling",
        "WANT BUDDY",
        "WANT gekoppeld|koppelen|koppel|matched|paired",
        "gekoppeld|koppelen worden|get collega|collega's|colleague",
        "sparren|sparring|spar collega|iemand|colleague|someone",
        "nog|ook|also|too BUDDY",
        "een|a BUDDY graag|please",
        "BUDDY worden|become",
        "want|wil ook|too BUDDY",
        "koppel|match mij|me SOMEBODY",
        "interesse|interested|belangstelling BUDDY",
        "BUDDY JOIN WANT",
        "hoe|how krijg|get|kom BUDDY",
        "weer|again BUDDY",
        "doe|geef|give mij|me BUDDY",
        "JOIN BUDDY",
        "meld BUDDY aan",
        "wil|want|like BUDDY",
        "zoek|zoeken|find|get|krijg|krijgen BUDDY",
        "word|worden|become BUDDY",
        "EDIT BUDDY",
        "NEW BUDDY",
    ),
    changes=True,
)
PAUSE = OwnWords(
    (
        "BUDDY {status}",
        "BUDDY {period}",
        "tot|until BUDDY {period}",
        "verlof|vakantie|afwezig|weg|leave|holiday|away BUDDY",
        "niet|not|geen|no BUDDY {period}",
        "voorlopig|tijdje|poosje|while BUDDY",
        "druk|busy BUDDY",
        "weer|again verder|resume BUDDY",
        "even|tijdelijk|temporarily geen|no|niet|not BUDDY",
        "PAUSE BUDDY {period}",
        "PAUSE BUDDY",
        "BUDDY geen|no tijd|time",
        "tijdelijk|temporarily geen|no BUDDY",
    ),
    ("period",),
    changes=True,
    while_away="overzicht week",
)
OFF = OwnWords(
    (
        "schrijf uit BUDDY",
        "van BUDDY af",
        "haal|remove|take BUDDY",
        "uitstappen|uitschrijven|eruit BUDDY",
        "ermee|ophouden BUDDY",
        "stop|stoppen|stopping ermee BUDDY",
        "geen|no zin|interesse|interest BUDDY",
        "hoeft|hoef niet BUDDY",
        "STOP BUDDY",
        "STOP JOIN BUDDY",
        "niet|not JOIN BUDDY",
        "niet|not meer|langer|longer JOIN BUDDY",
        "niet|not meer|langer|longer BUDDY",
        "geen|no BUDDY",
        "niet|don't|not want|wil BUDDY",
        "uit|out BUDDY",
    ),
    changes=True,
)
ROUND = OwnWords(
    (
        "ROUND",
        "volgende|next|nieuwe|new ROUND",
        "indeling|indelen BUDDY",
        "koppelen|matchen collega|collega's|colleagues",
        "ROUND BUDDY",
        "ROUND start|starten|bekijk|nieuwe|new BUDDY",
        "buddyronde|koppelronde",
        "BUDDY koppelen|indelen|pair|match",
    ),
    changes=True,
)
FIGURES = OwnWords(
    (
        "hoeveel|many collega|collega's|collegas|colleagues|mensen|people BUDDY",
        "BUDDY succes|success|resultaat|nut|zin",
        "BUDDY werkt|helpt|works|working|loopt",
        "deelname|participation BUDDY",
        "FIGURES BUDDY",
        "hoe vaak|often BUDDY",
        "hoeveel|many BUDDY",
        "spreken|meet|zien elkaar|each BUDDY",
        "BUDDY werkt|helpt|works|working",
    )
)
