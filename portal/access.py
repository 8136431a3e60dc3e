"""Who may use which page: every page declares one of these rules, and the guard applies it."""

from enum import Enum

from schools.domain.roles import Role


class Rule(Enum):
    """An access rule; the value says it in words."""

    ANYONE = "anyone"
    NEARBY = "programs on this machine or its own network"
    CHAT = "a browser with an open chat"
    TOKEN = "a program with a chat's token"  # noqa: S105 - words, not a password
    STAFF = "any member of staff"
    ADVISER = "advisers and coordinators"
    LEAD = "the safeguarding lead and deputies"

    @property
    def roles(self) -> frozenset[Role] | None:
        """The roles of which a member of staff needs one; None where no sign-in is needed."""
        return _ROLES.get(self)


_ROLES = {
    Rule.STAFF: frozenset(Role),
    Rule.ADVISER: frozenset({Role.ADVISER, Role.COORDINATOR}),
    Rule.LEAD: frozenset({Role.LEAD}),
}


class NotSignedInError(Exception):
    """Nobody is signed in, and the page is for staff."""


class WrongRoleError(Exception):
    """Somebody is signed in who may not use this page."""


class NoChatError(Exception):
    """The browser or program has no chat."""
