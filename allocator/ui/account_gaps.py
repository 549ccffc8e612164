"""What the account strings of a budget lack, in a sentence. No screen in here."""

from __future__ import annotations

from allocator.domain.accounts import UNKNOWN, AccountStrings
from allocator.domain.case import Case
from allocator.ui.words import w


def account_gaps(case: Case) -> str:
    """The parts for which the plan states no code somewhere; empty where nothing is missing or the plan has no accounts."""
    accounts = AccountStrings.of(case)
    parts = accounts.gaps() if accounts else {}
    if not parts:
        return ""
    missing = ", ".join(w(f"account.{part}", n=len(without)) for part, without in parts.items())
    return w("share.account.gaps", parts=missing, unknown=UNKNOWN)
