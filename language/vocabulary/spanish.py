"""Spanish."""

from __future__ import annotations

from language.vocabulary.phrase_kinds import PhraseKind
from language.vocabulary.table import LanguageTable
from musechat.wish import Facet

SPANISH = LanguageTable(
    said={
        PhraseKind.LIKE: (
            "como, como de, como en, al estilo de, estilo, del estilo de, tipo, en plan, parecido a, algo como, "
            "suena a, que suene a, que suene como, rollo, onda, en la onda de, a lo, inspirado en, en la línea de"
        ),
        PhraseKind.NO: (
            "sin voces ni, sin nada de, nada de, no quiero, sin mucho, ningún, ninguna, nada como, nada de, nada "
            "tipo, nada parecido a, no como, todo menos, cualquier cosa menos"
        ),
        PhraseKind.LESS: "menos, demasiado, demasiada, demasiados, demasiadas, no tan, no muy",
        PhraseKind.MORE: "más",
        PhraseKind.SMALL: "un poco, un poquito, algo, un pelín, un poco más",
        PhraseKind.LARGE: "mucho, bastante, muy",
        PhraseKind.ONLY: "solo, sólo, solamente, únicamente",
        PhraseKind.WITH: "con, que tenga",
        PhraseKind.AND: "y",
        PhraseKind.OR: "o",
        PhraseKind.BREAK: "pero, por favor, porfa",
        PhraseKind.INSTEAD: "en su lugar, en vez",
        PhraseKind.ELSE: (
            "otra, otro, otra canción, otra cosa, otro tema, algo diferente, algo distinto, siguiente, la siguiente"
        ),
        PhraseKind.LAST: (
            "como esta, como este, como esa, como ese, como la anterior, como la última, parecido, parecida, algo "
            "parecido, algo similar, más como esta, del mismo estilo, en el mismo estilo"
        ),
        PhraseKind.PRAISE: (
            "me gusta, me encanta, es perfecta, es perfecto, está perfecta, está perfecto, esa es, esta es"
        ),
        PhraseKind.DISLIKE: "no me gusta, no me convence, no encaja, no funciona, no queda bien, no pega",
        PhraseKind.SMALLTALK: "gracias, muchas gracias, mil gracias, hola, adiós, genial, vale, buenos días, buenas",
        PhraseKind.INSTRUMENTAL: "solo música, solo instrumental, música instrumental, sin letra, sin cantar",
    },
    leading={PhraseKind.NO: "sin"},  # "sin city" is not Spanish
    alone={PhraseKind.PRAISE: "perfecto, perfecta", PhraseKind.DISLIKE: "aburrido, aburrida, horrible"},
    terms={
        "guitar": "guitarra, guitarras",
        "acoustic guitar": "guitarra acústica",
        "electric guitar": "guitarra eléctrica",
        "drums": "batería, baterías, percusión",
        "bass": "bajo",
        "strings": "cuerdas",
        "violin": "violín, violines",
        "trumpet": "trompeta, trompetas",
        "saxophone": "saxofón",
        "choir": "coro, coros",
        "orchestra": "orquesta, orquestal, orquestas, sinfónica, sinfónico",
        "flute": "flauta",
        "classical": "clásica, música clásica",
        "acoustic": "acústico, acústica, música acústica",
        "electronic": "electrónico, electrónica, música electrónica",
        "cello": "violonchelo, chelo",
        "harp": "arpa",
        "harpsichord": "clavecín, clavicémbalo",
        "organ": "órgano, órganos",
        "brass": "metales, viento metal, instrumentos de viento metal",
        "clarinet": "clarinete",
        "synth": "sintetizador, sintetizadores, sintes",
        "bells": "campanas, campanillas",
        "ukulele": "ukelele",
        "banjo": "banyo",
        "mandolin": "mandolina",
        "accordion": "acordeón",
        "harmonica": "armónica",
        "pop": "música pop",
        "rock": "música rock",
        "hip-hop": "hip hop, rap en español",
        "country": "música country",
        "folk": "folclore, folklore, música folclórica",
        "latin": "latino, latina, música latina",
        "opera": "ópera",
        "dance": "música de baile, bailable",
        "soundtrack": (
            "banda sonora, bandas sonoras, música de cine, música de película, cinematográfico, cinematográfica"
        ),
        "chiptune": "8 bits, música de 8 bits, música chip, música de videojuego, música de videojuegos",
        "experimental": "música experimental",
        "psychedelic": "psicodélico, psicodélica",
        "world": "músicas del mundo, música del mundo",
        "ambient": "música ambiental",
        "mysterious": "misterioso, misteriosa",
        "playful": "juguetón, juguetona",
        "warm": "cálido, cálida",
        "nostalgic": "nostálgico, nostálgica",
        "aggressive": "agresivo, agresiva",
        "beautiful": "hermoso, hermosa, bonito, bonita",
        "intense": "intenso, intensa",
        "calm": "tranquilo, tranquila, tranquilos, relajado, relajada, relajante, suave, calmado, calmada",
        "happy": "feliz, alegre, alegres, divertido, divertida",
        "sad": "triste, tristes, melancólico, melancólica",
        "dark": "oscuro, oscura, oscuros",
        "bright": "brillante, luminoso, luminosa",
        "energetic": "enérgico, enérgica, energía, movido, movida, potente",
        "epic": "épico, épica",
        "romantic": "romántico, romántica",
        "loud": "ruidoso, ruidosa, fuerte",
        "dreamy": "soñador, soñadora, onírico",
    },
    moves={
        (Facet.LENGTH, False): "más corto, más corta, más breve, demasiado largo, demasiado larga",
        (Facet.LENGTH, True): "más largo, más larga, demasiado corto, demasiado corta",
        (Facet.ERA, False): "más antiguo, más antigua, más viejo, más vieja, más clásico",
        (Facet.ERA, True): "más moderno, más moderna, más nuevo, más nueva, más reciente, más actual",
    },
    voices={
        None: "voces, voz, canto, letra, vocales, cantante, cantada",
        "female": "voz femenina, voces femeninas, voz de mujer, cantante femenina, mujer cantando",
        "male": "voz masculina, voces masculinas, voz de hombre, cantante masculino, hombre cantando",
    },
    paces={"slow": "lento, lenta, lentos, lentas", "fast": "rápido, rápida, rápidos, rápidas"},
    licences={("commercial",): "uso comercial, comercialmente, libre de derechos, sin derechos, sin copyright"},
    stop=(
        "el la los las un una unos unas de del al en que es está para por mi mis me te lo le se quiero quisiera "
        "busco necesito dame ponme pon puedes puede podrías música canción tema vídeo algo eso esa ese esta este "
        "con ahora también si a y o"
    ),
)
