"""The vocabulary: what people call instruments, genres and moods, and how those show in tags and measured traits.

Tag names are those of the two taggers' label sets (MTT and MSD, lower case) and of the analysis. Mood targets lie in
0..1 on the scales of :class:`musechat.track.TrackTraits`; ``None`` leaves a scale open, so that "happy" says nothing
about pace and "calm" nothing about gladness.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from musechat.wish import Facet


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept: its name in the brief, what people say for it, and how it shows."""

    name: str
    facet: Facet
    said: tuple[str, ...]
    hints: tuple[str, ...]  # tags that make it likely, its own name first
    energy: float | None = None
    valence: float | None = None
    brightness: float | None = None
    axis: Facet | None = None  # the scale that "more" and "less" of it move along
    upward: bool = True  # whether "more" of it raises that scale

    def is_named_in(self, text: str) -> bool:
        """Whether a tag or genre text names it outright, alone or as part ("guitar" in "acoustic guitar")."""
        padded = f" {fold_name(text)} "
        return any(f" {fold_name(said)} " in padded for said in self.said)


def _split_phrases(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _make_terms(facet: Facet, table: dict[str, tuple[str, str]]) -> dict[str, Concept]:
    return {
        name: Concept(name, facet, (name, *_split_phrases(said)), tuple(dict.fromkeys((name, *_split_phrases(tags)))))
        for name, (said, tags) in table.items()
    }


# name: (what else people say, tags that make it likely besides the name itself)
INSTRUMENTS = _make_terms(
    Facet.INSTRUMENT,
    {
        "piano": ("pianos, grand piano, pianist", ""),
        "guitar": ("guitars, guitarist, guitar solo", "acoustic guitar, electric guitar"),
        "acoustic guitar": ("acoustic guitars, fingerpicking, fingerstyle", "guitar, acoustic"),
        "electric guitar": ("electric guitars, distorted guitar, guitar riff, guitar riffs", "guitar, rock"),
        "bass": ("bassline, basslines, bass guitar, sub bass, 808, 808s, bass heavy, heavy bass", ""),
        "drums": ("drum, drumming, percussion, percussions, drum kit, drum beat", "beat, beats, percussion"),
        "beat": ("beats", "beats, drums"),
        "strings": ("string section, string quartet", "violin, cello"),
        "violin": ("violins, fiddle, violinist", "strings"),
        "cello": ("cellos", "strings"),
        "orchestra": ("orchestras, orchestral, symphonic, symphony", "classical, strings, orchestral"),
        "flute": ("flutes", ""),
        "harp": ("harps", ""),
        "harpsichord": ("harpsichords", ""),
        "organ": ("organs, church organ, hammond", ""),
        "trumpet": ("trumpets", "brass"),
        "brass": ("brass section, horns, horn section, trombone, trombones, tuba", "trumpet"),
        "saxophone": ("sax, saxophones, saxes", "jazz"),
        "clarinet": ("clarinets", ""),
        "synth": ("synths, synthesizer, synthesizers, synthesiser, synthesisers, synth pads, pads", "electronic"),
        "choir": ("choirs, choral, chorus of voices", "choral"),
        "bells": ("bell, glockenspiel, chimes, music box", ""),
        "ukulele": ("ukuleles, uke", "guitar"),
        "banjo": ("banjos", "country"),
        "mandolin": ("mandolins", "folk"),
        "accordion": ("accordions", ""),
        "harmonica": ("harmonicas", "blues"),
        "sitar": ("sitars", "indian"),
    },
)

GENRES = _make_terms(
    Facet.GENRE,
    {
        "rock": ("rocky, rock and roll, rock n roll, rock 'n' roll", "classic rock, hard rock, alternative rock"),
        "classic rock": ("", "rock"),
        "hard rock": ("", "rock, heavy metal"),
        "alternative": ("alternative rock, alt rock, alt", "alternative rock"),
        "indie": ("indie rock", "indie rock, indie pop"),
        "indie pop": ("bedroom pop, dream pop", "indie, pop"),
        "pop": ("poppy, pop music", "indie pop"),
        "metal": ("death metal, black metal, metalcore, deathcore, post metal, progressive metal", "heavy metal"),
        "heavy metal": ("", "metal"),
        "punk": ("punk rock, pop punk", ""),
        "jazz": ("jazzy, bebop, smooth jazz", ""),
        "swing": ("big band", "jazz"),
        "bossa nova": ("bossa, samba", "jazz, latin"),
        "blues": ("bluesy", ""),
        "soul": ("soulful, neo soul, motown", "rnb"),
        "funk": ("funky", ""),
        "rnb": ("rhythm and blues", "soul"),
        "hip-hop": (
            "hip hop, hiphop, rap, rappers, rapper, rapping, boom bap, drill, grime, trap beat, trap beats",
            "hip hop, rap",
        ),
        "trap": ("trap music", "hip-hop"),
        "country": ("country music, bluegrass, americana, western music", ""),
        "folk": ("folky, singer songwriter, celtic, irish folk", "acoustic"),
        "acoustic": ("unplugged", "folk, guitar"),
        "reggae": ("dub reggae, reggaeton, ska", ""),
        "latin": ("salsa, cumbia, tango, flamenco, mariachi", ""),
        "afrobeat": ("afrobeats, afro", ""),
        "classical": ("classical music, baroque, chamber music, romantic era", "classic, strings"),
        "opera": ("operatic, operas", ""),
        "electronic": ("electronica, edm, electro, electronic music, idm", "electronica, electro"),
        "techno": ("minimal techno", "electronic"),
        "house": ("house music, deep house, tech house", "dance, electronic"),
        "trance": ("psytrance", "electronic, dance"),
        "drum and bass": ("dnb, jungle music, liquid dnb", "electronic"),
        "dubstep": ("", "electronic"),
        "dance": ("dance music, disco, club music, danceable", "party"),
        "ambient": ("ambience, soundscape, soundscapes, drone music", "chillout, new age"),
        "chillout": ("chill out, downtempo, trip hop, lounge", "chill"),
        "lo-fi": ("lofi, lo fi, chillhop, lofi beats, lo fi beats", "chillout, chill, hip-hop"),
        "synthwave": ("retrowave, vaporwave, outrun", "80s, electronic, synth"),
        "chiptune": ("chiptunes, 8 bit, 8bit, chip music, game boy music", "electronic, synth"),
        "soundtrack": ("soundtracks, film score, movie score, film music, score, ost, osts, cinematic", "orchestral"),
        "new age": ("newage, meditation music, spa music", "ambient"),
        "indian": ("bollywood, raga", "sitar"),
        "gospel": ("worship music", "soul"),
        "experimental": ("avant garde, avantgarde, noise music", "weird"),
        "easy listening": ("elevator music, muzak, lounge music", ""),
        "progressive rock": ("prog rock, prog", "rock"),
        "post-rock": ("post rock", "rock, ambient"),
        "psychedelic": ("psychedelia, psych rock", "rock"),
        "world": ("world music, ethnic music", ""),
        "k-pop": ("k pop, kpop, j pop, jpop", "pop"),
    },
)


def _make_mood(
    name: str,
    said: str,
    tags: str,
    *,
    energy: float | None = None,
    valence: float | None = None,
    brightness: float | None = None,
    more: str = "",
) -> Concept:
    """Make a mood; ``more`` names the scale that "more of it" moves along, with its direction ("energy+")."""
    axis = Facet(more[:-1]) if more else None
    names = tuple(dict.fromkeys((name, *_split_phrases(tags))))
    return Concept(
        name,
        Facet.MOOD,
        (name, *_split_phrases(said)),
        names,
        energy,
        valence,
        brightness,
        axis,
        not more.endswith("-"),
    )


_MOODS = (
    _make_mood(
        "calm",
        "peaceful, relaxing, relaxed, relax, soothing, gentle, serene, tranquil, laid back, low key, "
        "lowkey, meditative, "
        "sleepy, restful, calming, tender, subtle, understated, delicate, zen, unobtrusive, smooth, low energy",
        "soft, quiet, slow, ambient, mellow",
        energy=0.2,
        more="energy-",
    ),
    _make_mood("chill", "chilled, chilly, easy going, easygoing", "chillout, mellow", energy=0.3, more="energy-"),
    _make_mood("mellow", "", "soft, chill", energy=0.3, more="energy-"),
    _make_mood("soft", "softly, light", "quiet", energy=0.2, more="energy-"),
    _make_mood("quiet", "quietly, silent, hushed", "soft", energy=0.15, more="energy-"),
    _make_mood(
        "energetic",
        "energy, energised, energized, lively, powerful, pumping, exciting, hype, hyped, "
        "high energy, dynamic, explosive, pump me up, get me pumped, get me hyped, hard driving, driving beat, "
        "punchy, fast paced, action packed, adrenaline, vigorous, wild, strong",
        "fast, loud, dance, party",
        energy=0.8,
        more="energy+",
    ),
    _make_mood("intense", "intensity, hectic, frantic, furious", "loud, fast", energy=0.85, more="energy+"),
    _make_mood("loud", "noisy", "", energy=0.85, more="energy+"),
    _make_mood("heavy", "hard hitting, brutal", "metal, loud", energy=0.85, more="energy+"),
    _make_mood("aggressive", "angry, rage, violent, raging", "metal, loud", energy=0.9, valence=0.3, more="energy+"),
    _make_mood(
        "epic", "heroic, triumphant, grand, majestic, huge, bombastic, dramatic", "loud", energy=0.75, more="energy+"
    ),
    _make_mood(
        "upbeat", "peppy, bouncy, perky, uptempo feel", "happy, fast, dance", energy=0.7, valence=0.75, more="energy+"
    ),
    _make_mood(
        "happy",
        "joyful, joyous, cheerful, cheery, feel good, feelgood, fun, sunny, glad, jolly, merry, "
        "carefree, lighthearted, "
        "light hearted, optimistic, positive, gleeful",
        "",
        valence=0.85,
        more="valence+",
    ),
    _make_mood(
        "playful", "quirky, funny, silly, comic, comedic, humorous, goofy, whimsical", "happy, weird", valence=0.75
    ),
    _make_mood(
        "uplifting",
        "inspiring, inspirational, hopeful, motivational, motivating, encouraging, upliftingly",
        "happy, beautiful",
        energy=0.6,
        valence=0.75,
        more="valence+",
    ),
    _make_mood(
        "sad",
        "melancholy, melancholic, gloomy, heartbreaking, heartbroken, depressing, depressed, sombre, "
        "somber, sorrowful, "
        "mournful, tragic, tearful, wistful, lonely, bittersweet, moody",
        "slow, soft",
        valence=0.15,
        more="valence-",
    ),
    _make_mood(
        "dark",
        "sinister, evil, ominous, eerie, creepy, spooky, scary, menacing, threatening, grim, brooding, "
        "haunting, horror",
        "weird",
        valence=0.25,
        brightness=0.3,
        more="brightness-",
    ),
    _make_mood("bright", "crisp, sparkling, shiny, shimmering, airy", "", brightness=0.75, more="brightness+"),
    _make_mood("warm", "cosy, cozy, lush", "mellow, acoustic", brightness=0.35, more="brightness-"),
    _make_mood(
        "tense", "suspenseful, suspense, tension, thrilling, thriller, nervous, anxious", "", energy=0.55, valence=0.25
    ),
    _make_mood("mysterious", "mystery, mystical, enigmatic, magical", "ambient, weird", energy=0.35, valence=0.4),
    _make_mood(
        "dreamy", "ethereal, floating, spacey, atmospheric, hypnotic, trippy, hazy", "ambient, chillout", energy=0.3
    ),
    _make_mood(
        "romantic",
        "loving, intimate, sensual, passionate, sentimental",
        "sexy, soft, beautiful",
        energy=0.35,
        valence=0.65,
    ),
    _make_mood("nostalgic", "nostalgia, reminiscent", "oldies", energy=0.35, valence=0.45),
    _make_mood(
        "party",
        "partying, banger, bangers, club, clubbing, festive, house party, celebratory, celebration",
        "dance, happy",
        energy=0.85,
        valence=0.75,
        more="energy+",
    ),
    _make_mood("groovy", "groove, grooving, groovin", "funk, dance", energy=0.6, valence=0.65),
    _make_mood("catchy", "", "pop"),
    _make_mood("beautiful", "something pretty, pretty song, pretty melody, lovely, gorgeous", ""),
    _make_mood("sexy", "", ""),
    _make_mood("weird", "strange, odd, bizarre, unusual", "experimental"),
)
MOODS: dict[str, Concept] = {term.name: term for term in _MOODS}

# Comparatives that are one word: the scale and its direction. "more X" and "less X" come from the moods' own axis.
COMPARATIVES: dict[str, tuple[Facet, bool]] = {
    word: (facet, upward)
    for facet, upward, words in (
        (Facet.ENERGY, False, "calmer quieter softer gentler mellower smoother milder chiller sleepier lazier subtler"),
        (Facet.ENERGY, True, "louder livelier heavier harder stronger punchier wilder bigger bolder tougher rowdier"),
        (Facet.TEMPO, False, "slower"),
        (Facet.TEMPO, True, "faster quicker speedier snappier"),
        (Facet.VALENCE, True, "happier cheerier sunnier jollier merrier funnier"),
        (Facet.VALENCE, False, "sadder gloomier moodier bleaker"),
        (Facet.BRIGHTNESS, False, "darker warmer deeper duller creepier scarier spookier"),
        (Facet.BRIGHTNESS, True, "brighter lighter crisper shinier airier"),
        (Facet.LENGTH, False, "shorter"),
        (Facet.LENGTH, True, "longer lengthier"),
        (Facet.ERA, False, "older"),
        (Facet.ERA, True, "newer"),
    )
    for word in words.split()
}

# Words for pace that stand for a tempo range: (lowest, highest) bpm.
PACES: dict[str, tuple[float | None, float | None]] = {
    "very slow": (None, 75.0),
    "slow": (None, 92.0),
    "mid tempo": (90.0, 120.0),
    "midtempo": (90.0, 120.0),
    "medium tempo": (90.0, 120.0),
    "moderate tempo": (90.0, 120.0),
    "fast": (122.0, None),
    "quick": (122.0, None),
    "up tempo": (118.0, None),
    "uptempo": (118.0, None),
    "very fast": (145.0, None),
    "speedy": (122.0, None),
}
ALL_TERMS: dict[tuple[Facet, str], Concept] = {
    (term.facet, term.name): term for table in (INSTRUMENTS, GENRES, MOODS) for term in table.values()
}
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 16)
def fold_name(text: str) -> str:
    """Fold to lower case, accents and punctuation dropped, single spaces: what names are compared by."""
    bare = text.casefold()
    if not bare.isascii():  # a whole library is folded at once, and most of it is ASCII
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare.replace("'", "").replace("’", "")).strip()


def find_term(facet: Facet, name: str) -> Concept:
    """Find the known term of that name, or a bare one that shows only as a tag of the same name."""
    known = ALL_TERMS.get((facet, name))
    return known or Concept(name, facet, (name,), (name,))


def list_scale_ends(facet: Facet) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the upper and the lower end of a scale are called: the moods along it, or the words for a pace."""
    if facet is Facet.TEMPO:
        upper = tuple(word for word, (_, high) in PACES.items() if high is None)
        return upper, tuple(word for word, (low, _) in PACES.items() if low is None)
    moods = [term for term in MOODS.values() if term.axis is facet]
    return tuple(t.name for t in moods if t.upward), tuple(t.name for t in moods if not t.upward)


def are_contradictory(first: str, second: str) -> bool:
    """Whether two moods cannot stand together: opposite ends of a scale that both name."""
    a, b = find_term(Facet.MOOD, first), find_term(Facet.MOOD, second)
    pairs = ((a.energy, b.energy), (a.valence, b.valence), (a.brightness, b.brightness))
    return any(x is not None and y is not None and abs(x - y) >= 0.4 for x, y in pairs)


_FEATURING = re.compile(r"\s*[\(\[]?\b(?:feat|ft|featuring|vs|versus|x)\b\.?\s+", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|;|&|/|\+|\band\b)\s*", re.IGNORECASE)


def split_artist_names(credit: str) -> frozenset[str]:
    """Find everyone a credit line names, plain: "Mira & Jo feat. Kai" gives the whole line, "mira", "jo" and "kai".

    The whole line is kept beside its parts, since some names hold an "and" of their own.
    """
    parts = [part for piece in _FEATURING.split(credit) for part in (piece, *_JOINED.split(piece))]
    names = {fold_name(part) for part in (credit, *parts)}
    return frozenset(name for name in names if name)
