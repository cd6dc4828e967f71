import pytest

from demo.theory import NOTE_NAMES, Chord, choose_voicing, climb_scale, nearest_pitch, parse_chord, scale_classes

C = NOTE_NAMES.index("C")


@pytest.mark.parametrize(
    ("numeral", "tonic", "classes"),
    [
        ("I", "C", {0, 4, 7}),
        ("vi7", "C", {9, 0, 4, 7}),
        ("bVII", "D", {0, 4, 7}),
        ("V7b9", "A", {4, 8, 2, 5}),
        ("iih7", "C", {2, 5, 8, 0}),
        ("io7", "G", {7, 10, 1, 4}),
    ],
)
def test_numerals_become_the_right_notes(numeral: str, tonic: str, classes: set[int]) -> None:
    assert set(parse_chord(numeral, NOTE_NAMES.index(tonic)).classes) == classes


def test_inversion_moves_only_the_bass() -> None:
    plain, turned = parse_chord("V", C), parse_chord("V/3", C)
    assert set(plain.classes) == set(turned.classes)
    assert (plain.bass, turned.bass) == (7, 11)


@pytest.mark.parametrize("wrong", ["", "VIII", "H", "I13sus", "I/4"])
def test_nonsense_is_no_chord(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a chord"):
        parse_chord(wrong, C)


def test_voice_leading_moves_little() -> None:
    last: tuple[int, ...] = ()
    for numeral in ["I", "V", "vi", "IV", "ii", "V", "I"]:
        chord = parse_chord(numeral, C)
        now = choose_voicing(chord, last, 55, 76)
        assert {p % 12 for p in now} == set(chord.classes)
        assert len(now) == 4 and min(now) >= 55 and max(now) <= 76
        if last:
            assert sum(min(abs(p - q) for q in last) for p in now) <= 7
        last = now


def test_a_borrowed_chord_bends_the_scale() -> None:
    dominant = parse_chord("V", NOTE_NAMES.index("A"))
    bent = scale_classes(NOTE_NAMES.index("A"), "minor", dominant)
    assert 8 in bent and 7 not in bent  # G sharp takes G's place


def test_climbing_stays_on_the_scale() -> None:
    classes = scale_classes(C, "major")
    assert climb_scale(60, 7, classes) == 72
    assert climb_scale(60, -1, classes) == 59
    assert nearest_pitch(61, Chord(0, (0, 4, 7), 0).classes) == 60
