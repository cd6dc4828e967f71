"""French: words for reading messages, beside vocabulary and intents."""

from __future__ import annotations

from language.languages.fr.finer_labels import FINER_LABELS
from language.languages.fr.negated_bounds import NEGATED_BOUNDS
from language.languages.fr.preferences import PREFERENCES
from language.languages.fr.replies import ASIDES, BELITTLED, REPLIES
from language.languages.fr.verdicts import VERDICTS
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

# What opens a sigh: "ah super", "oh génial".
_SIGH = (
    r"(?:(?:(?:ah|oh|tiens|wow|ouah|rah|pfff*|bah|ben)[ ,!]+)+(?:super|genial|chouette|cool|parfait|formidable|magnifique|bravo|tiens|oui|la joie|c'est genial)?"
    r"|youpi|chouette|formidable|magnifique|bravo|quelle (?:joie|surprise|originalite)|quel bonheur|il ne manquait plus que ca)[ ,.!:]+"
)
_TAIL = r"(?:[ ,.!]+(?:(?:exactement|pile|juste) ce que .+|comme c'est original|serieux|serieusement|youpi))?[ .!?\W]*"

READING = ReadingWords(
    acts=ActWords(
        joining="mais|et",
        before="mais|et|alors|bon|dis|ben|bah|stp+|svp+|wesh|mec|frere|frerot|hm+|euh+|ah+|oh+",
        after="stp+|svp+|s'il te plait|s'il vous plait|mdr+|ptdr+|mec|frere|frerot|wesh|lol",
        statements=r"\bque \d+ ?bpm\b|^(?:n'importe quel|peu importe)|^(?:sans|seulement|uniquement|il faut que|ca doit|faut que ca|il me faut|je veux)\b",
        pointing="celle-ci, ca",
        refusing="pas|ne|n'",
        spanning=r"\b(?:que|seulement|juste|uniquement|coupe\w*|joue\w*|garde\w*|sec\w*)\b",
        reasons=r"^(?:parce que|car)\b|^(?:c'est|ca|il|elle) ",
        ordinals={
            1: "premier, premiere, un, original, debut",
            2: "deux, milieu, deuxieme, seconde",
            3: "trois, troisieme",
            4: "quatre, quatrieme",
        },
        last="dernier, derniere",
        opening="debut, depart, initial, initiale, original, originale",
    ),
    yes_no=YesNoWords(
        frame=r"^(?:c'est|est ce (?:que c'est|qu'il|qu'elle|que ca)|(?:il |elle )?y a(?: t il)?|y'a|ya|a t (?:il|elle)|(?:ca|elle|il|ce morceau|la chanson) (?:a|contient|sonne|est)|on entend|c'est ce que c'est)\b(?! (?:possible|quelque|autre|mieux|pas))",
        wanting=r"\b(?:quelque|autre|plus|moins|possible)\b",
        articles=r"\b(?:la|le|les)\b|\bl'",
    ),
    course=CourseWords(
        low="plus calme|posé|chill|tranquillou|calme|calmement|doux|douce|doucement|lente?|lentement|tranquille|tranquillement|posée?",
        high=r"explos\w+|forte?|fort|intense|épique|puissante?|énorme|violente?|rapide|à fond|part en (?:vrille|couille|live)|partir en vrille|envoie|envoyer|pète|péter|déchire|bourrin\w*|énergique|éclate\w*|drop|déchaîn\w+",
        then="puis|ensuite|après|jusqu'à|à la fin|finit|finir|et ça|et monte|soudain|d'un coup",
        begins="commence|démarre|débute|d'abord|au début",
        grows="monte(?: en puissance)?|grandit|s'accélère|prend de l'ampleur",
        first=r"(?:(?:qui )?(?:commence|démarre|débute|d'abord|au début) )?(?:\w+ )?",
        rising=("monte (?:petit à petit|peu à peu|doucement|progressivement)",),
        calming=r"se calme|retombe\b",
        refusing="sans|pas",
    ),
    likeness=LikenessWords(
        edges="mais et avec sans ou pour plus stp svp",
        offers="de du par",
        elision="d|l|qu",
        strong_leads="stil manière",
        too_alike=(
            r"(?:\b(?:c'est|ça|ca|il|elle|le son) )?(?:est |sonne |fait |ressemble )?(?:encore |beaucoup |bien )?trop (?:proche|pareil|ressemblant|similaire|semblable)e?s?\b(?: (?:du|de la|de|au|à la|à|que le|que la) ?(?:précédente?|premi(?:er|ère)|derni(?:er|ère)|autre|celui d'avant|celle d'avant|d'avant))?",
            r"(?:\b(?:ça|ca|il|elle) )?ressemble (?:beaucoup )?trop (?:au|à la|à) (?:précédente?|premi(?:er|ère)|derni(?:er|ère)|celui d'avant|d'avant)",
        ),
    ),
    numbers=NumberWords(
        below=(
            "pas plus de|pas plus (?:longue?|rapide|vite) que|moins de|en dessous de|plus (?:courte?|lente?) que|au plus|"
            "au maximum|maximum|jusqu'à"
        ),
        above=("pas moins de|plus de|au dessus de|plus (?:longue?|rapide|vite) que|au moins|au minimum|minimum"),
        near="environ|à peu près|autour de",
        between="entre|de",
        to="à",
        starting="de",
        joins="mais|et",
        ends_below="ou moins|maximum|au plus|au maximum",
        ends_above="ou plus|minimum|au moins|au minimum",
        exactly="exactement",
        tempo_units="battements par minute",
        tempo_leads="un tempo de|tempo de",
        tempo_names="tempo(?: de| à|:)?",
        tempo_steps=(
            (False, r"\b(?:baisse|réduis|descends)(?: le tempo)? de (?P<a>\d{1,3}) ?bpm"),
            (True, r"\b(?:monte|augmente)(?: le tempo)? de (?P<a>\d{1,3}) ?bpm"),
        ),
        slower="plus lente?",
        faster="plus (?:rapide|vite)",
        shorter="plus courte?",
        longer="plus longue|plus long",
        double="deux fois plus (?:rapide|vite)",
        half="deux fois (?:plus lente?|moins (?:rapide|vite))",
        with_seconds="et",
        between_spans="entre",
        long="de long|de durée",
        lasting="qui dure(?:nt)?",
        counts={
            0.5: "une demi",
            1: "un, une",
            2: "deux",
            3: "trois",
            4: "quatre",
            5: "cinq",
            6: "six",
            7: "sept",
            8: "huit",
            9: "neuf",
            10: "dix",
            15: "quinze",
            20: "vingt",
            30: "trente",
            40: "quarante",
            45: "quarante cinq",
            60: "soixante",
            90: "quatre vingt dix",
        },
        minutes="minutes?",
        years="ans|années",
        recent=(
            "(?:pas|rien de|rien) plus (?:vieux|vieille|ancien|ancienne)s? (?:que|de) COUNT ans|(?:des |les )?COUNT dernières années|"
            "(?:de |ayant )?moins de COUNT ans"
        ),
        dated="(?:au moins|plus de) COUNT ans(?: d'âge)?|plus (?:vieux|vieille|ancien|ancienne)s? (?:que|de) COUNT ans",
        seconds="secondes?",
        decade_lists=r"\b(?P<head>années)\s+(?P<list>\d0(?:\s*(?:,|/|\bet\b|\bou\b)+\s*(?:les )?\d0)+)\b",
        eras=r"\b(?:des |les )?années (\d0)\b",
        decades=r"\bannées (soixante-dix|quatre-vingt-dix|quatre-vingts?|soixante)\b",
        decade_ending="s ",
        tens={"soixante-dix": "70", "quatre-vingt-dix": "90", "quatre-vingt": "80", "soixante": "60"},
    ),
    undo=UndoWords(
        patterns=(
            "(?:reviens|revenir|retour)(?: en arrière| au précédent| à la précédente)?(?=[ .!]*$)|annuler?(?=[ .!]*$)",
        ),
        signs="reviens revenir retour annule annuler",
    ),
    naming=NamingWords(purposes="pour", articles="un une le la les mon ma mes notre ce cette"),
    irony=IronyWords(
        opening="bravo|super|ah,? (?:ben )?oui|ben voyons|bien s[uû]r|[ée]videmment|g[ée]nial",
        turn="rien de tel|exactement ce|il aurait|elle aurait|pile ce qu",
        corrected="j'(?:avais (?:dit|demand[ée])|ai (?:dit|demand[ée]))|je voulais",
        taken_back="pas",
        weary=(
            rf"{_SIGH}(?:et |c'est )?(?:encore|toujours) (?:(?:et toujours|une fois|un|une|du|de la|des|le|la|les|de l'|l'|plus de) ?)*(?P<what>(?!avec\b|comme\b|autre|peu\b)(?:(?!stp|svp|s'il).)+?){_TAIL}",
            rf"(?:(?:non+|oh|pitie|ah|pfff*|rah|purée|bon|et|mais)[ ,.!]*)*(?:pas encore|encore et toujours) (?:(?:un|une|du|de la|des|le|la|les|de l'|l') ?)*(?P<what2>(?:(?!stp|svp|s'il).)+?){_TAIL}",
            rf"{_SIGH}(?:(?:un|une|du|de la|des|le|la|les) )?(?P<what3>(?:(?!stp|svp|s'il).)+?) (?:encore|encore une fois){_TAIL}",
            rf"(?:ah|oh|wow|waouh)?[ ,]*(?:comme c'est|c'est|quelle|tres|trop|super|vachement|hyper) (?:original(?:ite)?|creatif|inventif|surprenant|novateur)[ ,.!:]+(?P<what4>.+?){_TAIL}",
            rf"(?:oh |ah |tiens )*(?:quelle surprise|surprise|comme par hasard|qui l'eut cru)[ ,.!:]+(?P<what5>.+?){_TAIL}",
        ),
        praise=r"super|genial|chouette|cool|parfait|formidable|magnifique|bravo|excellent|top|merveilleux|sympa|wow|waouh|trop bien|quel bonheur|quelle joie|youpi",
        belittled=BELITTLED,
        purposes=r"\b(?:pour|maintenant|plutot|veux|voudrais|faut|donne|mets|stp|svp|ma|mon|notre|scene|mais)\b",
    ),
    no_questions=("(?:pas|plus|sans)(?: de)? questions?", "arr[êe]te de (?:me )?poser des questions"),
    questions=("tu peux (?:de nouveau )?(?:me )?poser des questions",),
    described=r"(?:ça|cela)(?: \w+)? (?:sonne|fait) (?:\w+ )?comme",
    nods="oui ouais",
    energy="énergie",
    small_asks="svp|stp|plus|moins|pas|sans|avec|juste|et|de",
    verdicts=VERDICTS,
    contractions=(
        (
            r"\bc (?=(?:qui|quoi|ki|koi|pas|pa|trop|tro|une?|la|le|les|bon|nul|pour|bien|mort|chaud|ouf|de|du|d'|en|dans|ca|ça|grave|super|"
            r"vraiment|tout|parti|mieux|l'|cb|combien|comment)\b)",
            "c'est ",
        ),
        (r"\bki (?=(?:qui|chante|a|joue|fait|est|sonne|va|bouge|envoie|p[eè]te|d[eé]chire)\b)", "qui "),
        (r"\bkoi\b", "quoi"),
        (r"\bkel(?:le)?s?\b", "quel"),
        (
            r"\bj(?=(?:peux|peut|veux|suis|sais|trouve|prends|garde|kiffe|voudrais|cherche|mets|valide|dois|vais)\b)",
            "je ",
        ),
        (r"\b(?:chuis?|jsui)\b", "je suis"),
        (r"\bjveu\b", "je veux"),
        (r"\bjpeu\b", "je peux"),
        (r"\bjai\b", "j'ai"),
        (r"\bjaime\b", "j'aime"),
        (r"\bmtn\b", "maintenant"),
        (r"\bvrmt\b", "vraiment"),
        (r"\bpr (?=(?:une?|ma|mon|le|la|les|mes)\b)", "pour "),
        (r"\btt\b", "tout"),
        (r"\bkom\b", "comme"),
        (r"\bya (?=(?:pas|une?|des|du|trop|quoi)\b)", "y a "),
        (r"\bplus d'(?=une?\b)", "plus de "),
        (r"\bmoins d'(?=une?\b)", "moins de "),
        (r"\bune minute (?:et demie?|trente)\b", "90 secondes"),
        (r"\bdeux minutes (?:et demie?|trente)\b", "150 secondes"),
    ),
    chat={"pa": "pas", "avc": "avec", "avk": "avec", "tro": "trop"},
    elision="d|l|qu|j|n",
    new_cut=(
        r"(?!.*\b(?:musique|chanson|morceau|titre|rythme|voix|son)\b)"
        r"(?:(?:(?:ok|bon|alors|salut|desole|et|maintenant|voici|voila|c ?'?est|avec|prends|j ?'?ai),? )*(?:(?:un|une|le|la|l|mon|ma|notre|ce|cette|autre) )?(?:(?:nouvelle|nouveau|nouvel|derniere|dernier|seconde|deuxieme|troisieme|autre) )*(?:version|montage|coupe|edit|export|rendu|clip|video|fichier|v ?\d+)(?: (?:finale?|corrigee?|actualisee?|plus (?:court|courte|long|longue)|raccourcie?|remontee?|\d+|du (?:clip|montage)|de la video|maintenant|ici|s ?'?il te plait))*|(?:ok |bon )*(?:j ?'?ai|on a) (?:(?:un|une|juste|peu|le|la|l'|tout|re) ?)*(?:raccourci|coupe|recoupe|remonte|rallonge|allonge|change|modifie|enleve|retire|ajoute|corrige|refait)(?: (?:le|la|l|un|une|du|de|des|au|a|debut|fin|milieu|plan|plans|scene|scenes|secondes?|\d+|s|clip|video|montage|peu))*)"
    ),
    start_over=(
        r"(?:allez |ok |bon )?(?:oublie|laisse tomber|efface) (?:tout (?:ca|cela|ce que j'ai (?:dit|demande))|tout ce qui precede)|"
        r"(?:allez |ok |bon )?(?:on )?(?:repart|repars|recommence|repartons|recommencons) (?:tout )?(?:de |a |du )?(?:zero|debut)"
    ),
    rewordings=(
        *NEGATED_BOUNDS,
        *PREFERENCES,
        (
            r"^(?:(?:donne[- ]moi|un truc|quelque chose|plutôt|genre|à) )*(?:vers|autour de|environ|dans les)(?: les)? (?P<bpm>[6-9]\d|1\d\d|2[01]\d)(?: stp| svp| environ)?(?=[.! ]*$)",
            r"environ \g<bpm> bpm",
        ),
        # What is fine after a refusal is none of what is refused: "pas triste, piano ou guitare ça va".
        (
            r"(?<=\w), (?=(?:du |de la |des |le |la |les |une? )?[\w -]{3,30}? (?:ça (?:me )?va|ça passe|c['’]est (?:bon|ok|bien|parfait|super))\b)",
            ". ",
        ),
        (
            r"\b(?:remplace|[eé]change|change|troque|remplacer|[eé]changer|changer)\w* (?:le |la |les |l['’])(?P<old>(?!(?:musique|morceau|chanson|son)\b)[\w-]{3,20}) "
            r"(?:par|contre|pour) (?:une? |du |de la |des |le |la |les )?(?P<new>[\w-]{3,20})\b",
            r"moins de \g<old>, \g<new>",
        ),
        (
            r"\b(?:n['’]importe quel(?:le)?s?|tous les|toutes les|toute la|tout) (?:autres? )?(?:genres?|styles?|musiques?|types?(?: de musique)?|"
            r"instruments?),? (?:sauf|hormis|excepté|à part|mais pas)\b",
            "tout sauf",
        ),
        (
            r"\b(?:ne )?t['’]avise (?:surtout )?pas d(?:e |['’])(?:m['’]|me )?(?:mettre|prendre|donner|choisir|utiliser|ajouter)"
            r"(?: (?:un|une|du|des|de la))?\b|\b(?:t['’]as|tu n['’]as) pas intérêt à (?:me )?(?:mettre|prendre|utiliser)(?: (?:un|une|du|des))?\b",
            "surtout pas de",
        ),
        (r"\b(voix|chants?|chanteu(?:r|se)s?) solistes?\b", r"\1"),
        (
            r"\b(?:ressemble|sonne|fait penser)(?: beaucoup)? trop (?:à|comme|à du) (?P<likened>(?!(?:la|le|au|ça)\b)[^.,;!?]{2,40}?)[,;.]?\s+(?:(?:stp|svp|et) )*(?:évite(?:z)?|évite ça|pas de ça|surtout pas ça|pas ça)\b(?: ça)?",
            r"rien qui ressemble à \g<likened>",
        ),
        (
            r"\b(?:(?:je |j['’])?(?:ne )?(?:veux|voudrais|fais|fait|mets) plus|arr[êe]te (?:avec|les trucs|le|la)|(?:ce |ça )?(?:n['’]est|ne (?:sonne|ressemble)) plus|(?:fini|marre))(?: que ça sonne| quelque chose| un truc| un son| de| du| des)*"
            r" (?:comme|façon|genre|style|à la|dans le style de) (?P<likened>(?!(?:ça|avant)\b)[^.,;!?]{2,40})",
            r"oublie \g<likened>",
        ),
        (
            r"\b(?:c['’]?\s?(?:est )?|ce n['’]est )pas que (?:je |j['’]|on )(?:ne |n['’])?(?:veu[xt]|veille|aime|kiffe|supporte) (?:pas|plus) (?:de |d['’]|la |le |les |du |des )?(?P<twice>[^.,;!?]{2,30}?)[,;]?\s+"
            r"(?:(?:juste|mais|seulement|simplement|plutôt|c['’]est|en|que|un peu) )+(?:moins|pas (?:autant|trop|tant))(?: de ça)?\b",
            r"moins de \g<twice>",
        ),
        (
            r"\b(?:c['’]?\s?(?:est )?|ce n['’]est )pas que (?:je |j['’]|on )(?:ne |n['’])?(?:veu[xt]|veille) (?:pas|plus) (?:de |d['’]|la |le |les |du |des )?(?P<twice>[^.,;!?]{2,30})",
            r"\g<twice> c'est ok",
        ),
        (
            (
                r"(?P<head>^|[.!;,]\s*|\b(?:bon|alors) )(?:assez (?:de |d')|marre (?:de la |de |du |des |"
                r"d'))\s*(?!pour\b|[.,!?]|$)"
            ),
            r"\g<head>moins de ",
        ),
    ),
    mild_complaints=(
        (
            r"\b(mais|c'est|c’est|est|sonne|ça fait) (?:très|super|bien|assez|vraiment) (?=(?!(?:bien|bon|bonne|parfaite?)\b)\w+ pour\b)",
            r"\1 trop ",
        ),
        (
            (
                r"\b(c'est|c’est|ça sonne|ça fait|il est|elle est|la musique est|le morceau est) (?:un peu|un poil|"
                r"légèrement|quelque peu) (?!(?:plus|moins|trop|comme|mieux)\b)(?=\w)"
            ),
            r"\1 trop ",
        ),
    ),
    own_voice=r"\bvoix[- ]off\b|\bma (?:propre )?voix\b",
    asides=ASIDES,
    replies=REPLIES,
    finer_labels=FINER_LABELS,
)
