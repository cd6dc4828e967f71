"""What a licence allows us to do with a source's track."""

from __future__ import annotations

from language.licences import parse_licence
from musechat.source_track import NO_RIGHTS, SourceRights

# The operator answers for what they own: MUSECHAT_PREVIEWS says whether excerpts are sent; whole files never are.
OWN_RIGHTS = SourceRights(may_analyse=True, may_send_clip=True, may_send_full=False)


def find_rights(statement: str, *, allows_download: bool = True) -> SourceRights:
    """Decide by the licence as stated; what is not understood allows nothing.

    Args:
        statement: the licence as the source states it.
        allows_download: whether the source lets its sound be fetched.

    """
    licence = parse_licence(statement)
    if licence.commercial is None or licence.id == "all-rights-reserved" or not allows_download:
        return NO_RIGHTS
    # An excerpt, and music mixed under a clip, may be an adaptation: only the whole file is beyond doubt without it.
    return SourceRights(may_analyse=True, may_send_clip=bool(licence.derivatives), may_send_full=True)


def allows_commercial_use(statement: str) -> bool:
    """Whether a licence as stated allows commercial use."""
    return bool(parse_licence(statement).commercial)
