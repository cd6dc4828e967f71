"""English: regular expressions for changes to the clip and the music in it, one a line, on a folded line."""

from __future__ import annotations

EDITS = {
    "edit stems": r"""
\b(stems?|multitracks?|acapella|a cappella|karaoke version|instrumental version of (this|it)|midi)\b
(just|only|isolate|extract|separate|solo) (out )?the (drum|bass|vocal|guitar|piano|string|synth)s? (track|part|stem|layer)
(isolate|extract|separate|split) the \w+( from| out|$)
(remove|take|strip|cut|mute) the \w+ (from|out of|in) (this|the) (song|track|one|pick)
(this|same) (song|track|one) (but )?(without|minus) the (vocals|drums|bass|guitar|singing|voice)
""",
    "edit duck_under_speech": r"""
^(please |pls |put |the |my |keep |bring )*(voice|speech|talking|dialog(ue)?|narration|commentary)s? (comes |goes |is |should come |must come )?first( please| pls)?$
\bside ?chain\w*\b.*\b(voice|speech|talking|narrat\w+|voiceover|dialog\w*)\b
(duck|dip|lower|quiet\w*|soft\w*|turn\w*|down|under|low|drop|less|not) .*(when(ever)?|while|where|during|under|if|as|once|every ?time) (\w+ )?(\w+ )?(speak|talk|narrat|voice|say|dialog|speech|vo\b|interview|host)\w*
\bduck(ing)?( it| the music| under| the song| please|$)
(music|song|it) (should |must |has to )?(go(es)? |get(s)? |be )?(down|quiet\w*|low\w*|softer|under) .*(speech|talk|speak|voice|narrat|dialog|interview)\w*
(can not|cant|can hardly|can barely|hard to|could not) (hear|understand|make out) (me|myself|my voice|what|the (speech|speaker|voice|narrat\w+|dialog\w*|host)|anyone|him|her|them)
(talk|speak|voice|voiceover|narration)\w* (gets|is) (drowned|buried|lost|covered)
(drowns?|drowning|burie?s|cover(s|ing)) (out )?(me|my voice|the (voice|speech|dialog\w*|narrat\w+|speaker))
(fights?|fighting|clash\w*|compet\w+|interfer\w*|collid\w*|overlaps?|gets in the way) (with|of) (me\b|my (\w+ )?(voice|talking|speech|speaking|narration|commentary|words|voiceover)|what i|the (voiceover|narration|speech|dialog\w*))
(leave|make|more|give|need|keep) (some )?(room|space) for (my|the) (voice|talking|speech|narration|voiceover|dialog\w*)
(quiet|low|soft)(er)? (under|below|behind|beneath) (my|the) (voice|speech|narrat\w+|voiceover|talking|dialog\w*)
""",
    "edit with_my_sound": r"""
^(please |pls |mix it |mix |leave it )*with (my|the clip'?s|the video'?s) (own |original )?(sound|audio)( beneath| underneath| under it| under the music| below)?( please| pls)?$
^(please |pls )*keep (them )?both( (sounds|of them|tracks|musics?|the clip'?s music and (yours|this one)))?( please| pls)?$
""",
    "edit mute_clip": r"""
^(please |pls )*((the )?music (only|alone)|only (the|your) music)( please| pls)?$
^(please |pls )*replace (the|my) (clip|video)'?s? (own |original )?(music|song|track|soundtrack)( please| pls)?$
(?:do not|dont|no) (?:need|want|use|keep|include) (?:any of )?(?:my|the) (?:own )?(?:camera|cam|original|clip|video|phone|mic|raw|background|vid)(?:'s)? ?(?:audio|sound|noise|mic)
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
(music|song|track) (is|are)? ?(way |a bit |much |far )?too (quiet|low|soft)( in the (mix|video|clip))?$
(it|this) is (way |a bit |much |far )?too (quiet|low|soft) in the (mix|video|clip)$
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
(put|place|line up|sync|align|set|time|move|match|get|make|land|drop) (the )?(drop|climax|beat|hit|big moment) (.*?[^\d:.])??(?P<at2>\d+:\d\d|\d+(\.\d+)? ?(s|sec|secs|seconds?)\b|second \d+)
(put|place|line up|sync|align|set|time|move|match|get|make|land|drop) (the )?(drop|climax|beat|hit|big moment) .*(at|on|when|where|to|with|right|as)\s
make it drop (right )?(when|as|at|on)
\b(want|need|like|have|get) (the |that )?(beat )?(drop|climax|big hit) (\w+ )?(when|where|as)\b
""",
    "edit use_chorus": r"""
\b(use|take|play|want|start (with|from|at|on)|begin (with|at)|give me|jump to|go to|straight to|just|only|skip to|cut to) (just |only )?(the )?(chorus|refrain|hook)\b
^(the )?(chorus|refrain|hook)( instead| please| pls| part| bit|,? not the verse| would be better)*$
(chorus|refrain|hook) (instead|please|part|section|bit)
""",
    "edit only_range": r"""
(from )?\b(?![5-9]0s (to|till|until|through|-) (the )?[5-9]0s)(?P<at>\d+:\d\d|\d+ ?(s|sec|seconds)?) ?(to|till|until|through|-) ?(?P<end>\d+:\d\d|\d+ ?(s|sec|seconds))
between (?P<at2>\d+:\d\d|\d+) and (?P<end2>\d+:\d\d|\d+)( sec\w*)?$
only (for |in |on |during |under )?(the )?(first|last|second|final) (half|third|part|\d+ sec\w*|\w+ seconds) (of (the|my) (clip|video)|gets|has|with music)
^(use |play |take |just )?(only )?(the )?(first|last|second) (half|third|(\d+|\w+) (s|sec\w*)) (only|alone|and nothing else)( please| pls)?$
^(music |play it |have it |sound )?only (for |in |on |during |over |under )?(the |my )?(very )?(first|last) (half|(\d+|\w+) sec\w*)( of (the|my) (clip|video|vid))?( please| pls)?$
""",
    "edit start_at": r"""
(?:skip|cut|drop|lose|trim|leave|take|chop|remove)\w* (?:(?:off|out|away) )?(?:the )?first (?P<at8>\d+ ?(?:s|secs?|seconds?)\b)
^(?:can you |could you |pls |please |make it |let it )*(?:kick|start|begin|drop|come|jump|go|play|launch|fire)\w* (?:(?:it|this|in|off|out|the (?:song|track|music)) )*(?:at|from|around|about|on)+ (?:(?:like|about|around|the|roughly) )*(?P<at9>\d+:\d\d|\d+ ?(?:s|secs?|seconds?|min|minutes?)\b)(?: (?:in|mark|into it))*
\b(?!(cut|trim) (it|this|the \w+) (down )?to \d+ ?s)(start|begin|starts|starting|cue|kick off|kick in|come in|go|play|enter|jump|skip|cut|open)\w* (\w+ )?(\w+ )?(\w+ )?(at|from|to|in at|on|with) (second |minute |the )?(?P<at>\d+:\d\d|\d+(\.\d+)? ?(s|sec|secs|second|seconds|min|mins|minutes?)\b|(?<=second )\d+|(?<=minute )\d+|\d+$)
(start|begin)\w* (?P<at3>\d+:\d\d|\d+ ?(s|sec|seconds)) in
^(from|at) (?P<at2>\d+:\d\d|\d+ ?(s|sec|secs|seconds))( on| onwards)?( please| pls)?$
""",
    "edit start_later": r"""
(start|begin|starts|come in|cue|enter|kick in)\w* (\w+ )?(\w+ )?(\w+ )?(later|further in|farther in|deeper in|further along|after the intro)
(skip|yeet|cut|drop|lose|ditch|chop|trim|remove|kill|no|without|bin|axe|jump past|past|nix) (out |off )?(the |that |this )?(\w+ )?(intro|beginning|opening|first (part|bit|few|\d+|ten|twenty|five|\w+ sec\w*|bars|seconds|minute|verse))\b(?! (of (the|my) (clip|video)))
(intro|beginning|build ?up) (is|takes?|drags?|goes on)( (way|far|a bit|much))? (too (long|slow)|forever|ages)
^(\d+|\w+) ?(bars?|beats?|measures?|s|secs?|seconds) (later|further( in| on)?|in)( please| pls)?$
^(a (bit|little|touch) |bit |much |way )?later( in the (song|track|music))?( please| pls)?$
(later|further|deeper|further in|further along) in(to)? the (song|track|music|tune)
^(skip|jump|move|push|shift|nudge) (it |the start |the music )?(ahead|forwards?|on|later)( (by |about |around |maybe )*(a (bit|little|touch)|\d+ ?\w+|\w+ (bars?|sec\w*|beats?|measures?)))?( please| pls)?$
""",
    "edit start_earlier": r"""
(start|begin|starts|come in|cue|enter|kick in)\w* (\w+ )?(\w+ )?(\w+ )?(earlier|sooner|a bit before|before that)
(start|begin|play|take)\w* (it |the (song|track|music) )?(from|at|with) the (very )?(beginning|start|top|intro)
^(\d+|\w+) ?(bars?|beats?|measures?|s|secs?|seconds) (earlier|sooner|before( that)?)( please| pls)?$
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
    "edit nudge": r"""
(stretch|squeeze|nudge|speed|slow|time ?stretch|warp|tweak|adjust|bend)\w* (it |this |the (song|track|music|tempo|speed|bpm) |that )?(up |down )?(just )?(a (bit|little|touch|tad|hair) |slightly |a few percent |a tiny bit )?(up |down )?(so (that )?|to |until )(it |the (beat|beats|music|song|track) )?(hits?|meets?|match(es)?|lands?|falls?|lines? up|syncs?|fits?)\b.*\b(cuts?|edits?|beats?|hits|scene changes|picture)\b
\b(nudge|tweak|time ?stretch) (the |its )?(tempo|speed|bpm)\b
(tempo|speed|bpm) (can|may|could) (change|shift|drift|move) (a (bit|little)|slightly)
""",
    "edit fit_length": r"""
(fit|match|cut|trim|shorten|stretch|edit|extend|adjust|scale|adapt|make)\w* (it |this |the (song|track|music) |that )?(down |exactly |perfectly )?(to|as long as|the length of|for|over|until|till) (fit |match )?(the |my |exactly )?((whole |full |entire )?(clip|video|vid|length|duration|runtime|end)|(?P<len>\d+ ?(s|sec|secs|seconds|min|minutes?)))
(trim|shorten|cut|edit|chop|stretch|extend) (it|this|the (song|track|music))( down)?( to (?P<len2>\d+ ?(s|sec|secs|seconds|min|minutes?)))?( please| pls)?$
(make it|should|must|has to|needs to) (fit|match|last|cover|fill) (the |my )?(whole |full |entire )?(length|clip|video|vid|duration|runtime)
^(please )?(make|let|have|get) (it|this|the (song|track|music)) (to )?(end|stop|finish) (exactly |right )?(with|when|as|together with) (the|my) (clip|video|vid)\b.*
(same|exact) length as (the|my) (clip|video)
(song|track|music|it) (should|must|has to|needs to) (end|stop|finish|last) (exactly )?(with|when|as|until|till) (the|my) (clip|video|end)
""",
    "edit use_part": r"""
\b(use|take|play|want|give me|start (with|from|at)|jump to|go to|prefer) (just |only )?(the |that )(\w+ ){0,2}(part|bit|section|passage|moment|bridge|verse|breakdown|outro|ending|build ?up|solo|middle|end)\b(?! of (the|my) (clip|video))
^(the|that) (\w+ ){0,2}(part|bit|section|passage|bridge|verse|breakdown|outro)( (where|with|when|after|before) .*| instead| please| pls)?$
the (part|bit|section|passage|moment) (where|with|when|after|before|that)
\b(go (for|with|to)|jump to|cut to|skip to|take me to|i like|i want) (the |that )(\w+ ){1,2}(part|bit|section|passage|moment)\b(?! of (the|my) (clip|video))
\b(start|begin|come in) (it )?(with|at|on|from) (the|when the) (vocals?|voice|singing|singer|verse|drums|beat|bassline|guitar|piano|solo|strings|riff|melody|loud|quiet)\b
(^|\b(use|play|start|take|begin|open|go|jump|skip|cut|come in|cue|kick off|pick it up)\w* (\w+ ){0,3})(from |at |to |in |right )*(where|when|once|as soon as) (the |that )?(\w+ )?(drums?|drumming|beat|percussion|vocals?|voice|guitars?|bass|bassline|strings|violins?|cello|brass|horns?|trumpets?|sax|saxophone|flute|organ|synths?|choir|singing|piano|keys|singer|melody|she|he|they) (\w+ )?(come|kick|start|enter|drop|sing|join|set|appear|hit)\w*\b
""",
}
