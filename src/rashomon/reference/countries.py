"""Countries as news copy names them: English names, short forms and demonyms.

A table of our own rather than a library's, because demonyms are what matters ("the Syrian
city of"), and because nothing may be parsed at start that a report does not need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

__all__ = ["Country", "country_of", "country_of_code", "find_countries", "is_country_word"]


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166 code, common English name, other names, and demonyms."""

    code: str
    name: str
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]


# code|name|other names|demonyms (singular; a plural in -s is understood)
_TABLE = """
AF|Afghanistan||Afghan
AL|Albania||Albanian
DZ|Algeria||Algerian
AO|Angola||Angolan
AR|Argentina||Argentine,Argentinian
AM|Armenia||Armenian
AU|Australia||Australian
AT|Austria||Austrian
AZ|Azerbaijan||Azerbaijani,Azeri
BH|Bahrain||Bahraini
BD|Bangladesh||Bangladeshi
BY|Belarus||Belarusian
BE|Belgium||Belgian
BZ|Belize||Belizean
BJ|Benin||Beninese
BT|Bhutan||Bhutanese
BO|Bolivia||Bolivian
BA|Bosnia and Herzegovina|Bosnia,Bosnia-Herzegovina|Bosnian
BW|Botswana||
BR|Brazil||Brazilian
BG|Bulgaria||Bulgarian
BF|Burkina Faso|Burkina|Burkinabe
BI|Burundi||Burundian
KH|Cambodia||Cambodian
CM|Cameroon||Cameroonian
CA|Canada||Canadian
CF|Central African Republic|CAR|Central African
TD|Chad||Chadian
CL|Chile||Chilean
CN|China||Chinese
CO|Colombia||Colombian
CG|Republic of the Congo|Congo-Brazzaville|
CD|Democratic Republic of the Congo|DR Congo,DRC,Congo,Democratic Republic of Congo,Zaire|Congolese
CR|Costa Rica||Costa Rican
HR|Croatia||Croatian
CU|Cuba||Cuban
CY|Cyprus||Cypriot
CZ|Czech Republic|Czechia|Czech
DK|Denmark||Danish
DJ|Djibouti||Djiboutian
DO|Dominican Republic||
EC|Ecuador||Ecuadorian,Ecuadorean
EG|Egypt||Egyptian
SV|El Salvador||Salvadoran,Salvadorean
ER|Eritrea||Eritrean
EE|Estonia||Estonian
ET|Ethiopia||Ethiopian
FI|Finland||Finnish
FR|France||French
GA|Gabon||Gabonese
GM|Gambia|The Gambia|Gambian
GE|Georgia||Georgian
DE|Germany|West Germany|German
GH|Ghana||Ghanaian
GR|Greece||Greek
GT|Guatemala||Guatemalan
GN|Guinea||Guinean
GW|Guinea-Bissau||
GY|Guyana||Guyanese
HT|Haiti||Haitian
HN|Honduras||Honduran
HU|Hungary||Hungarian
IN|India||Indian
ID|Indonesia||Indonesian
IR|Iran||Iranian
IQ|Iraq||Iraqi
IE|Ireland|Republic of Ireland|Irish
IL|Israel||Israeli
IT|Italy||Italian
CI|Ivory Coast|Cote d'Ivoire|Ivorian
JM|Jamaica||Jamaican
JP|Japan||Japanese
JO|Jordan||Jordanian
KZ|Kazakhstan||Kazakh
KE|Kenya||Kenyan
XK|Kosovo||Kosovar
KW|Kuwait||Kuwaiti
KG|Kyrgyzstan||Kyrgyz
LA|Laos||Laotian
LV|Latvia||Latvian
LB|Lebanon||Lebanese
LR|Liberia||Liberian
LY|Libya||Libyan
LT|Lithuania||Lithuanian
MK|North Macedonia|Macedonia|Macedonian
MG|Madagascar||Malagasy
MW|Malawi||Malawian
MY|Malaysia||Malaysian
ML|Mali||Malian
MR|Mauritania||Mauritanian
MX|Mexico||Mexican
MD|Moldova||Moldovan
MN|Mongolia||Mongolian
ME|Montenegro||Montenegrin
MA|Morocco||Moroccan
MZ|Mozambique||Mozambican
MM|Myanmar|Burma|Burmese
NA|Namibia||Namibian
NP|Nepal||Nepali,Nepalese
NL|Netherlands|The Netherlands,Holland|Dutch
NZ|New Zealand||
NI|Nicaragua||Nicaraguan
NE|Niger||Nigerien
NG|Nigeria||Nigerian
KP|North Korea||North Korean
NO|Norway||Norwegian
OM|Oman||Omani
PK|Pakistan||Pakistani
PS|Palestinian Territories|Palestine,Palestinian Territory|Palestinian
PA|Panama||Panamanian
PG|Papua New Guinea||
PY|Paraguay||Paraguayan
PE|Peru||Peruvian
PH|Philippines|The Philippines|Filipino,Philippine
PL|Poland||Polish
PT|Portugal||Portuguese
QA|Qatar||Qatari
RO|Romania||Romanian
RU|Russia|Russian Federation,Soviet Union,USSR|Russian,Soviet
RW|Rwanda||Rwandan
SA|Saudi Arabia||Saudi
SN|Senegal||Senegalese
RS|Serbia||Serbian,Serb
SL|Sierra Leone||Sierra Leonean
SG|Singapore||Singaporean
SK|Slovakia||Slovak
SI|Slovenia||Slovenian
SO|Somalia||Somali
ZA|South Africa||South African
KR|South Korea||South Korean
SS|South Sudan||South Sudanese
ES|Spain||Spanish
LK|Sri Lanka||Sri Lankan
SD|Sudan||Sudanese
SE|Sweden||Swedish
CH|Switzerland||Swiss
SY|Syria||Syrian
TW|Taiwan||Taiwanese
TJ|Tajikistan||Tajik
TZ|Tanzania||Tanzanian
TH|Thailand||Thai
TG|Togo||Togolese
TN|Tunisia||Tunisian
TR|Turkey|Turkiye|Turkish
TM|Turkmenistan||
UG|Uganda||Ugandan
UA|Ukraine||Ukrainian
AE|United Arab Emirates|UAE|Emirati
GB|United Kingdom|Britain,Great Britain,UK,U.K.,England,Scotland,Wales|British
US|United States|US,U.S.,USA,U.S.A.,America,United States of America|American
UY|Uruguay||Uruguayan
UZ|Uzbekistan||Uzbek
VE|Venezuela||Venezuelan
VN|Vietnam||Vietnamese
EH|Western Sahara||Sahrawi
YE|Yemen||Yemeni
ZM|Zambia||Zambian
ZW|Zimbabwe||Zimbabwean
"""


@cache
def _countries() -> dict[str, Country]:
    """Every word for a country, casefolded, to the country; plurals and lost apostrophes too."""
    found: dict[str, Country] = {}
    for line in _TABLE.strip().splitlines():
        code, name, others, demonyms = line.split("|")
        country = Country(
            code,
            name,
            tuple(filter(None, others.split(","))),
            tuple(filter(None, demonyms.split(","))),
        )
        for word in (country.name, *country.other_names, *country.demonyms):
            found.setdefault(word.casefold(), country)
    for word, country in list(found.items()):
        found.setdefault(word + "s", country)  # Syrians; and "Syrias", its apostrophe lost
    return found


@lru_cache(maxsize=8192)  # asked of the same words by several rules
def country_of(words: str) -> Country | None:
    """Return the country that a name or demonym stands for, None where it is none.

    >>> country_of("Syrian").name, country_of("the UK").code, country_of("Aleppo")
    ('Syria', 'GB', None)
    """
    folded = " ".join(words.split()).casefold()
    if folded.endswith("s"):
        folded = _OWNED.sub("", folded)
    countries = _countries()
    return countries.get(folded) or countries.get(folded.removeprefix("the "))


def country_of_code(code: str) -> Country | None:
    """Return the country with this ISO 3166 code.

    >>> country_of_code("SY").name
    'Syria'
    """
    return _by_code().get(code)


@cache
def _by_code() -> dict[str, Country]:
    return {country.code: country for country in _countries().values()}


_OWNED = re.compile(r"['’ʼ`]\s?s$")


def is_country_word(words: str) -> bool:
    """Tell whether the words are a country's name or a demonym and nothing else."""
    return country_of(words) is not None


def find_countries(text: str) -> Iterator[re.Match[str]]:
    """Yield every name or demonym of a country in a text, the longest at each place.

    The pattern holds hundreds of names, so it is tried only at words that open one.
    """
    pattern, openings = _pattern()
    last = 0
    for word in _WORD.finditer(text):
        if word.start() < last or word.group().casefold() not in openings:
            continue
        found = pattern.match(text, word.start())
        if found:
            last = found.end()
            yield found


_WORD = re.compile(r"\w+")


@cache
def _pattern() -> tuple[re.Pattern[str], frozenset[str]]:
    """A pattern of all names, longest first, and the words with which they begin."""
    names = sorted(_countries(), key=len, reverse=True)
    short = {name for name in names if len(name) <= 3}  # us, uk, car: only in capitals
    long = "|".join(re.escape(name) for name in names if name not in short)
    capitals = "|".join(re.escape(name.upper()) for name in sorted(short) if name != "uss")
    openings = frozenset(re.split(r"\W", name, maxsplit=1)[0] for name in names)
    return re.compile(rf"(?<![\w-])(?:(?i:{long})|(?:{capitals}))(?!\w)"), openings
