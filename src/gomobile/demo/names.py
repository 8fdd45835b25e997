"""Names of invented people. Pure.

Names of the Maghreb are given in Arabic script with the ways in which people write them in Latin letters, the usual one
first.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A name in Latin letters, other ways to write it, and in Arabic script where it has one."""

    latin: str
    others: tuple[str, ...] = ()
    arabic: str = ""


@dataclass(frozen=True, slots=True)
class Culture:
    """First names of men and women and family names that go together; `joint` is between two first names."""

    men: tuple[Name, ...]
    women: tuple[Name, ...]
    families: tuple[Name, ...]
    joint: str = " "


def _arabic(text: str) -> tuple[Name, ...]:
    """`محمد Mohammed/Mohamed/Muhammad; …`"""
    found = []
    for part in " ".join(text.split()).split(";"):
        if part.strip():
            words = part.strip().rsplit("=", 1)
            latin = words[1].split("/")
            found.append(Name(latin[0], tuple(latin[1:]), words[0].strip()))
    return tuple(found)


def _latin(text: str) -> tuple[Name, ...]:
    return tuple(Name(word.replace("_", " ")) for word in text.split())


_MEN = """
محمد=Mohammed/Mohamed/Muhammad; يوسف=Youssef/Yousef/Yusuf; أحمد=Ahmed/Ahmad; عمر=Omar/Umar; حمزة=Hamza/Hamzah;
مهدي=Mehdi/Mahdi; رشيد=Rachid/Rashid; كريم=Karim/Kareem; أنس=Anas/Anass; طارق=Tarik/Tariq/Tarek; سعيد=Said/Saïd/Saeed;
خالد=Khalid/Khaled; حسن=Hassan/Hasan; الحسين=El Houssine/Lhoussaine/Houcine; عبد الله=Abdellah/Abdallah/Abdullah;
عبد الرحيم=Abderrahim/Abdelrahim; عبد الرحمان=Abderrahmane/Abdelrahman; نبيل=Nabil/Nabeel; جمال=Jamal/Djamel;
إدريس=Driss/Idriss; زكرياء=Zakaria/Zakariya; أيوب=Ayoub/Ayyoub; بلال=Bilal/Billal; ياسين=Yassine/Yasin/Yacine;
سفيان=Soufiane/Sofiane; عادل=Adil/Adel; مروان=Marouane/Marwan; هشام=Hicham/Hisham; عثمان=Othmane/Osman;
مصطفى=Mostafa/Mustapha/Mustafa; إبراهيم=Brahim/Ibrahim; علي=Ali; سمير=Samir/Sameer; فؤاد=Fouad/Fuad; أمين=Amine/Amin;
رضا=Reda/Ridha; جواد=Jaouad/Jawad; منير=Mounir/Munir; إلياس=Ilyas/Elias; وليد=Walid/Oualid; ربيع=Rabie/Rabii;
"""
_WOMEN = """
فاطمة=Fatima/Fatema; خديجة=Khadija/Khadidja; أمينة=Amina/Aminah; سلمى=Salma/Selma; نادية=Nadia/Nadya; سناء=Sanaa/Sana;
إيمان=Imane/Iman; زينب=Zineb/Zainab/Zeineb; هدى=Houda/Huda; مريم=Meryem/Mariam/Maryam; عائشة=Aicha/Aïcha/Aisha;
سعاد=Souad/Suad; لطيفة=Latifa/Lateefa; حنان=Hanane/Hanan; كوثر=Kaoutar/Kawthar; غيثة=Ghita/Ghizlane; أسماء=Asmae/Asma;
سارة=Sara/Sarah; هاجر=Hajar/Hajer; نجاة=Najat/Nadjat; رجاء=Rajae/Raja; لبنى=Loubna/Lobna; وفاء=Wafae/Wafa;
بشرى=Bouchra/Bushra; سميرة=Samira/Sameera; نوال=Nawal/Naoual; حسناء=Hasnae/Hasna; ليلى=Laila/Leïla/Leila;
رقية=Rokaya/Ruqayya; إكرام=Ikram/Ikrame; دنيا=Dounia/Dunya; صفاء=Safae/Safa; ياسمين=Yasmine/Yasmin; نور=Nour/Noor;
شيماء=Chaimae/Shaima; حياة=Hayat; مليكة=Malika/Maleeka; جميلة=Jamila/Djamila; نعيمة=Naima/Naïma;
ابتسام=Ibtissam/Ibtisam;
"""
_FAMILIES = """
بناني=Bennani/Benani; العلوي=Alaoui/El Alaoui; التازي=Tazi/Tazy; برادة=Berrada/Barrada; الإدريسي=Idrissi/El Idrissi;
الشرايبي=Chraïbi/Chraibi; الفاسي=Fassi/El Fassi; لحلو=Lahlou/Lahlu; بنجلون=Benjelloun/Ben Jelloun;
الوزاني=Ouazzani/El Ouazzani; السبتي=Sebti/Essebti; القباج=Kabbaj/El Kabbaj; العمراني=Amrani/El Amrani;
الناصري=Naciri/Nassiri; بنسعيد=Bensaid/Ben Said; الحداد=Haddad/El Haddad; المنصوري=Mansouri/El Mansouri;
الزياني=Ziani/Zeyani; السقاط=Sekkat/Sakkat; بنموسى=Benmoussa/Ben Moussa; الخطيب=Khatib/El Khatib;
الكتاني=Kettani/Kattani;
الصقلي=Skalli/Sqalli; المرابط=Mrabet/El Mourabit; الغازي=Ghazi/El Ghazi; بوعزة=Bouazza/Bou Azza; الطاهري=Tahiri/Tahri;
الهلالي=Hilali/El Hilali; اليعقوبي=Yacoubi/El Yaacoubi; بنكيران=Benkirane/Ben Kirane; الرامي=Rami/Errami;
الزهراوي=Zahraoui/Ezzahraoui; العزوزي=Azzouzi/El Azzouzi; القادري=Kadiri/El Qadiri; بلعربي=Belarbi/Ben Larbi;
الشرقاوي=Cherkaoui/Charkaoui; الداودي=Daoudi/Eddaoudi; المالكي=Malki/El Malki; الصنهاجي=Senhaji/Sanhaji;
أيت علي=Aït Ali/Ait Ali; أوبيهي=Oubihi; أمزيان=Ameziane/Amziane; بوزيد=Bouzid/Bou Zid; حجي=Hajji/Haji;
شكري=Choukri/Chokri;
العثماني=Othmani/El Othmani; بنشقرون=Benchekroun/Ben Chekroun; السليماني=Slimani/Sulaimani; الراشدي=Rachidi/Errachidi;
لمراني=Lamrani/Lemrani; الحسني=Hassani/El Hassani; بلخير=Belkhir/Ben Khair; الجابري=Jabri/El Jabri; مفتاح=Meftah/Miftah;
"""
_NISBAS = """
الرباطي=Rabati/Errabati; المراكشي=Marrakchi/El Marrakchi; المكناسي=Meknassi/El Meknassi; الطنجاوي=Tanjaoui/Tanjawi;
السوسي=Soussi/Essoussi; الفيلالي=Filali/El Filali; الدكالي=Doukkali/Doukali; الشاوي=Chaoui/Chawi; الريفي=Rifi/Errifi;
التطواني=Tetouani/Titouani; الصفريوي=Sefrioui/Sefrawi; الورزازي=Ouarzazi; الصحراوي=Sahraoui/Essahraoui;
المصباحي=Mesbahi/Misbahi; الجبلي=Jebli/El Jabali; الزرهوني=Zerhouni/Zarhouni; الوجدي=Oujdi; الغرباوي=Gharbaoui;
السلاوي=Slaoui/Essalaoui; العبدي=Abdi/El Abdi; الحياني=Hayani/El Hayani; الودغيري=Oudghiri/Ouadghiri;
الگراوي=Graoui/El Graoui; اليوسفي=Youssoufi/El Yousfi; البوعزاوي=Bouazzaoui; المذكوري=Medkouri/Madkouri;
"""
_ALGERIAN = """
حمداني=Hamdani; بن عيسى=Benaissa/Ben Aïssa; زروقي=Zerrouki/Zerouki; مزيان=Meziane; براهيمي=Brahimi;
بلقاسم=Belkacem/Belgacem; خليفي=Khelifi/Khlifi; سعدي=Saadi; مبارك=Mebarki/Mbarki; قاسمي=Kaci/Kassimi; توميمي=Toumi;
"""
_TUNISIAN = """
الطرابلسي=Trabelsi/Tarabelsi; بن عمر=Ben Amor/Ben Omar; الجزيري=Jaziri; الهمامي=Hammami/Hamami; الغربي=Gharbi;
المسعودي=Messaoudi/Masoudi; بن يوسف=Ben Youssef; الشابي=Chebbi/Chabbi; العياري=Ayari; مرزوق=Marzouk/Marzouq;
"""


def _sons(men: tuple[Name, ...]) -> tuple[Name, ...]:
    """`Ben Karim`, `Aït Karim`: families named after a man."""
    ben = (Name(f"Ben {one.latin}", (f"Ben{one.latin.lower()}",), f"بن {one.arabic}") for one in men)
    ait = (Name(f"Aït {one.latin}", (f"Ait {one.latin}",), f"أيت {one.arabic}") for one in men)
    return (*ben, *ait)


MAGHREB = Culture(_arabic(_MEN), _arabic(_WOMEN), (*_arabic(_FAMILIES), *_arabic(_NISBAS), *_sons(_arabic(_MEN)[:24])))
CULTURES: dict[str, Culture] = {
    "ma": MAGHREB,
    "dz": Culture(MAGHREB.men, MAGHREB.women, _arabic(_ALGERIAN)),
    "tn": Culture(MAGHREB.men, MAGHREB.women, _arabic(_TUNISIAN)),
    "fr": Culture(
        _latin(
            "Lucas Hugo Jules Théo Raphaël Benoît Gaël François Louis Gabriel Arthur Nicolas Antoine Mathieu Julien"
            " Thomas Alexandre Sébastien Jérôme Pierre Olivier Rémi Vincent Étienne Maxime"
        ),
        _latin(
            "Camille Chloé Léa Inès Manon Élodie Aurélie Noémie Juliette Claire Émilie Sophie Margaux Anaïs Pauline"
            " Céline Hélène Charlotte Mathilde Lucie Agathe Nathalie Isabelle Valérie Zoé"
        ),
        _latin(
            "Martin Dubois Lefèvre Moreau Girard Rousseau Gauthier Lambert Béranger Dupré Chevalier Marchand Noël"
            " Laurent Fontaine Mercier Blanchard Perrin Roche Meunier Lemoine Barbier Renard Carpentier Leclerc Besson"
            " Delattre Poirier Aubert Guérin Collet Vasseur Tessier Pelletier Hamel Rivière Brunet Le_Goff De_la_Tour"
        ),
        joint="-",
    ),
    "es": Culture(
        _latin("Javier Diego Pablo Álvaro Sergio Andrés Raúl Iván Jorge Miguel Fernando Rubén"),
        _latin("Lucía Carmen Marta Elena Paula Sofía Ana Pilar Rocío Beatriz Nuria Inés"),
        _latin(
            "García Fernández Martínez López Sánchez Pérez Gómez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso"
            " Navarro Torres Domínguez Gil Vázquez"
        ),
    ),
    "en": Culture(
        _latin(
            "James Oliver Harry Thomas Daniel Samuel Joseph Matthew Adam Ryan Ethan Callum Noah Patrick Simon"
            " Peter Mark Andrew Stephen Neil"
        ),
        _latin(
            "Emily Olivia Sophie Grace Hannah Charlotte Lucy Amelia Rachel Megan Alice Ellie Laura Fiona Karen"
            " Helen Ruth Joanna Sarah Julie"
        ),
        _latin(
            "Smith Jones Taylor Brown Wilson Evans Walker Roberts Wright Thompson Hughes Edwards Green Hall Clarke"
            " Cooper Bennett Morgan O'Connor Murphy Campbell Fraser Reid Sinclair Parker Turner Phillips Ward Foster"
            " Gray Hughes Price Barnes Fletcher Hudson Marsh Walsh Doyle Kerr"
        ),
    ),
    "de": Culture(
        _latin("Lukas Jonas Felix Maximilian Jan Stefan Matthias Jürgen Tobias Florian Andreas Markus Uwe Dieter"),
        _latin("Anna Lena Katharina Julia Sabine Greta Johanna Ulrike Birgit Petra Monika Silke Nele Frieda"),
        _latin(
            "Müller Schmidt Schneider Fischer Weber Wagner Becker Hoffmann Schäfer Koch Bauer Krüger Vogel Braun Lorenz"
            " Winter Keller Brandt Sommer Haas Busch Kuhn Jansen Arnold Seidel Ziegler"
        ),
    ),
}
