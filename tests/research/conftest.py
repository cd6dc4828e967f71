"""Small models run fastest on one thread, and then do not disturb the tests beside them."""

from __future__ import annotations

import torch

torch.set_num_threads(1)
