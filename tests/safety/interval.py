"""How sure a measured share is."""

from math import sqrt

_Z = 1.96  # of the normal distribution, for 95 %


def interval(hits: int, texts: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (E. B. Wilson, JASA 22, 1927, pages 209-212)."""
    share, spread = hits / texts, _Z**2 / texts
    middle = (share + spread / 2) / (1 + spread)
    half = sqrt(share * (1 - share) * spread + spread**2 / 4) / (1 + spread)
    return middle - half, middle + half
