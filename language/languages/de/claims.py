"""German: what the words of a reason claim, beyond the catalogue and the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from language.languages.claim_words import ClaimWords


def _inflect(stems: str, endings: str = " e es en em") -> str:
    """Adjectives with their endings: ruhig, ruhige, ruhiges, ruhigen, ruhigem."""
    return ", ".join(stem.strip() + ending for stem in stems.split(",") for ending in ("", *endings.split()))


def _add_article(stems: str) -> str:
    """Adjectives that with "ein" before them are no comparatives: "ein ruhiger Titel"."""
    return ", ".join(
        f"{word} {stem.strip()}er" for stem in stems.split(",") for word in ("ein", "kein", "dein", "sehr")
    )


_CALM, _RELAXED, _SOFT, _QUIET = (
    "ruhig, friedlich",
    "gelassen, entspannt, entspannend, gemächlich",
    "sanft, zart",
    "leis, still",
)
_LIVELY, _ENERGETIC, _DRIVING = (
    "lebhaft, munter, lebendig",
    "energiegeladen, energisch, dynamisch",
    "treibend, mitreißend, druckvoll",
)
_SAD, _CHEERFUL = "traurig, melancholisch, wehmütig, trüb", "fröhlich, heiter, glücklich"
_SLOW, _FAST = "langsam, behäbig", "schnell, rasant, flott, zügig, rasch"

_PHRASES: Mapping[str, str] = {
    "track.calm + clip.unhurried": f"{_inflect(_CALM)}, {_add_article(_CALM)}, ruhe",
    "track.easy-going + clip.unhurried": f"{_inflect(_RELAXED)}, {_add_article(_RELAXED)}",
    "track.soft + clip.unhurried": f"{_inflect(_SOFT)}, {_add_article(_SOFT)}, weich, weiches, weiche, weichen",
    "track.quiet + clip.unhurried": f"{_inflect(_QUIET)}, {_add_article(_QUIET)}, leise",
    "tempo.slow + clip.slow": f"{_inflect(_SLOW)}, {_add_article(_SLOW)}",
    "tempo.mid + clip.steady": "mittleres tempo, mittlerem tempo, im mittleren tempo, mäßiges tempo, mäßigem tempo",
    "tempo.fast + clip.fast": f"{_inflect(_FAST)}, {_add_article(_FAST)}",
    "track.steady + clip.steady": f"{_inflect('gleichmäßig, ausgeglichen')}, {_add_article('gleichmäßig')}",
    "track.lively + clip.lively": f"{_inflect(_LIVELY)}, {_add_article(_LIVELY)}, schwungvoll, schwungvolles",
    "track.energetic + clip.lively": f"{_inflect(_ENERGETIC)}, {_add_article(_ENERGETIC)}, kraftvoll, kraftvolles",
    "track.driving + clip.fast": f"{_inflect(_DRIVING)}, {_add_article(_DRIVING)}",
    "track.intense": _inflect("intensiv"),
    "track.loud": "laut, laute, lautes, lauten",
    "track.heavy": "wuchtig, wuchtiges, wuchtige, wuchtigen",
    "track.sombre": f"{_inflect('schwermütig')}, {_add_article('schwermütig')}",
    "track.sad": f"{_inflect(_SAD)}, {_add_article(_SAD)}",
    "track.cheerful": f"{_inflect(_CHEERFUL)}, {_add_article(_CHEERFUL)}",
    "track.hopeful": _inflect("hoffnungsvoll, erhebend, zuversichtlich"),
    "track.dark + clip.dark": (
        "dunkel, dunkle, dunkles, dunklen, dunklem, düster, düstere, düsteres, düsteren, finster"
    ),
    "track.bright + clip.bright": "hell, helle, helles, hellen, hellem, strahlend, strahlendes, leuchtend",
    "track.dark-sounding": (
        "dunkel klingendes, dunkel klingend, dunkel klingende, dunkel klingenden, dumpf, dunkel im klang"
    ),
    "track.bright-sounding": "hell klingendes, hell klingend, hell klingende, hell klingenden, hell im klang",
    "track.warm + clip.warm-toned": "warm, warme, warmes, warmen, warmem, wärme",
    "clip.cool-toned": "kühl, kühle, kühlen, kühles, in kühlen farben, kühlen farben, kühle farben",
    "clip.muted": "blass, blasse, blassen, blasses, entsättigt, farblos, farblosen, grau, grauen",
    "clip.colourful": "farbenfroh, farbenfrohe, farbenfrohen, bunt, bunte, bunten, buntes, farbig, farbigen",
    "clip.no-cuts": "keine schnitte, ohne schnitte, ohne schnitt, ungeschnitten, ungeschnittenen",
    "clip.few-cuts": "wenige schnitte, wenig schnitte, kaum schnitte, kaum schnitten",
    "clip.many-cuts": "viele schnitte, schnelle schnitte, schnellen schnitten, rasante schnitte, häufigen schnitten",
    "beat.steady": "fester takt, festem takt, fester beat, gleichmäßiger beat, gleichmäßigem beat, stetiger beat",
    "vocals.none": (
        "ohne gesang, ohne stimme, ohne stimmen, kein gesang, keinen gesang, instrumental, instrumentale, "
        "instrumentales, instrumentalstück, niemand singt, ohne text, rein instrumental, ohne worte, gesang fehlt, "
        "ganz ohne gesang"
    ),
    "vocals.any": "gesang, gesungen, stimme, stimmen, sänger, singt, gesanges, liedtext, vocals",
    "solo.one": "solo, allein, unbegleitet",
    "instrument.piano": "klavier, klaviers, klavierstück, klavierklänge, flügel, klaviermusik, piano",
    "instrument.guitar": "gitarre, gitarren, gitarrenklänge",
    "instrument.drums": "schlagzeug, trommeln, trommel, percussion, perkussion, drums, snare, becken",
    "instrument.strings": "streicher, streichern, streichquartett, streichinstrumente",
    "instrument.synth": "synthesizer, synthesizern, synthesizers, synthie, synthies, synths",
    "instrument.violin": "geige, geigen, violine, violinen",
    "instrument.flute": "flöte, flöten",
    "instrument.bass": "bass, bässe, bässen, basslinie",
    "genre.waltz": "walzer, marsch, ballade, wiegenlied, hymne, polka, sonate, schlager, volksmusik",
    "genre.classical": "klassik, klassisch, klassisches, klassische, klassischen, barock",
    "genre.electronic": "elektronisch, elektronisches, elektronische, elektronischen, elektro, elektronik",
    "genre.jazz": "jazz, jazzig, jazziges, jazzige",
    "genre.rock": "rock, rockig, rockiges",
    "mood.dreamy": (
        "verträumt, verträumtes, verträumte, traumhaft, atmosphärisch, atmosphärisches, sphärisch, sphärisches"
    ),
    "mood.epic": "episch, episches, epische, epischen, heroisch, majestätisch",
    "mood.mysterious": "geheimnisvoll, geheimnisvolles, mysteriös, mystisch",
    "mood.tense": "spannungsgeladen, spannungsgeladenes, angespannt, spannend, bedrohlich, unheimlich",
    "mood.romantic": "romantisch, romantisches, romantische, sinnlich",
    "mood.nostalgic": "nostalgisch, nostalgisches, nostalgische",
    "mood.playful": "verspielt, verspieltes, verspielte, witzig, skurril",
    "mood.aggressive": "aggressiv, aggressives, aggressive, wütend",
    "mood.groovy": "groovig, groovige, grooviges",
    "mood.beautiful": "schön, schöne, schönes, schönen, wunderschön, wunderschönes",
    "mood.catchy": "eingängig, eingängiges, eingängige, ohrwurm",
    "mood.weird": "seltsam, seltsames, merkwürdig",
    "era.60s": "60er, sechziger",
    "era.70s": "70er, siebziger",
    "era.80s": "80er, achtziger",
    "era.90s": "90er, neunziger",
    "era.00s": "2000er",
    "era.old": "altmodisch, retro, nostalgischer sound, vintage",
    "era.new": "modern, modernes, moderne, zeitgenössisch, aktuell, neu erschienen",
    "length.short": "kurzes stück, kurzer titel",
    "length.long": "langes stück, langer titel",
    "use.commercial": (
        "kommerziell nutzbar, kommerzielle nutzung, kommerziell nutzen, lizenzfrei, gemafrei, frei verwendbar, frei "
        "nutzbar, urheberrechtsfrei"
    ),
    "use.non-commercial": "nicht kommerziell, keine kommerzielle nutzung, nur nicht kommerziell, nur privat",
    "use.derivatives": "bearbeiten erlaubt, darf bearbeitet werden",
    "use.credit": "namen nennen, namensnennung, mit namensnennung, namensnennung nötig, namensnennung erforderlich",
    "use.no-credit": "namensnennung nicht nötig, ohne namensnennung, keine namensnennung",
    "licence.named": "cc, cc0, creative commons, gemeinfrei, public domain, gpl, alle rechte vorbehalten",
    "explicit.yes": "explizit, expliziten texten, explizite texte",
    "explicit.no": "nichts explizites, nicht explizit",
    "pace.same": (
        "im gleichen tempo wie, im selben tempo wie, passt zum tempo, im einklang mit dem tempo, so schnell wie, so "
        "ruhig wie, so lebhaft wie, gleiches tempo wie, im takt deines"
    ),
    "pace.other": "im kontrast zu, im gegensatz zu, als kontrast zu, kontrast zum, kontrast zu",
    "meets.rise": (
        "steigerung in deinem clip, höhepunkt deines clips, trifft der hauptteil, steigerung deines clips, höhepunkt "
        "des clips"
    ),
    "place-starts.beginning": "ganz vorn, von anfang an, ganz am anfang",
    "section.intro": "intro, intros, einleitung, auftakt",
    "section.build": "aufbau, baut sich auf, aufbaut, steigert sich, steigerung",
    "section.main": "hauptteil, hauptteils",
    "section.break": "ruhigere passage, ruhigeren passage, ruhigerer teil, pause",
    "section.ending": "schlussteil, schlussteils, schluss, ausklang",
    "outlasted.clip": "noch vor deinem clip, vor deinem clip, kürzer als dein clip, bevor dein clip endet",
    "change.energy.less": "ruhiger, leiser, sanfter, weniger energisch, weniger energie, entspannter, gelassener",
    "change.energy.more": "energiegeladener, lebhafter, energischer, mehr energie, treibender, kräftiger, lauter",
    "change.tempo.less": "langsamer, langsamere, langsameres, langsameren, gemächlicher",
    "change.tempo.more": "schneller, schnellere, schnelleres, schnelleren, flotter",
    "change.valence.less": "trauriger, melancholischer, düsterer, schwermütiger",
    "change.valence.more": "fröhlicher, heiterer",
    "change.brightness.less": "dunkler im klang, dunkler, wärmer",
    "change.brightness.more": "heller im klang, heller",
    "change.length.less": "kürzer",
    "change.length.more": "länger",
    "twice.double": "doppelt so schnell, doppeltes tempo, doppelten tempo",
    "twice.half": "halb so schnell, halbes tempo, halben tempo",
    "unmeasured.form": (
        "refrain, strophe, strophen, crescendo, taktwechsel, tonartwechsel, bridge, riff, riffs, hall, ausblende"
    ),
    "unmeasured.fame": (
        "berühmt, berühmtes, bekannt, bekanntes, beliebt, preisgekrönt, hit, kult, legendär, meisterwerk"
    ),
    "unmeasured.origin": (
        "aufgenommen, veröffentlicht, album, komponiert, geschrieben von, produziert von, live aufnahme, band"
    ),
    "role.clip": "clip, clips, video, videos, film, films, aufnahmen, bilder, bildern, bild, szene, szenen",
    "role.track": (
        "stück, stücks, musikstück, titel, song, lied, track, musik, es, er, sein, seine, seinen, vorschlag, melodie, "
        "klang, werk"
    ),
    "role.last": (
        "letzten vorschlag, letzte vorschlag, vorherigen vorschlag, vorige, vorherige, vorherigen, letzte titel, "
        "letzten titel, letztes mal, letzten mal"
    ),
    "role.no": (
        "kein, keine, keinen, keiner, keinem, keinerlei, ohne, nicht, nie, niemals, niemand, weder, noch nicht, "
        "nichts, verzichtet auf, statt, frei von, kaum, fehlt, fehlen"
    ),
    "role.no + role.instead": "anstelle von, anstatt",
    "role.no-after": "fehlt, fehlen, frei, los, bleibt weg, bleiben weg",
    "role.break": "aber, doch, sondern, dafür, nur, während, dann",
    "role.more": "mehr, etwas mehr, deutlich mehr, noch mehr",
    "role.less": "weniger, etwas weniger, nicht so, nicht ganz so",
    "role.now": "diesmal, jetzt, nun",
    "role.than": "als, gegenüber dem letzten vorschlag, im vergleich zu, im vergleich zum, verglichen mit",
    "role.asked": "gewünscht, gewünscht waren, du wolltest, gefragt, gewünschten",
    "role.and": "und, sowie",
    "role.or": "oder, noch",
    "role.bpm": "bpm, schläge pro minute, schlägen pro minute",
    "role.instead": "statt, anstatt, gegenüber",
    "role.from": "von",
    "role.seconds": "sekunden, sekunde, sek",
    "role.minutes": "minuten, minute, min",
    "role.starts": (
        "beginnt, beginn, beginne, startet, starte, starten, start, setzt ein, ab, los bei, einsteigen, einstieg, "
        "beginnen"
    ),
    "role.ends": "endet, ende, hört auf, lang, dauert, bis",
    "role.link": (
        "ist, sind, bleibt, bleiben, klingt, wirkt, war, fühlt sich, sehr, eher, recht, ziemlich, ganz, so, auch, "
        "immer, etwa"
    ),
    "role.link + role.hedge": "klingt nach, klingt wie, scheint, scheinen",
    "role.hedge": (
        "vielleicht, vermutlich, wahrscheinlich, wohl, womöglich, möglicherweise, anscheinend, mutmaßlich, ich meine, "
        "ich glaube"
    ),
    "role.neutral": (
        "fast, noch, gegen ende, eine alternative, als alternative, zu dem, letzten, gleichschritt, leicht, nicht "
        "nur, zum teil, ein hit für, als unterlage zu, als gegenstück zu, ausgesucht zu, sachte, nicht zu, ohne zu "
        "stören, im hintergrund, ohne abzulenken, passend, passende, passendes, passender, passenden, gut, gute, "
        "gutes, guter, guten, schlicht, schlichtes, kurz, kurze, kurzen, kurzes, neu, neues, neuen, ganz, ganze, "
        "ganzen, eigen, eigenen, eigener, anderes, anderen, einfaches, ideales, perfektes, perfekte, richtige, "
        "richtigen, ganzes"
    ),
    "role.article": (
        "ein, eine, einen, einem, einer, eines, dein, deine, deinen, deinem, deiner, deines, das, den, dem, der, die"
    ),
    "role.stop": (
        "der, die, das, den, dem, des, ein, eine, einen, einem, einer, dein, deine, deinen, deinem, deiner, deines, "
        "zu, zum, zur, für, mit, bei, in, im, an, am, auf, aus, nach, über, unter, von, vom, ich, du, wir, hier, "
        "dort, da, wo, wie, wenn, dass, hat, haben, wird, würde, kann, passt, gibt, sich, mir, dir, weil, damit, "
        "aber, ist, es, und, oder, nicht, gegenüber"
    ),
}

CLAIMS = ClaimWords(
    phrases=_PHRASES,
    pitches={
        "c": 0,
        "his": 0,
        "cis": 1,
        "des": 1,
        "d": 2,
        "dis": 3,
        "es": 3,
        "e": 4,
        "fes": 4,
        "f": 5,
        "eis": 5,
        "fis": 6,
        "ges": 6,
        "g": 7,
        "gis": 8,
        "as": 8,
        "a": 9,
        "ais": 10,
        "b": 10,
        "h": 11,
        "ces": 11,
    },
    modes={"major": ("dur",), "minor": ("moll",)},
    pronouns=frozenset({"es", "er", "sein"}),
    within=frozenset({"in", "im"}),
    elsewhere=frozenset({"fast"}),
    leaks=r"\banweisung\w*|\bsprachmodell\b",
)
