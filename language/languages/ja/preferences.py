"""Japanese ways of putting one thing before another ("ギターよりピアノ"), said again as more of the one and less of the other."""

_OLD = r"(?P<old>(?!これ|それ|あれ|前|今|さっき|元|最初|いつも|もう|他|思|普通)[^\s、。はをがのに\d]{1,10})"
_NEW = r"(?P<new>(?!もっと|少し|ずっと|別|他)[^\s、。はをが\d]{1,10}?)(?<![いく])"

PREFERENCES = (
    (rf"{_OLD}の(?:代わり|かわり|替わり)に{_NEW}(?:で|を|が|にして|入れて|お願い|$)", r"\g<old>控えめで、\g<new>で"),
    (
        rf"^{_OLD}より(?:も|は)?、?{_NEW}(?:の(?:方|ほう))?(?:がいい|が良い|が好き|で$|を|にして|$)",
        r"\g<old>控えめで、\g<new>で",
    ),
)
