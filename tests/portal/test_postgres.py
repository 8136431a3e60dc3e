"""What only PostgreSQL refuses: characters that it cannot keep must not become faults of ours."""

import json
import re
from urllib.parse import urlencode

import httpx
import pytest

from portal.app import create_app


async def started(http: httpx.AsyncClient) -> dict[str, str]:
    response = await http.post("/api/chat", json={"guest": True})
    return {"authorization": f"Bearer {response.json()['token']}"}


@pytest.mark.postgres
@pytest.mark.parametrize("nasty", ["\x00", "\ud83d", "a\x00b", "x" * 10_000, "🦊" * 500])
async def test_postgresql_too_takes_or_refuses_whatever_is_sent(settings, postgres_db, nasty):
    app = create_app(settings, postgres_db, answer_wait_s=0)
    transport = httpx.ASGITransport(app)
    kind = {"content-type": "application/json"}
    async with httpx.AsyncClient(transport=transport, base_url="http://p.example") as http:
        headers = {**await started(http), **kind}
        answers = [
            await http.post("/api/chat", content=json.dumps({"code": nasty}), headers=kind),
            *[
                await http.post("/api/chat/messages", content=json.dumps(body), headers=headers)
                for body in (
                    {"id": "a", "text": nasty},
                    {"id": "b", "button": nasty},
                    {"id": nasty, "text": "hi"},
                )
            ],
        ]
        page = await http.get("/staff/sign-in")
        [token] = re.findall(r'name="csrf" value="(\w+)"', page.text)
        sent = nasty.encode("utf-8", "surrogatepass")
        form = urlencode({"csrf": token, "email": sent, "password": sent})
        answers.append(
            await http.post(
                "/staff/sign-in",
                content=form,
                headers={"content-type": "application/x-www-form-urlencoded"},
            )
        )

    app.state.portal.gateway.close()
    assert max(answer.status_code for answer in answers) < 500
