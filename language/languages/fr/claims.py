"""French: what the words of a reason claim, beyond the catalogue and the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from language.languages.claim_words import ClaimWords


def _inflect(stems: str) -> str:
    """Adjectives with their other endings: lent, lente, lents, lentes."""
    return ", ".join(
        s + end
        for s in (stem.strip() for stem in stems.split(","))
        for end in (("", "s") if s[-1] == "e" else ("", "e", "s", "es"))
    )


_PHRASES: Mapping[str, str] = {
    "track.calm + clip.unhurried": f"{_inflect('calme, paisible, tranquille, serein, apaisé')}",
    "track.easy-going + clip.unhurried": f"{_inflect('détendu, relaxant, posé, décontracté, apaisant')}",
    "track.soft + clip.unhurried": f"doux, douce, doucement, douceur, {_inflect('délicat, tendre')}",
    "track.quiet + clip.unhurried": "discret, discrète, silencieux, silencieuse, feutré, feutrée",
    "tempo.slow + clip.slow": f"{_inflect('lent')}, lentement",
    "tempo.mid + clip.steady": "mid tempo, tempo moyen, tempo modéré",
    "tempo.fast + clip.fast": f"{_inflect('rapide')}, rapidement, vite, effréné, effrénée",
    "track.steady + clip.steady": f"équilibré, équilibrée, {_inflect('modéré')}, régulier, régulière",
    "track.lively + clip.lively": f"{_inflect('animé')}, vif, vive, vifs, vives, vivant, vivante",
    "track.energetic + clip.lively": (
        f"{_inflect('énergique, dynamique')}, énergie, plein d'énergie, {_inflect('puissant')}"
    ),
    "track.driving + clip.fast": f"{_inflect('entraînant, trépidant, implacable')}",
    "track.intense": f"{_inflect('intense')}, intensité",
    "track.loud": f"{_inflect('bruyant')}, fort, forte",
    "track.heavy": "lourd, lourde",
    "track.sombre": f"{_inflect('mélancolique, lugubre, morne')}, mélancolie",
    "track.sad": f"{_inflect('triste')}, tristesse",
    "track.cheerful": "gai, gaie, gais, gaies, gaiement, gaieté, enjoué, enjouée",
    "track.happy": "joyeux, joyeuse, heureux, heureuse, joie",
    "track.hopeful": "inspirant, inspirante, optimiste, plein d'espoir",
    "track.dark + clip.dark": f"{_inflect('sombre, obscur')}, ténébreux",
    "track.bright + clip.bright": "lumineux, lumineuse, brillant, brillante, clair, claire",
    "track.dark-sounding": "au son sombre, son sombre, timbre sombre",
    "track.bright-sounding": "au son clair, son clair, timbre clair, son brillant",
    "track.warm + clip.warm-toned": "chaleureux, chaleureuse, chaud, chaude, chaleur",
    "clip.cool-toned": "aux tons froids, tons froids, couleurs froides",
    "clip.warm-toned": "aux tons chauds, tons chauds, couleurs chaudes",
    "clip.muted": "aux couleurs ternes, couleurs ternes, terne, délavé, pâle, gris",
    "clip.colourful": f"{_inflect('coloré')}, couleurs vives, haut en couleur",
    "clip.no-cuts": "sans coupe, sans coupes, aucune coupe, plan séquence, une seule prise",
    "clip.few-cuts": "peu de coupes, rares coupes, avec peu de coupes",
    "clip.many-cuts": "beaucoup de coupes, coupes rapides, nombreuses coupes, montage rapide",
    "beat.steady": "pulsation régulière, rythme régulier, tempo régulier, battement régulier",
    "vocals.none": (
        "sans voix, sans chant, instrumental, instrumentale, instrumentaux, personne ne chante, sans paroles, aucune "
        "voix, pas de voix, sans chanteur, pas de chant, aucun chant"
    ),
    "vocals.any": "voix, chant, chants, chanté, chantée, chante, chanteur, chanteuse, paroles",
    "solo.one": "solo, en solo, seul, seule, sans accompagnement",
    "instrument.drums": "batterie, percussions, percussion, tambour, tambours, caisse claire, cymbales",
    "instrument.strings": "cordes, quatuor à cordes",
    "instrument.guitar": "guitare, guitares",
    "instrument.synth": "synthé, synthés, synthétiseur, synthétiseurs",
    "instrument.beat": "beat, beats",
    "genre.waltz": "valse, ballade, marche, hymne, berceuse, polka, sonate, chanson française, variété, java",
    "genre.classical": "classique, musique classique, baroque",
    "genre.electronic": "électronique, électro, electronica",
    "mood.dreamy": (
        "rêveur, rêveuse, onirique, éthéré, éthérée, planant, planante, atmosphérique, hypnotique, envoûtant"
    ),
    "mood.epic": "épique, héroïque, majestueux, majestueuse, grandiose",
    "mood.mysterious": "mystérieux, mystérieuse, énigmatique, mystique",
    "mood.tense": "tendu, tendue, tension, inquiétant, inquiétante, menaçant, menaçante, angoissant, sinistre",
    "mood.romantic": "romantique, sensuel, sensuelle, intime",
    "mood.nostalgic": "nostalgique, nostalgie",
    "mood.playful": "espiègle, ludique, drôle, malicieux",
    "mood.aggressive": "agressif, agressive, furieux, rageur",
    "mood.groovy": "groovy, groove",
    "mood.beautiful": "beau, belle, magnifique, joli, jolie, superbe",
    "mood.catchy": "accrocheur, accrocheuse, entêtant, entêtante",
    "mood.weird": "étrange, bizarre, insolite",
    "era.60s": "années 60, années soixante",
    "era.70s": "années 70, années soixante dix",
    "era.80s": "années 80, années quatre vingt",
    "era.90s": "années 90, années quatre vingt dix",
    "era.00s": "années 2000",
    "era.old": "rétro, vintage, ancien, ancienne, à l'ancienne, oldies",
    "era.new": "moderne, contemporain, contemporaine, récent, récente, actuel, actuelle",
    "length.short": "morceau court, morceau bref, titre court",
    "length.long": "morceau long, titre long, longue pièce",
    "use.commercial": (
        "usage commercial, utilisation commerciale, commercialement, libre de droits, sans droits, libre d'utilisation"
    ),
    "use.non-commercial": (
        "non commercial, non commerciale, pas d'usage commercial, sans usage commercial, usage personnel uniquement"
    ),
    "use.credit": "avec attribution, créditer l'artiste, attribution requise, il faut créditer, crédit requis",
    "use.no-credit": "sans attribution, sans crédit, aucun crédit requis, pas d'attribution",
    "licence.named": "cc, cc0, creative commons, domaine public, gpl, tous droits réservés",
    "explicit.yes": "explicite, grossièretés",
    "explicit.no": "rien d'explicite, non explicite",
    "pace.same": (
        "au rythme de, à la même allure que, en phase avec le rythme de, au même rythme que, suit le rythme de, aussi "
        "vif que, aussi calme que, aussi rapide que, aussi lent que"
    ),
    "pace.other": "en contrepoint de, en contraste avec, contraste avec, à contre courant de",
    "meets.rise": "montée de ton clip, apogée de ton clip, point culminant de ton clip, sommet de ton clip",
    "place-starts.beginning": "au tout début, dès le début, depuis le début",
    "section.intro": "intro, introduction, ouverture",
    "section.build": "montée, ça monte, monte, progression",
    "section.main": "partie principale, section principale, cœur du morceau",
    "section.break": "passage plus calme, passage calme, pause, accalmie",
    "section.ending": "dernière partie, conclusion, final",
    "outlasted.clip": "avant la fin de ton clip, avant ton clip, plus court que ton clip",
    "change.energy.less": (
        "plus calme, plus doux, plus douce, moins énergique, moins d'énergie, plus posé, plus détendu, plus tranquille, "
        "moins vif"
    ),
    "change.energy.more": "plus énergique, plus dynamique, plus d'énergie, plus vif, plus animé, plus intense, moins calme",
    "change.tempo.less": "plus lent, plus lente, moins rapide, moins vite, ralentit",
    "change.tempo.more": "plus rapide, plus vite, moins lent, accélère",
    "change.valence.less": "plus triste, plus mélancolique, moins gai",
    "change.valence.more": "plus gai, plus gaie, plus joyeux, plus joyeuse, moins triste",
    "change.brightness.less": "avec un son plus sombre, plus sombre",
    "change.brightness.more": "avec un son plus clair, plus clair, plus lumineux, plus brillant",
    "change.length.less": "plus court, plus courte, plus bref",
    "change.length.more": "plus long, plus longue",
    "twice.double": "deux fois plus rapide, deux fois plus vite",
    "twice.half": "deux fois plus lent, deux fois moins rapide",
    "unmeasured.form": "refrain, couplet, couplets, pont, riff, riffs, crescendo, modulation, réverbération, arpèges",
    "unmeasured.fame": (
        "célèbre, populaire, tube, primé, légendaire, connu, connue, chef d'œuvre, emblématique, culte"
    ),
    "unmeasured.origin": (
        "enregistré, enregistrée, sorti, sortie, album, composé, composée, écrit par, produit par, en concert, groupe"
    ),
    "role.clip": "clip, clips, vidéo, vidéos, images, image, film, plan, plans, scène, scènes",
    "role.track": (
        "morceau, titre, chanson, piste, musique, il, ce morceau, pièce, mélodie, son, proposition, choix, celui ci, "
        "thème, air, fond musical, accompagnement"
    ),
    "role.last": (
        "précédent, précédente, morceau précédent, dernier morceau, dernière proposition, titre précédent, dernier "
        "titre"
    ),
    "role.no": (
        "sans, pas, pas de, aucun, aucune, jamais, personne, rien, ni, dépourvu de, exempt de, absence de, plutôt "
        "que, à la place de, guère"
    ),
    "role.no-after": "absent, absente, absents, absentes",
    "role.break": "mais, seulement, uniquement, juste, tandis, alors",
    "role.more": "plus, un peu plus, beaucoup plus, bien plus, davantage de, plus de",
    "role.less": "moins, un peu moins, moins de, pas si, pas aussi",
    "role.now": "cette fois, maintenant, désormais",
    "role.than": "que ton, que les, que l, par rapport au précédent, que le précédent, comparé au, comparé à, que le dernier",
    "role.asked": "tu le voulais, tu voulais, demandé, souhaité, tu as demandé",
    "role.and": "et, ainsi que",
    "role.or": "ou, ni",
    "role.bpm": "bpm, battements par minute, pulsations par minute",
    "role.instead": "au lieu de, plutôt que, contre",
    "role.from": "depuis, de",
    "role.seconds": "secondes, seconde, sec",
    "role.minutes": "minutes, minute, min",
    "role.starts": (
        "démarre, démarrer, commence, commencer, lance, lancer, lancerais, début, dès, à partir de, entre, s'ouvre, "
        "débute, entrée, départ"
    ),
    "role.ends": "s'arrête, arrête, finit, termine, se termine, fin, dure, jusqu'à",
    "role.link": ("est, sont, reste, restent, sonne, très, assez, plutôt, aussi, toujours, presque, bien, tout, si"),
    "role.link + role.hedge": "semble, semblent, paraît, on dirait",
    "role.hedge": (
        "peut-être, sans doute, probablement, vraisemblablement, probable, probables, semble-t-il, je crois, il me "
        "semble, à ce qu'il semble"
    ),
    "role.neutral": (
        "au lieu, par contre, alors que ça monte, vers la fin, une alternative, alternative, la majeure partie, non "
        "seulement, à glisser sous, choisi pour, sans déranger, sans distraire, sans se presser, pas trop, en fond, à "
        "peu près, à peu près aussi vif que"
    ),
    "role.stop": (
        "le, la, les, l, un, une, des, du, de, d, ton, ta, tes, son, sa, ses, mon, à, au, aux, en, dans, pour, par, "
        "sur, sous, avec, que, qui, où, quand, comme, je, tu, il, elle, on, ça, c, ce, cette, est, et, ou, ne, pas, "
        "voici, a, se, s, plus, lui"
    ),
}

CLAIMS = ClaimWords(
    phrases=_PHRASES,
    pitches={"do": 0, "re": 2, "mi": 4, "fa": 5, "sol": 7, "la": 9, "si": 11},
    modes={"major": ("majeur",), "minor": ("mineur",)},
    sharps=("#", "♯", " dièse"),
    flats=("♭", " bémol"),
    pronouns=frozenset({"il"}),
    within=frozenset({"dans", "de"}),
    elsewhere=frozenset({"alternative", "trap"}),
    leaks=r"\bmodèle de langage\b|\bconsignes\b",
)
