"""Sources of music: clients of servers that an operator runs, and of open catalogues.

Each is a small client of our own over one :class:`~media.sources.source_client.SourceClient`. The libraries there are
for some of them (plexapi, py-opensonic, internetarchive) open connections of their own: past the guard against private
addresses, past the pace that keeps to documented rates, and each with another idea of when to try again.
"""
