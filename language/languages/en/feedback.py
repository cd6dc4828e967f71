"""English phrases about a pick as a whole: more of it, another one, praise, refusal, and small talk."""

from __future__ import annotations

from language.languages.phrase_kinds import PhraseKind

HINTS: dict[PhraseKind, str] = {
    PhraseKind.LAST: (
        "like this, like that, like it, like this one, like that one, like the last one, like the last, like the "
        "previous one, like the previous, like last time, like the one before, like before, like these, similar to "
        "this, similar to that, similar to it, similar to this one, similar to the last one, similar to the "
        "previous one, more like this, more like that, more like it, more of this, more of that, more of the same, "
        "same vibe, same style, same mood, same feel, same feeling, same kind, same sort, same but, same "
        "as before, this but, this one but, that but, this song but, this track but, keep this but, same thing but, "
        "like the last song, like the last track, in this style, in the same style, in the same vein, this vibe, "
        "similar vibe, more such, similar ones, something similar, similar song, similar songs, similar music, "
        "similar, like those, like these ones, similar to these, similar to those, more like these, more like "
        "those, more of these, more of those, likes this, likes these, keep the vibe, keep this vibe, keep that "
        "vibe, keep the mood, keep this mood, keep the style, keep the feel, keep the feeling, same feel as this, "
        "same vibe as this, same mood as this, along the same lines, along those lines, along these lines, in that "
        "style, in that vein, in that direction, similar style, similar feel, similar feeling, similar feelings, "
        "similar mood, similar energy, similar sound, similar stuff, similar one, similarly styled, same vibes, "
        "same energy, same direction, same genre, similar genre, the same kind of, the same kind of thing, another "
        "like this, of the same feel, like this song, like that song, like this track, like this music, like that "
        "track, similar to this song, similar to this track, comparable to this, similar artists, similar artist, "
        "similar bands, similar recommendations, similar suggestions, this kind of, this type of, this sort of, as "
        "this one, as this song, more in this style, more in that style, as the last one, what you just played, "
        "what you just picked, very similar, pretty similar, somewhat similar, half of this song, part of this "
        "song, end of this song, start of this song"
    ),
    PhraseKind.ELSE: (
        "two more, three more, 2 more, 3 more, five more, a different track, something different please, change it, "
        "change the song, swap the song, what else have you got, what other songs have you got, other songs, other "
        "tracks, find another, find another one, a new song, a new one, something else entirely, something else, "
        "something different, another, another one, next, next one, different one, a different one, anything else, "
        "what else, try again, try another, new one, one more, something new, skip, skip this, other one, others, "
        "other options, something other than this, different song, different track, a different song, another song, "
        "another track, show me another, surprise me, keep going, something completely different, totally "
        "different, different artist, a different artist, another artist, other artist, other artists, someone "
        "else, somebody else, something by someone else, got more, more please, more pls, more options, got "
        "anything else, more songs, a few more, few more, couple more, a couple more, some more please, more "
        "suggestions, another suggestion, other suggestions, another option, other option, an alternative, "
        "alternatives, another recommendation, next please, next song, next track, keep looking, keep searching, "
        "next one please, give me more, show me more, got another, got others, any others, anything different, "
        "something fresh, something completely else, hit me, shuffle, reroll, re roll, one more time, more music, "
        "more tracks"
    ),
    PhraseKind.PRAISE: (
        "exactly what i had in mind, just what i had in mind, just right, spot on, that hits, could not be better, "
        "even better, much better, way better, that is better, this is better, better now, i can work with that, i "
        "can work with this, i will download it, downloading it, downloading this, saving this one, you read my "
        "mind, that is what i meant, what i meant, i like it, i like this, i like this one, i like that, i like "
        "that one, i love it, i love this, i love that, i love this one, love it, love this, love this one, love "
        "that, like it a lot, that is it, that is the one, nailed it, i really like it, i really like this, i "
        "really love this, this is great, this is perfect, this is good, sounds great, sounds good, it is perfect, "
        "that is perfect, that is great, it is great, great pick, good pick, nice pick, great choice, good choice, "
        "nice choice, works for me, spot on, i like these, i like these ones, i love these, i love these ones, i "
        "like them, i love them, i like those, i love those, i liked it, i loved it, i like them a lot, love these, "
        "love them, absolutely love it, absolutely love them, love all of these, i love all of these, i love them "
        "both, these are great, these are good, these are nice, these are perfect, those are great, those are good, "
        "those are perfect, they are great, they are perfect, this is exactly what i was looking for, this is "
        "exactly what i wanted, exactly what i was looking for, exactly what i wanted, exactly what i needed, "
        "exactly what i need, exactly what i am looking for, just what i wanted, just what i needed, just what i "
        "was looking for, this is what i am looking for, this is what i was looking for, that is what i wanted, "
        "what i was looking for, that is exactly it, that is exactly right, this is the one, this one is great, "
        "this one is perfect, this one is good, this one works, that one is great, that one is perfect, that one "
        "works, that is good, that is nice, that is lovely, this is nice, this is awesome, that is awesome, this is "
        "amazing, that is amazing, it is amazing, it is good, it is nice, fits perfectly, it fits, that fits, this "
        "fits, fits well, fits great, it fits perfectly, a perfect fit, perfect fit, i am happy with this, i am "
        "happy with this one, i am happy with it, happy with this one, happy with that, i will take it, i will take "
        "this, i will take this one, i will use it, i will use this, i will use this one, going with this one, i "
        "will go with this one, i will keep this one, i will keep it, keeping this one, sounds good to me, sounds "
        "perfect, sounds amazing, sounds nice, sounds lovely, just perfect, absolutely perfect, absolutely lovely, "
        "excellent choice, excellent pick, perfect choice, perfect pick, great choices, good choices, great picks, "
        "good picks, nice picks, great selection, great selections, good selection, lovely selection, great job, "
        "good job, well done, nice work, you did great, you did a great job, you nailed it, hits the spot, yes that "
        "is it, love the selection, i love this selection, i love the selection, that was great, that was perfect, "
        "that was good, that was just what i wanted, i dig it, dig it, digging it, digging this, what a banger, "
        "absolute banger, this slaps, chef's kiss, that is the vibe, it is beautiful, this is beautiful, that is "
        "beautiful, these are beautiful, these are lovely, this is lovely, i am sold, i approve, 10 out of 10"
    ),
    PhraseKind.DISLIKE: (
        "not quite my taste, not to my taste, not my kind of music, not my kind of thing, not quite what i meant, "
        "not what i had in mind at all, does not go with the video, does not go with it, not happy with this, not "
        "happy with it, i am not happy with this, not convinced, i am not convinced, not really my thing, not "
        "really it, not really what i wanted, does not do it for me, worse, that is worse, this is worse, too "
        "generic, leaves me cold, not for me, nope, nah, not this, not this one, not that one, not it, "
        "not what i want, not what i had in mind, not what i meant, not my thing, not my taste, hate it, hate this, "
        "do not like it, do not like this, do not like this one, do not like that, do not love it, do not love "
        "this, not feeling it, not feeling this, does not fit, does not work, does not match, not a fan, not right, "
        "not good, that is not it, this is not it, not a good fit, dislike it, dislike this, not great, meh, wrong "
        "vibe, wrong mood, wrong song, wrong feel, wrong style, wrong genre, the wrong vibe, all wrong, completely "
        "wrong, totally wrong, just wrong, that is wrong, this is wrong, not working, is not working, it is not "
        "working, not working for me, is not working for me, does not work for me, not sure about this one, not "
        "sure about this, not sure about that, not sure about it, not what i was looking for, not what i am looking "
        "for, not what i wanted, not what i asked for, not what i need, not what i needed, not my style, not my cup "
        "of tea, not quite right, not quite it, not the right vibe, not the right mood, not the right one, not the "
        "vibe, not a match, not fitting, does not really fit, does not really work, does not suit, does not suit "
        "it, does not feel right, does not sound right, does not go with, do not like that one, do not like these, "
        "do not like them, do not like those, did not like it, did not like that, did not like this, did not like "
        "this one, i do not like it, i do not like this, i do not like these, hate that, i hate it, i hate this, "
        "hated it, that was awful, that is awful, that is terrible, that was terrible, that was bad, this is bad, "
        "this is awful, this is terrible, sucks, this sucks, it sucks, that sucks, bad choice, bad pick, ew, eww, "
        "yuck, ugh, bleh, hell no, hard pass, not good enough, nah not feeling it, not feeling that, not into it, "
        "not into this, not into that, not into this one, too boring, so boring, it is boring, this is boring, "
        "disappointing, unfitting, can not use this, can not use it, i can not use this, misses the mark, way off, "
        "missed the mark, not even close, does not match the video, does not fit the video, does not fit at all"
    ),
    PhraseKind.SMALLTALK: (
        "thanks, thank you, thanks a lot, thank you so much, thank you very much, many thanks, thx, ty, cheers, "
        "wow, hello, hi, hey, hey there, hi there, hello there, good morning, good evening, bye, goodbye, see you, "
        "ok, okay, k, yes, yeah, yep, yup, lol, haha, hahaha, good one, nice one, good bot, how are you, how is it "
        "going, who are you, what are you, what can you do, are you there, got it, alright, all right, no problem, "
        "much appreciated, appreciated, appreciate it, never mind then, you rock, you are the best, good night, no "
        "worries, no thanks, that is all, all good, have a nice day, have a good day, not bad, you are welcome, "
        "what is up, sup, yo, gracias, merci, danke, arigato, obrigado, are you a bot, are you a robot, are you "
        "human, are you real, are you an ai, who made you, who built you, what is your name, how do you work, how "
        "does this work, brb, be right back, i will think about it, let me think, let me think about it, i will "
        "see, we will see, maybe later, give it a try, sure give it a try, that is funny, that is so funny, you are "
        "funny, yess, okayy, nicee, heyy, hii, thankss, ok great, okay great, hm, hmm, i see, understood, makes "
        "sense, fair enough, you are awesome, you are amazing, you are great, you are cool, you are the man, love "
        "you, i love you, no more changes, no changes, that is all for now, that will be all, that is it for now, "
        "that is all thanks, nothing else thanks, no i am good, i am good, i am fine, we are good, i am done, all "
        "done, all set, we are done, happy now, good afternoon, good day, greetings, howdy, whats up, wassup, how "
        "is it, how are things, gg, np, omg, lmao, rofl, xd, oh wow, aww, yay, hooray, woohoo, wooo, congrats, "
        "tysm, tyvm, thank u, thanks so much, thanks again, thanks a bunch, thanks a ton, thanks a million, thanks "
        "buddy, thanks mate, thanks man, appreciate that, big thanks, salut, hola, bonjour, hallo, ciao, konnichiwa"
    ),
}

# The same, for what says so only where it stands alone: "perfect!", not "the perfect song for a road trip".
ALONE: dict[PhraseKind, str] = {
    PhraseKind.ELSE: "again, different, change, refresh, retry",
    PhraseKind.PRAISE: (
        "beautiful, bingo, fire, good song, gorgeous, great song, great track, it works, lovely, lovely song, nice "
        "song, nice track, perfect, perfection, really good, really nice, right on, slaps, sold, that works, this "
        "works, very good, very nice"
    ),
    PhraseKind.DISLIKE: (
        "no way, please no, pass, no good, trash, garbage, boring, terrible, awful, horrible, wrong, disappointed, bad"
    ),
    PhraseKind.SMALLTALK: (
        "absolutely, definitely, exactly, indeed, true, fair, done, later, funny, interesting, sweet, neat, cool, "
        "nice, great, good, awesome, sure, welcome, test, testing, wonderful, amazing, brilliant, fantastic, "
        "excellent, superb, oh, of course, fire, finished, nothing else, nothing more, please, sorry"
    ),
    PhraseKind.LAST: (
        "close, almost, nearly, so close, very close, closer, getting closer, getting there, almost there, nearly "
        "there, almost perfect, getting warmer, the same"
    ),
}
