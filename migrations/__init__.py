"""Migrations of the database, one module per change of the tables; run by ``store.migrate`` with Alembic."""
