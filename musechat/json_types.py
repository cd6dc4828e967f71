"""Types of JSON at the edges of the domain, where rows and printed output are read and written."""

from __future__ import annotations

from typing import Any, TypeAlias

# Any on purpose: whoever reads an object of stored JSON turns it into a dataclass at once and passes that on.
JsonObject: TypeAlias = dict[str, Any]
