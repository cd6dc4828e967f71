"""What an editor is handed beside a mix: timelines with markers, a cue sheet, and the credit to give."""

from media.handover.writing import Handover, write_handover

__all__ = ["Handover", "write_handover"]
