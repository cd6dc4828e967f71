from __future__ import annotations

import csv
from pathlib import Path

import pytest

from language.licences import UNKNOWN, describe_licence, parse_licence

# text: (id, commercial, derivatives, attribution, share alike)
TEXTS = {
    "CC-BY-4.0": ("CC-BY-4.0", True, True, True, False),
    "CC BY-SA 3.0": ("CC-BY-SA-3.0", True, True, True, True),
    "cc-by-nc-nd": ("CC-BY-NC-ND", False, False, True, False),
    "CC BY NC SA 4.0 International": ("CC-BY-NC-SA-4.0", False, True, True, True),
    "CC BY 3": ("CC-BY-3.0", True, True, True, False),
    "http://creativecommons.org/licenses/by/4.0/": ("CC-BY-4.0", True, True, True, False),
    "https://creativecommons.org/licenses/by-nc-sa/2.5/es/": ("CC-BY-NC-SA-2.5", False, True, True, True),
    "Licensed to the public under http://creativecommons.org/licenses/by-nd/3.0/ verify at x": (
        "CC-BY-ND-3.0",
        True,
        False,
        True,
        False,
    ),
    "Creative Commons Attribution-ShareAlike 4.0 International License": ("CC-BY-SA-4.0", True, True, True, True),
    "Creative Commons Attribution 3.0": ("CC-BY-3.0", True, True, True, False),
    "Creative Commons: By Attribution 4.0": ("CC-BY-4.0", True, True, True, False),
    "Attribution-NonCommercial 4.0": ("CC-BY-NC-4.0", False, True, True, False),
    "Attribution-NonCommercial-NoDerivatives 4.0 International (CC BY-NC-ND 4.0)": (
        "CC-BY-NC-ND-4.0",
        False,
        False,
        True,
        False,
    ),
    "Creative Commons Attribution Non-Commercial Share Alike": ("CC-BY-NC-SA", False, True, True, True),
    "CC0": ("CC0-1.0", True, True, False, False),
    "CC0-1.0 (own work)": ("CC0-1.0", True, True, False, False),
    "Creative Commons Zero": ("CC0-1.0", True, True, False, False),
    "https://creativecommons.org/publicdomain/zero/1.0/": ("CC0-1.0", True, True, False, False),
    "Public Domain": ("Public-Domain", True, True, False, False),
    "https://creativecommons.org/publicdomain/mark/1.0/": ("Public-Domain", True, True, False, False),
    "GPL-2.0": ("GPL-2.0-only", True, True, True, True),
    "GPLv3+": ("GPL-3.0-or-later", True, True, True, True),
    "GPL-3.0-or-later": ("GPL-3.0-or-later", True, True, True, True),
    "GNU General Public License version 2": ("GPL-2.0-only", True, True, True, True),
    "GPL (as stated)": ("GPL", True, True, True, True),
    "LGPL-2.1": ("LGPL-2.1-only", True, True, True, True),
    "MIT": ("MIT", True, True, True, False),
    "MIT (repo)": ("MIT", True, True, True, False),
    "ISC": ("ISC", True, True, True, False),
    "BSD-3-Clause (COPYING.adoc)": ("BSD-3-Clause", True, True, True, False),
    "2-clause BSD": ("BSD-2-Clause", True, True, True, False),
    "Apache-2.0 or MIT": ("Apache-2.0", True, True, True, False),
    "Apache License, Version 2.0": ("Apache-2.0", True, True, True, False),
    "OGA-BY 3.0": ("OGA-BY-3.0", True, True, True, False),
    "Free Art License 1.3": ("LAL-1.3", True, True, True, True),
    "© 2011 Someone. All Rights Reserved.": ("all-rights-reserved", False, False, True, False),
}


@pytest.mark.parametrize("text", TEXTS)
def test_known_texts(text: str) -> None:
    licence = parse_licence(text)
    uses = (licence.commercial, licence.derivatives, licence.attribution, licence.share_alike)
    assert (licence.id, *uses) == TEXTS[text]


@pytest.mark.parametrize(
    "text", ["2019 Ada Bell", "free for my friends", "Mitch", "discord", "by night", "cc: Anna", "accident"]
)
def test_what_is_not_known_allows_nothing(text: str) -> None:
    licence = parse_licence(text)
    assert licence.id == text
    assert {licence.commercial, licence.derivatives, licence.attribution, licence.share_alike} == {None}
    assert "not allowed" in describe_licence(licence)


def test_nothing_said() -> None:
    assert parse_licence("  \n") == UNKNOWN
    assert len(parse_licence("words " * 100).id) <= 80


def test_reading_an_id_again_changes_nothing() -> None:
    for text in TEXTS:
        licence = parse_licence(text)
        assert parse_licence(licence.id.replace("all-rights-reserved", "all rights reserved")) == licence


def test_in_words() -> None:
    assert (
        describe_licence(parse_licence("CC-BY-NC-ND-4.0")) == "non-commercial use only, no changes, credit the artist"
    )
    assert describe_licence(parse_licence("CC0")) == "commercial use, changes allowed, no credit needed"


def test_every_licence_of_the_real_material_is_known(shared_data: Path) -> None:
    with (shared_data / "LICENSES.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    read = {row["licence"]: parse_licence(row["licence"]) for row in rows}
    assert not [text for text, licence in read.items() if licence.commercial is None]
    share_alike = {row["licence"] for row in rows if row["reuse_class"] == "B"}
    assert all(read[text].share_alike for text in share_alike)
    assert all(not read[row["licence"]].commercial for row in rows if "-NC-" in row["licence"])
