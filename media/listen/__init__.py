"""Listening to a track: decoding, measuring, and reading what the file says of itself."""

from media.listen.analysis import LISTEN_VERSION, DecodedTrack, analyse_sound_file, decode_track, measure_track
from media.listen.decode import SUFFIXES, decode_sound
from media.listen.file_tags import FileTags, read_file_tags
from media.listen.fingerprint import make_fingerprint

__all__ = [
    "LISTEN_VERSION",
    "SUFFIXES",
    "DecodedTrack",
    "FileTags",
    "analyse_sound_file",
    "decode_sound",
    "decode_track",
    "make_fingerprint",
    "measure_track",
    "read_file_tags",
]
