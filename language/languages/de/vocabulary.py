"""German."""

from __future__ import annotations

from language.languages.phrase_kinds import PhraseKind
from language.languages.vocabulary_table import LanguageTable
from musechat.wish import Facet


def _inflect(words: str) -> str:
    """Add the endings of comparatives: ruhiger, ruhigere, ruhigeres, ruhigeren."""
    return ", ".join(w.strip() + ending for w in words.split(",") for ending in ("", "e", "es", "en"))


VOCABULARY = LanguageTable(
    said={
        PhraseKind.LIKE: (
            "wie, so wie, wie von, wie aus, wie bei, wie in, klingt wie, klingt wie aus, klingt nach, im stil "
            "von, im stile von, ähnlich wie, so ähnlich wie, richtung, so richtung, in richtung, à la, so was "
            "wie, sowas wie, etwas wie, was wie, in der art von, inspiriert von, angelehnt an, erinnert an"
        ),
        PhraseKind.NO: (
            "kick, kick die, kick den, kick das, schmeiß die, schmeiß den, schmeiß das, hau die, hau den, hau das, streich die, streich den, streich das, entferne, entfern die, entfern den, schluss mit, schluss mit dem, schluss mit der, hasse, ich hasse, ich verabscheue, kein, keine, keinen, keiner, keinem, ohne, nicht, bloß kein, bitte kein, bitte keine,"
            " nichts mit, nichts wie, nichts von, nicht wie, nicht im stil von, bloß nichts wie, "
            "alles außer, alles nur nicht, nix mit, nix, bloß nicht, auf keinen fall, weg mit, weg"
            " mit den, weg mit der, weg mit dem, raus mit, raus mit den, nie wieder, niemals, nie,"
            " keinerlei, keins, lass die, lass den, lass das, nimm die, verzichte auf, verzicht "
            "auf, schmeiß die, schmeiß den, schmeiß das, hauptsache keine, hauptsache kein, "
            "hauptsache nicht, bloß keine, ja keine, ja kein, alles bis auf, auf gar keinen fall, unter keinen umständen"
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
        PhraseKind.FORGET: "vergiss, vergiss mal, vergesst, vergiss das, vergiss die, vergiss den, das mit dem, egal mit dem",
        PhraseKind.EXPLICIT: (
            "explizite sprache, vulgäre sprache, explizites, explizite texte, expliziten texte, expliziten texten, explizitem text, expliziter text, explizite lyrics, schimpfwörter, kraftausdrücke, flüche, vulgäre texte, vulgäres"
        ),
        PhraseKind.ALLOW: (
            "muss nicht nach, muss nicht klingen wie, muss nicht wie, muss nicht zu, muss nicht für, egal ob, "
            "darf wieder, dürfen wieder, es darf, muss kein, muss keine, muss keinen, muss nicht, muss nicht unbedingt, muss nicht zwingend, braucht kein, braucht "
            "keine, braucht keinen, braucht nicht, nicht unbedingt, nicht zwingend, hätte nichts gegen, ich hätte nichts "
            "gegen, habe nichts gegen, ich habe nichts gegen, hab nichts gegen, ich hab nichts gegen, nichts gegen, nichts "
            "dagegen wenn, gerne auch mal, darf auch, darf ruhig, kann ruhig, egal welches, egal welche, egal welcher, egal "
            "welchen, egal wie, beliebiges, beliebige, beliebiger"
        ),
        PhraseKind.FINE: (
            "passt schon, geht auch, gehen auch, gehen klar, geht in ordnung, gehen in ordnung, ist kein problem, sind kein problem, stört nicht, stören nicht, stört mich nicht, stören mich nicht, darf sein, dürfen sein, darf rein, dürfen rein, darf drin sein, dürfen drin sein, ist auch ok, sind auch ok, ist schon ok, sind schon ok, wäre auch ok, kann drin sein, können drin sein, ist egal, sind egal, ist mir egal, sind mir egal, egal, ist ok, sind ok, ist okay, sind okay, ist doch ok, sind "
            "doch ok, ist doch okay, sind doch okay, ist in ordnung, sind in ordnung, ist doch in ordnung, ist erlaubt, sind "
            "erlaubt, geht klar, spielt keine rolle, muss nicht sein, wäre ok, wäre okay, darf wieder, geht doch"
        ),
        PhraseKind.BREAK: "aber, jedoch, bitte, sondern, nicht nur, nicht bloß",
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
        "punk": "punkrock, punkig",
        "techno": "tekkno, tekk, tekno, hardtekk",
        "world": "weltmusik",
        "psychedelic": "psychedelisch, psychedelische musik",
        "experimental": "experimentell, experimentelle musik",
        "chiptune": "chiptune-musik, 8-bit-musik, 8-bit-sound, videospielmusik",
        "opera": "oper, opern",
        "hard rock": "hardrock",
        "mandolin": "mandoline, mandolinen",
        "beautiful": "schönes, schön, schöne, wunderschön",
        "soft": "weich, weiches, zart, zartes, sachte",
        "groovy": "groovig, groovige, groovigem, groove, funky",
        "party": "party, partymusik, feierlaune, feiermusik",
        "nostalgic": "nostalgisch, nostalgisches, nostalgische, retro, wehmut, wie früher, nostalgischer",
        "mysterious": (
            "geheimnisvoll, geheimnisvolles, mysteriös, mysteriöses, rätselhaft, geheimnisvolle, mysteriöse"
        ),
        "aggressive": "aggressiv, aggressives, aggressive, wütend, wütendes, aggro, brutales, wütender, aggressiver, krawall",
        "heavy": "hart, hartes, heftig, heftiges, brachial, wuchtig, wuchtiges, fett, fettes, fetter, schwer",
        "intense": "intensiv, intensives, intensive",
        "warm": "warm, warmes, warme, kuschelig",
        "bright": "hell, helles, leicht, leichtes, strahlend, frisch, frisches, glitzernd, funkelnd",
        "uplifting": (
            "hoffnungsvoll, hoffnungsvolles, hoffnungsvoller, aufbauend, motivierend, "
            "motivierendes, optimistisch, optimistisches, inspirierend, mutmachend, ermutigend, zuversichtlich, erhebend"
        ),
        "playful": "verspielt, verspieltes, witzig, witziges, albern, albernes, verspielte, frech, freches, hüpfend, drollig, quirlig, ulkig",
        "chill": "chillig",
        "ambient": "klangteppich, klangflächen, flächensounds",
        "dance": "tanzbar, tanzmusik, tanzbares, zum tanzen, tanzbarer",
        "easy listening": "fahrstuhlmusik, kaufhausmusik, lounge, loungemusik, aufzugmusik",
        "latin": "lateinamerikanisch, latino, lateinamerikanische musik",
        "lo-fi": "lofi, lofi-beats, lo-fi-beats",
        "funk": "funkig, funkiges",
        "reggae": "reggae",
        "swing": "swingmusik",
        "country": "countrymusik",
        "folk": "volksmusik, folklore, folkmusik, keltisch, keltische musik, irisch, irische musik, irish folk, folkig",
        "hip-hop": "hiphop, rap, sprechgesang, gerappt, deutschrap, hip hop",
        "metal": "metal",
        "jazz": "jazzig, jazziges, jazzige, jazzmusik",
        "pop": "poppig, popmusik, poppiges",
        "rock": "rockig, rockiges, rockige, rockmusik",
        "banjo": "banjo, banjos",
        "ukulele": "ukulele, ukulelen",
        "bells": "glocken, glöckchen, glockenspiel, spieluhr",
        "clarinet": "klarinette, klarinetten",
        "harmonica": "mundharmonika, mundi, bluesharp",
        "accordion": "akkordeon, ziehharmonika, quetschkommode, schifferklavier, quetsche, akkordeons",
        "harpsichord": "cembalo",
        "harp": "harfe, harfen",
        "synth": "synthesizer, synthie, synthies, synths, synth",
        "brass": (
            "bläser, blechbläser, bläsern, blechbläsern, posaune, posaunen, blasmusik, blasorchester, hörner, waldhorn, tuba, fanfaren"
        ),
        "cello": "cello, celli, cellos, violoncello",
        "beat": "beat, beats, rhythmus",
        "electric guitar": (
            "e gitarre, e gitarren, egitarre, elektrische gitarre, stromgitarre, verzerrte "
            "gitarre, e-gitarre, e-gitarren"
        ),
        "acoustic guitar": ("akustikgitarre, akustikgitarren, akustische gitarre, westerngitarre, konzertgitarre"),
        "piano": ("klavier, klaviermusik, klaviers, piano, flügel, klavierklänge, klavierstück, tasten"),
        "guitar": "gitarre, gitarren, gitarrenmusik, gitarrenklänge, klampfe",
        "drums": "schlagzeug, trommeln, drums, trommel, percussion, schlagzeuger, perkussion, snare, snares, bongos, rasseln, hi hat",
        "bass": "basslinie, bass, bässe, wums im bass, kontrabass",
        "strings": (
            "streicher, streichern, streichinstrumente, streichinstrument, streicherklänge, geigenteppich, streichorchester, streichquartett, streicherensemble"
        ),
        "violin": (
            "geige, geigen, geigenklänge, geigenklang, geigenklängen, geigenmusik, violine, violinen, geiger, fiedel"
        ),
        "trumpet": "trompete, trompeten, trompetenklänge",
        "saxophone": "saxofon, saxophon",
        "choir": "chor, chöre, chorgesang, chören, kinderchor, männerchor, chorstimmen",
        "orchestra": "orchester, orchestral, orchestrale, orchestermusik",
        "organ": "orgel, orgelmusik, kirchenorgel, kirchenorgelmusik, orgeln, hammondorgel, hammond",
        "flute": "flöte, querflöte, blockflöte, panflöte, flöten",
        "classical": "klassik, klassische musik, klassisch, klassisches, klassische",
        "acoustic": "akustisch, akustische musik, akustisches, handgemacht, unplugged, akustischer",
        "electronic": "elektronisch, elektronische musik, elektronisches",
        "soundtrack": "filmmusik, filmisch, filmischer, filmisches, kinomusik, kinoreif, cineastisch, filmscore, cinematisch",
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
            "musik, melancholisches, wehmütig, wehmütiges, schwermütig, deprimierend, zum heulen, trist, todtraurig, trübsinnig"
        ),
        "dark": (
            "dunkel, dunkle, dunkles, düster, düstere, düsteres, düsteren, finster, finsteres, "
            "unheimlich, unheimliches, gruselig, gruseliges, gruselige, bedrohlich, schaurig, schauriges, horrormäßig, beklemmend, creepy"
        ),
        "energetic": (
            "energisch, energiegeladen, kraftvoll, energie, energiegeladenes, energisches, "
            "mitreißend, mitreißendes, treibend, treibendes, treibende, schwungvoll, "
            "schwungvolles, power, action, wild, wildes, dynamisch, peppig, fetzig, abgehend, rasant, knallig, voll abgehend, feurig, schmissig, kraftvolles, antreibend, hype, bockig"
        ),
        "loud": "laut, laute, lautes, krachig",
        "quiet": "leise, leises",
        "epic": (
            "episch, epische, episches, epischen, bombastisch, bombastisches, gewaltig, "
            "gewaltiges, monumental, heroisch, heldenhaft"
        ),
        "romantic": ("romantisch, romantische, romantisches, romantischen, liebevoll, gefühlvoll, verliebt"),
        "tense": (
            "spannend, spannende, spannendes, spannungsvoll, spannung, angespannt, nervös, nervenaufreibend, spannungsgeladen, spannungsgeladenes, suspense, packend"
        ),
        "dreamy": (
            "verträumt, verträumte, verträumtes, träumerisch, schwebend, sphärisch, sphärisches, luftig, luftiges, ätherisch, ätherisches, traumhaft, schwerelos"
        ),
    },
    moves={
        (
            Facet.ENERGY,
            False,
        ): "zu aggressiv, zu heftig, zu krass, zu aufgeregt, runterfahren, runterkommen, mehr chillig, "
        + _inflect("ruhiger, leiser, sanfter, entspannter")
        + ", zu laut, zu wild, zu hektisch",
        (
            Facet.ENERGY,
            True,
        ): "mehr bumms, mehr wumms, mehr dampf, mehr gas, mehr feuer, mehr biss, mehr karacho, zu schlapp, zu zahm, zu träge, zu müde, mehr aggro, "
        + "mehr wums, mehr power, mehr druck, mehr bums, mehr schmackes, mehr pep, zu lasch, zu lahm, zu brav, "
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
        "slow": "langsam, langsame, langsames, langsamen, gemächlich, gemächliches",
        "fast": "schnell, schnelle, schnelles, schnellen, rasant, rasantes, flott, flottes, zügig, zügiges",
    },
    licences={
        (
            "derivatives",
        ): "bearbeiten darf, bearbeiten dürfen, remixen darf, remixen dürfen, verändern darf, verändern dürfen, bearbeitung erlaubt, abwandeln darf, zerschneiden darf",
        (
            "no-attribution",
        ): "ohne jemanden zu nennen, niemanden nennen müssen, keine credits, ohne nennung des künstlers, ohne urhebernennung, ohne quelle, ohne namensnennung, ohne credits, ohne quellenangabe, ohne nennung",
        (
            "commercial",
        ): "für werbung erlaubt, in werbung erlaubt, für werbung frei, monetarisierten kanal, monetarisierter kanal, monetarisierte videos, gesponserte videos, gesponsertes video, gewerblich, gewerbliche nutzung, gewerblich nutzen, kommerzielle lizenz, geschäftlich, verkaufen dürfen, verkaufen darf, für werbung nutzen, in werbung nutzen, in der werbung, monetarisieren, monetarisierbar, kommerziell verwendbar, für eine werbung, für einen werbespot, kommerziell, kommerzielle nutzung, kommerziell nutzen, gemafrei, lizenzfrei, für einen kunden, "
        "für kunden, für meinen kunden, für unseren kunden, für eine kundin, kundenprojekt, kundenvideo, kundenauftrag",
    },
    traits={
        "cheesy": "kitschig, kitschige, kitschiges, schnulzig, schnulziges, schmalzig, schmalziges",
        "serious": "ernst, ernste, ernstes, ernsthaft, seriös, seriöse, seriöses",
        "emotional": (
            "emotional, emotionale, emotionales, bewegend, bewegende, rührend, rührendes, gefühlvoll, gefühlvolles, berührend, berührendes, ergreifend, ergreifendes, zu tränen"
        ),
        "elegant": "elegant, elegante, elegantes, edel, edles, edle, stilvoll, stilvolles, vornehm, schickes, nobel, mondän",
        "modern": "modern, moderne, modernes, zeitgemäß, zeitgemäßes, aktuell, aktuelles, moderner",
        "childish": "kindisch, kindisches, kindlich, babyhaft",
        "boring": "langweiliges, langweilige, öde, lahm, lahmes, eintönig, monoton, dröge",
        "magical": "magisch, magisches, magische, zauberhaft, zauberhaftes, märchenhaft, verzaubert, verwunschen",
        "raw": "roh, rohes, rau, raues, dreckig, dreckiges, rotzig",
        "distorted": "verzerrt, verzerrte, verzerrtes, verzerrung",
        "cold": "kalt, kaltes, kalte, steril, steriles, kühl, kühles, eisig, frostig, unterkühlt",
        "minimal": (
            "minimalistisch, minimalistisches, minimal, reduziert, reduziertes, zurückhaltend, "
            "zurückhaltendes, dezent, dezentes, dezente, schlicht, schlichtes, reduzierter, schlichter, "
            "luftiger, weniger überladen, zu überladen, zu voll, zu vollgestopft, weniger dicht, "
            "weniger los, weniger gleichzeitig, weniger instrumente, weniger spuren, weniger drin, weniger drum und "
            "dran, aufgeräumter, sparsam, spärlich, aufgeräumt"
        ),
        "layered": (
            "dicht, dichter, dichtes, vielschichtig, vielschichtiger, vielschichtiges, mehr los, fülliger, opulenter"
        ),
        "build": (
            "steigert sich, sich steigert, aufbauend, aufbau, steigerung, baut sich auf, sich aufbaut, crescendo"
        ),
        "bittersweet": "bittersüß, bittersüßes, bittersüße",
        "triumphant": "triumphal, triumphales, siegreich, triumphierend, siegessicher",
        "dramatic": "dramatisch, dramatisches, dramatische, theatralisch, theatralisches",
        "catchy": "eingängig, eingängiges, ohrwurm",
        "quirky": "schräg, schräges, skurril, skurriles, verschroben, schrullig, abgedreht, verrückt",
        "kazoo": "kazoo",
        "claps": "klatschen, händeklatschen, claps",
        "whistling": "pfeifen, gepfiffen, pfeifmelodie",
        "humming": "summen, gesummt, summende",
        "screaming": "geschrei, schreien, growls, gebrüll, geschreie",
        "autotune": "autotune, auto tune",
    },
    asked={
        PhraseKind.SCALE: {
            Facet.TEMPO: "das tempo, die geschwindigkeit, tempo, geschwindigkeit",
            Facet.LENGTH: "die länge, länge",
            Facet.LICENCE: "die lizenz, lizenz",
            Facet.GENRE: "das genre, genre, die musikrichtung, musikrichtung, der stil",
        },
    },
    stop=(
        "klingen klingt ich du er sie es wir der das den dem des ein eine einen einem einer ist sind wäre was wie für zu zum zur "
        "dauern dauert dauere mir mich dir mein meine meinem meinen möchte will hätte gern gerne brauche suche haben hab habe kann "
        "könnte kannst mach gib auch noch mal musik lied song stück sein soll sollte so da hier dann von im auf "
        "jetzt doch ja"
    ),
    small=(
        "für mit ohne und oder aber der die das ein eine einen einer mein meine unser unsere auf von vom zum zur im "
        "bei über unter beim etwas bitte kein keine nicht mehr weniger ich wir"
    ),
)
