"""French. "plus" is English too, so it is read only together with what follows it."""

from __future__ import annotations

from language.vocabulary.phrase_kinds import PhraseKind
from language.vocabulary.table import LanguageTable
from musechat.wish import Facet


def _add_plus(words: str) -> str:
    return ", ".join(f"plus {w.strip()}" for w in words.split(","))


FRENCH = LanguageTable(
    said={
        PhraseKind.NOISE: "rien de tel qu'une, rien de tel qu'un, rien de tel que",
        PhraseKind.LIKE: (
            "comme, comme dans, comme du, un peu comme, dans le style de, du style de, style, façon, à la façon "
            "de, à la manière de, genre, ambiance, dans l'esprit de, dans la veine de, dans le genre de, proche "
            "de, inspiré de, inspiré par, ça ressemble à, qui ressemble à, qui sonne comme, à la"
        ),
        PhraseKind.NO: (
            "sans, pas de, aucun, aucune, rien de, rien comme, rien de, rien à voir avec, pas comme, surtout pas "
            "comme, tout sauf, pas pour, surtout pas pour"
        ),
        PhraseKind.LESS: "moins, moins de, trop, trop de, pas trop, pas si, pas aussi",
        PhraseKind.MORE: "davantage de, plus de, un peu plus de",
        PhraseKind.SMALL: "un peu, un petit peu, légèrement, un poil",
        PhraseKind.LARGE: "beaucoup, bien, nettement, très",
        PhraseKind.ONLY: "seulement, uniquement, juste",
        PhraseKind.WITH: "avec",
        PhraseKind.AND: "et",
        PhraseKind.OR: "ou",
        PhraseKind.BREAK: "mais, s'il te plaît, s'il vous plaît, svp, stp",
        PhraseKind.INSTEAD: "plutôt, à la place",
        PhraseKind.ELSE: (
            "autre chose, une autre, un autre, un autre morceau, une autre chanson, suivant, suivante, la suivante, "
            "encore une, encore un, quelque chose d'autre"
        ),
        PhraseKind.LAST: (
            "comme ça, comme celle ci, comme celui ci, comme la dernière, comme le dernier, similaire, pareil mais, "
            "dans le même style, du même genre, dans le même genre, la même chose mais"
        ),
        PhraseKind.PRAISE: "j'aime bien, j'adore, ça me plaît, c'est parfait, c'est super, c'est génial",
        PhraseKind.DISLIKE: (
            "je n'aime pas, j'aime pas, ça ne me plaît pas, ça ne va pas, pas terrible, ça ne colle pas"
        ),
        PhraseKind.SMALLTALK: "merci, merci beaucoup, merci bien, bonjour, bonsoir, salut, génial, au revoir, d'accord",
        PhraseKind.INSTRUMENTAL: "instrumentale, musique instrumentale, sans paroles, que la musique",
    },
    alone={PhraseKind.PRAISE: "parfait, parfaite", PhraseKind.DISLIKE: "non, ennuyeux, bof"},
    terms={
        "guitar": "guitare, guitares",
        "acoustic guitar": "guitare acoustique",
        "electric guitar": "guitare électrique",
        "drums": "batterie, percussions",
        "bass": "basse",
        "strings": "cordes",
        "violin": "violon, violons",
        "trumpet": "trompette",
        "choir": "chœur, choeur",
        "orchestra": "orchestre, orchestres, orchestrale, symphonique",
        "flute": "flûte",
        "organ": "orgue",
        "classical": "classique, musique classique",
        "acoustic": "acoustique, musique acoustique",
        "electronic": "électronique, électro",
        "soundtrack": "musique de film, bande originale, bande son, cinématographique, musiques de film",
        "cello": "violoncelle",
        "harp": "harpe",
        "harpsichord": "clavecin",
        "brass": "cuivres, cuivre",
        "clarinet": "clarinette",
        "synth": "synthétiseur, synthétiseurs, synthé, synthés",
        "saxophone": "saxo",
        "bells": "cloches, clochettes",
        "ukulele": "ukulélé",
        "mandolin": "mandoline",
        "accordion": "accordéon",
        "harmonica": "harmonica",
        "pop": "musique pop",
        "rock": "musique rock",
        "hip-hop": "hip hop, rap français",
        "country": "musique country",
        "folk": "musique folk, folklorique",
        "latin": "latino, musique latine",
        "opera": "opéra",
        "dance": "musique de danse",
        "chiptune": "8 bits, musique 8 bits, musique de jeu vidéo, musique de jeux vidéo",
        "experimental": "expérimental, expérimentale",
        "psychedelic": "psychédélique",
        "world": "musique du monde, musiques du monde",
        "mysterious": "mystérieux, mystérieuse",
        "playful": "espiègle, enjoué, enjouée",
        "warm": "chaleureux, chaleureuse",
        "nostalgic": "nostalgique",
        "aggressive": "agressif, agressive",
        "beautiful": "beau, belle",
        "intense": "intenses",
        "calm": "calme, calmes, tranquille, relaxant, relaxante, apaisant, apaisante, doux, douce",
        "happy": "joyeux, joyeuse, heureux, gai, gaie",
        "sad": "triste, tristes, mélancolique",
        "dark": "sombre, sombres",
        "bright": "lumineux, lumineuse",
        "energetic": "énergique, dynamique, entraînant, entraînante",
        "loud": "fort, bruyant",
        "epic": "épique",
        "romantic": "romantique",
        "dreamy": "rêveur, rêveuse, planant",
    },
    moves={
        (Facet.ENERGY, False): _add_plus("calme, doux, douce, tranquille, apaisant, relaxant"),
        (Facet.ENERGY, True): _add_plus("énergique, dynamique, fort, puissant, entraînant, intense, d'énergie"),
        (Facet.TEMPO, False): _add_plus("lent, lente, lentement") + ", trop rapide, trop vite, moins vite",
        (Facet.TEMPO, True): _add_plus("rapide, vite, rythmé") + ", trop lent, trop lente",
        (Facet.VALENCE, True): _add_plus("joyeux, joyeuse, gai, gaie, heureux"),
        (Facet.VALENCE, False): _add_plus("triste, mélancolique"),
        (Facet.BRIGHTNESS, False): _add_plus("sombre"),
        (Facet.BRIGHTNESS, True): _add_plus("lumineux, lumineuse, clair"),
        (Facet.LENGTH, False): _add_plus("court, courte") + ", trop long, trop longue",
        (Facet.LENGTH, True): _add_plus("long, longue") + ", trop court, trop courte",
        (Facet.ERA, False): _add_plus("ancien, ancienne, vieux, vieille, rétro"),
        (Facet.ERA, True): _add_plus("moderne, récent, récente, actuel"),
    },
    voices={
        None: "voix, chant, paroles, chanteurs",
        "female": "voix féminine, voix féminines, voix de femme, chanteuse, une femme qui chante",
        "male": "voix masculine, voix masculines, voix d'homme, chanteur, un homme qui chante",
    },
    paces={"slow": "lent, lente, lents, lentes", "fast": "rapide, rapides"},
    licences={("commercial",): "usage commercial, utilisation commerciale, commercialement, libre de droits"},
    stop=(
        "pour le la les un une des du de je tu il elle on nous vous mon ma mes me te que qui quoi est être dans "
        "sur veux voudrais cherche peux peut pouvez donne mets quelque chose musique chanson morceau vidéo c'est "
        "ça ce cette cet j'aimerais au aux à encore là oui qu'il"
    ),
)
