"""A clip's bytes in, its measured traits, sampled frames and sound out; decoded in a child process with limits."""

from media.watch.limits import WatchLimits
from media.watch.warm_process import WarmProcesses
from media.watch.watcher import WatchResult, watch_clip

# Raise it whenever a trait of the same clip may come out different: cached traits of other versions are measured anew.
WATCH_VERSION = "4"

__all__ = ["WATCH_VERSION", "WarmProcesses", "WatchLimits", "WatchResult", "watch_clip"]
