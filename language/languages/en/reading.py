"""English: words for reading messages, beside vocabulary and intents."""

from __future__ import annotations

from language.languages.en.complaints import TOO_ALIKE
from language.languages.en.contractions import CONTRACTIONS
from language.languages.en.finer_labels import FINER_LABELS
from language.languages.en.naming import NAMING
from language.languages.en.negated_bounds import NEGATED_BOUNDS
from language.languages.en.preferences import PREFERENCES
from language.languages.en.replies import ASIDES, BELITTLED, REPLIES
from language.languages.en.undo import UNDO
from language.languages.en.verdicts import VERDICTS
from language.languages.number_words import NumberWords
from language.languages.reading_words import (
    ActWords,
    CourseWords,
    IronyWords,
    LikenessWords,
    ReadingWords,
    YesNoWords,
)

# What opens a sigh: "oh great", "yay", "ugh".
_SIGH = (
    r"(?:(?:(?:oh|ah|wow|omg|lol|man|well)[ ,]+)+(?:great|lovely|nice|awesome|fantastic|wonderful|brilliant|perfect|super|joy|good|cool|amazing|look|boy|goody|yay|fun|wow)"
    r"|yay|ugh|jeez|yippee|joy|hooray|great|of course|just what i needed|lovely|fantastic|wonderful)[ ,.!:]+(?:(?:just what i needed|exactly what i needed|great|and)[ ,.!:]+)*"
)
_TAIL = r"(?:[ ,.!]+(?:(?:just|exactly) what .+|(?:how|so) original|groundbreaking|thrilling|seriously|yay|great|love that.*))?[ .!?)(\W]*"

READING = ReadingWords(
    acts=ActWords(
        joining="and",
        parting=r"(?<!thing)(?<!\ball)(?<!anyone)(?<!everyone)\s+but (?=\S)",
        before="ok+|okay|so|well|hey|also|then|but|and|please|pl+s+|pl+z+|bro|bruh|dude|oh+|um+|uh+|hm+|hi|yo+|ah+|btw|bot|ngl|tbh|lol|lmao",
        after="please|pleas+e*|pl+s+|pl+z+|bro|bruh|dude|fam|mate|lol+|lmao+|tbh|ngl|man|btw|thx|haha+|fr|imo",
        statements=r"\b(?:does not|doesn'?t|dont|do not) (?:matter|care)\b|\bno matter (?:what|which)\b|^(?!(?:do|does|did|is|are|will|would|can|could|should|what|who|why|how|when|where|which)\b).*\b(?:has|have|needs?|ought) to be\b|\bmust be\b|\bonly$|^only\b|^(?:no|nothing|without)\b|^(?:i|we) (?:can|could|want|need|must|do not|will|am|was|have to|would|should)\b(?! (?:i|we)\b)|^(?!(?:can|could|may) (?:i|we) put (?:it|this|that) (?:in|on|into)\b)(?:can|could|would|will) (?:you|we|i) (?:please |maybe |also )*(?:add|find|look|make|give|play|try|get some|suggest|recommend|create|do|put|have|include|go)\b|^do you have\b|^is there (?:one|some|a|any)(?!thing)(?!.*\bin (?:it|this|that|there|the (?:song|track|tune|music))\b)|^i love\b|^(?:please )?(?:do not|dont|never) (?:use|put|add|play|include|choose|pick)\b|\bthan \d+ ?bpm\b|^(?:it|the (?:song|music|track)) (?:must|has to|needs? to|should)\b|^(?:could|can) use (?:some|more|a)\b|^(?:something|anything|more|less|no|not|without|only|just|make|give|find)\b",
        asking=(
            "can you",
            "could you",
            "would you",
            "will you",
            "can we",
            "could we",
            "do you have",
            "is there",
        ),
        pointing="this one, this",
        refusing="do not|dont|not|no",
        spanning=r"\b(?:only|just|play\w*|cut\w*|use|trim|secs?|seconds?)\b",
        reasons=r"^(?:(?:i|we) )?(?:need|have|want|trying) to \w+|^(?:because|cause|cuz|so (?:that )?(?:i|we))\b|^(?:it|this|that|the \w+) (?:is|was|just|takes?|drags?|sounds?|feels?|goes|gets|lasts?|starts?)\b|^(?:please )?(?:turn|bring|take) (?:it|this|that) (?:down|up)\b",
        ordinals={
            1: "first, 1st, one, original, start, beginning",
            2: "second, 2nd, middle, two, both",
            3: "third, 3rd, three",
            4: "fourth, 4th, four",
            5: "fifth, five",
        },
        last="last, previous",
        opening="original, opening, opener, initial, earliest, beginning, start, started, began, begun",
        spellings=(
            (r"\b(?:wats|wuts|wht is|wut is)\b", "what is"),
            (r"\b(?:wat|wut|wht)\b", "what"),
            (r"\bu\b", "you"),
            (r"\bur\b", "your"),
            (r"\br\b", "are"),
            (r"\b(?:teh|hte)\b|\bda(?= (?:\d|first|second|last|song|music|bass|beat|track|best))", "the"),
            (r"\b(?:ths|tihs|thsi|dis|tis)\b", "this"),
            (r"\b(?:hwo|hw)\b", "how"),
            (r"\b(?:sth|smth|sumthing|somthing|smthing|sumthin)\b", "something"),
            (r"\b(?:beter|bettr|bttr)\b", "better"),
            ("(?<=need )2(?= )|(?<=have )2(?= )|(?<=want )2(?= )", "to"),
            (r"\b(?:abit)\b", "a bit"),
            (r"^y(?= (?:this|did|that))", "why"),
            (
                r"(?<=\bthats the )1\b|(?<=\bthats a )1\b|(?<=\bthis is the )1\b|(?<=\bthat is the )1\b|(?<=^why this )1\b|(?<=\banother )1\b|(?<=\bprevious )1\b|(?<=\blast )1\b",
                "one",
            ),
            (r"\b(?:nxt|nex)\b", "next"),
        ),
    ),
    yes_no=YesNoWords(
        frame=r"^(?:is|are|was|isn'?t) (?:it|this|that|these|those|the (?:song|track|music|tune|piece)|this (?:song|track|one|tune|piece)|that (?:song|one))\b(?! (?:possible|ok|okay|fine|allowed|too|a way|just me))|^is (?:that|this) \w+ \w+\?|^(?:has|have) (?:it|this|that|these|those|the (?:song|track|music|tune|piece)|this (?:song|track|one|tune|piece)|that (?:song|one)) (?:got )?|^(?:does|did|do|doesn'?t) (?:it|this|that|these|those|the (?:song|track|music|tune|piece)|this (?:song|track|one|tune|piece)|that (?:song|one)) (?:have|contain|use|include|sound|feel|get|feature)\b(?! to\b)|^(?:is|are) there (?:(?:a|an|any|some) )?.*\bin (?:it|this|that|there|the (?:song|track|music))\b|^any .*\bin (?:it|this|that|there|the (?:song|track|music)|this (?:one|song|track))\W*$|^(?:do|can) (?:i|you|we) hear\b",
        wanting=r"\b(?:version|something|anything|another|other|more|less|add|instead|possible)\b",
        articles=r"\bthe\b",
    ),
    course=CourseWords(
        low="calmer|quieter|softer|slower|gentler|mellower|lowkey|low key|chilled|calm|quiet|soft|softly|slow|slowly|gentle|mellow|chill|small|low|peaceful|sparse|minimal|easy|subtle|relaxed",
        high=r"explo\w+|loud|big|huge|intense|epic|wild|hard|heavy|energetic|fast|hype|climax|massive|powerful|goes? (?:off|hard|crazy|insane|wild|nuts|ham)|pops? off|blows? up|hits? hard|lets? loose|kicks? in|drops?|takes? off|bangs?|erupts?|bursts?|crazy|louder|bigger|faster|harder",
        then="then|towards the end|by the end|later on|later|until|before|end(?:s|ing)?|finally|afterwards?|at the end|builds?(?: up)?|turns?|gets?|becomes?|into|goes|towards",
        begins="starts?|begins?|opens?|starting|beginning|at first|first",
        grows="builds?(?: up)?|grows?|rises?|swells?|ramps? up",
        first=r"(?:(?:it )?(?:should |has to |to )?(?:starts?|begins?|opens?|starting|beginning)(?: off| out)? )?(?:\w+ )?",
        rising=(
            "from (?:calm|quiet|soft|slow|small) to (?:loud|epic|intense|big|huge|fast|wild)",
            r"(?:slowly |gradually )?builds?(?: up)?(?: slowly| gradually| over time)* (?:in)?to (?:an? )?(?:\w+ )?(?:finish|climax|drop|end|ending|finale|peak)|(?:slowly|gradually) builds?(?: up)?|builds? (?:up )?(?:slowly|gradually)",
        ),
        falling=("from (?:loud|epic|intense|big|huge|fast|wild) to (?:calm|quiet|soft|slow|small)",),
        calming=r"\bcalms? down",
        refusing="no|not|without|nothing that",
    ),
    likeness=LikenessWords(
        vibes="vibe vibes style styled energy feel feeling mood aesthetic aesthetics esque type flavour flavor",
        edges="and but with without or please instead only just though thanks for at less more in sad happy slower faster calmer pls plz thx",
        offers="some more any play get want by from give me",
        weak_leads=(
            "i love",
            "i really",
            "i enjoy",
            "i adore",
            "i also",
            "i like",
            "i am into",
            "big fan",
            "huge fan",
            "a fan",
            "fan of",
        ),
        strong_leads="style vein similar sounds sounding artist artists bands",
        too_alike=TOO_ALIKE,
    ),
    numbers=NumberWords(
        below=(
            r"no (?:more|longer|faster|higher|quicker) than|not (?:more|longer|faster|higher) than|"
            r"not (?:go )?(?:over|above|exceeding|past|beyond)|never (?:over|above)|"
            r"shorter than|slower than|lower than|less than|at most|up to|under|below|max(?:imum)?(?: of)?|within|<"
        ),
        above=(
            r"no (?:less|shorter|slower|lower) than|not (?:less|shorter|slower|lower) than|"
            r"not (?:go )?(?:under|below)|never (?:under|below)|"
            r"longer than|faster than|higher than|more than|at least|over|above|min(?:imum)?(?: of)?|>"
        ),
        near=r"around|about|roughly|approximately|approx\.?|circa|near|close to|~",
        between="between|from",
        to="to|through",
        starting="from",
        joins="but|and|yet",
        ends_below=r"or (?:less|under|lower|shorter|slower)|max(?:imum)?|tops|at (?:the )?most",
        ends_above=r"or (?:more|over|higher|longer|faster)|min(?:imum)?|at (?:the )?least",
        exactly="exactly|precisely",
        tempo_units="bpm|beats per minute|beats a minute",
        tempo_leads="a tempo of|tempo of|a",
        tempo_names="(?:tempo|bpm)(?: of| is| at|:)?",
        tempo_steps=tuple(
            (
                upward,
                rf"\b(?:{way})(?: down| up)?(?: (?:the|it|it's))?(?: (?:tempo|bpm|speed|it|down|up))* by (?P<a>\d{{1,3}})"
                r" ?(?:bpm|beats per minute|beats a minute)?",
            )
            for upward, way in ((False, "drop|lower|reduce|decrease|slow"), (True, "raise|increase|up|bump|speed"))
        ),
        slower="slower|lower",
        faster="faster|quicker|higher",
        shorter="shorter",
        longer="longer",
        double="twice as fast|double (?:the )?(?:tempo|speed|time)",
        half="half (?:as fast|(?:the )?(?:tempo|speed))",
        short_minutes="m",
        short_seconds="s",
        with_seconds="and",
        half_more="a half",
        between_spans="between",
        long="long|in length",
        lasting="(?:should|must|needs to|has to|could|to) (?:be|last)|lasting|make it",
        pieces="(?:song|track|piece|tune|version|loop|cut|jingle)s?",
        counts={
            0.5: "half a",
            1: "a, an, one",
            1.5: "one and a half",
            2: "two",
            2.5: "two and a half",
            3: "three",
            4: "four",
            5: "five",
            6: "six",
            7: "seven",
            8: "eight",
            9: "nine",
            10: "ten",
            15: "fifteen",
            20: "twenty",
            30: "thirty",
            40: "forty",
            45: "forty five",
            60: "sixty",
            90: "ninety",
        },
        years="years?",
        recent=r"(?:not|no|nothing|none|never) older than COUNT years?(?: old)?|(?:less than|at most|under) COUNT years old|"
        r"(?:from |of |in |within )?(?:the )?(?:last|past) COUNT years",
        dated=r"(?:at least|more than|over) COUNT years old|older than COUNT years?",
        minutes="minutes?|mins?",
        seconds="seconds?|secs?",
    ),
    naming=NAMING,
    undo=UNDO,
    irony=IronyWords(
        opening="sweet|cool|nice|awesome|amazing|fantastic|oh,? (?:wow|great|brilliant|lovely|sure|perfect|nice)|wow|yeah,? (?:right|sure)|sure|great|super|lovely|wonderful|brilliant|perfect",
        turn="exactly what|just what|nothing says|because nothing|perfect for an? |always wanted|who doesn",
        corrected="i (?:asked for|said|wanted|meant)",
        taken_back="not|no|nah",
        weary=(
            rf"(?:ugh|jeez|yay|oh,? (?:great|joy|lovely|yay)|ffs)[ ,.!]+(?:some )?more (?P<what8>(?!of\b)(?:(?!pl(?:ea)?s|pl[sz]).)+?){_TAIL}",
            rf"{_SIGH}(?:(?:yet|and|let me guess) )*(?:another|even more) (?P<what>(?!one\b|please|of )(?:(?!pl(?:ea)?s|pl[sz]).)+?){_TAIL}",
            rf"{_SIGH}(?:(?:the|a|an|some) )?(?P<what2>(?!try\b|one\b)(?:(?!pl(?:ea)?s|pl[sz]|try ).)+?) (?:yet |once )?again{_TAIL}",
            rf"(?:(?:ugh|omg|oh|no|please|god|noo+|jeez|man)[ ,.!]*)*(?:not )(?:yet )?another (?P<what3>(?!one\b).+?){_TAIL}",
            rf"(?:(?:ugh|omg|oh|no|please|god|noo+|jeez|man)[ ,.!]*)*not (?:the |a |an |this |that )?(?P<what4>.+?) again{_TAIL}",
            rf"(?:oh )?yet another (?P<what5>(?!one\b).+?){_TAIL}",
            rf"(?:wow|oh|ah)?[ ,]*(?:so|how|very|super|really|truly) (?:original|creative|unique|imaginative|innovative|surprising|groundbreaking)[ ,.!:]+(?P<what6>.+?){_TAIL}",
            rf"(?:oh )?(?:what a surprise|surprise surprise|shocker|never heard that before)[ ,.!:]+(?P<what7>.+?){_TAIL}",
        ),
        praise=r"great|nice|wow|wonderful|fantastic|amazing|awesome|brilliant|lovely|perfect|love it|cool|super|congrats|bravo|beautiful|excellent|yay",
        belittled=BELITTLED,
        purposes=r"\b(?:for|now|instead|want|need|give|try|please|pls|my|our|the scene|clip|video|but)\b",
    ),
    no_questions=(
        "(?:please )?(?:no|without)(?: more| any| further)* questions(?: please)?",
        "(?:please )?(?:stop|quit|don't|dont|do not)(?: keep)? ask(?:ing)?(?: me)?(?: any| more| so many)* questions",
    ),
    questions=("you (?:can|may) ask(?: me)?(?: questions)?(?: again)?", "ask me questions(?: again)?"),
    described=r"(?:it|this|that)(?: \w+)? (?:sounds?|feels?) (?:\w+ ){0,2}?like",
    nods="yes yep yeah yup ok okay sure y aye great cool nice oh sweet yess yes! very good alright then",
    energy="energy",
    verdicts=VERDICTS,
    contractions=CONTRACTIONS,
    small_asks="pls|plz|please|more|less|with|without|no|only|just|and|of this|vibes?|time",
    chat={"sum": "some", "mor": "more", "les": "less", "nd": "and", "w": "with", "wit": "with", "wout": "without"},
    guarded="bitterness bounce brain brave brighten build calming choice clash clasp class colder cooking cooler cooling dancer dances danger dream dreams drink drunk farther fasting festival fight flight funny glass golden grass happiness haven having heaven heavens honey horse light living looking lovely loving making medal metallic might money motivate mouse night parts party peace piece place pretty raving right rocky sadness sight soldier spring street string sunny sweet taking talking trail train voices waking walking weeding",
    new_cut=(
        r"(?!.*\b(?:music|song|track|tune|beat|drums?|vocals?|sound)\b)"
        r"(?:(?:(?:ok|okay|so|hey|hi|sorry|and|now|here(?: is|'?s)?|this is|that is|it is|it'?s|i have|i'?ve|i made|made|got|we have|try|use|with|on|for),? )*(?:(?:a|an|the|my|our|this|another|some) )?(?:(?:slightly|bit|newly|little|new|newer|updated|next|latest|final|finished|second|third|fourth|2nd|3rd|shorter|longer|shortened|trimmed|tightened|tighter|revised|better|recut|edited|reworked|improved|other|rough|fine) )*(?:version|cut|edit|export|re export|render|recut|re cut|re edit|clip|video|vid|file|take|draft|upload|one|v ?\d+)(?: \d+)?(?: (?:of (?:it|this|the (?:clip|video|edit))|now|here|please|pls|instead|then|again|just (?:shorter|longer)))*|(?:ok,? |okay,? |so,? |sorry,? )*(?:i|we)(?:'?ve)? (?:have |just )*(?:cut|trimmed|shortened|recut|re cut|re edited|reedited|re exported|reexported|tightened|lengthened|extended|moved|took out|removed|added|changed|fixed|reworked|updated)(?: (?:it|this|that|the|a|an|some|my|few|bit|little|beginning|start|end|ending|middle|intro|outro|shot|shots|scene|scenes|seconds?|sec|s|\d+|from|at|in|of|off|out|to|down|clip|video|edit|cut|part|frames?))*)"
    ),
    start_over=(
        r"(?:let us |lets |can we |ok(?:ay)? )?(?:forget|scrap|drop|ignore) (?:all (?:of )?(?:that|this|it|i said|i asked for|"
        r"my wishes)|(?:all|everything) (?:that )?i (?:just )?(?:said|wrote|asked for|wanted)|all the wishes)|"
        r"(?:let us |lets |can we )?(?:start|begin) (?:all )?(?:over|afresh|anew)(?: again| from scratch)?|"
        r"(?:let us |lets |can we )?(?:start |begin )?(?:again )?from scratch|clean slate|reset all (?:of )?(?:that|it|my wishes)"
    ),
    rewordings=(
        *NEGATED_BOUNDS,
        *PREFERENCES,
        (
            r"\b(\w[\w' -]{2,20}?) yes, ([\w' -]{3,20}?) no, ([\w' -]{3,20}?) (?:definitely |absolutely |hell )?no\b",
            r"\1, no \2, no \3",
        ),
        (r",? (?:it |i )?(?:does|do)(?:n['’]?t| not) (?:matter|care) (?:what|which) (?:language|country)\b", ""),
        (
            r"^(?P<only>(?!(?:music|song|track|this|that|it|one|the|not|chorus|drop|intro|if|read)\b)(?!.*\b(?:instrumental|lyrics|commons|licen[cs]\w*|domain)\b)[\w' -]{3,25}?) only(?: please| pls| plz)?(?=[.! ]*$)",
            r"only \g<only>",
        ),
        (r"(?<=[\w]) (?:definitely|absolutely|hell|rather|maybe) no(?=[.,;! ]*(?:$|[,;]))", " no"),
        (
            r"\b(?:has|have|needs|need|want|wants|got) 2 (?=(?:be|go|feel|sound|have|hear|see|fit|match|hit|slap|use)\b)",
            "has to ",
        ),
        (r"\bundr\b", "under"),
        # "Only music that …" is of all music, not of music without singing.
        (r"\bonly (?:music|songs?|tracks?) (?=(?:i|we|that|which|you)\b)", "something "),
        (r"\bonly music (?=(?:by|from|with|of)\b)", "only songs "),
        (
            r"^(?:(?:can you |could you )?(?:give me|get me|find me|i want|i['’]?d like|maybe|something|sth|smth|anything|make it|so|try) )*(?:around|about|roughly|approximately|circa|like|~) ?(?P<bpm>[6-9]\d|1\d\d|2[01]\d)(?:ish)?(?: please| pls| plz| or so)?(?=[.! ]*$)",
            r"around \g<bpm> bpm",
        ),
        (r"^(?:can|could|may) (?:it|this|that|the music|the track) be (?P<only>[\w ]{3,25}?) only\b", r"only \g<only>"),
        # What is "fine" after a refusal is none of what is refused: "not cheesy, piano or guitar is fine".
        (
            r"(?<=\w), (?=(?:a |an |the |some )?[\w -]{3,30}? (?:is|are|would be|'s) (?:totally |also |all |perfectly )?(?:fine|ok|okay|alright|welcome|cool|great)\b)",
            ". ",
        ),
        (
            r"\b(?:and |but )?(?:(?:an? |the |any )?(?P<breaker>(?!(?:it|this|that)\b)[\w-]{3,20}(?: \w{3,12})?)) (?:is|are|would be|'s) (?:an? |my )?(?:absolute |total |complete |real |huge )?(?:deal[- ]?breakers?|no[- ]?gos?|no[- ]?nos?|hard (?:no|pass))\b",
            r"no \g<breaker>",
        ),
        (
            r"\b(?:an? |the )?(?P<needed>(?!(?:it|this|that)\b)[\w-]{3,20}(?: \w{3,12})?) (?:is|are) (?:an? )?(?:absolute |total )?must(?:[- ]haves?)?(?=\W*$|[,;.!])",
            r"must have \g<needed>",
        ),
        # Said in mockery or not, the scene is meant; of what is likened to it the network knows which.
        (
            r"\b(?:because )?nothing (?:quite )?(?:says|screams|spells) [\"“”‘’']?(?P<scene>[\w -]{3,30}?)[\"“”‘’']? (?:quite )?like\b",
            r"for \g<scene>,",
        ),
        (r"\b(\d{2,3})\s?\+\s?bpm\b", r"at least \1 bpm"),
        (
            r"\b(?:any|every|all|each)(?: other| possible)? (?:genres?|styles?|kinds?|sorts?|types?|music|moods?|instruments?)"
            r"(?: of (?:music|song|track)s?)? (?:but|except(?: for)?|besides|other than|apart from|save for)\b(?! not)",
            "anything but",
        ),
        (
            r"\b(?:do not|do?n['’]?t|never) (?:you )?(?:dare|ever|even think (?:of|about))(?: to)?(?: you)?"
            r"(?: (?:use|using|put|putting|play|playing|add|adding|give|giving|pick|picking|bring|send|me|in|a|an|any|some))*\b",
            "no",
        ),
        (
            r"\b(?:not|n['’]?t)(?: want| need| sound| be)?(?: it| this)?(?: so| that| too)?(?: much)? like "
            r"(?P<likened>(?!(?:this|that|these|it)\b)[^.,;!?]{2,40}?) (?:any ?more|any longer)\b",
            r"forget \g<likened>",
        ),
        (
            r"\b(?:sounds?|feels?|is)(?: (?:way|far|a bit|kinda|just))? (?:too much )?like (?P<likened>(?!(?:this|that|the|it)\b)[^.,;!?]{2,40}?)[,;.]?\s+"
            r"(?:(?:please|pls|so|and) )*(?:avoid|no more of|none of|lose|ditch|not|without) (?:that|this|them|it)\b",
            r"nothing like \g<likened>",
        ),
        (
            # "Not saying no drums, just less of them": what is refused twice is not refused, and less of it is wished.
            r"\b(?:(?:i['’]?m|i am|im) )?(?:not (?:saying|asking for|necessarily|really saying)|(?:do not|don['’]?t|dont) (?:mean|necessarily (?:want|need))|"
            r"(?:did not|didn['’]?t|didnt) (?:say|mean))(?: i (?:want|need|hate|dislike))? (?:no|zero|without(?: any)?|drop(?: the)?|lose(?: the)?|(?:remove|kill|cut|delete|ditch|mute)(?: the)?) (?P<twice>[^.,;!?]{2,30}?)(?: at all)?[,;]?\s+"
            r"(?:(?:just|only|but|but just|rather|i (?:just )?(?:want(?:ed)?|said))(?: a bit)? )+(?:less|fewer|(?:said |to )?(?:turn|tone|bring|dial) (?:it|them|that) down|not (?:so|as|that|too) (?:much|many))(?: of)?(?: (?:it|them|em|['’]em|that))?\b",
            r"less \g<twice>",
        ),
        (
            r"\b(?:(?:i['’]?m|i am|im) )?not (?:saying|asking for|necessarily) (?:no|zero|without(?: any)?) (?P<twice>[^.,;!?]{2,30})",
            r"\g<twice> is fine",
        ),
        (r"\b(no|without) (?:solo|lead) (?=voices?\b|vocals?\b|singers?\b|singing\b|vocalists?\b)", r"\1 "),
        (
            (
                r"(?P<head>^|[.!;,]\s*|\b(?:ok|okay|so|now|well) )(?:enough\b)\s*(?!of\b|is\b|to\b|for\b|said\b|"
                r"already\b|now\b|room\b|space\b|[.,!?]|$)"
            ),
            r"\g<head>less ",
        ),
    ),
    mild_complaints=(
        (
            r"\b((?:but|it is|it's|it’s|that is|that's|this is|sounds|feels)(?: a bit)?) (?:very|so|pretty|kinda|really|quite|rather) (?=(?!(?:good|nice|perfect|great|cool|much|well|fitting)\b)\w+ for (?:an?|my|the|this|our)\b)",
            r"\1 too ",
        ),
        (
            (
                r"\b((?:it|this|that)(?: one)?(?:'s|’s| is| feels| sounds| seems)|the (?:song|track|music|beat|"
                r"vibe) (?:is|feels|sounds))((?: just| maybe| still| perhaps)*) (?:a (?:little bit|bit|little|tad|"
                r"touch)|slightly|somewhat) (?!(?:too|more|less|better|worse|like|of|off)\b|\w+er\b)(?=\w)"
            ),
            r"\1\2 too ",
        ),
        (
            r"^(?:a )?(?:bit|little|tad) (?!\w+er\b|too\b|more\b|less\b)(?=\w+ for\b)",
            r"too ",
        ),
    ),
    own_voice=r"\bvoice[- ]overs?\b|\b(?:my|our) (?:own )?(?:voice|talking|speech|speaking|narration|commentary)\b(?! ?(?:memo|over))",
    asides=ASIDES,
    replies=REPLIES,
    finer_labels=FINER_LABELS,
)
