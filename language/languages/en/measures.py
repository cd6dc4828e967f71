"""English phrases for what is measured or counted: scales, moves along them, vocals, licences, eras."""

from __future__ import annotations

from musechat.wish import Facet

# Scales by name; what is said of them ("any tempo", "the length does not matter") decides what they mean.
SCALES: dict[Facet, str] = {
    Facet.TEMPO: "tempo, the tempo, bpm, speed, the speed, pace, the pace",
    Facet.LENGTH: "length, the length, duration, how long it is",
    Facet.ENERGY: "the energy, energy level",
    Facet.VALENCE: "the mood",
    Facet.GENRE: ("genre, the genre, style, the style, genres, kind of music, the kind of music"),
    Facet.ERA: "era, the era, year, the year",
    Facet.LICENCE: "licence, license, the licence, the license",
}

# Words for a length: (shortest, longest) in seconds.
SPANS: dict[tuple[float | None, float | None], str] = {
    (None, 120.0): (
        "short track, short song, short piece, short tune, short one, something short, short music, brief track, "
        "keep it short, shortish, short and sweet, short jingle, a jingle, make it short"
    ),
    (180.0, None): "long track, long song, long piece, long one, something long, longish, make it long",
}

# Whole phrases that move along a scale: (the scale, whether upwards).
MOVES: dict[tuple[Facet, bool], str] = {
    (Facet.TEMPO, False): (
        "slow down, slow it down, slower paced, lower tempo, slower tempo, less fast, reduce the tempo, slower pace, "
        "take it slower, bring the tempo down, lower the tempo, drop the tempo, slower bpm, lower bpm, drag less, "
        "slow things down, slow it, lower the bpm, lower the speed, reduce the bpm, reduce the speed, less speed, at "
        "a slower pace, with a slower pace, with slower pace, slower beat, slow the tempo down, slow the tempo, "
        "take the pace down, bring the pace down, take the tempo down"
    ),
    (Facet.TEMPO, True): (
        "speed up, speed it up, pick up the pace, faster paced, higher tempo, faster tempo, faster pace, raise the "
        "tempo, increase the tempo, more tempo, faster bpm, higher bpm, bring the tempo up, more speed, speed things "
        "up, speed up the tempo, raise the bpm, increase the bpm, increase the speed, faster beat, drags, it drags, "
        "drags too much, dragging, quicken the pace, quicken it, less slow"
    ),
    (Facet.ENERGY, False): (
        "tone it down, calm down, calm it down, take it down a notch, dial it back, dial it down, bring it down, turn "
        "it down, tone down the energy, lower energy, lower the energy, softer touch, less busy, less "
        "action, dial the energy down, bring the energy down, turn the energy down, dial it down a notch, cool it "
        "down, cool down, cooling down, wind down, winding down, less power, less drama, less action packed, less "
        "over the top"
    ),
    (Facet.ENERGY, True): (
        "turn it up, amp it up, kick it up, kick it up a notch, crank it up, ramp it up, higher energy, raise the "
        "energy, more oomph, more punch, more drive, more power, more action, more movement, more life, more kick, "
        "more edge, more bite, pump it up, up the energy, step it up, dial it up, dial up the energy, bring the "
        "energy up, pump up the energy, more intensity, more impact, more "
        "drama, less sleepy, less boring, too boring something more exciting, more pep, more bounce, bump up the "
        "energy, boost the energy"
    ),
    (Facet.VALENCE, True): (
        "cheer up, bring the mood up, lift the mood, brighten the mood, lift it up, cheer it up, lighten up, "
        "lighten it up, lighten the mood, more joy, more fun, more hope, more happiness, more positivity, more "
        "positive vibes, less sadness, less sorrow, less melancholy, less gloom"
    ),
    (Facet.VALENCE, False): ("less joy, more sorrow, more sadness, more melancholy, less happiness, less fun"),
    (Facet.BRIGHTNESS, False): "more darkness, less treble, less shrill, less bright",
    (Facet.BRIGHTNESS, True): "more light, more sparkle, more treble, less muddy, less dark, too dull, less dull",
    (Facet.LENGTH, False): (
        "less long, more short, too long, way too long, so long, not so long, not too long, not as long, too lengthy, trim it, trim it down, "
        "cut it shorter, shorter version, not that long"
    ),
    (Facet.LENGTH, True): (
        "less short, more long, too short, way too short, not so short, not too short, not as short, not long enough, longer version, "
        "extended version, not that short"
    ),
    (Facet.ERA, False): (
        "more old school, more old fashioned, too modern, less modern, not so modern, not as modern, "
        "not that modern, too new, too recent, less recent, not so new, less contemporary, too contemporary, more of "
        "a classic, further back, from earlier, more dated"
    ),
    (Facet.ERA, True): (
        "more up to date, more current, less old, less dated, less retro, less vintage, less old fashioned, less old "
        "school, too old, not so old, not as old, not that old, too old fashioned, not so old fashioned, not as old "
        "fashioned, too dated, too retro, too vintage, too old school, newbies, fresher, something fresher, more new, "
        "less oldschool, newer stuff"
    ),
}

VOICES: dict[str | None, str] = {
    None: (
        "vocals, vocal, singing, singer, singers, voice, voices, lyrics, sung, vocalist, vocalists, someone singing, "
        "people singing, a singer, human voice, sings, vocal track, vocal parts, rapping vocals, choruses, vox, "
        "spoken word, talking, chanting, any singing, lyric"
    ),
    "female": (
        "lady's voice, lady voice, lady vocals, ladies voices, female vocals, female vocal, female voice, female "
        "voices, female singer, female singers, female vocalist, female vocalists, woman singing, women singing, "
        "girl vocals, girl singing, girl singer, woman singer, female lead, female singing, female rapper, female "
        "fronted, woman's voice, a woman singing, women's voices, woman vocals, female, female artist, female "
        "artists, female led, female lead vocals, female fronted band, woman's vocals, sung by a woman, sung by "
        "women, sung by a girl, lady singing, ladies singing, a lady singing, girl's voice, girl voice, girl group, "
        "girl groups, woman's singing, woman on vocals, a woman's voice, women's vocals, women artists, female "
        "sung, female vocalist only"
    ),
    "male": (
        "male vocals, male vocal, male voice, male voices, male singer, male singers, male vocalist, male vocalists, "
        "man singing, men singing, guy singing, boy singing, male lead, male singing, male fronted, man's voice, a "
        "man singing, male, male artist, male artists, male led, male lead vocals, man's vocals, sung by a man, sung "
        "by men, sung by a guy, dude singing, a guy singing, guy's voice, guy vocals, boy band, boy bands, man on "
        "vocals, a man's voice, men's voices, men's vocals, guys singing, dudes singing"
    ),
}

# Uses that a licence must allow.
LICENCES: dict[tuple[str, ...], str] = {
    ("commercial",): (
        "commercial use, for a client, for my client, for our client, for clients, for a client video, for client work, "
        "client work, for a customer, for a paying client, commercially, for a commercial project, for a commercial video, commercial project, "
        "commercial video, commercial purposes, for a commercial, commercial licence, commercial license, monetise, "
        "monetize, monetised, monetized, monetisation, monetization, my business, our business, client project, paid "
        "ad, paid ads, an advert, an advertisement, royalty free, copyright free, no copyright, copyright safe, non "
        "copyrighted, free of copyright, use in commercials, earn money with it, make money with it, use "
        "commercially, use it in ads, in an ad, for an ad, for ads, for advertising, advertising, sponsored video, a "
        "sponsored video, sponsored content, monetizable, monetisable, monetise it, monetize it, monetised video, "
        "monetized video, monetized channel, monetised channel, youtube monetization, safe for youtube, youtube safe, "
        "safe for youtube monetization, cleared for commercial use, copyright strike, copyright strikes, copyright "
        "claim, copyright claims, claimed on youtube, a copyright strike, a copyright claim, commercial rights, "
        "licensed for commercial use, commercial licence needed, make money from it, make money off it, sell the "
        "video, sell it, monetised youtube channel, monetized youtube channel, monetised yt channel, monetized yt channel, "
        "business use, for business use, business licence, business license, cleared for business, cleared for ads, "
        "cleared for youtube, ok for youtube, okay for youtube, sponsored videos, sponsored posts, sponsored reel, "
        "sponsored reels, allowed commercially, no claims, no copyright claims, won't get claimed, not get claimed, "
        "no strikes, royaltyfree, dmca safe, stream safe, dmca free, dmca"
    ),
    ("derivatives",): (
        "remix it, edit it, modify it, cut it up, change it freely, derivatives, derivative works, adapt it, sample "
        "it, i can edit, i can remix, i can cut, can be edited, allowed to edit, allowed to remix, remixing, remixing "
        "it, allowed to cut, cut and edit, cut and edit it, cut it, chop it up, loop it, edit the song, edit the "
        "music, edit the track, modify the track, i can cut it, be remixed, allowed to change it, allowed to modify, "
        "make changes to it, mash it up"
    ),
    ("no-attribution", "commercial", "derivatives"): "cc0, public domain, cc zero",
}

# Words for an age of music: (first year, last year).
AGES: dict[tuple[int | None, int | None], str] = {
    (None, 1979): (
        "oldies, golden oldies, old school, oldschool, vintage, old timey, old fashioned, retro, throwback, "
        "throwbacks, old song, old songs, old music, old stuff, old hits, from way back, from back in the day"
    ),
    (2010, None): (
        "modern, contemporary, recent, new releases, new music releases, current music, current hits, recent years, "
        "modern day, latest hits"
    ),
    (2020, None): "this decade, the last few years, last few years",
}
