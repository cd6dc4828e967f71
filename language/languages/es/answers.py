"""Spanish: what a question is about in more detail; expressions on a folded line."""

from __future__ import annotations

from language.languages.answer_words import AnswerWords, AskedUse, BotTopic, VoiceDetail

ANSWERS = AnswerWords(
    uses={
        AskedUse.CLAIMS: (r"reclam|derechos de autor"),
        AskedUse.COMMERCIAL: (r"comercial|cliente|anuncio|\bvend(?:er|o|ido)\b|empresa|dinero|pagad"),
        AskedUse.CHANGES: (r"cambi|recort"),
        AskedUse.COST: (r"cuesta|precio|pagar"),
        AskedUse.WHICH: (r"(?:que|cual|tipo de) (?:\w+ ){0,4}licen[cs]\w*"),
    },
    voices={
        VoiceDetail.CLEAN: (r"groser|palabrota|ninos"),
        VoiceDetail.WHO: (r"mujer|hombre|femenin|masculin"),
        VoiceDetail.WORDS: (r"idioma|letra|dice|trata"),
    },
    topics={
        BotTopic.DATA: (r"datos|guard|almacen|recuerdas|olvid|borra|sabes de m"),
        BotTopic.LANGUAGE: (r"espanol|idioma|habla|ingles"),
        BotTopic.QUIET: (r"pregunt|calla|mencion|taguea"),
        BotTopic.IDENTITY: (r"eres|humano|\bia\b|quien te"),
    },
    real=r"de verdad|reale?s?\b",
    permission=r"\bpuedo\b|\bpodemos\b",
    greetings=r"hola+|buen[oa]s(?: \w+)?|buen dia",
    greeted=r"a todos",
    in_clip=(
        r"(?:(?:la|esta|el|este) (?:cancion|musica|tema) )?\b(?:en|de) (?:mi|el|este|nuestro) (?:clip|video)\b|(?:(?:la|el) (?:cancion|musica|tema) )?\bdel (?:clip|video)\b"
    ),
    this_song="esta canción",
    free=r"libre|gratis",
)
