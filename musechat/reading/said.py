"""What people say for each small meaning; the instruments, genres and moods themselves are in `musechat.words`."""

from __future__ import annotations

from enum import Enum, auto

from musechat.wish import Facet


def words_of(text: str) -> frozenset[str]:
    """Split a line of words."""
    return frozenset(text.split())


class Kind(Enum):
    """What a phrase does to the reading of its clause."""

    TERM = auto()  # payload: Term
    COMPARATIVE = auto()  # payload: (Facet, upward)
    PACE = auto()  # payload: (low, high) bpm
    VOCALS = auto()  # payload: "female" | "male" | None
    INSTRUMENTAL = auto()
    LICENCE = auto()  # payload: uses
    ATTRIBUTION = auto()
    EXPLICIT = auto()
    CLEAN = auto()
    ERA = auto()  # payload: (first year | None, last year | None)
    SCALE = auto()  # payload: Facet; "the tempo", which only "higher", "any" and the like give a meaning
    NO = auto()
    LESS = auto()
    MORE = auto()
    ONLY = auto()
    SMALL = auto()
    LARGE = auto()
    INSTEAD = auto()
    SWAP = auto()
    FORGET = auto()
    FINE = auto()
    WITH = auto()
    AND = auto()
    OR = auto()
    BREAK = auto()
    BY = auto()
    LIKE = auto()
    LAST = auto()
    ELSE = auto()
    PRAISE = auto()
    DISLIKE = auto()
    SMALLTALK = auto()


SAID: dict[Kind, str] = {
    Kind.NO: (
        "no, not, without, never, nothing, none, minus, except, avoid, hate, dislike, anything but, everything "
        "but, all but, anything except, other than, rid of, get rid of, remove, lose the, drop the, cut the, "
        "free of, leave out, stop with, no more, enough of, sick of, tired of, can not stand, do not want, do "
        "not like, do not need, i do not want, nothing from, nothing by, neither, non, stay away from, ditch"
    ),
    Kind.LESS: (
        "less, fewer, not so, not too, too, not as, not that, not very, not overly, not so much, not too much, "
        "too much, too many, not so many, not too many, way too, a bit too, a little too, far too, minimal, not "
        "quite so, not quite as, reduce, tone down, cut down on, not really"
    ),
    Kind.MORE: (
        "more, extra, increase, add, add some, add more, with more, not enough, some more, even more, plus, "
        "emphasise, emphasize"
    ),
    Kind.ONLY: (
        "only, nothing but, strictly, exclusively, purely, pure, just, must have, must be, has to have, has to "
        "be, have to have, needs to have, needs to be, make sure it has, make sure it is, not without, it must, "
        "solo"
    ),
    Kind.SMALL: (
        "a bit, a little, a little bit, slightly, somewhat, a touch, a tad, a notch, kinda, kind of, bit, "
        "marginally, a smidge, a hair, ever so slightly, a shade, a bit more, a little more, slightly more, a "
        "touch more"
    ),
    Kind.LARGE: (
        "much, a lot, way, far, lots, considerably, significantly, really, very, a whole lot, loads, waaay, "
        "super, extremely, so much"
    ),
    Kind.INSTEAD: ("instead, rather, change it to, switch to, swap to, change to, replace it with"),
    Kind.SWAP: ("instead of, rather than, in place of, replace the, replace, swap the, swap, swap out the, in lieu of"),
    Kind.FORGET: (
        "forget, forget about, never mind, nevermind, ignore, do not care about, does not need, does not have "
        "to be, does not have to have, does not need to be, no need for"
    ),
    Kind.WITH: "with, featuring, but with, including, containing, then, so",
    Kind.AND: "and, plus also, as well as, along with",
    Kind.OR: "or, nor, and or",
    Kind.BREAK: (
        "but, yet, though, although, however, while, because, since, except that, still, now, please, not only, "
        "not just, for, no problem, no worries, why not, not bad, no thanks, if not, or not, no matter, no "
        "idea, at the same time"
    ),
    Kind.BY: "by, from the band, from the artist",
    Kind.LIKE: (
        "like, similar to, similiar to, in the style of, in the vein of, sounds like, sounding like, "
        "reminiscent of, a la, along the lines of, akin to, reminds me of, remind me of, that sound like, in "
        "the spirit of, similar song to, similar songs to, similar music to, similar artists to"
    ),
    Kind.LAST: (
        "like this, like that, like it, like this one, like that one, like the last one, like the last, like "
        "the previous one, like the previous, like last time, like the one before, like before, like these, "
        "similar to this, similar to that, similar to it, similar to this one, similar to the last one, similar "
        "to the previous one, more like this, more like that, more like it, more of this, more of that, more of "
        "the same, same vibe, same style, same mood, same feel, same feeling, same kind, same sort, same but, "
        "the same, same as before, this but, this one but, that but, this song but, this track but, keep this "
        "but, same thing but, like the last song, like the last track, in this style, in the same style, in the "
        "same vein, this vibe, similar vibe, more such, similar ones, something similar, similar song, similar "
        "songs, similar music, similar"
    ),
    Kind.ELSE: (
        "something else, something different, another, another one, next, next one, different one, a different "
        "one, anything else, what else, try again, try another, new one, one more, something new, skip, skip "
        "this, other one, others, other options, something other than this, different song, different track, a "
        "different song, another song, another track, show me another, surprise me, again, keep going, "
        "something completely different, totally different"
    ),
    Kind.PRAISE: (
        "i like it, i like this, i like this one, i like that, i like that one, i love it, i love this, i love "
        "that, i love this one, love it, love this, love this one, love that, like it a lot, that is it, that "
        "is the one, nailed it, i really like it, i really like this, i really love this, this is great, this "
        "is perfect, this is good, sounds great, sounds good, that works, it is perfect, that is perfect, that "
        "is great, it is great, great pick, good pick, nice pick, great choice, good choice, nice choice, works "
        "for me, this works, spot on"
    ),
    Kind.DISLIKE: (
        "not for me, nope, nah, not this, not this one, not that one, not it, not that, not what i want, not "
        "what i had in mind, not what i meant, not my thing, not my taste, hate it, hate this, do not like it, "
        "do not like this, do not like this one, do not like that, do not love it, do not love this, not "
        "feeling it, not feeling this, does not fit, does not work, does not match, not a fan, not right, not "
        "good, boring, terrible, awful, that is not it, this is not it, not a good fit, wrong, dislike it, "
        "dislike this, not great"
    ),
    Kind.SMALLTALK: (
        "thanks, thank you, thanks a lot, thank you so much, thank you very much, many thanks, thx, ty, cheers, "
        "great, cool, nice, awesome, perfect, wow, hello, hi, hey, hey there, hi there, hello there, good "
        "morning, good evening, bye, goodbye, see you, ok, okay, k, sure, yes, yeah, yep, yup, lol, haha, "
        "hahaha, brilliant, amazing, fantastic, excellent, good one, nice one, good job, well done, good bot, "
        "good, great job, how are you, how is it going, who are you, what are you, what can you do, are you "
        "there, got it, alright, all right, no problem, sweet, neat, wonderful, superb, much appreciated, "
        "appreciated, appreciate it, never mind then, you rock, you are the best, good night, no worries, no "
        "thanks, that is all, all good, nice work, interesting, have a nice day, have a good day, test, "
        "testing, not bad, you are welcome, sorry, please, what is up, sup, yo, gracias, merci, danke, arigato, "
        "obrigado"
    ),
    Kind.FINE: (
        "is fine, are fine, fine, is ok, are ok, is okay, are okay, is optional, are optional, optional, does "
        "not matter, do not matter, is alright, are alright, is not important, are not important, are allowed, "
        "is allowed, are welcome again, is irrelevant, can be anything, are good again, is fine again, are fine "
        "again"
    ),
    Kind.INSTRUMENTAL: (
        "instrumental, instrumentals, intrumental, instrumental music, instrumental only, instrumental version, "
        "no words, voiceless, wordless, karaoke version, vocal free, vocals free, voice free"
    ),
    Kind.CLEAN: (
        "family friendly, kid friendly, kids friendly, child friendly, clean version, clean lyrics, radio edit, "
        "safe for work, sfw, keep it clean, suitable for children, suitable for kids, safe for kids, ok for "
        "kids, school appropriate, brand safe, pg rated"
    ),
    Kind.EXPLICIT: (
        "explicit, explicit lyrics, explicit content, explicit songs, swearing, swear words, swears, profanity, "
        "cursing, curse words, cuss words, bad language, bad words, nsfw, dirty lyrics, foul language, f bombs"
    ),
    Kind.ATTRIBUTION: (
        "attribution, credit, credits, crediting, to credit, have to credit, giving credit, attribution "
        "required, need to credit, to give credit, have to give credit, need to give credit, having to credit, "
        "credit needed, credit the artist, to credit the artist, to credit anyone, to attribute, crediting "
        "anyone, attributing"
    ),
}

# Scales by name; what is said of them ("any tempo", "the length does not matter") decides what they mean.
SCALES: dict[Facet, str] = {
    Facet.TEMPO: "tempo, the tempo, bpm, speed, the speed, pace, the pace",
    Facet.LENGTH: "length, the length, duration, how long it is",
    Facet.ENERGY: "the energy, energy level",
    Facet.VALENCE: "the mood",
    Facet.GENRE: "genre, the genre, style, the style",
    Facet.ERA: "era, the era, year, the year",
    Facet.LICENCE: "licence, license, the licence, the license",
}

# Whole phrases that move along a scale: (the scale, whether upwards).
MOVES: dict[tuple[Facet, bool], str] = {
    (Facet.TEMPO, False): (
        "slow down, slow it down, slower paced, lower tempo, slower tempo, less fast, reduce the tempo, slower "
        "pace, take it slower, bring the tempo down, lower the tempo, drop the tempo, slower bpm, lower bpm, "
        "drag less"
    ),
    (Facet.TEMPO, True): (
        "speed up, speed it up, pick up the pace, faster paced, higher tempo, faster tempo, faster pace, raise "
        "the tempo, increase the tempo, more tempo, faster bpm, higher bpm, bring the tempo up, more speed"
    ),
    (Facet.ENERGY, False): (
        "tone it down, calm down, calm it down, take it down a notch, dial it back, dial it down, bring it "
        "down, turn it down, tone down the energy, lower energy, lower the energy, softer touch, less going on, "
        "less busy, less action"
    ),
    (Facet.ENERGY, True): (
        "turn it up, amp it up, kick it up, kick it up a notch, crank it up, ramp it up, higher energy, raise "
        "the energy, more oomph, more punch, more drive, more power, more action, more movement, more life, "
        "more kick, more edge, more bite, pump it up, up the energy, step it up"
    ),
    (Facet.VALENCE, True): (
        "cheer up, cheer it up, lighten up, lighten it up, lighten the mood, more joy, more fun, more hope"
    ),
    (Facet.VALENCE, False): "less joy, more sorrow, more sadness, more melancholy",
    (Facet.BRIGHTNESS, False): "more darkness, less treble, less shrill, less bright",
    (Facet.BRIGHTNESS, True): "more light, more sparkle, more treble, less muddy, less dark",
}

VOICES: dict[str | None, str] = {
    None: (
        "vocals, vocal, singing, singer, singers, voice, voices, lyrics, sung, vocalist, vocalists, someone "
        "singing, people singing, a singer, sing along, human voice, sings, vocal track, vocal parts, rapping "
        "vocals, choruses"
    ),
    "female": (
        "female vocals, female vocal, female voice, female voices, female singer, female singers, female "
        "vocalist, female vocalists, woman singing, women singing, girl vocals, girl singing, girl singer, "
        "woman singer, female lead, female singing, female rapper, female fronted, woman's voice, a woman "
        "singing, women's voices, woman vocals"
    ),
    "male": (
        "male vocals, male vocal, male voice, male voices, male singer, male singers, male vocalist, male "
        "vocalists, man singing, men singing, guy singing, boy singing, male lead, male singing, male fronted, "
        "man's voice, a man singing"
    ),
}

# Uses that a licence must allow.
LICENCES: dict[tuple[str, ...], str] = {
    ("commercial",): (
        "commercial use, commercially, for a commercial project, for a commercial video, commercial project, "
        "commercial video, commercial purposes, for a commercial, commercial licence, commercial license, "
        "monetise, monetize, monetised, monetized, monetisation, monetization, my business, our business, client "
        "project, paid ad, paid ads, an advert, an advertisement, royalty free, copyright free, no copyright, "
        "copyright safe, non copyrighted, free of copyright, use in commercials, earn money with it, make money "
        "with it"
    ),
    ("derivatives",): (
        "remix it, edit it, modify it, cut it up, change it freely, derivatives, derivative works, adapt it, "
        "sample it, i can edit, i can remix, i can cut, can be edited, allowed to edit, allowed to remix"
    ),
    ("no-attribution", "commercial", "derivatives"): "cc0, public domain, cc zero",
}

# Words for an age of music: (first year, last year).
AGES: dict[tuple[int | None, int | None], str] = {
    (None, 1979): ("oldies, golden oldies, old school, vintage, old timey, old fashioned, retro"),
    (2010, None): "modern, contemporary, recent, new releases, current music",
}

# Words that say nothing about music; what is left without them goes to the text encoder.
STOP = words_of(
    "a about actually add again ah album all also am an and any anybody anyone anything apart are around artist "
    "artists as ask at background band bands basically be been being best better bit bot bring by can change "
    "choose clip come could d did do does doing don done down each eg either else enough er etc ever every ex "
    "feel feeling feels film find fit fits footage for from gave genre genres get getting give go goes going "
    "gonna good got great had has have having hear help her here him his hmm honestly hope hoping how i id ie if "
    "ill im in into is it its ive just keep kind kinda know let lets like lil listen listened listening literally "
    "little ll look looking looks lot lots love loves loving m made make makes may maybe me mean might mine mood "
    "moods more most much musechat music musical my n need needed needs new nice now of off oh ok on one ones "
    "only option options or other our out over people per perhaps pick piece pieces play playing playlist please "
    "pls plz possible possibly prefer preferably probably provide put quite rather re really recommend "
    "recommendation recommendations request right s said same say scene search searching see seeking seem seems "
    "select shall she should show similar simply since so some somebody someone something song songs sort sorta "
    "sound sounding sounds soundtrack still stuff style such suggest suggested suggestion suggestions sure t take "
    "tell tempo than that the their them then there these they thing things think this those though thought time "
    "to today together too top track tracks true try tune tunes type uh um under up us use used using ve very via "
    "vibe vibes video vs want wanted wants was way we well were what whatever whats when where which while who "
    "whole why will wish with without wonder wondering wont work works would yet you your yours"
)
