"""What a link of a known video site leads to, as far as its address tells: pure functions on text, no network."""

from musechat.site_links.page_link import LinkKind, PageLink, split_link
from musechat.site_links.table import SITE_HOSTS, find_site_name, read_page_link, read_site_page

__all__ = ["SITE_HOSTS", "LinkKind", "PageLink", "find_site_name", "read_page_link", "read_site_page", "split_link"]
