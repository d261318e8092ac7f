"""What Rhino 1.7.14, told to read ES6, does not understand or does otherwise. The product runs scripts on it."""

from pingone_conformance.scripting.dialect.problem import Kind, Problem
from pingone_conformance.scripting.dialect.reader import problems

__all__ = ["Kind", "Problem", "problems"]
