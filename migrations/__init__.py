"""The database's history: one module per change of the tables, run by ``store.migrate`` with Alembic."""
