"""English phrases for each small meaning; instruments, genres and moods themselves are in `language.vocabulary`."""

from __future__ import annotations

from language.languages.phrase_kinds import PhraseKind

# The small words that bend what stands beside them.
SAID: dict[PhraseKind, str] = {
    PhraseKind.NO: (
        "axe, axe the, yeet, yeet the, nuke, nuke the, toss the, bin the, kill the, scrap the, trash the, nix the, no, not, without, never, nothing, none, minus, except, avoid, hate, dislike, anything but, everything but, "
        "all but, anything except, other than, rid of, get rid of, remove, lose the, drop the, cut the, free of, "
        "leave out, stop with, no more, enough of, sick of, tired of, can not stand, do not want, do not like, do not "
        "need, i do not want, nothing from, nothing by, neither, non, stay away from, ditch, nobody, no one, anyone "
        "but, anybody but, anyone except, everyone but, anything that is not, anything which is not, not into, not a "
        "fan of, not a big fan of, no fan of, do not love, do not enjoy, does not need any, hates, skip the, kill "
        "the, mute the, take out the, take out, cut out the, strip out the, do without, anything without, no need of, "
        "must not have, should not have, not with, will not have"
    ),
    PhraseKind.LESS: (
        "less, fewer, not so, not too, too, not as, not that, not very, not overly, not so much, not too much, too "
        "much, too many, not so many, not too many, minimal, not quite so, not quite as, reduce, tone down, cut down "
        "on, not really, a lot less, do not make it too, do not make it so, nothing too, not super, not extremely, "
        "not particularly, toned down, tone down the, turn down the, lower the, go easy on the, easy on the, ease up "
        "on the, dial back the, dial down the"
    ),
    PhraseKind.MORE: (
        "more, extra, increase, add more, with more, not enough, some more, even more, "
        "emphasise, emphasize, turn up the, bring up the, could use more, needs more, not nearly enough, crank up the"
    ),
    PhraseKind.ONLY: (
        "only, nothing but, strictly, exclusively, purely, pure, just, must have, must be, has to have, has to be, "
        "have to have, needs to have, needs to be, make sure it has, make sure it is, not without, it must, solo, it "
        "has to be, it has to have, it needs to be, it needs to have, it must be, it must have, nothing else than, "
        "nothing other than, just some"
    ),
    PhraseKind.SMALL: (
        "a bit, a little, a little bit, slightly, somewhat, a touch, a tad, a notch, kinda, kind of, bit, "
        "marginally, a smidge, a hair, ever so slightly, a shade, a touch more, just a bit, just a little, just a "
        "touch, just a tad, a wee bit, a tiny bit, tiny bit, a teeny bit, lil bit, a lil, by a bit, by a little, "
        "somewhat more, a fraction"
    ),
    PhraseKind.LARGE: (
        "pretty, "
        "much, a lot, way, far, lots, considerably, significantly, really, very, a whole lot, loads, waaay, super, "
        "extremely, so much,     so much more, ten times, insanely"
    ),
    PhraseKind.INSTEAD: (
        "instead, rather, change it to, switch to, swap to, change to, replace it with, change that to, swap it for"
    ),
    PhraseKind.SWAP: (
        "instead of, rather than, in place of, replace the, replace, swap the, swap, swap out the, in lieu of, swap "
        "out, exchange the, trade the"
    ),
    PhraseKind.FORGET: (
        "forget, forget about, never mind, nevermind, ignore, do not care about, does not need, no need for, do not "
        "mind the, forget no, forget the no, forget about no, forget about the no, no longer need, i do not care about the, i do not mind about, i do not care if it is"
    ),
    PhraseKind.ALLOW: (
        "does not have to be for, does not need to be for, does not have to fit, does not have to be like, does not need to be "
        "like, does not have to sound like, does not need to sound like, need not be like, need not sound like, "
        "does not have to be, does not have to have, does not have to sound, does not need to sound, does not need to be, does not need to have, "
        "do not have to be, do not need to be, need not be, need not have, would not mind, i would not mind, would not "
        "mind having, would not mind hearing, would not mind if there was, would not mind if there were, do not mind, i do "
        "not mind, do not mind if there is, do not mind if there are, no objection to, no objections to, have nothing "
        "against, i have nothing against, not opposed to, not against, i am not against, fine with, ok with, okay with, "
        "cool with, open to, i am open to, no longer has to be, need not sound, not necessarily"
    ),
    PhraseKind.WITH: (
        "with, featuring, but with, including, containing, then, so, replaced by, replaced with, swapped for, "
        "swapped with, exchanged for, plus, add, add some, add in, bring in, bring in some, throw in, throw in "
        "some, could use, could use some"
    ),
    PhraseKind.AND: "and, plus also, as well as, along with",
    PhraseKind.OR: "or, nor, and or",
    PhraseKind.BREAK: (
        "but, yet, though, although, however, while, because, since, except that, still, now, please, not only, not "
        "just, for, no problem, no worries, why not, not bad, no thanks, if not, no matter, no idea, at the "
        "same time, the perfect, perfect for, perfect tempo, perfect match for, have fun, having fun, as long as, "
        "even if, aside from that, other than that, apart from that, great for, good for, ideal for, "
        "suitable for"
    ),
    PhraseKind.BY: (
        "by, from the band, from the artist, by the band, by the artist, from the group, from the album by"
    ),
    PhraseKind.LIKE: (
        "like, similar to, similiar to, in the style of, in the vein of, sounds like, sounding like, reminiscent of, "
        "a la, along the lines of, akin to, reminds me of, remind me of, that sound like, in the spirit of, similar "
        "song to, similar songs to, similar music to, similar artists to, i love, i really love, i enjoy, i adore, i "
        "really like, i also like, i like, i am into, i am really into, big fan of, huge fan of, a fan of, fan of, "
        "comparable to, similar in style to, in the same style as, same style as, same vibe as, same vibes as, same "
        "feel as, same feeling as, same energy as, same mood as, same kind of sound as, in the same vein as, inspired "
        "by, anyone similar to, anything similar to, something similar to, artist like, artists like, artists similar "
        "to, bands like, bands similar to, vibes like, sound like, sounding similar to, sounds similar to, more like, "
        "feels like, kinda like, kind of like, a bit like, much like, similar as, similar stuff to, similar songs as, "
        "like in, like from, like something from, like something out of, straight out of, right out of, "
        "the likes of, the style of, style of, in the manner of, the way of"
    ),
    PhraseKind.FINE: (
        "or not, r ok, r fine, are allowed now, is allowed now, are totally fine, is totally fine, are cool, is cool, do not bother me, does not bother me, no biggie, are all right, is all right, is fine, are fine, fine, is ok, are ok, is okay, are okay, is optional, are optional, optional, does not "
        "matter, do not matter, is alright, are alright, is not important, are not important, are allowed, is "
        "allowed, are welcome again, is irrelevant, can be anything, are good again, is fine again, are fine again, "
        "is not needed, are not needed, not needed, no longer needed, is no longer needed, are no longer needed, not "
        "necessary, is not necessary, are not necessary, is not required, is not needed after all, are ok again, is "
        "ok again, are okay again, are ok now, are fine now, is fine now, is ok now, is okay now, are okay now, no "
        "longer matters, no longer matter, would be fine, would be ok, would be okay, are not a problem, is not a "
        "problem, is no problem, are no problem, is up to you, are up to you, can stay, are welcome, is welcome, can "
        "be in there"
    ),
    PhraseKind.INSTRUMENTAL: (
        "instrumental, instrumentals, intrumental, instrumental music, instrumental only, instrumental version, no "
        "words, voiceless, wordless, karaoke version, vocal free, vocals free, voice free, instrumental piece, "
        "instrumental pieces, instrumental track, instrumental tracks, instrumental songs, instrumental song, an "
        "instrumental, purely instrumental, no vocal, vocals off, without words, without any words, nobody sings, "
        "nobody should sing, "
        "nobody singing, no one singing, no one sings, lyricless, no singing at all, music only, only music, just "
        "music, just the music, no human voice"
    ),
    PhraseKind.CLEAN: (
        "family friendly, kid friendly, kid safe, kid safe lyrics, kid safe lyrics only, kids safe, kids friendly, "
        "child friendly, clean version, clean lyrics, radio edit, safe for work, sfw, keep it clean, suitable for "
        "children, suitable for kids, safe for kids, ok for kids, school appropriate, brand safe, pg rated, clean "
        "lyrics only, clean songs, clean songs only, for children, pg 13, child safe, child appropriate, "
        "appropriate for kids, appropriate for children, age appropriate, suitable for work, suitable for school, "
        "ad friendly, advertiser friendly"
    ),
    PhraseKind.THEM: (
        "nothing by them, nothing from them, nothing by him, nothing by her, nothing from him, nothing from her, "
        "same artist, the same artist, same band, the same band, by this artist, by the same artist, from this "
        "artist, from the same artist, by that artist, from that artist, by them, by him, by her, from them, from "
        "him, from her, more of him, more of her, more of them, by this band, from this band, by the same band, "
        "from the same band, this artist, by the same person, by the same guy, by the same people, same composer, "
        "by the same composer, by this guy, from this guy, same musician, same singer"
    ),
    PhraseKind.PLAIN: (
        "time lapse, timelapse, slow motion, slow mo, slomo, fast forward, slowly, quickly, rock climbing, climbing "
        "rocks, country road, country house, heavy rain, heavy snow, light rain, light show, light bulb, city "
        "lights, dark clouds, dark chocolate, bass fishing, sea bass, pop up, house tour, tree house, warm up, warm "
        "water, beat up, swing by, fast food, slow cooker, trap door, world cup, around the world, world tour, the "
        "world, real world, angry birds, quick tutorial, quick question, score board, final score, happy birthday, "
        "merry christmas, club house, golf club, book club, fan club, horror movie, romantic comedy, action movie, "
        "fire alarm, soul mate, rock star, rock bottom, jazz hands, funny cat, funny cats, strong wind, wild "
        "animals, wild horses, wild life, loud noises, happy ending, happy place, hard drive, fun fact, fun fair, "
        "party boat, light house, metal detector, heavy metal scrap, dance class, dance lesson, dance recital, "
        "swing set, chill pill, soft drink, soft toy, soft landing, bright side, bright light, bright lights, the "
        "dark, dark side, in the dark, dark room, horse racing, slow cooked, quick cuts, fast cuts, fast car, fast "
        "cars, slow day"
    ),
    PhraseKind.NOISE: (
        "never heard of that, never heard of it, never heard of them, never heard of, "
        "would be lovely, would be nice, would be great, would be cool, would be perfect, would be awesome, would "
        "be good, would be amazing, would be ideal, would be fun, would be better, would be best, will be great, "
        "would not hurt, would not be bad, there is a voiceover, there is a voice over, there is talking over it, "
        "there is talking, there is a voice, i talk over it, i will talk over it, someone talks over it, i am "
        "talking over it, i have a voiceover, no wait, pretty much, pretty please, at first, at the end of the day, "
        "on top of that, on this, on it, on this one, in general, my video is, my clip is, the video is, the clip "
        "is, have fun, having fun, cleaning house, clean house, cleaning the house, the house, in the house, at "
        "home, to be honest, as well, as always, no problem, in the moment, in the mood for, in the mood to, at "
        "all, after all, any more, right now, this time, for once"
    ),
    PhraseKind.EXPLICIT: (
        "explicit, explicit lyrics, explicit content, explicit songs, swearing, swear words, swears, profanity, "
        "cursing, curse words, cuss words, bad language, bad words, nsfw, dirty lyrics, foul language, f bombs, "
        "explicit language, vulgar, vulgarity, vulgar language, cuss, cussing, swear, curse, f words, f word, slurs, "
        "adult content, adult language"
    ),
    PhraseKind.ATTRIBUTION: (
        "attribution, credit, credits, crediting, to credit, have to credit, giving credit, attribution required, "
        "need to credit, to give credit, have to give credit, need to give credit, having to credit, credit needed, "
        "credit the artist, to credit the artist, to credit anyone, to attribute, crediting anyone, attributing, "
        "credit anybody, credit anyone, credit someone, to credit anybody, have to give credits, give credit, giving "
        "credits, credit required, credits required, attribution needed, credit line"
    ),
}

# Words that say nothing about music; what is left without them goes to the text encoder.
STOP = (
    "rushed allow allows plan plans planning ton tons tiny a about according across actually add after again "
    "against ah ahead album all allowed almost along already also although always am among an and another any any1 "
    "anybody anymore anyone anything anyway anywhere apart are around artist artists as ask at away background bad "
    "band bands basically bcs be became become been before begin begins being below beside besides best better "
    "beyond bit bot both bring bro btw buddy bunch by can cause certain certainly change channel check choose "
    "cleared clearly client clip clips close come comes coming complete completely concerning consider considering "
    "contain contains correct could couple create currently d dear definitely described despite did directly do "
    "does doing don done dont down download downloading dude during each earlier easily eg eight either else ending "
    "enough entire entirely er especially etc even ever every everybody everyone everything everywhere ex exactly "
    "example examples fav fave favourite feel feeling feels few film finally find fine finish first fit fits five "
    "follow following follows footage for forth four fr from fully further furthermore gave general generally genre "
    "genres get getting gimme give go goes going gonna good got gotta gotten great guess guys had half happen "
    "happens hardly has have having hear help hence her here him his hm hmm honestly hope hopefully hoping how "
    "however i id idea ideal ideally ideas ie if ill im image images imho immediately imo in including inside "
    "instead instrument instruments into is it its ive just keep keeps kept kind kinda know known knows largely "
    "last lately later latter least less let lets like likely lil list listen listened listening literally little "
    "ll load lol longer look looking looks lot lots love loves loving m made main mainly make makes man many mate "
    "may maybe me mean meant meanwhile mention mentioned merely might mind mine minute minutes moment mood moods "
    "more most mostly move moves much musechat music musical must my n nah named namely nearly necessary need "
    "needed needs neither never new next ngl nice nicer nine nobody none nothing now number obvious obviously of "
    "off often oh ok okay on one ones only onto option options or order other otherwise ought our out over overall "
    "own pal part particular particularly parts people per perfect perhaps pick picture pictures piece pieces play "
    "playing playlist playlists please plenty pls plz point possible possibly prefer preferably presumably pretty "
    "previous probably project properly provide put quite rather re real realize really reason reasonable "
    "reasonably rec recommend recommendation recommendations recs regarding relatively replace replaced request "
    "respectively rest right rn s said same saw say saying says scene search searching second seconds section see "
    "seeking seem seems seen select sense sent serious seriously seven several shall she shot shots should show "
    "similar simply since six small so some somebody somehow someone something sometime sometimes somewhat "
    "somewhere song songs soon sorry sort sorta sound sounded sounding sounds soundtrack specific specifically "
    "start starts stay step still stuff style such suggest suggested suggestion suggestions suit suitable suits "
    "supposed sure t tad take taste tbh tell tempo ten tend tends than thank thanks that the their them then there "
    "these they thing things think this those though thought three throughout thus thx till time to today together "
    "too took top total totally toward towards track tracks tried tries true truly try trying tune tunes turn twice "
    "two type u uh um under unless unlikely until up upon ur us usable use used useful uses using usual usually "
    "various ve version versions very via vibe vibes video vs wait wanna want wanted wants was way we well went "
    "were what whatever whats whatsoever when whenever where wherever whether which while who whole why will wish "
    "with within without wizard wonder wondering wont word words works worse worth would would've ya yay yeah yep "
    "yes yet you your yours yourself"
)
