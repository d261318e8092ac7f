"""A server that plants canaries: texts that no file of a run on a tenant may hold."""
