"""English: what is said beside the matter, and short replies; expressions on a folded line."""

from __future__ import annotations

from language.languages.reply_words import AsideWords, ReplyWords

# What music is likened to that nobody wants to hear.
BELITTLED = r"insurance|toothpaste|shampoo|car dealership|telemarket|shopping channel|bank commercial|elevator|lift music|hold music|call cent(?:er|re)|waiting room|dentist|supermarket|grocery store|shopping mall|mall music|car (?:ad|commercial)|insurance (?:ad|commercial)|ringtone|hotel lobby|lobby music|airport|stock music|muzak|corporate training|powerpoint|infomercial|weather channel|funeral"
ASIDES = AsideWords(
    laughs=r"hm+|idk|ngl|eh+|uh+|well|nah|meh|mm+|bro|tbh|man|ha(?:ha)+|he(?:he)+|lol|lmao|omg|ok|okay|oh|ah|wow|great|super|and",
    belittling=(
        r"(?:(?:it|this|that)(?: one)? |the (?:song|track) )?(?:(?:kinda|kind of|just|totally|"
        r"really) )?(?:sounds?|feels?|is giving(?: me| off)?|is|gives me|gives|giving|reminds me of|(?:i )?(?:feel|am|m))(?: (?:kinda|kind of|just|totally|a bit|"
        r"straight|more|like))*(?: like| out of| at| in| stuck in)*(?: (?:i am|im|we are|an?|the|my|some|cheap|bad|every|generic|at|in|stuck in))* ?"
        rf"(?:{BELITTLED}).*"
    ),
    at_home=(
        r"(?:now )?(?:my|our|the) (?:\w+ )?(?:dog|cat|parrot|hamster|bird|kids?|baby|son|daughter|wife|"
        r"husband|girlfriend|boyfriend|mom|mum|dad|grandma|grandpa|neighbou?rs?|roommate|boss|brother|sister|"
        r"plants?) (?:is |are |was |just |started |starts |keeps |already |now |totally )*(?:(?:howl|bark|"
        r"meow)ing|(?:howl|bark|meow|danc|sing|hum|vib|twerk|headbang|bopp|wagg|snor)\w*(?: (?:along|to it|"
        r"to this|with it|now|already|too|lol))+)(?: (?:along|to it|to this|with it|now|already|too|lol))*"
    ),
    has=(
        r"there(?: is| are|s)? (?P<what>.+?)(?: (?:in|on) (?:it|this|that|there|here|this one|the (?:song|track|music)))?",
        r"(?:it|this|this one|that one|the (?:song|track|pick)|that) (?:has|got|(?:has|is) got|have|contains|is using|uses) (?P<what>.+?)"
        r"(?: in (?:it|there))?",
        r"i (?:can )?(?:still )?(?:hear|heard) (?P<what>.+?)(?: in (?:it|this|that|there|here))?",
    ),
    lacks=(
        r"there(?: is| are|s)? (?:no|not any|not) (?P<what>.+?)(?: (?:in|on) (?:it|this|that|there|here|this one|the (?:song|track|music)))?",
        r"(?:it|this|this one|the (?:song|track|pick)) (?:has|has got|got) no (?P<what>.+?)(?: in (?:it|there))?",
        r"i (?:can not|do not|cannot|dont|can't) hear (?:any |the |a )?(?P<what>.+?)(?: in (?:it|this|that|there|here))?",
    ),
    beside="a an the some any of lot lots bunch really still also again quite",
    interjections=r"wait|lol|lmao|omg|bruh|ew|ugh|hmm?|nah|no|oh|ok|but|and|still|why|wtf|bro|yo",
    removing=r"(?:please |pls |just |can (?:you|u|we) )*(?:(?:get rid of|lose|remove|drop|ditch|kill|cut) (?:it|that|them|those)|(?:take|get|leave|throw) (?:it|that|them|those) (?:out|off|away))(?: please| pls)?",
    sung=r"(?:someone|somebody|she|he|they)(?:(?:'s| is| are) singing| sings)(?: in (?:it|this|there))?|there is (?:someone|somebody) singing(?: in (?:it|this|there))?",
    unsung=r"(?:nobody|no one|noone) (?:is singing|sings)(?: in (?:it|this|there))?",
    of_clip=r"\b(?:video|vid|clip|footage|film|reel|shot|scene)\b",
)
REPLIES = ReplyWords(
    yes=r"yes|yep|yeah|yup|ya|sure|please do|of course|definitely|absolutely",
    no=r"no|nope|nah",
    including=r"with(?: (?:it|one|some|a voice|voice|singing|vocals))?",
    excluding=r"(?:without|w/o)(?: (?:it|one|any|a voice|voice|singing|vocals))?|none",
    fillers=r"please|pls|plz|thanks?|thx|ty|rather|better|preferably|i think|i guess|maybe|then|lol",
    indifferent=(
        r"(?:i )?(?:do not|dont) (?:care|mind)|(?:it )?(?:does not|doesnt) matter|either(?: (?:one|is fine|"
        r"way))?|whatever|no preference|idc|up to you|both(?: (?:are )?fine)?"
    ),
    more=(
        r"(?:even|still|a (?:little|tiny )?(?:bit|little|touch)|a tad|tad|bit|little bit|slightly|some|much|"
        r"way) more(?: of that| so)?|more of that|(?:keep going|go (?:on|further)|further)(?: like that|"
        r" that way)?"
    ),
    less=(
        r"(?:that is |thats |now it is )?(?:a (?:bit|little) )?too much(?: now| of it| of that)?|"
        r"not (?:quite )?(?:that|so|as) much|overdone"
    ),
    same_question=(
        r"(?:and|what about|how about|same (?:question )?for) (?:this|that|the new|the other)(?: (?:one|track|"
        r"song))?"
    ),
    voices=r"\b(?:voice|vocals|singing|sing|sings)\b",
)
