"""Spanish."""

from __future__ import annotations

from language.languages.phrase_kinds import PhraseKind
from language.languages.vocabulary_table import LanguageTable
from musechat.wish import Facet

VOCABULARY = LanguageTable(
    said={
        PhraseKind.LIKE: (
            "como, como de, como en, al estilo de, estilo, del estilo de, tipo, en plan, parecido a, algo como, "
            "suena a, que suene a, que suene como, rollo, onda, en la onda de, a lo, inspirado en, en la línea de"
        ),
        PhraseKind.NO: (
            "bórrame, tira el, tira la, tira los, tira las, sácale, sácame, fuera el, fuera la, fuera los, fuera las, olvídate de la, se acabó el, se acabó la, bota el, bota la, ni se te ocurra, no me gusta el, no me gusta la, no me gustan los, no me gustan las, no soporto el, no soporto la, sin voces ni, sin nada de, nada de, no quiero, sin mucho, ningún, ninguna, nada como,"
            " nada de, nada tipo, nada parecido a, no como, todo menos, todo salvo, todo excepto, cualquier cosa menos, sin,"
            " quita, quítale, quítame, quitale, quitar, quita el, quita la, quita los, quita las, "
            "saca el, saca la, saca los, saca las, fuera, evita, elimina, elimina la, elimina el, "
            "ni, menos el, excepto, nunca, jamás, nada con, que no tenga, que no haya, que no "
            "lleve, que no sea, que no suene, no me pongas, no pongas, no metas, no uses, no más, "
            "ya no, basta de, odio, detesto"
        ),
        PhraseKind.LESS: (
            "menos, demasiado, demasiada, demasiados, demasiadas, no tan, no muy, no demasiado, no"
            " tanto, no tanta, menos de, baja, bájale a, baja el, baja la, un poco menos, un poco "
            "menos de, algo menos"
        ),
        PhraseKind.MORE: ("más, más de, ponle más, métele más, métele, échale, dale más, súbele, sube, un poco más de"),
        PhraseKind.SMALL: "un poco, un poquito, algo, un pelín",
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
        PhraseKind.FORGET: "olvida, olvida el, olvida la, olvida los, olvida las, olvídate del, olvídate de la, olvídate de",
        PhraseKind.EXPLICIT: (
            "letra subida de tono, lenguaje explícito, letras fuertes, letra explícita, letras explícitas, contenido explícito, palabrotas, groserías, malas palabras, tacos"
        ),
        PhraseKind.ALLOW: (
            "da igual que tenga, me da igual que tenga, da igual que haya, da igual si tiene, da igual si hay, no importa que "
            "tenga, no importa si tiene, no tiene que sonar a, no tiene que sonar como, no hace falta que suene a, no tiene que "
            "ser para, no hace falta que sea para, "
            "puede haber, puede tener, pueden sonar, puede llevar, se puede usar, no tiene que ser, no tiene que tener, no tiene por qué ser, no hace falta que sea, no hace falta que tenga, no "
            "hace falta, no necesita, no necesita ser, no es necesario que sea, no es necesario que tenga, no necesariamente, "
            "no me importaría, no me importa, no me importaría algo de, no me importa que haya, no me molesta, no me molesta que "
            "haya, no me molestaría, no tengo nada contra, no tengo nada en contra de, cualquier, da igual el, da igual la, me "
            "da igual el, me da igual la, no importa el, no importa la"
        ),
        PhraseKind.FINE: (
            "me va bien, me van bien, sí me va bien, sí me van bien, me parece bien, sí me gusta, dan igual, me dan igual, también vale, también valen, no me molesta, no me molestan, no molesta, no molestan, no pasa nada, se permite, se permiten, está ok, están ok, no hay problema, son aceptables, es aceptable, me vale, me valen, sin problema, da igual, me da igual, no importa, no importan, está permitido, están permitidas, también está bien, también "
            "están bien, está bien después de todo, están bien después de todo, está bien, están bien, no hace falta, es opcional"
        ),
        PhraseKind.BREAK: "pero, por favor, porfa, no solo, no sólo, no solamente, no únicamente",
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
    leading={PhraseKind.NO: "sin, nada"},  # "sin city" is not Spanish
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
        "soft": "suavito, delicado, delicada, dulce, dulces, dulcecito",
        "groovy": "con groove, con flow, groovero",
        "party": "fiesta, fiestero, fiestera, de fiesta",
        "nostalgic": "nostálgico, nostálgica, nostalgia, retro",
        "mysterious": "misterioso, misteriosa, misterio, enigmático",
        "tense": "tenso, tensa, suspenso, suspense, tensión, de intriga",
        "aggressive": "agresivo, agresiva, enojado, furioso, furiosa, violento, violenta, rabioso",
        "heavy": "pesado, pesada, duro, dura, contundente, denso, denso y pesado",
        "intense": "intenso, intensa",
        "warm": "cálido, cálida, acogedor",
        "uplifting": (
            "esperanzador, esperanzadora, inspirador, inspiradora, motivador, motivadora, motivante, optimistas, con esperanza, que dé esperanza"
        ),
        "playful": "juguetón, juguetona, gracioso, graciosa, cómico, cómica, chistoso, travieso, traviesa, divertido y tonto, payaso, payasesco",
        "dance": "bailable, para bailar, música de baile, bailables, que se baile, bailongo, bailonga, perreable",
        "easy listening": "música de ascensor, música de elevador, lounge, música lounge",
        "hip-hop": "rap, rapeo, hip hop, rap en español, jipjop, rapero, rapera",
        "latin": "latino, latina, latinos, música latina",
        "soundtrack": (
            "música de película, de película, banda sonora, cinematográfico, cinematográfica, "
            "cinemático, bandas sonoras, música de cine"
        ),
        "folk": "folclore, folclórica, folklore, música folclórica, celta, celtas, irlandesa, irlandés, folclore irlandés",
        "jazz": "jazz, jazzero",
        "pop": "pop, popero, música pop",
        "rock": "rockero, rockera, rock, música rock",
        "ukulele": "ukelele, ukulele",
        "organ": "órgano, órganos",
        "bells": "campanas, campanitas, campanillas, caja de música, cascabeles",
        "clarinet": "clarinete",
        "harmonica": "armónica",
        "accordion": "acordeón, bandoneón, bandoneon",
        "harp": "arpa",
        "synth": "sintetizador, sintetizadores, sintes, teclados electrónicos",
        "brass": ("metales, vientos, trombón, trombones, vientos metal, viento metal, instrumentos de viento metal"),
        "cello": "chelo, violonchelo, violoncelo, chelos",
        "beat": "ritmo, ritmos, beat, beats",
        "piano": "piano, pianito, pianos, teclado",
        "guitar": "guitarra, guitarras, guitarrita, guitarreo, guitarrista",
        "acoustic guitar": ("guitarra acústica, guitarra española, guitarra clásica, guitarras acústicas"),
        "electric guitar": "guitarra eléctrica, guitarras eléctricas, guitarrazos",
        "drums": "batería, baterías, percusión, tambores, tambor, batacas, percusiones, bombo, caja, bongos, maracas, timbales, congas, cajón",
        "bass": "bajo, bajos, bajo eléctrico, contrabajo, graves",
        "strings": "cuerdas, cuerda, sección de cuerdas",
        "violin": "violín, violines, violincito",
        "trumpet": "trompeta, trompetas, trompetita",
        "saxophone": "saxofón, saxo, saxofones, sax",
        "choir": "coro, coros, coral",
        "orchestra": "orquesta, orquestal, orquestas, sinfónica, sinfónico",
        "flute": "flauta, flautas",
        "classical": "clásica, música clásica, clásico",
        "acoustic": "acústico, acústica, música acústica, desenchufado, instrumentos reales",
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
            "triste, tristes, melancólico, melancólica, tristón, tristona, nostálgica y triste, melancolía, deprimente, depre, bajonera"
        ),
        "dark": (
            "oscuro, oscura, oscuros, oscuras, tenebroso, tenebrosa, siniestro, siniestra, "
            "sombrío, sombría, terrorífico, de miedo, miedo, oscurita, de terror, terror, terrorífica, aterrador, aterradora, espeluznante, que dé miedo, que da miedo, macabro"
        ),
        "bright": "brillante, luminoso, luminosa, luminosos, claro, fresco, fresca",
        "energetic": (
            "enérgico, enérgica, energía, movido, movida, potente, energético, energética, "
            "enérgicos, con fuerza, marchoso, con marcha, animado, animada, movidito, movidita, "
            "potentes, con punch, cañero, cañera, con garra, con caña, cañón, prendido, prendida, con pila, con pilas, explosivo, hype"
        ),
        "epic": "épico, épica, épicos, grandioso, grandiosa, heroico, majestuoso",
        "romantic": "romántico, romántica, románticos, amor, amoroso, sentimental, enamorado, enamorada",
        "loud": "ruidoso, ruidosa, fuerte",
        "dreamy": "soñador, soñadora, onírico, etéreo, etérea, flotante",
    },
    moves={
        (
            Facet.ENERGY,
            False,
        ): "menos caña, demasiado cañero, demasiado cañera, bájale la intensidad, bájale dos rayitas, bájale dos, bájale tantito, más relax, más chill",
        (
            Facet.ENERGY,
            True,
        ): "más chispa, más flow, más vida, más movimiento, muy soso, muy sosa, muy apagado, muy apagada, súbele la energía, más intenso, más intensa, más movida, más movido, más movidita, más movidito, más animada, más animado, más cañera, más cañero, "
        + (
            "métele candela, dale candela, dale caña, más caña, métele caña, más marcha, dale gas, métele ganas, "
            "más punch, más power, con más fuerza, muy floja, muy flojo"
        ),
        (Facet.TEMPO, True): "más rápido, más rápida, pero muy lenta, pero muy lento, demasiado lento, demasiado lenta",
        (
            Facet.TEMPO,
            False,
        ): "demasiado acelerado, demasiado acelerada, muy acelerado, muy acelerada, demasiado rápida, menos acelerado, menos acelerada, "
        + "más lento, más lenta, pero muy rápida, pero muy rápido, demasiado rápido",
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
    paces={
        "slow": "lento, lenta, lentos, lentas, despacio, lentito, lentita, pausado",
        "fast": "rápido, rápida, rápidos, rápidas, veloz, rapidito, rapidita, acelerado, acelerada",
    },
    licences={
        (
            "derivatives",
        ): "me deje editarla, me deje editarlo, me deje editar, me deje remezclarla, me deje modificarla, permita editarla, permita editar, permita modificar, permita modificarla, pueda remezclarla, pueda modificarla, obras derivadas, se pueda remezclar, se pueda modificar, se pueda editar",
        (
            "no-attribution",
        ): "que no haya que dar créditos, que no haya que acreditar, sin dar créditos, sin acreditar, sin obligación de acreditar, no tener que acreditar, no haya que acreditar, no haya que dar créditos, no tenga que dar créditos, sin tener que dar créditos, sin atribución, sin dar crédito, sin créditos, sin mencionar a nadie",
        (
            "commercial",
        ): "canal monetizado, canales monetizados, vídeo monetizado, vídeos monetizados, vídeo patrocinado, vídeos patrocinados, contenido patrocinado, uso empresarial, para mi empresa, licencia comercial, monetizarlo, monetizarla, monetice, usar en anuncios, usarse en anuncios, usar en un anuncio, para un anuncio pagado, usar en publicidad, en publicidad, que se pueda vender, monetizable, monetizar, para vender, usar comercialmente, anuncio pagado, publicidad pagada, anuncios pagados, monetizar, uso comercial, comercialmente, libre de derechos, sin derechos, sin copyright, para un cliente, para mi cliente, para una clienta, para clientes",
    },
    traits={
        "cheesy": "cursi, cursis, hortera, empalagoso, empalagosa, cutre, ñoño, ñoña",
        "serious": "serio, seria, formal",
        "emotional": "emotivo, emotiva, emocionante, conmovedor, conmovedora, emocional, sentido, sentida, que emocione, que haga llorar, para llorar, lacrimógeno",
        "elegant": "elegante, elegantes, sofisticado, sofisticada, con clase, refinado, refinada, fino, finolis, fina, lujoso",
        "modern": "moderno, moderna, modernos, actual, contemporáneo",
        "childish": "infantil, infantiles, de niños chiquitos, aniñado, de niños pequeños",
        "boring": "soso, sosa, aburridos, aburrida, aburrido, monótono, monótona",
        "magical": "mágico, mágica, encantado, de cuento de hadas, mágicos",
        "raw": "crudo, cruda, sucio, áspero, rasposo, rasposa",
        "distorted": "distorsionado, distorsionada, distorsión",
        "cold": "frío, fría, estéril, gélido, gélida, helado",
        "minimal": (
            "minimalista, sencillo, sencilla, discreto, discreta, sobrio, menos cargado, menos cargada, menos "
            "recargado, menos recargada, demasiado cargado, demasiado cargada, demasiado recargado, más "
            "despejado, más despejada, menos cosas, menos cosas sonando, menos cosas a la vez, menos cosas "
            "sonando a la vez, menos capas, menos instrumentos, más limpio, más limpia, simple, sutil, sutiles, sencillita, discretita"
        ),
        "layered": (
            "denso, densa, más denso, más densa, más cargado, más cargada, más lleno, más llena, con más capas"
        ),
        "build": (
            "que va subiendo, va creciendo, que crece, crescendo, in crescendo, que va a más, que sube poco a poco"
        ),
        "bittersweet": "agridulce, agridulces",
        "triumphant": "triunfal, triunfante, victorioso, victoriosa, de victoria",
        "dramatic": "dramático, dramática, teatral, trágico",
        "catchy": "pegadizo, pegadiza, pegajosa, pegajoso, contagioso, contagiosa",
        "quirky": "excéntrico, excéntrica, rarito, peculiar, extravagante",
        "kazoo": "kazoo, kazú",
        "claps": "palmas, palmadas, aplausos",
        "whistling": "silbido, silbidos, silbando, silbar",
        "humming": "tarareo, tarareando, tararear",
        "screaming": "gritos, gritando, guturales, berridos",
        "autotune": "autotune",
    },
    asked={
        PhraseKind.SCALE: {
            Facet.TEMPO: "el tempo, tempo, la velocidad, velocidad",
            Facet.LENGTH: "la duración, duración",
            Facet.LICENCE: "la licencia, licencia",
            Facet.GENRE: "el género, género, el estilo",
        },
    },
    stop=(
        "el la los las un una unos unas de del al en que es está para por mi mis me te lo le se quiero quisiera "
        "q dure dura duren durar busco necesito dame ponme pon puedes puede podrías música canción tema vídeo algo eso esa ese esta este "
        "con ahora también si a y o"
    ),
    small=(
        "para con sin y o pero el los las un una mi mis nuestro nuestra de del en sobre algo por favor no más menos "
        "quiero necesito busco"
    ),
)
