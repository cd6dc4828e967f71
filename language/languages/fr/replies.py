"""French: what is said beside the matter, and short replies; expressions on a folded line."""

from __future__ import annotations

from language.languages.reply_words import AsideWords, ReplyWords

# What music is likened to that nobody wants to hear.
BELITTLED = r"assurance|dentifrice|shampo|teleachat|banque|ascenseur|salle d'attente|attente telephonique|dentiste|supermarche|hypermarche|centre commercial|pub (?:pour|de)|sonnerie|hall d'hotel|aeroport|enterrement|powerpoint"
ASIDES = AsideWords(
    laughs=r"m+h?|bof|euh+|hm+|ben|bah|non|wesh|mdr|ptdr|mais|et|ah|oh|super",
    belittling=(
        r"(?:(?:ca|c'est|cela|on) ?)?(?:se croirait|dirait|sonne|ressemble|fait|rappelle|de la|la)(?: (?:comme|a|de|la|le|au|chez|dans|en|"
        rf"une?|musique|du|des|d'|un peu|trop|l'))* ?(?:d'|l'|chez |chez le |dans |dans un |dans une |a la |a l')*(?:{BELITTLED}).*"
    ),
    at_home=(
        r"(?:maintenant )?(?:mon|ma|mes|notre|nos|le|la|les) (?:\w+ )?(?:chien|chienne|chat|chatte|perroquet|"
        r"enfants?|bebe|fils|fille|femme|mari|copine|copain|mere|pere|mamie|papi|voisins?|coloc|patron|frere|"
        r"soeur) (?:est en train de |se met a |se mettent a )?(?:hurl|aboi|miaul|dans|chant|"
        r"ronfl)\w*(?: (?:avec|dessus|aussi|maintenant))+"
    ),
    has=(
        r"(?:(?:dans (?:celui-ci|celle-ci|ce morceau|cette chanson|le morceau)|la|ici) )?(?:il y a|y a|y'a|j'entends|on entend) (?:encore |toujours |quand meme )*(?P<what>.+?)"
        r"(?: (?:dedans|la dedans|dans (?:ce morceau|cette chanson|le morceau|le son)))?",
        r"(?:ca|elle|il|le morceau|la chanson) a (?:encore |toujours )*(?P<what>.+?)(?: dedans)?",
    ),
    lacks=(
        r"(?:il )?(?:n'y a|y a|y'a) (?:pas|aucun|aucune) (?:de |d')?(?P<what>.+?)(?: (?:dedans|la dedans|dans (?:ce morceau|cette chanson|le morceau)))?",
        r"(?:je n'entends|j'entends|on n'entend|on entend) (?:pas|aucun|aucune) (?:de |d'|la |le |les )?(?P<what>.+?)",
    ),
    beside="un une des du de la le les l' d' beaucoup encore aussi",
    interjections=r"mdr|ptdr|lol|non|ah|oh|euh|mais|et|bon|attends|putain",
    removing=r"(?:s'il te plait |stp |svp )*(?:(?:vire|enleve|retire|supprime|degage)(?: moi|-moi)?(?: ca|-le|-la|-les| le| la| les)|faut (?:l'|les )?(?:enlever|virer))(?: stp| svp)?",
    sung=r"(?:quelqu'un|ca) chante(?: dedans)?",
    unsung=r"(?:personne ne|personne|ca ne|ca) chante(?: pas)? dedans|personne ne chante",
    of_clip=r"\b(?:video|clip|film|scene|plan)\b",
)
REPLIES = ReplyWords(
    yes=r"oui|ouais|volontiers|bien sur",
    no=r"non|nan",
    including=r"avec(?: (?:chant|voix))?",
    excluding=r"sans(?: (?:chant|voix))?",
    fillers=r"plutot|svp|stp|s'il (?:te|vous) plait|merci|alors",
    indifferent=r"peu importe|(?:ca m'est )?egal|n'importe|comme tu veux|les deux",
    more=(
        r"encore (?:un (?:peu|poil)(?: plus)?|plus)|(?:un (?:peu|poil|chouia) |bien |beaucoup |toujours )plus|"
        r"encore davantage"
    ),
    less=r"(?:c'est |la c'est )?(?:un peu )?trop|pas autant|pas tant que ca",
    same_question=r"et (?:celle|celui)(?: |-)?(?:ci|la)?|et (?:le nouveau|la nouvelle)",
    voices=r"\b(?:chant|voix|chante)\b",
)
