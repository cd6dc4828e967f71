"""Spanish: what the words of a reason claim, beyond the catalogue and the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from language.languages.claim_words import ClaimWords


def _inflect(stems: str) -> str:
    """Adjectives in -o with their other endings: lento, lenta, lentos, lentas."""
    return ", ".join(s.strip()[:-1] + end for s in stems.split(",") for end in ("o", "a", "os", "as"))


def _add_plurals(words: str) -> str:
    """Words with their plural in -s or -es."""
    return ", ".join(f"{w}, {w}{'s' if w[-1] in 'aeo' else 'es'}" for w in (word.strip() for word in words.split(",")))


_PHRASES: Mapping[str, str] = {
    "track.calm + clip.unhurried": f"{_inflect('tranquilo, sereno, calmado, apacible')}, calma, tranquilidad",
    "track.easy-going + clip.unhurried": f"{_inflect('relajado, pausado, sosegado')}, relajante",
    "track.soft + clip.unhurried": _add_plurals("suave, delicado, tierno") + ", delicada, tierna, suavemente",
    "track.quiet + clip.unhurried": _inflect("silencioso, callado, discreto"),
    "tempo.slow + clip.slow": f"{_inflect('lento')}, despacio, lentamente",
    "tempo.mid + clip.steady": "medio tiempo, tempo medio, tempo moderado",
    "tempo.fast + clip.fast": f"{_inflect('rápido')}, veloz, rápidamente, trepidante, acelerado",
    "track.steady + clip.steady": _inflect("equilibrado, moderado, acompasado"),
    "track.lively + clip.lively": f"{_inflect('animado, movido, vivo')}, vivaz",
    "track.energetic + clip.lively": f"{_inflect('enérgico, dinámico')}, energía, potente, con mucha energía",
    "track.driving + clip.fast": "impetuoso, impetuosa, frenético, frenética, implacable, arrollador, arrolladora",
    "track.intense": _inflect("intenso"),
    "track.loud": f"{_inflect('ruidoso')}, fuerte, estruendoso",
    "track.sombre": f"{_inflect('sombrío, melancólico, lúgubre')}, melancolía",
    "track.sad": "triste, tristes, tristeza, nostálgico y triste",
    "track.cheerful": f"{_add_plurals('alegre')}, feliz, felices, alegría, jovial, joviales, {_inflect('divertido')}",
    "track.hopeful": "esperanzador, esperanzadora, optimista, inspirador, inspiradora",
    "track.dark + clip.dark": f"{_inflect('oscuro, tenebroso')}, oscuridad",
    "track.bright + clip.bright": f"{_inflect('luminoso')}, brillante, brillantes, radiante",
    "track.dark-sounding": "de sonido oscuro, sonido oscuro, tono oscuro, timbre oscuro",
    "track.bright-sounding": "de sonido brillante, sonido brillante, timbre brillante",
    "track.warm + clip.warm-toned": f"{_inflect('cálido')}, calidez",
    "clip.cool-toned": "de tonos fríos, tonos fríos, colores fríos, fríos",
    "clip.warm-toned": "de tonos cálidos, tonos cálidos, colores cálidos",
    "clip.muted": "de colores apagados, colores apagados, descolorido, desaturado, pálido, gris",
    "clip.colourful": f"{_inflect('colorido')}, lleno de color, vivos colores, colores vivos",
    "clip.no-cuts": "sin cortes, ningún corte, plano secuencia, una sola toma, sin un solo corte",
    "clip.few-cuts": "pocos cortes, apenas cortes, escasos cortes, con pocos cortes",
    "clip.many-cuts": "muchos cortes, cortes rápidos, cortes constantes, numerosos cortes",
    "beat.steady": "pulso constante, ritmo constante, pulso firme, ritmo firme, ritmo estable",
    "vocals.none": (
        "sin voz, sin voces, sin canto, instrumental, instrumentales, nadie canta, sin letra, sin cantante, ninguna "
        "voz, sin cantar, sin vocales"
    ),
    "vocals.any": "voz, voces, canto, canta, cantado, cantada, cantante, letra, vocales",
    "solo.one": "solista, en solitario, piano solo, solo de piano, sin acompañamiento, a solas",
    "instrument.drums": "batería, baterías, percusión, percusiones, tambores, tambor, caja, platillos",
    "instrument.strings": "cuerdas, cuerda, sección de cuerdas, cuarteto de cuerdas",
    "instrument.guitar": "guitarra, guitarras",
    "instrument.synth": "sintetizador, sintetizadores, sinte, sintes",
    "instrument.beat": "beat, beats, base rítmica, ritmos",
    "genre.waltz": "vals, balada, marcha, himno, nana, polca, sonata, ranchera, bolero, copla",
    "genre.classical": f"{_inflect('clásico')}, música clásica, barroco, barroca",
    "genre.electronic": f"{_inflect('electrónico')}, electro",
    "mood.dreamy": (
        "soñador, soñadora, onírico, onírica, etéreo, etérea, atmosférico, atmosférica, hipnótico, envolvente"
    ),
    "mood.epic": f"{_inflect('épico, heroico, majestuoso')}",
    "mood.mysterious": _inflect("misterioso, enigmático, místico"),
    "mood.tense": f"{_inflect('tenso, inquieto')}, tensión, inquietante, amenazante, siniestro",
    "mood.romantic": f"{_inflect('romántico')}, sensual, íntimo, íntima",
    "mood.nostalgic": f"{_inflect('nostálgico')}, nostalgia",
    "mood.playful": "juguetón, juguetona, travieso, gracioso, divertidísimo",
    "mood.aggressive": f"{_inflect('agresivo, furioso')}, rabioso",
    "mood.groovy": "con groove, groove",
    "mood.beautiful": f"{_inflect('bonito, hermoso, bello, precioso')}, belleza",
    "mood.catchy": f"{_inflect('pegadizo')}, contagioso",
    "mood.weird": f"{_inflect('raro, extraño')}",
    "era.60s": "años 60, años sesenta, sesentero",
    "era.70s": "años 70, años setenta, setentero",
    "era.80s": "años 80, años ochenta, ochentero, 80s",
    "era.90s": "años 90, años noventa, noventero",
    "era.00s": "años 2000",
    "era.old": "retro, antiguo, antigua, vintage, de antes, clásicos de siempre",
    "era.new": f"{_inflect('moderno, contemporáneo')}, actual, reciente, nuevo lanzamiento",
    "length.short": "tema corto, tema breve, pieza corta, pieza breve",
    "length.long": "tema largo, pieza larga",
    "use.commercial": (
        "uso comercial, comercialmente, libre de derechos, sin derechos, sin copyright, libre de uso, uso libre"
    ),
    "use.non-commercial": "no comercial, sin uso comercial, uso no comercial, solo uso personal",
    "use.credit": (
        "con atribución, hay que dar crédito, requiere atribución, citar al artista, dar crédito, atribución"
    ),
    "use.no-credit": "sin atribución, no requiere atribución, sin dar crédito, sin necesidad de atribución",
    "licence.named": "cc, cc0, creative commons, dominio público, gpl, todos los derechos reservados",
    "explicit.yes": "explícito, explícita, palabrotas",
    "explicit.no": "nada explícito, no explícito",
    "pace.same": (
        "al ritmo de, con el mismo pulso que, en sintonía con el ritmo de, al mismo ritmo que, sigue el ritmo de, al "
        "compás de, tan rápido como, tan tranquilo como, tan lento como, tan animado como"
    ),
    "pace.other": "en contraste con, contrasta con, como contrapunto, contraste con",
    "meets.rise": "subida de tu clip, clímax de tu clip, punto álgido de tu clip, coincide con la subida",
    "place-starts.beginning": "desde el principio, desde el comienzo, al principio",
    "section.intro": "intro, introducción",
    "section.build": "va creciendo, subida, crece, crescendo, en aumento",
    "section.main": "parte principal, sección principal, tramo principal",
    "section.break": "pausa, pausa más tranquila, pasaje más tranquilo, parte más tranquila, pasaje tranquilo",
    "section.ending": "final, cierre, desenlace",
    "outlasted.clip": "antes que tu clip, antes de que acabe tu clip, más corto que tu clip",
    "change.energy.less": (
        "más tranquilo, más tranquila, más calmado, más suave, más relajado, menos enérgico, menos energía, "
        "menos agitado, menos movido"
    ),
    "change.energy.more": (
        "más enérgico, más enérgica, más animado, más animada, más energía, más movido, más intenso, más vivo, más dinámico"
    ),
    "change.tempo.less": "más lento, más lenta, menos rápido, más despacio, más pausado",
    "change.tempo.more": "más rápido, más rápida, menos lento, más deprisa",
    "change.valence.less": "más triste, más sombrío, más melancólico, menos alegre",
    "change.valence.more": "más alegre, más feliz, menos triste",
    "change.brightness.less": "con un sonido más oscuro, más oscuro, más oscura, más cálido",
    "change.brightness.more": "con un sonido más brillante, más brillante, más luminoso",
    "change.length.less": "más corto, más corta, más breve",
    "change.length.more": "más largo, más larga",
    "twice.double": "el doble de rápido, al doble de velocidad, el doble de velocidad",
    "twice.half": "la mitad de rápido, a mitad de velocidad, a la mitad de velocidad",
    "unmeasured.form": (
        "estribillo, estrofa, estrofas, puente, riff, riffs, modulación, compás, reverberación, arpegios"
    ),
    "unmeasured.fame": (
        "famoso, famosa, popular, éxito, premiado, legendario, conocido, conocida, obra maestra, icónico"
    ),
    "unmeasured.origin": (
        "grabado, grabada, publicado, publicada, álbum, compuesto, compuesta, escrito por, producido por, en directo, "
        "en vivo, banda"
    ),
    "role.clip": "clip, clips, vídeo, video, vídeos, imágenes, imagen, toma, tomas, escena, escenas, película",
    "role.track": (
        "tema, track, canción, pieza, música, este, esta, melodía, sonido, propuesta, elección, base, aire, fondo musical, "
        "acompañamiento"
    ),
    "role.last": "anterior, tema anterior, último tema, propuesta anterior, última propuesta, el de antes",
    "role.no": (
        "no, sin, ningún, ninguna, nunca, nadie, nada de, ni, tampoco, carece de, en lugar de, libre de, apenas, "
        "jamás, falta, faltan"
    ),
    "role.no-after": "ausente, ausentes",
    "role.break": "pero, sino, solo, sólo, aunque, mientras, entonces",
    "role.more": "más, un poco más, mucho más, algo más",
    "role.less": "menos, un poco menos, algo menos, no tan",
    "role.now": "esta vez, ahora",
    "role.than": "que tu, que las, que la, que el anterior, frente al anterior, comparado con, en comparación con, frente a",
    "role.asked": "pediste, querías, pedías, pedido, deseabas",
    "role.and": "y, e",
    "role.or": "o, ni",
    "role.bpm": "bpm, ppm, pulsaciones por minuto, golpes por minuto",
    "role.instead": "en vez de, en lugar de, frente a",
    "role.from": "desde, de",
    "role.seconds": "segundos, segundo, seg",
    "role.minutes": "minutos, minuto, min",
    "role.starts": (
        "empieza, empezar, empezando, comienza, arranca, desde, ponlo, lo pondría, entra, inicia, inicio, comienzo, "
        "empiece, arranque, entrada"
    ),
    "role.ends": "termina, acaba, finaliza, dura, hasta",
    "role.link": (
        "es, son, está, están, suena, sigue, se mantiene, queda, muy, bastante, algo, también, siempre, casi, tan"
    ),
    "role.link + role.hedge": "suena a, parece, parecen",
    "role.hedge": (
        "quizá, quizás, tal vez, probablemente, posiblemente, seguramente, al parecer, me parece, creo, creo oír, me "
        "parece oír"
    ),
    "role.neutral": (
        "frente al, así, la mayor parte, de fondo, una alternativa, alternativa, no solo, no sólo, eso sí, de fondo "
        "para, elegido para, sin molestar, sin distraer, sin prisa, sin prisas, no demasiado, al final, en el final "
        "de tu"
    ),
    "role.stop": (
        "el, la, los, las, un, una, unos, unas, tu, tus, su, sus, mi, de, del, a, al, en, para, por, con, que, como, "
        "se, lo, le, te, yo, aquí, tienes, donde, cuando, hay, tiene, es, y, o, no, sin, este, esta, esto, va, pone, "
        "lleva, porque, así, más"
    ),
}

CLAIMS = ClaimWords(
    phrases=_PHRASES,
    pitches={"do": 0, "re": 2, "mi": 4, "fa": 5, "sol": 7, "la": 9, "si": 11},
    modes={"major": ("mayor",), "minor": ("menor",)},
    sharps=("#", "♯", " sostenido"),
    flats=("♭", " bemol"),
    within=frozenset({"en", "de"}),
    elsewhere=frozenset({"alternative"}),
    leaks=r"\binstrucciones\b|\bmodelo de lenguaje\b",
)
