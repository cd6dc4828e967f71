"""Spanish: words for reading messages, beside vocabulary and intents."""

from __future__ import annotations

from language.languages.es.finer_labels import FINER_LABELS
from language.languages.es.negated_bounds import NEGATED_BOUNDS
from language.languages.es.preferences import PREFERENCES
from language.languages.es.replies import ASIDES, BELITTLED, REPLIES
from language.languages.es.verdicts import VERDICTS
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

# What opens a sigh: "ay qué bien", "vaya".
_SIGH = (
    r"(?:(?:(?:ay|uy|ah|oh|vaya|guau|hala|anda|uff?|buff?)[ ,!]+)+(?:(?:que (?:bien|bueno|ilusion|emocion|sorpresa|alegria|novedad|chulo|padre|chido))|genial|fantastico|maravilloso|estupendo|perfecto|super|bravo)?"
    r"|que (?:bien|ilusion|emocion|sorpresa|alegria|novedad)|yupi|lo que faltaba|bravo|estupendo|maravilloso|fantastico)[ ,.!:]+"
)
_TAIL = r"(?:[ ,.!]+(?:(?:justo|exactamente) lo que .+|que original|en serio|no puede ser|yupi))?[ .!?\W]*"

READING = ReadingWords(
    acts=ActWords(
        joining="pero|y",
        before=r"ey+|pero|y|oye|porfa\w*|bueno|pues|va|uf+|ay|jaja\w*|wey|we|guey|tio|tia|bro|nop|mmm*",
        after=r"porfa\w*|por favor|plis+|jaja\w*|wey|guey|tio|tia|bro|parce|compa|man|eh|no mas|nomas",
        statements=r"\bque \d+ ?bpm\b|^(?:cualquier|da igual|me da igual|no importa) |^(?:tiene que|debe|que (?:no )?(?:haya|tenga|me deje|pueda|se pueda|sirva)|sin|solo) |^(?:quiero|necesito)\b",
        pointing="esta, este",
        refusing="no",
        spanning=r"\b(?:solo|solamente|corta\w*|recorta\w*|usa\w*|toca|seg\w*)\b",
        reasons=r"^porque\b|^(?:es|esta|se|la \w+ es|el \w+ es) ",
        ordinals={
            1: "uno, una, primer, primera, primero, del principio, principio",
            2: "dos, del medio, medio, ambas, ambos, segunda, segundo",
            3: "tres, tercer, tercera, tercero",
            4: "cuatro, cuarta, cuarto",
        },
        last="ultima, ultimo",
        opening="principio, inicio, inicial, original, empezaste, empezamos",
        spellings=((r"\b(?:q|ke)\b", "que"),),
    ),
    yes_no=YesNoWords(
        frame=r"^(?:(?:esto|esta?|este tema|esta cancion|la cancion|el tema) )?(?:es|son|suena|lleva|tiene|incluye|se oye|se escucha)\b(?! (?:que|posible))|^hay (?!algo|algun|otr|mas|mejor)",
        wanting=r"\b(?:algo|otra?|version|mas|menos)\b",
        articles=r"\b(?:la|el|los|las)\b",
    ),
    course=CourseWords(
        low="tranquil[oa]|calmad[oa]|suave|suavecit[oa]|lent[oa]|baj[oa]|despacio|relajad[oa]|quiet[oa]",
        high=r"explot\w+|estall\w+|fuerte|intens[oa]|épic[oa]|epic[oa]|potente|rápid[oa]|grande|salvaje|(?:se )?(?:vuelve|pone|ponga|vuelva) loc[oa]|con todo|cañer[oa]|pegue|se desat\w+|a tope|drop|revient\w+",
        then=r"luego|después|despues|hasta|al final|termina\w*|acaba\w*|y va|de repente|más tarde",
        begins="empieza|empiece|comienza|comience|arranca|arranque|al principio|primero",
        grows="va (?:subiendo|creciendo|a más)|sube|crece|se (?:acelera|anima)",
        first=r"(?:(?:que )?(?:empieza|empiece|comienza|comience|arranca|arranque|al principio|primero) )?(?:\w+ )?",
        rising=("de menos a más", "va (?:subiendo|creciendo|aumentando)(?: poco a poco| lentamente)?"),
        falling=("de más a menos",),
        calming="se calma",
        refusing="no|sin",
    ),
    likeness=LikenessWords(
        vibes="ambiente",
        edges="pero y con sin o por porfa porfavor",
        offers="de quiero algo",
        strong_leads="estilo manera",
        too_alike=(
            r"\b(?:se parece(?:n)?|suenan?|es|está|son) (?:demasiado|muy|mucho|tan|casi)?(?: ?(?:parecid[oa]s?|similar(?:es)?|iguale?s?))? ?(?:al|a la|a lo|a los|que el|que la) (?:anterior|últim[oa]|primer[oa]?|otr[oa]|de antes|pasad[oa])(?: (?:canción|tema|propuesta|opción))?",
            r"\b(?:(?:es|son|suena|está) )?demasiado (?:parecid[oa]s?|similar(?:es)?|iguale?s?)\b(?: (?:al|a la|que el|que la) (?:anterior|últim[oa]|primer[oa]?|otr[oa]|de antes))?",
        ),
    ),
    numbers=NumberWords(
        below=(
            "no (?:(?:dure|duren|pase|pasen|supere) )?(?:m[áa]s )?de|no m[áa]s (?:largo|larga|rápido|rápida) (?:que|de)|menos de|por debajo de|m[áa]s (?:corto|corta|lento|lenta) que|"
            "(?:como )?máximo|como mucho|hasta"
        ),
        above=(
            "no menos de|m[áa]s de|por encima de|m[áa]s (?:largo|larga|rápido|rápida) que|(?:como )?mínimo|al menos|por lo menos"
        ),
        near="unos|unas|alrededor de|cerca de|aproximadamente",
        between="entre|de",
        to="a|hasta",
        starting="de|desde|del",
        joins="pero|y",
        ends_below="o menos|como (?:mucho|máximo)|máximo",
        ends_above="o más|como mínimo|al menos|mínimo",
        exactly="exactamente",
        tempo_units="pulsaciones por minuto|golpes por minuto",
        tempo_leads="un tempo de|tempo de",
        tempo_names="tempo(?: de| a|:)?",
        tempo_steps=(
            (False, r"\b(?:baja|bájale|reduce)(?: el tempo)? (?P<a>\d{1,3}) ?bpm"),
            (True, r"\b(?:sube|súbele|aumenta)(?: el tempo)? (?P<a>\d{1,3}) ?bpm"),
        ),
        slower="más lent[oa]",
        faster="más rápid[oa]",
        shorter="más cort[oa]",
        longer="más larg[oa]",
        double="el doble de rápid[oa]|el doble de velocidad",
        half="la mitad de rápid[oa]|la mitad de velocidad",
        with_seconds="y",
        between_spans="entre",
        long="de largo|de duración",
        lasting="que duren?",
        counts={
            0.5: "medio",
            1: "un, uno, una",
            1.5: "uno y medio",
            2: "dos",
            2.5: "dos y medio",
            3: "tres",
            4: "cuatro",
            5: "cinco",
            6: "seis",
            7: "siete",
            8: "ocho",
            9: "nueve",
            10: "diez",
            15: "quince",
            20: "veinte",
            30: "treinta",
            40: "cuarenta",
            45: "cuarenta y cinco",
            60: "sesenta",
            90: "noventa",
        },
        years="años?",
        recent=(
            "(?:no|nada) (?:más|mas) (?:viej[oa]s?|antigu[oa]s?) (?:de|que|a) COUNT años?|(?:de|en) los últimos COUNT años|"
            "que no tengan? más de COUNT años"
        ),
        dated="(?:al menos|como mínimo) COUNT años(?: de antigüedad)?|más (?:viej[oa]|antigu[oa]) (?:de|que) COUNT años?",
        minutes="minutos?",
        seconds="segundos?",
        decade_lists=r"\b(?P<head>años)\s+(?P<list>\d0(?:\s*(?:,|/|\by\b|\bo\b)+\s*(?:los )?\d0)+)\b",
        eras=r"\b(?:(?:de )?los )?años (\d0)\b",
        decades=r"\b(?:los |años |de los )?(sesentas?|setentas?|ochentas?|noventas?|ochenter[oa]s?)\b(?! (?:y \w+ )?(?:segundos?|minutos?|compases|bpm))",
        decade_ending="s ",
        tens={"sesent": "60", "setent": "70", "ochent": "80", "novent": "90"},
    ),
    undo=UndoWords(
        patterns=(
            r"(?:vuelve|volver|regresa|regresar)(?: atrás| a la anterior| al anterior)?(?=[ .!]*$)|deshacer\b|deshaz\b",
        ),
        signs="vuelve volver regresa regresar deshacer deshaz",
    ),
    naming=NamingWords(purposes="para pa", articles="un una el la los las mi mis nuestra nuestro este esta"),
    irony=IronyWords(
        opening="bravo|super|s[ií],? claro|claro|genial",
        turn="justo lo que|qu[eé] gran idea|nada (?:dice|como)|lo que (?:necesitaba|faltaba)",
        corrected="(?:te )?ped[ií](?:a)?|quer[ií]a",
        taken_back="no",
        weary=(
            rf"{_SIGH}(?:y )?(?:otr[oa]s?(?: mas)?|mas|otra vez|de nuevo|de vuelta|una vez mas) (?:(?:mas|el|la|los|las|un|una|con el|con la) )*(?P<what>(?!con\b|de\b|que\b|asi\b|como\b|opcion|cancion|vez|tema)(?:(?!porfa|por favor|plis).)+?){_TAIL}",
            rf"(?:(?:ay|uy|no+|oh|por dios|joder|buff?|uff?|venga|que|y|pero)[ ,.!]*)*(?:otra vez|de nuevo|de vuelta) (?:(?:el|la|los|las|un|una|con el|con la|con) )*(?P<what2>(?!opcion|cancion|tema|desde)(?:(?!porfa|por favor|plis).)+?)(?: no)?{_TAIL}",
            rf"{_SIGH}(?:(?:el|la|los|las|un|una) )?(?P<what3>(?:(?!porfa|por favor|plis).)+?) (?:otra vez|de nuevo){_TAIL}",
            rf"(?:ay|uy|oh|guau|wow)?[ ,]*(?:que|muy|super|re) (?:original(?:es)?|creativ[oa]s?|novedos[oa]s?|sorprendente)[ ,.!:]+(?P<what4>.+?){_TAIL}",
            rf"(?:oh |ay )*(?:que sorpresa|menuda sorpresa|sorpresa|que novedad|quien lo diria)[ ,.!:]+(?P<what5>.+?){_TAIL}",
        ),
        praise=r"que (?:bien|bueno|bonito|chulo|ilusion|emocion|padre)|genial|fantastic[oa]|maravillos[oa]|estupendo|perfect[oa]|super|bravo|excelente|precios[oa]|ole|guau|wow|increible|brutal",
        belittled=BELITTLED,
        purposes=r"\b(?:para|pa|ahora|mejor|quiero|necesito|dame|pon|porfa|por favor|mi|nuestr\w+|escena|pero)\b",
    ),
    no_questions=(
        "(?:por favor,? )?(?:sin|no más|basta de)(?: más)? preguntas",
        "no (?:me )?(?:preguntes(?: más)?|hagas(?: más)? preguntas)",
    ),
    questions=("puedes (?:volver a )?(?:preguntarme|preguntar|hacerme preguntas)",),
    described=r"(?:esto|eso)(?: \w+)? suena (?:\w+ )?(?:a|como)",
    nods="si sip vale",
    energy="energía",
    small_asks="porfa|más|mas|menos|no|sin|con|solo|y|de esto",
    verdicts=VERDICTS,
    contractions=(
        (r"\bk (?=(?:es|tal|más|mas|no|sea|suene|dure|empiece|tenga|sepa)\b)", "que "),
        (r"\b(?:kiero|qiero)\b", "quiero"),
        (r"\bkien\b", "quien"),
        (r"\b(?:tmbn?|tb)\b", "también"),
        (r"\bx (?=(?:favor|fa|que|q)\b)", "por "),
        (r"\bxfa\w*", "porfa"),
        (r"\bpal (?=(?:v[ií]deo|clip|gym|cumple|vlog)\b)", "para el "),
        (
            # In French it is "pas", which stands before other words.
            r"\bpa (?=(?:que|q|el|los|las|una?|mi|mis|tu|su|este|esta|eso|gym|fiestas?|(?:la (?:playa|fiesta|boda|noche|intro|uni))|"
            r"\w+(?:ar|er|ir|arme|arlo|arla))\b)",
            "para ",
        ),
        (r"\b(?:un )?minuto y medio\b", "90 segundos"),
        (r"\bdos minutos y medio\b", "150 segundos"),
    ),
    chat={"mas": "más", "musica": "música"},
    new_cut=(
        r"(?!.*\b(?:musica|cancion|tema|pista|ritmo|voces|sonido)\b)"
        r"(?:(?:(?:ok|vale|bueno|hola|perdon|y|ahora|aqui(?: (?:esta|va|tienes))?|esta es|este es|es|con|usa|tengo),? )*(?:(?:un|una|el|la|mi|nuestra|este|esta|otra|otro) )?(?:(?:nueva|nuevo|ultima|ultimo|segunda|tercera|siguiente) )*(?:version|montaje|corte|edicion|export|render|clip|video|archivo|v ?\d+)(?: (?:nuevo|nueva|final|corregid[oa]|actualizad[oa]|mas (?:cort|larg)[oa]|recortad[oa]|editad[oa]|\d+|del (?:clip|video)|ahora|aqui|por favor))*|(?:vale |ok )*(?:lo |la |ya )*(?:he )?(?:recortado|cortado|acortado|alargado|cambiado|editado|quitado|anadido|corregido|recorte|corte|acorte|alargue|cambie|edite|quite|anadi)(?: (?:el|la|un|una|lo|unos|poco|principio|inicio|final|medio|mitad|plano|planos|escena|escenas|segundos?|\d+|s|del|de|al|en|clip|video|montaje))*)"
    ),
    start_over=(
        r"(?:olvida(?:lo)?|olvidate de|descarta|borra) (?:todo (?:eso|esto|lo (?:que (?:dije|pedi)|anterior|dicho))|lo dicho)|olvidalo todo|"
        r"(?:(?:empezamos|empecemos|empieza|empezar|comencemos|volvamos a empezar|vamos) (?:otra vez )?(?:todo )?(?:de|desde) "
        r"(?:cero|nuevo))(?: porfa| por favor)?|(?:de cero|borron y cuenta nueva)"
    ),
    rewordings=(
        *NEGATED_BOUNDS,
        *PREFERENCES,
        (
            r"\b(?:sin que cante[ns]?|que no cante[ns]? (?=nadie|ningun))(?: ?(?:nadie|alguien|ninguna? \w+))?\b",
            "sin voces",
        ),
        (
            r"^(?:(?:dame|quiero|busco|algo|tipo|ponle) )*(?:alrededor de|unos|como a|sobre|cerca de|m[aá]s o menos|tipo)(?: los)? (?P<bpm>[6-9]\d|1\d\d|2[01]\d)(?: porfa| por favor| m[aá]s o menos)?(?=[.! ]*$)",
            r"alrededor de \g<bpm> bpm",
        ),
        # What is fine after a refusal is none of what is refused: "nada triste, piano o guitarra está bien".
        (
            r"(?<=\w), (?=(?:el |la |los |las |una? )?[\w -]{3,30}? (?:est[aá]n? (?:bien|ok|genial|perfecto)|me va(?:n|le)? bien|vale)\b)",
            ". ",
        ),
        (r"\b(b[aá]jal[ea]|s[uú]bel[ea]) (?:un )?(?:tantito|poquito|poco|pel[ií]n|cachito) (?=al? )", r"\1 "),
        (
            r"\b(?:c[aá]mbia|reemplaza|sustituye|cambiar|reemplazar|sustituir)\w*(?: por favor)? (?:el|la|los|las) "
            r"(?P<old>(?!(?:canci[oó]n|m[uú]sica|tema|rola)\b)[\w-]{3,20}) por (?:un |una |el |la |unos |unas )?(?P<new>[\w-]{3,20})\b",
            r"menos \g<old>, \g<new>",
        ),
        (r"\b(?:le |me )?sobran? (?:la|el|las|los) (?P<more>[\w-]{3,20})\b", r"menos \g<more>"),
        (
            r"\b(?:cualquier|todos? los|todas? las|toda(?: la)?) (?:otr[oa] )?(?:géneros?|estilos?|músicas?|tipos?(?: de música)?|"
            r"instrumentos?),? (?:menos|excepto|salvo|que no sea)\b",
            "todo menos",
        ),
        (r"\b(?:lo que sea|cualquier cosa|lo que quieras)(?: de m[uú]sica)?,? (?:menos|excepto|salvo)\b", "todo menos"),
        (
            r"\bni se (?:te|le) ocurra(?: (?:poner|ponerme|usar|meter|meterme|darme|elegir|añadir|con|un|una|algo|de))*\b|"
            r"\bni (?:de broma|de coña|loc[oa]|en sueños)\b(?: (?:pongas|uses|metas|con|un|una))*",
            "nada de",
        ),
        (r"\b(voz|voces|cantantes?) solistas?\b", r"\1"),
        (
            r"\b(?:suena|se parece) demasiado a (?P<likened>(?!(?:la|lo|el)\b)[^.,;!?]{2,40}?)[,;.]?\s+(?:(?:por favor|porfa|y) )*(?:ev[ií]ta(?:lo|la)?|eso no|nada de eso|sin eso)\b(?: eso)?",
            r"nada como \g<likened>",
        ),
        (
            r"\b(?:ya no|no más|no mas)(?: quiero| que suene| suene| lo quiero| tan| algo| nada)* (?:como|tipo|estilo|al estilo de|a lo|rollo) (?P<likened>(?!(?:esto|eso|antes)\b)[^.,;!?]{2,40})",
            r"olvida \g<likened>",
        ),
        (
            r"\b(?:tampoco|no) es que (?:no (?:quiera|haya|me gusten?|necesite)|(?:lo |la )?quiera sin|sobren?)(?: la| las| los| el| nada de)? ?(?P<twice>[^.,;!?]{2,30}?)[,;]?\s+"
            r"(?:(?:pero|solo|sólo|sino|simplemente|es|más bien|que|q|con) )+(?:menos(?: de (?:eso|ell[oa]s))?|no (?:tant[oa]s?|molesten?|destaquen?|suenen tanto|sean? tant[oa]s?)|más (?:suaves?|baj[oa]s?|discret[oa]s?))\b",
            r"menos \g<twice>",
        ),
        (
            r"\b(?:tampoco|no) es que (?:no (?:quiera|haya|necesite)|(?:lo |la )?quiera sin)(?: la| las| los| el)? ?(?P<twice>[^.,;!?]{2,30})",
            r"\g<twice> está bien",
        ),
        (
            r"(?P<head>^|[.!;,]\s*|\b(?:bueno) )(?:ya basta de|suficiente\b)\s*(?!para\b|[.,!?]|$)",
            r"\g<head>menos ",
        ),
    ),
    mild_complaints=(
        (
            r"\b(pero|es|está|esta|suena|queda) (?:muy|bastante|re|súper) (?=(?!(?:bien|bueno|buena|perfect\w|adecuad\w)\b)\w+ (?:para|pa)\b)",
            r"\1 demasiado ",
        ),
        (
            (
                r"\b(es|está|esta|suena|se siente|queda|parece) (?:un poco|un pelín|un tanto|algo) (?!(?:más|mas|"
                r"menos|de|como|mejor)\b)(?=\w)"
            ),
            r"\1 demasiado ",
        ),
    ),
    own_voice=r"\bvo(?:z|ces) en off\b|\bmi (?:propia )?voz\b",
    asides=ASIDES,
    replies=REPLIES,
    finer_labels=FINER_LABELS,
)
