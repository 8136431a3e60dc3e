"""How a storm's account is told in the table of `make bench`."""

from bench.chaos.storm import Storm

Row = tuple[str, str]


def row_of(name: str, stormed: Storm, *more: str) -> Row:
    """Return one line: what must be zero, then how the students lived through it."""
    account = stormed.account
    wrong = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in account.wrong.items())
    told = (
        f"{account.sent} sent: {wrong or '0 lost, 0 doubled, 0 out of order, 0 told twice'}; "
        f"{account.applications} applications, {account.alerts} alerts; "
        f"{account.doubled_in_chat} harmless repeats, {account.reordered_in} taken out of order; "
        f"late notices {account.told_late}, slowest {account.slowest_notice_s:.1f} s, "
        f"{account.told_too_late} not told within 5 s; p95 {account.p95_ms / 1000:.1f} s; "
        f"all answered {stormed.settled_after_s:.0f} s after it was mended"
    )
    return name, "; ".join([told, *more])
