"""English: what the words of a reason claim, beyond the vocabulary of :mod:`musechat.words`."""

from __future__ import annotations

from collections.abc import Mapping

# ideas (of lexicon_meanings; " + " joins those of words that say several): phrases between commas
ENGLISH: Mapping[str, str] = {
    # -- qualities that pick and clip may both have
    "track.calm + clip.unhurried": "calm, calmly, peaceful, tranquil, serene, placid, serenely, calmness, calms",
    "track.easy-going + clip.unhurried": (
        "easy going, easygoing, laid back, relaxed, relaxing, leisurely, unhurried, unrushed, low key, lowkey, "
        "restrained, easy paced, undemanding, patient, patiently"
    ),
    "track.gentle + clip.unhurried": (
        "gentle, gently, soothing, meditative, tender, delicate, delicately, hushed, subdued"
    ),
    "track.quiet + clip.unhurried": "quiet, quietly, silent",
    "track.soft + clip.unhurried": "soft, softly, softness, understated, subtle, unobtrusive",
    "track.mellow + clip.unhurried": "mellow",
    "track.chill + clip.unhurried": "chill, chilled",
    "tempo.slow + clip.slow": (
        "slow, slowly, slow moving, slow burning, sluggish, crawling, glacial, downtempo pace, slow paced"
    ),
    "tempo.mid + clip.steady": (
        "mid tempo, midtempo, medium tempo, moderate tempo, moderate pace, mid paced, moderately paced"
    ),
    "tempo.fast + clip.fast": (
        "fast, fast paced, fast moving, quick, quickly, rapid, rapidly, swift, swiftly, brisk, briskly, speedy, "
        "breakneck, racing, rushing, up tempo, uptempo"
    ),
    "track.steady + clip.steady": "steady, steadily, even paced, even, measured, balanced, moderate",
    "track.lively + clip.lively": "lively, animated, spirited, vibrant, bustling, brisk energy, bouncy, buoyant",
    "track.energetic + clip.lively": (
        "energetic, high energy, full of energy, dynamic, busy, punchy, kinetic, electrifying"
    ),
    "track.driving + clip.fast": (
        "driving, propulsive, relentless, pounding, charging, hard driving, powerful, explosive, hectic, frantic, "
        "frenetic, furious, adrenaline, thundering, pumping"
    ),
    "track.intense": "intense, intensity, fierce, ferocious",
    "track.dark + clip.dark": "dark, darkly, shadowy, dim, dimly lit, murky, darkness, brooding",
    "track.bright + clip.bright": "bright, brightly, luminous, radiant, sunlit, sunny, brightness, glowing",
    "track.warm + clip.warm-toned": "warm, warmly, warmth",
    "clip.cool-toned": (
        "cool toned, cool coloured, cool colored, cold toned, bluish, cool tones, cool colours, cool colors"
    ),
    "clip.warm-toned": (
        "warm toned, warm coloured, warm colored, golden, warm tones, warm colours, warm colors, orange"
    ),
    "clip.muted": (
        "muted, desaturated, washed out, faded colours, faded colors, grey, gray, pale, drab, colourless, colorless"
    ),
    "clip.colourful": "colourful, colorful, saturated, vivid, rich colours, rich colors",
    # -- qualities of a track
    "track.sombre": (
        "sombre, somber, mournful, sorrowful, gloomy, bleak, melancholy, melancholic, desolate, melancholia"
    ),
    "track.sad": "sad, sadly, sadness, tearful, heartbroken, heartbreaking, tragic, despairing, downcast",
    "track.wistful": (
        "wistful, bittersweet, pensive, lonely, moody, reflective, plaintive, contemplative, introspective"
    ),
    "track.cheerful": "cheerful, cheery, cheerfully, jolly, merry, jaunty, sprightly, cheerfulness",
    "track.happy": "happy, happily, joyful, joyous, gleeful, elated, jubilant, feel good, happiness, joy",
    "track.hopeful": "hopeful, optimistic, uplifting, inspiring, encouraging, heartwarming, hope, positive",
    "track.upbeat": "upbeat, peppy, perky",
    "track.dark-sounding": (
        "dark sounding, dull sounding, muffled, dark in tone, dark timbre, low pitched, dark toned, dark tone"
    ),
    "track.bright-sounding": (
        "bright sounding, crisp, sparkling, shimmering, glittering, bright timbre, bright in tone, airy, bright tone"
    ),
    "track.warm": "lush, warm sounding, warm sound",
    "track.light": "light, lightly, light hearted, lighthearted, breezy",
    "track.loud": "loud, loudly, noisy, deafening, blaring",
    "track.heavy": "heavy, hard hitting, brutal, crushing, heavily",
    "beat.steady": (
        "steady beat, steady pulse, steady rhythm, steady tempo, constant beat, constant pulse, regular beat, clear "
        "beat, even pulse, steady groove, solid beat, firm beat"
    ),
    "key.minor": "minor key, a minor key, minor tonality, in minor, minor mode, minor chords, minor keyed",
    "key.major": "major key, a major key, major tonality, in major, major mode, major chords, major keyed",
    # -- voices
    "vocals.none": (
        "no vocals, without vocals, no vocal, instrumental, instrumentals, instrumental only, wordless, no singing, "
        "no voice, no voices, no singer, no lyrics, without words, without singing, without lyrics, no words, nobody "
        "sings, no one sings, nobody singing, no one singing, voice free, vocal free, without a voice, without voice, "
        "without a singer, unsung, vocals stay out, voices stay out, vocals keep out, purely instrumental, not sung, "
        "not a voice, zero vocals, leaves out vocals, leaves out the vocals, keeps vocals out, not a word is sung, "
        "never a voice, no sung, keeps the vocals out, leaves the vocals out, leave the vocals out, leaves vocals "
        "out, leaves out the singing, keeps the singing out"
    ),
    "vocals.any": (
        "vocals, vocal, singing, sung, sings, sing, singer, singers, voice, voices, vocalist, vocalists, lyrics, "
        "lyric, lyrical, crooning, croons, rapping, raps, rapped, rapper, words sung, vocal line, vocal harmonies, "
        "somebody sings, someone sings, a cappella, falsetto, humming, chanting"
    ),
    "vocals.female": (
        "female vocals, female vocal, female voice, female singer, female vocalist, woman's voice, woman singing, "
        "woman sings, she sings, sung by a woman, her voice, her vocals, women's voices, soprano, female fronted, "
        "female sung, female vocalists, female voices"
    ),
    "vocals.male": (
        "male vocals, male vocal, male voice, male singer, male vocalist, man's voice, man singing, man sings, he "
        "sings, sung by a man, his voice, his vocals, men's voices, baritone, tenor, male fronted, male vocalists, "
        "male voices"
    ),
    # -- instruments
    "solo.one": "solo, alone, unaccompanied, lone, a single instrument, nothing but, stripped down, stripped back",
    "instrument.piano": "keys of a piano, pianistic, piano led, piano based, ivories",
    "instrument.drums": (
        "kick drum, kick, snare, snares, hi hat, hi hats, cymbals, cymbal, drummer, drumbeat, drumbeats, toms, tom "
        "toms, percussive, drumline, breakbeats, breakbeat, backbeat"
    ),
    "instrument.acoustic guitar": (
        "fingerpicked guitar, fingerpicked, strummed guitar, nylon guitar, nylon string guitar"
    ),
    "instrument.electric guitar": "distorted guitars, overdriven guitar, power chords",
    "instrument.strings": "string, string arrangement, string ensemble, bowed strings, string pads",
    "instrument.synth": "synthetic, synthesised, synthesized, analogue synth, analog synth, synth lead, arpeggiator",
    "instrument.bass": "bass line, low end, bottom end, basses, sub",
    "instrument.choir": "choirs, choral voices",
    "instrument.viola": "viola, violas",
    "instrument.oboe": "oboe, oboes, bassoon, cor anglais",
    "instrument.woodwind": "woodwind, woodwinds, winds, recorder, piccolo, pan pipes, panpipes",
    "instrument.mallets": "marimba, xylophone, vibraphone, vibes, celesta, kalimba, steel drums, steelpan",
    "instrument.keyboard": "keyboard, keyboards, electric piano, rhodes, wurlitzer, clavinet",
    "instrument.world": (
        "theremin, didgeridoo, bagpipes, bagpipe, tabla, koto, erhu, shamisen, djembe, bongos, congas, tambourine, "
        "shaker, shakers, maracas, castanets, lute, oud, bouzouki, dulcimer, zither, balalaika, tin whistle, whistle, "
        "whistling, handclaps, claps, clapping, turntables, scratching, samples, field recordings"
    ),
    # -- genres
    "genre.lo-fi": "lo fi, lofi, chillhop",
    "genre.hip-hop": "hip hop, hiphop, rap, boom bap",
    "genre.classical": "classical, neoclassical, neo classical, baroque, chamber",
    "genre.electronic": "electronic, electronica, electro, edm, idm, glitch, glitchy",
    "genre.waltz": "waltz, waltzing, waltzes, waltz time, three four time",
    "genre.ballad": "ballad, ballads, power ballad",
    "genre.march": "march, marching",
    "genre.lullaby": "lullaby, nocturne, etude, sonata, concerto, fugue, hymn, anthem, anthemic, carol",
    "genre.polka": (
        "polka, ragtime, dixieland, honky tonk, surf rock, shoegaze, grunge, emo, hardcore, industrial, big band"
    ),
    "genre.other": "klezmer, calypso, zydeco, dub, krautrock, garage, breakcore, future bass, hardstyle, eurodance",
    "genre.soundtrack": "soundtrack, film score, movie score, cinematic, score like, film music, filmic",
    # -- moods that only tags can tell
    "mood.dreamy": (
        "dreamy, dreamlike, ethereal, floating, atmospheric, hypnotic, trippy, hazy, spacey, otherworldly, spacious"
    ),
    "mood.epic": "epic, heroic, triumphant, majestic, grand, grandiose, sweeping, soaring, bombastic, monumental",
    "mood.mysterious": "mysterious, mystical, enigmatic, magical, eerie, uncanny",
    "mood.tense": (
        "tense, tension, suspenseful, suspense, nervous, anxious, uneasy, ominous, menacing, sinister, foreboding"
    ),
    "mood.romantic": "romantic, intimate, sensual, passionate, loving, sentimental",
    "mood.nostalgic": "nostalgic, nostalgia",
    "mood.playful": "playful, playfully, quirky, whimsical, funny, comic, goofy, silly, mischievous",
    "mood.aggressive": "aggressive, angry, rage, violent, savage",
    "mood.groovy": "groovy, groove, grooving, grooves",
    "mood.beautiful": "beautiful, beautifully, gorgeous, lovely, pretty, stunning",
    "mood.catchy": "catchy, infectious, earworm, hooky",
    "mood.weird": "weird, strange, odd, bizarre, unusual, offbeat",
    "mood.party": "party, festive, celebratory",
    "mood.sexy": "sexy, sultry, seductive",
    # -- time and origin
    "era.60s": "60s, 1960s, sixties",
    "era.70s": "70s, 1970s, seventies",
    "era.80s": "80s, 1980s, eighties",
    "era.90s": "90s, 1990s, nineties",
    "era.00s": "00s, 2000s, noughties, aughts",
    "era.10s": "2010s",
    "era.20s": "2020s",
    "era.50s": "50s, 1950s, fifties, 1940s, 1930s, 1920s, forties, thirties, twenties",
    "era.old": (
        "old school, oldschool, vintage, retro, old time, old fashioned, throwback, oldie, oldies, dated, antique"
    ),
    "era.new": "modern, contemporary, brand new, recent, recently released, new release, up to date, present day",
    "length.short": "short track, short piece, short song, brief track, brief piece, brief song",
    "length.long": "long track, long piece, long song, lengthy, extended, epic length",
    # -- what may be done with it
    "use.commercial": (
        "commercial use, commercially, free for commercial use, safe to monetise, safe to monetize, monetise, "
        "monetize, royalty free, copyright free, no copyright, free to use, free for any use, any use, licence free, "
        "license free, use it anywhere, cleared for use, cleared for commercial use, commercial projects, use it "
        "freely, free of rights, rights free, no strings attached"
    ),
    "use.non-commercial": (
        "non commercial, noncommercial, no commercial use, not for commercial use, non commercial use, personal use "
        "only, not be used commercially, not commercially"
    ),
    "use.derivatives": (
        "may be remixed, can be remixed, free to remix, changes allowed, may be edited, free to edit, free to adapt"
    ),
    "use.credit": (
        "credit required, attribution required, credit the artist, credit is required, with credit, with attribution, "
        "needs credit, needs attribution, give credit, requires attribution, requires credit"
    ),
    "use.no-credit": (
        "no credit needed, no attribution, no credit required, without attribution, without credit, no credit, no "
        "attribution needed, no attribution required, needs no credit, needs no attribution, requires no attribution"
    ),
    "licence.named": (
        "cc, cc0, creative commons, public domain, gpl, apache licence, apache license, mit licence, mit license, oga "
        "by, all rights reserved, free art licence, free art license, unlicense"
    ),
    "explicit.yes": "explicit, swearing, profanity, parental advisory",
    "explicit.no": "not explicit, nothing explicit, family friendly, no swearing, clean lyrics",
    # -- the clip
    "clip.no-cuts": (
        "no cuts, without cuts, uncut, single take, one take, unbroken shot, single shot, one continuous shot, "
        "unbroken take, without a cut, without a single cut, never cuts, one long shot, continuous shot, one long "
        "take"
    ),
    "clip.few-cuts": (
        "few cuts, hardly any cuts, rarely cuts, few edits, sparse cuts, sparing cuts, long shots, long takes, a few "
        "cuts, a handful of cuts, sparse editing, occasional cuts, handful of edits, only a few cuts, barely any cuts"
    ),
    "clip.some-cuts": "some cuts, several cuts, moderate cutting, regular cuts, some edits",
    "clip.many-cuts": (
        "many cuts, lots of cuts, rapid cuts, fast cuts, quick cuts, quickly cut, fast cut, heavily cut, frequent "
        "cuts, rapid fire cuts, quick cutting, fast cutting, rapid editing, fast editing, quick edits, many edits, "
        "constant cuts, plenty of cuts, quick fire cuts, cuts a lot, cuts often, rapid cutting, fast edits"
    ),
    "clip.speech": "speech, spoken, talking, dialogue, voiceover, voice over, narration, narrator, spoken words",
    "clip.silent": "no sound, without sound, soundless, silent clip, silent footage, silent video",
    "pace.same": (
        "at the pace of, paced like, in step with, keeps pace with, keep pace with, keeping pace with, same pace as, "
        "matches the pace, matching the pace, matches the energy, matching the energy, matches the tempo, match the "
        "pace, match the energy, mirrors the pace, mirroring the pace, mirrors the energy, in time with, in sync "
        "with, moves with your, moving with your, matches the rhythm, matching the rhythm, same energy as, follows "
        "the pace, echoes the pace, in line with the pace, level with, keeps up with, keeping up with, same speed as, "
        "same tempo as, walks alongside, moves like your"
    ),
    "pace.other": (
        "set against, contrast to, contrasts with, contrasting with, in contrast to, counterpoint to, contrast with, "
        "a counterweight to, against the pace, offsets, counters, contrast against"
    ),
    "meets.rise": (
        "the rise in your, meets the rise, as your clip rises, as your clip builds, your clip peaks, the peak of "
        "your, the climax of your, your clip's climax, your clip's peak, your clip's rise, where your clip builds, "
        "when your clip builds, as the clip builds, when the clip builds, where your clip rises, the lift in your, "
        "where your clip lifts, the high point of your, your climax, the build in your, where your clip peaks, when "
        "your clip peaks, lands on the rise, hits the rise, the surge in your"
    ),
    # -- the course of the track
    "place-starts.beginning": (
        "at the beginning, from the beginning, from the start, from the top, at the very start, right from the start"
    ),
    "section.intro": "intro, introduction, opening bars, opening section, opening",
    "section.build": (
        "build up, buildup, builds up, builds, building, swell, swells, swelling, rising passage, ramps up, grows"
    ),
    "section.main": "main part, main section, main theme, drop, drops, main body",
    "section.break": (
        "break, breakdown, quieter break, quieter passage, quieter section, quieter part, calmer passage, calmer "
        "part, calmer section, softer passage, softer section, quiet passage, quiet section, calmer moments, quieter "
        "moments"
    ),
    "section.ending": "ending, outro, closing section, final section, last section",
    "place.intro": "in its intro, in the intro, during the intro, during its intro, within the intro, in the opening",
    "place.build": (
        "as it builds, as it builds up, in its build up, in the build up, during the build up, while it builds, "
        "inside the build up"
    ),
    "place.main": (
        "in its main part, in the main part, within the main part, within its main part, during the main part, inside "
        "the main part, well into the main part, into the main part, in its main section, in the main section, in the "
        "thick of the main part, inside its main part"
    ),
    "place.break": (
        "in a break, during a break, in a quieter break, in its break, during the break, in the break, in a "
        "breakdown, in a quieter passage, in a calmer passage, during a quieter passage, in a quiet break"
    ),
    "place.ending": (
        "in its ending, towards its ending, in the ending, near the end, towards the end, during the ending, in the "
        "outro, in its outro"
    ),
    "place-starts.intro": "where the intro begins, where the intro starts, at the opening, at the intro",
    "place-starts.build": (
        "where it starts to build, where the build up begins, where the build up starts, as it starts to build, at "
        "the start of the build up, just as it begins to build, where it begins to build, as it begins to build"
    ),
    "place-starts.main": (
        "where the main part begins, where the main part starts, right at its main part, right at the main part, "
        "where its main part begins, at the start of the main part, as the main part begins, as the main part kicks "
        "in, where the main part kicks in, where the main section begins, at the main part, just as the main part "
        "begins, when the main part begins, as the main part starts, at the start of its main part, as its main part "
        "begins, where the main part comes in, right where the main part begins, as the main part comes in"
    ),
    "place-starts.break": (
        "where a break begins, at the start of a break, where the break begins, as a break begins, at a break, where "
        "a break starts"
    ),
    "place-starts.ending": (
        "where the ending begins, at the start of its ending, where the outro begins, where the ending starts, as the "
        "ending begins"
    ),
    "outlasted.clip": (
        "before your clip does, before your clip ends, shorter than your clip, ends before your clip, runs out before "
        "your, before the clip does, before the clip ends, does not last as long as your clip, finishes before your "
        "clip"
    ),
    # -- beside the last pick
    "change.energy.less": (
        "calmer, quieter, softer, gentler, mellower, less energetic, less intense, toned down, calms down, dials "
        "down, more relaxed, less energy, less drive, takes it down, eases off, dialled down, dialed down, some calm, "
        "more calm, less force"
    ),
    "change.energy.more": (
        "more energetic, livelier, more energy, more intense, more driving, more lively, steps up, kicks up, dials "
        "up, amps up, a step up in energy, with more drive, more drive, extra energy, more punch, more upbeat"
    ),
    "change.tempo.less": (
        "slower, slowed, slows down, slows things down, less fast, lower tempo, at a slower pace, more slowly, slows, "
        "slower tempo, down in tempo, drops the tempo, lowers the tempo, brings the tempo down, to a crawl, slackens "
        "the pace, takes the tempo down"
    ),
    "change.tempo.more": (
        "faster, quicker, speeds up, sped up, brisker, higher tempo, speeds things up, picks up the pace, picks up "
        "speed, more quickly, faster tempo, lifts the tempo, raises the tempo, pushes the tempo, brings the tempo up"
    ),
    "change.valence.more": (
        "happier, cheerier, sunnier, more cheerful, brighter in mood, lighter in mood, less sad, less gloomy, more "
        "joyful, more hopeful, more uplifting"
    ),
    "change.valence.less": (
        "sadder, gloomier, more sombre, more somber, bleaker, moodier, darker in mood, less happy, less cheerful, "
        "more melancholic, more melancholy"
    ),
    "change.brightness.more": "brighter sounding, brighter, brighter in tone, crisper",
    "change.brightness.less": "darker sounding, darker, darker in tone, warmer, duller",
    "change.length.less": "shorter, briefer",
    "change.length.more": "longer, lengthier",
    "twice.double": (
        "twice as fast, twice the tempo, double the tempo, double the speed, twice the speed, doubles the tempo, "
        "twice as quick"
    ),
    "twice.half": (
        "half as fast, half the tempo, half the speed, halves the tempo, half speed, twice as slow, half the pace"
    ),
    # -- what nobody measured
    "unmeasured.form": (
        "chorus, choruses, verse, verses, refrain, bridge, hook, crescendo, crescendos, key change, modulation, fades "
        "out, fade out, fades in, fade in, time signature, syncopated, swung, off beat, polyrhythm, arpeggio, "
        "arpeggios, arpeggiated, riff, riffs, guitar solo, chord progression, dissonant, dissonance, reverb, "
        "reverberant, echoing, delay"
    ),
    "unmeasured.fame": (
        "famous, popular, award winning, viral, chart, charts, chart topping, well known, acclaimed, beloved, "
        "legendary, iconic, masterpiece, best selling, bestselling, number one, underrated, cult, a hit, hit song, "
        "chart hit, big hit, hit single, hits of, famous hit"
    ),
    "unmeasured.origin": (
        "live recording, recorded, recorded live, recording, released, cover version, remastered, album, debut, "
        "composed, composer, written by, produced by, producer, featuring, remix of, soundtrack of, film by, from the "
        "film, from the game, from the movie, band, orchestra of, trio, quartet, quintet, duo, in the style of, "
        "reminiscent of, inspired by, in the vein of, a la, evokes, evoking"
    ),
    "unmeasured.length": (
        "one minute, two minute, three minute, four minute, five minute, half minute, two minutes, three minutes, "
        "four minutes, half a minute"
    ),
    # -- how words are to be read
    "role.clip": (
        "clip, clips, video, videos, footage, reel, edit, pictures, scene, scenes, film, light of your, light in "
        "your, look of your, colours of your, colors of your, palette, your edit, your shots, your pictures, your "
        "images, your scene, your film, your scenes, your frames, picture, visuals, images, imagery, shots, frames, "
        "on screen, screen"
    ),
    "role.track": (
        "track, piece, song, tune, music, it, this one, this pick, this, number, composition, instrumental piece, "
        "pick, choice, thing, affair, its, sound, sounds, arrangement, recording itself, bed, backdrop, underscore, "
        "melody, mood"
    ),
    "role.last": (
        "last pick, previous pick, last one, previous one, earlier pick, last track, previous track, last song, "
        "previous song, earlier one, last suggestion, previous suggestion, one before, last time, predecessor, "
        "previous"
    ),
    "role.no": (
        "no, no longer, not, without, never, nobody, none, nor, neither, lacks, lacking, free of, free from, devoid "
        "of, avoids, avoiding, isn't, doesn't, aren't, don't, won't, wasn't, nothing, skips, skipping, leaves out, "
        "leaving out, rather than, minus, in place of, omits, keeps out, hardly, barely, steers clear of, steering "
        "clear of, absent, zero, cannot, can't, sans, stays away from, stays clear of, no trace of, not a hint of, "
        "ditches, drops the, forgoes, far from, anything but, swaps, swaps out, swapping, trades, trading, replaces, "
        "replacing, loses, losing, does away with, absence of, lack of, the absence of, no sign of, skip"
    ),
    "role.no + role.instead": "instead of",
    "role.no-after": (
        "free, less, are absent, is absent, stay away, stays away, are missing, is missing, drop out, left out, stay "
        "out, stays out, keep out"
    ),
    "role.break": "but, just, only, yet, though, although, while, whereas, so, then",
    "role.more": "more, a bit more, slightly more, much more, far more, extra, added",
    "role.less": "less, fewer, a bit less, not as, not so, nowhere near as",
    "role.now": "this time, now, this time around, now with",
    "role.than": (
        "than, compared to, compared with, against the last, beside the last, next to the last, after the last"
    ),
    "role.asked": (
        "you asked, you asked for, you wanted, you hoped, as asked, you had in mind, you requested, asked for, wished "
        "for"
    ),
    "role.and": "and",
    "role.or": "or, nor",
    "role.bpm": "bpm, beats per minute, beats a minute, b.p.m., tempo of",
    "role.instead": "rather than, versus, vs, was, up from, down from, not",
    "role.from": "from",
    "role.seconds": "seconds, second, secs, sec, seconds mark",
    "role.minutes": "minutes, minute, min, mins, minutes long, minute long",
    "role.starts": (
        "start, starts, starting, begin, begins, beginning, cue, cue it, drop in, drop it in, drops in, kick off, "
        "kicks off, enter, enters, entering, from, come in, comes in, launch, launches, open, opens, let it start, "
        "play it from, pick it up, start it"
    ),
    "role.ends": (
        "end, ends, ending at, finishes, finish, runs until, stops, stop, closes, lasts, runs to, runs for, runs out, "
        "long, until"
    ),
    "role.link": (
        "is, are, was, feels, feel, sounds like, stays, stay, remains, remain, keeps, keep, looks, look, moves, move, "
        "seems, runs, drifts, sits, very, quite, rather, really, so far, pretty much, truly, fairly, mostly, always, "
        "also, both"
    ),
    "role.neutral": (
        "light touch, in the light of, light on, lightly used, in no hurry, no rush, not only, not just, no matter, "
        "no less, nothing fancy, score your clip, beat for beat, on the beat, off the beat, the beat of your clip, at "
        "heart, not too, without getting in the way, without rushing, without crowding, without distracting, out of "
        "the way, get in the way, gets in the way, in the way, even though, even if, even when, even so, moving "
        "parts, right away, just right, a good match, a natural match, second half, first half, keep it simple, an "
        "alternative, alternative to, without overpowering, without overwhelming, without competing, without ever, "
        "without stealing, room to breathe, soft spot, sound bed, a touch, house style, dance around, world of, rock "
        "solid, the country, a world, in the dark, high above, hard to miss, hard to beat, not far from, strong "
        "match, strong fit, a fun fit, light up, bass of it, take it slow, no wonder, nothing else, no surprise, no "
        "need, in the end, before long, as before, no doubt, never rushes, never hurries, never rushing, doesn't "
        "rush, does not rush, in keeping with, keeps things, sounds at, drop it in, break it up, score the, as well, "
        "fitting, good, fine, nice, simple, perfect, great, right, ideal, suitable, solid, natural, careful, single, "
        "whole, new, different, similar, well matched, matching, apt, safe, strong, own, little, entire, original, "
        "full, complete, first, second, whole of, kind of, sort of, way, well chosen, worthy, clear, plain, closing, "
        "next, other, current, main, best, better, sure, close, short, same, real, well suited, honest, proper, "
        "welcome, thing, uploaded, given, chosen, background, kind, sort, moment, part, pace, rhythm, energy, tempo, "
        "key, length, by itself, on its own, by themselves, driven, led, based, style, tinged, flavoured, flavored"
    ),
    "role.article": "a, an, your, the, this, that, my, its, our",
    "role.stop": (
        "the, a, an, your, my, our, his, her, their, to, for, of, with, at, in, on, by, that, which, who, as, under, "
        "over, into, through, where, when, because, since, let, lets, gives, give, makes, make, has, have, had, does, "
        "do, will, would, can, could, i, you, we, they, if, too, there, here, out, up, about, around, along, after, "
        "between, these, those"
    ),
}
