"""A stateful mock of the PingOne Verify API, of the flows next to it and of its token endpoint.

The mock is a reading of the documents of its own: it shares no code with the checks that judge it, so that a
misreading in one of the two shows up as a disagreement.
"""
