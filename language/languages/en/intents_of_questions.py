"""English: regular expressions for questions about a pick and about MuseChat, one a line, on a folded line."""

from __future__ import annotations

QUESTIONS = {
    "question start": r"""
^(where|when|(at|from) (what|which|where)|what) ?(second|sec|point|time|timestamp|minute|mark|part|place|spot)? ?(\w+ ){0,5}(start|starts|starting|begin|begins|starting from|cue)\b(?! (with|of|to)\b)(?!.*(sing|vocal|drum|chorus|verse|drop))
^(the )?(start|starting) (point|time|moment|position|second)( please| pls)?\?*$
""",
    "question licence_credit": r"""
\b(credit|attribut|cite|name|mention|tag|shout ?out)\w*\b.*\?$
(do|must|should|shall|have|need|am|does|is|are|can|how|what|where|which|will|would) (\w+ ){0,4}(credit|attribut|cite|crediting|credits)\w*
(do|must|should|shall|have to|need to|am) (i|we) (\w+ ){0,3}(name|mention|list|tag|put|write|include|give) (\w+ ){0,4}(artist|composer|author|musician|name|names|creator|somewhere)
(artist'?s?|composer'?s?|author'?s?)( name)? in (the|my) (credits|description|desc|caption|video)
who (should|do|must) (i|we) (\w+ )?(thank|credit|name|tag)\b
^(attribution|credit line|credits?)( needed| required| text| please)?$
""",
    "question licence_use": r"""
(can|may|could|am|are|do|is|will|would|how about) (i|we|it|this|that|you|the song|my client)? ?(\w+ ){0,4}(use|monetis|monetiz|upload|post|publish|sell|legal|licen[cs]|copyright|claimed|strike|royalt|sync|commercial|free|allowed)\w*\b(?!.*\b(one|something|track|song|anything) (that|which|with|like)\b)
^(may|can|could|am|are) (i|we) (allowed to )?(cut|edit|trim|remix|chop|shorten|sample|alter|modify|change) (it|this|that|the (song|track|music))( up| down| for .*| myself)?\?$
^(royalty|copyright|rights|dmca) free( \w+)* ?\?$
^(and |also )*for (a |my |our )?(client|customer|company|business|ad|advert|commercial|youtube|yt|twitch|tiktok|instagram|paid \w+|monetized \w+)( video| work| job| too| as well)*\?$
(?<!royalty )(?<!copyright )(?<!rights )(free|safe|ok|okay|allowed|cleared|good) (to use|for|on) .*(youtube|yt|twitch|tiktok|instagram|insta|client|ad|ads|commercial|business|stream|reel|reels|ig|podcast)
(can|may|could) (i|we) (put|show|play|post|upload|stream|publish) (this|it|that)\b(?!.* (at|from|under|over|later|louder|quieter)\b)
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
^is (it|this|that) (an? |even |really )*(new|old|recent|vintage|classic)( (song|track|tune|one|piece))?\?+$
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
what(s| is)? (the )?(song|track|tune|music) (is )?(already )?in (my|the|this) (clip|video)
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
^(can you |could you )?(tell me|know (anything|something|more)|info|anything) (\w+ )?about (the|this|that) (artist|band|composer|singer|musician)\b
(other|more) (songs|tracks) (do they|does (he|she)) have
""",
    "question mood": r"""
^(what|which|whats|how) (\w+ ){0,3}(mood|vibe|vibes|feeling|atmosphere)\b.*\?$
^(the )?(mood|vibe)\?+$
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
^(?:\w+ )?(?:is|does|do|will|are) (?:there )?(?:some|any)(?:one|body) (?:\w+ )?(?:sing|rap|hum|whistl|shout|talk)\w*
who sings|is (it|that) (a )?(man|woman|male|female|guy|girl|child|kid) (singing|voice)
(are|is) (they|it|the lyrics|the words) (clean|explicit|kid safe|kid friendly|safe for kids|family friendly)
""",
    "question why": r"""
^(\w+ )?(how come|why)( (this|that|this one|that one|these|did|do|does|is|was|would|are|the|on earth|exactly|though|him|her|it|it's|its|that's|tho|you|u)\b.*)?\??$
(how|why) (does|did|is|do|would|should) (this|that|it|you|u) (\w+ )?(fit|match|suit|choose|pick|chose|go with|work for|have to do|relate|recommend|suggest|think)
what (made|makes) (you|u|it|this)
what does (this|that|it) have to do with
(explain|reason|reasoning)( (this|that|the|your|for|behind|why|me)\b.*|\??$)
""",
    "question abilities": r"""
(what|which) (\w+ ){0,3}(music|genres?|songs|tracks|kinds?|artists?|sounds|styles|bands|instruments|languages|moods) (\w+ ){0,3}(do you|can you|you|have you|are there|is there|u) ?(have|got|know|offer|do|find|support|there|understand)?
how (many|much) (songs|tracks|music|artists|songs?|genres|titles)\s
""",
}
