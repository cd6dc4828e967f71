"""Credits that name nobody: "Various Artists", "Unknown Artist" and the like, as programs and shops write them.

Such a credit is no artist: two tracks without one do not share one, and nobody can ask for it.
"""

from __future__ import annotations

import re

from musechat.concepts import fold_name, split_artist_names

# In the languages that rippers, stores and operating systems are used in.
_CREDITS = """
various, various artists, various artist, various interprets, various performers, various composers, various authors,
various musicians, va, v a, mixed artists, multiple artists, several artists, all artists, diverse artists, compilation,
unknown, unknown artist, unknown artists, unknown author, unknown composer, unknown performer, unknown interpreter,
artist unknown, author unknown, artist, no artist, no name, none, null, n a, nan, not available, untitled, untagged,
undefined, unspecified, anonymous, anon, anonym, track artist, album artist, not applicable, tbd,
traditional, trad, public domain,
verschiedene, verschiedene interpreten, verschiedene kunstler, verschiedene künstler, diverse, diverse interpreten,
diverse künstler, diverse kuenstler, unbekannt, unbekannter künstler, unbekannter kuenstler, unbekannter interpret,
künstler unbekannt, interpret unbekannt, kein künstler, ohne interpret, volkslied, traditionell,
divers, divers artistes, artistes divers, artistes variés, plusieurs artistes, interprètes divers, multi interprètes,
inconnu, artiste inconnu, interprète inconnu, auteur inconnu, sans artiste, anonyme, traditionnel, compilations,
varios, varios artistas, artistas varios, varios intérpretes, artistas diversos, artista desconocido, desconocido,
intérprete desconocido, autor desconocido, sin artista, anónimo, tradicional,
vários, vários artistas, vários intérpretes, artista desconhecido, desconhecido,
vari, artisti vari, vari artisti, aa vv, aavv, artista sconosciuto, sconosciuto,
diverse artiesten, onbekend, onbekende artiest, diverse artister, okänd artist, ukjent artist, ukendt kunstner,
różni wykonawcy, rozni wykonawcy, nieznany wykonawca, nieznany artysta, neznámý umělec, různí interpreti,
разные исполнители, неизвестный исполнитель, неизвестен, сборник, çeşitli sanatçılar, bilinmeyen sanatçı,
オムニバス, ヴァリアス アーティスト, ヴァリアス アーティスツ,
バリアス アーティスト, ヴァリアスアーティスト, ヴァリアスアーティスツ,
バリアスアーティスト, コンピレーション, 不明,
不明なアーティスト, アーティスト不明, 不明アーティスト, 作者不詳, 作曲者不明, 名無し,
群星, 合輯, 未知艺术家, 未知藝術家, 未知, 佚名, 여러 아티스트, 알 수 없는 아티스트
"""
_NOBODY = frozenset(filter(None, (fold_name(each) for each in _CREDITS.split(","))))
_NUMBERED = re.compile(r"(?<=artist) \d+$")  # "Unknown Artist (3)", "Artist 12": numbered by a program


def names_nobody(credit: str) -> bool:
    """Whether a credit line is empty or stands for nobody, however it is written and numbered."""
    plain = _NUMBERED.sub("", fold_name(credit))
    return not plain or plain in _NOBODY


def list_artists(credit: str) -> frozenset[str]:
    """Everyone whom a credit line names, plain, as :func:`split_artist_names`, without those that are nobody."""
    if names_nobody(credit):
        return frozenset()
    return frozenset(name for name in split_artist_names(credit) if not names_nobody(name))
