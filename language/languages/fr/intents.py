"""French: regular expressions for what a part of a message does, one a line, on a folded line without accents."""

from __future__ import annotations

INTENTS = {
    "meta": r"""
(?:t'?es|tu es|es tu|c'est) (?:\w+ )?(?:un |une )?(?:bot|ia|robot|humain|machine)(?: ou \w+)*
(reponds|parle|ecris|repondre)( moi|-moi)? (\w+ )?en (francais|anglais|allemand|espagnol|japonais)|(arrete|arretes|stop|cesse|plus)( de| avec)? (me |tes |les )?(poser|demander|question\w*|mentionner|ping\w*|taguer)|(ne |n')?(enregistre|sauvegarde|retiens|garde|memorise) (pas|rien|plus) |(oublie|efface|supprime) (tout|mes (donnees|gouts)|ce que tu sais)|(on )?(repart|repars|recommence|repartons|recommencons) (\w+ )?(de |a |du )?(zero|debut)|^(reset|reinitialise)|(t'?es|tu es|es tu) (un |une )?(bot|ia|robot|humain|vrai)|qui t'?a (fait|cree|code|programme)|(tu sais|sais tu|tu gardes|gardes tu) quoi sur moi|que (sais|gardes|retiens|stockes) tu (de|sur) moi|(ce que|que) tu (sais|gardes|retiens|stockes|enregistres) (de|sur) moi|moins de (texte|blabla|questions)|(reponses )?plus court\w*( dans)? tes reponses
""",
    "undo": r"""
\b(annule|annuler|annulez)\b(?!.*(son|bruit))|ctrl ?\+? ?z|^undo|(oublie|ignore|efface|retire|enleve|supprime)\w* (ce que (j'ai|je viens)|ma derniere|mon dernier|le dernier|la derniere|ce que je)( \w+)*|(je )?(voulais pas dire|me suis trompe)|^(laisse tomber|oublie ca|oublie)$|(reviens|retour) sur (ma|mon) (derniere?|demande)
""",
    "compare": r"""
^(?:(?:peux tu|tu peux|pourrais tu|on peut|je peux|peut on|puis je) |(?:je veux|je voudrais|j ?'?aimerais|on veut|on va) |laisse moi )*(?:compare|comparer|comparez|comparons|compare les|compare moi) (?:(?:les|ces|tous|toutes|premiers|premieres|mes) )*(?P<many1>deux|trois|quatre|[234])(?: (?:premiers|premieres|morceaux|titres|chansons|options|d'entre eux))?(?: (?:a l'?aveugle|cote a cote|entre (?:eux|elles)|l'un a cote de l'autre|avec mon clip|sous (?:mon|ma) (?:clip|video)|stp|svp|s'il te plait|maintenant|d'abord))* ?\??$
^(?:(?:peux tu|tu peux|pourrais tu|on peut|je peux|peut on|puis je) |(?:je veux|je voudrais|j ?'?aimerais|on veut|on va) |laisse moi )*(?:les )?(?:compare|comparer|comparez|comparons|compare les|compare moi)(?: (?:les|ces|tous|toutes|morceaux|titres|chansons|options|alternatives|moi))*(?: (?:a l'?aveugle|cote a cote|entre (?:eux|elles)|l'un a cote de l'autre|avec mon clip|sous (?:mon|ma) (?:clip|video)|stp|svp|s'il te plait|maintenant|d'abord))* ?\??$
^(?:(?:peux tu|tu peux|pourrais tu|on peut|je peux|peut on|puis je) |(?:je veux|je voudrais|j ?'?aimerais|on veut|on va) |laisse moi )*(?:compare|comparer|comparez|comparons|compare les|compare moi) (?:(?:le|la|l'|les|numero|num|option|morceau|titre|alternative|avec|a) )*(?P<one1>\d|premier|premiere|deuxieme|seconde?|troisieme|quatrieme|un|deux|trois|quatre) (?:et|avec|a|au|contre|vs|ou) (?:(?:le|la|l'|les|numero|num|option|morceau|titre|alternative|avec|a) )*(?P<two1>\d|premier|premiere|deuxieme|seconde?|troisieme|quatrieme|un|deux|trois|quatre)(?: (?:a l'?aveugle|cote a cote|entre (?:eux|elles)|l'un a cote de l'autre|avec mon clip|sous (?:mon|ma) (?:clip|video)|stp|svp|s'il te plait|maintenant|d'abord))* ?\??$
^(?:(?:peux tu|tu peux|pourrais tu|on peut|je peux|peut on|puis je) |(?:je veux|je voudrais|j ?'?aimerais|on veut|on va) |laisse moi )*(?:compare|comparer|comparez|comparons|compare les|compare moi) (?:celui ci|celui la|ce morceau|ce titre|ca|celui) (?:et|avec|a|au|contre) (?:(?:le|la|l'|les|numero|num|option|morceau|titre|alternative|avec|a) )*(?P<one2>\d|premier|premiere|deuxieme|seconde?|troisieme|quatrieme|un|deux|trois|quatre)(?: (?:a l'?aveugle|cote a cote|entre (?:eux|elles)|l'un a cote de l'autre|avec mon clip|sous (?:mon|ma) (?:clip|video)|stp|svp|s'il te plait|maintenant|d'abord))* ?\??$
\b(?:voir|ecouter|entendre|mets|mettre|montre|joue|passe)(?: (?:moi|nous|les|ces|tous|toutes|premiers|premieres|morceaux|titres|chansons))*(?: (?P<many2>deux|trois|quatre|[234]))?(?: (?:premiers|morceaux|titres|chansons))? (?:cote a cote|l'un a cote de l'autre)(?: (?:a l'?aveugle|cote a cote|entre (?:eux|elles)|l'un a cote de l'autre|avec mon clip|sous (?:mon|ma) (?:clip|video)|stp|svp|s'il te plait|maintenant|d'abord))* ?\??$
^(?:fais |faire |faisons |fais moi |une? )*(?:comparaison a l'?aveugle|test a l'?aveugle|ecoute a l'?aveugle|a ?/ ?b|cote a cote)(?: (?:a l'?aveugle|cote a cote|entre (?:eux|elles)|l'un a cote de l'autre|avec mon clip|sous (?:mon|ma) (?:clip|video)|stp|svp|s'il te plait|maintenant|d'abord))* ?\??$
""",
    "choose": r"""
\b(numero|num|option|choix|alternative|proposition|no|n°)\.? ?#? ?(?P<choose>\d|un|deux|trois|quatre)\b(?! ?(bpm|sec|min|:))|^#? ?(?P<choose2>[1-9])( stp| svp)?$|^(plutot |je prends |prends |mets |donne |donne moi |je veux |je prefere |va pour |alors |fais voir )*(le|la) (?P<choose3>\d|deux|trois|quatre|deuxieme|second|seconde|troisieme|quatrieme|derniere?)( (stp|svp|option|alternative|proposition|de la liste|des trois|d'entre eux|morceau|sonne \w+|s'il te plait|👆|👇|👍))*$|\b(?P<choose4>premiere?|deuxieme|seconde?|troisieme|derniere?) (option|alternative|proposition|de la liste|des trois|des autres|dans la liste|d'entre|de ceux|de celles)|(fais|fait|laisse)( moi| nous|-moi)* (ecouter|voir|entendre) (le|la) (?P<choose5>deuxieme|seconde?|troisieme|derniere?|\d)
^(montre|joue|passe|mets|donne|fais|laisse)(-moi|-nous| moi| nous)? (ecouter |voir |entendre )?(le|la) (numero )?(?P<choose6>premiere?|deuxieme|second|seconde|troisieme|quatrieme|derniere?|\d)( (option|alternative|proposition|stp|svp|de la liste|morceau))*$
""",
    "back": r"""
^(retour|reviens|revenir|en arriere|retour en arriere|reviens en arriere)( stp| svp)?$|(reviens|revenir|retourne|retour|revenons|remets|remet|redonne|rends)( moi|-moi)? (a |au |a la |sur )?(le |la |celui |celle )?(tout )?(toute )?(?P<back>premiere?|deuxieme|second|precedente?|d'avant|debut|ancien\w*|derniere?)|(le|la|celui|celle) (tout )?(?P<back2>premiere?|deuxieme|precedente?|d'avant|avant|ancien)( \w+)? (etait|est|allait|collait|sonnait|me plaisait)( \w+)? (mieux|meilleur\w*|bien|plus|top)|(encore|de nouveau) (le|la) (?P<back3>premiere?|precedente?)|(finalement|plutot|je preferais|je prefere|prefere) (le|la|celui|celle) (?P<back4>premiere?|precedente?|d'avant)( \w+)?$
^(le|la|celui) (?P<back5>precedente?|d'avant)( (stp|svp|encore|a nouveau))*$|^(reviens|retourne|recule) d'un (cran|pas|morceau)( en arriere)?$
""",
    "edit stems": r"""
\b(stems?|pistes? separees?|multipistes?|acapella|a cappella|karaoke)\b|(juste|que|seulement) la piste (de|du|des)|(isole|separe|extrais)\w* (la|le|les)
""",
    "edit duck_under_speech": r"""
^(stp )?(mets |que )?(la|ma) voix (d'abord|en premier|avant tout|au premier plan|devant)( stp| svp)?$
(couvre|ecrase|noie|masque|mange|gene|concurrence)\w* (\w+ )?(ma voix|la voix|ce que je dis|mon commentaire|la narration)
(baiss|moins fort|attenu|diminu|discret|adouc|reduis|plus bas)\w* .*(quand|pendant|lorsque|sous|des que|la ou|au moment) .*(parl|voix|narrat|dialogue|dis|interview|commentaire|cause)\w*|(quand|pendant|lorsque|des que|sous) (\w+ ){0,3}(parl|voix|narrat|dialogue|interview)\w*( \w+){0,4} (baiss|moins fort|plus bas|attenu|doucement)\w*|(on|je) (ne |n'|m')?(entend|comprend|m'entend|entends|comprends)\w* (pas|plus|rien|mal) (\w+ )*(ce que|quand|ma voix|la voix|parle|dis|paroles|avec la musique)|on m'entend (plus|pas|mal)|sous (ma|la) voix|(place|espace) (pour|a) ma voix
""",
    "edit with_my_sound": r"""
^(stp |s'il te plait )?avec (mon|le) son( original| d'origine| du clip| de (ma|la) video| dessous| en dessous)*( stp| svp)?$
^(stp )?(garde|gardes|garder|gardez|laisse|laisser|conserve|conserver) les deux( sons| musiques)?( stp| svp)?$
""",
    "edit mute_clip": r"""
^(stp )?(la )?musique (seule|uniquement|seulement)( stp| svp)?$|^(stp )?(seulement|uniquement|juste|que) la musique( stp| svp)?$
^(stp )?remplac\w* la musique (du|de mon|de ma|de la) (clip|video)( stp| svp)?$
(?:pas besoin|j'ai pas besoin|je veux pas|sans) (?:du |de mon |le |de l')?(?:son|audio|micro) (?:original|de ma|du clip|de la|d'origine)
(coupe|vire|enleve|supprime|retire|mute|eteins|degage|efface)\w* (\w+ )?((le |la |les |mon |l')?(son|audio|bruit|vent|bruits|ambiance|micro)|ma voix|la voix (original\w*|d'origine|du clip|de la video|de ma video))( (original\w*|d'origine|de (ma|la) \w+|du \w+|de fond|d'ambiance|video|clip))*|(sans|pas) (le )?(son|audio|bruit) (original|d'origine|de la camera|du clip|de ma video|de la video|du vent)|(video|clip) (en )?(muet|muette|mute|sourdine|sans son)|mets (ma|la|mon|le) (video|clip) en (muet|sourdine)
""",
    "edit keep_my_sound": r"""
(garde|laisse|conserve|gardez|laisser|garder|on doit (toujours )?entendre|je veux (encore )?entendre|touche pas|coupe pas|enleve pas|vire pas)\w* (aussi |quand meme |bien |a )?(le |la |mon |ma |les |l')(son|audio|voix|bruit|ambiance|rires|vagues|moteur|video)( original\w*| d'origine| de (ma|la) \w+| du \w+)?
""",
    "edit louder_music": r"""
(monte|augmente|remonte|hausse|pousse)\w*( un peu| moi)? (le |la |du )?(son|volume|musique|morceau|zik)( stp| un peu|$)|(?<!une )(?<!de la )(musique|morceau|son) (\w+ ){0,2}plus fort|(on )?(entend|entends) (\w+ )?(a peine|pas|presque pas|pas assez) (la )?(musique|morceau)|(musique|morceau) (est )?(trop|pas assez) (bas|basse|faible|forte du tout)|plus de volume
""",
    "edit quieter_music": r"""
(baisse|diminue|reduis)\w*( un peu| moi)? (le |la |du )?(son|volume|musique|morceau|zik)( stp| un peu|$)|(musique|morceau|son) (\w+ ){0,2}(moins fort|plus bas|plus basse|plus discret\w*)|(musique|morceau|son) (est )?trop fort\w*|moins de volume
""",
    "edit use_drop_at": r"""
(drop|montee|climax|explosion musicale|temps fort) (.*?[^\d:.])??(?P<at>\d+:\d\d|\d+ ?(s|sec|secondes?)\b|seconde \d+)|(drop|climax|temps fort) (doit|tombe|arrive|pile|quand|sur|au moment) .*(quand|sur|a|au|explosion|saut)|(cale|mets|place|aligne|synchronise)\w* (\w+ )?le (drop|climax|temps fort)
""",
    "edit use_chorus": r"""
\brefrain\b
""",
    "edit only_range": r"""
(de|entre) (la seconde )?(?P<at>\d+:\d\d|\d+) ?(s|sec\w*)? ?(a|et|jusqu'a|jusqu'au) (la seconde )?(?P<end>\d+:\d\d|\d+)(?![\d:]* ?(bpm|battements|min\w*|ans?\b))|^(seulement |juste |que |uniquement )?(la (premiere|seconde|deuxieme|derniere) moitie|les (\w+ )?(premieres|dernieres) secondes)( seulement| uniquement)?$|(seulement|juste|que|uniquement) (sur|pour|dans) (la premiere|la deuxieme|les premieres|les dernieres) (moitie|partie|\d+ sec\w*)
""",
    "edit start_at": r"""
(?:saute|zappe|coupe|vire|enleve|passe|skip|sans)\w* (?:les )?(?:premieres? )?(?P<at8>\d+) (?:premieres )?(?:s|sec\w*)\b
(?:commenc|demarr|part|pars|debut|lanc|cale|entre|saute|va|mets|attaque)\w* (?:\w+ ){0,3}(?:a|des|a partir de|vers|depuis) (?:la )?(?:seconde|minute) (?P<at9>\d+)
(commenc|demarr|part|pars|debut|lanc|cale|entre|saute|va)\w* (\w+ )?(\w+ )?(\w+ )?(a|de|des|a partir de|vers) (la )?(seconde |minute )?(?P<at>\d+:\d\d|\d+ ?(s|sec|secondes?|min|minutes?)\b|(?<=seconde )\d+)|(a partir de|des|depuis) (la )?(seconde |minute )?(?P<at2>\d+:\d\d|\d+( ?(s|sec|secondes?))?)
""",
    "edit start_later": r"""
^(\d+|\w+) ?(mesures?|sec\w*|s) (plus tard|apres|plus loin)( stp| svp)?$
(commenc|demarr|debut|part|pars|lanc|entre)\w* (\w+ ){0,3}(plus tard|plus loin|apres)|(saute|sans|zappe|coupe|vire|enleve|passe|skip)\w* (l'|la |le )?(intro|introduction|debut)|(intro|introduction|debut) (\w+ )?(est )?trop long\w*|^(un peu |un poil |beaucoup )*(plus tard|plus loin)( dans (le|la) \w+| stp| svp)*$|plus loin dans (le|la) (morceau|chanson|musique|track)
""",
    "edit start_earlier": r"""
^(\d+|\w+) ?(mesures?|sec\w*|s) (plus tot|avant)( stp| svp)?$
(commenc|demarr|debut|part|pars|lanc|entre)\w* (\w+ ){0,3}(plus tot|avant)|(depuis|des|du|au|par) (le |tout )?debut( du morceau| stp| de la \w+)*$|^(un peu |un poil |beaucoup )*plus tot( dans (le|la) \w+| stp| svp)*$
""",
    "edit loop": r"""
\b(boucle\w*|en boucle|loop\w*)\b|(repete|repeter|relance)\w* (\w+ )*(jusqu|pour|morceau|musique|chanson)
""",
    "edit fade": r"""
(?:s'eteign|disparai|baiss)\w* (?:petit a petit|peu a peu|progressivement|doucement)
\b(fondu\w*|fade\w*|estompe\w*)\b|(termine|finis|finir|baisse|s'arrete)\w* (tout )?(en douceur|progressivement|doucement|petit a petit)
""",
    "edit end_on_beat": r"""
fin (?:\w+ ){0,3}(?:brutale?|abrupte?|brusque|seche)\b|(?:finit|termine|s'arrete) (?:trop |tres )?(?:brutalement|sec|abruptement)
(fini|termine|arrete|coupe|s'arrete|finir|acheve)\w* (\w+ ){0,3}(sur|avec|au|en) (le |un |la |une |l')?(\w+ )?(temps|beat|mesure|note|accord|coup)|(ne |n')?(coupe|coupez|arrete|coupes) (\w+ )?pas (\w+ )?(net|sec|d'un coup|brutalement|comme ca|en plein|au milieu)|(pas|sans) (\w+ )?coup(e|ure) (net|nette|brutale|seche)|(vraie|belle|propre) fin|fin (propre|nette|naturelle)|(coupe|s'arrete) (trop )?(net|brusquement|brutalement|d'un coup)
""",
    "edit nudge": r"""
(etire|accelere|ralenti|ajuste|etends|comprime|change|modifie)\w* (\w+ |l')*(un peu|un poil|legerement|un chouia) (\w+ ){0,4}(pour que|pour qu'\w+|jusqu'a ce qu\w*|de sorte qu\w*|que ca) .*(coupes?|cuts?|plans?|montage|temps|tomb\w*|coll\w*)
(ajuste|change|retouche|modifie|etire)\w* (un peu |legerement )?(le |la )?(tempo|vitesse|bpm)( un peu| legerement)?\b
""",
    "edit fit_length": r"""
(ajuste|adapte|coupe|raccourci|rallonge|cale|etire|recoupe|allonge|reduis|fais (tenir|durer|coller))\w* (\w+ )*(a|sur|pour|jusqu'a|comme|au) (la |le |ma |mon |exactement )*((duree|longueur|video|clip|fin)|(?P<len>\d+ ?(s|sec|secondes?|min|minutes?)))|(meme (duree|longueur)|aussi long\w*) que (la|le|ma|mon) (video|clip)|(que )?(ca|la musique|le morceau) (dure|finisse|s'arrete|tienne) (\w+ )?(avec|comme|jusqu|toute|en meme temps|pile) (\w+ )*(video|clip)
""",
    "edit use_part": r"""
(prends|mets|utilise|je veux|plutot|prefere|garde|va a|commence par)\w* (\w+ )?(la|le) (\w+ )?(partie|passage|moment|fin|pont|couplet|solo|section|bout|milieu)\b(?! (de la|du|de ma|de mon) (video|clip))|(la|le) (partie|passage|moment|bout) (ou|avec|calme|sans|quand|apres|avant|plus|qui|tranquille)|la fin (du|de la) (morceau|chanson|musique)
(commenc|demarr|debut|part|pars|entre)\w* (\w+ )?(avec|par|sur|a) (la|le|les|l') ?(batterie|voix|guitare|piano|solo|couplet|rythme|basse|melodie|cordes)\b|(la ou|au moment ou|des que|quand|a partir du moment ou) (la |le |les |l'|ca |on |elle |il )?(batterie|voix|guitares?|piano|rythme|basse|melodie|cordes|violons?|cuivres|trompettes?|saxo|flute|synthes?|choeurs?|chanteu\w+|chant|percussions?|chante) ?(entre|commence|arrive|demarre|debarque|attaque|chante|$)\w*
""",
    "question start": r"""
^(a (quel|quelle) \w+|a partir de (quand|quel|quelle)|de quel(le)? \w+|ou est ce qu\w*|ou|quand) ?(\w+ |l'|qu'|d'){0,5}(demarr|commenc|debut)\w*(?!.*(voix|chant|batterie|refrain))
""",
    "question licence_credit": r"""
(faut|dois|doit|je dois|comment|ou|faut il|obligatoire|besoin|oblige|on doit|quoi)\b.*\b(credit|cit[eo]|mention|attribu|auteur|artiste)\w*|(faut|dois|doit|faut il|obligatoire|besoin|oblige|on doit)\b.*\bnom\w*|^credits?( obligatoires?)?\?$|(citer|crediter|mentionner|nommer) (l'|le |la |un )?(auteur|artiste|compositeur|musicien)
""",
    "question licence_use": r"""
(?:peux|peut|puis|droit de|risque de|ok pour) (?:\w+ |l'|d'){0,4}(?:foutre|mettre|balancer|poster|publier|uploader|monetiser|diffuser|passer) (?:\w+ ){0,3}(?:sur|dans) (?:\w+ )?(?:youtube|yt|tiktok|twitch|insta\w*|ma chaine|une pub)
^libre de droits?( \w+)* ?\?$|^(et )?pour (un|une|mon|ma) (client\w*|entreprise|boite|pub|youtube) ?\?$
^(je peux|on peut|j'ai le droit de|puis je|peut on) (la |le |les )?(couper|raccourcir|remixer|modifier|editer|decouper|changer)( (la|le|ce|cette) \w+)?( un peu)?\s?\?$
(peux|peut|puis|on a le droit|j'ai le droit|est|c'est|ca|faut|droit|coute|risque|ok) (\w+ |l'|d'|t'|m'){0,6}(utilis|moneti|youtube|tiktok|twitch|insta|commercial|client|libre de|droits?|copyright|licence|gratuit|legal|strike|claim|pub|publi|post|pay)\w*|(combien|ca) (\w+ )?(coute|cout)\w*|quelle (\w+ )?licence|^(licence|gratuit|prix|libre de droits?)\s?\?*$
""",
    "question download": r"""
(ou|comment|peux|peut|lien|fichier|envoie|envoyer|file|as) (\w+ |l'|d'){0,5}(telecharg|fichier|mp3|wav|dl|download|recuper)\w*|(telecharg)\w* (ou|comment)|^(telechargement|mp3|fichier|lien de telechargement|dl)\s?\??$
""",
    "question source": r"""
(ca|ou|tu|d'ou|c'est|elle|il) (\w+ |l'|d'){0,4}(vient|sort|d'ou|trouve ou|trouvee ou|tire de|tiree? d'|source|trouver)\b|(de|dans) quel(le)? (film|jeu|serie|site|anime|page)|^(source|lien|origine|sauce)\s?\??$|c'est (\w+ )?(sur|de|dans) (spotify|youtube|deezer|un film|un jeu|quel\b)|lien vers l'original|d'ou (ca|elle|il|sort|vient)
""",
    "question other_use": r"""
(quelqu'un|d'autres?|deja|seul|seule|qui) (\w+ |l'|d'){0,5}(utilise|utilisee|servi|pris|prise|sert|l'avoir|d'autre|autre video|ici|utiliser)\b|(je )?peux (la |le |l')?(re)?utiliser (\w+ )*(aussi|encore|pour un autre|pour une autre|dans une autre)
""",
    "question tempo": r"""
(quel|combien|c'est quoi|a combien|quelle) (\w+ ){0,4}(tempo|bpm|vitesse|battements)\b|^(bpm|tempo|vitesse)( stp)?\s?\??$|(c'est|ca va) (a combien|rapide comment|vite comment)
""",
    "question key": r"""
(quelle?|c'est|en quelle|c'est en quoi) (\w+ ){0,3}(tonalite|cle|gamme|accords?)\b|^(tonalite|cle|gamme)\s?\??$|(c'est|est) (\w+ )?(en )?(\w+ )?(mineur|majeur)\b
""",
    "question album": r"""
(quel|c'est quoi l'|sur quel) ?(\w+ )?album|^album\s?\??$|c'est (un )?(single|album)
""",
    "question year": r"""
(date|sort|c'est|sorti|sortie|fait|enregistre)\w* (\w+ )?(de )?(quand|quelle annee)|quelle annee|en quelle annee|^(annee|date)\s?\??$|(c'est|est) (\w+ )?(recent|nouveau|vieux|ancien)\s?\?
""",
    "question length": r"""
(ca )?dure (combien|assez)|combien de (temps|minutes|secondes)|^(duree|longueur)\s?\??$|(c'est|est) (assez )?long\s?\?|(ca )?tient (jusqu|toute)|quelle (duree|longueur)|long(ue)? comment
""",
    "question title": r"""
(s'appelle|s'apelle|s'intitule|se nomme) (comment|\w+ comment)|comment (\w+ )?(s'appelle|s'intitule|s'apelle)|(quel|c'est quoi) (est )?(le |l'|ce )?(titre|nom|morceau|chanson|son|zik)\b(?! (d'|de l')?instr)|^(titre|nom|le titre|le nom de la chanson|nom du morceau)( stp| svp)?\s?\??$|(nom|titre) (du|de la|de ce|de cette) (morceau|chanson|musique|track|son)
(quelle?|c'est quoi) (est )?(la |le |cette |ce )?(chanson|musique|morceau) (\w+ )?dans (mon|ma|le|la|ce|cette) (clip|video)
""",
    "question artist": r"""
(?:c'est )?qui (?:c'est )?qui (?:chante|joue|a fait|compose|l'a fait)|(?:c'est )?qui (?:le|la) (?:chanteur|chanteuse|mec|meuf|artiste|groupe) ?(?:qui chante)?\??$
(c'est|de) (de )?qui\s?(\?|$|ca|cette?|le|la)|^(et )?qui (a|chante|joue|est ce|est l|compose|fait|l'a|c'est)\b(?! (dispo|chaud|en ligne))|quel(le)? (\w+ )?(artiste|groupe|chanteu\w+|compositeur|musicien)\b|^(artiste|auteur|groupe|compositeur)( stp)?\s?\??$|(nom de l'|c'est quoi l')artiste
""",
    "question mood": r"""
^(quelle|c'est quoi l'|c'est quelle) ?(\w+ )?(ambiance|humeur|atmosphere)\b.*\?$|^ambiance ?\?+$
""",
    "question genre": r"""
(quel|c'est quoi|c'est|on appelle|comment|quoi) (\w+ ){0,5}(genre|style)\b(?!.*(comme|de (?!musique)))|c'est quoi comme (genre|style|musique)|^(genre|style)\s?\?$|c'est (de la |du )?(jazz|rock|techno|house|pop|metal|trap|lofi|rap)( ou .*)\s?\??$
""",
    "question instruments": r"""
(quels?|c'est quoi|quoi) (\w+ ){0,4}(instrument|clochette|synthe|bruit|son au)\w*|^instruments?\s?\??$|c'est (un|une|des) (vraie?s?|veritable) |c'est (un|une) (violon|guitare|piano|sax\w*|violoncelle|flute|harpe|trompette|orgue)\s?(ou .*)?\?|y a (quoi|quels) (comme )?instruments?
""",
    "question lyrics_or_voice": r"""
^(est ce que |est-ce que |y a |il y a )*(quelqu'un|qqn|quelqu un) (qui )?(chante|rappe|fredonne|siffle)\b
(y a|il y a|y'a|a|c'est|est ce|ca|des|avec) (\w+ ){0,4}(paroles|voix|chant|chante|chantee?|instrumental|insultes|gros mots|explicite|texte|rappe)\b.*\?|en quelle langue|quelle langue|(ca|elle|il) (parle de quoi|raconte quoi|dit quoi)|^(paroles|voix|instrumental)\s?\?$|^(y a|y'a|il y a) (des paroles|une voix|du chant)
""",
    "question why": r"""
^(\w+ )?(pourquoi|pk|pq|pkoi|pourkoi)\b|(quel|c'est quoi le) rapport|(explique|raison)\w*( \w+)*\?
""",
    "question abilities": r"""
(t'as|tu as|as tu|vous avez|y a|combien) (quoi|combien|quel\w*|de)? ?(\w+ )*(comme musique|de morceaux|de chansons|genres|comme genres|en stock)
""",
    "help": r"""
^(aide|help|aide moi|a l'aide|commandes|au secours)( stp)?\s?\??$|comment (\w+ )?(ca marche|tu marches|ca fonctionne|on fait|t'utiliser|utiliser|je fais|on utilise|te parler|on s'en sert|je t'utilise|on t'utilise)|(que|qu'est ce que|quoi|tu) (\w+ |qu'on ){0,3}(peux|sais|peut|dois|fais) (\w+ )?(faire|demander|dire|ecrire|te demander|taper)|tu (sais|peux) faire quoi|(a quoi )?tu sers|je (dois |peux )?(ecris|ecrire|tape|taper|dis|dire|demander) quoi|ca marche comment
""",
    "accept": r"""
^(?:bon|ok|allez|bah|voila|parfait|c'est bon)*[ ,]*(?:(?:on )?(?:laisse|garde|touche plus a rien|reste)(?: (?:comme ca|ca|tel quel|la dessus))|ca ira(?: comme ca| tres bien)?|ca (?:me )?va comme ca)(?: (?:merci|alors|du coup))*$
^(?:(?:allez|ok|bon|c'est bon|vas y|parfait|nickel) )*(?:je |on )?(?:garde|prends|valide|adopte|part sur)(?: (?:ca|celui ci|celui la|celle ci|celle la|le|la|le morceau|cette musique))*(?: (?:merci|alors|du coup))*$
(je|on) (la |le |les )?(prends|prend|garde|choisis|valide|utilise|adopte|reste sur|part sur|pars sur|vais prendre|va prendre|vais garder)( (ca|celle|celui|celle-ci|celui-ci|celle-la|celui-la|celle la|celle ci|celui la|celui ci|cette \w+|le|la|ce morceau|pour .*))*$|^(vendu|adjuge|valide|c'est bon|c'est valide|ok pour moi|ca ira|ca marche|d'accord|ok|oui|ouais|yes|va pour (ca|celle.*|celui.*)|c'est decide|on s'arrete la|c'est le bon|c'est la bonne|marche conclu|deal)( merci| comme ca| alors)*$|(on peut|on va) (s'arreter|en rester) la|(on )?(touche|change) (a )?(plus )?rien
""",
    "next": r"""
^(?:(?:fais|fait|balance|envoie|lache|file|vas y|allez|passe|propose|donne)(?: moi)? )+(?:tourner |peter |voir |ecouter )?(?:un autre|une autre|autre chose|le suivant|la suivante|la suite)(?: (?:stp|svp|morceau|son|truc))*$
^(non |nan |bof |plutot |donne |donne moi |mets |mets moi |montre |propose |passe |passe a |essaie |essaye |et |on |allez |fais voir |je veux |vas y |ok )*(suivante?|la suivante|le suivant|autre chose|(un|une) autre|autre|l'autre|skip|next|passe|change|encore (un|une)|encore|d'autres?|une nouvelle|un nouveau|quelque chose d'autre|un truc different|zappe|au suivant|d'autres (propositions|options|idees)|quelqu'?un d'autre)( (stp|svp|morceau|chanson|musique|son|truc|proposition|titre|s'il te plait|idees?|un peu))*$|(t'as|tu as|as tu|t'en as|vous avez|y a|t'aurais|en as tu|tu en as) (\w+ )?(pas )?(un |une |d'|quelque chose d'|rien d')?(autres?|mieux|plus|autre chose|different)( choses?| propositions?| idees?| a proposer)*\s?\??$|(je veux|laisse moi|on peut|je peux|fais) (\w+ )?(ecouter|voir|entendre) (\w+ ){0,2}(autres?|suite|suivants?)( choses?)?$|quoi d'autre
""",
    "verdict_down": r"""
(?:je m'|on s'|ca m')(?:endors|endort)\b.*|c'est (?:d'un (?:ennui|naze|chiant|mou|ringard|triste)|la cata|une cata|de la daube|de la merde|eclate|mort|non)\b.*$|^(?:la cata|une cata|daube|de la daube|catastrophe|quel ennui|aie aie aie|oula non|beurk beurk)$|je (?:suis |)?(?:pas|ne suis pas) (?:fan|convaincu\w*|emballe\w*|chaud)
^((non+|nan|ah|ben) )*(pas du tout|absolument pas|surtout pas|vraiment pas)( (ca|celle ci|celui ci))*$
^(non+|nan+|nope|no|bof+|bof bof|beurk|berk|nul+|naze|pourri|moche|horrible|affreux|epouvantable|atroce|ignoble|degueulasse|insupportable|immonde|hideux|mauvais|chiant|ennuyeux|ennuyant|ringard|eclate|claque|cringe|mid|meh|pas ouf|pas fou|pas terrible|pas top|pas genial|pas convaincu|mouais|mwais|moui|jamais de la vie|surtout pas|non merci|nan merci|quelle horreur|l'horreur|la honte|au secours)( (merci|mec|frere|lol|la|franchement|desole|mdr))*$|^(c'est |ca |trop |vraiment |tres |assez |un peu |plutot |juste |franchement |tellement )+(nul|naze|pourri|moche|horrible|affreux|epouvantable|atroce|ignoble|degueulasse|insupportable|immonde|hideux|mauvais|chiant|ennuyeux|bof|ringard|cringe|mid|plat|fade|mou|claque|eclate|ouf non|lourd)( (au sol|mec|frere|la))*$|(j'|je )?(n'|ne )?(aime|kiffe|accroche|adhere|valide) (\w+ )?pas( (du tout|trop|ca|vraiment|celle.*|celui.*|tellement))*$|(ca |c'est |il |elle )?(ne |n')?(me )?(plait|convient|colle|va|marche|correspond|parle|passe|fonctionne|convainc|rend) (\w+ )?(pas|rien|plus)( (du tout|trop|avec .*|a .*|au .*|terrible))*$|tu peux (faire )?mieux|peut mieux faire|(donne|donnent) envie de (fuir|dormir|pleurer|couper|partir|fermer|vomir)\w*|(pas|rien) (a voir|ce que je|mon truc|pour moi|mon delire)( \w+)*$
""",
    "verdict_up": r"""
^(?:oh |ah |mais |oui |ouais |grave |carrement |trop |c'est |voila |exactement )+(?:l'ambiance|le mood|la vibe|le delire|l'esprit|l'idee|le son)(?: (?:parfaite?|la|que je voulais|recherche\w*))*$
^(?:je suis |jsuis |trop |grave |carrement )*(?:fan|conquis\w*|accro|sous le charme|refait)(?: (?:de ca|de celle.*|de ce .*|la|mec))*$|^(?:une? )?(?:dinguerie|masterclass|pepite|bombe|tuerie|banger|chef d'oeuvre)$|ca (?:m'a|me) (?:mis|donne|fout) (?:des |les )?frissons
^((ah|oh|ouais|oui|grave|vraiment|tellement|franchement|mais|hyper|carrement) )*(\w+ )?(parfait\w*|genial\w*|excellent\w*|super|top|nickel|magnifique|sublime|incroyable|enorme|canon|ouf|trop (bien|bon|beau|cool|stylé|style|fort|sa|ca|chouette|lourd)|tro (bien|bon|beau|cool)|tres (bien|bon|beau)|stylé|style|frais|lourd|dingue|bravo|j'?adore|jador|j'?adhere|j'?aime( bien| beaucoup| trop)?|je kiffe|kiffant|exactement( ca)?|c'est ca|voila|impec\w*|nikel|la classe|classe|magique|splendide|wow|waouh|au top|une tuerie|une pepite|pepite|tuerie|banger|carrement|mortel|de ouf|pas mal du tout|chouette|cool|ca tue|ca dechire|ca claque|ca envoie|ca le fait)( (mec|frere|ca|sa|la|merci|choix|morceau|son|celle.*|celui.*|cette .*|du tout))*$|(c'est|ca sonne|ca fait|ca rend|il est|elle est) (\w+ )?(\w+ )?(parfait\w*|genial\w*|super|top|nickel|magnifique|incroyable|bien|bon|beau|canon|une tuerie|exactement ca|cool|ouf|dingue|sublime|excellent)$|(ca )?me (plait|va)( (bien|beaucoup|trop|grave|enormement))*$|(bon|tres bon|excellent|super) (choix|morceau|son)|(exactement|pile) ce que (je|j')
^(c'est |ca sonne |franchement |plutot |ah )*pas mal( (ca|du tout|celle|celui|mec|lui|le son|la))*$
""",
    "thanks": r"""
^(ok |super |parfait |cool |genial |top |oh |ah )*(merci|merki|mercii+|thx|mci|thanks|mille mercis|grand merci)( (beaucoup|bcp|bien|a toi|infiniment|mille fois|mec|frere|bot|pour .*|encore|du fond.*|enormement|(t'es|tu es) (un boss|un chef|une reine|un roi|le meilleur|la meilleure|au top|genial|trop fort)))*$|^(bon|gentil|brave|super) (bot|boulot|travail)|^(t'es|tu es) (le meilleur|la meilleure|un ange|au top|genial|adorable)|^(bien joue|beau boulot)
""",
    "off_topic": r"""
^(?:desole )?(?:mon|ma|mes|le|la) (?:chat\w*|chien\w*|fils|fille|gosse|bebe|frere|soeur|perroquet) (?:\w+ |l'){0,5}(?:clavier|bureau|ordi|portable|pc|telephone|souris|canape|box|cable)\b(?!.*(?:video|clip))
^(?:je|j'|faut que je|on) ?(?:dois |vais |reviens |bouge |file |me )*(?:manger|dormir|bosser|boire|doucher|sortir|cafe|clope|taf|cours)\b(?!.*(?:video|musique|son|morceau))
^@\w+ |(qui|quelqu'un|tu) (\w+ |est ){0,3}(joue|chaud|vient|dispo|en ligne|la ce soir|motive|connecte|veut jouer|a fini)\b(?!.*(chanson|musique|morceau))|(je|j') ?(reviens|vais|dois|pars|file|suis) (\w+ ){0,3}(de suite|deux minutes|2 min|manger|dormir|bosser|partir|au taf|creve|fatigue|faim|me coucher|filer|cours)|^(salut|bonjour|bonsoir|coucou|hello|yo|wesh|bonne nuit|a plus|a demain|au revoir|ciao|bye|mdr+|ptdr+|lol+|haha+|xd+|test|brb)( (tout le monde|les gens|le bot|bot|a tous|tous|les amis))*$|(meteo|devoirs|examen|match|faim|fatigue|repas|resto|boulot|patron|discord|wifi|internet)\b(?!.*(video|clip|musique|morceau|chanson))|(t'as|tu as|il a|vous avez) (\w+ )?(fini|vu|regarde|mange|upload\w*|envoye|monte)\b(?!.*(musique|morceau|chanson))
""",
}
