"""Spanish: what is said beside the matter, and short replies; expressions on a folded line."""

from __future__ import annotations

from language.languages.reply_words import AsideWords, ReplyWords

# What music is likened to that nobody wants to hear.
BELITTLED = r"seguros|pasta de dientes|champu|teletienda|tienda departamental|ascensor|elevador|sala de espera|espera|dentista|supermercado|centro comercial|anuncio de|tono de movil|hotel|aeropuerto|funeral|velorio|powerpoint|call center|contestador"
ASIDES = AsideWords(
    laughs=r"m+|uff?|pues|no se|ay|bah|nop?|wey|ja(?:ja)+|pero|y|super",
    belittling=(
        r"(?:(?:esto|esta|este|eso) )?(?:me )?(?:suena|parece|recuerda|siento|parece que estoy|es como estar)(?: (?:que|estoy|como|a|la|una?|el|musica|"
        rf"cancion|de|del|al|en|los|las|sala))* ?(?:{BELITTLED}).*"
    ),
    at_home=(
        r"(?:ahora )?(?:mi|mis|nuestro|nuestra|el|la|los) (?:\w+ )?(?:perr[oa]s?|gat[oa]s?|loro|hij[oa]s?|"
        r"bebe|novi[oa]|mujer|marido|madre|padre|abuel[oa]|vecin[oa]s|jefe|herman[oa]) (?:ya |se |esta |"
        r"estan |puso a |pusieron a |ha puesto a |empezo a |empezaron a )*(?:(?:aull|ladr|maull)ando|(?:aull|ladr|maull)ar|(?:aull|ladr|maull|bail|cant|"
        r"ronc)\w*(?: (?:con ella|tambien|ya|encima))+)"
    ),
    has=(
        r"(?:(?:ahi|aqui|en (?:esta|esa|la) (?:cancion|pista)|en este tema|todavia|aun) )?(?:hay|tiene|lleva|trae|se oye|se escucha|se oyen|oigo|escucho) (?P<what>.+?)"
        r"(?: (?:en (?:ella|el|la cancion|el tema|esta|este)|ahi|dentro))?",
        r"(?:la cancion|el tema|esta|este) (?:tiene|lleva|trae) (?P<what>.+?)",
    ),
    lacks=(
        r"(?:(?:ahi|aqui|en (?:esta|esa|la) (?:cancion|pista)|en este tema) )?no (?:hay|tiene|lleva|trae|se oye|se escucha|oigo|escucho) (?:nada de |ninguna? )?(?P<what>.+?)"
        r"(?: (?:en (?:ella|el|la cancion|el tema|esta|este)|ahi))?",
    ),
    beside="un una unos unas el la los las mucho mucha muchos muchas de también",
    interjections=r"no+|ay|uy|jaja\w*|pero|y|eh|oye|hostia|ostras|espera",
    removing=r"(?:por favor |porfa )*(?:quitalo|quitala|quitalos|quitalas|sacalo|sacala|eliminalo|eliminala|fuera con (?:el|ella|eso)|quita eso|saca eso)(?: por favor| porfa| plis)?",
    sung=r"alguien (?:canta|esta cantando)|hay alguien cantando",
    unsung=r"nadie (?:canta|esta cantando)",
    of_clip=r"\b(?:video|clip|escena|plan)\b",
)
REPLIES = ReplyWords(
    yes=r"si|sip|claro|por supuesto",
    no=r"no",
    including=r"con(?: (?:voz|canto|ella))?",
    excluding=r"sin(?: (?:voz|canto|ella))?|ninguna?",
    fillers=r"por favor|porfa|mejor|gracias|pues",
    indifferent=r"(?:me )?da (?:igual|lo mismo)|(?:me )?es igual|cualquiera|como quieras|lo que sea",
    more=(
        r"(?:un (?:poco|poquito) |aun |todavia |mucho |algo )mas(?: de eso)?|mas todavia|mas aun|mas de eso|"
        r"otro poco"
    ),
    less=r"(?:es |eso es |ya es )?(?:un poco )?demasiado|no tanto|te pasaste",
    same_question=r"y (?:esta|este|el nuevo|la nueva)(?: (?:cancion|tema))?",
    voices=r"\b(?:voz|cante|canta|canto)\b",
)
