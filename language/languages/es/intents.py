"""Spanish: regular expressions for what a part of a message does, one a line, on a folded line without accents."""

from __future__ import annotations

INTENTS = {
    "meta": r"""
(contesta|responde|habla|escribe)(me)? (\w+ )?en (espanol|ingles|frances|aleman|japones|castellano)|(deja|para|basta|no) (ya )?(de |me )?(preguntar|preguntes|hacer(me)? preguntas|hagas|molest)\w*|(no|sin) (guardes|guardar|almacenes|recuerdes|memorices)|(borra|olvida|elimina) (todo|mis datos|mis gustos|lo que sabes)|(empezamos|empecemos|empieza|volvamos a empezar|comenzamos) (todo )?(de|desde) (cero|nuevo)|^(de cero|borron y cuenta nueva|resetea|reinicia)\b|eres (un |una )?(bot|ia|robot|humano|persona)|quien te (hizo|creo|programo)|que sabes (de|sobre) mi|que (\w+ )?(guardas|recuerdas|almacenas|tienes guardado) (de|sobre) mi|(menos|no tanto) (texto|rollo)|(respuestas? )?mas cort\w+ (tus|las) respuestas|menos preguntas
""",
    "undo": r"""
\b(deshacer|deshaz\w*|ctrl ?\+? ?z)\b|^(undo|cancela|cancelar|cancelalo|olvidalo)( eso| lo ultimo)?$|(olvida|ignora|borra|quita|cancela|retira|descarta)\w* (lo (ultimo|que dije|que pedi|de antes)|eso ultimo|mi ultim\w+|el ultimo|la ultima|eso que dije|mi (mensaje|peticion))|(no queria|no quise) decir eso|^me equivoque
""",
    "compare": r"""
^(?:(?:puedes|podrias|podemos|puedo) |(?:quiero|me gustaria|queremos|quisiera) |vamos a |a ver |dejame )*compar(?:a|ar|ame|arlas|arlos|alas|alos|emos|amos|e) (?:(?:las|los|estas|estos|esas|esos|todas|primeras|primeros|a|mis) )*(?P<many1>ambas|ambos|dos|tres|cuatro|[234])(?: (?:primeras|primeros|pistas|canciones|temas|opciones|de ellas))?(?: (?:a ciegas|lado a lado|uno al lado del otro|una al lado de (?:la )?otra|entre si|entre ellas|con mi (?:clip|video)|bajo mi (?:clip|video)|por favor|porfa|ahora|primero))* ?\??$
^(?:(?:puedes|podrias|podemos|puedo) |(?:quiero|me gustaria|queremos|quisiera) |vamos a |a ver |dejame )*compar(?:a|ar|ame|arlas|arlos|alas|alos|emos|amos|e)(?: (?:las|los|estas|estos|esas|esos|todas|todos|pistas|canciones|temas|opciones|alternativas|de ellas))*(?: (?:a ciegas|lado a lado|uno al lado del otro|una al lado de (?:la )?otra|entre si|entre ellas|con mi (?:clip|video)|bajo mi (?:clip|video)|por favor|porfa|ahora|primero))* ?\??$
^(?:(?:puedes|podrias|podemos|puedo) |(?:quiero|me gustaria|queremos|quisiera) |vamos a |a ver |dejame )*compar(?:a|ar|ame|arlas|arlos|alas|alos|emos|amos|e) (?:(?:la|el|a|numero|num|opcion|pista|cancion|alternativa|con) )*(?P<one1>\d|primer[ao]?|segund[ao]|tercer[ao]?|cuart[ao]|uno|dos|tres|cuatro) (?:y|con|contra|vs|o) (?:(?:la|el|a|numero|num|opcion|pista|cancion|alternativa|con) )*(?P<two1>\d|primer[ao]?|segund[ao]|tercer[ao]?|cuart[ao]|uno|dos|tres|cuatro)(?: (?:a ciegas|lado a lado|uno al lado del otro|una al lado de (?:la )?otra|entre si|entre ellas|con mi (?:clip|video)|bajo mi (?:clip|video)|por favor|porfa|ahora|primero))* ?\??$
^(?:(?:puedes|podrias|podemos|puedo) |(?:quiero|me gustaria|queremos|quisiera) |vamos a |a ver |dejame )*compar(?:a|ar|ame|arlas|arlos|alas|alos|emos|amos|e) (?:esta|este|esto|esa|ese|la actual)(?: pista| cancion)? (?:y|con|contra) (?:(?:la|el|a|numero|num|opcion|pista|cancion|alternativa|con) )*(?P<one2>\d|primer[ao]?|segund[ao]|tercer[ao]?|cuart[ao]|uno|dos|tres|cuatro)(?: (?:a ciegas|lado a lado|uno al lado del otro|una al lado de (?:la )?otra|entre si|entre ellas|con mi (?:clip|video)|bajo mi (?:clip|video)|por favor|porfa|ahora|primero))* ?\??$
\b(?:ver|ver las|verlas|verlos|oir|oirlas|oirlos|escuchar|escucharlas|escucharlos|pon|ponlas|ponme|muestra|muestrame|muestramelas)(?: (?:las|los|estas|estos|esas|todas|primeras|pistas|canciones|opciones))*(?: (?P<many2>ambas|ambos|dos|tres|cuatro|[234]))?(?: (?:primeras|pistas|canciones|opciones))? (?:lado a lado|una al lado de (?:la )?otra|uno al lado del otro)(?: (?:a ciegas|lado a lado|uno al lado del otro|una al lado de (?:la )?otra|entre si|entre ellas|con mi (?:clip|video)|bajo mi (?:clip|video)|por favor|porfa|ahora|primero))* ?\??$
^(?:haz |hacer |hagamos |una |un )*(?:comparacion a ciegas|prueba a ciegas|test a ciegas|a ?/ ?b|lado a lado)(?: (?:a ciegas|lado a lado|uno al lado del otro|una al lado de (?:la )?otra|entre si|entre ellas|con mi (?:clip|video)|bajo mi (?:clip|video)|por favor|porfa|ahora|primero))* ?\??$
""",
    "choose": r"""
\b(numero|num|nro|opcion|alternativa|sugerencia|no)\.? ?#? ?(?P<choose>\d|uno|una|dos|tres|cuatro)\b(?! ?(bpm|seg|min|:))|^#? ?(?P<choose2>[1-9])( porfa| por favor)?$|^(mejor |dame |pon |ponme |quiero |elijo |prefiero |escojo |me quedo con |a ver )*(la|el) (?P<choose3>\d|dos|tres|cuatro|segund[ao]|tercer[ao]?|cuart[ao]|ultim[ao])( (opcion|alternativa|de (esas|esos|la lista|las tres|ellas|las otras)|porfa|por favor|suena \w+|cancion|mejor))*$|\b(?P<choose4>primer[ao]?|segund[ao]|tercer[ao]?|ultim[ao]) (opcion|alternativa|de (la lista|esas|esos|las tres|las otras|ellas|las alternativas)|sugerencia de la lista)|(dejame|quiero|puedo) (oir|escuchar|ver) (la|el) (?P<choose5>segund[ao]|tercer[ao]?|ultim[ao]|\d)
^(ensena|muestra|pon|reproduce|toca|deja)(me|nos)? (oir |escuchar |ver )?(la|el) (numero )?(?P<choose6>primer[ao]?|segund[ao]|tercer[ao]?|cuart[ao]|ultim[ao]|\d)( (opcion|alternativa|porfa|por favor|de la lista|cancion))*$
""",
    "back": r"""
^(vuelve|volver|regresa|regresar|atras|vuelve atras|regresa atras|para atras|pa atras)( porfa| por favor)?$|(vuelve|volvamos|volver|regresa|regresemos|regresame|vamos|pon|ponme|devuelveme)( otra vez| de nuevo)? (a |al |con )?(la|el|lo)? ?(mera |mero )?(?P<back>primer[ao]?|segund[ao]|tercer[ao]?|anterior|previ[ao]|de antes|original|del principio)|(la|el) (?P<back2>primer[ao]?|segund[ao]|anterior|de antes|previ[ao]|pasad[ao])( \w+)? (estaba|era|es|me gusto|quedaba|sonaba|fue|iba|me gustaba)( \w+)? (mejor|mas|bien)|(otra vez|de nuevo) (la|el) (?P<back3>primer[ao]?|anterior|de antes)|(mejor|prefiero|preferia|queria) (la|el) (?P<back4>primer[ao]|anterior|de antes)( cancion| tema| rola)?$
^(la|el) (?P<back5>anterior|de antes)( (porfa|por favor|otra vez|de nuevo))*$|^(vuelve|ve|regresa) (uno|una|un paso) (atras|para atras)( porfa| por favor)?$
""",
    "edit stems": r"""
\b(stems?|pistas? separad\w+|multipista|acapella|a capela|karaoke)\b|(solo|solamente) la pista (de|del)|(aisla|separa|extrae)\w* (la|el|las|los)
""",
    "edit duck_under_speech": r"""
^(por favor )?(pon |que vaya |que este )?(la|mi) voz (primero|por delante|en primer plano|ante todo)( porfa| por favor)?$
(no|apenas|casi no) (me |se |nos )?(dejan? |puedo |pueden )?(oir|oye|oyen|escuchar|escucha|entender|entiende)\w* (bien )?(lo que (digo|hablo|decimos)|mi voz|cuando hablo|al que habla)|(tapa|se come|ahoga|choca|pelea|compite|interfiere|estorba)\w* (con |a )?(lo que digo|mi voz)
(baj|suav|atenu|menos|quit|disminu|reduc)\w* .*(cuando|mientras|al|donde|si|en las partes) .*(habl|voz|voces|dig|narr|dialog|entrevist|habla|conversa|cuent)\w*|(cuando|mientras|al) (\w+ ){0,2}(habl|narr|dig)\w*( \w+){0,4} (baj|menos|suave|mas baj)\w*|(no )?se (me |nos )?(entiende|escucha|oye) (\w+ )?(lo que digo|mi voz|la voz|nada de lo que|cuando hablo|con la musica)|(debajo|por debajo|bajo) (de )?(mi|la) (voz|narracion)|(espacio|hueco) (para|a) mi voz
""",
    "edit with_my_sound": r"""
^(por favor )?con (mi|el) (propio )?(sonido|audio)( original| del? (mi |el )?(clip|video)| por debajo| debajo)*( porfa| por favor)?$
^(por favor )?(conserva|conservar|deja|dejar|manten|mantener|quedate con|quiero) (los|las) dos( sonidos| musicas)?( porfa| por favor)?$
^(por favor )?(conserva|conservar|deja|dejar|manten|mantener) amb[oa]s( porfa| por favor)?$
""",
    "edit mute_clip": r"""
^(por favor )?(solo|solamente|unicamente) (con )?la musica( porfa| por favor)?$|^(por favor )?la musica (sola|solamente)( porfa| por favor)?$
^(por favor )?(reemplaz|sustitu|cambi)\w* la musica (del?|de mi|que tiene (el|mi)) ?(clip|video)( porfa| por favor)?$
no (?:necesito|quiero|hace falta) (?:el |mi )?(?:audio|sonido) (?:de|original|del)
(silencia|mutea|calla|quita|elimina|borra|saca|apaga|corta)\w* (\w+ )?(el |la |los |mi |al )?(audio|sonido|ruido|viento|video|clip|microfono|ambiente|voz original)( (original|del? \w+( \w+)?|de mi \w+|ambiente|de fondo))*|(sin|no quiero) (el )?(audio|sonido|ruido) (original|del|de mi|de la camara|de fondo)|(audio|sonido) (original )?(fuera|quitado|en silencio|apagado)|(video|clip) (en silencio|sin sonido|sin audio|mudo|muteado)
""",
    "edit keep_my_sound": r"""
(deja|manten|conserva|guarda|dejale|mantener|dejar|no quites|no silencies|no borres|respeta|que se (oiga|escuche)|quiero que se (oiga|escuche))\w* (tambien |igual )?(el |la |mi |los )(audio|sonido|voz|ruido|ambiente|video|clip|risas|olas|motor)( original| del \w+| de mi \w+)?
(el |mi )(audio|sonido|ruido|ambiente)( de mi \w+| del \w+| original)? (tambien )?se (oiga|escuche)
""",
    "edit louder_music": r"""
^(un poco |un poquito |mucho )*mas volumen( porfa| por favor)?$|(sube|subir|subele|subelo|subela|aumenta|levanta)\w*( un poco| mas| tantito)?( el| a la| la| al)? ?(volumen|musica|cancion|sonido|rola|tema|$)|(la|esta|tu) (musica|cancion) (\w+ ){0,2}mas (alta|fuerte|alto)|(no|casi no|apenas) se (oye|escucha) (\w+ )?(la )?(musica|cancion)|(musica|cancion) (\w+ )?(no|casi no|apenas) se (oye|escucha)|(musica|cancion) (esta )?(muy|demasiado) baj\w+
mas (alta|fuerte|volumen) (a )?la (musica|cancion|pista)|la (musica|cancion|pista) (\w+ )?mas (alta|fuerte)
""",
    "edit quieter_music": r"""
(baja|bajar|bajale|bajalo|bajala|reduce|disminuye)\w*( un poco| mas| tantito)?( el| a la| la| al)? ?(volumen|musica|cancion|sonido|rola|$)|(la|esta|tu) (musica|cancion) (\w+ ){0,2}mas (baja|bajita|bajo|bajito|suave de volumen)|(musica|cancion) (esta )?(muy|demasiado) (alta|fuerte)
mas (baja|bajita|suave|floja) la (musica|cancion|pista)|la (musica|cancion|pista) (\w+ )?mas (baja|bajita|floja)|menos volumen
""",
    "edit use_drop_at": r"""
(drop|subidon|climax|golpe|bajon) .*(?P<at>\d+:\d\d|\d+ ?(s|seg|segundos?)\b|segundo \d+)|(drop|climax|golpe) (caiga|entre|llegue|suene|en|cuando|justo|coincida) .*(cuando|en|al|con|explosion|salto)|(pon|mete|coloca|haz|cuadra|sincroniza)\w* (\w+ )?el (drop|climax|golpe)(.*?[^\d:.](?P<at2>\d+:\d\d|\d+ ?(s|seg|segundos?)\b|segundo \d+))?
""",
    "edit use_chorus": r"""
\b(estribillo|el coro|del coro)\b(?! (de ninos|gospel|infantil|angel))
""",
    "edit only_range": r"""
(del?|desde)( segundo| minuto| el)* ?(?P<at>\d+:\d\d|\d+) ?(s|seg\w*)? ?(a|al|hasta)( segundo| minuto| el)* ?(?P<end>\d+:\d\d|\d+)(?![\d:]* ?(bpm|pulsaciones|min\w*|anos?))|entre (el )?(segundo )?(?P<at2>\d+:\d\d|\d+) y (el )?(?P<end2>\d+:\d\d|\d+)(?![\d:]* ?(bpm|pulsaciones|min\w*|anos?))|solo (en )?(la primera|la segunda|los primeros|los ultimos) (mitad|parte|\d+ seg\w*)
""",
    "edit start_at": r"""
(?:salta|saltate|saltea|quita|omite|corta|brinca|sin|elimina|borra)\w* (?:los )?primeros? (?P<at8>\d+ ?(?:s|seg\w*))
(?:empie|empez|arran|comien|comenz|inici|entr|salt|part|pon)\w* (?:\w+ ){0,2}(?:en|desde|a partir de|al|a|por) (?:el )?(?:segundo|minuto) (?P<at9>\d+:\d\d|\d+)
(empie|empez|arranc|comien|comenz|inici|entr|salt|part|pon)\w* (\w+ )?(\w+ )?(\w+ )?(en|desde|a partir de|al|a) (el )?(segundo |minuto )?(?P<at>\d+:\d\d|\d+ ?(s|seg|segundos?|min|minutos?)\b|(?<=segundo )\d+)|^(desde|a partir de|en) (el |del )?(segundo |minuto )?(?P<at2>\d+:\d\d|\d+( ?(s|seg|segundos?))?)( porfa| por favor)?$
""",
    "edit start_later": r"""
^(\d+|\w+) ?(compas(es)?|seg\w*|s) (mas tarde|despues|mas adelante)( por favor| porfa)?$
(empie|empez|arranc|comien|comenz|inici|entr)\w* (\w+ ){0,4}(mas tarde|mas adelante|despues|mas adentro)|(salta|sin|quita|corta|omite|saltea|elimina|borra|brinca)\w* (te |le )?(la |el )?(intro|introduccion|principio|inicio|comienzo)|(intro|introduccion) (\w+ )?(muy|demasiado) larga|^(un poco |un poquito |bastante )*(mas tarde|mas adelante)( en la (cancion|rola)| porfa)*$|mas (adelante|tarde) en (la|el) (cancion|tema|rola)
""",
    "edit start_earlier": r"""
^(\d+|\w+) ?(compas(es)?|seg\w*|s) (antes|mas temprano)( por favor| porfa)?$
(empie|empez|arranc|comien|comenz|inici|entr)\w* (\w+ ){0,4}(antes|mas temprano|mas pronto)|(desde|del) (el |mero )?(principio|inicio|comienzo|puro principio)|^(un poco |un poquito |bastante )*(antes|mas temprano|mas pronto)( en la cancion| porfa| por favor)*$
""",
    "edit loop": r"""
\b(loop\w*|bucle|buclea\w*|loopea\w*)\b|(repit|repet)\w* (\w+ )*(hasta|para|en|todo|la (cancion|musica)|cancion|musica)
""",
    "edit fade": r"""
(?:vaya|va|se vaya|que vaya) (?:apagando|bajando|desapareciendo|muriendo)|(?:apag|baj|desapare)\w* (?:poco a poco|de a poco|suavemente|gradualmente)
\b(fade\w*|desvanec\w*|fundido|difumin\w*|desvanecimiento)\b|(que )?(baje|termine|acabe|vaya|termina|acaba) (bajando |poco a poco|suavemente|despacio|suave|apagandose|gradual\w*)
""",
    "edit end_on_beat": r"""
(?:final|fin|cierre) (?:\w+ ){0,3}(?:brusc\w+|abrupt\w+|cortad\w+|sec[oa])\b
(acab|termin|cort|fin|par|cierr)\w* (\w+ ){0,3}(con|en|al|justo en|a) (el |la |un |una )?(\w+ )?(compas|beat|golpe|tiempo|ritmo|nota|acorde)|no (la |lo )?(cortes|corte|se corte|acabe|termine) (\w+ )?(de golpe|asi|en seco|a la mitad|a medias|de repente|bruscamente)|(final|cierre) (limpio|de verdad|natural|como debe)|(se )?corta (muy |demasiado )?(de golpe|brusco|abrupto|en seco)
""",
    "edit nudge": r"""
(estira|acelera|ralentiza|ajusta|comprime|encoge|cambia|modifica)\w* (\w+ ){0,3}(un poco|un pelin|ligeramente|un poquito|apenas) (\w+ ){0,4}(para que|hasta que|de modo que|y que) .*(cortes?|golpes?|planos?|cuadr\w*|caig\w*|coincid\w*)
(ajusta|cambia|retoca|modifica|estira)\w* (un poco |ligeramente )?(el |la )?(tempo|velocidad|bpm)( un poco| ligeramente)?\b
""",
    "edit fit_length": r"""
(ajusta|adapta|recorta|corta|acorta|estira|alarga|haz que dure|cuadra|que dure|encaja|que encaje|extiende)\w* (\w+ )*(a|al|en|con|hasta|para|lo mismo|igual) (que )?(\w+ )?(\w+ )?((duracion|largo|video|clip|largura|vid)|(?P<len>\d+ ?(s|seg|segundos?|min|minutos?)))|(que )?(dure|acabe|termine) (lo mismo|igual|exacto|justo|lo que dura|con|cuando|al terminar)( que| con)? ?(\w+ )?(el|mi) (video|clip)|(misma duracion|mismo largo) que|(recorta|acorta)(la|lo)?( la (cancion|musica))?( porfa)?$
""",
    "edit use_part": r"""
(usa|pon|quiero|toma|mejor|prefiero|ponme|dame|empieza con|empieza en|ve a)\w* (\w+ )?(la|el) (\w+ )?(parte|trozo|seccion|pedazo|final|puente|estrofa|solo|cacho|momento)\b(?! (del|de mi) (video|clip))|(la|el) (parte|trozo|seccion|pedazo|momento) (\w+ )?(donde|en que|con|cuando|que|despues|antes|de|tranquil\w*|fuerte)|^donde entran?\b
(empie|empez|arranc|comien|comenz|inici|entr)\w* (\w+ )?(con|en|desde|por) (la|el|los|las) (bateria|voz|guitarra|piano|solo|estrofa|ritmo|bajo|melodia|cuerdas)\b|donde entran? (la|el|los|las) (bateria|voz|guitarra|piano|ritmo|bajo|melodia|cuerdas)
""",
    "question start": r"""
^(desde (donde|que \w+)|en (que|cual) (segundo|minuto|punto|momento)|a partir de que \w+|donde|cuando) (\w+ ){0,4}(empiez|empez|comienz|comenz|arranc|inici)\w*(?!.*(voz|batería|bateria|estribillo))
""",
    "question licence_credit": r"""
(hay que|tengo que|debo|necesito|hace falta|como|donde|que|se tiene que|es necesario|toca|basta|obliga\w*)\b.*(credit|cit|nombr|mencion|atribu|etiquet|autor|artista en|poner (el|al|a))\w*|^creditos?( \w+)?\?$|(poner|mencionar|nombrar|citar) (al|el) (autor|artista|compositor)
""",
    "question licence_use": r"""
^(libre de derechos|sin copyright|sin derechos)( \w+)* ?\?$|^(y )?para (un|una|mi) (client[ea]|empresa|negocio|anuncio|youtube) ?\?$
^(puedo|podemos|se puede|me dejan?) (cortar|recortar|editar|remezclar|modificar|cambiar|acortar)(la|lo)?( (la|el|esta|este) \w+)?( un poco)?\?$
(puedo|se puede|podemos|podria|es|eres|esta|tiene|me|hay|cuanto|sirve|cobran|te|da) (\w+ ){0,6}(us|monetiz|youtube|tiktok|twitch|insta|comercial|cliente|libre de|derechos|copyright|licencia|gratis|legal|strike|reclam|bloque|anunci|publicidad|subir|publicar|pag)\w*|cuanto (cuesta|vale|sale)|(que|cual) (\w+ )?licencia|^(licencia|gratis|precio)\?*$|(es|esta) gratis
""",
    "question download": r"""
(donde|como|puedo|se puede|hay|link|enlace|me|pasame|mandame) (\w+ ){0,5}(descarg|baj(o|ar|arla|armela)\b|archivo|mp3|wav|download)\w*|^(descarga|mp3|archivo|link de descarga|download)\??$|(archivo|mp3) (porfa|por favor)
""",
    "question source": r"""
(de donde|donde) (\w+ ){0,4}(es|sale|salio|sacaste|viene|encontraste|esta|encuentro|la encuentro|escucho|oir)\b|(de|en) que (pelicula|juego|serie|pagina|sitio|web|anime|peli|biblioteca)|^(fuente|link|enlace|origen)\??$|(esta|es|sale) (\w+ )?(en|de) (spotify|youtube|soundcloud|una peli\w*|un juego|alguna (serie|peli)|la peli\w*)|(link|enlace) (del|al) original
""",
    "question other_use": r"""
(alguien|alguno|otro|otros|ya|quien|soy|han|ha) (\w+ ){0,5}(uso|usado|usaron|usa|usando|usada|unico|unica|salio|utilizado|utilizo)\b|(puedo|podria) (\w+ ){0,2}(usar|usarla|reutilizar\w*) (\w+ )*(tambien|otra vez|de nuevo|para otro|para otra|en otro)
""",
    "question tempo": r"""
(que|cuantos?|a que|a cuantos|cual) (\w+ ){0,4}(tempo|bpm|pulsaciones|velocidad|ritmo tiene|golpes por minuto)\b|^(bpm|tempo|velocidad)( porfa)?\??$|(que tan|como de) (rapida?|lenta?) (es|va)
""",
    "question key": r"""
(que|cual|en que) (\w+ ){0,3}(tono|tonalidad|clave|escala|acordes?)\b|^(tono|tonalidad|clave)\??$|(es|esta) (en )?(\w+ )?(menor|mayor)\b
""",
    "question album": r"""
(que|cual|de que|en que) (\w+ )?(album|disco)|^(album|disco)\??$|es (un )?(single|sencillo)
""",
    "question year": r"""
(de|en) (que ano|cuando|que epoca)|cuando (salio|se hizo|la sacaron|fue|se grabo)|^(ano|fecha)\??$|es (nueva|vieja|reciente|antigua|nuevo|viejo)\??$|que tan (vieja|nueva)
""",
    "question length": r"""
cuanto (dura|tiempo|mide)|que tan larg\w+ (es)?|es (lo )?(bastante|suficiente\w*) larg\w+|^(duracion|cuanto dura|largo)\??$|(llega|alcanza|dura) (\w+ )?(hasta|para|lo suficiente)|cuantos (minutos|segundos)
""",
    "question title": r"""
como se (llama|titula)\b(?!.*(estilo|genero))|^(titulo|nombre|nombre de (la|el) \w+|el titulo)( porfa| por favor)?\??$|(que|cual) (cancion|tema|rola) (es|suena)|(cual es|dime|dame|sabes) (el )?(titulo|nombre)
""",
    "question artist": r"""
(de quien|quien (es|la|lo|canta|toca|hizo|compuso|las|esta cantando))\b|(que|cual) (\w+ )?(artista|grupo|banda|cantante|compositor)\b|^(artista|autor|grupo|cantante)( porfa)?\??$
""",
    "question mood": r"""
^(que|cual es el|como es el) (\w+ )?(ambiente|animo|estado de animo|humor|vibra)\b.*\?$|^ambiente\?+$
""",
    "question genre": r"""
(que|cual|como) (\w+ ){0,5}(genero|estilo)\b|^(genero|estilo)\??$|(esto )?es (\w+ )?(jazz|rock|techno|house|pop|metal|trap|lofi|salsa|cumbia|reggaeton) o\b
""",
    "question instruments": r"""
(que|cual|cuales) (\w+ ){0,3}(instrumento|campan|sonidito|sintetizador)\w*|^instrumentos\??$|(es|son) (\w+ ){0,2}(violin|guitarra|piano|sax\w*|chelo|flauta|arpa|trompeta|organo)\w* (de verdad|real|autentic\w+|o)|(eso|lo que suena) (\w+ )?es (un|una) (\w+)\?|que (es lo que )?suena (al|en)
""",
    "question lyrics_or_voice": r"""
(tiene|hay|lleva|trae|es|son) (\w+ ){0,3}(letra|voz|voces|palabrotas|groserias|instrumental|canto|explicit\w+|malas palabras)\b(?!.*(quiero|prefiero))|(en que|que) idioma|(\bcantan\b|canta alguien|alguien canta)|(que|de que) (dice|habla|va|trata) (\w+ )?(la )?(letra|cancion)|quien canta
""",
    "question why": r"""
^(\w+ )?(por ?que|xq|porq|pq|porque)\b.*|que tiene que ver|(explica|razon)\w*( \w+)*\?
""",
    "question abilities": r"""
(que|cuantas?|cuantos) (\w+ ){0,2}(musica|canciones|generos|artistas|temas|rolas|estilos) (\w+ )?(tienes|hay|conoces|manejas|sabes)
""",
    "help": r"""
^(ayuda|ayudame|help|comandos|instrucciones)( porfa| por favor)?\??$|como (\w+ )?(funciona|funcionas|uso|se usa|te uso|va esto|le hago|te pido)|que (\w+ )?(puedes|sabes|puedo|haces|debo|tengo que|te puedo|se puede) (\w+ )?(hacer|pedir|pedirte|escribir|decir|decirte|preguntar|poner)?$|para que sirve
""",
    "accept": r"""
^(?:ya|ok|bueno|vale|va|perfecto|listo|sale)?[ ,]*(?:(?:dejal[oa]|dejemosl[oa]|dejalo todo|asi dejal[oa]|asi se queda|se queda)(?: asi| como esta)?|asi esta (?:bien|perfecto)|con est[ae] (?:me )?(?:vale|basta|sirve))(?: (?:gracias|porfa|ya|entonces))*$
(me|nos|me la|nos la|me lo|nos lo) (quedo|quedamos)( con (esta|este|ella|eso|esa|la \w+))?( va| entonces)?$|(la|lo|esta|este|esa) (tomo|uso|usare|usamos|compro|agarro|quiero|usaremos|dejo|dejamos)$|^(vendido|hecho|trato|decidido|listo|adjudicado|aprobad[ao]|esta misma|esa misma|esta es|con esta|va esta|va|dale|si|sip|simon|sale|ok|vale|de acuerdo|perfecto esta|usare esta|usamos esta|esta mero)( gracias| va| entonces)*$|(voy|vamos|iremos|ire) (a )?(con|a usar|usar) (esta|este|esa)|(aqui|ahi) (le )?(paramos|lo dejamos|nos quedamos)|no (busques|hace falta buscar) mas
""",
    "next": r"""
^(?:(?:pasa|pasame|tira|tirame|suelta|sueltame|mandame|echa|echame|dame|ponme|venga|va|a ver|y|mejor) )*(?:otra|otro|la siguiente|el siguiente|otra cosa|otra rola|otro tema|una mas)(?: (?:porfa|por favor|plis|va|bro|wey))*$
^(no |nah |mejor |dame |ponme |pon |muestrame |a ver |y |quiero |pasa a |prueba |probemos |venga |otra vez |enseñame |ensename )*(siguiente|la siguiente|el siguiente|otra|otro|otra cosa|algo (diferente|distinto|mas|nuevo)|cambia|cambiala|cambiale|salta|saltala|skip|next|paso|pasa|una mas|uno mas|otra mas|otras|otros|otra opcion|mas opciones|una diferente|otra distinta|la que sigue)( (porfa|por favor|cancion|tema|rola|opcion|mas|va|plis|cosa|musica|opciones|ideas?))*$|(que|ke|q) (mas|otra|otras|otro) (\w+ )?(tienes|hay|tenes|cosas)?( por ahi)?\??$|(tienes|hay|tenes|no tienes|tendras) (algo |alguna |algun |una |un )?(mas|otra|otras|otro|otros|otra cosa|diferente|distinto|opciones)( \w+)?\??$|(quiero|dejame|deja|puedo) (oir|escuchar|ver) (\w+ ){0,2}(mas|otras|otros|otra|otro)( \w+)?$
""",
    "verdict_down": r"""
que (?:pereza|flojera|hueva|sueno|aburrimiento|coñazo|rollo|asco|lata|feo|fea|bajon|cosa mas fea|porqueria)\b.*$|(?:me (?:duermo|dormi|estoy durmiendo|quede dormid[oa]|da sueno))\b.*$|^(?:que |vaya )?(?:porqueria|caca|bodrio|fiasco|truño|mojon|huevada)$|no manches|ni fu ni fa|^(?:no+ )?(?:para nada|ni de coña|ni madres|ni loco)$
^(no+|nop|nope|nel( pastel)?|nah|ni hablar|ni de broma|ni loco|para nada|que va|bah|puaj|guacala|fatal|horrible|espantos[ao]|horroros[ao]|asqueros[ao]|insoportable|atroz|horrend[ao]|feo|fea|malo|mala|malisim[ao]|aburrid[ao]|que aburrido|que feo|que mal|que horror|pesim[ao]|cringe|vaya mierda|mierda|basura|equis|meh|mid|un asco|que asco|asco|flojo|floja|sos[ao]|cutre|un rollo|que rollo|no mames|lo siento no|no gracias)( (wey|guey|tio|bro|la verdad|amigo|gracias|jaja\w*))*$|^(es |esta |muy |super |que |bien |tan |mas |demasiado |un poco )+(feo|fea|mal[oa]?|aburrid[ao]|horrible|espantos[ao]|horroros[ao]|asqueros[ao]|insoportable|atroz|horrend[ao]|fatal|flojo|floja|sos[ao]|cutre|cringe|meh)( \w+)?$|no (me |nos |le )?(gusta|gusto|late|laten|convence|convencio|mola|cuadra|encanta|va|llena|pega|encaja|queda|sirve|funciona|agrada|pinta|cierra|copa)\b(?!.* (pero|tanto))|(dan|da|dado|entran|quita) (\w+ )?(ganas de) (apagar|llorar|dormir|vomitar|irme|quitar|cerrar|colgar)\w*( \w+)*|puedes (hacerlo )?mejor|(no es|no era) (eso|lo que|esta|esto)( \w+)*$
""",
    "verdict_up": r"""
^(?:es |que |vaya |un |una |menudo |menuda )*(?:temazo|temon|rolon|locura|pasada|obra maestra|bomba|fuego|piel de gallina|joyita|joya)(?: (?:tio|wey|bro|total|de cancion|de tema))*$|me (?:vuela la cabeza|puso la piel de gallina|pone la piel de gallina|enamore|ha enamorado)
^(\w+ )?(perfect[ao]|genial|brutal|increible|excelente|exact[ao]|exactamente|esa es|esta es|buenisim[ao]|hermos[ao]|precios[ao]|bonit[ao]|chid[ao]|chingon\w*|de lujo|de diez|padrisim[ao]|fabulos[ao]|maravillos[ao]|espectacular|guay|chulisim[ao]|tremend[ao]|temazo|temon|rolon|rolononon|joya|una joya|bravo|ole|toma|wow|guau|asi|eso|eso es|justo|lo clavaste|clavado|la clavaste|esta cool|que (chulada|chulo|padre|bonit\w+|guay|pasada|maravilla|buena|bueno|chid\w+|belleza|hermos\w+|temazo|rolon|locura|joya|bien|genial|crack)|mola|molan?|flipas|un temazo|a tope|de puta madre)( (wey|guey|tio|tia|bro|cancion|tema|rola|amigo|eleccion|jaja\w*))*$|(me|nos) (encanta|gusta|fascina|flipa|mola|late|chifla|gusto|ha gustado)( (mucho|un monton|muchisimo|un chingo|bastante|esta|este|la verdad|un huevo|asi))*$|^(esta|es|suena|queda) (\w+ )?(perfect[ao]|brutal|genial|increible|buenisim[ao]|chid[ao]|padre|muy bien|muy buen[ao]|precios[ao]|hermos[ao]|guay|chulisim[ao]|de lujo|cool|chulo|tremend[ao]|bien)( (tio|wey|bro|esta|la verdad))*$|(buena|excelente|gran) (eleccion|rola|cancion|onda)|justo lo que (queria|buscaba|necesitaba)
^(nada mal|no (esta|es|suena) (nada |tan )?mal[oa]?)( (tio|wey|bro|la verdad))?$
""",
    "thanks": r"""
^(ok |perfecto |genial |vale |listo |muy bien |de nada |muchas |mil |ay )*(gracias|grax|grac|graciass+|thx|thanks|se agradece|te lo agradezco|muy amable|agradecid[ao])( (tio|bro|wey|bot|amigo|por todo|por .*|de verdad|crack|totales|guapo|infinitas|muchas|mil))*$|^(buen|bravo|gran) (bot|trabajo)|^(eres|sos) (un crack|el mejor|la mejor|grande|un sol|lo maximo|genial)
""",
    "off_topic": r"""
^(?:perdon )?(?:mi|el|la|mis) (?:gat\w+|perr\w+|hij\w+|niñ\w+|nin\w+|bebe|herman\w+|loro) (?:\w+ ){0,5}(?:teclado|mesa|laptop|portatil|pc|movil|celular|raton|sofa|router|cable)\b(?!.*(?:video|clip))
^(?:me voy|ya vuelvo|ahora vuelvo|ahorita vuelvo|vuelvo|regreso|me llama|se me fue) (?:\w+ ){0,4}(?:dormir|comer|cenar|luz|internet|rato|luego|mama|jefe|ya|clase|trabajo|cafe)?$
^@\w+ |(alguien|quien) (\w+ ){0,3}(juega|jugar|juegan|viene|conectado|esta|online|para|se apunta|quiere|tiene)\b(?!.*(cancion|musica|rola))|(ahorita|ya|ahora|luego) (vengo|vuelvo|regreso|voy)|(voy|vengo|me voy|salgo) (a |por |x |al )(\w+ ){0,2}(comer|dormir|cafe|kafe|bano|trabajar|cenar|clase|casa|la tienda|cole|escuela)|^(hola|buenas|buenos dias|buenas (tardes|noches)|que onda|que tal|adios|chao|hasta luego|nos vemos|jaja\w*|jeje\w*|lol|xd+|test|prueba|brb)( (a todos|gente|bot|amigos|chicos|raza|banda))*$|(tarea|examen|partido|clima|tiempo hace|hambre|sueno|cena|trabajo|jefe|discord|internet|wifi)\b(?!.*(video|clip|musica|cancion))|(ya|has|ha|han|habeis) (\w+ )?(terminaste|subiste|viste|visto|acabado|subido|comido|enviaste)
""",
}
