"""Loaded by plain Schemathesis (SCHEMATHESIS_HOOKS): the formats of the description, which it cannot know."""

from pingone_conformance.generation.schema import register_formats

register_formats()
