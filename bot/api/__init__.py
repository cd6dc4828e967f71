"""What programs get to see of conversations and the library: one set of schemas for the HTTP API and the MCP server."""
