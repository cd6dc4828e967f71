"""English: how the words around a claim are to be read."""

from __future__ import annotations

from collections.abc import Mapping

ROLES: Mapping[str, str] = {
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
    "role.than": "than, compared to, compared with, next to, beside",
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
        "is, are, was, feels, feel, stays, stay, remains, remain, keeps, keep, looks, look, moves, move, "
        "runs, drifts, sits, very, quite, rather, really, so far, pretty much, truly, fairly, mostly, always, "
        "also, both"
    ),
    "role.link + role.hedge": (
        "sounds like, sound like, seems, seem, seems to, seem to, appears to be, might be, may be"
    ),
    "role.hedge": (
        "perhaps, maybe, probably, possibly, presumably, likely, apparently, i think, i believe, i think i hear, i "
        "seem to hear, by the sound of it"
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
