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
            "sin voces ni, sin nada de, nada de, no quiero, sin mucho, ningún, ninguna, nada como,"
            " nada de, nada tipo, nada parecido a, no como, todo menos, cualquier cosa menos, sin,"
            " quita, quítale, quítame, quitale, quitar, quita el, quita la, quita los, quita las, "
            "saca el, saca la, saca los, saca las, fuera, evita, elimina, elimina la, elimina el, "
            "ni, menos el, excepto, nunca, jamás, nada con, que no tenga, que no haya, que no "
            "lleve, que no sea, que no suene, no me pongas, no pongas, no metas, no uses, no más, "
            "ya no, basta de, olvida, odio, detesto"
        ),
        PhraseKind.LESS: (
            "menos, demasiado, demasiada, demasiados, demasiadas, no tan, no muy, no demasiado, no"
            " tanto, no tanta, menos de, baja, bájale a, baja el, baja la, un poco menos, un poco "
            "menos de, algo menos"
        ),
        PhraseKind.MORE: ("más, más de, ponle más, métele más, métele, échale, dale más, súbele, sube, un poco más de"),
        PhraseKind.SMALL: "un poco, un poquito, algo, un pelín, un poco más",
        PhraseKind.LARGE: "mucho, bastante, muy, muchísimo, súper, re",
        PhraseKind.ONLY: (
            "solo, sólo, solamente, únicamente, únicamente con, nada más, nada más que, solo con, "
            "sólo con, exclusivamente, tiene que tener, tiene que ser, que sea solo, puro, pura"
        ),
        PhraseKind.WITH: (
            "con, que tenga, pon, ponle, deja, deja el, deja la, deja los, deja las, añade, "
            "agrega, mete, y con, pero con, que lleve, quiero"
        ),
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
        "beautiful": "hermoso, hermosa, bonito, bonita",
        "ambient": "música ambiental",
        "world": "músicas del mundo, música del mundo",
        "psychedelic": "psicodélico, psicodélica",
        "experimental": "música experimental",
        "chiptune": ("8 bits, música de 8 bits, música chip, música de videojuego, música de videojuegos"),
        "opera": "ópera",
        "country": "música country",
        "mandolin": "mandolina",
        "banjo": "banyo",
        "harpsichord": "clavecín, clavicémbalo",
        "soft": "suavito, delicado, delicada",
        "groovy": "con groove",
        "party": "fiesta, fiestero, fiestera, de fiesta",
        "nostalgic": "nostálgico, nostálgica, nostalgia, retro",
        "mysterious": "misterioso, misteriosa, misterio, enigmático",
        "tense": "tenso, tensa, suspenso, suspense, tensión, de intriga",
        "aggressive": "agresivo, agresiva, enojado",
        "heavy": "pesado, pesada, duro, dura",
        "intense": "intenso, intensa",
        "warm": "cálido, cálida, acogedor",
        "uplifting": ("esperanzador, esperanzadora, inspirador, inspiradora, motivador, motivadora, motivante"),
        "playful": "juguetón, juguetona, gracioso, graciosa, cómico, cómica, chistoso",
        "dance": "bailable, para bailar, música de baile",
        "easy listening": "música de ascensor, música de elevador",
        "hip-hop": "rap, rapeo, hip hop, rap en español",
        "latin": "latino, latina, latinos, música latina",
        "soundtrack": (
            "música de película, de película, banda sonora, cinematográfico, cinematográfica, "
            "cinemático, bandas sonoras, música de cine"
        ),
        "folk": "folclore, folclórica, folklore, música folclórica",
        "jazz": "jazz, jazzero",
        "pop": "pop, popero, música pop",
        "rock": "rockero, rockera, rock, música rock",
        "ukulele": "ukelele, ukulele",
        "organ": "órgano, órganos",
        "bells": "campanas, campanitas, campanillas, caja de música",
        "clarinet": "clarinete",
        "harmonica": "armónica",
        "accordion": "acordeón",
        "harp": "arpa",
        "synth": "sintetizador, sintetizadores, sintes, teclados electrónicos",
        "brass": ("metales, vientos, trombón, trombones, vientos metal, viento metal, instrumentos de viento metal"),
        "cello": "chelo, violonchelo, violoncelo, chelos",
        "beat": "ritmo, ritmos, beat, beats",
        "piano": "piano, pianito, pianos, teclado",
        "guitar": "guitarra, guitarras, guitarrita, guitarreo, guitarrista",
        "acoustic guitar": ("guitarra acústica, guitarra española, guitarra clásica, guitarras acústicas"),
        "electric guitar": "guitarra eléctrica, guitarras eléctricas, guitarrazos",
        "drums": "batería, baterías, percusión, tambores, tambor, batacas, percusiones",
        "bass": "bajo, bajos, bajo eléctrico, contrabajo, graves",
        "strings": "cuerdas, cuerda, sección de cuerdas",
        "violin": "violín, violines, violincito",
        "trumpet": "trompeta, trompetas, trompetita",
        "saxophone": "saxofón, saxo, saxofones, sax",
        "choir": "coro, coros, coral",
        "orchestra": "orquesta, orquestal, orquestas, sinfónica, sinfónico",
        "flute": "flauta, flautas",
        "classical": "clásica, música clásica, clásico",
        "acoustic": "acústico, acústica, música acústica",
        "electronic": "electrónico, electrónica, música electrónica, electrónicos",
        "calm": (
            "tranquilo, tranquila, tranquilos, relajado, relajada, relajante, suave, calmado, "
            "calmada, tranqui, tranquis, tranquilita, tranquilito, sereno, serena, calma, "
            "apacible, suaves, suavecito, suavecita, leve, relajadito"
        ),
        "happy": (
            "feliz, alegre, alegres, divertido, divertida, felices, alegría, contento, buen rollo, optimista, positivo"
        ),
        "sad": (
            "triste, tristes, melancólico, melancólica, tristón, tristona, nostálgica y triste, melancolía, deprimente"
        ),
        "dark": (
            "oscuro, oscura, oscuros, oscuras, tenebroso, tenebrosa, siniestro, siniestra, "
            "sombrío, sombría, terrorífico, de miedo, miedo"
        ),
        "bright": "brillante, luminoso, luminosa, luminosos, claro",
        "energetic": (
            "enérgico, enérgica, energía, movido, movida, potente, energético, energética, "
            "enérgicos, con fuerza, marchoso, con marcha, animado, animada, movidito, movidita, "
            "potentes, con punch, cañero, cañera, con garra"
        ),
        "epic": "épico, épica, épicos, grandioso, grandiosa, heroico, majestuoso",
        "romantic": "romántico, romántica, románticos, amor, amoroso",
        "loud": "ruidoso, ruidosa, fuerte",
        "dreamy": "soñador, soñadora, onírico, etéreo, etérea, flotante",
    },
    moves={
        (Facet.ENERGY, True): (
            "métele candela, dale candela, dale caña, más caña, métele caña, más marcha, dale gas, métele ganas, "
            "más punch, más power, con más fuerza, muy floja, muy flojo"
        ),
        (Facet.TEMPO, True): "más rápido, más rápida, pero muy lenta, pero muy lento, demasiado lento, demasiado lenta",
        (Facet.TEMPO, False): "más lento, más lenta, pero muy rápida, pero muy rápido, demasiado rápido",
        (Facet.LENGTH, False): "no tan largo, " + "más corto, más corta, más breve, demasiado largo, demasiado larga",
        (Facet.LENGTH, True): "más largo, más larga, demasiado corto, demasiado corta",
        (Facet.ERA, False): "más antiguo, más antigua, más viejo, más vieja, más clásico",
        (Facet.ERA, True): "más moderno, más moderna, más nuevo, más nueva, más reciente, más actual",
    },
    voices={
        None: (
            "voces, voz, canto, letra, vocales, cantante, cantada, letras, cantantes, palabras, canten, cantado, vocal"
        ),
        "female": (
            "voz femenina, voces femeninas, voz de mujer, cantante femenina, mujer cantando, chica"
            " cantando, una chica cantando, chava cantando, cantante mujer, voz de chica, voces de"
            " mujer"
        ),
        "male": (
            "voz masculina, voces masculinas, voz de hombre, cantante masculino, hombre cantando, "
            "chico cantando, voz de chico, voz grave de hombre, cantante hombre"
        ),
    },
    paces={"slow": "lento, lenta, lentos, lentas", "fast": "rápido, rápida, rápidos, rápidas"},
    licences={
        ("no-attribution",): "sin atribución, sin dar crédito, sin créditos, sin mencionar a nadie",
        (
            "commercial",
        ): "anuncio pagado, publicidad pagada, anuncios pagados, monetizar, uso comercial, comercialmente, libre de derechos, sin derechos, sin copyright",
    },
    stop=(
        "el la los las un una unos unas de del al en que es está para por mi mis me te lo le se quiero quisiera "
        "busco necesito dame ponme pon puedes puede podrías música canción tema vídeo algo eso esa ese esta este "
        "con ahora también si a y o"
    ),
)
