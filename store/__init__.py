"""Storage: the SQL tables with the functions that read and write them, and the blob store."""
