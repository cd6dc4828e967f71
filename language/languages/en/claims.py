"""English: what the words of a reason claim, beyond the vocabulary of :mod:`language.vocabulary`."""

from __future__ import annotations

from collections.abc import Mapping

from language.languages.claim_words import ClaimWords
from language.languages.en.claim_roles import ROLES
from language.languages.en.claim_sounds import SOUNDS

# ideas (of lexicon_meanings; " + " joins those of words that say several): phrases between commas
_QUALITIES: Mapping[str, str] = {
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
}
_PHRASES: Mapping[str, str] = {**_QUALITIES, **SOUNDS, **ROLES}

CLAIMS = ClaimWords(
    phrases=_PHRASES,
    pitches={"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11},
    modes={"major": ("major",), "minor": ("minor",)},
    sharps=("#", "♯", " sharp"),
    flats=("♭", "b", " flat"),
    key_leads=("in", "key of"),
    capital_keys=True,
    pronouns=frozenset({"it", "its", "this"}),
    within=frozenset({"in", "into", "of"}),
    named_scenes=True,
    leaks=(
        r"\b(?:ignor\w+|disregard\w*|forget)\b[^.]{0,30}\b(?:previous|above|prior|earlier|all|instruction\w*|rules?)\b"
        r"|\bsystem prompt\b|\b(?:my|your|the|these|this) (?:instructions?|prompt)\b"
        r"|\bas an? (?:ai|llm|assistant|language model)\b"
        r"|\blanguage model\b|\bai assistant\b|\bi(?:'m| am) sorry\b|\bi can(?:'t|not) (?:help|assist|comply|do)\b"
        r"|^\s*(?:sure|certainly|of course|okay|here(?:'s| is) (?:the|a|your) (?:reason|text|explanation|recommendation))\b"
        r"|\b(?:user|assistant|system|human)\s*:|\bjson\b|\bprompt\b|\bim_(?:start|end)\b"
    ),
)
