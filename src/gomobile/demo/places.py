"""Where invented people live, and what they do. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A city; `arabic` is its name in Arabic script where people write it so, `weight` how many live there; in
    `zip` a # stands for any digit.
    """

    city: str
    state: str
    zip: str
    weight: int
    arabic: str = ""


_MOROCCO = """
Casablanca|Casablanca-Settat|20##0|34|الدار البيضاء
Rabat|Rabat-Salé-Kénitra|10##0|13|الرباط
Marrakech|Marrakech-Safi|400#0|11|مراكش
Fès|Fès-Meknès|300#0|9|فاس
Tanger|Tanger-Tétouan-Al Hoceïma|900#0|9|طنجة
Agadir|Souss-Massa|800#0|6|أكادير
Salé|Rabat-Salé-Kénitra|110#0|5|سلا
Meknès|Fès-Meknès|500#0|4|مكناس
Oujda|L'Oriental|600#0|3|وجدة
Kénitra|Rabat-Salé-Kénitra|140#0|3|القنيطرة
Tétouan|Tanger-Tétouan-Al Hoceïma|930#0|2|تطوان
El Jadida|Casablanca-Settat|240#0|1|الجديدة
"""
_FRANCE = """
Paris|Île-de-France|7501#|9
Lyon|Auvergne-Rhône-Alpes|6900#|4
Marseille|Provence-Alpes-Côte d'Azur|1300#|4
Toulouse|Occitanie|31#00|3
Lille|Hauts-de-France|59#00|2
Bordeaux|Nouvelle-Aquitaine|33#00|2
Montpellier|Occitanie|340#0|2
Strasbourg|Grand Est|67#00|1
"""
_BRITAIN = (
    "London|England|SE1# #PB|5\nManchester|England|M1# #BT|2\nLeeds|England|LS1# #DL|1\nEdinburgh|Scotland|EH1 1YZ|1"
)
_GERMANY = "Berlin|Berlin|101##|2\nHamburg|Hamburg|200##|1\nFrankfurt am Main|Hessen|603##|1\nMünchen|Bayern|803##|1"
_AMERICA = "New York|NY|100##|3\nBoston|MA|021##|1\nChicago|IL|606##|1\nSan Francisco|CA|941##|1"
_CANADA = "Montréal|QC|H2X #Y#|3\nToronto|ON|M5V #T#|2\nOttawa|ON|K1P #M#|1"
_ALGERIA = "Alger|Alger|160##|3|الجزائر\nOran|Oran|31#00|2|وهران"
_TUNISIA = "Tunis|Tunis|10##|3|تونس\nSousse|Sousse|40##|1|سوسة"


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
