"""German: what is said beside the matter, and short replies; expressions on a folded line."""

from __future__ import annotations

from language.languages.reply_words import AsideWords, ReplyWords

# What music is likened to that nobody wants to hear.
BELITTLED = r"versicherung|bankwerbung|zahnpasta|shampoo|teleshopping|werbung von|fahrstuhl|aufzug|warteschleife|wartezimmer|zahnarzt|supermarkt|kaufhaus|autowerbung|werbung fur|versicherungs|klingelton|hotellobby|lobby|flughafen|baumarkt|beerdigung|firmenvideo|powerpoint"
ASIDES = AsideWords(
    laughs=r"puh|nee?|hm+|naja|boah|bah|uff|also|alter|ha(?:ha)+|he(?:he)+|na toll|ok|okay|oh|ah|super|und",
    belittling=(
        r"(?:(?:das|es|der|die|da|man) )?(?:klingt|klinkt|hort sich(?: an)?|wirkt|fuhlt (?:sich|man sich)(?: an)?|ist|komm(?:e|t)? mir vor|fuhl mich)(?: (?:man|ja|"
        r"halt|total|irgendwie|voll|wie|nach|etwas|ein|eine|einer|einem|im|in|beim|so|aus|dem|der|ne|ner|nem|"
        rf"bisschen))* ?(?:{BELITTLED}).*|wie (?:im|beim|in der|in einem|auf einer|auf ner|ausm|aus dem) (?:{BELITTLED}).*"
    ),
    at_home=(
        r"(?:jetzt )?(?:mein|meine|unser|unsere|der|die) (?:\w+ )?(?:hund|katze|kater|papagei|kind|kinder|"
        r"baby|sohn|tochter|frau|mann|freundin|freund|mama|mutter|papa|oma|opa|nachbarn?|mitbewohner\w*|chef|"
        r"bruder|schwester) (?:\w+ )?(?:heult|bellt|miaut|tanzt|tanzen|singt|singen|summt|wippt|jault|"
        r"schnarcht)(?: (?:mit|dazu|jetzt|schon|auch))+"
    ),
    has=(
        r"(?:da|hier|im (?:song|lied|track|stuck)|in dem (?:song|lied|track|stuck)) (?:ist|is|sind|sin|hort man) (?:ja |doch |immer noch |noch |jetzt )*"
        r"(?P<what>.+?) (?:drin|drinnen|dabei|zu horen|mit drin)",
        r"(?:da|hier) (?:ist|is|sind|sin|hort man|gibts|gibt es) (?:ja |doch |immer noch |noch )*(?P<what>.+?)",
        r"(?:das|der|die|es)(?: song| lied| track| stuck)? hat (?:ja |doch |immer noch |noch )*(?P<what>.+?)(?: drin| dabei)?",
        r"(?:ich hore|man hort) (?:ja |doch |da |immer noch |noch )*(?P<what>.+?)(?: raus| drin)?",
    ),
    lacks=(
        r"(?:da|hier|im (?:song|lied|track|stuck)) (?:ist|is|sind|sin|gibts|gibt es) (?:ja |doch |gar |uberhaupt )*(?:kein|keine|keinen|keinerlei) (?P<what>.+?)(?: drin| dabei| zu horen)?",
        r"(?:das|der|die|es)(?: song| lied| track| stuck)? hat (?:ja |doch |gar |uberhaupt )*(?:kein|keine|keinen) (?P<what>.+?)(?: drin| dabei)?",
        r"(?:ich hore|man hort) (?:ja |gar |uberhaupt )*(?:kein|keine|keinen) (?P<what>.+?)",
    ),
    beside="ein eine einen einem der die das den dem so viel viele auch wieder noch son ne nen",
    interjections=r"hm+|ne|nee|nein|oh|och|ach|boah|alter|digga|mann|aber|und|also|lol|wieso|warum|ey",
    removing=r"(?:bitte |mal )*(?:(?:mach|nimm|hau|schmeiss|tu|lass) (?:das|die|den|es|sie) (?:bitte |mal |da )*(?:weg|raus)|(?:das|die|der|den|es|sie) (?:soll|muss|kann|bitte) (?:bitte )?(?:weg|raus)|weg damit|raus damit)(?: bitte)?",
    sung=r"da (?:singt (?:ja |doch )?(?:jemand|einer|eine|wer|ne frau|ein mann)|wird (?:ja |doch )?gesungen)|jemand singt(?: da)?",
    unsung=r"da (?:singt (?:ja |doch |gar )?(?:niemand|keiner)|wird (?:ja |gar )?nicht gesungen)",
    of_clip=r"\b(?:video|clip|film|szene)\b",
)
REPLIES = ReplyWords(
    yes=r"ja|jo|klar|gerne?|auf jeden fall",
    no=r"nee|ne|nein|noe|no",
    including=r"mit(?: (?:gesang|stimme))?",
    excluding=r"ohne(?: (?:gesang|stimme))?|keine[nrs]?",
    fillers=r"bitte|lieber|eher|danke|dann|mal",
    indifferent=r"egal|(?:das |ist )*(?:mir )?(?:ganz )?(?:egal|wurscht)|beides|beides ok",
    more=(
        r"noch (?:ein (?:bisschen|wenig|bissl) |etwas |viel )?mehr(?: davon)?|noch ein (?:bisschen|wenig|"
        r"tick(?: mehr)?)|noch etwas|mehr davon|etwas mehr|ein (?:bisschen|wenig) mehr|ruhig (?:noch )?mehr"
    ),
    less=(
        r"(?:das (?:ist|war) )?(?:jetzt )?(?:etwas |ein (?:bisschen|wenig) )?zu viel(?: des guten)?|"
        r"nicht (?:ganz )?so (?:viel|sehr|doll|stark)"
    ),
    same_question=r"und (?:bei )?(?:der|die|das|dem|diesem|dieser|dieses)(?: (?:hier|neuen?|jetzt|song|track))?",
    voices=r"\b(?:gesang|stimme|singt|singen)\b",
)
