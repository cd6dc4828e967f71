"""The words of made requests: what members say of music, and which aspect each phrase is about.

``HELD_OUT`` are phrases that no training sees, for the same aspects: a test that used the training's words would only
show that they were learnt by heart. Frames come in pairs for the same reason.
"""

from __future__ import annotations

# aspect and direction: phrases that compare | phrases that name a quality outright
COMPARING: dict[tuple[str, int], tuple[str, str]] = {
    ("energy", -1): (
        (
            "calmer more relaxed less intense quieter gentler less energetic more peaceful more chill "
            "mellower toned down less aggressive more laid-back not so loud less busy more soothing "
            "calm it down more subtle less hectic tone it down lower key less noisy more sedate "
            "dial it back not as intense easier going more zen take it easy"
        ),
        (
            "calm relaxing peaceful chill gentle quiet soothing mellow laid-back tranquil serene low-key "
            "meditative easygoing sedate zen cosy sleepy lullaby-like unobtrusive background music"
        ),
    ),
    ("energy", 1): (
        (
            "more energetic more energy more intense louder more upbeat punchier more powerful "
            "more exciting livelier harder more driving more aggressive wilder more action pump it up "
            "more dynamic bigger more drive more fire amp it up more adrenaline give it more oomph "
            "more explosive crank it up less sleepy more hyped"
        ),
        (
            "energetic intense powerful exciting driving aggressive loud wild high energy pumping action "
            "adrenaline hyped explosive vigorous banging full throttle hard-hitting epic and loud "
            "workout music"
        ),
    ),
    ("tempo", -1): (
        (
            "slower slow it down a slower tempo less fast not so fast at a gentler pace drop the tempo "
            "fewer beats per minute more slowly"
        ),
        ("slow slow tempo slow-paced downtempo unhurried tempo crawling half-time"),
    ),
    ("tempo", 1): (
        (
            "faster speed it up a faster tempo quicker more pace not so slow with a quicker beat "
            "more beats per minute pick up the pace raise the tempo more rapidly"
        ),
        ("fast fast tempo fast-paced quick uptempo up-tempo speedy racing high tempo double-time frantic"),
    ),
    ("happy", 1): (
        (
            "happier more cheerful more positive lighter more fun less sad more joyful sunnier less gloomy "
            "more uplifting more playful not so sad less dark more optimistic more light-hearted "
            "more cheery brighter in mood less depressing more good-humoured"
        ),
        (
            "happy cheerful joyful fun playful uplifting positive sunny light-hearted feel-good optimistic "
            "funny cheery sunny mood good-humoured upbeat and happy goofy celebratory whimsical"
        ),
    ),
    ("happy", -1): (
        (
            "darker gloomier more serious less happy moodier more ominous more mysterious less cheerful "
            "more sinister more dramatic less cheesy grittier bleaker more sombre more tense more evil "
            "less sunny less upbeat in mood more unsettling"
        ),
        (
            "dark gloomy ominous mysterious sinister scary eerie spooky haunting brooding suspenseful tense "
            "menacing bleak sombre evil unsettling nightmarish horror noir cold and dark"
        ),
    ),
    ("sad", 1): (
        (
            "sadder more melancholic more emotional more wistful more mournful in tone bluer more heartfelt "
            "more nostalgic"
        ),
        (
            "sad melancholic melancholy emotional heartbreaking nostalgic wistful sentimental longing "
            "bittersweet gloomy and sad heartfelt tragic lonely yearning weepy moving"
        ),
    ),
    ("bright", 1): (
        ("brighter in sound more sparkling less muffled more treble crisper shinier more airy on top more high end"),
        ("bright sound sparkling shimmering crisp bright shiny bell-like high-pitched sparkly"),
    ),
    ("bright", -1): (
        ("warmer deeper more bass less shrill less bright darker in sound fuller more low end less tinny"),
        ("warm deep bass-heavy mellow sound muffled low dark-toned heavy bass subby full and warm"),
    ),
    ("electronic", 1): (
        ("more electronic more synthetic less acoustic more digital more like a machine more synths techier"),
        ("electronic synthetic digital computer music techy synthesised programmed electronica cyber"),
    ),
    ("electronic", -1): (
        ("more acoustic less electronic more organic more natural more live more human with real players woodier"),
        ("acoustic organic unplugged live instruments live band woody handmade all acoustic no machines"),
    ),
    ("soft", 1): (
        (
            "softer smoother more delicate more tender less harsh gentler in touch more intimate sweeter "
            "less rough more soothing in tone"
        ),
        ("soft smooth delicate tender romantic dreamy intimate sweet lush cuddly whispering sentimental and soft"),
    ),
    ("steady", 1): (
        (
            "groovier more rhythmic with more groove more of a beat more danceable a stronger beat tighter "
            "more pulse more bounce"
        ),
        (
            "groovy rhythmic steady beat danceable catchy beat bouncy with a strong beat grooving "
            "steady pulse head-nodding"
        ),
    ),
    ("steady", -1): (
        ("less rhythmic freer less of a beat with less beat more free-flowing less drumming more floaty"),
        ("no beat beatless free-floating drone free-flowing floaty arrhythmic without rhythm"),
    ),
    ("experimental", 1): (
        ("weirder stranger more unusual more experimental more abstract crazier quirkier less ordinary"),
        ("weird strange experimental unusual psychedelic abstract quirky noisy and strange trippy glitchy"),
    ),
    ("retro", 1): (
        (
            "more retro more old-school more vintage older sounding more eighties more nostalgic in style "
            "more old-fashioned"
        ),
        (
            "retro vintage old-school eighties 80s oldies nostalgic synths old-fashioned seventies sixties "
            "classic oldies from the eighties synth-pop of old"
        ),
    ),
    ("ambient", 1): (
        ("more atmospheric more spacious more ambient more space more drifting dreamier more soundscape"),
        (
            "atmospheric spacious ambient ethereal airy floating cosmic drifting dreamlike meditative pads "
            "spacey celestial"
        ),
    ),
    ("sexy", 1): (
        ("sexier more sensual steamier more flirtatious more intimate and slow"),
        ("sexy sensual seductive smooth and sensual steamy flirtatious bedroom music lustful"),
    ),
}
NAMING: dict[str, str] = {
    "piano": (
        "piano keys piano melody solo piano grand piano mellow piano melody a grand upright piano "
        "piano chords piano ballad played on the piano keyboards electric piano"
    ),
    "guitar": (
        "guitar guitars acoustic guitar electric guitar guitar melody strumming guitar guitar riffs "
        "a guitarist nylon guitar guitar chords guitar solo picked guitar distorted guitar"
    ),
    "strings": (
        "strings violin cello string section orchestral strings violins an orchestra's strings viola "
        "cellos a violinist bowing pizzicato string ensemble soaring strings"
    ),
    "flute": ("flute woodwinds flute melody pan pipes woodwind piccolo oboe and flute"),
    "harp": ("harp plucked harp harps harp glissando celtic harp lyre"),
    "harpsichord": ("harpsichord baroque keyboard clavichord baroque keys"),
    "drums": (
        "drums percussion beat drum kit beats kick drum punchy drums percussive tribal drums "
        "drum machine drum loop bongos hand drums big drums"
    ),
    "synth": (
        "synth synths synthesizer synth pads synth lead synth bass keyboards and synths "
        "arpeggiated synth electronic keyboards"
    ),
    "sitar": ("sitar indian music eastern sounds tabla bollywood world music middle eastern oriental"),
    "choir": (
        "choir choral voices choral singing opera a chorus choirs sacred singing backing choir "
        "church choir chanting hymns"
    ),
    "vocals": (
        "vocals singing voice a singer vocal someone singing lyrics lead vocal vocal harmony "
        "songs with words somebody singing a voice singers"
    ),
    "female": (
        "female vocals a female singer a woman singing female voice female vocalist a woman's voice "
        "sung by a woman girl singing female singer"
    ),
    "male": (
        "male vocals a male singer a man singing male voice male vocalist a man's voice sung by a man "
        "male singer deep male voice"
    ),
    "classical": (
        "classical classical music orchestral orchestra baroque chamber music symphonic "
        "cinematic orchestra orchestra music sonata string orchestra piano concerto romantic era "
        "beethoven film score orchestra"
    ),
    "techno": (
        "techno house trance rave edm club music trance music electro house club techno minimal techno "
        "hardcore big room dubstep"
    ),
    "rock": (
        "rock classic rock alternative rock rock band rock and roll rock song indie rock band "
        "electric rock hard-edged rock garage band grunge guitar rock"
    ),
    "metal": (
        "metal heavy metal hard rock distorted guitars thrash death metal metal band screaming guitars "
        "double bass drums doom heavy riffs"
    ),
    "punk": ("punk punk rock garage rock pop punk punk band fast and dirty guitars skate punk"),
    "pop": ("pop pop song pop music catchy pop mainstream poppy top forty sing-along pop hit radio-friendly"),
    "dance": ("dance dance music disco club beat party music dance pop eurodance something to dance to clubby dancing"),
    "jazz": (
        "jazz swing jazzy saxophone smooth jazz lounge jazz piano saxophones swinging jazz band trumpet jazz bossa"
    ),
    "blues": ("blues bluesy blues guitar slow blues rhythm and blues blues rock"),
    "folk": (
        "folk folk music singer-songwriter celtic folky acoustic songs fiddle tunes traditional songs "
        "irish americana balladeer"
    ),
    "country": (
        "country country music bluegrass western banjo country song banjo and fiddle honky-tonk wild west steel guitar"
    ),
    "hip hop": (
        "hip hop hip-hop rap trap boom bap r&b lo-fi beats rap beat lo-fi hip hop boom-bap drums "
        "trap beats r'n'b hip hop beat"
    ),
    "soul": ("soul funk funky soulful motown soul music groovy funk neo soul horns and funk disco funk funk bass"),
    "indie": ("indie indie rock alternative indie pop alternative rock bedroom pop shoegaze"),
    "new age": (
        "new age meditation music spa music yoga music healing music wellness relaxation music "
        "ambient healing zen garden nature meditation mindfulness"
    ),
}
MORE = (
    "{}; something {}; something more {}; make it {}; {} please; can it be {}?; "
    "I want it {}; a bit {}; much {}; could you go {}"
)
NAME = (
    "{}; something with {}; more {}; {} please; add {}; {} instead; I would like {}; "
    "how about {}?; with {}; try {}; a {} track"
)
QUALITY = (
    "{}; something {}; {} music; I want something {}; make it {}; "
    "give me something {}; a {} track; sounds {}; {} vibe; it should feel {}"
)
WITHOUT = (
    "no {}; without {}; less {}; not so much {}; remove the {}; no more {}; "
    "I don't want {}; drop the {}; please no {}; {}-free"
)
JOINTS = (", ", ", ", " and ", " but ", ", with ", "; ", ". ")
MORE_OF = "more {}; even more {}; a bit more {}; much more {}; not {} enough; make it more {}"
LESS_OF = "less {}; not so {}; not as {}; a bit less {}; too {}; much less {}; make it less {}; that was too {}"
VOCALS_GONE = "instrumental; instrumental only; purely instrumental; no singing; no voice; no lyrics; without a singer"

# aspect and direction: phrases that compare | phrases that name a quality outright
HELD_OUT_COMPARING: dict[tuple[str, int], tuple[str, str]] = {
    ("energy", -1): (
        "more restful; take the intensity down; easier on the ears; less wild",
        "restful; unhurried; hushed; placid",
    ),
    ("energy", 1): (
        "with more punch; fierier; turn it up; more forceful",
        "fiery; forceful; full of energy; thunderous",
    ),
    ("tempo", -1): ("more leisurely; bring the tempo down; less rushed", "leisurely; sluggish; ballad tempo"),
    ("tempo", 1): ("brisker; a higher bpm; less sluggish", "brisk; rapid; breakneck"),
    ("happy", 1): ("merrier; a better mood; more smiles; less grim", "merry; jolly; carefree; bubbly"),
    ("happy", -1): ("more threatening; grimmer; more shadowy; less jolly", "grim; threatening; creepy; foreboding"),
    ("sad", 1): ("more sorrowful; more tearful; more poignant", "sorrowful; tearful; poignant; mournful"),
    ("bright", 1): ("more glittering; clearer on top", "glittering; glassy; tinkling"),
    ("bright", -1): ("with a darker tone; bassier; rounder", "bassy; dull and round; rumbling"),
    ("electronic", 1): ("more computerised; more machine-made", "computerised; made with machines; robotic"),
    ("electronic", -1): ("more hand-played; more real instruments", "hand-played; real instruments; unamplified"),
    ("soft", 1): ("silkier; more caressing; tamer", "silky; caressing; feather-light"),
    ("steady", 1): ("funkier in the beat; more to tap along to", "foot-tapping; a solid groove; pulsing"),
    ("steady", -1): ("less of a pulse; looser in time", "without a pulse; free in time"),
    ("experimental", 1): ("odder; more avant-garde", "odd; avant-garde; bizarre"),
    ("retro", 1): ("more like the old days; more throwback", "throwback; from the old days; golden age"),
    ("ambient", 1): ("more cloud-like; more of an atmosphere", "cloud-like; a wash of sound; weightless"),
    ("sexy", 1): ("more sultry", "sultry; slinky"),
}
HELD_OUT_NAMING: dict[str, str] = {
    "piano": "ivories; a pianist; keyboard melody",
    "guitar": "strummed chords; fingerpicking; a six-string",
    "strings": "bowed instruments; a string quartet; fiddles",
    "flute": "a flautist; wooden pipes",
    "harp": "harp arpeggios; a harpist",
    "harpsichord": "plucked baroque keys",
    "drums": "a drummer; a rhythm section; snare and hi-hat",
    "synth": "analogue keyboards; synthetic leads; electronic pads",
    "sitar": "raga; ragas and tablas",
    "choir": "a chorus of voices; gregorian chant",
    "vocals": "somebody who sings; a vocalist; sung words",
    "female": "a songstress; a lady who sings",
    "male": "a baritone; a guy who sings",
    "classical": "a symphony; concerto; mozart-like",
    "techno": "warehouse sound; four on the floor; hard dance",
    "rock": "a guitar band; rock'n'roll; stadium rock",
    "metal": "headbanging riffs; shredding; death growl guitars",
    "punk": "three-chord thrash; pogo",
    "pop": "chart music; a radio hit",
    "dance": "for the dance floor; disco night",
    "jazz": "a jazz trio; bebop; big band",
    "blues": "twelve bar; delta style",
    "folk": "campfire songs; a troubadour",
    "country": "nashville; cowboy songs",
    "hip hop": "rapping; beats and rhymes; urban",
    "soul": "r and b classics; a funk band",
    "indie": "an indie band; college radio",
    "new age": "healing sounds; for yoga",
}
HELD_OUT_MORE = "{}, if you can; I was hoping for {}; go {} on the next one; let's try {}"
HELD_OUT_NAME = "I fancy {}; is there one with {}?; give me {}; bring in {}"
HELD_OUT_QUALITY = "in a {} mood; I'm after something {}; let it be {}; more on the {} side"
HELD_OUT_WITHOUT = "leave out {}; skip the {}; I can't stand {}; minus the {}"
HELD_OUT_VOCALS_GONE = "just the instruments; nobody singing; wordless and voiceless"

OPENINGS = (
    "Nice find, but ; Good start. ; I see what you mean, though I would rather have ; Not bad; could you go for ;"
    "Hmm, for this clip I want ; That one is close. Next time ; Okay, now "
)
HELD_OUT_OPENINGS = "It has something. Still, ; Almost. The video needs ; My friends would prefer ; Thanks; what about "
KEEPING = "keep the {}; the {} can stay; I liked the {}; still {}"
HELD_OUT_KEEPING = "hold on to the {}; the {} was right; as {} as that one"
DEGREES = {-1: "a little {}; slightly {}; a touch {}", 0: "{}", 1: "much {}; a lot {}; far {}"}
