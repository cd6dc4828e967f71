"""German: regular expressions for what a part of a message does, one a line, on a folded line (no accents, ss for ß)."""

from __future__ import annotations

GERMAN = {
    "meta": r"""
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
(vergiss|ignorier|streich|losch|verwirf)\w* (bitte )?(das|was ich|die letzte|den letzten|meine letzte|meinen letzten|mein letztes)( \w+)*$
^(doch nicht|war nur spass|so war das nicht gemeint|das war falsch|mach das weg)$
(letzte|vorige) (anderung|nachricht|wunsch|ansage) (bitte )?(zurucknehmen|loschen|weg|streichen|vergessen)
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
(leiser|runter|absenken|senk|zuruck|drossel|duck|dimm|leise|runterfahren|weniger laut|ducken)\w* .*(wenn|wahrend|sobald|bei|beim|unter|solange|wo) .*(red|sprech|gesproch|stimm|sag|erzahl|dialog|interview|quatsch|labern)\w*
(wenn|wahrend|sobald|beim|unter|solange|wo|bei) (\w+ ){0,3}(red|sprech|gesproch|stimm|sag|erzahl|dialog|interview|sprache|moderation)\w*( \w+){0,3} (leiser|runter|absenken|zuruck|senken|ducken|drosseln|leise|dimmen)
(versteht|hort|verstehe|hore) (man |ich )?(mich|mein\w*|nicht|nix|kaum|die stimme|den sprecher|was ich)( \w+)* ?(nicht|mehr|nix|kaum|sag|sage|rede|gesprochen\w*)
(platz|raum|luft) fur (meine|die) (stimme|sprache|erzahl)
""",
    "edit mute_clip": r"""
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
^(mach |bitte |mal |die musik |das lied |den song |etwas |ein bisschen |viel |noch |musik |bissl |bisschen |n bisschen )*(lauter|laut)( machen| bitte| drehen)*$
(dreh|mach|stell|zieh)\w* (\w+ )*(die musik|das lied|den song|den sound|musik|das|es|den track) (\w+ )*(lauter|auf|hoch|hoher)
(musik|lied|song|track|bgm) (\w+ ){0,3}(lauter|hoher)|(musik|lied|song) (ist )?(viel |etwas |ein bisschen )?zu leise
(hort|hore) (\w+ )?(die musik|das lied|den song) (\w+ )?(nicht|kaum)|(musik|lied|song) (hort|hore) \w+ (nicht|kaum)
dreh (\w+ )?auf$
""",
    "edit quieter_music": r"""
^(mach |bitte |mal |die musik |das lied |den song |etwas |ein bisschen |viel |noch |musik |bissl |bisschen |n bisschen )*leiser( machen| bitte| drehen)*$
(dreh|mach|stell|fahr|zieh|nimm)\w* (\w+ )*(die musik|das lied|den song|den sound|musik|das|es|den track|die lautstarke) (\w+ )*(leiser|runter|zuruck)
(musik|lied|song|track|bgm|lautstarke) (\w+ ){0,3}(leiser|runter|dezenter im hintergrund)|(musik|lied|song) (ist )?(viel |etwas |ein bisschen )?zu laut
dreh (\w+ )?runter$
""",
    "edit use_drop_at": r"""
(drop|einsatz|hohepunkt|beat|knall|peak) (.*?[^\d:.])??(?P<at>\d+:\d\d|\d+ ?(s|sek|sekunden?)\b|sekunde \d+)
(drop|einsatz|hohepunkt) (soll|muss|genau|kommt|auf|bei|wenn) .*(kommen|wenn|auf|bei|explosion|sprung|landen|sitzen)
(leg|setz|pack|schieb)\w* den (drop|einsatz|hohepunkt)\s
""",
    "edit use_chorus": r"""
\b(refrain|chorus|hook)\b
""",
    "edit only_range": r"""
(von )?(?P<at>\d+:\d\d|\d+) ?(s|sek\w*)? ?(bis|-) ?(zu )?(?P<end>\d+:\d\d|\d+) ?(s|sek\w*)?
zwischen (sekunde )?(?P<at2>\d+:\d\d|\d+) und (?P<end2>\d+:\d\d|\d+)
nur (in der|fur die|bei der|die) (erste|zweite|ersten|letzten) (halfte|\d+ sek\w*|sekunden)
""",
    "edit start_at": r"""
(fang|start|beginn|anfang|einsetz|spring|einsteig|los)\w* (\w+ )?(\w+ )?(bei|ab|mit|erst bei|von|auf|zu) (sekunde |minute )?(?P<at>\d+:\d\d|\d+ ?(s|sek|sekunden?|min|minuten?)\b|(?<=sekunde )\d+)
^(bitte |erst )?(ab|bei) (sekunde |minute )?(?P<at2>\d+:\d\d|\d+( ?(s|sek|sekunden?))?)( \w+){0,2}$
(ab|bei) (sekunde |minute )?(?P<at3>\d+:\d\d|\d+) (anfangen|starten|beginnen|los|einsteigen|einsetzen)
""",
    "edit start_later": r"""
(spater|weiter hinten|weiter drin|weiter im) (\w+ )?(anfang|start|beginn|einsetz|einsteig|im lied|im song|los)\w*
(fang|start|beginn|setz|steig)\w* (\w+ ){0,4}(spater|weiter hinten|weiter drin)
(intro|anfang|einleitung|vorspiel) (\w+ ){0,2}(weg|uberspring\w*|raus|skippen|auslassen|uberspringen|ist zu lang|zu lang|kann weg|abschneiden|wegschneiden)
(uberspring|skip|lass|schneid)\w* (\w+ )?(das |den |die )?(intro|anfang|einleitung|vorspiel|ersten)
^(etwas |ein bisschen |bisschen |noch |n bisschen )*(spater|weiter hinten)( bitte| im lied| im song| rein)*$
(ohne|kein) (das )?intro
""",
    "edit start_earlier": r"""
(fruher|eher|weiter vorne|weiter vorn) (\w+ )?(anfang|start|beginn|einsetz|einsteig|im lied|im song|los)\w*
(fang|start|beginn|setz|steig)\w* (\w+ ){0,4}(fruher|eher|weiter vorne|weiter vorn)
(von|vom|ganz von|am) (ganz )?(anfang|vorne|vorn|beginn)( an| des \w+| bitte| starten| anfangen)*$
^(etwas |ein bisschen |bisschen |noch |n bisschen )*(fruher|weiter vorne)( bitte| im lied| im song)*$
""",
    "edit loop": r"""
\b(loop\w*|schleife|dauerschleife|endlosschleife|geloopt)\b
(wiederhol)\w* (\w+ )*(bis|damit|lied|song|musik|es|endlos)
""",
    "edit fade": r"""
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
(ab da|da|dort|nimm|spiel)?,? ?wo (das|die|der) (schlagzeug|drums|beat|gesang|stimme|gitarre|bass|klavier|melodie) (einsetzt|einsetzen|reinkommt|reinkommen|losgeht|anfangt|anfangen|kommt)
(nimm|nehm|benutz|spiel)\w* (bitte |mal |lieber )*(den|die|das) \w+ste[nr]? (teil|stelle|part|abschnitt|passage)\b
""",
    "question licence_credit": r"""
(muss|soll|brauch|darf|wie|was|wen|wo|gibt|ist)\w* (\w+ ){0,6}(nenn|angeb|angab|credit|namensnennung|urheber|quellenangabe|verlink|erwahn|beschreibung|abspann|kunstler nennen)\w*
^(namensnennung|credits?|quellenangabe)( \w+)?\??$
""",
    "question licence_use": r"""
(darf|kann|durfen|konnen|ist|kostet|gibt|krieg|bekomm|kriegt|muss|wird|gehort|geht)\w* (\w+ ){0,6}(benutz|verwend|nutz|youtube|tiktok|twitch|insta|kommerziell|kund|gemafrei|lizenz|kostenlos|gratis|monetar|monetis|claim|strike|copyright|werbung|rechtlich|legal|urheberrecht|hochlad|veroffentlich|gema)\w*
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
(welche|wie ?viele?|was|wie|hat) (\w+ ){0,5}(tempo|bpm|schlage pro minute|geschwindigkeit)\b|^(bpm|tempo|geschwindigkeit)( bitte)?\??$|wie (schnell|langsam) (ist|geht|lauft)
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
wie lang(e)? (ist|geht|dauert|lauft|wird)|^(lange|dauer|laufzeit)\??$|(reicht|geht) (das|der|die|es) (\w+ )?(fur|bis)|wie ?viele? (minuten|sekunden)
""",
    "question title": r"""
wie (heisst|heist|hiess|nennt sich|lautet)\b|^(titel|name|songname|liedname|name vom (lied|song)|titel bitte)( bitte)?\??$|(was|welche\w*) (ist das fur (ein|n|ne) )?(lied|song|stuck|titel) (ist das|lauft|war das)|was ist das fur (ein |n |nen )?(lied|song|stuck)\b|(name|titel) (vom|von dem|des) (\w+)|sag (mir )?(den|mal den) (namen|titel)
""",
    "question artist": r"""
(von wem|wer (ist|hat|singt|spielt|macht|steckt|war))\b(?! (da|hier|online|heute|noch wach|im voice)\b)|(welche[rs]?|wie heisst d\w+) (\w+ )?(kunstler|band|sanger|komponist|interpret)\w*|^(kunstler|interpret|band|komponist)( bitte)?\??$
""",
    "question genre": r"""
(welche\w*|was|wie) (\w+ ){0,5}(genre|musikrichtung|stilrichtung|stil|musikstil)\b|^(genre|stil|musikrichtung)\??$|ist das (\w+ )?(jazz|rock|techno|house|pop|metal|trap|lofi|klassik|hip ?hop)( oder .*)?\??$
""",
    "question instruments": r"""
(welche|was|was ist das fur|wie heisst)\w* (\w+ ){0,5}(instrument|klingelt|bimmelt|synth|gerausch|ton da|klang)\w*|^instrumente?\??$|(ist|sind) (das|da|die) (\w+ ){0,2}(echte?[ns]? )(\w+)|(ist|sind) (das|da) (ein|ne|eine|n) (\w+ )?(geige|gitarre|klavier|sax\w*|cello|flote|harfe|synth|trompete|orgel|klarinette)\w*
""",
    "question lyrics_or_voice": r"""
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
^(hilfe|help|anleitung|befehle)( bitte)?\??$|(wie|was) (\w+ )?(funktioniert|benutz|bedien|geht) (\w+ )?(das|du|der bot|ich|man|hier|dich|den bot)|was (kannst|machst|kann|konnt) (du|man|ich|der bot|ihr)( (alles|hier|so|denn|eigentlich|machen|schreiben|sagen|tun|dir sagen))*$|(was|wie) (\w+ )?(soll|muss|kann) ich (\w+ )?(schreiben|sagen|tippen|eingeben|machen)|wie (geht|lauft) (das|es) (hier)?$
""",
    "accept": r"""
(nehm|nehme|nehmen|behalt|behalte|behalten|verwende|benutze) (ich|wir)( (das|den|die|jetzt|dann|einfach|gern|gerne|es))*$|(ich|wir) (nehm|nehme|nehmen|behalte|behalten|bleibe?n?|benutze|verwende) (\w+ )?(das|den|die|es|dieses|diesen|dabei|bei dem|den hier|das hier|dieses lied)( hier| jetzt| dann| fur .*)*$|^(gekauft|abgemacht|passt so|so lassen|lass so|so bleibts|das ists|das ist es|fertig|das wars|dabei bleibts|der ists|der ist es|gebongt|deal|genommen|ja|jo|jup|jep|joa|ok|okay|einverstanden|ja bitte|ja passt)( danke| so| dann)*$|(das|der) (wird|ists|ist es|bleibt)( es| so| jetzt)?$|(bleib|bleiben|bleibt) (\w+ )?(dabei|bei dem|bei diesem|so)|(konnen|kannst) (hier )?(aufhoren|stoppen)|keine (weiteren )?(anderungen|vorschlage) mehr
""",
    "next": r"""
^(nein |ne |nee |no |bitte |zeig |zeig mir |mir |mal |gib |gib mir |und |dann |lieber |noch |oder |ok |hm+ )*(nachste[rsn]?|weiter|weitere|skip|anderer|andere[rsn]?|was anderes|etwas anderes|noch (eins|einen|eine|einer|mehr|welche)|noch mal|nochmal|neuer versuch|neue?[rs]?|uberspringen|next|nen anderen|n anderen|n anderes|was neues)( (bitte|bidde|bitteschon|lied|song|vorschlag|titel|stuck|track|versuch|probieren|zeigen|her|pls|idee|eins|mal))*$|(hast|habt|gibt|gibts) (du|ihr|es)? ?(noch |auch )*(was|etwas|ein|einen|andere|anderes|welche|mehr|alternativen)( anderes| andere| mehr| zur auswahl)*\??$|was (hast|gibt|gibts) (du )?(es )?(sonst|noch)|(zeig|lass|will|mochte)\w* (\w+ ){0,4}(anderes|andere|anderen|alternativen|mehr|weitere|weiteren)( vorschlage| songs| lieder| horen| zeigen)*$
""",
    "verdict_down": r"""
^(ne+|nee+|nein+|no+|nope|nah|nicht|meh|mah|bah|igitt|wurg|och no|och ne|lieber nicht|nicht so|na ja|naja|geht so|mies|schlecht|schrecklich|furchtbar|grausam|langweilig|ode|lahm|cringe|mid|mull|scheisse|kacke|nervig|peinlich|oje|uff|schwach|grottig)( (lol|ey|alter|bitte|sorry|danke|leider|echt|du|das|nicht|digga|mann))*$|^(ist |das ist |das |klingt |so |voll |echt |total |mega |ziemlich |zu |einfach )+(mies|schlecht|schrecklich|furchtbar|langweilig|lahm|ode|cringe|mid|mull|scheisse|nix|nichts|nervig|peinlich|daneben|falsch|kacke|schwach|grausam|blod|doof)( (lol|ey|alter|digga))*$|(gefallt|gefallts|taugt|passt|passts|uberzeugt|catcht) (mir |mich |so |uns )*(\w+ )?(nicht|gar nicht|uberhaupt nicht|nich|ned|net)|(mag|will|fuhl|find) (ich )?(das |den |die |es )?(nicht|gar nicht|nich|doof|blod|schlecht|schrecklich)$|^(nicht|nix|nichts) (mein|meins|fur mich|gut|das richtige|passend|was ich)|(genau )?mein geschmack.*nicht|kannst du besser|geht (das )?besser|da geht mehr|das kannst du besser|(falsche|verkehrte)[rs]? (stimmung|vibe|song|lied|musik)|(schlaf|schlafe) (\w+ )?ein\b.*(dabei|fast|gleich)$|(ohren|ohr) (bluten|blutet|weh)
""",
    "verdict_up": r"""
^(\w+ )?(perfekt|mega\w*|geil\w*|hammer|bombe|top|spitze|klasse|super|toll|wunderbar|genial|grandios|stark|fett|krass|nice|hervorragend|herrlich|traumhaft|wow|ja+ genau|genau so|genau das|genau|genauso|genau sowas|sehr gut|sehr schon|schon|schick|fein|passt|passt perfekt|passt super|passt wie angegossen|gefallt mir|sauber|cool|feier ich|lieb ich|brutal gut|bockt|fetzt|ballert|sitzt|treffer|volltreffer|ein traum|zucker|1a|prima|exzellent|brillant)( (lied|song|wahl|auswahl|alter|ey|digga|danke|so|mann|track|sache|ding|gut|schon|vorschlag))*$|(gefallt|taugt) mir( (sehr|gut|voll|richtig|total|echt|super|wirklich|mega))*( gut)?$|(liebe|feier|feiere|mag) (ich|das|den|es)( (das|den|voll|so|lied|song|total|sehr|richtig|echt))*$|(das|der|die|es) (ist|klingt|passt|sitzt) (\w+ )?(\w+ )?(perfekt|super|toll|genial|geil|mega|klasse|wunderbar|schon|hammer|gut|richtig gut|top|traumhaft|stark)$|(gute|tolle|super|starke|perfekte) (wahl|auswahl|sache)
^(gar |echt |uberhaupt |wirklich )*nicht (schlecht|ubel|verkehrt)( (\w+))?$
""",
    "thanks": r"""
^(ok |super |perfekt |toll |alles klar |cool |oh |mega )*(danke\w*|vielen dank|dankeschon|merci|thx|dank dir|besten dank|tausend dank|herzlichen dank|lieben dank|danke dir)( (dir|schon|sehr|vielmals|euch|bot|fur .*|nochmal|alter|du bist.*|dafur|lieber bot))*$|^(guter|braver|bester|toller|lieber) bot|^(gut gemacht|du bist (der beste|super|toll|ein schatz|klasse))
""",
    "off_topic": r"""
^@\w+ |(wer|jemand|kommt|hat) (\w+ ){0,3}(kommt|zockt|spielt|lust|bock|online|wach|dabei|im voice|in den voice|heute abend|da)\b(?!.*(lied|song|musik))|(bin|muss|geh|gehe|komm) (\w+ ){0,3}(kurz weg|weg|gleich|kurz|afk|essen|schlafen|raus|los|zuruck|wieder da|arbeiten|einkaufen|ins bett)|^(hallo|hi|hey|moin|servus|na|guten (morgen|tag|abend)|gute nacht|gn8|nacht|tschuss|ciao|bis (spater|dann|morgen|gleich)|lol|haha+|hehe+|xd+|test|brb)( (zusammen|leute|alle|bot|du|ihr|digga|alter))*$|(wetter|hunger|mude|hausaufgaben|schule|arbeit|chef|klausur|pizza|internet|wlan|discord)\b(?!.*(video|clip|musik|lied|song))|(hast|habt|hat) (du|ihr|er|sie|wer) (\w+ ){0,3}(fertig|hochgeladen|gesehen|geguckt|gegessen|geschickt|gerendert|geschnitten)
""",
}
