"""Month names as contact lists write them, and the words that may stand around them. All folded."""

from __future__ import annotations

from gomobile.attributes.parse.text import fold

_NAMES = (
    # English and its abbreviations, French, Spanish; then Maghrebi, Egyptian and Levantine Arabic
    "january jan janvier janv enero ene يناير جانفي",
    "february feb fevrier fev fevr febrero فبراير فيفري شباط",
    "march mar mars marzo مارس اذار",
    "april apr avril avr abril abr ابريل افريل نيسان",
    "may mai mayo ماي مايو ايار",
    "june jun juin junio يونيو جوان حزيران",
    "july jul juillet juil julio يوليوز يوليو جويليه جويلية تموز",
    "august aug aout agosto ago غشت اغسطس اوت اب",
    "september sep sept septembre septiembre setiembre set شتنبر سبتمبر ايلول",
    "october oct octobre octubre اكتوبر",
    "november nov novembre noviembre نونبر نوفمبر",
    "december dec decembre diciembre dic دجنبر ديسمبر",
)
MONTHS = {fold(name): number for number, names in enumerate(_NAMES, start=1) for name in names.split()}

# Two-word months of the Levant, joined before words are split.
TWO_WORDS = {"كانون الثاني": "jan", "تشرين الاول": "oct", "تشرين الثاني": "nov", "كانون الاول": "dec"}

WEEKDAYS = frozenset(
    fold(word)
    for word in [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "lun",
        "mar",
        "mer",
        "jeu",
        "ven",
        "sam",
        "dim",
        "lunes",
        "martes",
        "miercoles",
        "jueves",
        "viernes",
        "sabado",
        "domingo",
        "mie",
        "jue",
        "vie",
        "sab",
        "dom",
        "الاثنين",
        "الإثنين",
        "الثلاثاء",
        "الأربعاء",
        "الاربعاء",
        "الخميس",
        "الجمعة",
        "السبت",
        "الأحد",
        "الاحد",
    ]
)
FILLERS = frozenset(("de", "del", "of", "le", "the", "el", "du"))
