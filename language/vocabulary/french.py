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
            "sans, pas de, aucun, aucune, rien de, rien comme, rien de, rien à voir avec, pas "
            "comme, surtout pas comme, tout sauf, pas pour, surtout pas pour, pas, pa de, pas du "
            "tout de, enlève, enlève le, enlève la, enlève les, retire, retire le, retire la, "
            "retire les, vire, vire le, vire la, vire les, coupe les, supprime, supprime les, sans"
            " le, sans la, sans les, plus de trace de, jamais, jamais de, ni, évite, évite les, "
            "hors de question, stop, fini, je veux pas de, j'veux pas de, je ne veux pas de, veux "
            "pas de, y'en a marre de, marre de, surtout pas de, pas la moindre, zéro"
        ),
        PhraseKind.LESS: (
            "moins, moins de, trop, trop de, pas trop, pas si, pas aussi, un peu moins de, un peu "
            "moins, pas tellement, pas très, pas trop de"
        ),
        PhraseKind.MORE: "davantage de, plus de, un peu plus de, un peu plus, encore plus",
        PhraseKind.SMALL: "un peu, un petit peu, légèrement, un poil",
        PhraseKind.LARGE: "beaucoup, bien, nettement, très, vraiment, super",
        PhraseKind.ONLY: (
            "seulement, uniquement, juste, que du, que de la, que des, rien que du, rien que des, "
            "rien que de la, exclusivement, seulement du, juste du, juste un, juste une, il faut, "
            "obligatoirement"
        ),
        PhraseKind.WITH: (
            "avec, garde, garde le, garde la, garde les, laisse, laisse les, mets, mets du, mets "
            "des, ajoute, ajoute du, ajoute des, rajoute, mais avec, avc, et avec, je veux"
        ),
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
        "world": "musique du monde, musiques du monde",
        "psychedelic": "psychédélique",
        "experimental": "expérimental, expérimentale",
        "chiptune": "8 bits, musique 8 bits, musique de jeu vidéo, musique de jeux vidéo",
        "opera": "opéra",
        "country": "musique country",
        "mandolin": "mandoline",
        "harpsichord": "clavecin",
        "beautiful": "beau, belle",
        "soft": "tendre, délicat, délicate",
        "groovy": "groovy, groove, qui groove",
        "party": "fête, festif, festive, soirée",
        "nostalgic": "nostalgique, nostalgie, rétro",
        "mysterious": "mystérieux, mystérieuse, mystère",
        "tense": "tendu, tendue, suspense, tension, stressant",
        "aggressive": "agressif, agressive, énervé, énervée",
        "heavy": "lourd, lourde",
        "intense": "intense, intenses",
        "warm": "chaleureux, chaleureuse, chaud, chaude",
        "uplifting": ("plein d'espoir, pleine d'espoir, optimiste, inspirant, inspirante, motivant, motivante, espoir"),
        "playful": "enjoué, enjouée, rigolo, rigolote, drôle, espiègle, marrant",
        "dance": "dansant, dansante, musique de danse",
        "easy listening": "musique d'ascenseur",
        "latin": "latino, latine, musique latine",
        "folk": "folk, folklorique, musique folk",
        "hip-hop": "rap, hip hop, rap français",
        "metal": "métal",
        "pop": "pop, musique pop",
        "jazz": "jazz, jazzy",
        "rock": "rock, rockeux, musique rock",
        "banjo": "banjo",
        "ukulele": "ukulélé",
        "bells": "cloches, clochettes, boîte à musique",
        "clarinet": "clarinette",
        "harmonica": "harmonica",
        "accordion": "accordéon",
        "harp": "harpe, harpes",
        "synth": "synthé, synthés, synthétiseur, synthétiseurs, nappes",
        "saxophone": "saxophone, saxo, sax",
        "brass": "cuivres, cuivre, trombone, trombones",
        "cello": "violoncelle, violoncelles",
        "beat": "rythme, beat, beats, rythmes",
        "piano": "piano, pianos",
        "guitar": "guitare, guitares, gratte, guitariste",
        "acoustic guitar": "guitare acoustique, guitares acoustiques, guitare sèche, guitare classique",
        "electric guitar": "guitare électrique, guitares électriques, guitare saturée, grosse guitare",
        "drums": "batterie, percussions, drums, tambours, percus, percu",
        "bass": "basse, basses, grosse basse, contrebasse, infrabasses",
        "strings": "cordes, corde, instruments à cordes",
        "violin": "violon, violons, violoniste",
        "trumpet": "trompette, trompettes",
        "choir": "chœur, choeur, chorale, chœurs, choeurs",
        "orchestra": "orchestre, orchestral, orchestrale, orchestres, symphonique",
        "flute": "flûte, flûtes",
        "organ": "orgue, orgues",
        "classical": "classique, musique classique",
        "acoustic": "acoustique, musique acoustique",
        "electronic": "électronique, électro",
        "soundtrack": (
            "musique de film, cinématographique, bande originale, bande son de film, bande son, musiques de film"
        ),
        "calm": (
            "calme, calmes, tranquille, relaxant, relaxante, apaisant, apaisante, doux, douce, "
            "douce musique, tranquilles, apaisants, posé, posée, cool, détendu, détendue, relax, "
            "zen, paisible, serein"
        ),
        "happy": ("joyeux, joyeuse, heureux, gai, gaie, joyeuses, gais, heureuse, content, bonne humeur, fun, positif"),
        "sad": ("triste, tristes, mélancolique, mélancoliques, tristounet, déprimant, déprimante, mélancolie"),
        "dark": (
            "sombre, sombres, ténébreux, noir, noire, glauque, flippant, flippante, angoissant, angoissante, inquiétant"
        ),
        "bright": "lumineux, lumineuse, clair, claire, léger, légère",
        "energetic": (
            "énergique, dynamique, entraînant, entraînante, énergiques, pêchu, pêchue, péchu, "
            "patate, punchy, rythmé, rythmée, vif, vive, péps, pep, pêche, la pêche, nerveux, "
            "puissant"
        ),
        "loud": "fort, bruyant, bruyante",
        "epic": "épique, épiques, grandiose, héroïque, majestueux",
        "romantic": "romantique, romantiques, amoureux",
        "dreamy": "rêveur, rêveuse, planant, rêveuses, planante, aérien, aérienne, éthéré",
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
        None: "voix, chant, paroles, chanteurs, chanté, chanson chantée, vocaux",
        "female": (
            "voix féminine, voix féminines, voix de femme, chanteuse, une femme qui chante, voix de fille, voix de fame"
        ),
        "male": ("voix masculine, voix masculines, voix d'homme, chanteur, un homme qui chante"),
    },
    paces={"slow": "lent, lente, lents, lentes", "fast": "rapide, rapides"},
    licences={
        ("no-attribution",): "sans attribution, sans crédit, sans citer, sans mention",
        ("commercial",): "usage commercial, utilisation commerciale, commercialement, libre de droits",
    },
    stop=(
        "pour le la les un une des du de je tu il elle on nous vous mon ma mes me te que qui quoi est être dans "
        "sur veux voudrais cherche peux peut pouvez donne mets quelque chose musique chanson morceau vidéo c'est "
        "ça ce cette cet j'aimerais au aux à encore là oui qu'il"
    ),
)
