"""German: words for reading messages, beside vocabulary and intents."""

from __future__ import annotations

from language.languages.de.finer_labels import FINER_LABELS
from language.languages.de.negated_bounds import NEGATED_BOUNDS
from language.languages.de.preferences import PREFERENCES
from language.languages.de.replies import ASIDES, BELITTLED, REPLIES
from language.languages.de.verdicts import VERDICTS
from language.languages.naming_words import NamingWords
from language.languages.number_words import NumberWords
from language.languages.reading_words import (
    ActWords,
    CourseWords,
    IronyWords,
    LikenessWords,
    ReadingWords,
    UndoWords,
    YesNoWords,
)

# What opens a sigh: "na super", "oh toll".
_SIGH = (
    r"(?:(?:(?:na|oh|ach|ah|boah|och|ja)[ ,]+)+(?:super|toll|klasse|prima|geil|wunderbar|herrlich|grossartig|spitze|schon|fein|perfekt|bravo|genial)"
    r"|juhu|hurra|super|toll|klasse|grossartig|wunderbar|herrlich|bravo|puh|uff)[ ,.!:]+(?:(?:und|da|ist ja|das ist ja|mal)[ ,.!]+)*"
)
_TAIL = r"(?:[ ,.!]+(?:genau (?:das,? )?was .+|wie originell|echt jetzt|ernsthaft|im ernst|juhu))?[ .!?\W]*"

READING = ReadingWords(
    acts=ActWords(
        joining="aber|und",
        before=r"aber|und|also|bitte|mal|alter|digga\w*|bruder|ey+|boah",
        after=r"bitte+|bidde|mal|digga\w*|alter|bruder|ey+|lol",
        statements=r"^(?:nur|ohne|keine?[nmrs]?)\b|\b(?:muss|sollte) .*\bsein$|\bals \d+ ?bpm\b|\begal\b|^(?:muss|soll|sollte|es muss|es soll) (?!ich)|^ich (?:will|brauche|mochte)\b",
        pointing="das, das hier",
        refusing="nicht|kein",
        spanning=r"\b(?:nur|bloss|spiel\w*|schneid\w*|nimm|nehm\w*|sek\w*)\b",
        reasons=r"^(?:weil|damit)\b|^(?:das|es|der \w+|die \w+) (?:ist|zieht|dauert|klingt|geht)\b",
        ordinals={
            1: "eins, erste, ersten, anfang",
            2: "zwei, mittlere, mittleren, mittleres, beide, beiden, zweite, zweiten, zweites",
            3: "drei, dritte, dritten, drittes",
            4: "vier, vierte",
        },
        last="letzte, letzten, letztes",
        opening="anfang, anfangs, ursprungliche, ursprunglichen, ursprungliches, original, angefangen",
        spellings=((r"\bn'?en\b", "einen"),),
    ),
    yes_no=YesNoWords(
        frame=r"^(?:ist|sind|war|klingt|wirkt|hat|enthalt) (?:das|es|da|dies|der (?:song|track|titel)|das (?:lied|stuck|ding)|die musik|in dem (?:song|lied|stuck))\b|^(?:hort|hore) (?:man|ich)\b|^(?:gibt es|gibts|gibt's) da\b|^(?:kommt|kommen|spielt|singt) (?:da|darin|in dem (?:song|lied|stuck))\b",
        wanting=r"\b(?:etwas|was anderes|andere\w*|mehr|weniger|moglich)\b",
        articles=r"\b(?:der|die|das)\b",
    ),
    course=CourseWords(
        low=r"ruhig\w*|leise\w*|sanft\w*|langsam\w*|still|zart\w*|gemächlich\w*|entspannt\w*|zurückhaltend\w*",
        high=r"explo\w+|laut\w*|heftig\w*|intensiv\w*|episch\w*|wild\w*|krass\w*|knall\w*|groß\w*|schnell\w*|geht (?:\w+ )?ab|abgeht|(?:richtig|voll|komplett|total|so) (?:auf|ab|los|rein|durch)|eskaliert|ballert|rastet aus|haut rein|vollgas|kracht|voll\w*|gewaltig\w*|drop",
        then="dann|danach|später|bis|am ende|schließlich|und wird|immer|zum schluss|hinterher|plötzlich",
        begins="fängt|beginnt|startet|erst|zuerst|anfangs|am anfang",
        grows="steigert sich|sich steigert|baut sich auf|wird (?:größer|lauter|stärker|schneller)|wächst",
        first=r"(?:(?:es |die musik )?(?:soll )?(?:fängt|beginnt|startet|fang|erst|zuerst|anfangs|am anfang) )?(?:\w+ )?",
        rising=(
            "von (?:ruhig|leise|sanft|langsam) (?:zu|bis|nach) (?:laut|episch|intensiv|schnell|wild)",
            "(?:baut sich|steigert sich) (?:langsam|allmählich|immer weiter|nach und nach)(?: auf)?|(?:wird|immer) (?:langsam|allmählich) (?:lauter|größer|intensiver)",
        ),
        calming="wird ruhiger",
        refusing=r"nicht|ohne|kein\w*",
    ),
    likeness=LikenessWords(
        vibes="stimmung",
        edges="aber und mit ohne oder bitte nur in pls",
        offers="von etwas mehr",
        strong_leads="stil",
        too_alike=(
            r"\b(?:(?:das|es|der|die|dieses?) )?(?:(?:ist|klingt|war|hört sich) )?(?:(?:mir|immer noch|noch|viel) )*zu ähnlich\b(?: (?:wie|zum|zu|mit|dem|zu dem)(?: (?:das|der|die|dem|den))? ?(?:letzte|vorige|vorherige|erste|zweite|andere)\w*(?: (?:lied|song|stück|vorschlag|track))?| (?:wie |zu )?(?:dem )?davor| wie vorher)?",
            r"\b(?:(?:das|es) )?(?:klingt|ist) (?:ja |fast |genau |genauso |viel )*(?:zu sehr )?(?:wie|nach) (?:das|der|die|dem) (?:letzte|vorige|vorherige|erste|davor)\w*(?: (?:lied|song|stück|vorschlag|track))?",
        ),
    ),
    numbers=NumberWords(
        below=(
            "nicht (?:mehr|länger|schneller|höher) als|nicht über|nie über|unter|kürzer als|langsamer als|weniger als|"
            "höchstens|maximal|max\\.?|bis zu"
        ),
        above=(
            "nicht (?:weniger|kürzer|langsamer) als|nicht unter|nie unter|über|länger als|schneller als|mehr als|mindestens|"
            "wenigstens|minimum"
        ),
        near="um die|ungefähr|etwa|circa|rund",
        between="zwischen|von",
        to="bis",
        starting="von",
        joins="aber|und|doch",
        ends_below="oder (?:weniger|kürzer|langsamer|drunter)|maximal|höchstens",
        ends_above="oder (?:mehr|länger|schneller|drüber)|mindestens",
        exactly="genau|exakt",
        tempo_units="schläge pro minute",
        tempo_leads="ein tempo von|tempo von",
        tempo_names="tempo(?: von| auf|:)?",
        tempo_steps=(
            (False, r"\btempo um (?P<a>\d{1,3}) ?(?:bpm )?(?:runter|senken|verringern|reduzieren)"),
            (True, r"\btempo um (?P<a>\d{1,3}) ?(?:bpm )?(?:hoch|rauf|erhöhen|steigern)"),
        ),
        slower="langsamer",
        faster="schneller",
        shorter="kürzer",
        longer="länger",
        double="doppelt so schnell|doppeltes tempo",
        half="halb so schnell|halbes tempo",
        with_seconds="und",
        between_spans="zwischen",
        long="lang",
        counts={
            0.5: "eine halbe",
            1: "ein, eine, einer, einem, einen",
            1.5: "anderthalb, eineinhalb",
            2: "zwei",
            2.5: "zweieinhalb",
            3: "drei",
            4: "vier",
            5: "fünf",
            6: "sechs",
            7: "sieben",
            8: "acht",
            9: "neun",
            10: "zehn",
            15: "fünfzehn",
            20: "zwanzig",
            30: "dreissig",
            40: "vierzig",
            45: "fünfundvierzig",
            60: "sechzig",
            90: "neunzig",
        },
        minutes="minuten?|min",
        seconds="sekunden?|sek",
        years="jahren?",
        recent=(
            "(?:nicht|nichts|nie|kein\\w*) älter als COUNT jahre?|(?:höchstens|maximal) COUNT jahre alt|"
            "(?:aus |in )?(?:den|der) (?:letzten|vergangenen) COUNT jahren?"
        ),
        dated="(?:mindestens|über|mehr als) COUNT jahre alt|älter als COUNT jahre?",
        eras=r"\b((?:19|20)?\d0)er(?:n|[- ]?jahren?)?\b",
        decades=r"\b(sechziger|siebziger|achtziger|neunziger)(?:n|[ -]?jahren?)?(?=\b|-)",
        decade_ending="er jahre ",
        tens={"sech": "60", "sieb": "70", "acht": "80", "neun": "90"},
    ),
    undo=UndoWords(
        patterns=(r"(?:geh |gehe |mach das |bitte )*(?:zurück|rückgängig)(?: zum (?:letzten|vorigen))?\b",),
        signs="zurück rückgängig",
    ),
    naming=NamingWords(
        purposes="für fürs",
        articles="ein eine einen einem einer den das die dem der mein meine meinen meiner unser unsere ne nen",
    ),
    irony=IronyWords(
        opening="super|na (?:klar|toll|super)|ja (?:klar|super|toll)|toll|klar",
        turn="genau (?:das,? )?(?:was|mein|richtig f)|braucht man unbedingt|nichts (?:passt|sagt)",
        corrected="ich (?:wollte|sagte|meinte)",
        taken_back="nicht",
        weary=(
            rf"{_SIGH}(?:schon wieder|wieder mal|mal wieder|noch so|noch) (?:mal )?(?:eine?n? |ne |nen |n |die |das |der )?(?P<what>(?:(?!bitte|bidde).)+?){_TAIL}",
            rf"(?:(?:ne+|nein|oh|bitte|boah|och|ach|alter|echt|hm+|und|ey)[ ,.!]*)*(?:nicht |jetzt )?(?:schon wieder|wieder mal|mal wieder) (?:mal )?(?:eine?n? |ne |nen |n |die |das |der |so )*(?P<what2>(?:(?!bitte|bidde).)+?){_TAIL}",
            rf"{_SIGH}(?:eine?n? )?(?P<what3>(?:(?!bitte|bidde).)+?) schon wieder{_TAIL}",
            rf"(?:wow|oh|ah|na)?[ ,]*(?:wie|sehr|echt|total|mega|ja) (?:originell|kreativ|einfallsreich|innovativ|uberraschend)[ ,.!:]+(?P<what4>.+?){_TAIL}",
            rf"(?:oh |na |ach )*(?:was fur eine uberraschung|welch(?:e)? uberraschung|uberraschung|wer hatte das gedacht|mal ganz was neues)[ ,.!:]+(?P<what5>.+?){_TAIL}",
        ),
        praise=r"super|toll|klasse|prima|geil|wunderbar|herrlich|grossartig|spitze|schon|fein|bravo|perfekt|genial|wow|fantastisch|top|cool|nice|hurra|juhu|na dann",
        belittled=BELITTLED,
        purposes=r"\b(?:fur|furs|jetzt|stattdessen|will|brauch\w*|gib|bitte|mein\w*|unser\w*|szene|aber|lieber)\b",
    ),
    no_questions=("(?:bitte )?(?:keine|ohne)(?: weiteren?| mehr)? (?:rück)?fragen(?: mehr)?(?: bitte)?",),
    questions=("du (?:darfst|kannst)(?: mich)?(?: ruhig)?(?: wieder)? fragen(?: stellen)?",),
    described=r"(?:das|es)(?: \w+)? klingt (?:\w+ )?wie",
    nods="ja jo",
    energy="energie",
    small_asks="bitte|mehr|weniger|kein|keine|ohne|nur|und|davon",
    verdicts=VERDICTS,
    contractions=(
        (r"\b(?:heißtn|heisstn)\b", "heißt"),
        (r"\bisn (?=(?:das|des|der|die)\b)", "ist "),
        (r"\b(has|bis|kanns|machs|könntes|wills|gibs|zeigs|würdes|darfs)te\b", r"\1t du"),
        (r"\biwas\b", "irgendwas"),
        (r"\b(?:bissi|bissle|bisl|bissal|bisserl|bissken)\b", "bisschen"),
        (r"\beig\b", "eigentlich"),
        (r"\b(?:vllt|vlt)\b", "vielleicht"),
    ),
    chat={"nich": "nicht", "ned": "nicht", "net": "nicht"},
    compounds="spiel|musik|klänge[ns]?|klang|sounds?|töne[n]?|melodien?|soli?|solo|riffs?|beats?|vibes?|feeling|stimmung|lied|song|stücke?|track|teppich|begleitung|atmosphäre",
    new_cut=(
        r"(?!.*\b(?:musik|lied|song|stuck|track|beat|gesang|sound)\b)"
        r"(?:(?:(?:ok|okay|so|hey|hi|sorry|und|jetzt|hier(?: ist| kommt)?|das ist|ist|nun|mit|nimm|habe|ich habe),? )*(?:(?:ein|eine|einen|der|die|den|das|mein|meine|meinen|unser|unsere|noch eine?n?) )?(?:(?:etwas|bisschen|neu|neue|neuer|neuen|neues|aktuelle|letzte|finale|fertige|zweite|dritte|kurzere|kurzerer|kurzeren|langere|langerer|gekurzte|uberarbeitete|bessere|andere|geschnittene) )*(?:version|fassung|schnitt|schnittfassung|edit|cut|export|render|recut|clip|video|datei|v ?\d+)(?: \d+)?(?: (?:davon|von (?:dem|meinem) (?:clip|video)|jetzt|hier|bitte|stattdessen))*|(?:ok |okay |so )*(?:ich|wir) hab(?:e|en)? (?:(?:es|das|den|die|am|im|an|vom|ihn|sie|noch|was|etwas|mal|ein|eine|einen|paar|anfang|ende|mitte|szene|szenen|einstellung|clip|video|schnitt|sekunden?|\d+|s|neu|nochmal) )*(?:gekurzt|geschnitten|umgeschnitten|verlangert|geandert|uberarbeitet|rausgenommen|entfernt|eingefugt|dazugetan|verschoben|exportiert|weggeschnitten|abgeschnitten))"
    ),
    start_over=(
        r"(?:ok |bitte )?(?:vergiss|streich|verwirf) (?:bitte )?(?:das|dies|es) alles(?: bitte| wieder)?|vergiss (?:alles,? )?was ich "
        r"(?:\w+ )?(?:gesagt|geschrieben|wollte)(?: habe)?|(?:ok |lass uns |wir )?(?:fang|fangen|starte|starten)(?: wir)?"
        r"(?: noch ?mal| nochmals)? (?:ganz )?(?:von (?:null|neuem|vorne?)|neu)(?: an| anfangen)?|"
        r"(?:noch ?mal )?(?:ganz )?von (?:null|neuem|vorn) (?:anfangen|bitte)|alles (?:auf anfang|von vorn)"
    ),
    rewordings=(
        *NEGATED_BOUNDS,
        *PREFERENCES,
        # "Darf ruhig schneller sein": here it says that something may be so, and nothing of calm.
        (
            r"\b(darf|dürfen|kann|können|könnte|mach|macht|sollte) (?:gern |gerne )?ruhig (?=(?!sein\b|bleiben\b|werden\b)\w)",
            r"\1 ",
        ),
        (
            r"^(?:(?:gib mir|such|bitte|was|etwas|irgendwas|so|eher|mach|mal) )*(?:um die|ungefähr|circa|ca\.?|rund|etwa|um) (?P<bpm>[6-9]\d|1\d\d|2[01]\d)(?: bitte| rum| herum)?(?=[.! ]*$)",
            r"ungefähr \g<bpm> bpm",
        ),
        # What is "ok" after a refusal is none of what is refused: "nicht kitschig, Klavier oder Gitarre ist ok".
        (
            r"(?<=\w), (?=(?:eine? |der |die |das )?[\w -]{3,30}? (?:ist|sind|wäre|wären|geht|gehen) (?:auch |völlig |total |voll )?(?:ok|okay|in ordnung|gut|fein|klar|willkommen|super)\b)",
            ". ",
        ),
        (
            r"\b(?:ein |eine |der |die |das )?(?P<breaker>[\w-]{3,20}) (?:ist|sind|wäre|wären) (?:ein |absolutes |ein absolutes |für mich ein )?no[- ]?gos?\b",
            r"keine \g<breaker>",
        ),
        (
            r"\b(?:ersetz|tausch|wechsel)\w* (?:bitte |mal )?(?:die|den|das) (?P<old>(?!(?:lied|song|track|musik)\b)[\w-]{3,20}) (?:durch|gegen|mit) "
            r"(?:eine?n? |ne |nen |die |den |das )?(?P<new>[\w-]{3,20})(?: aus)?\b",
            r"weniger \g<old>, \g<new>",
        ),
        (
            r"\b(?:(?:die|den|das) )?(?P<old>(?!(?:lied|song|track|musik)\b)[\w-]{3,20}) (?:durch|gegen) (?:eine?n? |ne |nen |die |den |das )?"
            r"(?P<new>[\w-]{3,20}) (?:ersetzen|austauschen|eintauschen|tauschen|auswechseln)\b",
            r"weniger \g<old>, \g<new>",
        ),
        (
            r"\b(?:jedes?|jeder|alle|beliebige[sr]?|egal welche[srn]?) (?:genres?|musik|musikrichtung(?:en)?|stile?|art(?: von)? musik|"
            r"instrumente?|richtung(?:en)?),? (?:außer|ausser|bis auf|nur nicht|bloß nicht)\b",
            "alles außer",
        ),
        (
            r"\b(?:wehe|wag(?:e|t)? es (?:ja |bloß )?nicht),? (?:(?:da|du|es|mir|wenn|ist|sind|kommt|nimmst|spielst|gibst|gibt|hat|"
            r"eine?|einen|irgendeine?) )*",
            "bloß kein ",
        ),
        (r"\bSolo(?=stimme|gesang|sänger)", ""),
        (
            r"\b(?:klingt|ist|hört sich)(?: mir)?(?: viel)? zu (?:sehr|stark) (?:nach|wie) (?P<likened>[^.,;!?]{2,40}?)(?: an)?[,;.]?\s+"
            r"(?:(?:bitte|und|also|lieber) )*(?:das )?(?:vermeiden|vermeide das|nicht|bloß nicht|lass das|weg damit|meiden)\b",
            r"nichts wie \g<likened>",
        ),
        (
            r"\b(?:nicht|nich|net|ned) (?:mehr|länger) (?:so |ganz so |unbedingt )?(?:wie|nach|im stil von|à la) (?P<likened>(?!(?:das|dies|vorher|eben)\b)[^.,;!?]{2,40})",
            r"vergiss \g<likened>",
        ),
        (
            r"\b(?:nicht|nich|net|ned) (?:unbedingt|zwingend|direkt|ganz|komplett|völlig|gleich) (?:ohne|kein(?:e|en)?) (?P<twice>[^.,;!?]{2,30}?)[,;]?\s+"
            r"(?:(?:aber|nur|halt|eben|einfach|sondern|bitte|dafür|lieber) )+(?:weniger|(?:nicht|nich|net|ned) (?:so|zu) viele?|dezenter|leiser)\b(?: davon)?",
            r"weniger \g<twice>",
        ),
        (
            r"\b(?:nicht|nich|net|ned) (?:unbedingt|zwingend|direkt|ganz|komplett|völlig|gleich) (?:ohne|kein(?:e|en)?) (?P<twice>[^.,;!?]{2,30})",
            r"\g<twice> ist ok",
        ),
        (
            r"(?P<head>^|[.!;,]\s*|\b(?:gut|jetzt|ok|okay) )(?:genug\b)\s*(?!ist\b|für\b|platz\b|jetzt\b|[.,!?]|$)",
            r"\g<head>weniger ",
        ),
    ),
    mild_complaints=(
        (
            r"\b(aber|ist|klingt|wirkt) (?:sehr|ziemlich|arg|ganz schön|recht|echt) (?=(?!(?:gut|schön|passend|perfekt|cool)\b)\w+ für\b)",
            r"\1 zu ",
        ),
        (
            (
                r"\b((?:das|es|der|die|dies)(?: (?:song|stück|lied|track|musik))? (?:ist|klingt|wirkt|"
                r"find ich))((?: mir| noch| schon| halt| ja)*) (?:ein bisschen|ein wenig|ein bissl|bisschen|etwas|"
                r"leicht) (?!(?:zu|mehr|weniger|wie)\b|(?!(?:düster|finster|heiter|locker|munter)\b)\w+er\b)(?=\w)"
            ),
            r"\1\2 zu ",
        ),
    ),
    own_voice=r"\b(?:Off-?\s?(?:Stimme|Sprecher(?:in)?|Text|Kommentar))\b|\bmeine[rmn]? (?:eigenen? )?(?:Stimme|Sprechstimme|Erzählung)\b",
    asides=ASIDES,
    replies=REPLIES,
    finer_labels=FINER_LABELS,
)
