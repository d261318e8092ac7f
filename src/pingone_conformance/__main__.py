"""`python -m pingone_conformance` is the command."""

from pingone_conformance.cli import main

if __name__ == "__main__":
    main()
