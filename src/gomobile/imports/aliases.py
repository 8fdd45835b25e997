"""What people and other products call the columns of a contact list, in English, French, Arabic and Spanish.

One line per field and language. Commas part names of the same worth, `>` puts what follows behind what stands
before: where a file has several columns for one field, the best name wins. Names are compared without case,
accents, blanks, punctuation and the Arabic article (see `column_names`), so one spelling of each is enough.
"""

from __future__ import annotations

# Stand-ins for a field that only the other columns, or the cells, can tell.
BARE_NAME = "name"  # "Nom": the full name, or the half of it that the file has no other column for
TITLE = "title"  # "Title": a job, or Mr and Mrs
COURTESY = "courtesy"  # "Civilité": a gender when all cells are one

ENGLISH = {
    "primaryPhone": "phone, phones, tel, ph, contact number, contact no, user phone > whatsapp, sms",
    "firstName": "first name, given name, forename, first, fname, name first > christian name",
    "lastName": "last name, surname, family name, last, lname, name last",
    "fullName": "full name, first and last name, first last name > display name, contact person",
    BARE_NAME: "name, names",
    "primaryEmail": "email, emails, mail, email address, email addresses, email id, user email",
    "address": "street address, address, address line, street, street name > postal address, full address",
    "city": "city, town, city town, locality, city name",
    "state": "state, region, state region, state province, province, county, governorate",
    "zip": "zip, zip code, zip postal code, postal code, postcode, post code, postal",
    "occupation": "occupation, job title, job, profession > position, job position, job function, role",
    "preferredChannel": "preferred channel, preferred contact method, contact preference, preferred contact",
    "channels": "channels, contact channels, contact methods",
    "gender": "gender, sex",
    TITLE: "title",
    COURTESY: "salutation, prefix, name prefix, honorific",
}

FRENCH = {
    "primaryPhone": "téléphone, tél, téléphone fixe, fixe, numéro de contact, contact téléphonique",
    "firstName": "prénom, prénoms",
    "lastName": "nom de famille, nom patronymique, patronyme, nom d'usage",
    "fullName": "nom complet, nom et prénom, nom et prénoms, noms et prénoms, nom prénom, prénom nom",
    BARE_NAME: "nom, noms",
    "primaryEmail": "courriel, adresse email, adresse mail, adresse électronique, mél, adresse de messagerie",
    "address": "adresse, adresse postale, adresse ligne, rue, rue et numéro, domicile, adresse complète",
    "city": "ville, commune, localité, nom de la ville, ville de résidence",
    "state": "région, province, préfecture, wilaya, gouvernorat > département, dép",
    "zip": "code postal, cp, code poste",
    "occupation": "profession, métier, emploi, fonction > poste, poste occupé, intitulé du poste, activité",
    "preferredChannel": "canal préféré, canal de préférence, canal privilégié, moyen de contact préféré",
    "channels": "canaux, canaux de contact",
    "gender": "sexe, genre",
    COURTESY: "civilité, titre de civilité, civ",
}

ARABIC = {
    "primaryPhone": "الهاتف, هاتف, تلفون, التليفون, تيليفون, رقم التواصل, رقم الاتصال > واتساب, واتس اب",
    "firstName": "الاسم الأول, الاسم الشخصي, الإسم الشخصي",
    "lastName": "الاسم العائلي, اسم العائلة, النسب, اللقب, الكنية, الاسم الأخير, العائلة",
    "fullName": "الاسم الكامل, الاسم بالكامل, الاسم واللقب, الاسم والنسب, الاسم الثلاثي",
    BARE_NAME: "الاسم, الأسماء",
    "primaryEmail": "البريد الإلكتروني, بريد إلكتروني, الإيميل, ايميل, البريد, عنوان البريد الإلكتروني",
    "address": "العنوان, الشارع, عنوان السكن, عنوان الإقامة, مكان السكن",
    "city": "المدينة, البلدة, الجماعة",
    "state": "الجهة, الولاية, المحافظة, المنطقة, الإقليم, العمالة, المقاطعة",
    "zip": "الرمز البريدي, الرقم البريدي, رمز بريدي",
    "occupation": "المهنة, الوظيفة, الحرفة, المسمى الوظيفي",
    "preferredChannel": "القناة المفضلة, وسيلة الاتصال المفضلة, قناة التواصل المفضلة",
    "channels": "القنوات, قنوات الاتصال, قنوات التواصل",
    "gender": "الجنس",
    COURTESY: "النوع",
}

SPANISH = {
    "primaryPhone": "teléfono, teléfonos, tlf, tfno, telf, fijo, teléfono fijo, tel fijo",
    "firstName": "nombres, primer nombre, nombre de pila",
    "lastName": "apellido, apellidos, primer apellido, apellido paterno > segundo apellido, apellido materno",
    "fullName": "nombre completo, nombre y apellidos, nombre y apellido, nombres y apellidos",
    BARE_NAME: "nombre",
    "primaryEmail": "correo electrónico, correo, dirección de correo, dirección de correo electrónico",
    "address": "dirección, domicilio, calle, dirección postal, dirección completa",
    "city": "ciudad, localidad, población, municipio",
    "state": "provincia, región, comunidad autónoma, estado provincia",
    "zip": "código postal, cod postal, c postal, cp",
    "occupation": "profesión, ocupación, oficio > cargo, puesto, puesto de trabajo, empleo",
    "preferredChannel": "canal preferido, medio de contacto preferido",
    "channels": "canales, canales de contacto",
    "gender": "sexo, género",
    COURTESY: "tratamiento",
}

# Google Contacts writes "Phone 1 - Value"; numbers are taken out before names are compared. The names that
# HubSpot, Outlook and Salesforce use are plain English, or a place before one ("MailingStreet").
PRODUCTS = {
    "primaryPhone": "phone value > whatsapp phone",
    "primaryEmail": "email value",
    "address": "address street > address formatted",
    "city": "address city",
    "state": "address region",
    "zip": "address postal code",
    "occupation": "organization title",
}

LANGUAGES = (ENGLISH, FRENCH, ARABIC, SPANISH, PRODUCTS)

# Words of a phone that people carry, alone or beside the name of a phone: "Mobile", "Tél. portable".
MOBILE_WORDS = (
    "mobile mob cell cellphone cellular gsm portable handphone móvil celular "
    "الجوال المحمول الموبايل موبيل النقال الخلوي المتحرك"
)

# Words that say whose or where, in the order of preference; a column without one goes before. Only those of
# letters and bills can stand beside all fields ("billing_first_name"): a work name is not the person's.
LETTERS = "letters"
PLACE_WORDS = {
    LETTERS: "mailing billing correspondence correspondance facturation",
    "home": "home personal private perso personnel personnelle privé privée domicile maison casa particular "
    "المنزل البيت الشخصي",
    "work": "work business office company pro professionnel professionnelle bureau travail entreprise "
    "société trabajo oficina empresa laboral profesional العمل المكتب المهني الشركة",
    "other": "other secondary alternate alternative additional second alt shipping delivery "
    "autre autres secondaire livraison supplémentaire otro otra otros "
    "secundario secundaria alternativo آخر اخرى الثاني الثانوي",
}
PLACES = ("", *PLACE_WORDS)

# Words that change nothing.
FILLER_WORDS = (
    "the of s a an your main primary principal principale principaux client clients customer customers cust "
    "contact contacts person prospect lead patient member abonné adhérent cliente contacto "
    "de du des d la le les l un une votre et del el los las tu su "
    "العميل الزبون المشترك الشخص الخاص الرئيسي الأساسي للعميل"
)
# The same beside the name of a phone; beside others they make another thing ("street number").
NUMBER_WORDS = "number numbers no nr nbr num n numéro numéros número números رقم أرقام"

# A column whose name has one of these holds no phone number, whatever its digits look like.
NOT_PHONE_WORDS = (
    "fax pager id ids uuid guid ref reference référence code date birthday naissance iban rib swift siret "
    "siren ice cin cnie cni nif nss cnss ssn passport passeport amount montant balance solde price prix "
    "total invoice facture order commande contract contrat account compte sku ean isbn barcode timestamp "
    "zip cp latitude longitude lat lng "
    "الرمز تاريخ المبلغ الرصيد الحساب البطاقة"
)

# Values of a gender, lower-cased, without the blanks and dots around them.
_MALE = (
    "male m man boy mr mister sir gentleman h homme hommes garçon garcon masculin monsieur mâle "
    "masculino hombre varón varon señor senor sr don ذكر الذكر رجل السيد سيد ولد"
)
_FEMALE = (
    "female f w woman girl mrs ms miss madam lady femme femmes fille féminin feminin féminine feminine "
    "madame mademoiselle mme mlle melle femelle "
    "femenino femenina mujer señora senora señorita senorita sra srta "
    "أنثى انثى أنثي انثي الأنثى الانثى امرأة إمرأة امراة السيدة سيدة الآنسة آنسة الانسة انسة بنت"
)
GENDER_WORDS: dict[str, str] = {
    word: gender for gender, line in (("male", _MALE), ("female", _FEMALE)) for word in line.split()
}

# Words by which people and programs say that they have nothing to say.
_NOTHING = (
    "-, –, —, ?, n/a, n.a, na, none, null, nil, nothing, unknown, not available, aucun, aucune, néant, rien, "
    "inconnu, inconnue, non renseigné, ninguno, ninguna, nada, desconocido, sin datos, "
    "لا يوجد, لا شيء, غير معروف, غير متوفر, بدون"
)
# The same of a gender, with what a contact has no word for; vCards write U, O and N.
_NO_GENDER = (
    "u, o, n, x, unspecified, not specified, undisclosed, prefer not to say, other, "
    "non précisé, non spécifié, non communiqué, nc, indéterminé, autre, "
    "no especificado, sin especificar, otro, otra, غير محدد, غير مذكور, آخر, اخر, أخرى"
)
NOTHING_WORDS = frozenset(_NOTHING.split(", "))
NO_GENDER_WORDS = NOTHING_WORDS | frozenset(_NO_GENDER.split(", "))
