"""German: regular expressions for what a part of a message does, one a line, on a folded line (no accents, ss for ß)."""

from __future__ import annotations

INTENTS = {
    "meta": r"""
(?:bist du|biste) (?:\w+ )?(?:ein|ne|eine|n|echter?) (?:\w+ )?(?:bot|ki|mensch|roboter|maschine|person)
(antworte|sprich|schreib|red|rede|kannst du)( mir| mal| mit mir| bitte)* (auf|in)? ?(deutsch|englisch|franzosisch|spanisch|japanisch)
(hor|hore) (bitte )?auf (zu fragen|mich zu|damit|mit den)|(stell|frag)\w* (mir |mich )?(bitte )?(keine|nicht|nicht mehr|nix)( \w+)* ?(fragen|mehr|so viel)|(keine|weniger) (ruck)?fragen
(speicher|merk|behalt)\w* (dir )?(bitte )?(nicht|nichts|nix|keine)|(losch|vergiss)\w* (bitte )?(alles|meine (daten|vorlieben)|was du)
(fang|fangen|starte)\w* (\w+ )?(von (null|neu|vorn|vorne)|neu|komplett neu)( an)?$|^alles (auf anfang|von vorn|neu|vergessen)
(bist du|biste) (ein|ne|eine|n) ?(bot|ki|mensch|roboter)|wer hat dich (gebaut|gemacht|programmiert)
was (weisst|speicherst|merkst) du (\w+ )?(uber mich|von mir)?
(fass|halt)\w* dich kurz\w*|nicht so viel text|weniger text|kurzer antworten
""",
    "undo": r"""
ruckgangig|strg ?\+? ?z|^undo
(nimm|nehm|nehme) (das|den letzten \w+|die letzte \w+|meinen letzten \w+|meine letzte \w+|es)( wieder| bitte)? zuruck
(vergiss|ignorier|streich|losch|verwirf)\w* (bitte )?((das|es)(?= (letzte|von|eben|vorhin|wieder|gerade|gesagte|bitte)|$)|was ich|die letzte|den letzten|meine letzte|meinen letzten|mein letztes)( \w+)*$
^(doch nicht|war nur spass|so war das nicht gemeint|das war falsch|mach das weg)$
(letzte|vorige) (anderung|nachricht|wunsch|ansage) (bitte )?(zurucknehmen|loschen|weg|streichen|vergessen)
""",
    "compare": r"""
^(?:(?:kannst|konntest|konnt) (?:du|ihr) |(?:konnen|wollen|sollen) wir |kann ich |ich (?:will|mochte|wurde gern) |lass uns |lasst uns |mal |bitte |uns )*vergleiche? (?:(?:mal|bitte|doch|uns|mir|die|diese|alle|ersten|obersten|den) )*(?P<many1>zwei|drei|vier|beiden?|[234])(?: (?:ersten|stucke|lieder|songs|vorschlage|tracks|davon|optionen|alternativen))?(?: (?:blind|nebeneinander|direkt|gegeneinander|miteinander|im vergleich|unter meinem (?:clip|video)|bitte|mal|jetzt|vergleichen|anhoren|horen|horen bitte|gegenuberstellen))* ?\??$
^(?:(?:kannst|konntest|konnt) (?:du|ihr) |(?:konnen|wollen|sollen) wir |kann ich |ich (?:will|mochte|wurde gern) |lass uns |lasst uns |mal |bitte |uns )*vergleiche? ?(?:(?:mal|bitte|doch|sie|die|diese|das|alle|davon|stucke|lieder|songs|vorschlage|tracks|optionen|alternativen|miteinander) ?)*(?: (?:blind|nebeneinander|direkt|gegeneinander|miteinander|im vergleich|unter meinem (?:clip|video)|bitte|mal|jetzt|vergleichen|anhoren|horen|horen bitte|gegenuberstellen))* ?\??$
^(?:(?:kannst|konntest|konnt) (?:du|ihr) |(?:konnen|wollen|sollen) wir |kann ich |ich (?:will|mochte|wurde gern) |lass uns |lasst uns |mal |bitte |uns )*vergleiche? (?:mal |bitte )*(?:(?:die|den|das|der|nummer|nr|option|alternative|stuck|lied|song|mit) )*(?P<one1>\d|eins|zwei|drei|vier|erste[nrs]?|zweite[nrs]?|dritte[nrs]?|vierte[nrs]?) (?:und|mit|gegen|vs) (?:(?:die|den|das|der|nummer|nr|option|alternative|stuck|lied|song|mit) )*(?P<two1>\d|eins|zwei|drei|vier|erste[nrs]?|zweite[nrs]?|dritte[nrs]?|vierte[nrs]?)(?: (?:blind|nebeneinander|direkt|gegeneinander|miteinander|im vergleich|unter meinem (?:clip|video)|bitte|mal|jetzt|vergleichen|anhoren|horen|horen bitte|gegenuberstellen))* ?\??$
^(?:(?:kannst|konntest|konnt) (?:du|ihr) |(?:konnen|wollen|sollen) wir |kann ich |ich (?:will|mochte|wurde gern) |lass uns |lasst uns |mal |bitte |uns )*vergleiche? (?:mal |bitte )*(?:das|dies|dieses|den|diesen|es|ihn)(?: hier| stuck| song| track)? (?:mit|und|gegen) (?:(?:die|den|das|der|nummer|nr|option|alternative|stuck|lied|song|mit) )*(?P<one2>\d|eins|zwei|drei|vier|erste[nrs]?|zweite[nrs]?|dritte[nrs]?|vierte[nrs]?)(?: (?:blind|nebeneinander|direkt|gegeneinander|miteinander|im vergleich|unter meinem (?:clip|video)|bitte|mal|jetzt|vergleichen|anhoren|horen|horen bitte|gegenuberstellen))* ?\??$
^(?:(?:kannst|konntest|konnt) (?:du|ihr) |(?:konnen|wollen|sollen) wir |kann ich |ich (?:will|mochte|wurde gern) |lass uns |lasst uns |mal |bitte |uns )*(?:(?:die|diese|alle|sie|das|ersten|davon|stucke|lieder|songs|vorschlage|tracks) )*(?:(?P<many2>zwei|drei|vier|beiden?|[234]) )?(?:(?:ersten|stucke|lieder|songs|vorschlage|tracks|davon) )?(?:mal |bitte |direkt |blind )*(?:vergleichen|nebeneinander (?:horen|anhoren|sehen|hoeren|stellen|spielen|abspielen)|gegeneinander (?:horen|anhoren|stellen))(?: (?:blind|nebeneinander|direkt|gegeneinander|miteinander|im vergleich|unter meinem (?:clip|video)|bitte|mal|jetzt|vergleichen|anhoren|horen|horen bitte|gegenuberstellen))* ?\??$
^(?:spiel|zeig|stell|leg)\w* (?:mir |uns |mal |bitte )*(?:(?:die|diese|alle|sie|beiden?|ersten|stucke|lieder|songs|tracks) )*(?:(?P<many3>zwei|drei|vier|[234]) )?(?:(?:stucke|lieder|songs|tracks|davon) )?(?:nebeneinander|gegenuber)(?: (?:blind|nebeneinander|direkt|gegeneinander|miteinander|im vergleich|unter meinem (?:clip|video)|bitte|mal|jetzt|vergleichen|anhoren|horen|horen bitte|gegenuberstellen))* ?\??$
^(?:mach\w* |ein |einen |bitte |mal |wir )*(?:blindvergleich|blind ?test|hor ?vergleich|a ?/ ?b(?: ?(?:test|vergleich))?|ab test)(?: (?:blind|nebeneinander|direkt|gegeneinander|miteinander|im vergleich|unter meinem (?:clip|video)|bitte|mal|jetzt|vergleichen|anhoren|horen|horen bitte|gegenuberstellen))* ?\??$
""",
    "choose": r"""
\b(nummer|nr|option|alternative|vorschlag|variante|lied|song|no)\.? ?#? ?(?P<choose>\d|eins|zwei|drei|vier)\b(?! ?(bpm|sek|min|:))
^#? ?(?P<choose2>[1-9])( bitte| pls| dann)?$
^(die|der|das|den|dann|nimm|lieber|bitte|ich nehme|nehme|nehm)( die| den| das| lieber)? ?(?P<choose3>\d|zwei|drei|vier|zweite|zweiten|zweites|dritte|dritten|drittes|vierte|letzte|letzten)( (bitte|option|alternative|von denen|aus der liste|davon|vorschlag|lied|song|nehmen|klingt \w+|ist \w+))*$
\b(?P<choose4>erste|ersten|zweite|zweiten|dritte|dritten|vierte|letzte|letzten) (alternative|option|vorschlag|variante|von (denen|den dreien|der liste|unten)|aus der (liste|auswahl)|in der liste|auf der liste|davon|der liste)
(zeig|spiel|lass)\w* (mir |mal |uns |bitte )*(den|die|das|nummer)? ?(?P<choose5>zweite|zweiten|dritte|dritten|\d)( \w+){0,2}( horen| an)?$
^(ich (nehme|will|mag) |nimm |gib mir |lieber |bitte )*(die |das |den )?(?P<choose6>eins|zwei|drei|vier|\d)( (bitte|klingt|ist|war|gefallt)( \w+)*)$
""",
    "back": r"""
^(bitte |nochmal |geh |gehe |spring |wieder )*zuruck( bitte| nochmal)*$
(zuruck|wieder) (zum|zur|zu dem|auf das|auf den|auf die) (aller)?(?P<back>ersten|erste|zweiten|dritten|vorigen|vorherigen|letzten|davor|original|anfang)
(das|der|die|den) (aller)?(?P<back2>erste|ersten|zweite|dritte|vorige|vorherige|letzte|davor|von vorhin|vorher|alte)( \w+)? (war|ist|hat|passte|fand|gefiel|klang)( ich)?( \w+)? (besser|schoner|am besten|mir besser|naher|gepasst|cooler|geiler)
(doch|lieber|nochmal|nochmals) (wieder )?(das|den|die) (aller)?(?P<back3>erste|ersten|vorige|vorigen|vorherige|vorherigen|letzte|davor|von vorhin|von eben)( \w+)?( nochmal| bitte)*$
(das|den|die) (?P<back4>davor|von vorhin|vorige|vorherige|von eben) (\w+ )?(war besser|nochmal|wieder|bitte)
^(bitte |geh |gehe |spring |mach |mal )*(eins|einen|eine|einen schritt|einen song|ein lied|eine runde) zuruck( bitte)?$
""",
    "edit stems": r"""
\b(stems?|spuren|einzelspuren|tonspur|acapella|karaokeversion)\b(?! vom (video|clip))
(nur|bloss) die (drum|schlagzeug|bass|gitarren|gesangs|vocal)\w*spur
(aus (dem|diesem) (lied|song|track)) .*(raus|entfern|rausnehmen|weg|isolier)
""",
    "edit duck_under_speech": r"""
^(bitte )*(die |meine )?(stimme|sprache|gesprochene\w*) (zuerst|zuerst bitte|in den vordergrund|(im|i am) vordergrund|hat vorrang|vor allem anderen)( bitte)?$
(leiser|runter|absenken|senk|zuruck|drossel|duck|dimm|leise|runterfahren|weniger laut|ducken)\w* .*(wenn|wahrend|sobald|bei|beim|unter|solange|wo) .*(red|sprech|gesproch|stimm|sag|erzahl|dialog|interview|quatsch|labern)\w*
(wenn|wahrend|sobald|beim|unter|solange|wo|bei) (\w+ ){0,3}(red|sprech|gesproch|stimm|sag|erzahl|dialog|interview|sprache|moderation)\w*( \w+){0,3} (leiser|runter|absenken|zuruck|senken|ducken|drosseln|leise|dimmen)
(versteht|hort|verstehe|hore) (man |ich )?(mich|mein\w*|nicht|nix|kaum|die stimme|den sprecher|was ich)( \w+)* ?(nicht|mehr|nix|kaum|sag|sage|rede|gesprochen\w*)
(stort|uberdeckt|ubertont|kollidiert|beisst sich|konkurriert|schluckt|kampft)\w* (sich )?(\w+ )?(mit |gegen )?(mein\w*|die) (\w+ )?(stimme|sprache|erzahl\w*|reden|kommentar|gesprochen\w*)
(platz|raum|luft) fur (meine|die) (stimme|sprache|erzahl)
""",
    "edit with_my_sound": r"""
^(bitte |misch es |mische es )*mit (meinem|dem|unserem) (eigenen )?(original|clip|video)?-?(ton|sound|o ton)( darunter| drunter)?( bitte)?$
^(bitte )*(beides behalten|behalte? beides|beides (bitte )?drin ?lassen|lass beides( drin)?)( bitte)?$
""",
    "edit mute_clip": r"""
^(bitte )*(nur|bloss|allein) die musik( bitte)?$
^(bitte )*(nur musik|musik (allein|pur))( bitte)?$
^(bitte )*((ersetz\w*|tausch\w*) (die )?(musik (im|i am|in meinem|aus dem) (clip|video)|clip ?musik)( aus)?|(die )?(musik (im|i am|in meinem|aus dem) (clip|video)|clip ?musik) (ersetzen|austauschen))( bitte)?$
(?:mein\w*|den|der) (?:eigenen? |original ?|kamera ?|video ?|clip ?)?(?:ton|sound|audio) (?:\w+ ){0,3}(?:rausschmeissen|rauswerfen|wegwerfen|nicht|brauch\w*|ignorieren|vergessen|weglassen)|brauch\w* (?:mein\w*|den) (?:original|kamera|video|clip)?-?(?:ton|sound|audio) nicht
(original|video|clip|kamera|o|hintergrund|wind|umgebungs|mein|meinen) ?-?(ton|sound|audio|gerausch\w*|rauschen)( \w+){0,4} (weg|aus|raus|stumm\w*|loschen|entfernen|muten|ab|abschalten|ausschalten|stummschalten)
(mach|nimm|schalt|losch|entfern|schneid|hau|mute|stell|dreh|schmeiss)\w* (bitte |mal )?(den|die|das|mein\w*) (original|video|clip|kamera|wind|hintergrund|umgebungs)?-?(ton|sound|audio|gerausch\w*|rauschen|windgerausch\w*)( (vom|von|im|aus|in) \w+( \w+)?)?( \w+)?
(ton|sound|audio|gerausch\w*|rauschen) (vom|von dem|im|meines|aus dem|von meinem|in meinem|aus meinem) (video|clip|film)( \w+){0,3} (weg|aus|raus|stumm|loschen|entfernen|muten)
(clip|video) (bitte )?(stumm|muten|stummschalten|ohne ton)|stumm\w* (bitte )?(den |das |mein )?(clip|video)
(ohne|kein) (original|video|clip|kamera)-?ton
""",
    "edit keep_my_sound": r"""
(original|video|clip|kamera|o|umgebungs|mein\w*|natur) ?-?(ton|sound|audio|stimme|gerausch\w*)( \w+){0,4} (bleib\w*|behalt\w*|drin\w*|lassen|erhalten|mit rein|nicht weg|horbar|horen)
(lass|behalt|lasst|behalte)\w* (bitte )?(den|die|das|mein\w*) (original|video|clip|kamera|eigenen? )?-?(ton|sound|audio|stimme|gerausch\w*)
(clip|video|ton|originalton) nicht (stumm\w*|muten|loschen|wegmachen)
(noch|auch|weiterhin) (\w+ )?horen( konnen)?$
""",
    "edit louder_music": r"""
(dreh|mach|stell|zieh)\w* (\w+ )*(die musik|das lied|den song|den sound|musik|das|es|den track) (\w+ )*(lauter|auf|hoch|hoher)
(musik|lied|song|track|bgm) (\w+ ){0,3}(lauter|hoher)|(musik|lied|song) (ist )?(viel |etwas |ein bisschen )?zu leise
(hort|hore) (\w+ )?(die musik|das lied|den song) (\w+ )?(nicht|kaum)|(musik|lied|song) (hort|hore) \w+ (nicht|kaum)
dreh (\w+ )?auf$
""",
    "edit quieter_music": r"""
(dreh|mach|stell|fahr|zieh|nimm)\w* (\w+ )*(die musik|das lied|den song|den sound|musik|das|es|den track|die lautstarke) (\w+ )*(leiser|runter|zuruck)
(musik|lied|song|track|bgm|lautstarke) (\w+ ){0,3}(leiser|runter|dezenter im hintergrund)|(musik|lied|song) (ist )?(viel |etwas |ein bisschen )?zu laut
dreh (\w+ )?runter$
""",
    "edit use_drop_at": r"""
(drop|einsatz|hohepunkt|beat|knall|peak) (.*?[^\d:.])??(?P<at>\d+:\d\d|\d+ ?(s|sek|sekunden?)\b|sekunde \d+)
(drop|einsatz|hohepunkt) (soll|muss|genau|kommt|auf|bei|wenn) .*(kommen|wenn|auf|bei|explosion|sprung|landen|sitzen)
(leg|setz|pack|schieb)\w* den (drop|einsatz|hohepunkt) (.*?[^\d:.])??(?P<at2>\d+:\d\d|\d+ ?(s|sek|sekunden?)\b|sekunde \d+)
(leg|setz|pack|schieb)\w* den (drop|einsatz|hohepunkt)\s
""",
    "edit use_chorus": r"""
\b(refrain|chorus|hook)\b
""",
    "edit only_range": r"""
(von )?(?P<at>\d+:\d\d|\d+) ?(s|sek\w*)? ?(bis|-) ?(zu )?(?P<end>\d+:\d\d|\d+)(?![\d:]* ?(bpm|schlag|min|takt|jahr)) ?(s|sek\w*)?
zwischen (sekunde )?(?P<at2>\d+:\d\d|\d+) und (?P<end2>\d+:\d\d|\d+)(?![\d:]* ?(bpm|schlag|min|jahr))
^(nur )?die (erste|zweite|letzten?|ersten) (halfte|\w+ sekunden)( nur| und sonst nichts)*$
nur (in der|fur die|bei der|die) (erste|zweite|ersten|letzten) (halfte|\d+ sek\w*|sekunden)
""",
    "edit start_at": r"""
ersten? (?P<at8>\d+ ?(?:s|sek|sekunden?)\b) (?:\w+ ){0,2}(?:weg\w*|uberspring\w*|skip\w*|raus\w*|auslassen|abschneiden|abhacken)|(?:uberspring|skip|lass|schneid|spring)\w* (?:\w+ )?(?:die )?ersten? (?P<at7>\d+ ?(?:s|sek|sekunden?)\b)
^(?:lass|spiel|nimm|mach|starte|fang)\w* (?:\w+ ){0,3}(?:ab|bei|von) (?:sekunde |minute |der )?(?P<at9>\d+:\d\d|(?<=sekunde )\d+|(?<=minute )\d+|\d+ ?(?:s|sek|sekunden?|min|minuten?)\b)(?: (?:laufen|an|los|spielen|starten|beginnen|anfangen))*
(fang|start|beginn|anfang|einsetz|spring|einsteig|los)\w* (\w+ )?(\w+ )?(bei|ab|mit|erst bei|von|auf|zu) (sekunde |minute )?(?P<at>\d+:\d\d|\d+ ?(s|sek|sekunden?|min|minuten?)\b|(?<=sekunde )\d+)
^(bitte |erst )?(ab|bei) (sekunde |minute )?(?P<at2>\d+:\d\d|\d+( ?(s|sek|sekunden?))?)( \w+){0,2}$
(ab|bei) (sekunde |minute )?(?P<at3>\d+:\d\d|\d+) (anfangen|starten|beginnen|los|einsteigen|einsetzen)
""",
    "edit start_later": r"""
(spater|weiter hinten|weiter drin|weiter im) (\w+ )?(anfang|start|beginn|einsetz|einsteig|im lied|im song|los)\w*
(fang|start|beginn|setz|steig)\w* (\w+ ){0,4}(spater|weiter hinten|weiter drin)
(intro|anfang|einleitung|vorspiel) (\w+ ){0,2}(weg|uberspring\w*|raus|skippen|auslassen|uberspringen|ist zu lang|zu lang|kann weg|abschneiden|wegschneiden)
(uberspring|skip|lass|schneid)\w* (\w+ )?(das |den |die )?(intro|anfang|einleitung|vorspiel|ersten)
^(\d+|\w+) ?(takte?|sek\w*|s|schlage) (spater|weiter)( bitte)?$
^(etwas |ein bisschen |bisschen |noch |n bisschen )*(spater|weiter hinten)( bitte| im lied| im song| rein)*$
(ohne|kein) (das )?intro
""",
    "edit start_earlier": r"""
(fruher|eher|weiter vorne|weiter vorn) (\w+ )?(anfang|start|beginn|einsetz|einsteig|im lied|im song|los)\w*
(fang|start|beginn|setz|steig)\w* (\w+ ){0,4}(fruher|eher|weiter vorne|weiter vorn)( im (lied|song|track|stuck))?( an| ein)?
(von|vom|ganz von|am) (ganz )?(anfang|vorne|vorn|beginn)( an| des \w+| bitte| starten| anfangen)*$
^(\d+|\w+) ?(takte?|sek\w*|s|schlage) (fruher|eher)( bitte)?$
^(etwas |ein bisschen |bisschen |noch |n bisschen )*(fruher|weiter vorne)( bitte| im lied| im song)*$
""",
    "edit loop": r"""
\b(loop\w*|schleife|dauerschleife|endlosschleife|geloopt)\b
(wiederhol)\w* (\w+ )*(bis|damit|lied|song|musik|es|endlos)
""",
    "edit fade": r"""
(?:am ende|hinten|zum schluss) (?:\w+ ){0,2}(?:ausklingen|leiser werden|ausfaden|verklingen|ausblenden)
\b(fade\w*|ausblend\w*|einblend\w*|ausfaden|ausgeblendet|ausklingen lassen|uberblend\w*)\b
blend\w* (\w+ )*(aus|ein)$
(langsam|sanft|weich) (\w+ )?(leiser werden|aus|auslaufen|ausklingen|verklingen)
""",
    "edit end_on_beat": r"""
(end|aufhor|schluss|aus|schneid|stopp|abbrech)\w* (\w+ ){0,3}(auf dem|auf einem|auf den|auf nem|mit dem|im) (\w+ )?(takt|beat|schlag|ton|akkord)
nicht (\w+ ){0,2}(abgeschnitten|abhacken|abgehackt|abbrechen|abschneiden|abrupt|mittendrin|aufhoren)
(auf|mit) dem (letzten |takt |beat )?(schlag|takt|beat|ton|akkord) (enden|aufhoren|aus|schluss)
(sauber\w*|richtig\w*|ordentlich\w*) (ende|schluss|abschluss|enden)
zu abrupt|(bricht|hort) (\w+ )?(abrupt|plotzlich|mittendrin)
""",
    "edit nudge": r"""
(streck|dehn|stauch|zieh|beschleunig|verlangsam|mach|pass)\w* (\w+ ){0,4}(schneller|langsamer|etwas|bisschen|leicht|tempo)( \w+){0,3},? (damit|sodass|so dass|dass|bis|um) .*(schnitt\w*|cuts?|beat|takt|treff\w*|trifft)
(tempo|geschwindigkeit) (\w+ ){0,3}(leicht|etwas|minimal|bisschen) (\w+ )?(an$|anpassen|andern|verandern|strecken|schieben)
(streck|dehn|stauch)\w* (\w+ ){0,4}(damit|sodass|so dass|dass|bis) .*(schnitt\w*|cuts?|beat|takt)
""",
    "edit fit_length": r"""
(pass|kurz|schneid|streck|anpass|verkurz|verlanger|trimm|cutt?)\w* (\w+ ){0,4}(auf |an |fur )(die |das |den |genau |mein\w* )*((lange|videolange|clip\w*|video\w*|dauer)|(?P<len>\d+ ?(s|sek|sekunden?|min|minuten?)))
(auf|an) (die )?(clip|video)?-?(lange|clip|video)( vom \w+)? (anpassen|kurzen|schneiden|bringen|zuschneiden|strecken|trimmen)
(so lang wie|gleich lang wie|genauso lang wie|solange wie) (das|der|mein|die) (video|clip)
(musik|lied|song|es) (soll|muss) (genau )?(mit dem|bis zum|am) (video|clip|ende)( \w+){0,3} (enden|aufhoren|reichen|gehen)
(passend|angepasst|zugeschnitten) (zur|an die|auf die|auf) (\w+ )?(lange|dauer|videolange|cliplange)\b
""",
    "edit use_part": r"""
(nimm|benutz|spiel|nehm|verwend|will|mocht|lieber|starte mit|fang mit)\w* (\w+ )?(den|die|das|der) (\w+ ){0,2}(teil|stelle|part|abschnitt|ende|bridge|strophe|mitte|solo|passage)\b(?! (vom|des) (video|clip))
(den|die|der) (\w+ )?(teil|stelle|part|abschnitt|passage),? (wo|mit|in dem|an der|bei der|nach|vor|lieber|bitte)
^(den|die|das) (\w+ )?(teil|stelle|part|abschnitt|strophe|bridge)( bitte| lieber)*$
(fang|start|beginn|setz)\w* (\w+ )?(mit|bei|ab) (dem|der|den) (\w+ )?(schlagzeug|drums|beat|gesang|stimme|gitarre|klavier|solo|strophe|streichern?|melodie)\b
(ab da|da|dort|nimm|spiel)?,? ?(wo|wenn|sobald) (das|die|der) (schlagzeug|drums|beat|gesang|stimme|gitarren?|bass|klavier|melodie|streicher|geigen?|blaser|trompeten?|saxofon|flote|orgel|synths?|chor|sanger\w*|percussion) (einsetzt|einsetzen|reinkommt|reinkommen|losgeht|losgehen|anfangt|anfangen|kommt|kommen|singt)
(nimm|nehm|benutz|spiel)\w* (bitte |mal |lieber )*(den|die|das) \w+ste[nr]? (teil|stelle|part|abschnitt|passage)\b
""",
    "question start": r"""
^(ab (wann|wo|welche[rmn]? (\w+ )?)|von wo|bei welche[rm] \w+|an welche[rm] \w+|wo|wann) ?(\w+ ){0,5}(startet|beginnt|fangt|fangst|anfang\w*|los|einsteig\w*|gestartet|lauft)\b(?!.*(gesang|refrain|drums|herunter|datei))|^(startpunkt|startzeit|einstieg)\?*$
""",
    "question licence_credit": r"""
(muss|soll|brauch|darf|wie|was|wen|wo|gibt|ist)\w* (\w+ ){0,6}(nenn|angeb|angab|credit|namensnennung|urheber|quellenangabe|verlink|erwahn|beschreibung|abspann|kunstler nennen)\w*
^(namensnennung|credits?|quellenangabe)( \w+)?\??$
""",
    "question licence_use": r"""
(darf|kann|durfen|konnen|brauch|ist|kostet|gibt|krieg|bekomm|kriegt|muss|wird|gehort|geht)\w* (\w+ ){0,6}(benutz|verwend|nutz|youtube|tiktok|twitch|insta|kommerziell|kund|gemafrei|lizenz|kostenlos|gratis|monetar|monetis|claim|strike|copyright|werbung|rechtlich|legal|urheberrecht|hochlad|veroffentlich|gema)\w*
^(darf|durfen) (ich|wir|man) (\w+ ){0,4}(kurz|schneid|bearbeit|remix|verander|umbau|ander)\w*
^(gemafrei|lizenzfrei|kommerziell)\w*( \w+)* ?\?$|^(und )?fur (einen |meinen |unseren |ne |eine |die )?(kunden?|kundin|firma|werbung|kundenvideo|auftrag\w*|youtube|tiktok|twitch) ?\?$
(was|wie ?viel) kostet|(was|wie|welche) (\w+ )?lizenz|^(lizenz|kosten|gemafrei|kostenlos|gratis)\??$|kostet (das|der|die|es) (was|etwas)|^ist (das|der|die) (\w+ )?(frei|umsonst|gratis)
""",
    "question download": r"""
(wo|wie|kann|gibt|gibts|schick|krieg|link)\w* (\w+ ){0,6}(download|runterlad|herunterlad|laden|datei|mp3|wav|lade)\w*
^(download|datei|mp3|downloadlink)( \w+)?\??$
""",
    "question source": r"""
(woher|wo) (\w+ ){0,4}(her|gefunden|ist|stammt|kommt|hast|findet|finde|hort|spotify)\b
(aus|von) (welche[mr]|welcher) (\w+ )?(film|spiel|serie|seite|quelle|game|anime)|^(quelle|link|original)\??$|(ist|gibts|gibt es) (das|den|der|die) (\w+ )?(auf spotify|bei spotify|auf youtube)|(ist|stammt) (das|der|die) (\w+ )?aus (?!meinem)|link zum original
""",
    "question other_use": r"""
(hat|haben|wurde|war|ist|bin|wer|gibt)\w* (\w+ ){0,5}(schon|bereits|jemand|andere|einzige|sonst|woanders|anderswo) (\w+ ){0,4}(benutzt|genommen|verwendet|genutzt|video|hier|server|song|lied)\b
(kann|darf) ich (\w+ ){0,3}(auch|nochmal|wieder|noch mal) (\w+ )?(fur|in) (ein|mein|das|den)\w* (ander|nachst|zweit|podcast|intro)\w*
""",
    "question tempo": r"""
(welche[ns]?|wie ?viele?|was|wie|hat) (\w+ ){0,5}(tempo|bpm|schlage pro minute|geschwindigkeit)\b|^(bpm|tempo|geschwindigkeit)( bitte)?\??$|wie (schnell|langsam) (ist|geht|lauft)
""",
    "question key": r"""
(welche|was|in welche)\w* (\w+ ){0,4}(tonart|akkord)\w*|^(tonart|dur oder moll|moll|dur)\??$|(ist|steht|geht) (das|der|es) (\w+ )?(in )?([a-h](is|es|s)?[ -]?)?(moll|dur)\b
""",
    "question album": r"""
(welche|auf welche|von welche|aus welche)\w* (\w+ )?(album|platte|ep|single)|^album\??$|ist das (\w+ )?(single|album)
""",
    "question year": r"""
(von wann|wie alt|wie neu|welches jahr|aus welchem jahr|wann (ist|wurde|kam|war)|welchem jahrzehnt)\b|^(jahr|erscheinungsjahr)\??$|ist (das|der|die) (\w+ )?(neu|alt|aktuell)\??$
""",
    "question length": r"""
wie lang(e)? (ist|geht|dauert|lauft|wird)|^(lange|dauer|laufzeit)\??$|(reicht|geht) (das|der|die|es) (\w+ )?(fur|bis)|reicht die lange\b|lang genug\b.*\?|wie ?viele? (minuten|sekunden)
""",
    "question title": r"""
wie (heisst|heist|hiess|nennt sich|lautet)\b(?! d\w+ (\w+ )?(band|kunstler|sanger|interpret|komponist|album|platte))|^(titel|name|songname|liedname|name vom (lied|song)|titel bitte)( bitte)?\??$|(was|welche\w*) (ist das fur (ein|n|ne) )?(lied|song|stuck|titel) (ist das|lauft|war das)|was ist das fur (ein |n |nen )?(lied|song|stuck)\b|(name|titel) (vom|von dem|des) (\w+)|sag (mir )?(den|mal den) (namen|titel)
""",
    "question artist": r"""
(von wem|wer (ist|hat|singt|spielt|macht|steckt|war))\b(?! (da|hier|online|heute|noch wach|im voice)\b)|(welche[rs]?|wie heisst d\w+) (\w+ )?(kunstler|band|sanger|komponist|interpret)\w*|^(kunstler|interpret|band|komponist)( bitte)?\??$
""",
    "question mood": r"""
^(welche|was fur eine|wie ist die) (\w+ )?(stimmung|atmosphare|laune)\b|^stimmung\?+$
""",
    "question genre": r"""
(welche\w*|was|wie) (\w+ ){0,5}(genre|musikrichtung|stilrichtung|stil|musikstil)\b|^(genre|stil|musikrichtung)\??$|ist das (\w+ )?(jazz|rock|techno|house|pop|metal|trap|lofi|klassik|hip ?hop)( oder .*)?\??$
""",
    "question instruments": r"""
(?:was|welches|welche|was fur) (?:\w+ ){0,5}(?:instrumente?|synth\w*|gerausch)\b.*\??$
(welche|was|was ist das fur|wie heisst)\w* (\w+ ){0,5}(instrument|klingelt|bimmelt|synth|gerausch|ton da|klang)\w*|^instrumente?\??$|(ist|sind) (das|da|die) (\w+ ){0,2}(echte?[ns]? )(\w+)|(ist|sind) (das|da) (ein|ne|eine|n) (\w+ )?(geige|gitarre|klavier|sax\w*|cello|flote|harfe|synth|trompete|orgel|klarinette)\w*
""",
    "question lyrics_or_voice": r"""
^(\w+ )?(singt|rappt|summt|pfeift) (\w+ ){0,2}(jemand|einer|eine|wer|irgendwer)\b
(wird|ist|hat|gibt|gibts|singt|sind|hort) (\w+ ){0,4}(gesang|gesungen|text|lyrics|vocals|stimme|instrumental|worte|schimpf\w*|jugendfrei|gerappt|explizit)\b
(in|auf) welcher sprache|worum geht|was singt|^(gesang|text|lyrics|instrumental|vocals)\?$|welche sprache
""",
    "question why": r"""
^(\w+ )?(warum|wieso|weshalb|wozu|why)\b|(wie|was) (\w+ )?(kommst du (auf|darauf)|hat das (denn )?mit|passt das (denn )?zu)|begrund\w*
""",
    "question abilities": r"""
(was|welche|wie ?viele?) (\w+ ){0,3}(musik|lieder|songs|genres|tracks|stile|kunstler) (\w+ )?(hast|gibt|habt|kennst|kannst)|(was|wie ?viele?) (hast|habt) (du|ihr) (\w+ ){0,3}(musik|songs|lieder|da|auf lager)|wie viele (lieder|songs|tracks)
""",
    "help": r"""
was (?:kann|soll|darf|konnte) (?:ich|man) (?:dir|dich|euch|hier|bei dir) (?:\w+ ){0,3}(?:sagen|fragen|schreiben|bitten|verlangen|andern|tippen|wunschen)
^(hilfe|help|anleitung|befehle)( bitte)?\??$|(wie|was) (\w+ )?(funktioniert|benutz|bedien|geht) (\w+ )?(das|du|der bot|ich|man|hier|dich|den bot)|was (kannst|machst|kann|konnt) (du|man|ich|der bot|ihr)( (alles|hier|so|denn|eigentlich|machen|schreiben|sagen|tun|dir sagen))*$|(was|wie) (\w+ )?(soll|muss|kann) ich (\w+ )?(schreiben|sagen|tippen|eingeben|machen)|wie (geht|lauft) (das|es) (hier)?$
""",
    "accept": r"""
^(?:ja |ok |okay |gut |so |jo |na gut |passt )*(?:lass|lassen)(?: wir)?(?: es| das| den)? (?:jetzt |einfach )?so(?: bleiben| stehen)?(?: bitte| danke)?$
(nehm|nehme|nehmen|behalt|behalte|behalten|verwende|benutze) (ich|wir)( (das|den|die|jetzt|dann|einfach|gern|gerne|es))*$|(ich|wir) (nehm|nehme|nehmen|behalte|behalten|bleibe?n?|benutze|verwende) (\w+ )?(das|den|die|es|dieses|diesen|dabei|bei dem|den hier|das hier|dieses lied)( hier| jetzt| dann| fur .*)*$|^(gekauft|abgemacht|passt so|so lassen|lass so|so bleibts|das ists|das ist es|fertig|das wars|dabei bleibts|der ists|der ist es|gebongt|deal|genommen|ja|jo|jup|jep|joa|ok|okay|einverstanden|ja bitte|ja passt)( danke| so| dann)*$|(das|der) (wird|ists|ist es|bleibt)( es| so| jetzt)?$|(bleib|bleiben|bleibt) (\w+ )?(dabei|bei dem|bei diesem|so)|(konnen|kannst) (hier )?(aufhoren|stoppen)|keine (weiteren )?(anderungen|vorschlage) mehr
""",
    "next": r"""
^(?:(?:hau|schmeiss|wirf|zeig|gib|mach|lass|hol|komm|los|her|mal|mir|und|dann|ok|nee?|ne) )*(?:nen? |den |das |was |noch )?(?:andere[nrs]?|nachste[nrs]?|neue[nrs]?|weitere[nrs]?)(?: (?:raus|her|horen|bitte|song|track|vorschlag|lied|mit|rein|rueber|ruber))*$
^(nein |ne |nee |no |bitte |zeig |zeig mir |mir |mal |gib |gib mir |und |dann |lieber |noch |oder |ok |hm+ )*(nachste[rsn]?|weiter|weitere|skip|anderer|andere[rsn]?|was anderes|etwas anderes|noch (eins|einen|eine|einer|mehr|welche)|noch mal|nochmal|neuer versuch|neue?[rs]?|uberspringen|next|nen anderen|n anderen|n anderes|was neues)( (bitte|bidde|bitteschon|lied|song|vorschlag|titel|stuck|track|versuch|probieren|zeigen|her|pls|idee|eins|mal))*$|(hast|habt|gibt|gibts) (du|ihr|es)? ?(noch |auch )*(was|etwas|ein|einen|andere|anderes|welche|mehr|alternativen)( anderes| andere| mehr| zur auswahl)*\??$|was (hast|gibt|gibts) (du )?(es )?(sonst|noch)|(zeig|lass|will|mochte)\w* (\w+ ){0,4}(anderes|andere|anderen|alternativen|mehr|weitere|weiteren)( vorschlage| songs| lieder| horen| zeigen)*$
""",
    "verdict_down": r"""
(?:da|dabei|davon|hierbei|bei dem) (?:schlaf|penn|schnarch)\w* (?:\w+ ){0,4}ein(?: dabei)?$|(?:zum (?:einschlafen|gahnen|weglaufen|davonlaufen)|einschlaf\w+|schlaftablette)$|^(?:joa |ja |naja )?(?:ne+|nee+|no|nah)$|^(?:absoluter|totaler|voller|volle) (?:mull|mist|schrott|reinfall|rotz|grutze)|^(?:geht gar nicht|fail|flop|schrott|mist|rotz|grutze|katastrophe|murks|schnarch|gahn)$
^((ne+|nee+|nein|boah|puh|uff|also|das|es|der|die|song|track|lied) )*(nervt|nerven|ist (\w+ )?nervig|geht (mir )?(gar nicht|auf die nerven|auf den keks))( (mich|nur|total|voll|irgendwie|so))*$
^(ne+|nee+|nein+|no+|nope|nah|nicht|meh|mah|bah|igitt|wurg|och no|och ne|lieber nicht|nicht so|na ja|naja|geht so|mies|schlecht|schrecklich|furchtbar|grausam|grauenhaft|grauenvoll|scheusslich|grasslich|abscheulich|furchterlich|grottenschlecht|unertraglich|hasslich|entsetzlich|langweilig|ode|lahm|cringe|mid|mull|scheisse|kacke|nervig|peinlich|oje|uff|schwach|grottig)( (lol|ey|alter|bitte|sorry|danke|leider|echt|du|das|nicht|digga|mann))*$|^(ist |das ist |das |es |klingt |leider |doch |ja |irgendwie |wirklich |aber |so |voll |echt |total |mega |ziemlich |zu |einfach )+(mies|schlecht|schrecklich|furchtbar|grauenhaft|grauenvoll|scheusslich|grasslich|abscheulich|furchterlich|grottenschlecht|unertraglich|hasslich|entsetzlich|langweilig|lahm|ode|cringe|mid|mull|scheisse|nix|nichts|nervig|peinlich|daneben|falsch|kacke|schwach|grausam|blod|doof)( (lol|ey|alter|digga))*$|(gefallt|gefallts|taugt|passt|passts|uberzeugt|catcht) (mir |mich |so |uns )*(\w+ )?(nicht|gar nicht|uberhaupt nicht|nich|ned|net)|(mag|will|fuhl|find) (ich )?(das |den |die |es )?(nicht|gar nicht|nich|doof|blod|schlecht|schrecklich)$|^(nicht|nix|nichts) (mein|meins|fur mich|gut|das richtige|passend|was ich)|(genau )?mein geschmack.*nicht|kannst du besser|geht (das )?besser|da geht mehr|das kannst du besser|(falsche|verkehrte)[rs]? (stimmung|vibe|song|lied|musik)|(schlaf|schlafe) (\w+ )?ein\b.*(dabei|fast|gleich)$|(ohren|ohr) (bluten|blutet|weh)
""",
    "verdict_up": r"""
^(?:was fur ein |das is |das ist |so ein |absolutes? |richtiges? |voll(?:es)? )*(?:brett|banger|ohrwurm|kracher|knaller|burner|bombe|meisterwerk|gansehaut|liebe|traum|genau mein ding|genau mein geschmack)(?: (?:alter|digga|ey|mann))*$
^(\w+ )?(perfekt|mega\w*|geil\w*|grossartig|herrlich|hammer|bombe|top|spitze|klasse|super|toll|wunderbar|genial|grandios|stark|fett|krass|nice|hervorragend|herrlich|traumhaft|wow|ja+ genau|genau so|genau das|genau|genauso|genau sowas|sehr gut|sehr schon|schon|schick|fein|passt|passt perfekt|passt super|passt wie angegossen|gefallt mir|sauber|cool|feier ich|lieb ich|brutal gut|bockt|fetzt|ballert|sitzt|treffer|volltreffer|ein traum|zucker|1a|prima|exzellent|brillant)( (lied|song|wahl|auswahl|alter|ey|digga|danke|so|mann|track|sache|ding|gut|schon|vorschlag))*$|(gefallt|taugt) mir( (sehr|gut|voll|richtig|total|echt|super|wirklich|mega))*( gut)?$|(liebe|feier|feiere|mag) (ich|das|den|es)( (das|den|voll|so|lied|song|total|sehr|richtig|echt))*$|(das|der|die|es) (ist|klingt|passt|sitzt) (\w+ )?(\w+ )?(perfekt|super|toll|genial|geil|mega|klasse|wunderbar|schon|hammer|gut|richtig gut|top|traumhaft|stark)$|(gute|tolle|super|starke|perfekte) (wahl|auswahl|sache)
^(gar |echt |uberhaupt |wirklich )*nicht (schlecht|ubel|verkehrt)( (\w+))?$
""",
    "thanks": r"""
^(ok |super |perfekt |toll |alles klar |cool |oh |mega )*(danke\w*|vielen dank|dankeschon|merci|thx|dank dir|besten dank|tausend dank|herzlichen dank|lieben dank|danke dir)( (dir|schon|sehr|vielmals|euch|bot|fur .*|nochmal|alter|du bist.*|dafur|lieber bot))*$|^(guter|braver|bester|toller|lieber) bot|^(gut gemacht|du bist (der beste|super|toll|ein schatz|klasse))
""",
    "off_topic": r"""
^(?:sorry )?(?:mein\w*|die|der|das|unser\w*) (?:katze|kater|hund|kind|sohn|tochter|baby|bruder|schwester|papagei|hamster) (?:\w+ ){0,6}(?:tastatur|tisch|laptop|pc|handy|maus|sofa|router|kabel)\b(?!.*(?:video|clip|aufnahme))
^(?:hat|hast|weiss|kennt) (?:jemand|wer|einer|du) (?:\w+ ){0,6}(?:gesehen|gefunden|schlussel|handy|ladekabel|hausaufgaben|lust)\b(?!.*(?:lied|song|musik|video))|^(?:hol|mach|ess|koch|trink|geh)\w* (?:mir |jetzt |kurz |mal |nen? )*(?:kaffee|essen|pizza|was zu essen|duschen|schlafen|pinkeln|einkaufen)
^@\w+ |(wer|jemand|kommt|hat) (\w+ ){0,3}(kommt|zockt|spielt|lust|bock|online|wach|dabei|im voice|in den voice|heute abend|da)\b(?!.*(lied|song|musik))|(bin|muss|geh|gehe|komm) (\w+ ){0,3}(kurz weg|weg|gleich|kurz|afk|essen|schlafen|raus|los|zuruck|wieder da|arbeiten|einkaufen|ins bett)|^(hallo|hi|hey|moin|servus|na|guten (morgen|tag|abend)|gute nacht|gn8|nacht|tschuss|ciao|bis (spater|dann|morgen|gleich)|lol|haha+|hehe+|xd+|test|brb)( (zusammen|leute|alle|bot|du|ihr|digga|alter))*$|(wetter|hunger|mude|hausaufgaben|schule|arbeit|chef|klausur|pizza|internet|wlan|discord)\b(?!.*(video|clip|musik|lied|song))|(hast|habt|hat) (du|ihr|er|sie|wer) (\w+ ){0,3}(fertig|hochgeladen|gesehen|geguckt|gegessen|geschickt|gerendert|geschnitten)
""",
}
