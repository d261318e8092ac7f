"""The Advanced Identity Cloud side of the mock: scripts, journeys and what surrounds them."""
