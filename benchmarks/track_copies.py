"""Whether copies of files become tracks of their own: ``python -m benchmarks.track_copies [COUNT]``.

Made-up pieces in FLAC, MP3, AAC and Opus are added to a library of their own, then once more when each file was
retagged, moved, put into another container or given a cover, in turn, then encoded anew (MP3, AAC, Opus at 96 kbit/s).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import av

from benchmarks.made_music import compose_piece, load_no_ears, write_piece
from musechat.settings import Settings
from store.database import Database
from store.migrate import upgrade_database
from store.track_library import list_tracks
from worker.library import AddReport, add_files

SECONDS = 8.0
KINDS = ((".flac", "flac"), (".mp3", "libmp3lame"), (".m4a", "aac"), (".opus", "libopus"))
CONTAINERS = {".flac": ".mka", ".mp3": ".mka", ".m4a": ".mka", ".opus": ".webm"}
ANEW = ((".mp3", "libmp3lame"), (".m4a", "aac"), (".opus", "libopus"))
# A PNG of one pixel.
COVER = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000000200015de2"
    "26b40000000049454e44ae426082"
)


def main() -> None:
    """Make, add and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        settings = Settings(data_dir=top / "data", _env_file=None)
        upgrade_database(settings.effective_database_url)
        db = Database(settings.effective_database_url)
        firsts = []
        (top / "music").mkdir()
        for number in range(count):
            suffix, codec = KINDS[number % len(KINDS)]
            path = top / "music" / f"{number:04}{suffix}"
            write_piece(path, compose_piece(number, SECONDS), codec, 128_000)
            firsts.append(path)
        _add("originals", top / "music", db, settings)
        ids = _list_ids(db)
        for number, path in enumerate(firsts):
            _change(path, number // len(KINDS) % 4, top / "music")
        _add("retagged, moved, re-muxed and re-covered", top / "music", db, settings)
        print(f"  {len(_list_ids(db) - ids)} of {count} copies became a second track")
        (top / "anew").mkdir()
        for number in range(count):
            suffix, codec = ANEW[number % len(ANEW)]
            write_piece(top / "anew" / f"{number:04}{suffix}", compose_piece(number, SECONDS), codec)
        _add("encoded anew at 96 kbit/s", top / "anew", db, settings)
        missed = len(_list_ids(db) - ids)
        print(f"  {count - missed} of {count} were recognised ({1 - missed / count:.1%})")
        db.close()


def _add(title: str, folder: Path, db: Database, settings: Settings) -> None:
    report: AddReport = add_files([folder], db, settings, load=load_no_ears)
    told = {name: len(getattr(report, name)) for name in ("added", "retagged", "known", "twice", "broken")}
    print(f"{title}: {told}")


def _list_ids(db: Database) -> set[str]:
    with db.read() as session:
        return {track.id for track in list_tracks(session)}


def _change(path: Path, how: int, top: Path) -> None:
    """Retag, move, re-mux or re-cover a file."""
    if how == 0:
        _copy_packets(path, path, {"title": f"Another {path.stem}", "artist": "Somebody Else", "genre": "Jazz"})
    elif how == 1:
        folder = top / "moved" / path.stem
        folder.mkdir(parents=True)
        shutil.move(path, folder / f"01 - {path.name}")
    elif how == 2:
        _copy_packets(path, path.with_suffix(CONTAINERS[path.suffix]), {})
        path.unlink()
    elif path.suffix == ".mp3":
        path.write_bytes(_make_id3_cover() + path.read_bytes())
    elif path.suffix == ".flac":
        path.write_bytes(_put_flac_cover(path.read_bytes()))
    else:
        _copy_packets(path, path, {"comment": "cover " * 4_000})


def _copy_packets(path: Path, to: Path, tags: dict[str, str]) -> None:
    """Put the packets of a file's sound into another file, as they are."""
    new = to.with_name(f"new-{to.name}")
    with av.open(str(path)) as source, av.open(str(new), "w") as out:
        stream = source.streams.audio[0]
        copied = out.add_stream_from_template(stream)
        out.metadata.update(source.metadata | tags)
        for packet in source.demux(stream):
            if packet.dts is not None:
                packet.stream = copied
                out.mux(packet)
    new.replace(to)


def _make_id3_cover() -> bytes:
    frame = b"\0image/png\0\x03\0" + COVER
    body = b"APIC" + len(frame).to_bytes(4, "big") + b"\0\0" + frame
    size = len(body)
    return b"ID3\x03\0\0" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + body


def _put_flac_cover(data: bytes) -> bytes:
    """A picture as the first block behind the stream's own, which stands first and is 34 bytes long."""
    kind = b"image/png"
    sizes = b"".join(n.to_bytes(4, "big") for n in (0, 1, 1, 32, 0, len(COVER)))
    block = (3).to_bytes(4, "big") + len(kind).to_bytes(4, "big") + kind + sizes + COVER
    return data[:42] + b"\x06" + len(block).to_bytes(3, "big") + block + data[42:]


if __name__ == "__main__":
    main()
