"""What all journeys of Advanced Identity Cloud have in common, and the one type of nodes that the suite makes."""

SCRIPTED_DECISION = "ScriptedDecisionNode"

SUCCESS, FAILURE = "70e691a5-1e33-4ac3-a356-e7b6d60d92e0", "e301438c-0bd0-429c-ab0c-66126501069a"
"""The ends of a journey, which have the same ids everywhere."""

STATIC_NODES = frozenset({"startNode", SUCCESS, FAILURE})
"""Where every journey begins, and where it ends."""
