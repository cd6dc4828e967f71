"""Traits: what music can be said to be that no tag and no measure tells; the text encoder hears them by their name.

Each has its plain English name, by which it goes to the encoder, and what is said for it in each language.
"""

from __future__ import annotations

from collections.abc import Mapping

TRAITS: Mapping[str, Mapping[str, str]] = {
    "cheesy": {
        "en": "cheesy, cheezy, corny, kitschy, kitsch, tacky, schmaltzy",
        "de": "kitschig, kitschige, kitschiges, schnulzig, schnulziges",
        "es": "cursi, cursis, hortera, empalagoso, empalagosa",
        "fr": "kitsch, cucul, gnangnan, niais, niaise, mièvre",
        "ja": "ダサい, くさい, クサい, 安っぽい",
    },
    "serious": {
        "en": "serious",
        "de": "ernst, ernste, ernstes, ernsthaft, seriös, seriöse, seriöses",
        "es": "serio, seria, formal",
        "fr": "sérieux, sérieuse",
        "ja": "真面目な, まじめな, 真剣な, シリアスな, シリアス",
    },
    "emotional": {
        "en": "emotional, touching, heartfelt, tear jerking, tearjerker",
        "de": "emotional, emotionale, emotionales, bewegend, bewegende, rührend, rührendes, gefühlvoll, gefühlvolles",
        "es": "emotivo, emotiva, emocionante, conmovedor, conmovedora, emocional, sentido, sentida",
        "fr": "émouvant, émouvante, touchant, touchante, émotion, émotionnel, poignant",
        "ja": "感動的な, 感動的, 感動する, 泣ける, エモい, エモーショナル, 心に響く",
    },
    "elegant": {
        "en": "elegant, classy, tasteful, sophisticated, refined",
        "de": "elegant, elegante, elegantes, edel, edles, edle, stilvoll, stilvolles, vornehm",
        "es": "elegante, elegantes, sofisticado, sofisticada, con clase",
        "fr": "élégant, élégante, raffiné, raffinée, distingué, chic",
        "ja": "上品な, 上品, エレガント, エレガントな, おしゃれな, お洒落な, オシャレな",
    },
    "modern": {
        "de": "modern, moderne, modernes, zeitgemäß, zeitgemäßes",
        "es": "moderno, moderna, modernos, actual, contemporáneo",
        "fr": "moderne, modernes, contemporain, actuel, actuelle",
        "ja": "モダンな, モダン, 現代的な, 今風の, 今どきの, 今っぽい",
    },
    "childish": {
        "en": "childish, babyish, kiddie, kiddy",
        "de": "kindisch, kindisches, kindlich",
        "es": "infantil, infantiles, de niños chiquitos",
        "fr": "enfantin, enfantine, puéril",
        "ja": "子供っぽい, 子どもっぽい, 幼稚な",
    },
    "boring": {
        "en": "boring, dull, bland, lame",
        "de": "langweiliges, langweilige, öde, lahm, lahmes",
        "es": "soso, sosa, aburridos",
        "fr": "ennuyeuse, plat, plate, fade, mou",
        "ja": "退屈な, つまらない, 単調な",
    },
    "magical": {
        "de": "magisch, magisches, magische, zauberhaft, zauberhaftes, märchenhaft",
        "es": "mágico, mágica, encantado",
        "fr": "magique, féerique, enchanté",
        "ja": "魔法のような, 幻想的な, 幻想的, ファンタジックな",
    },
    "raw": {
        "en": "raw, gritty, rough",
        "de": "roh, rohes, rau, raues, dreckig, dreckiges, rotzig",
        "es": "crudo, cruda, sucio, áspero",
        "fr": "brut, brute, rugueux, crade, sale",
        "ja": "荒々しい, 荒削りな, 生々しい",
    },
    "distorted": {
        "en": "distorted, distortion, fuzzy, overdriven, crunchy",
        "de": "verzerrt, verzerrte, verzerrtes, verzerrung",
        "es": "distorsionado, distorsionada, distorsión",
        "fr": "saturé, saturée, distorsion, distordu",
        "ja": "歪んだ, 歪み, ディストーション",
    },
    "cold": {
        "en": "cold, sterile, icy, clinical",
        "de": "kalt, kaltes, kalte, steril, steriles, kühl, kühles",
        "es": "frío, fría, estéril",
        "fr": "froid, froide, glacial, glaciale, stérile",
        "ja": "冷たい, クールな, 無機質な",
    },
    "minimal": {
        "en": "minimalist, minimalistic, sparse, sparser, less cluttered, less crowded, less dense, less layered, too busy, "
        "too cluttered, too crowded, too dense, more space, more room to breathe, airier, stripped down, stripped back, bare, restrained, barely there, uncluttered",
        "de": "minimalistisch, minimalistisches, minimal, reduziert, reduziertes, zurückhaltend, zurückhaltendes, dezent, "
        "dezentes, dezente, schlicht, schlichtes, reduzierter, schlichter, luftiger, weniger überladen, zu überladen, "
        "zu voll, zu vollgestopft, weniger dicht, weniger los",
        "es": "minimalista, sencillo, sencilla, discreto, discreta, sobrio, menos cargado, menos cargada, menos recargado, "
        "menos recargada, demasiado cargado, demasiado cargada, demasiado recargado, más despejado, más despejada",
        "fr": "minimaliste, épuré, épurée, sobre, discret, discrète, dépouillé, moins chargé, moins chargée, trop chargé, "
        "trop chargée, plus aéré, plus aérée",
        "ja": "シンプルな, シンプル, ミニマルな, ミニマル, 控えめな, 主張しない, 音数を減らして, 音数少なめ, 音数が少ない, "
        "音数の少ない, 音を減らして, ごちゃごちゃしない",
    },
    "layered": {
        "en": "multi layered, dense, denser, fuller, fuller sound, thicker, busier, more going on, wall of sound",
        "de": "dicht, dichter, dichtes, vielschichtig, vielschichtiger, vielschichtiges, mehr los, fülliger, opulenter",
        "es": "denso, densa, más denso, más densa, más cargado, más cargada, más lleno, más llena, con más capas",
        "fr": "dense, plus dense, plus fourni, plus fournie, plus étoffé, plus étoffée, plus de couches",
        "ja": "厚みのある, 厚みがある, 音数多め, 音数の多い, 音数を増やして, 密度の高い",
    },
    "build": {
        "en": "builds up, build up, buildup, builds, building up, building, crescendo, crescendos, that builds, slow burn, "
        "gets bigger, rising",
        "de": "steigert sich, sich steigert, aufbauend, aufbau, steigerung, baut sich auf, sich aufbaut, crescendo",
        "es": "que va subiendo, va creciendo, que crece, crescendo, in crescendo, que va a más, que sube poco a poco",
        "fr": "qui monte, monte petit à petit, monte peu à peu, montée en puissance, monte en puissance, crescendo, "
        "qui grandit",
        "ja": "だんだん盛り上がる, 徐々に盛り上がる, 少しずつ盛り上がる, クレッシェンド, 盛り上がっていく",
    },
    "bittersweet": {
        "en": "bitter sweet, happy sad",
        "de": "bittersüß, bittersüßes, bittersüße",
        "es": "agridulce, agridulces",
        "fr": "doux amer, douce amère, doux-amer",
        "ja": "ほろ苦い, 切ないけど温かい",
    },
    "triumphant": {
        "en": "victorious",
        "de": "triumphal, triumphales, siegreich, triumphierend",
        "es": "triunfal, triunfante, victorioso, victoriosa",
        "fr": "triomphal, triomphale, triomphant, victorieux",
        "ja": "勝利の, 勝ち誇った, 凱旋",
    },
    "dramatic": {
        "de": "dramatisch, dramatisches, dramatische",
        "es": "dramático, dramática",
        "fr": "dramatique",
        "ja": "ドラマチックな, ドラマチック, 劇的な",
    },
    "catchy": {
        "de": "eingängig, eingängiges, ohrwurm",
        "es": "pegadizo, pegadiza, pegajosa, pegajoso",
        "fr": "accrocheur, accrocheuse, entêtant",
        "ja": "キャッチーな, キャッチー, 耳に残る",
    },
    "quirky": {
        "en": "offbeat",
        "de": "schräg, schräges, skurril, skurriles, verschroben",
        "es": "excéntrico, excéntrica, rarito, peculiar",
        "fr": "décalé, décalée, loufoque, farfelu",
        "ja": "ヘンテコな, 奇妙な, クセのある",
    },
    "kazoo": {"en": "kazoo, kazoos", "de": "kazoo", "es": "kazoo, kazú", "fr": "kazoo, mirliton", "ja": "カズー"},
    "claps": {
        "en": "claps, handclaps, hand claps, clapping, clap",
        "de": "klatschen, händeklatschen, claps",
        "es": "palmas, palmadas",
        "fr": "claquements de mains, claps",
        "ja": "手拍子, クラップ",
    },
    "whistling": {
        "en": "whistling, whistle, whistles, whistled",
        "de": "pfeifen, gepfiffen, pfeifmelodie",
        "es": "silbido, silbidos, silbando, silbar",
        "fr": "sifflement, sifflements, sifflé, siffler, qui siffle",
        "ja": "口笛",
    },
    "humming": {
        "en": "humming, oohs, oohs and aahs, vocalise, hummed",
        "de": "summen, gesummt, summende",
        "es": "tarareo, tarareando, tararear",
        "fr": "fredonnement, fredonné, fredonner",
        "ja": "ハミング, 鼻歌",
    },
    "screaming": {
        "en": "screaming, screams, scream, growling, growls, screamo, shouting, yelling",
        "de": "geschrei, schreien, growls, gebrüll, geschreie",
        "es": "gritos, gritando, guturales, berridos",
        "fr": "cris, hurlements, hurler, growl, ça crie, ça hurle",
        "ja": "シャウト, 叫び, 絶叫, デスボイス, デスボ",
    },
    "autotune": {
        "en": "autotune, auto tune, autotuned",
        "de": "autotune, auto tune",
        "es": "autotune",
        "fr": "autotune, vocodeur",
        "ja": "オートチューン",
    },
}
