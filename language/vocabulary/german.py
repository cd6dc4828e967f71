"""German."""

from __future__ import annotations

from language.vocabulary.phrase_kinds import PhraseKind
from language.vocabulary.table import LanguageTable
from musechat.wish import Facet


def _inflect(words: str) -> str:
    """Add the endings of comparatives: ruhiger, ruhigere, ruhigeres, ruhigeren."""
    return ", ".join(w.strip() + ending for w in words.split(",") for ending in ("", "e", "es", "en"))


GERMAN = LanguageTable(
    said={
        PhraseKind.LIKE: (
            "wie, so wie, wie von, wie aus, wie bei, wie in, klingt wie, klingt wie aus, klingt nach, im stil "
            "von, im stile von, ähnlich wie, so ähnlich wie, richtung, so richtung, in richtung, à la, so was "
            "wie, sowas wie, etwas wie, was wie, in der art von, inspiriert von, angelehnt an, erinnert an"
        ),
        PhraseKind.NO: (
            "kein, keine, keinen, keiner, keinem, ohne, nicht, bloß kein, bitte kein, bitte keine, nichts mit, "
            "nichts wie, nichts von, nicht wie, nicht im stil von, bloß nichts wie, alles außer, alles nur nicht"
        ),
        PhraseKind.LESS: "weniger, nicht so, nicht so viel, nicht so viele, nicht zu, zu viel, zu viele",
        PhraseKind.MORE: "mehr",
        PhraseKind.SMALL: "etwas, ein bisschen, bisschen, ein wenig, ein kleines bisschen, leicht",
        PhraseKind.LARGE: "viel, deutlich, wesentlich",
        PhraseKind.ONLY: "nur, ausschließlich",
        PhraseKind.WITH: "mit",
        PhraseKind.AND: "und",
        PhraseKind.OR: "oder",
        PhraseKind.BREAK: "aber, jedoch, bitte, sondern",
        PhraseKind.INSTEAD: "stattdessen, lieber",
        PhraseKind.ELSE: (
            "etwas anderes, was anderes, ein anderes, ein anderer song, ein anderes lied, einen anderen, noch eins, "
            "noch einen, noch einer, nochmal, nächstes, nächster, das nächste, anderer vorschlag"
        ),
        PhraseKind.LAST: (
            "wie das, wie der letzte, wie das letzte, so ähnlich, ähnlich, ähnliches, was ähnliches, etwas "
            "ähnliches, mehr davon, mehr so, genauso aber, so wie das, in dem stil, im gleichen stil"
        ),
        PhraseKind.PRAISE: (
            "gefällt mir, das gefällt mir, das passt, genau das, genau richtig, das ist perfekt, sehr schön"
        ),
        PhraseKind.DISLIKE: (
            "gefällt mir nicht, das gefällt mir nicht, passt nicht, das passt nicht, nichts für mich, nicht das "
            "richtige, mag ich nicht, das mag ich nicht, passt gar nicht"
        ),
        PhraseKind.SMALLTALK: (
            "danke, dankeschön, danke schön, vielen dank, danke dir, hallo, guten tag, guten morgen, super, toll, "
            "klasse, tschüss, alles klar, servus, moin"
        ),
        PhraseKind.INSTRUMENTAL: "nur musik, rein instrumental, instrumentalmusik",
    },
    alone={PhraseKind.PRAISE: "perfekt, passt, wunderbar", PhraseKind.DISLIKE: "nein, langweilig, nee"},
    terms={
        "piano": "klavier, klaviermusik",
        "guitar": "gitarre, gitarren",
        "drums": "schlagzeug, trommeln",
        "bass": "basslinie",
        "strings": "streicher",
        "violin": "geige, geigen",
        "trumpet": "trompete, trompeten",
        "saxophone": "saxofon, saxophon",
        "choir": "chor",
        "orchestra": "orchester",
        "organ": "orgel",
        "flute": "flöte",
        "classical": "klassik, klassische musik",
        "acoustic": "akustisch, akustische musik, akustisches",
        "electronic": "elektronisch, elektronische musik, elektronisches",
        "soundtrack": "filmmusik",
        "acoustic guitar": "akustikgitarre, akustische gitarre, konzertgitarre, westerngitarre",
        "electric guitar": "e-gitarre, e-gitarren, elektrische gitarre, stromgitarre",
        "cello": "celli, violoncello",
        "harp": "harfe, harfen",
        "harpsichord": "cembalo",
        "brass": "blechbläser, blasmusik, blasorchester",
        "clarinet": "klarinette, klarinetten",
        "synth": "synthesizer, synthie, synthies",
        "bells": "glocken, glockenspiel, glöckchen",
        "banjo": "banjos",
        "mandolin": "mandoline, mandolinen",
        "accordion": "akkordeon, ziehharmonika, schifferklavier",
        "harmonica": "mundharmonika",
        "hard rock": "hardrock",
        "pop": "popmusik",
        "rock": "rockmusik",
        "hip-hop": "hiphop, hip hop, deutschrap",
        "country": "countrymusik",
        "folk": "volksmusik, folkmusik",
        "latin": "lateinamerikanisch, lateinamerikanische musik",
        "opera": "oper, opern",
        "dance": "tanzmusik",
        "chiptune": "chiptune-musik, 8-bit-musik, 8-bit-sound, videospielmusik",
        "experimental": "experimentell, experimentelle musik",
        "psychedelic": "psychedelisch, psychedelische musik",
        "world": "weltmusik",
        "lo-fi": "lofi-beats, lo-fi-beats",
        "mysterious": "geheimnisvoll, geheimnisvolle, geheimnisvolles, mysteriös, mysteriöse, mysteriöses",
        "playful": "verspielt, verspielte, verspieltes",
        "warm": "warme, warmes",
        "nostalgic": "nostalgisch, nostalgische, nostalgisches",
        "aggressive": "aggressiv, aggressives",
        "beautiful": "schön, schöne, schönes, wunderschön",
        "intense": "intensiv, intensive, intensives",
        "calm": "ruhig, ruhige, ruhiges, ruhigen, entspannt, entspannte, entspanntes, entspannend, sanft, sanfte",
        "happy": "fröhlich, fröhliche, fröhliches, glücklich, fröhliches, heiter, heiteres",
        "sad": "traurig, traurige, trauriges, melancholisch, melancholische",
        "dark": "dunkel, dunkle, dunkles, düster, düstere, düsteres",
        "energetic": "energisch, energiegeladen, kraftvoll, energie",
        "loud": "laut, laute, lautes",
        "quiet": "leise, leises",
        "epic": "episch, epische, episches",
        "romantic": "romantisch, romantische, romantisches",
        "tense": "spannend, spannende, spannendes",
        "dreamy": "verträumt, verträumte",
    },
    moves={
        (Facet.ENERGY, False): _inflect("ruhiger, leiser, sanfter, entspannter") + ", zu laut, zu wild, zu hektisch",
        (Facet.ENERGY, True): _inflect("lauter, energischer, kräftiger, druckvoller, kraftvoller")
        + ", zu ruhig, zu leise",
        (Facet.TEMPO, False): _inflect("langsamer") + ", zu schnell",
        (Facet.TEMPO, True): _inflect("schneller, flotter") + ", zu langsam",
        (Facet.VALENCE, True): _inflect("fröhlicher, heiterer, glücklicher") + ", zu traurig",
        (Facet.VALENCE, False): _inflect("trauriger, melancholischer") + ", zu fröhlich",
        (Facet.BRIGHTNESS, False): _inflect("dunkler, düsterer, wärmer") + ", zu hell",
        (Facet.BRIGHTNESS, True): _inflect("heller") + ", zu dunkel, zu düster",
        (Facet.LENGTH, False): _inflect("kürzer") + ", zu lang",
        (Facet.LENGTH, True): _inflect("länger") + ", zu kurz",
        (Facet.ERA, False): _inflect("älter") + ", zu modern",
        (Facet.ERA, True): _inflect("neuer, moderner, aktueller") + ", zu alt",
    },
    voices={
        None: "gesang, stimme, stimmen, gesungen, sprache",
        "female": (
            "frauenstimme, frauenstimmen, weibliche stimme, weiblicher gesang, weiblichem gesang, sängerin, eine frau "
            "singt"
        ),
        "male": "männerstimme, männerstimmen, männliche stimme, männlicher gesang, männlichem gesang, ein mann singt",
    },
    paces={
        "slow": "langsam, langsame, langsames, langsamen",
        "fast": "schnell, schnelle, schnelles, schnellen",
    },
    licences={("commercial",): "kommerziell, kommerzielle nutzung, kommerziell nutzen, gemafrei, lizenzfrei"},
    stop=(
        "ich du er sie es wir der das den dem des ein eine einen einem einer ist sind wäre was wie für zu zum zur "
        "mir mich dir mein meine meinem meinen möchte will hätte gern gerne brauche suche haben hab habe kann "
        "könnte kannst mach gib auch noch mal musik lied song stück sein soll sollte so da hier dann von im auf "
        "jetzt doch ja"
    ),
)
