"""Where invented people live, and what they do. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A city; `arabic` is its name in Arabic script where people write it so, `weight` how many live there."""

    city: str
    state: str
    zip: str
    weight: int
    arabic: str = ""


_MOROCCO = """
Casablanca|Casablanca-Settat|20250|34|الدار البيضاء
Rabat|Rabat-Salé-Kénitra|10020|13|الرباط
Marrakech|Marrakech-Safi|40000|11|مراكش
Fès|Fès-Meknès|30000|9|فاس
Tanger|Tanger-Tétouan-Al Hoceïma|90000|9|طنجة
Agadir|Souss-Massa|80000|6|أكادير
Salé|Rabat-Salé-Kénitra|11000|5|سلا
Meknès|Fès-Meknès|50000|4|مكناس
Oujda|L'Oriental|60000|3|وجدة
Kénitra|Rabat-Salé-Kénitra|14000|3|القنيطرة
Tétouan|Tanger-Tétouan-Al Hoceïma|93000|2|تطوان
El Jadida|Casablanca-Settat|24000|1|الجديدة
"""
_FRANCE = """
Paris|Île-de-France|75011|9
Lyon|Auvergne-Rhône-Alpes|69003|4
Marseille|Provence-Alpes-Côte d'Azur|13006|4
Toulouse|Occitanie|31000|3
Lille|Hauts-de-France|59000|2
Bordeaux|Nouvelle-Aquitaine|33000|2
Montpellier|Occitanie|34000|2
Strasbourg|Grand Est|67000|1
"""
_BRITAIN = (
    "London|England|SE1 7PB|5\nManchester|England|M1 4BT|2\nLeeds|England|LS1 5DL|1\nEdinburgh|Scotland|EH1 1YZ|1"
)
_GERMANY = "Berlin|Berlin|10115|2\nHamburg|Hamburg|20095|1\nFrankfurt am Main|Hessen|60311|1\nMünchen|Bayern|80331|1"
_AMERICA = "New York|NY|10003|3\nBoston|MA|02116|1\nChicago|IL|60607|1\nSan Francisco|CA|94103|1"
_CANADA = "Montréal|QC|H2X 1Y4|3\nToronto|ON|M5V 2T6|2\nOttawa|ON|K1P 5M7|1"
_ALGERIA = "Alger|Alger|16000|3|الجزائر\nOran|Oran|31000|2|وهران"
_TUNISIA = "Tunis|Tunis|1000|3|تونس\nSousse|Sousse|4000|1|سوسة"


def _places(text: str) -> tuple[Place, ...]:
    rows = (line.split("|") for line in text.strip().splitlines())
    return tuple(Place(row[0], row[1], row[2], int(row[3]), *row[4:]) for row in rows)


PLACES: dict[str, tuple[Place, ...]] = {
    "MA": _places(_MOROCCO), "FR": _places(_FRANCE), "GB": _places(_BRITAIN), "DE": _places(_GERMANY),
    "US": _places(_AMERICA), "CA": _places(_CANADA), "DZ": _places(_ALGERIA), "TN": _places(_TUNISIA),
}  # fmt: skip

STREETS = {
    "fr": ("rue Ibn Battouta", "avenue Hassan II", "boulevard Zerktouni", "rue des Lilas", "avenue de la Gare",
           "rue Moulay Idriss", "boulevard Anfa", "rue du Marché", "avenue Mohammed V", "rue Victor Hugo"),
    "paris": ("rue des Lilas", "avenue de la Gare", "rue Victor Hugo", "rue du Marché", "boulevard Voltaire"),
    "ar": ("شارع الحسن الثاني", "زنقة ابن بطوطة", "شارع محمد الخامس", "حي السلام", "شارع الزرقطوني"),
    "en": ("Church Street", "Station Road", "High Street", "Park Lane", "Maple Avenue"),
}  # fmt: skip
JOBS = {
    "fr": ("Comptable", "Enseignant", "Pharmacien", "Commerçant", "Ingénieur", "Infirmier", "Chef de projet",
           "Architecte", "Assistante de direction", "Chauffeur", "Artisan", "Avocat", "Retraité", "Étudiant"),
    "ar": ("محاسب", "أستاذ", "تاجر", "مهندس", "ممرض", "سائق", "حرفي", "محام"),
    "en": ("Accountant", "Teacher", "Engineer", "Nurse", "Project manager", "Designer", "Shop owner", "Retired"),
}  # fmt: skip
COMPANIES = (
    "Atlas Conseil", "Sahara Logistics", "Menara Textiles", "Riad Immobilier", "Argan & Co", "Oasis Assurances",
    "Zellige Studio", "Médina Traiteur", "Rif Énergies", "Toubkal Santé", "Bouregreg Marine", "Dupré & Fils, SARL",
    "Café « Le Phare »", "Northwind Traders", "Blue Harbour Ltd", "Clinique des Orangers", "Librairie Al Manar",
    "Coopérative Tighanimine", "Garage du Port", "Lumière Optique",
)  # fmt: skip
NOTES = (
    "Préfère être rappelé après 17 h.", "A demandé un échéancier en trois fois.", "Ne parle qu'arabe.",
    "Prefers WhatsApp; calls only in the morning.", "Wants the invoice by e-mail.", "Nouveau conseiller depuis mai.",
    "يفضل الاتصال مساء.", "تغير العنوان، ينتظر وثيقة السكن.", "Moves to Rabat in September.", "Client depuis 2014.",
)  # fmt: skip
