"""Which actor a noun phrase means: a table of proper names, and the report's own context.

Proper names ("Jaysh al-Islam", "Centcom") are looked up in `actors.csv`, states and their
demonyms in `states.csv`. Common nouns ("the regime", "rebels", "the coalition") mean whoever
they mean in the war that the report is about, so they are resolved against an `ActorContext`.

Everything works on words rather than characters, so that lost apostrophes ("Assads army"),
stray blanks ("US -led") and capitals make no difference. A modifier such as "Iran-backed" or
"rebel-held" names an actor that did not act; it is never taken for the phrase's actor.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources

from rashomon.records import Actor, ActorKind, Speaker

__all__ = [
    "ActorContext",
    "FoundActor",
    "context_of",
    "party_of",
    "resolve_actor",
    "scan_actors",
    "with_actor",
]


@dataclass(frozen=True, slots=True)
class State:
    """A state: how it is named, and under which name its forces are recorded."""

    name: str
    demonyms: tuple[str, ...]
    forces: Actor
    opposition: str | None
    has_war: bool  # a war within it is recorded: its forces are "… government forces"


@dataclass(frozen=True, slots=True)
class ActorContext:
    """What a report's common nouns mean: its country, and the groups and persons it names.

    `groups` are the armed groups that it names, most often named first; `coalition` the
    coalition that "the coalition" means; `persons` the names that it ties to an actor.
    """

    country: str | None = None
    groups: tuple[Actor, ...] = ()
    coalition: Actor | None = None
    persons: Mapping[str, Actor] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundActor:
    """An actor's mention: where it stands, and how sure its reading is.

    `is_generic` is set for common nouns ("rebels"), `is_demonym` for a bare adjective before
    a noun of violence ("a Russian strike"), `is_country` for a bare name of a state or seat.
    """

    start: int
    end: int
    actor: Actor
    is_generic: bool = False
    is_demonym: bool = False
    is_country: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, folded; `raw` is as written."""

    start: int
    end: int
    folded: str
    raw: str


@dataclass(slots=True)
class _Node:
    """A node of the trie of names: the words that may follow, and the names that end here."""

    following: dict[str, _Node] = field(default_factory=dict)
    names: list[tuple[str, Actor]] = field(default_factory=list)
    states: list[tuple[str, State, str]] = field(default_factory=list)  # (words, state, role)


@dataclass(frozen=True, slots=True)
class _Table:
    root: _Node
    states: Mapping[str, State]
    parties: Mapping[str, str | None]
    countries: Mapping[str, str]  # actor's name: the country whose war it belongs to
    coalitions: Mapping[str, Actor]


_WORD = re.compile(r"\w+")
_JOINT = re.compile(r"[\s\-–‑'’.&()/]{0,3}$")

# A noun that makes the demonym before it mean the state's forces or officials.
_FORCE_NOUNS = frozenset(
    """army armies force forces troop troops military militaries soldier soldiers warplane
    warplanes jet jets plane planes aircraft bomber bombers helicopter helicopters drone drones
    navy police government regime authorities official officials officer officers ministry
    minister president premier spokesman spokeswoman spokesperson ambassador commandos marines
    artillery tank tanks tankers howitzers gunners gunboat gunboats warship warships
    servicemen servicemember paratroopers airforce fighters militiamen militias militia
    commander commanders general generals intelligence administration side media television
    airpower missiles missile gunship gunships peacekeepers convoy secretary pilots snipers
    junta regimes leadership embassy envoy diplomat diplomats airmen infantry conscripts loyalists
    paramilitaries paramilitary brigade batteries governor""".split()
)
_REBEL_NOUNS = frozenset(
    """rebel rebels opposition insurgent insurgents guerrilla guerrillas guerilla guerillas
    militant militants separatist separatists dissidents factions islamists
    gunmen""".split()
)
_FORCE_MODIFIERS = frozenset(
    """air special security armed defence defense foreign interior state military government
    regime war fighter ground general top senior army federal border occupation riot central
    elite naval navy combat attack tank combined joint health information prime deputy vice
    national led backed troops rescue bomber artillery local provincial counterterrorism and
    police intelligence affairs run owned paramilitary high ranking surveillance
    helicopter""".split()
)
_VIOLENT_NOUNS = frozenset(
    """strike strikes airstrike airstrikes raid raids attack attacks shelling bombing bombings
    bombardment bombardments bombs bomb assault assaults offensive offensives fire missile
    missiles rocket rockets shell shells mortar mortars onslaught incursion invasion aggression
    operation operations air aerial drone artillery barrage sniper gunfire killing massacre
    ambush ambushes counterattack counteroffensive blockade siege tank naval cross""".split()
)
# Common nouns, by the role that they have in the report's war. Longest first within a word.
_GENERIC: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "government forces",
            "government troops",
            "government soldiers",
            "government warplanes",
            "government planes",
            "government aircraft",
            "government jets",
            "government helicopters",
            "government army",
            "government air",
            "government fighters",
            "regime forces",
            "regime troops",
            "regime warplanes",
            "regime war planes",
            "regime aircraft",
            "regime planes",
            "regime jets",
            "regime helicopters",
            "regime soldiers",
            "regime army",
            "the regime",
            "regime",
            "army and allies",
            "army and its allies",
            "pro-government",
            "pro-regime",
            "pro-government forces",
            "pro-government fighters",
            "pro-government militias",
            "pro-government armed militias",
            "pro-government militiamen",
            "pro-government troops",
            "pro-regime forces",
            "pro-regime fighters",
            "pro-regime militias",
            "pro-regime militiamen",
            "pro-regime troops",
            "loyalist forces",
            "loyalists",
            "loyalist troops",
            "state forces",
            "federal forces",
            "federal troops",
            "security forces",
            "security force",
            "security personnel",
            "defense forces",
            "defence forces",
            "armed forces",
            "army",
            "army units",
            "army soldiers",
            "army troops",
            "army forces",
            "army aircraft",
            "army helicopters",
            "air force",
            "troops",
            "soldiers",
            "soldier",
            "government artillery",
            "regime artillery",
            "national army",
            "military junta",
            "policemen",
            "ministry of defence",
            "ministry of defense",
            "defence ministry",
            "defense ministry",
            "military command",
            "military aircraft",
        ),
        "government",
    ),
    **dict.fromkeys(("police", "police officers", "police officer"), "police"),
    **dict.fromkeys(
        (
            "rebels",
            "rebel",
            "rebel forces",
            "rebel fighters",
            "rebel groups",
            "rebel group",
            "rebel factions",
            "rebel group",
            "opposition fighters",
            "opposition forces",
            "opposition groups",
            "opposition factions",
            "opposition rebels",
            "armed opposition",
            "anti-government fighters",
            "anti-government forces",
            "anti-regime fighters",
            "insurgents",
            "insurgent",
            "insurgent groups",
            "guerrillas",
            "guerrilla",
            "guerillas",
            "guerrilla fighters",
            "separatists",
            "separatist",
            "separatist rebels",
            "separatist fighters",
            "moderate opposition fighters",
            "subversives",
            "armed groups",
            "armed opposition groups",
        ),
        "opposition",
    ),
    **dict.fromkeys(
        (
            "militants",
            "militant",
            "militant groups",
            "jihadists",
            "jihadist",
            "jihadi",
            "jihadis",
            "extremists",
            "extremist",
            "islamist militants",
            "islamist fighters",
            "islamist rebels",
            "mercenaries",
        ),
        "militants",
    ),
    **dict.fromkeys(
        (
            "terrorists",
            "terrorist",
            "terrorist groups",
            "terrorist group",
            "terrorist organizations",
            "terrorist elements",
            "takfiri",
            "takfiris",
        ),
        "terrorists",
    ),
    **dict.fromkeys(
        (
            "the coalition",
            "coalition",
            "coalition forces",
            "coalition aircraft",
            "coalition warplanes",
            "coalition jets",
            "coalition service members",
            "coalition planes",
            "coalition troops",
            "the alliance",
            "coalition fighter jets",
        ),
        "coalition",
    ),
    **dict.fromkeys(
        (
            "kurdish forces",
            "kurdish fighters",
            "kurdish militia",
            "kurdish militias",
            "kurdish-led forces",
            "kurdish troops",
            "kurdish groups",
            "kurdish police",
        ),
        "kurdish",
    ),
    **dict.fromkeys(
        (
            "gunmen",
            "gunman",
            "armed men",
            "unidentified gunmen",
            "unknown gunmen",
            "unidentified armed men",
            "masked gunmen",
            "group of armed individuals",
            "armed individuals",
            "unknown assailants",
            "unidentified assailants",
        ),
        "gunmen",
    ),
}
# A word after the mention that turns it into a mere modifier: "rebel-held", "US-backed".
_MODIFYING = frozenset(
    """backed led held controlled supported allied linked aligned affiliated run ruled occupied
    dominated besieged built made based protected sponsored recognised recognized funded armed
    trained appointed populated supplied free brokered imposed style era bastion stronghold
    territory territories areas affiliate affiliates sympathizers sympathisers""".split()
)
_HYPHENED = re.compile(r"[-‑–]\s?$")


@lru_cache(maxsize=1)
def _table() -> _Table:
    """Read both tables once."""
    root = _Node()
    states: dict[str, State] = {}
    parties: dict[str, str | None] = {}
    countries: dict[str, str] = {}
    coalitions: dict[str, Actor] = {}
    for row in _rows("states.csv"):
        name, party = row["name"], row["party"]
        own = row["forces"] or name
        kind = ActorKind.FORCE if row["forces"] else ActorKind.STATE
        state = State(
            name, _cut(row["demonyms"]), Actor(own, kind, party), row["opposition"] or None,
            bool(row["forces"]),
        )  # fmt: skip
        states[name] = state
        parties[own] = parties[party] = party
        countries[own] = name
        for role, names in (
            ("country", (name, *_cut(row["names"]))),
            ("demonym", state.demonyms),
            ("seat", _cut(row["seats"])),
            ("city", _cut(row["cities"])),
        ):
            for words in names:
                _node(root, words).states.append((words, state, role))
    for row in _rows("actors.csv"):
        actor = Actor(row["name"], ActorKind(row["kind"]), row["party"] or None)
        parties.setdefault(actor.name, actor.party)
        if actor.party:
            parties.setdefault(actor.party, actor.party)
        if row["country"]:
            countries.setdefault(actor.name, row["country"])
        if actor.kind is ActorKind.COALITION:
            coalitions[actor.name] = actor
        for words in dict.fromkeys((row["name"], *_cut(row["aliases"]))):
            _node(root, words).names.append((words, actor))
    for words, role in _GENERIC.items():
        _node(root, words).names.append((words, Actor(role, ActorKind.UNKNOWN, "generic")))
    return _Table(root, states, parties, countries, coalitions)


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = resources.files("rashomon.reference").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    yield from csv.DictReader(lines)


def _cut(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _node(root: _Node, words: str) -> _Node:
    node = root
    for token in _tokens(words):
        node = node.following.setdefault(token.folded, _Node())
    return node


def _tokens(text: str) -> list[_Token]:
    """The words; the "s" of a possessive belongs to none."""
    tokens: list[_Token] = []
    for found in _WORD.finditer(text):
        raw = found.group()
        before = text[max(0, found.start() - 2) : found.start()]
        if raw in ("s", "S") and before.rstrip()[-1:] in ("'", "’"):
            continue
        tokens.append(_Token(found.start(), found.end(), _fold(raw), raw))
    return tokens


def _fold(raw: str) -> str:
    """One spelling for British and American words."""
    folded = raw.casefold().replace("defence", "defense")
    return folded.replace("organisation", "organization")


def _find(node: _Node, token: _Token) -> _Node | None:
    """The next node; a lost apostrophe leaves an s behind ("Assads", "coalitions")."""
    exact = node.following.get(token.folded)
    if exact is None and token.folded.endswith("s") and len(token.folded) > 3:
        return node.following.get(token.folded[:-1])
    return exact


# Acronyms that are words when all is in capitals.
_WORDLIKE = frozenset(("ap", "is", "it", "un", "us", "who", "sams", "fars", "rt", "pti", "jem"))
_PLACING = frozenset(
    """in from to across inside into over near northern southern eastern western northeast
    northwest southeast southwest north south east west around through throughout between of
    outside central via off leave left within""".split()
)
_SPREAD = 4  # words that may stand between a demonym and its noun ("Syrian regime war planes")


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name met at some word: how far it reaches, and what it is."""

    words: int
    actor: Actor | None = None
    state: State | None = None
    role: str = ""


def _hits(text: str, tokens: list[_Token], at: int, is_capitals: bool) -> Iterator[_Hit]:
    """Every name that begins at a word, shorter first."""
    node: _Node | None = _table().root
    for count in range(1, len(tokens) - at + 1):
        token = tokens[at + count - 1]
        if count > 1 and not _is_joined(text, tokens[at + count - 2], token):
            return
        node = _find(node, token) if node else None
        if node is None:
            return
        raw = text[tokens[at].start : token.end]
        for words, actor in node.names:
            if _is_cased(words, raw, count, is_capitals):
                yield _Hit(count, actor=actor)
        for words, state, role in node.states:
            if _is_cased(words, raw, count, is_capitals):
                yield _Hit(count, state=state, role=role)


def _is_joined(text: str, one: _Token, two: _Token) -> bool:
    between = text[one.end : two.start]
    if between.strip() == "." or between == ". ":
        return len(one.raw) == 1
    return bool(_JOINT.match(between.replace("'s", "").replace("’s", "").replace("' s", "")))


def _is_cased(words: str, raw: str, count: int, is_capitals: bool) -> bool:
    """Tell whether the letters' case fits the name's."""
    if words.islower():
        return True
    if is_capitals:
        return not (count == 1 and words.casefold() in _WORDLIKE)
    if count == 1 and words.isupper() and len(words) <= 6:
        return raw[:-1].isupper()
    if count == 1:
        return raw[:1].isupper() or not words[:1].isupper()
    return any(letter.isupper() for letter in raw)


def scan_actors(
    text: str, context: ActorContext | None = None, is_capitals: bool = False
) -> list[FoundActor]:
    """Find every actor's mention in `text`, in order, the longest at each place.

    Common nouns are found only as far as the context tells whom they mean.
    """
    context = context or ActorContext()
    tokens = _tokens(text)
    found: list[FoundActor] = []
    at = 0
    while at < len(tokens):
        mention, used = _mention_at(text, tokens, at, context, is_capitals)
        if mention is not None:
            last = found[-1] if found else None
            if last and mention.is_generic and _is_kin(text[last.end : mention.start], last):
                # "Islamic State militants", "Boko Haram insurgents": one mention.
                found[-1] = replace(last, end=mention.end)
            else:
                lead = _LED_BY_KIN.search(text[: mention.start])
                if lead and (not last or last.end <= lead.start()):
                    mention = replace(mention, start=lead.start())
                elif lead and last and last.is_generic and last.start >= lead.start():
                    found.pop()
                    mention = replace(mention, start=last.start)
                found.append(mention)
        at += max(1, used)
    return found


# "forces loyal to the president, X": the kin belong to the mention.
_LED_BY_KIN = re.compile(
    r"\b(?:forces?|troops|fighters|militias?|militiamen|militants|gunmen|soldiers|units|tribesmen|"
    r"insurgents|rebels|factions|groups?)\s+(?:loyal to|aligned with|allied with|allied to|"
    r"belonging to|faithful to)\s+(?:[\w'’-]+\s+){0,4}?$",
    re.IGNORECASE,
)


def _is_kin(between: str, last: FoundActor) -> bool:
    return not last.is_generic and between in (" ", " group ", "\n", " movement ", " group's ")


def _mention_at(
    text: str, tokens: list[_Token], at: int, context: ActorContext, is_capitals: bool
) -> tuple[FoundActor | None, int]:
    """The mention that begins at a word, and how many words it (or a mere name) takes."""
    if at and tokens[at - 1].folded in ("anti", "non", "al", "el", "counter"):
        before = text[tokens[at - 1].end : tokens[at].start]
        if before.strip() in ("-", "–", "‑"):
            return None, 1
    best: FoundActor | None = None
    used = 0
    for hit in _hits(text, tokens, at, is_capitals):
        candidate, reach = _read_hit(text, tokens, at, hit, context)
        if reach > used or (reach == used and candidate is not None and best is None):
            best, used = candidate, reach
    return best, used


def _read_hit(
    text: str, tokens: list[_Token], at: int, hit: _Hit, context: ActorContext
) -> tuple[FoundActor | None, int]:
    last = at + hit.words - 1
    start, end = tokens[at].start, tokens[last].end
    if hit.state is not None:
        return _read_state(text, tokens, at, hit, context)
    actor = hit.actor
    assert actor is not None
    if _is_modifier(text, tokens, last):
        return None, hit.words
    if actor.party == "generic":
        meant = _meant(actor.name, context)
        return (FoundActor(start, end, meant, is_generic=True) if meant else None), hit.words
    return FoundActor(start, end, actor), hit.words


def _read_state(
    text: str, tokens: list[_Token], at: int, hit: _Hit, context: ActorContext
) -> tuple[FoundActor | None, int]:
    """A state's name, demonym or seat, with the noun that says what of it acts."""
    state = hit.state
    assert state is not None
    last = at + hit.words - 1
    start = tokens[at].start
    if hit.role == "city":
        return None, hit.words
    if hit.role in ("demonym", "country"):
        for step in range(1, _SPREAD + 1):
            index = last + step
            if index >= len(tokens) or not _is_joined(text, tokens[index - 1], tokens[index]):
                break
            word = tokens[index].folded
            if _is_modifier(text, tokens, index) and word not in _FORCE_MODIFIERS:
                break
            if word in _REBEL_NOUNS:
                inner = replace(context, country=state.name)
                meant = _meant("opposition", inner)
                if meant and not _is_modifier(text, tokens, index):
                    return FoundActor(start, tokens[index].end, meant), hit.words + step
                break
            if word in _FORCE_NOUNS and not _is_modifier(text, tokens, index):
                following = tokens[index + 1].folded if index + 1 < len(tokens) else ""
                if word in _FORCE_MODIFIERS and following in _FORCE_NOUNS | _REBEL_NOUNS:
                    continue
                return FoundActor(start, tokens[index].end, state.forces), hit.words + step
            following = tokens[index + 1].folded if index + 1 < len(tokens) else ""
            if word in _VIOLENT_NOUNS and step == 1 and following not in _FORCE_NOUNS:
                return (
                    FoundActor(start, tokens[last].end, state.forces, is_demonym=True)
                ), hit.words
            if word in _VIOLENT_NOUNS and tokens[index - 1].folded in ("air", "regime", "army"):
                return FoundActor(start, tokens[index - 1].end, state.forces), hit.words
            if word not in _FORCE_MODIFIERS:
                break
    if _is_modifier(text, tokens, last) or hit.role == "demonym":
        return None, hit.words
    if at and tokens[at - 1].folded in _PLACING:
        return None, hit.words
    if hit.role == "country" and state.has_war and not _is_subject(tokens, last):
        return None, hit.words
    is_office = hit.role == "seat" and tokens[last].folded in _OFFICES
    is_alone = len(tokens) <= hit.words + 1
    if hit.role == "seat" and not (is_office or is_alone or _is_subject(tokens, last)):
        return None, hit.words
    return FoundActor(start, tokens[last].end, state.forces, is_country=True), hit.words


_SUBJECTS_VERBS = frozenset(
    """has had says said denies denied claims claimed accuses accused blames blamed insists
    insisted maintains maintained rejects rejected warned warns launched carried bombed struck
    confirmed announced reported told did admitted vowed called described condemned argues
    also have""".split()
)


# Seats that are offices, not towns.
_OFFICES = frozenset(("pentagon", "kremlin", "house", "street", "whitehall", "elysee", "britain"))
_FILLERS = frozenset(("however", "also", "meanwhile", "itself", "later", "has", "repeatedly"))


def _is_subject(tokens: list[_Token], last: int) -> bool:
    if last + 1 < len(tokens) and tokens[last + 1].folded in _FILLERS:
        last += 1
    return last + 1 < len(tokens) and tokens[last + 1].folded in _SUBJECTS_VERBS


def _is_modifier(text: str, tokens: list[_Token], last: int) -> bool:
    """Tell whether the words that follow make the name a mere modifier ("rebel-held")."""
    if last + 1 >= len(tokens):
        return False
    following = tokens[last + 1]
    between = text[tokens[last].end : following.start]
    if following.folded not in _MODIFYING or between.strip() not in ("", "-", "–", "‑"):
        return False
    if following.folded in ("backed", "supported", "led", "run", "armed", "trained", "held"):
        return bool(_HYPHENED.search(between)) or following.folded != "armed"
    return True


# Armed groups that common nouns such as "militants" never mean.
_STATE_ALLIES = frozenset(
    ("Peshmerga", "Popular Mobilization Forces", "Northern Alliance", "Wagner Group")
)


def _meant(role: str, context: ActorContext) -> Actor | None:
    """Whom a common noun means in the report's war; None where that cannot be told."""
    table = _table()
    state = table.states.get(context.country or "")
    if role == "government":
        if state and state.name == "United Kingdom":
            return Actor("British Army", ActorKind.FORCE, state.forces.party)
        return state.forces if state else None
    if role == "police":
        return Actor("police", ActorKind.FORCE, state.forces.party if state else None)
    if role == "coalition":
        return context.coalition
    if role == "gunmen":
        return Actor("unidentified armed men", ActorKind.ARMED_GROUP)
    if role == "kurdish":
        if context.country == "Iraq":
            return Actor("Peshmerga", ActorKind.ARMED_GROUP, party_of("Peshmerga"))
        if context.country == "Turkey":
            name = "Kurdistan Workers' Party"
        else:
            name = "Syrian Democratic Forces"
        return Actor(name, ActorKind.ARMED_GROUP, party_of(name))
    is_in_syria = state is not None and state.name == "Syria"
    local = [g for g in context.groups if table.countries.get(g.name) == context.country]
    if role == "terrorists" and not is_in_syria:
        role = "militants"
    if role == "militants" and context.groups and not is_in_syria:
        foes = [g for g in (*local, *context.groups) if g.name not in _STATE_ALLIES]
        return foes[0] if foes else None
    # In Syria the word means whoever fights the state, unless the text names one group alone.
    is_only = [g.name for g in context.groups[:1]] == ["Islamic State"] and not [
        g for g in local if g.name != "Syrian Democratic Forces"
    ]
    if role == "militants" and is_only:
        return context.groups[0]
    if state is None:
        foes = [g for g in context.groups if g.name not in _STATE_ALLIES]
        return foes[0] if foes else None
    if state.opposition:
        return Actor(state.opposition, ActorKind.ARMED_GROUP, party_of(state.opposition))
    if local:
        return local[0]
    if role in ("militants", "terrorists") or not state.demonyms:
        return None
    name = f"{state.demonyms[0]} rebels"
    return Actor(name, ActorKind.ARMED_GROUP, name)


def context_of(text: str) -> ActorContext:
    """Tell which war a report is about, from the countries, towns and groups that it names.

    States with a war of their own outweigh those that are named as outside powers: a report
    on Aleppo names Russia and the United States as often as Syria.
    """
    table = _table()
    letters = [c for c in text if c.isalpha()]
    is_capitals = len(letters) > 40 and sum(c.isupper() for c in letters) > 0.85 * len(letters)
    tokens = _tokens(text)
    countries: Counter[str] = Counter()
    groups: Counter[Actor] = Counter()
    coalitions: Counter[str] = Counter()
    at = 0
    while at < len(tokens):
        best = max(_hits(text, tokens, at, is_capitals), key=lambda hit: hit.words, default=None)
        if best is None:
            at += 1
            continue
        if best.state is not None:
            countries[best.state.name] += _weight(best.state, best.role)
        elif best.actor is not None and best.actor.party != "generic":
            actor = best.actor
            if actor.name in table.countries:
                countries[table.countries[actor.name]] += 2
            if actor.kind is ActorKind.ARMED_GROUP:
                groups[actor] += 1
            if actor.kind is ActorKind.COALITION:
                coalitions[actor.name] += 1
        at += best.words
    country = max(countries, key=lambda name: countries[name]) if countries else None
    context = ActorContext(
        country,
        tuple(actor for actor, _ in groups.most_common()),
        _coalition(country, coalitions),
    )
    return replace(context, persons=_persons(text, context, is_capitals))


def _weight(state: State, role: str) -> int:
    if role == "city":
        return 3
    return 3 if state.has_war else 1 if state.name != "United States" else 0


def _coalition(country: str | None, named: Counter[str]) -> Actor | None:
    coalitions = _table().coalitions
    by_country = {
        "Syria": "US-led coalition",
        "Iraq": "US-led coalition",
        "Afghanistan": "US-led coalition",
        "Yemen": "Saudi-led coalition",
        "Libya": "NATO",
    }
    usual = coalitions.get(by_country.get(country or "", ""))
    if usual is None and named:
        return coalitions[named.most_common(1)[0][0]]
    return usual


# "US Defense Secretary Jim Mattis": the name after an actor and an office.
_NAMED = r"((?:[A-Z][\w'’-]+\s+(?:al-|bin |de )?){1,3}[A-Z][\w'’-]+)"
_OFFICE = (
    r"(?i:secretary|minister|spokes\w+|director|chief|head|general|gen|president|envoy|"
    r"commander|official|colonel|col|lieutenant|lt|major|maj|brigadier|ambassador|reporter|"
    r"governor|leader)"
)
_OFFICE_THEN_NAME = re.compile(rf"(?:\s+[\w’'-]+){{0,5}}?\s*\b{_OFFICE}\.?\s+{_NAMED}")
_ENDS_WITH_OFFICE = re.compile(rf"\b{_OFFICE}$")
_NAME_AT_ONCE = re.compile(rf"\s+{_NAMED}")
# "Rami Abdel Rahman head of the Syrian Observatory": the office after the name.
_NAME_THEN_OFFICE = re.compile(
    _NAMED + r",?\s+(?:an?\s|the\s)?(?:\w+\s+){0,4}?"
    r"(?:head|director|chief|leader|spokes\w+|commander|member|secretary)\s+(?:of|for|at)\s+$"
)


def _persons(text: str, context: ActorContext, is_capitals: bool) -> dict[str, Actor]:
    """Names that stand beside an office and an actor; none where capitals hide names."""
    if is_capitals:
        return {}
    persons: dict[str, Actor] = {}
    for mention in scan_actors(text, context):
        if mention.actor.kind in (ActorKind.AGENCY, ActorKind.MEDIA):
            continue
        after = _OFFICE_THEN_NAME.match(text, mention.end, mention.end + 110)
        lead_in = re.sub(r"\b(?:the|a|an)\s$", "", text[: mention.start][-90:])
        before = _NAME_THEN_OFFICE.search(lead_in)
        if _ENDS_WITH_OFFICE.search(text[mention.start : mention.end]):
            after = _NAME_AT_ONCE.match(text, mention.end, mention.end + 60) or after
        for found in filter(None, (before, after)):
            persons.setdefault(" ".join(found.group(1).split()).casefold(), mention.actor)
    return persons


_LOYAL = re.compile(r"\b(?:loyal to|aligned with|allied with|allied to|belonging to)\b", re.I)
_HELPED = re.compile(r"\b(?:backed by|supported by|with the support of|fighting|battling)\b", re.I)


def resolve_actor(words: str, context: ActorContext | None = None) -> Actor | None:
    """Tell which actor a noun phrase means; None where neither it nor the context tells.

    >>> resolve_actor("the US-led coalition's aircraft").name
    'US-led coalition'
    >>> resolve_actor("regime warplanes", ActorContext("Syria")).name
    'Syrian government forces'
    """
    context = context or ActorContext()
    person = context.persons.get(" ".join(words.split()).casefold())
    letters = [c for c in words if c.isalpha()]
    is_capitals = len(letters) > 8 and all(c.isupper() for c in letters)
    loyal = _LOYAL.search(words)
    if loyal:
        side = resolve_actor(words[loyal.end() :], context)
        if side is not None:
            return side
    helped = _HELPED.search(words)
    found = scan_actors(words[: helped.start()] if helped else words, context, is_capitals)
    if found:
        # A proper name tells more than a common noun, and that more than a bare state.
        return min(found, key=lambda f: (f.is_country, f.is_generic)).actor
    return person


def party_of(canonical: str) -> str | None:
    """Return the side that an actor, by canonical name, speaks and fights for."""
    return _table().parties.get(canonical)


# Speakers by what they are, not by whom they serve: no side is theirs.
_ROLES: tuple[tuple[re.Pattern[str], ActorKind], ...] = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), kind)
    for pattern, kind in (
        (
            r"medical (?:source|official|staff|worker)s?|medics?|doctors?|nurses?|hospitals?|"
            r"paramedics?|surgeons?|physicians?|morgue|health (?:official|worker)s?|ambulance",
            ActorKind.MEDIC,
        ),
        (r"rescuers?|rescue workers?|civil defen[cs]e|first responders?|fire brigade|"
         r"firefighters?|emergency services?|red (?:cross|crescent)", ActorKind.RESCUER),
        (r"(?:eye)?witness(?:es)?", ActorKind.WITNESS),
        (r"residents?|villagers?|locals|inhabitants?|relatives?|neighbou?rs?|survivors?|"
         r"tribal (?:elders?|leaders?)|elders?|community leaders?", ActorKind.RESIDENT),
        (r"activists?|campaigners?", ActorKind.ACTIVIST),
        (r"monitors?|monitoring groups?|rights groups?|observator(?:y|ies)|war monitor|"
         r"human rights", ActorKind.MONITOR),
    )
)  # fmt: skip
_NEUTRAL_ROLES = (ActorKind.MEDIC, ActorKind.WITNESS, ActorKind.RESIDENT, ActorKind.ACTIVIST)
_STATE_ROLE = re.compile(
    r"\b(?:military|army|security|police|police command|government|state|ministry|minister|"
    r"president|presidency|intelligence|authorities|governor|prosecutors?|officials? in the "
    r"capital|provincial|interior|defen[cs]e|foreign|militia commander|troops?)\b",
    re.IGNORECASE,
)
_STATE_MEDIA = re.compile(
    r"\bstate(?:-| )?(?:run|owned)?\s?(?:tv|television|media|news|radio|broadcaster)",
    re.IGNORECASE,
)
_MEDIA = re.compile(
    r"\b(?:tv|television|media|newspapers?|radio|broadcaster|channel|journalists?|reporters?|"
    r"correspondents?|news agency|photographer|website|daily)\b",
    re.IGNORECASE,
)


def with_actor(speaker: Speaker, context: ActorContext | None = None) -> Speaker:
    """Fill in a speaker's actor, party and kind, as far as its words and the context tell.

    Doctors, witnesses, residents, activists, monitors and rescuers speak for no side.
    """
    context = context or ActorContext()
    words = speaker.words
    actor = resolve_actor(words, context)
    if actor is not None and actor.kind in (
        ActorKind.AGENCY,
        ActorKind.MONITOR,
        ActorKind.RESCUER,
        ActorKind.MEDIC,
        ActorKind.MEDIA,
        ActorKind.ACTIVIST,
    ):
        return _filled(speaker, actor)
    role = next((kind for pattern, kind in _ROLES if pattern.search(words)), None)
    if role is not None and (actor is None or role in _NEUTRAL_ROLES):
        return replace(speaker, kind=role.value, actor=None, party=None)
    state = _table().states.get(context.country or "")
    if _STATE_MEDIA.search(words):
        owner = actor or (state.forces if state else None)
        return replace(
            speaker,
            kind=ActorKind.MEDIA.value,
            actor=owner.name if owner else None,
            party=owner.party if owner else None,
        )
    if actor is not None:
        return _filled(speaker, actor)
    if _MEDIA.search(words):
        return replace(speaker, kind=ActorKind.MEDIA.value)
    if state is not None and _STATE_ROLE.search(words):
        return _filled(speaker, state.forces)
    if role is not None:
        return replace(speaker, kind=role.value)
    return speaker


def _filled(speaker: Speaker, actor: Actor) -> Speaker:
    return replace(speaker, actor=actor.name, party=actor.party, kind=actor.kind.value)
