"""French. "plus" is English too, so it is read only together with what follows it."""

from __future__ import annotations

from language.languages.phrase_kinds import PhraseKind
from language.languages.vocabulary_table import LanguageTable
from musechat.wish import Facet


def _add_plus(words: str) -> str:
    return ", ".join(f"plus {w.strip()}" for w in words.split(","))


VOCABULARY = LanguageTable(
    said={
        PhraseKind.NOISE: "rien de tel qu'une, rien de tel qu'un, rien de tel que",
        PhraseKind.LIKE: (
            "comme, comme dans, comme du, un peu comme, dans le style de, du style de, style, façon, à la façon "
            "de, à la manière de, genre, ambiance, dans l'esprit de, dans la veine de, dans le genre de, proche "
            "de, inspiré de, inspiré par, ça ressemble à, qui ressemble à, qui sonne comme, à la"
        ),
        PhraseKind.NO: (
            "dégage, dégage le, dégage la, dégage les, dégagez, virez, jette le, jette la, jette les, bazarde, bazarde le, bazarde la, bazarde les, balance le à la poubelle, stop le, stop la, stop les, terminé le, terminé la, fini le, fini la, fini les, déteste, je déteste, j'aime pas le, j'aime pas la, j'aime pas les, je n'aime pas le, je n'aime pas la, je n'aime pas les, ras le bol de, ras le bol du, sans, pas de, aucun, aucune, rien de, rien comme, rien de, rien à voir avec, pas "
            "comme, surtout pas comme, tout sauf, pas pour, surtout pas pour, pas, pa de, pas du "
            "tout de, enlève, enlève le, enlève la, enlève les, retire, retire le, retire la, "
            "retire les, vire, vire le, vire la, vire les, coupe les, supprime, supprime les, sans"
            " le, sans la, sans les, plus de trace de, jamais, jamais de, ni, évite, évite les, "
            "hors de question, ne t'avise pas de mettre, stop, fini, je veux pas de, j'veux pas de, je ne veux pas de, veux "
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
            "seul le, seule la, seuls les, seules les, seulement, uniquement, juste, que du, que de la, que des, rien que du, rien que des, "
            "rien que de la, exclusivement, seulement du, juste du, juste un, juste une, il faut, "
            "obligatoirement"
        ),
        PhraseKind.WITH: (
            "avec, garde, garde le, garde la, garde les, laisse, laisse les, mets, mets du, mets "
            "des, ajoute, ajoute du, ajoute des, rajoute, mais avec, avc, et avec, je veux"
        ),
        PhraseKind.AND: "et",
        PhraseKind.OR: "ou",
        PhraseKind.FORGET: "oublie, oubliez, laisse tomber, oublie le, oublie la, oublie les, laisse tomber le, laisse tomber la, laisse tomber les",
        PhraseKind.EXPLICIT: "propos explicites, paroles vulgaires, paroles crues, paroles explicites, contenu explicite, gros mots, grossièretés, vulgarités, insultes",
        PhraseKind.ALLOW: (
            "peu importe les, peu importe s'il y a, peu importe qu'il y ait, peu importe si ça a, pas besoin que ça ressemble à, "
            "n'a pas besoin de ressembler à, pas besoin que ça sonne comme, pas besoin que ce soit pour, "
            "peut y avoir, il peut y avoir, ça peut avoir, pas forcément, pas forcément de, pas forcément du, pas nécessairement, pas nécessairement du, pas besoin que ce "
            "soit, pas besoin que ce soit du, n'a pas besoin d'être, n'a pas besoin d'être du, ne doit pas forcément être, ne "
            "doit pas forcément être du, doit pas forcément être du, pas obligé d'être, rien contre, rien contre un peu de, je "
            "n'ai rien contre, n'ai rien contre, j'ai rien contre, je n'ai rien contre un peu de, ne me dérangerait pas, ne me "
            "dérangerait pas d'avoir, ne me dérangerait pas qu'il y ait, ça ne me dérange pas, ne me dérange pas, ça ne me "
            "dérange pas qu'il y ait, n'importe quel, n'importe quelle, peu importe le, peu importe la, quel que soit le"
        ),
        PhraseKind.FINE: (
            "ça va, ça me va, ça va très bien, c'est ok pour moi, c'est bon pour moi, est permise, sont permises, sont permis, est autorisé, est autorisée, sont autorisés, sont autorisées, ne me dérange pas, ne me dérangent pas, me dérange pas, me dérangent pas, c'est pas grave, pas de souci, pas de problème, sont les bienvenues, me vont, me va, m'est égal, me sont égales, importe peu, n'a pas d'importance, peu importe, est ok, sont ok, c'est ok, est permis, "
            "ça va aussi, c'est bon aussi, vont bien aussi, c'est bon finalement, c'est pas obligé, passent, ça passe"
        ),
        PhraseKind.BREAK: "mais, pas seulement, pas que du, pas que de la, pas uniquement, s'il te plaît, s'il vous plaît, svp, stp",
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
        PhraseKind.INSTRUMENTAL: "instru, en instru, version instru, instrumentale, musique instrumentale, sans paroles, que la musique",
    },
    alone={PhraseKind.PRAISE: "parfait, parfaite", PhraseKind.DISLIKE: "non, ennuyeux, bof"},
    terms={
        "techno": "tekno, teuf, hardtek",
        "world": "musique du monde, musiques du monde",
        "psychedelic": "psychédélique",
        "experimental": "expérimental, expérimentale",
        "chiptune": "8 bits, musique 8 bits, musique de jeu vidéo, musique de jeux vidéo",
        "opera": "opéra",
        "country": "musique country",
        "mandolin": "mandoline",
        "harpsichord": "clavecin",
        "beautiful": "beau, belle",
        "soft": "tendre, délicat, délicate, tout doux, toute douce",
        "groovy": "groovy, groove, qui groove, funky",
        "party": "fête, festif, festive, soirée",
        "nostalgic": "nostalgique, nostalgie, rétro, à l'ancienne, d'antan",
        "mysterious": "mystérieux, mystérieuse, mystère, énigmatique, intrigant",
        "tense": "tendu, tendue, suspense, tension, stressant, haletant, oppressant",
        "aggressive": "agressif, agressive, énervé, énervée, vénère, vénères, rageur, rageuse, violent, violente, bourrin",
        "heavy": "lourd, lourde, massif, massive, qui cogne",
        "intense": "intense, intenses",
        "warm": "chaleureux, chaleureuse, chaud, chaude",
        "uplifting": ("plein d'espoir, pleine d'espoir, optimiste, inspirant, inspirante, motivant, motivante, espoir"),
        "playful": "enjoué, enjouée, rigolo, rigolote, drôle, espiègle, marrant, comique, burlesque, humoristique, malicieux, sautillant, joueur, taquin",
        "dance": "dansant, dansante, musique de danse, qui fait danser, pour danser",
        "easy listening": "musique d'ascenseur, lounge, musique lounge",
        "latin": "latino, latine, musique latine",
        "folk": "folk, folklorique, musique folk, celtique, celtiques, irlandais, irlandaise, musique celtique",
        "hip-hop": "rap, hip hop, rap français",
        "metal": "métal",
        "pop": "pop, musique pop",
        "jazz": "jazz, jazzy",
        "rock": "rock, rockeux, musique rock",
        "banjo": "banjo",
        "ukulele": "ukulélé, yukulélé",
        "bells": "cloches, clochettes, boîte à musique, grelots, carillon",
        "clarinet": "clarinette",
        "harmonica": "harmonica",
        "accordion": "accordéon, bandonéon",
        "harp": "harpe, harpes",
        "synth": "synthé, synthés, synthétiseur, synthétiseurs, nappes",
        "saxophone": "saxophone, saxo, sax",
        "brass": "cuivres, cuivre, trombone, trombones, fanfare, cors",
        "cello": "violoncelle, violoncelles",
        "beat": "rythme, beat, beats, rythmes",
        "piano": "piano, pianos",
        "guitar": "guitare, guitares, gratte, guitariste",
        "acoustic guitar": "guitare acoustique, guitares acoustiques, guitare sèche, guitare classique",
        "electric guitar": "guitare électrique, guitares électriques, guitare saturée, grosse guitare",
        "drums": "batterie, percussions, drums, tambours, percus, percu, caisse claire, bongos, djembé, toms, charleston",
        "bass": "basse, basses, grosse basse, contrebasse, infrabasses",
        "strings": "cordes, corde, instruments à cordes",
        "violin": "violon, violons, violoniste",
        "trumpet": "trompette, trompettes",
        "choir": "chœur, choeur, chorale, chœurs, choeurs",
        "orchestra": "orchestre, orchestral, orchestrale, orchestres, symphonique",
        "flute": "flûte, flûtes",
        "organ": "orgue, orgues",
        "classical": "classique, musique classique",
        "acoustic": "acoustique, musique acoustique, débranché, unplugged, vrais instruments",
        "electronic": "électronique, électro",
        "soundtrack": (
            "musique de film, cinématographique, bande originale, bande son de film, bande son, musiques de film"
        ),
        "calm": (
            "calme, calmes, tranquille, relaxant, relaxante, apaisant, apaisante, doux, douce, "
            "douce musique, tranquilles, apaisants, posé, posée, cool, détendu, détendue, relax, "
            "zen, paisible, serein, pépère, tranquillou, peinard, cool et posé"
        ),
        "happy": ("joyeux, joyeuse, heureux, gai, gaie, joyeuses, gais, heureuse, content, bonne humeur, fun, positif"),
        "sad": (
            "triste, tristes, mélancolique, mélancoliques, tristounet, déprimant, déprimante, mélancolie, larmoyant, mélanco, cafardeux"
        ),
        "dark": (
            "sombre, sombres, ténébreux, noir, noire, glauque, flippant, flippante, angoissant, angoissante, inquiétant, obscur, effrayant, effrayante, qui fait peur, terrifiant, terrifiante, lugubre, sinistre"
        ),
        "bright": "lumineux, lumineuse, clair, claire, léger, légère, frais, fraîche, pétillant, scintillant",
        "energetic": (
            "énergique, dynamique, entraînant, entraînante, énergiques, pêchu, pêchue, péchu, "
            "patate, punchy, rythmé, rythmée, vif, vive, péps, pep, pêche, la pêche, nerveux, "
            "puissant, qui pète, qui envoie, qui bouge, qui tape, qui déménage, survolté, endiablé, hype, qui envoie du lourd"
        ),
        "loud": "fort, bruyant, bruyante",
        "epic": "épique, épiques, grandiose, héroïque, majestueux",
        "romantic": "romantique, romantiques, amoureux, d'amour",
        "dreamy": "rêveur, rêveuse, planant, rêveuses, planante, aérien, aérienne, éthéré, onirique, vaporeux, flottant",
    },
    moves={
        (Facet.ENERGY, False): "trop vénère, trop bourrin, trop agressif, trop énervé, trop excité, "
        + _add_plus("calme, doux, douce, tranquille, apaisant, relaxant"),
        (
            Facet.ENERGY,
            True,
        ): "trop mou, trop molle, trop plan plan, trop gentil, que ça envoie, que ça bouge, que ça pète, que ça tape, plus vénère, plus de pêche, plus de patate, plus punchy, plus péchu, "
        + _add_plus("énergique, dynamique, fort, forte, fortes, puissant, puissante, entraînant, intense, d'énergie"),
        (Facet.TEMPO, False): "trop speed, "
        + _add_plus("lent, lente, lentement")
        + ", trop rapide, trop vite, moins vite, pas trop vite, pas si vite, pas aussi vite",
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
    paces={"slow": "lent, lente, lents, lentes, lentement", "fast": "rapide, rapides, speed"},
    licences={
        (
            "derivatives",
        ): "qu'on puisse modifier, qu'on puisse remixer, que je puisse modifier, que je puisse remixer, que je puisse l'éditer, autorise les modifications, autorise le remix, œuvres dérivées, droit de modifier, droit de remixer",
        (
            "no-attribution",
        ): "sans obligation de créditer, pas obligé de créditer, pas à créditer, sans créditer, sans devoir créditer, pas devoir créditer, pas à citer l'auteur, ne pas citer, sans mentionner, pas devoir citer, qu'on doive citer, sans attribution, sans crédit, sans citer, sans mention",
        (
            "commercial",
        ): "vidéo sponsorisée, vidéos sponsorisées, contenu sponsorisé, chaîne monétisée, vidéo monétisée, vidéos monétisées, licence commerciale, usage pro, usage professionnel, pour mon entreprise, monétiser, monétisable, dans une pub, pour une pub, utilisable dans une pub, à vendre, vendre la vidéo, utilisable commercialement, usage commercial, utilisation commerciale, commercialement, libre de droits, pour un client, pour mon client, pour une cliente, "
        "pour des clients",
    },
    traits={
        "cheesy": "kitsch, cucul, gnangnan, niais, niaise, mièvre, ringard, mielleux, guimauve",
        "serious": "sérieux, sérieuse",
        "emotional": "émouvant, émouvante, touchant, touchante, émotion, émotionnel, poignant, bouleversant, bouleversante, qui prend aux tripes, déchirant, à pleurer",
        "elegant": "élégant, élégante, raffiné, raffinée, distingué, chic, classe, classieux, luxueux",
        "modern": "moderne, modernes, contemporain, actuel, actuelle",
        "childish": "enfantin, enfantine, puéril, gamin",
        "boring": "ennuyeuse, plat, plate, fade, mou, ennuyeux, chiant, monotone, soporifique, barbant",
        "magical": "magique, féerique, enchanté, merveilleux, féérique",
        "raw": "brut, brute, rugueux, crade, sale",
        "distorted": "saturé, saturée, distorsion, distordu",
        "cold": "froid, froide, glacial, glaciale, stérile, clinique, glacé",
        "minimal": (
            "minimaliste, épuré, épurée, sobre, discret, discrète, dépouillé, moins chargé, moins chargée, "
            "trop chargé, trop chargée, plus aéré, plus aérée, moins de choses, moins de choses en même temps, moins "
            "de couches, moins d'instruments, moins fourni, moins fournie, moins dense, moins touffu, simple, simples"
        ),
        "layered": "dense, plus dense, plus fourni, plus fournie, plus étoffé, plus étoffée, plus de couches",
        "build": (
            "qui monte, monte petit à petit, monte peu à peu, montée en puissance, monte en puissance, "
            "crescendo, qui grandit"
        ),
        "bittersweet": "doux amer, douce amère, doux-amer, aigre doux, aigre-doux",
        "triumphant": "triomphal, triomphale, triomphant, victorieux, de victoire",
        "dramatic": "dramatique, théâtral, tragique",
        "catchy": "accrocheur, accrocheuse, entêtant, qui reste en tête",
        "quirky": "décalé, décalée, loufoque, farfelu, bizarre, barré, déjanté",
        "kazoo": "kazoo, mirliton",
        "claps": "claquements de mains, claps, tapements de mains",
        "whistling": "sifflement, sifflements, sifflé, siffler, qui siffle",
        "humming": "fredonnement, fredonné, fredonner",
        "screaming": "cris, hurlements, hurler, growl, ça crie, ça hurle",
        "autotune": "autotune, vocodeur",
    },
    asked={
        PhraseKind.SCALE: {
            Facet.TEMPO: "le tempo, tempo, la vitesse, vitesse",
            Facet.LENGTH: "la durée, durée",
            Facet.LICENCE: "la licence, licence",
            Facet.GENRE: "le genre musical, genre musical",
        },
    },
    stop=(
        "pour le la les un une des du de je tu il elle on nous vous mon ma mes me te que qui quoi est être dans "
        "sur veux voudrais cherche peux peut pouvez donne mets quelque chose musique chanson morceau vidéo c'est "
        "ça ce cette cet j'aimerais au aux à encore là oui qu'il maintenant plutôt"
    ),
    small=(
        "pour avec sans et ou mais le les un une mon ma mes notre nos de du des dans sur quelque plus moins pas je "
        "veux cherche besoin s'il plaît"
    ),
)
