"""SQL: the tables, and the functions that read and write them. Also the blob store."""
