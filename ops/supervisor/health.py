"""Asks a process over HTTP whether it is alive and ready."""

import httpx

ANSWER_TIMEOUT_S = 5.0


async def answers_ok(client: httpx.AsyncClient, url: str) -> bool:
    """Return whether the address answers 200."""
    try:
        return (await client.get(url, timeout=ANSWER_TIMEOUT_S)).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
