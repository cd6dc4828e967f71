"""English: regular expressions for what a part of a message does, one a line, on a folded line."""

from __future__ import annotations

from language.languages.en.intents_of_edits import EDITS
from language.languages.en.intents_of_questions import QUESTIONS

INTENTS = {
    "meta": r"""
(answer|reply|respond|talk|speak|write)( to me)? (back )?in (english|german|deutsch|spanish|espanol|french|francais|japanese)
do not (save|store|remember|learn|track|log|keep) (what|anything|my|this|data|any|that)
(forget|delete|erase|wipe|clear) (everything|all(?! (of )?(that|this))|my (data|taste|history|likes|preferences|profile)|what you know)
(stop|quit|do not|no more) (asking|ask|ping|pinging|dm|dming|tagging|mention|messaging|bothering|posting|talking|with the questions|questions)
(shut up|be quiet bot|too many questions)
(be|keep it|answers?) (shorter|briefer|less wordy|less chatty)( please)?$
(less|fewer) (text|words|talking|questions)( please)?$
^(reset|clear)( everything| all| it all| the (brief|chat|thread|conversation))?$
what (all )?do you (know|remember|store|save|keep|have|hold|log) (about|of|on) (me|us)
(are you|r you|you are) (a |an )?(bot|ai|robot|human|real|chat ?gpt|person|llm)
who (made|built|wrote|created|programmed|coded|runs) (you|this bot)
(what|which) (language|model)s? do you (speak|use|run)
(change|switch|set) (the |your )?language
""",
    "undo": r"""
^↩+( please| pls)?$
^(please |pls |ok |oops |wait )*undoo*\b(?! what)
\bundo (that|this|it|the|my|last)
ctrl ?\+? ?z
^(scratch|strike) (that|this|my|the last)
^(please )?(forget|scrap|ignore|drop) (all )?(of )?(that|this|it)( again| please)?$
(take|took) (that|it|this|my last (one|message|wish|request)) back
(forget|ignore|cancel|delete|scrap|disregard|nevermind|never ?mind|revert|drop|remove|withdraw) (what i (just )?(said|wrote|asked)|(that|my|the) last( one| message| wish| request| change| bit| thing| part)?$|my (last|previous) \w+|my (message|request|comment)$|the (last|previous) (message|wish|request|change|thing|instruction)|the thing i said)
^(cancel|revert)( that| this| it)?$
(did not|didnt) mean (that|it)( one)?$
^(oops|whoops),? (no|wrong (one|message|chat|button))
""",
    "compare": r"""
^(?:(?:can|could|shall|should|may) (?:you|we|i) |let us |lets |let'?s |let me |(?:i|we) (?:want|would like|'?d like) to |just )*(?:compare|a ?/ ?b(?: test)?|ab test|blind test) (?:(?:the|these|those|all|your|my|first|top|of) )*(?P<many1>two|three|four|both|[234])(?: (?:picks?|tracks?|songs?|options?|ones|of them|alternatives?|candidates?))?(?: (?:blind(?:ly)?|side by side|side to side|next to each other|with each other|for (?:me|us)|under (?:my|the) (?:clip|video)|now|please|pls|again|first|here|in a (?:poll|vote)))* ?\??$
^(?:(?:can|could|shall|should|may) (?:you|we|i) |let us |lets |let'?s |let me |(?:i|we) (?:want|would like|'?d like) to |just )*(?:compare|a ?/ ?b(?: test)?|ab test|blind test) ?(?:(?:these|those|them|the|all|of|it|picks?|tracks?|songs?|options?|ones|alternatives?|candidates?|others|everything) ?)*(?:(?:with|to|and|against) (?:each other|one another))?(?: (?:blind(?:ly)?|side by side|side to side|next to each other|with each other|for (?:me|us)|under (?:my|the) (?:clip|video)|now|please|pls|again|first|here|in a (?:poll|vote)))* ?\??$
^(?:(?:can|could|shall|should|may) (?:you|we|i) |let us |lets |let'?s |let me |(?:i|we) (?:want|would like|'?d like) to |just )*(?:compare|a ?/ ?b(?: test)?|ab test|blind test) (?:(?:the|number|no|nr|option|track|pick|alternative|alt|song) )*(?P<one1>\d|first|second|third|fourth|one|two|three|four)(?: one)? (?:and|with|to|vs|versus|against|or|&) (?:(?:the|number|no|nr|option|track|pick|alternative|alt|song) )*(?P<two1>\d|first|second|third|fourth|one|two|three|four)(?: one)?(?: (?:blind(?:ly)?|side by side|side to side|next to each other|with each other|for (?:me|us)|under (?:my|the) (?:clip|video)|now|please|pls|again|first|here|in a (?:poll|vote)))* ?\??$
^(?:(?:can|could|shall|should|may) (?:you|we|i) |let us |lets |let'?s |let me |(?:i|we) (?:want|would like|'?d like) to |just )*(?:compare|a ?/ ?b(?: test)?|ab test|blind test) (?:it|this|that|this one|that one|this track|the pick|this pick|the current one) (?:and|with|to|against|vs|versus|&) (?:(?:the|number|no|nr|option|track|pick|alternative|alt|song) )*(?P<one2>\d|first|second|third|fourth|one|two|three|four)(?: one)?(?: (?:blind(?:ly)?|side by side|side to side|next to each other|with each other|for (?:me|us)|under (?:my|the) (?:clip|video)|now|please|pls|again|first|here|in a (?:poll|vote)))* ?\??$
\b(?:see|hear|play|show|put|have|get|listen to|watch|want|try|like) (?:me |us )?(?:(?:the|these|those|all|them|first|top|it|picks?|tracks?|songs?|options?|of them|alternatives?) )*(?:(?P<many2>two|three|four|both|[234]) )?(?:(?:picks?|tracks?|songs?|options?|ones|of them) )?(?:blind(?:ly)? )?(?:side by side|side to side|next to each other)(?: (?:blind(?:ly)?|side by side|side to side|next to each other|with each other|for (?:me|us)|under (?:my|the) (?:clip|video)|now|please|pls|again|first|here|in a (?:poll|vote)))* ?\??$
^(?:side by side|(?:do |make |run |start |a |do a |make a |run a |start a |let us do a |lets do a |can we do a )*(?:blind (?:test|comparison|listen)|a ?/ ?b(?: test)?|ab test))(?: (?:blind(?:ly)?|side by side|side to side|next to each other|with each other|for (?:me|us)|under (?:my|the) (?:clip|video)|now|please|pls|again|first|here|in a (?:poll|vote)))* ?\??$
""",
    "choose": r"""
\b(the )?(?P<choose6>first|second|third|fourth|last|1st|2nd|3rd|4th) one (in|on|of|from) (the|that|your) (list|card|alternatives?|options|row)\b
\b(option|alternative|alt|choice|suggestion|number|nr|num|no|the alternate|candidate)\.? ?#? ?(?P<choose>\d|one|two|three|four|five)\b(?! ?(bpm|sec|min|:|s\b|beats|%))
^#? ?(?P<choose2>[1-9])( (please|pls|then|sounds (good|better|best)|it is|is (better|best|good|nice)))?$
\b(the )?(?P<choose3>first|second|third|fourth|fifth|last|1st|2nd|3rd|4th) (of (those|these|them|the (three|list|others|alternatives|alternates))|from the list|alternative|alternate|option|on the list|in the list|of the (extras|alternatives|list))
(hear|show me|give me|play|try|see|listen to|pick|take|use|go with|want|choose|switch to) (the )?(?P<choose4>\d|first|second|middle|third|fourth|last|1st|2nd|3rd|4th)( one| alternative| option| of (those|these|them|the)( \w+)?)?$
^(the )?(?P<choose5>second|middle|third|fourth|last|2nd|3rd|4th)( one)?( (please|pls|looks|sounds) ?\w*)?$
""",
    "back": r"""
^(⏮|⏪|🔙|◀)+( please| pls| again)?$
(?P<back6>original|first) (?:one|pick|song|track|suggestion) (?:beats?|was better than|is better than|tops?) (?:all|any|every|each|everything|them|these|the rest)\b
(what about|how about|can we (have|hear|get)|give me|gimme|show me|play|bring back|bring) (me )?(again )?the (very )?(?P<back>first|second|third|original) (one|suggestion|pick|song|track|thing|you)( \w+)* (again|back|once more)
(?:number|pick|track|song) (?P<back2>one|two|three|\d) .*(put|bring|get) it back
(?P<back5>first|second|third|1st|2nd|3rd|original|previous|last) (?:1|one|pick|song|track|suggestion) (?:(?:u|you) (?:showed|sent|gave|picked|posted|played)(?: me| us)?|from before|before|earlier) (?:just |def |really )?(?:slapped|hit|was|sounded|felt|went|vibed|fit) (?:\w+ )?(?:harder|better|best|nicer|different|more|cooler)
(?P<back3>first|second|third|original|earlier|previous|last) (1|one|pick|song|track|suggestion)( u| you)?( \w+)? (was|is|were|fit|fits) (\w+ )?(beter|bttr|better|best|nicer|closer|cooler)
(can i|let me|i want to|i wanna|could i) (hear|get|have|see) (the )?(?P<back4>first|second|third|previous|last|original)( one| pick| song| track| suggestion) again
""",
    **EDITS,
    "help first": r"""
how (do|does|can|to|should) (i|we|you)? ?(\w+ )?(use|work|control|talk to) (with )?(this |the |your )?(bot|you|thing)$
""",
    **QUESTIONS,
    "help": r"""
what (?:kind of |kinda |sort of )?(?:stuff|things) (?:can|should|could|do) (?:i|we) (?:\w+ )?(?:tell|ask|say|change|type|write|request)
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
(?:you|u) can stop(?: now| here| looking| searching)*$|we (?:have|got|found|picked) (?:our|the|a) (?:song|track|music|winner)$
^(?:bet|say less|run it|we good|aight|alright|yup|yep|yeah|ok|okay|cool)?[ ,]*(?:i am going with (?:it|this|that)|i'?m going w(?:ith)? (?:it|this|that)|that works|this works|that will do|this will do|we'?re good|thats a wrap|that is a wrap|lock (?:it|this|that) in)$
(i will|ill|we will|well|gonna|going to|imma|i am gonna|we are gonna|let us|lemme|i am going to|i would like to|will) (just |probably |totally |definitely |def |also )?(take|use|keep|go with|stick with|run with|have|do|settle (for|on)) (it|this|that|this one|that one|the one|the current one|what we have|these|dis one)\b(?!.* (but|without|except))
^(\w+ )?(i |we )?(am |are )?(taking|using|keeping|going with|sticking with|settling on|locking in) (it|this|that|this one|that one)( one)?( then| for (the|my) \w+)?$
^(i |we )?(take|choose|pick|keep|use) (it|this|this one|that one)$
^(yes|yep|yeah|yup|sure|ok|okay|alright|cool|great|nice|fine)?,? ?(that|this|it) (one )?(works|will do|does it|does the (job|trick)|is fine|is good enough|fits|suits|is ok|is okay)( (for me|fine|great|perfectly|well|nicely|i think|then))*$
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
^(?:(?:ok|nah|no|hm+|lol|ugh|meh|and|so|well|yeah) )*(?:hit me with|lay|gimme|give me|throw|toss|let'?s hear|let us hear|got|show me|run|roll|on to|moving on to|move on to|keep going to) (?:me |us )?(?:another|the next|something else|a different|more|a new)(?: (?:one|song|track|option|pick|on me|at me))*$
^(no |nah |nope |ok |meh |and |hm+ |ew |or |well |try |please |just |show |show me |give me |gimme |let us (hear|try|see) |next up )*(the )?(next|skip|another|other|pass|new|reroll|refresh|shuffle|again|different)( one| song| track| pick| suggestion| please| pls| thing| music| tune| option| try| idea| it| this| that| 1| ones)*$
^(⏭️?|⏩|➡️?|🔁|🔄|🔀|⏯️?|▶️?|👉)+( please)?$
(what|anything|something|got|any|show me|have you got|do you have|you got|is there) (else|other|others|more|another)( (do|have|can|could|is|are) (you|u|ya|there|we) ?(have|got|find|there)?| (ideas?|options?|ones|suggestions?|for me))*$
(let me|can i|could i|i want to|i wanna|may i|id like to|i'd like to) (hear|see|try|check|get|have|listen to) (\w+ )?(some |a (couple|few) |a couple of |a few |more |other |another)+(of )?(more|others|other|ones|one|options|options first|first|songs|tracks|suggestions|ideas)*( first| please| too)*$
^(something|sth|smth|somthing|anything) (else|different|new|other)( please| pls| then| maybe)*$
^(try|show|hit me|roll|give me|keep) (again|more|another|something (else|different|new)|with another|looking|searching|going|it coming)( one)?$
^(more|more options|more please|other ideas|others|what else|another round|new song|change it|change the (song|music|track)|switch it( up)?|swap it)$
""",
    "verdict_down": r"""
(?:puts?|putting|put) (?:me|us|people|everyone|my \w+) (?:right |straight )?to sleep|(?:i am |i'?m |im |i )?(?:already |almost |nearly |literally )?(?:falling|fell) asleep|^(?:yikes|oof|flop|snooze|pass|hard no|big no|skip|gross|nope nope|bruh)$|aint it(?: chief)?$|not it(?: chief| fam)?$|^(?:i )?(?:can not|cant) with (?:this|that)(?: one)?$|not (?:really )?(?:my jam|a vibe|the move|hitting|doing it for me)
^(no+|nah+|nope|nop|naw|nay|meh+|bleh|ew+|yuck|ugh+|eh+|hm+ no|lol no|lmao no|no lol|god no|hell no|oh no|absolutely not|not really|mid|cringe|cringey|trash|garbage|awful|terrible|horrible|hideous|dreadful|atrocious|unbearable|ghastly|appalling|vile|dire|bad|boring|lame|weak|wack|whack|sucks|skip this|ass|cheeks|L|l|nty|no thanks|no ty|hard pass|nah fam|no way|not feeling it|nah bro|💩)( (bro|dude|man|fam|lol|tbh|sorry|thanks|ngl|imo|mate))*$
\b(mid|trash|garbage|a snoozefest|snoozefest|dogwater|doo ?doo|ass) (tbh|ngl|lol|imo|honestly|song|track|pick|music)$
^(so |kinda |pretty |super |very |that is |this is |it is |thats |its |too |bit )+(mid|cringe|cringey|trash|garbage|lame|wack|awful|terrible|horrible|hideous|dreadful|atrocious|unbearable|ghastly|appalling|vile|dire|bad|boring|bland|generic|ass|weak|off|wrong|annoying)( (bro|tbh|ngl|lol|man))*$
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
^(?:(?:ok|okay|damn|omg|yo+|bro|wow|nah|lowkey|ngl|this|that|it|one|actually|honestly|kinda) )*(?:goes hard|go hard|hits different|hits hard|ate|eats|absolute fire|straight fire|sheesh+|certified banger|so good|obsessed|vibing|i am vibing|lets go+|let us go+|lfg|chefs kiss|big w|huge w|immaculate|unmatched|elite|top tier|s tier)(?: (?:bro|fr|lol|man|dude|ngl|honestly|omg|so hard))*$
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
^(?:sorry )?(?:my|our|the) (?:cat|dog|kid|kids|son|daughter|baby|brother|sister|parrot|hamster)s? (?:\w+ ){0,5}(?:keyboard|desk|laptop|pc|phone|mouse|couch|dinner|router|cable)\b(?!.*(?:video|clip|footage))
^(?:gtg|g2g|ttyl|bbl|afk|brb)\b(?!.*(?:song|track|music))|^(?:my|the) (?:mom|mum|dad|boss|roommate|wifi|internet|pc|phone|laptop|brother|sister) (?:\w+ ){0,3}(?:calling|yelling|home|here|crashed|died|dead|down|is down|texted)
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
