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
            "kein, keine, keinen, keiner, keinem, ohne, nicht, bloß kein, bitte kein, bitte keine,"
            " nichts mit, nichts wie, nichts von, nicht wie, nicht im stil von, bloß nichts wie, "
            "alles außer, alles nur nicht, nix mit, nix, bloß nicht, auf keinen fall, weg mit, weg"
            " mit den, weg mit der, weg mit dem, raus mit, raus mit den, nie wieder, niemals, nie,"
            " keinerlei, keins, lass die, lass den, lass das, nimm die, verzichte auf, verzicht "
            "auf, schmeiß die, schmeiß den, schmeiß das, hauptsache keine, hauptsache kein, "
            "hauptsache nicht, bloß keine, ja keine, ja kein"
        ),
        PhraseKind.LESS: (
            "weniger, nicht so, nicht so viel, nicht so viele, nicht zu, zu viel, zu viele, nicht "
            "allzu, nicht ganz so, nicht sehr, zu, zuviel, etwas weniger, nicht so sehr, nicht "
            "mehr so"
        ),
        PhraseKind.MORE: "mehr, noch mehr, etwas mehr",
        PhraseKind.SMALL: (
            "etwas, ein bisschen, bisschen, ein wenig, ein kleines bisschen, leicht, n bisschen, "
            "bissl, n bissl, ein klein wenig, ein stück, nen tick, einen tick, ne spur, eine spur"
        ),
        PhraseKind.LARGE: "viel, deutlich, wesentlich, sehr, richtig, total, voll, mega",
        PhraseKind.ONLY: (
            "nur, ausschließlich, bloß, einzig, lediglich, ausschließlich mit, nichts als, nur "
            "mit, muss, auf jeden fall"
        ),
        PhraseKind.WITH: "mit, mit ein paar, dafür, dazu",
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
        "world": "weltmusik",
        "psychedelic": "psychedelisch, psychedelische musik",
        "experimental": "experimentell, experimentelle musik",
        "chiptune": "chiptune-musik, 8-bit-musik, 8-bit-sound, videospielmusik",
        "opera": "oper, opern",
        "hard rock": "hardrock",
        "mandolin": "mandoline, mandolinen",
        "beautiful": "schönes, schön, schöne, wunderschön",
        "soft": "weich, weiches, zart, zartes, sachte",
        "groovy": "groovig, groovige, groovigem, groove",
        "party": "party, partymusik, feierlaune, feiermusik",
        "nostalgic": "nostalgisch, nostalgisches, nostalgische, retro, wehmut",
        "mysterious": (
            "geheimnisvoll, geheimnisvolles, mysteriös, mysteriöses, rätselhaft, geheimnisvolle, mysteriöse"
        ),
        "aggressive": "aggressiv, aggressives, aggressive, wütend, wütendes",
        "heavy": "hart, hartes, heftig, heftiges, brachial",
        "intense": "intensiv, intensives, intensive",
        "warm": "warm, warmes, warme, kuschelig",
        "bright": "hell, helles, leicht, leichtes",
        "uplifting": (
            "hoffnungsvoll, hoffnungsvolles, hoffnungsvoller, aufbauend, motivierend, "
            "motivierendes, optimistisch, optimistisches, inspirierend"
        ),
        "playful": "verspielt, verspieltes, witzig, witziges, albern, albernes, verspielte",
        "chill": "chillig",
        "ambient": "klangteppich",
        "dance": "tanzbar, tanzmusik, tanzbares",
        "easy listening": "fahrstuhlmusik, kaufhausmusik",
        "latin": "lateinamerikanisch, latino, lateinamerikanische musik",
        "lo-fi": "lofi, lofi-beats, lo-fi-beats",
        "funk": "funkig, funkiges",
        "reggae": "reggae",
        "swing": "swingmusik",
        "country": "countrymusik",
        "folk": "volksmusik, folklore, folkmusik",
        "hip-hop": "hiphop, rap, sprechgesang, gerappt, deutschrap, hip hop",
        "metal": "metal",
        "jazz": "jazzig, jazziges, jazzige, jazzmusik",
        "pop": "poppig, popmusik, poppiges",
        "rock": "rockig, rockiges, rockige, rockmusik",
        "banjo": "banjo, banjos",
        "ukulele": "ukulele, ukulelen",
        "bells": "glocken, glöckchen, glockenspiel, spieluhr",
        "clarinet": "klarinette, klarinetten",
        "harmonica": "mundharmonika",
        "accordion": "akkordeon, ziehharmonika, quetschkommode, schifferklavier",
        "harpsichord": "cembalo",
        "harp": "harfe, harfen",
        "synth": "synthesizer, synthie, synthies, synths, synth",
        "brass": ("bläser, blechbläser, bläsern, blechbläsern, posaune, posaunen, blasmusik, blasorchester"),
        "cello": "cello, celli, cellos, violoncello",
        "beat": "beat, beats, rhythmus",
        "electric guitar": (
            "e gitarre, e gitarren, egitarre, elektrische gitarre, stromgitarre, verzerrte "
            "gitarre, e-gitarre, e-gitarren"
        ),
        "acoustic guitar": ("akustikgitarre, akustikgitarren, akustische gitarre, westerngitarre, konzertgitarre"),
        "piano": ("klavier, klaviermusik, klaviers, piano, flügel, klavierklänge, klavierstück, tasten"),
        "guitar": "gitarre, gitarren, gitarrenmusik, gitarrenklänge, klampfe",
        "drums": "schlagzeug, trommeln, drums, trommel, percussion, schlagzeuger, perkussion",
        "bass": "basslinie, bass, bässe, wums im bass, kontrabass",
        "strings": ("streicher, streichern, streichinstrumente, streichinstrument, streicherklänge, geigenteppich"),
        "violin": ("geige, geigen, geigenklänge, geigenklang, geigenklängen, geigenmusik, violine, violinen, geiger"),
        "trumpet": "trompete, trompeten, trompetenklänge",
        "saxophone": "saxofon, saxophon",
        "choir": "chor, chöre, chorgesang, chören",
        "orchestra": "orchester, orchestral, orchestrale, orchestermusik",
        "organ": "orgel, orgelmusik, kirchenorgel, kirchenorgelmusik, orgeln",
        "flute": "flöte",
        "classical": "klassik, klassische musik",
        "acoustic": "akustisch, akustische musik, akustisches",
        "electronic": "elektronisch, elektronische musik, elektronisches",
        "soundtrack": "filmmusik, filmisch, filmischer, filmisches, kinomusik, kinoreif",
        "calm": (
            "ruhig, ruhige, ruhiges, ruhigen, entspannt, entspannte, entspanntes, entspannend, "
            "sanft, sanfte, ruhigem, ruhiger musik, gemütlich, gemütliches, chillig, chilliges, "
            "chillige, gechillt, gechilltes, entspanntem, beruhigend"
        ),
        "happy": (
            "fröhlich, fröhliche, fröhliches, glücklich, fröhliches, heiter, heiteres, fröhlichem,"
            " gute laune, lustig, lustiges, lustige, spaßig, gut gelaunt, positiv, sonnig, "
            "sommerlich"
        ),
        "sad": (
            "traurig, traurige, trauriges, melancholisch, melancholische, traurigen, trauriger "
            "musik, melancholisches, wehmütig, wehmütiges, schwermütig"
        ),
        "dark": (
            "dunkel, dunkle, dunkles, düster, düstere, düsteres, düsteren, finster, finsteres, "
            "unheimlich, unheimliches, gruselig, gruseliges, gruselige, bedrohlich"
        ),
        "energetic": (
            "energisch, energiegeladen, kraftvoll, energie, energiegeladenes, energisches, "
            "mitreißend, mitreißendes, treibend, treibendes, treibende, schwungvoll, "
            "schwungvolles, power, action, wild, wildes, dynamisch, peppig"
        ),
        "loud": "laut, laute, lautes, krachig",
        "quiet": "leise, leises",
        "epic": (
            "episch, epische, episches, epischen, bombastisch, bombastisches, gewaltig, "
            "gewaltiges, monumental, heroisch, heldenhaft"
        ),
        "romantic": ("romantisch, romantische, romantisches, romantischen, liebevoll, gefühlvoll, verliebt"),
        "tense": ("spannend, spannende, spannendes, spannungsvoll, spannung, angespannt, nervös"),
        "dreamy": (
            "verträumt, verträumte, verträumtes, träumerisch, schwebend, sphärisch, sphärisches, luftig, luftiges"
        ),
    },
    moves={
        (Facet.ENERGY, False): _inflect("ruhiger, leiser, sanfter, entspannter") + ", zu laut, zu wild, zu hektisch",
        (
            Facet.ENERGY,
            True,
        ): "mehr wums, mehr power, mehr druck, mehr bums, mehr schmackes, mehr pep, zu lasch, zu lahm, zu brav, "
        + _inflect("lauter, energischer, kräftiger, druckvoller, kraftvoller")
        + ", zu ruhig, zu leise",
        (Facet.TEMPO, False): _inflect("langsamer") + ", zu schnell",
        (Facet.TEMPO, True): _inflect("schneller, flotter") + ", zu langsam",
        (Facet.VALENCE, True): _inflect("fröhlicher, heiterer, glücklicher") + ", zu traurig",
        (Facet.VALENCE, False): _inflect("trauriger, melancholischer") + ", zu fröhlich",
        (Facet.BRIGHTNESS, False): _inflect("dunkler, düsterer, wärmer") + ", zu hell",
        (Facet.BRIGHTNESS, True): _inflect("heller") + ", zu dunkel, zu düster",
        (Facet.LENGTH, False): "nicht so lang, " + _inflect("kürzer") + ", zu lang",
        (Facet.LENGTH, True): _inflect("länger") + ", zu kurz",
        (Facet.ERA, False): _inflect("älter") + ", zu modern",
        (Facet.ERA, True): _inflect("neuer, moderner, aktueller") + ", zu alt",
    },
    voices={
        None: (
            "gesang, stimme, stimmen, gesungen, sprache, vocals, lyrics, gesungenes, worte, "
            "singen, text, songtext, gesänge"
        ),
        "female": (
            "frauenstimme, frauenstimmen, weibliche stimme, weiblicher gesang, weiblichem gesang, "
            "sängerin, eine frau singt, frauengesang, weibliche vocals, sängerinnen, mädchenstimme"
        ),
        "male": (
            "männerstimme, männerstimmen, männliche stimme, männlicher gesang, männlichem gesang, "
            "ein mann singt, männergesang, sänger, tiefe männerstimme"
        ),
    },
    paces={
        "slow": "langsam, langsame, langsames, langsamen",
        "fast": "schnell, schnelle, schnelles, schnellen",
    },
    licences={
        ("no-attribution",): "ohne namensnennung, ohne credits, ohne quellenangabe, ohne nennung",
        ("commercial",): "kommerziell, kommerzielle nutzung, kommerziell nutzen, gemafrei, lizenzfrei",
    },
    stop=(
        "ich du er sie es wir der das den dem des ein eine einen einem einer ist sind wäre was wie für zu zum zur "
        "mir mich dir mein meine meinem meinen möchte will hätte gern gerne brauche suche haben hab habe kann "
        "könnte kannst mach gib auch noch mal musik lied song stück sein soll sollte so da hier dann von im auf "
        "jetzt doch ja"
    ),
)
