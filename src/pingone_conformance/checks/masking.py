"""What the end user sees of e-mail addresses to choose from ("Create Verify Transaction", Description).

Which characters stand for what is hidden is not documented, so a masked address is compared with the address
itself: letters and digits that show have to be the address's own, in their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pingone_conformance.checks.members import member, shown
from pingone_conformance.findings import Finding

# Services that mask with a letter use this one.
_MASKING_LETTERS = "xX"


def may_be(text: Any, address: str) -> bool:
    """Whether the text can be that address with a part, all or nothing of it masked."""
    if not isinstance(text, str):
        return False
    rest = iter(address.casefold())
    return all(character in rest for character in _showing(text))


def has_choices(view: Any, path: str, addresses: Sequence[str]) -> Iterator[Finding]:
    """As many choices are offered as there are addresses, and each address is among them."""
    choices = member(view, path)
    if not isinstance(choices, list) or len(choices) != len(addresses):
        yield Finding(f"{path} to be {len(addresses)} choices", shown(choices))
        return
    for address in addresses:
        if not any(may_be(choice, address) for choice in choices):
            yield Finding(f"{address} among the choices, masked or not", shown(choices))


def choices_hide_a_part(view: Any, path: str, addresses: Sequence[str]) -> Iterator[Finding]:
    """No choice gives a whole address away."""
    for choice in _choices(view, path):
        for address in addresses:
            if not isinstance(choice, str) or address.casefold() in choice.casefold():
                yield Finding("a choice with a part of the address masked", shown(choice))


def choices_show_a_part(view: Any, path: str, addresses: Sequence[str]) -> Iterator[Finding]:
    """Every choice still shows letters or digits of one of the addresses."""
    for choice in _choices(view, path):
        shows = isinstance(choice, str) and _showing(choice)
        if not shows or not any(may_be(choice, address) for address in addresses):
            yield Finding("a choice that shows a part of one of the addresses", shown(choice))


def in_order(body: Any, path: str, addresses: Sequence[str]) -> Iterator[Finding]:
    """The texts are the addresses, masked or not, in the order of the addresses."""
    texts = member(body, path)
    if not isinstance(texts, list) or len(texts) != len(addresses):
        yield Finding(f"{path} to be {len(addresses)} addresses", shown(texts))
        return
    for position, (text, address) in enumerate(zip(texts, addresses, strict=True), start=1):
        if not may_be(text, address):
            yield Finding(f"number {position} of {path} to be {address}, masked or not", shown(text))


def keeps_order(view: Any, path: str, addresses: Sequence[str]) -> Iterator[Finding]:
    """Whatever is offered of the addresses, masked or not, stands in the order of the addresses."""
    reached = 0
    for choice in _choices(view, path):
        places = [place for place, address in enumerate(addresses) if may_be(choice, address)]
        if places and (reached := next((place for place in places if place >= reached), -1)) < 0:
            yield Finding(f"{path} in the order of {shown(list(addresses))}", shown(member(view, path)))
            return


def are_whole(body: Any, path: str, addresses: Sequence[str]) -> Iterator[Finding]:
    """Each text is one of the addresses with no part masked, in whatever case and order."""
    texts = member(body, path)
    if not isinstance(texts, list):
        yield Finding(f"{path} to be addresses", shown(texts))
        return
    known = [address.casefold() for address in addresses]
    for text in texts:
        if not isinstance(text, str) or text.casefold() not in known:
            yield Finding(f"each of {path} to be an address that was sent", shown(text))


def _choices(view: Any, path: str) -> list[Any]:
    choices = member(view, path)
    return choices if isinstance(choices, list) and choices else [choices]


def _showing(text: str) -> list[str]:
    return [
        character
        for character in text.casefold()
        if character.isalnum() and character not in _MASKING_LETTERS
    ]
