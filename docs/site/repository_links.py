"""A MkDocs hook: links from a page to a file outside of `docs/` lead to that file in the repository.

In a clone and on the repository's pages such links work as they are. A link to a file that does not exist is a
warning, which `mkdocs build --strict` turns into a failure.
"""

from __future__ import annotations

import logging
import posixpath
import re
from pathlib import Path
from typing import Any

log = logging.getLogger("mkdocs.hooks.repository_links")

RELATIVE_LINK = re.compile(r"(\]\()(\.\./[^)\s#]+)((?:#[^)\s]*)?\))")


def on_page_markdown(markdown: str, page: Any, config: Any, **_: object) -> str:
    """Rewrite the links of one page that leave the documentation's folder."""
    root = Path(config["config_file_path"]).parent
    docs = Path(config["docs_dir"]).relative_to(root).as_posix()
    folder = posixpath.dirname(posixpath.join(docs, page.file.src_uri))

    def rewrite(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, found[2]))
        if target.startswith(f"{docs}/"):
            return found[0]
        if not (root / target).exists():
            log.warning("%s links to %s, which does not exist", page.file.src_uri, target)
        kind = "tree" if (root / target).is_dir() else "blob"
        return f"{found[1]}{config['repo_url'].rstrip('/')}/{kind}/main/{target}{found[3]}"

    return RELATIVE_LINK.sub(rewrite, markdown)
