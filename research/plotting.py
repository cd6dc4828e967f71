"""Pictures of figures: matplotlib, imported when one is drawn, on no screen."""

from __future__ import annotations

from typing import Any

from musechat.errors import BadInput, install_remedy


def pyplot() -> Any:
    """Matplotlib's pyplot, drawing into files.

    Raises:
        BadInput: ``no-matplotlib`` where it is not installed.

    """
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise BadInput(
            "no-matplotlib",
            "Drawing needs matplotlib, which is not installed",
            install_remedy("research.txt"),
        ) from error
    mpl.use("agg")
    from matplotlib import pyplot as plt

    return plt
