"""Request bodies of the API as pydantic models: what is accepted, with limits and defaults."""
