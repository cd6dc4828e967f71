"""Run a command of ours with its event loop watched: ``python -m benchmarks.loop_lag FILE bot``.

Beside whatever ``asyncio.run`` is given runs a sleeper that notes when each of its naps ended, in seconds since the
epoch, how late, and how long the loop's thread was computing meanwhile, both in seconds; the file holds them at the
end. On a busy machine naps end late because others compute; what the loop computes itself it would compute on an idle
one as well. The command itself is unchanged.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

NAP_S = 0.01

_run = asyncio.run


def watched(file: Path) -> Any:
    """``asyncio.run``, with the sleeper beside."""

    def run(main: Coroutine[Any, Any, Any], **options: Any) -> Any:
        return _run(_beside(main, file), **options)

    return run


async def _beside(main: Coroutine[Any, Any, Any], file: Path) -> Any:
    late: list[tuple[float, float, float]] = []
    sleeper = asyncio.create_task(_sleep(late))
    try:
        return await main
    finally:
        sleeper.cancel()
        with suppress(asyncio.CancelledError):
            await sleeper
        file.write_text(json.dumps(late))  # noqa: ASYNC240 - the loop is ending


async def _sleep(late: list[tuple[float, float, float]]) -> None:
    while True:
        before, computed = time.perf_counter(), time.thread_time()
        await asyncio.sleep(NAP_S)
        late.append((time.time(), time.perf_counter() - before - NAP_S, time.thread_time() - computed))


if __name__ == "__main__":
    asyncio.run = watched(Path(sys.argv[1]))
    sys.argv = ["musechat", *sys.argv[2:]]
    if sys.argv[1] == "bare-bot":
        from benchmarks.bare_bot import main
    else:
        from cli.main import main
    main()
