"""English: regular expressions for what a part of a message does, one a line, on a folded line."""

from __future__ import annotations

ENGLISH = {
    "meta": r"""
(answer|reply|respond|talk|speak|write)( to me)? (back )?in (english|german|deutsch|spanish|espanol|french|francais|japanese)
do not (save|store|remember|learn|track|log|keep) (what|anything|my|this|data|any|that)
(forget|delete|erase|wipe|clear) (everything|all|my (data|taste|history|likes|preferences|profile)|what you know)
(stop|quit|do not|no more) (asking|ask|ping|pinging|dm|dming|tagging|mention|messaging|bothering|posting|talking|with the questions|questions)
(shut up|be quiet bot|too many questions)
(be|keep it|answers?) (shorter|briefer|less wordy|less chatty)( please)?$
(less|fewer) (text|words|talking|questions)( please)?$
^(reset|clear)( everything| all| it all| the (brief|chat|thread|conversation))?$
what do you (know|remember|store|save) (about|of) (me|us)
(are you|r you|you are) (a |an )?(bot|ai|robot|human|real|chat ?gpt|person|llm)
who (made|built|wrote|created|programmed|coded|runs) (you|this bot)
(what|which) (language|model)s? do you (speak|use|run)
(change|switch|set) (the |your )?language
""",
    "undo": r"""
^(please |pls |ok |oops |wait )*undoo*\b(?! what)
\bundo (that|this|it|the|my|last)
ctrl ?\+? ?z
^(scratch|strike) (that|this|my|the last)
(take|took) (that|it|this|my last (one|message|wish|request)) back
(forget|ignore|cancel|delete|disregard|nevermind|never ?mind|revert|drop|remove|withdraw) (what i (just )?(said|wrote|asked)|(that|my|the) last( one| message| wish| request| change| bit| thing| part)?$|my (last|previous) \w+|my (message|request|comment)$|the (last|previous) (message|wish|request|change|thing|instruction)|the thing i said)
^(cancel|revert)( that| this| it)?$
(did not|didnt) mean (that|it)( one)?$
^(oops|whoops),? (no|wrong (one|message|chat|button))
""",
    "choose": r"""
\b(the )?(?P<choose6>first|second|third|fourth|last|1st|2nd|3rd|4th) one (in|on|of|from) (the|that|your) (list|card|alternatives?|options|row)\b
\b(option|alternative|alt|choice|suggestion|number|nr|num|no|the alternate|candidate)\.? ?#? ?(?P<choose>\d|one|two|three|four|five)\b(?! ?(bpm|sec|min|:|s\b|beats|%))
^#? ?(?P<choose2>[1-9])( (please|pls|then|sounds (good|better|best)|it is|is (better|best|good|nice)))?$
\b(the )?(?P<choose3>first|second|third|fourth|fifth|last|1st|2nd|3rd|4th) (of (those|these|them|the (three|list|others|alternatives|alternates))|from the list|alternative|alternate|option|on the list|in the list|of the (extras|alternatives|list))
(hear|show me|play|try|see|listen to|pick|take|go with|want|choose|switch to) (the )?(?P<choose4>\d|first|second|third|fourth|last|1st|2nd|3rd|4th)( one| alternative| option| of (those|these|them|the)( \w+)?)?$
^(the )?(?P<choose5>second|third|fourth|last|2nd|3rd|4th)( one)?( (please|pls|looks|sounds) ?\w*)?$
""",
    "back": r"""
(what about|how about|can we (have|hear|get)|give me|gimme|show me|play|bring back|bring) (me )?(again )?the (very )?(?P<back>first|second|third|original) (one|suggestion|pick|song|track|thing|you)( \w+)* (again|back|once more)
(?:number|pick|track|song) (?P<back2>one|two|three|\d) .*(put|bring|get) it back
(?P<back3>first|second|third|original|earlier|previous|last) (1|one|pick|song|track|suggestion)( u| you)?( \w+)? (was|is|were|fit|fits) (\w+ )?(beter|bttr|better|best|nicer|closer|cooler)
(can i|let me|i want to|i wanna|could i) (hear|get|have|see) (the )?(?P<back4>first|second|third|previous|last|original)( one| pick| song| track| suggestion) again
""",
    "edit stems": r"""
\b(stems?|multitracks?|acapella|a cappella|karaoke version|instrumental version of (this|it)|midi)\b
(just|only|isolate|extract|separate|solo) (out )?the (drum|bass|vocal|guitar|piano|string|synth)s? (track|part|stem|layer)
(isolate|extract|separate|split) the \w+( from| out|$)
(remove|take|strip|cut|mute) the \w+ (from|out of|in) (this|the) (song|track|one|pick)
(this|same) (song|track|one) (but )?(without|minus) the (vocals|drums|bass|guitar|singing|voice)
""",
    "edit duck_under_speech": r"""
(duck|dip|lower|quiet\w*|soft\w*|turn\w*|down|under|low|drop|less|not) .*(when(ever)?|while|where|during|under|if|as|once|every ?time) (\w+ )?(\w+ )?(speak|talk|narrat|voice|say|dialog|speech|vo\b|interview|host)\w*
\bduck(ing)?( it| the music| under| the song| please|$)
(music|song|it) (should |must |has to )?(go(es)? |get(s)? |be )?(down|quiet\w*|low\w*|softer|under) .*(speech|talk|speak|voice|narrat|dialog|interview)\w*
(can not|cant|can hardly|can barely|hard to|could not) (hear|understand|make out) (me|myself|my voice|what|the (speech|speaker|voice|narrat\w+|dialog\w*|host)|anyone|him|her|them)
(talk|speak|voice|voiceover|narration)\w* (gets|is) (drowned|buried|lost|covered)
(drowns?|drowning|burie?s|cover(s|ing)) (out )?(me|my voice|the (voice|speech|dialog\w*|narrat\w+|speaker))
(leave|make|more|give|need|keep) (some )?(room|space) for (my|the) (voice|talking|speech|narration|voiceover|dialog\w*)
(quiet|low|soft)(er)? (under|below|behind|beneath) (my|the) (voice|speech|narrat\w+|voiceover|talking|dialog\w*)
""",
    "edit mute_clip": r"""
(mute|silence|kill|cut|remove|drop|delete|lose|strip|get rid of|rid of|turn off|no|without|ditch|take out|replace|toss) (\w+ )?(\w+ )?(original|orignal|camera|cam|clip|video|vid|background|wind|room|my own|source|game) ?(audio|sound|noise|noice|sounds|mic)\w*
(mute|silence) (my|the|this) (original |own )?(clip|video|vid|footage|audio|sound|recording|mic)
(original|clip|video|camera|own) (audio|sound) (off|out|away|gone|muted)
(wind|background|camera|room) (noise|noice|sound) (away|out|off|gone|from my)
(only|just) the music,? (no|without|not) (\w+ )?(original|clip|video|camera|sound|audio|noise)
""",
    "edit keep_my_sound": r"""
(keep|leave|retain|preserve|mix|include|want|still hear|need to hear|hear) (\w+ )?(\w+ )?(original|own|clip|video|clips|videos|camera|natural|ambient|game|engine) ?('s )?(audio|sound|sounds|noise|voice)
(keep|leave|still hear|want to hear|do not mute|dont mute|do not (cut|remove|touch|lose)) (my|the) (own |original )?(audio|sound|voice|clip|video|talking|waves|engine|laughter|laughing|cheering|crowd|speech)( in|$| on| audible| please| too| as well)
(do not|dont|never|not) (mute|silence|delete|remove|cut) (my|the) (clip|video|audio|sound|original|voice)
\b(keep|leave|preserve|want to hear) (the |my )?(sounds?|audio|noises?|voices?) (of .*|from .*|in )\b(my|the) (clip|video|vid|footage|recording)\b
""",
    "edit louder_music": r"""
^(can you |could you |please |pls |make the (music|song|track) |the )*(music|song|track|volume) (a (bit|little|touch|lot) |much |bit |way )?(louder|up a bit)( please| pls)?$
(turn|crank|bring|pump|push) (the (music|song|track|volume|sound|bgm|tune)|music) up|(turn|crank|bring|pump|push) up (the )?(music|song|volume|track|sound|bgm)
(raise|increase|boost|up) the (music|song|track|volume|sound|bgm)
(music|song|track|volume) (a (bit|little|touch) |should be |needs to be |way |much |has to be )?(louder|higher|up)\b
(can not|cant|can barely|barely|can hardly|hardly) hear (the|any) (music|song|track)
(music|song|track|it) (is|are)? ?(way |a bit |much |far )?too (quiet|low|soft)( in the (mix|video|clip))?$
more volume
make (the )?(music|song|track) louder
""",
    "edit quieter_music": r"""
(turn|bring) (the (music|song|track|volume|sound|bgm|tune)|music) (\w+ )*down|(turn|bring) (\w+ )?down (the )?(music|song|volume|track|sound|bgm)
(lower|decrease|reduce|cut) the (music|song|track|volume|sound|bgm)( volume| a bit| please| level|$)
(music|song|track|volume|bgm) (a (bit|little|touch) |should be |needs to be |way |much |more )?(quieter|lower|softer|down)\b
(music|song|track) (is|are) (way |a bit |much |far )?too loud
less volume
(make|put|have|keep|get) (the )?(music|song|track|bgm) (\w+ )?(quiet|quieter|lower|softer|in the background|low)\b
(music|song|track|it) (should (sit|stay|be)|goes) (further |more )?(back|in the background|under) ?(in the mix)?$
(music|song|track|bgm) ?[🔉🔈🔇⬇📉]
""",
    "edit use_drop_at": r"""
(drop|beat drop|climax|hit|bass drop) (.*?[^\d:.])??(?P<at>\d+:\d\d|\d+(\.\d+)? ?(s|sec|secs|seconds?)\b|second \d+)
(drop|beat drop|climax|big hit|impact) (should |must |to |needs to |has to |can |could )?(land|lands|come|comes|fall|falls|hit|hits|be|start|happen|line up|sync)\w* (\w+ )*(when|where|on|at|exactly|right|with)
(put|place|line up|sync|align|set|time|move|match|get|make|land|drop) (the )?(drop|climax|beat|hit|big moment) .*(at|on|when|where|to|with|right|as)\s
make it drop (right )?(when|as|at|on)
""",
    "edit use_chorus": r"""
\b(use|take|play|want|start (with|from|at|on)|begin (with|at)|give me|jump to|go to|straight to|just|only|skip to|cut to) (just |only )?(the )?(chorus|refrain|hook)\b
^(the )?(chorus|refrain|hook)( instead| please| pls| part| bit|,? not the verse| would be better)*$
(chorus|refrain|hook) (instead|please|part|section|bit)
""",
    "edit only_range": r"""
(from )?(?P<at>\d+:\d\d|\d+ ?(s|sec|seconds)?) ?(to|till|until|through|-) ?(?P<end>\d+:\d\d|\d+ ?(s|sec|seconds))
between (?P<at2>\d+:\d\d|\d+) and (?P<end2>\d+:\d\d|\d+)( sec\w*)?$
only (for |in |on |during |under )?(the )?(first|last|second|final) (half|third|part|\d+ sec\w*|\w+ seconds) (of (the|my) (clip|video)|gets|has|with music)
^(music |play it |have it |sound )?only (for |in |on |during |over |under )?(the |my )?(very )?(first|last) (half|(\d+|\w+) sec\w*)( of (the|my) (clip|video|vid))?( please| pls)?$
""",
    "edit start_at": r"""
\b(?!(cut|trim) (it|this|the \w+) (down )?to \d+ ?s)(start|begin|starts|starting|cue|kick off|kick in|come in|go|play|enter|jump|skip|cut|open)\w* (\w+ )?(\w+ )?(\w+ )?(at|from|to|in at|on|with) (second |the )?(?P<at>\d+:\d\d|\d+(\.\d+)? ?(s|sec|secs|second|seconds|min|mins|minutes?)\b|(?<=second )\d+|\d+$)
(start|begin)\w* (?P<at3>\d+:\d\d|\d+ ?(s|sec|seconds)) in
^(from|at) (?P<at2>\d+:\d\d|\d+ ?(s|sec|secs|seconds))( on| onwards)?( please| pls)?$
""",
    "edit start_later": r"""
(start|begin|starts|come in|cue|enter|kick in)\w* (\w+ )?(\w+ )?(\w+ )?(later|further in|farther in|deeper in|further along|after the intro)
(skip|yeet|cut|drop|lose|ditch|chop|trim|remove|kill|no|without|bin|axe|jump past|past|nix) (out |off )?(the |that |this )?(\w+ )?(intro|beginning|opening|first (part|bit|few|\d+|ten|twenty|five|\w+ sec\w*|bars|seconds|minute|verse))\b(?! (of (the|my) (clip|video)))
(intro|beginning|build ?up) (is|takes?|drags?|goes on)( (way|far|a bit|much))? (too (long|slow)|forever|ages)
^(a (bit|little|touch) |bit |much |way )?later( in the (song|track|music))?( please| pls)?$
(later|further|deeper|further in|further along) in(to)? the (song|track|music|tune)
^(skip|jump|move|push|shift|nudge) (it |the start |the music )?(ahead|forwards?|on|later)( (by |about |around |maybe )*(a (bit|little|touch)|\d+ ?\w+|\w+ (bars?|sec\w*|beats?|measures?)))?( please| pls)?$
""",
    "edit start_earlier": r"""
(start|begin|starts|come in|cue|enter|kick in)\w* (\w+ )?(\w+ )?(\w+ )?(earlier|sooner|a bit before|before that)
(start|begin|play|take)\w* (it |the (song|track|music) )?(from|at|with) the (very )?(beginning|start|top|intro)
^(a (bit|little|touch) |bit |much |way |slightly )?(earlier|sooner)( in the (song|track|music))?( please| pls)?$
^from the (very )?(beginning|start|top)( please| of the (song|track))*$
(earlier|sooner|further back) in the (song|track|music|tune)
keep the intro
^(move|push|shift|nudge|pull|jump) (it |the start |the music )?(back|backwards?|earlier) (by |about |around |maybe )*(a (bit|little|touch)|\d+ ?(s|sec\w*|bars?)|\w+ (bars?|sec\w*|beats?|measures?))( please| pls)?$
""",
    "edit loop": r"""
\b(loop|looped|looping)\b(?! pedal)
repeat (it|the (song|track|music|chorus|part|beat|bit)) (until|till|so|to|for|as long)
""",
    "edit fade": r"""
(fade|fades|fading) ?(it |the (music|song|track|end|ending|volume) )?(in|out|away|the|to|at|it|longer|shorter|please|smoothly|slowly|down)\b
\b(fade ?(out|in)|fadeout|fadein)\b
^(a )?(longer |shorter |slow |smooth |gentle )?fade( please)?$
""",
    "edit end_on_beat": r"""
(end|ends|ending|stop|stops|finish|finishes|cut|cuts|out|close)\w* (\w+ )?(\w+ )?(on|with|at) (the|a) (\w+ )?(beat|downbeat|hit|note|bar|chord|accent|cymbal|measure)
(let|have) (it|the (last|final) \w+|the (song|track|music)) ring (out)?
ring out
(do not|dont|not) (just )?(cut|stop|end) (it |off )*(so )?(abruptly|suddenly|mid|in the middle|off)
(clean|proper|natural|real|hard) (ending|finish|end|stop)( please)?
(ends|cuts|stops) (too |so |very )?(abruptly|suddenly)
""",
    "edit fit_length": r"""
(fit|match|cut|trim|shorten|stretch|edit|extend|adjust|scale|adapt|make)\w* (it |this |the (song|track|music) |that )?(down |exactly |perfectly )?(to|as long as|the length of|for|over|until|till) (fit |match )?(the |my |exactly )?((whole |full |entire )?(clip|video|vid|length|duration|runtime|end)|(?P<len>\d+ ?(s|sec|secs|seconds|min|minutes?)))
(trim|shorten|cut|edit|chop|stretch|extend) (it|this|the (song|track|music))( down)?( to (?P<len2>\d+ ?(s|sec|secs|seconds|min|minutes?)))?( please| pls)?$
(make it|should|must|has to|needs to) (fit|match|last|cover|fill) (the |my )?(whole |full |entire )?(length|clip|video|vid|duration|runtime)
(same|exact) length as (the|my) (clip|video)
(song|track|music|it) (should|must|has to|needs to) (end|stop|finish|last) (exactly )?(with|when|as|until|till) (the|my) (clip|video|end)
""",
    "edit use_part": r"""
\b(use|take|play|want|give me|start (with|from|at)|jump to|go to|prefer) (just |only )?(the |that )(\w+ ){0,2}(part|bit|section|passage|moment|bridge|verse|breakdown|outro|ending|build ?up|solo|middle|end)\b(?! of (the|my) (clip|video))
^(the|that) (\w+ ){0,2}(part|bit|section|passage|bridge|verse|breakdown|outro)( (where|with|when|after|before) .*| instead| please| pls)?$
the (part|bit|section|passage|moment) (where|with|when|after|before|that)
\b(go (for|with|to)|jump to|cut to|skip to|take me to|i like|i want) (the |that )(\w+ ){1,2}(part|bit|section|passage|moment)\b(?! of (the|my) (clip|video))
\b(start|begin|come in) (it )?(with|at|on|from) (the|when the) (vocals?|voice|singing|singer|verse|drums|beat|bassline|guitar|piano|solo|strings|riff|melody|loud|quiet)\b
^(use |play |start |take |begin )?(it )?(from |at )?where the (\w+ )?(drums?|beat|vocals?|voice|guitar|bass|strings|singing|piano|singer|melody) (come|comes|kick|kicks|start|starts|enter|enters|drop|drops)\b
""",
    "help first": r"""
how (do|does|can|to|should) (i|we|you)? ?(\w+ )?(use|work|control|talk to) (with )?(this |the |your )?(bot|you|thing)$
""",
    "question licence_credit": r"""
\b(credit|attribut|cite|name|mention|tag|shout ?out)\w*\b.*\?$
(do|must|should|shall|have|need|am|does|is|are|can|how|what|where|which|will|would) (\w+ ){0,4}(credit|attribut|cite|crediting|credits)\w*
(do|must|should|shall|have to|need to|am) (i|we) (\w+ ){0,3}(name|mention|list|tag|put|write|include|give) (\w+ ){0,4}(artist|composer|author|musician|name|names|creator|somewhere)
(artist'?s?|composer'?s?|author'?s?)( name)? in (the|my) (credits|description|desc|caption|video)
^(attribution|credit line|credits?)( needed| required| text| please)?$
""",
    "question licence_use": r"""
(can|may|could|am|are|do|is|will|would|how about) (i|we|it|this|that|you|the song|my client)? ?(\w+ ){0,4}(use|monetis|monetiz|upload|post|publish|sell|legal|licen[cs]|copyright|claimed|strike|royalt|sync|commercial|free|allowed)\w*\b(?!.*\b(one|something|track|song|anything) (that|which|with|like)\b)
(free|safe|ok|okay|allowed|cleared|good) (to use|for|on) .*(youtube|yt|twitch|tiktok|instagram|insta|client|ad|ads|commercial|business|stream|reel|reels|ig|podcast)
(get|got|cause|have|be|getting) (\w+ ){0,3}(copyright|strike|claim|claimed|demonetis|demonetiz|struck|muted|dmca|flagged)\w*
how much (does|do|is|for|would|will|to) ?(it|this|that|the|i|we|licen)?
what (does|do|would) (it|this|that|the licen[cs]e) (cost|allow)
(what|which|whats|what's|is there a) (\w+ )?licen[cs]e
licen[cs]e\?|^licen[cs]e$
^(is|r) (it|this|that) (\w+ )?(free|royalty|copyright|cc|creative|public|dmca|paid|legal|safe|licen)
(cost|price|fee)\?
""",
    "question download": r"""
(where|how) (\w+ ){0,5}(download|dl|get (the|this|a|that)? ?(file|mp3|wav|track|song|it)|file|mp3|wav|grab|save)\b
(can|could|may|do) (i|we|you) (\w+ ){0,4}(download|dl|the file|mp3|wav|as a file|save it|send me the)
(download|mp3|wav|file)( link)?( please| pls)?\??$
send (me )?(the )?(file|mp3|wav)
got (a|the) (mp3|file|wav|download)
""",
    "question source": r"""
where (is|s|did|does|do|are|was|can) (\w+ ){0,5}(from|come|find|found|got it|source|original|online|hosted|on spotify)\b
(which|what) (\w+ )?(site|website|library|source|platform|database|catalogue|catalog|page|game|movie|film|show|series|soundtrack|anime)
is (this|it|that) (\w+ )?(from|off|out of)\s
(is|are) (it|this|that|they) on (spotify|youtube|soundcloud|apple|bandcamp|itunes)
(link|url) (to|for|of) (the|it|this|that|original)|got (a|the) link|^(source|link|sauce)( please| pls)?\??$
how did you (find|get) (it|this|that)
""",
    "question other_use": r"""
(has|have|did|does|is|was|were|who) (\w+ ){0,4}(else|anyone|anybody|somebody|someone|others|already|other people|elsewhere|before) (\w+ ){0,4}(use|used|using|had|have|took|here|picked|already)\b
(used|use) (it|this|that)? ?(already|before|elsewhere|here|on this server|by (someone|anyone|others))
(is|was) (it|this|that) (\w+ )?used
(only one|others|someone else) (\w+ )?(using|with|who)\s
(can|could|may) (i|we) (also |still )?use (it|this|that|the same \w+|the same) (\w+ )*(again|twice|too|also|as well|for another|for my (next|other)|for a )
""",
    "question tempo": r"""
(what|which|whats|wat|how many|tell me|know|give me|got|at what|is|is it|was|is this|is that|wats) (\w+ ){0,5}(bpm|tempo|beats per minute|speed)\b(?!.*(same|faster|slower|higher|lower))
^(the )?(bpm|tempo|speed)( please| pls| of (this|it))?\??$
how (fast|slow) (is|s|does|are)
^(is|are) (it|this|that) (\w+ )?(around |about )?\d+ ?bpm
is (it|this|that) (in )?(half|double)[ -]?time
(in )?(3/4|4/4|6/8|waltz time|time signature)
""",
    "question key": r"""
(what|which|wat|tell me|know|whats) (\w+ ){0,4}key\b
^(the )?(musical )?(key|scale|key signature|chords?)( please| pls)?\??$
is (it|this|that) (in )?[a-g]( ?(flat|sharp|b|#))? ?(minor|major|min|maj|m)\b
is (it|this|that|the song) (in )?(a )?(minor|major)\b
(what|which) (\w+ )?(chord|scale|note)s?\b
""",
    "question album": r"""
(what|which|whats|name of the) (\w+ )?(album|ep|record|single|release|lp)\b
^(the )?(album|ep)( name)?( please| pls)?\??$
(from|on|off|part of) (a|an|the|which|what|any) (album|ep|single|record)
is (it|this|that) (a )?(single|ep|album)
""",
    "question year": r"""
(what|which) (year|decade)|when (was|did|is|were) (\w+ ){0,4}(made|released|release|come out|recorded|written|from|published|out)
how (old|new|recent) is
^(the )?(year|release date|date)( please| pls)?\??$
is (it|this|that) (\w+ )?(new|old|recent|brand new|vintage|from the (\w+ )?(19|20)?\d0'?s)\??$
""",
    "question length": r"""
how long (is|does|s|are|will|it)\b
^(the )?(length|duration|runtime|how long)( please| pls)?\??$
(what|whats) (is )?(the |its )?(\w+ )?(length|duration|runtime)
is (it|this|that) (long|short) enough
(does|will) (it|this|that|the (song|track)) (\w+ )?(last|cover|reach|be long|go on|run)\b
how many (minutes|seconds)
""",
    "question title": r"""
(what|whats|how) (\w+ ){0,3}(called|title|the name|name of|song name|track name|named)\b(?!.*(genre|style|instrument))
(name|title) of (the |this |that )?(song|track|trak|tune|piece|one|it|music)
^(the )?(title|song name|track name|song title|name|track title|trak name|whats it called)( please| pls)?\??$
(which|what) (song|track|tune) (is|was) (this|that|it|playing)
(tell me|give me|know|drop|need) (\w+ )?(the |its )?(title|name|song name|track name)
^(song|track|tune) ?(id|name|title)\??$
""",
    "question artist": r"""
who (made|wrote|composed|produced|sings|plays|did|performed|sang|created|played|recorded)\b(?! (minecraft|valorant|tonight|the dishes))
who (is|s|the) (\w+ )?(this|that|it|the (artist|singer|band|composer|producer|musician|guy|girl|voice)|singing|playing|behind|by|he|she|artist|fuck|hell)\b(?! tonight)
who'?s (the |this |it |that |singing|playing|behind|by)
(what|which|whats|tell me|name of the|know) (\w+ )?(artist|band|composer|singer|musician|producer|group)\b(?!.*(like|similar))
^(the )?(artist|composer|band|singer|producer|by who|by whom)( name)?( please| pls)?\??$
(artist|composer|band|singer) name
(other|more) (songs|tracks) (do they|does (he|she)) have
""",
    "question genre": r"""
(what|which|whats|wat|how) (\w+ ){0,5}(genre|style)s?\b(?!.*(do you|have you|can you))
^(the )?(genre|style)( please| pls)?\??$
what (kind|sort|type) of (music|song|track|style|thing) (is|s|would|do you call)
is (this|it|that) (even |actually |really |considered |more |still )?(\w+ )?(genre|house or|techno or|jazz or|rock or|metal or|pop or|edm or|lofi or|trap or)
what (would|do) (you|u|they|we) (even )?call (this|that|it)
""",
    "question instruments": r"""
(what|which|whats|wat|what's) (\w+ ){0,4}(instrument|sound|synth|noise|bell|pluck|thing playing)\w*\b(?!.*(should|do you have|effects? do you))
is (that|this|it|there) (\w+ )?(an? )?(real |actual |live )?(\w+ )?(violin|guitar|piano|sax|saxophone|cello|flute|harp|synth|trumpet|clarinet|organ|ukulele|banjo|choir|strings|drums?|bass|marimba|bell|accordion|harmonica|theremin|kazoo|oboe|horn)s?( in (it|there|this)| or .*| i hear| at the \w+)?\?*$
^(the )?instruments?( please| pls| used)?\??$
are (those|these|the) (\w+ )?(\w+ )?(real|live|strings|violins|drums|horns|guitars|synths|bells|samples)\b
(does|has) (it|this|that) (have |got )?(any |a |an )?(drums?|guitars?|piano|strings|bass|synths?|brass|sax|flute|violin|cello)( in it)?\?*$
""",
    "question lyrics_or_voice": r"""
^(\w+ )?(does|has|is|are|do|did|any|got) (it|this|that|there|they|the song|the track)? ?(have |got |contain |any |a |in |even )*(vocals?|lyrics?|singing|words|a voice|voices|singer|instrumental|rap|swear\w*|explicit|clean|curs\w+|bad words|profan\w+|sung|talking)\b(?!.* (one|version|something|option))
(what|which) language
what (are|is|do|does) (\w+ )?(the )?(lyrics|words|text|singer|singing|they|she|he) ?(say|saying|about|sing|singing|mean)
(lyrics|vocals|singing|words)( in (it|there|this))?\?$
what (is|s|are) (he|she|they|it|the song|the lyrics) (singing|saying|about|sung)( about)?
who sings|is (it|that) (a )?(man|woman|male|female|guy|girl|child|kid) (singing|voice)
(are|is) (they|it|the lyrics|the words) (clean|explicit|kid safe|kid friendly|safe for kids|family friendly)
""",
    "question why": r"""
^(\w+ )?why( (this|that|this one|that one|these|did|do|does|is|was|would|are|the|on earth|exactly|though|him|her|it|tho|you|u)\b.*)?\??$
(how|why) (does|did|is|do|would|should) (this|that|it|you|u) (\w+ )?(fit|match|suit|choose|pick|chose|go with|work for|have to do|relate|recommend|suggest|think)
what (made|makes) (you|u|it|this)
what does (this|that|it) have to do with
(explain|reason|reasoning)( (this|that|the|your|for|behind|why|me)\b.*|\??$)
""",
    "question abilities": r"""
(what|which) (\w+ ){0,3}(music|genres?|songs|tracks|kinds?|artists?|sounds|styles|bands|instruments|languages|moods) (\w+ ){0,3}(do you|can you|you|have you|are there|is there|u) ?(have|got|know|offer|do|find|support|there|understand)?
how (many|much) (songs|tracks|music|artists|songs?|genres|titles)\s
""",
    "help": r"""
^(help|help me|commands?|halp|manual|tutorial|instructions)( please| pls)?\??$
(how|hwo) (do|does|can|to|should) (i|you|u|we|this|it)? ?(\w+ )?(use|work|talk to|ask|operate|start|command|control|type|tell|get started)\b ?(you|this|it|the bot|tihs|teh bot|that|with)?
(what|wat|which) (can|do|could|else can|all can|are|should) (you|u|i|we|ya) (\w+ )?(do|type|say|ask|write|tell you|understand|good for|able|send|put|enter|post)\b
what (are )?(your|the|ur) (commands|features|functions|options|abilities|buttons)
(explain|show me|tell me) (how (you|this|it)|what you can|the commands)
(what|how) (is|does) (this|the) (bot|thing|button) (do|for|work)?
what (does|do) the (\w+ )?buttons? do
i (do not|dont) (know how|understand how|get how|get this bot|understand this bot)
""",
    "accept": r"""
(i will|ill|we will|well|gonna|going to|imma|i am gonna|we are gonna|let us|lemme|i am going to|i would like to|will) (just |probably |totally |definitely |def |also )?(take|use|keep|go with|stick with|run with|have|do|settle (for|on)) (it|this|that|this one|that one|the one|the current one|what we have|these|dis one)\b(?!.* (but|without|except))
^(\w+ )?(i |we )?(am |are )?(taking|using|keeping|going with|sticking with|settling on|locking in) (it|this|that|this one|that one)( one)?( then| for (the|my) \w+)?$
^(i |we )?(take|choose|pick|keep|use) (it|this|this one|that one)$
^(sold|deal|done|settled|locked in|lock it in|lock it|ship it|final|final answer|approved|confirmed|chosen|we have a winner|winner|that is the one|this is the one|this is it|that is it then|it is decided)( thanks| then)?$
(we|i) (can|could|will) (stop|leave it|end it) (here|there|at this|now)
(no|nothing) (more|need to|need for) (changes?|look|search|keep)\w*
(that|this) (one )?(is|s) (our|my|the) (track|song|pick|choice|final)
^(yes|yep|yeah|yup|ja|ok|okay|sure|y|aye)[.!]*$
^(✅|👌|☑️?|✔️?|🤝|💯 ?✅)+$
(ok|alright|great|cool|perfect)?,? ?(that|this)?'?s? ?(decided|settled|it,? thanks)$
(use|take|keep) (this|that) (one )?(for|in) (the|my) (final|video|edit|clip)
^(gonna|going to|will) use (this|it|that)
""",
    "next": r"""
^(no |nah |nope |ok |meh |and |hm+ |ew |or |well |try |please |just |show |show me |give me |gimme |let us (hear|try|see) |next up )*(the )?(next|skip|another|other|pass|new|reroll|refresh|shuffle|again|different)( one| song| track| pick| suggestion| please| pls| thing| music| tune| option| try| idea| it| this| that| 1| ones)*$
^(⏭️?|⏩|➡️?|🔁|🔄|🔀|⏯️?|▶️?|👉)+( please)?$
(what|anything|something|got|any|show me|have you got|do you have|you got|is there) (else|other|others|more|another)( (do|have|can|could|is|are) (you|u|ya|there|we) ?(have|got|find|there)?| (ideas?|options?|ones|suggestions?|for me))*$
(let me|can i|could i|i want to|i wanna|may i|id like to|i'd like to) (hear|see|try|check|get|have|listen to) (\w+ )?(some |a (couple|few) |a couple of |a few |more |other |another)+(of )?(more|others|other|ones|one|options|options first|first|songs|tracks|suggestions|ideas)*( first| please| too)*$
^(something|sth|smth|somthing|anything) (else|different|new|other)( please| pls| then| maybe)*$
^(try|show|hit me|roll|give me|keep) (again|more|another|something (else|different|new)|with another|looking|searching|going|it coming)( one)?$
^(more|more options|more please|other ideas|others|what else|another round|new song|change it|change the (song|music|track)|switch it( up)?|swap it)$
""",
    "verdict_down": r"""
^(no+|nah+|nope|nop|naw|nay|meh+|bleh|ew+|yuck|ugh+|eh+|hm+ no|lol no|lmao no|no lol|god no|hell no|oh no|absolutely not|not really|mid|cringe|cringey|trash|garbage|awful|terrible|horrible|bad|boring|lame|weak|wack|whack|sucks|skip this|ass|cheeks|L|l|nty|no thanks|no ty|hard pass|nah fam|no way|not feeling it|nah bro|💩)( (bro|dude|man|fam|lol|tbh|sorry|thanks|ngl|imo|mate))*$
\b(mid|trash|garbage|a snoozefest|snoozefest|dogwater|doo ?doo|ass) (tbh|ngl|lol|imo|honestly|song|track|pick|music)$
^(so |kinda |pretty |super |very |that is |this is |it is |thats |its |too |bit )+(mid|cringe|cringey|trash|garbage|lame|wack|awful|terrible|horrible|bad|boring|bland|generic|ass|weak|off|wrong|annoying)( (bro|tbh|ngl|lol|man))*$
(you|u|we) can do (way |much |so much )?better
(could|should) be better|seen better|heard better|try harder|not good enough
(makes?|make|made|making|want) (me|people|us|everyone|my ears|my \w+)( to)? (want to |wanna )?(leave|cry in|close|bleed|cringe|fall asleep|sleep|vomit|puke|throw up|quit|mute|turn it off|turn off|switch off|click away|run)
(left|leaves) the room|ears? (are )?bleed\w*|my ears
(if|because|when) (my|the|our) (goal|aim|plan|idea) (was|is) (to )?
^(👎|🤮|🤢|😴|💤|🥱|😬|🙄|😒|😐|😑|❌|🚫|🗑️?|👎🏻|👎🏽|💩|🤦\S*|😖|😣|😕|🫤|👀❌|⛔)+$
^(💀|😭|🥱|😬)+ ?(no+|nah+|nope|bro|please no)
(do not|dont|did not|didnt) (like|love|dig|want|enjoy|vibe with|feel|rate) (it|this|that|this one|that one)\b$
^(not|isnt|is not) (it|this|that|this one|for me|great|good|my (thing|taste|vibe)|the (one|vibe|right one)|quite|feeling it|vibing)( chief| bro| at all| either)*$
(wrong|bad|terrible|awful|horrible|weird|odd) (vibe|mood|song|pick|choice|feel|track|one|energy|suggestion|call)s?( completely| entirely)?$
(does not|doesnt|not|dont|do not) (\w+ )?(fit|fits|work|match|suit|go with|vibe|land)( (at all|the|my|with|for|it|really|here)\b.*)?$
^i (hate|dislike|loathe) (it|this|that)
^(i am |im )?not (really |quite |exactly |super )?(feeling|vibing with|digging|into|sold on|loving|convinced by) (this|it|that)( one)?$
""",
    "verdict_up": r"""
^(W|w|goated|fire|lit|dope|sick|banger|bop|slaps|bussin|perfect+|peak|gas|heat|valid|chef'?s kiss|gorgeous|beautiful|stunning|amazing|awesome|love|yess+|yes+!*|yesss+|omg yes|oh yes|hell yes|hell yeah|insane|unreal|incredible|wow|woah|whoa|damn|daamn|nice+|lovely|great|brilliant|excellent|superb|sweet|noice|pog|poggers|based|legendary|10/10|100|A+|clean|magic|wonderful|fantastic)( (bro|dude|man|song|track|pick|one|choice|stuff|work|lol|wow|fr|ngl))*[!.]*$
(slap|bang|hit|rock|rip|go)(s|ing)? (so |too |really |different|hard|this)( hard| good| well)?
(love|luv|lov|adore|dig|digging|loving|luvv|wuv) (it|this|that|this one|these|dis|the (vibe|song|track|pick|beat|mood|energy))\b(?!.* but)
(this|that|it|dis) (one )?(is|s|sounds?|feels?|be) (\w+ )?(\w+ )?(perfect|fire|amazing|great|awesome|beautiful|lovely|gorgeous|the one|it|goated|dope|sick|bussin|a banger|a bop|a vibe|exactly|spot on|nice|brilliant|so good|really good|insane|lit|magic|wonderful|fantastic|incredible|cool|heat)\b(?!.*(but|if|though|except|for the))
^(exactly|precisely|spot on|nailed it|bullseye|bingo|on point|that is it|just right|vibes?)( \w+)?$
^((that is|this is|just|exactly|omg|yes) )*(what i (wanted|meant|needed|had in)|you nailed|nails it|what a (banger|vibe|tune|song|track|bop))
^(🔥|😍|❤️?|👍|💯|🙌|🥰|🤩|😻|👏|💖|💜|💙|💚|🖤|🧡|💛|🎉|✨|👌|🤘|🫶|😎|🕺|💃|👍🏻|👍🏽|👍🏿|❤️‍🔥|🤯|😮|🥹|🚀|⭐|🌟|🏆|🫡|😁|😊|🙏🔥|➕1?|\+1|\s)+$
(chef'?s kiss|absolute (banger|fire|bop|unit)|hits the spot|gives me chills|goosebumps|obsessed|no notes|take my money)
(good|great|nice|excellent|solid|perfect|top|fab|amazing) (pick|choice|one|find|taste|song|track|match|fit|call|shout|tune|suggestion)[!.]*$
""",
    "thanks": r"""
^(ok |okay |great |cool |perfect |alright |awesome |aw+ |oh |and )*(thanks?|thx+|thank (you|u)|ty|tysm|tyvm|thnx|tnx|thanx|cheers|much appreciated|appreciate (it|that|you|u)|appreciated|ta|big thanks|many thanks|thankyou|kudos|props)\b( (so|very) much| sm| a (lot|ton|bunch|million)| ily| bestie| bro| dude| man| bot| mate| you| u| again| for .*| friend| buddy| everyone| love| <3| that helped| king| queen)*( (ily|bestie))*$
^(good|great|nice|best|lovely|amazing|awesome) (bot|job|work|robot)( ever)?$
^(you are|ur|you'?re|u r|u are) (the best|a (legend|star|lifesaver|hero|gem|goat)|awesome|amazing|great)
^(🙏|🫶🙏|🤗|💐|🙇\S*)+$
^bless (you|u)
""",
    "off_topic": r"""
^@\w+ (?!.*\b(music|song|track|beat)\b)
(anyone|anybody|who is|whos|who'?s|someone|somebody) (up for|wanna|want to|down for|down to|playing|on tonight|online|free|coming|here|in vc|joining|got|around|know how)
(weather|homework|exam|football score|dinner|lunch|breakfast|pizza|valorant|minecraft server|fortnite|league|vc|voice chat|boss said|my mom|discord) ?(is|in|at|tonight|today|again|like|tomorrow|lagging|down|crash\w*|later|says|\?|$)
^(brb|afk|gtg|g2g|bbl|bbiab|be right back|back in|one sec|1 sec|sec|hold on|wait a sec|just a sec|gotta go|gn|good ?night|good morning|gm|morning|lol|lmao+|lmfao|rofl|haha+|hehe+|xd+|hi+|hey+|hello+|yo+|sup|test|testing|ping|first)( (all|everyone|guys|folks|chat|there|bot|y'?all))*[!.]*$
(how are you|how'?s it going|how is your day|what'?s up|whats up|tell me a joke|who won|what time is it|what day is|meaning of life|do you (love|like|hate) me|are you (ok|okay|alive|there))
^(did|have|has|does|when|where|are|is|can) (you|u|he|she|they|anyone|we|someone) (\w+ )?(finish|finished|upload|uploaded|send|sent|seen|see|watch|watched|eat|eaten|done|render|rendered|export|exported|going|coming|meet)\b(?!.*(song|music|track|mp3|file))
(the|my) (thumbnail|export|render|upload|stream|internet|pc|laptop|wifi|mic|game|cat|dog) (is|just|keeps|crashed|froze|died|broke|ready|done|finished|started|starts)
(lagging|crashed|crashing|buffering)( again)?
(i am|im|i'?m) (so )?(hungry|tired|bored|sleepy|late|home|off to|going to (bed|sleep|work|eat)|at work|eating|back)
(see you|see ya|cya|bye+|later|ttyl|talk later)( (guys|all|everyone|tomorrow|later))*$
""",
}
