"""A person verifies with a telephone: the web verification as a QR code in the terminal, and how long it is good.

The address and its code are secrets: whoever has them is taken for the user. They are shown on the alternate screen of
a terminal, which leaves nothing in its history, and nowhere else.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import Any, TypeGuard

import segno
from rich.align import Align
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.live import Live
from rich.text import Text

from pingone_conformance.findings import ConformanceError
from pingone_conformance.target.retrying import Waits
from pingone_conformance.target.session import Session
from pingone_conformance.target.states import SUCCESS
from pingone_conformance.target.verifications import await_state, status_of

_QUIET_ZONE = 2
_LINES_BELOW = 5
_REFRESHES_PER_SECOND = 4


class _Invitation:
    """What the person sees: drawn anew at each refresh, for the time runs and the terminal may change its size."""

    def __init__(self, address: str, code: str, limit: float) -> None:
        self._address = address
        self._code = code
        self._until = time.monotonic() + limit
        self._qr = _qr_code(address)
        self.state = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        # The size of the terminal, which a region of it may not know.
        yield Align.center(Group(self._way_in(console), Text(), *self._lines()))

    def _way_in(self, console: Console) -> RenderableType:
        if not self._qr:
            return Text(self._address, overflow="fold")
        width, height = len(self._qr[0]), len(self._qr)
        if console.width >= width and console.height >= height + _LINES_BELOW:
            # Readers of codes want dark on light, whatever the terminal's own colours are.
            return Text("\n".join(self._qr), style="#ffffff on #000000", no_wrap=True)
        room = Text(
            f"A terminal of {width} columns and {height + _LINES_BELOW} lines has room for a QR code.",
            style="dim",
        )
        return Group(Text(self._address, overflow="fold"), room)

    def _lines(self) -> list[Text]:
        left = max(0, round(self._until - time.monotonic()))
        return [
            Text("Verify with a telephone: scan the code, or open the address there."),
            Text.assemble("Code ", (self._code, "bold")) if self._code else Text(),
            Text(
                f"{left // 60}:{left % 60:02} left{f', {self.state}' if self.state else ''}. Ctrl-C leaves."
            ),
        ]


def verify_by_telephone(
    api: Session,
    create: Callable[[], dict[str, Any]],
    console: Console,
    limit: float,
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> str:
    """Have a person verify a new transaction: its `USER_ID/TRANSACTION_ID` once that has succeeded.

    `create` makes the transaction and its user, and returns it with the user's id as `userID`; `limit` is in seconds.
    Raises `ConformanceError` when the console is no terminal or the transaction has no address, `Untested` when the
    verification ends otherwise or does not end in time, `KeyboardInterrupt` as soon as the person gives up: the screen
    is what it was before, in each case.
    """
    if not console.is_terminal:
        raise ConformanceError(
            "--interactive shows a secret to the person at the terminal, and here is no terminal",
            hint="run it in a terminal; elsewhere, give --verified-transaction or --verification-hook",
        )
    transaction = create()
    user_id, transaction_id = str(transaction["userID"]), str(transaction["id"])
    address = transaction.get("webVerificationUrl")
    if not _is_web_address(address):
        raise ConformanceError(
            "the new transaction has no address for a telephone (webVerificationUrl)",
            hint="verify it elsewhere and give --verified-transaction",
        )
    shown = _Invitation(address, _printable(transaction.get("webVerificationCode")), limit)

    def read() -> str | None:
        return status_of(api.call("readOneVerifyTransaction", userID=user_id, transactionID=transaction_id))

    with Live(shown, console=console, screen=True, refresh_per_second=_REFRESHES_PER_SECOND) as live:

        def tell(_: float, state: str) -> None:
            shown.state = state
            live.refresh()

        await_state(read, SUCCESS, limit=limit, waits=Waits(tell=tell, sleep=sleep))
    return f"{user_id}/{transaction_id}"


def _qr_code(text: str) -> list[str]:
    """The lines of a code, none when the text is too long for one."""
    drawn = io.StringIO()
    try:
        # The least correction of errors, for the code has to fit, and nothing on a screen is torn or dirty.
        code = segno.make(text, error="l", boost_error=False, micro=False)
    except segno.DataOverflowError:
        return []
    code.terminal(drawn, border=_QUIET_ZONE, compact=True)
    return drawn.getvalue().splitlines()


def _is_web_address(text: object) -> TypeGuard[str]:
    return isinstance(text, str) and text.startswith(("https://", "http://")) and text.isprintable()


def _printable(code: object) -> str:
    text = str(code or "")
    return text if text.isprintable() else ""
