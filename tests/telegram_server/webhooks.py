"""Sends updates to the webhook: several at once, each again until it is taken."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

import httpx

from tests.telegram_server.faults import UpdateFaultKind
from tests.telegram_server.shapes import Json
from tests.telegram_server.updates import Update
from tests.telegram_server.world import Webhook, World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_LONGEST_RETRY_AFTER_S = 3600
Answer = Callable[[str, Json], Awaitable[object]]


@dataclass
class _Attempts:
    """How often an update was refused, and when it is its turn again."""

    failures: int = 0
    delay_s: float = 0.0
    wake_at: float = 0.0


class WebhookSender:
    """Delivers what is pending while a webhook is set. Lives on the server's event loop.

    Updates of one queue (a chat's messages; a user's button presses) go one after the other;
    different queues go side by side, up to `max_connections`. So a press may overtake a message
    of the same chat, as it may with the real server.
    """

    def __init__(self, world: World, on_reply: Answer) -> None:
        self._world = world
        self._on_reply = on_reply
        self._changed = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._attempts: dict[int, _Attempts] = {}
        self._webhook: Webhook | None = None

    def wake(self) -> None:
        """Look for something to send."""
        self._changed.set()

    async def run(self) -> None:
        """Send until cancelled."""
        limits = httpx.Limits(max_connections=100)
        timeout = self._world.timing.webhook_timeout_s
        # To http on loopback only, so it need not read certificates.
        client = httpx.AsyncClient(limits=limits, timeout=timeout, trust_env=False, verify=False)
        async with client:
            try:
                while True:
                    self._changed.clear()
                    await self._sleep(self._launch(client))
            finally:
                for task in list(self._busy.values()):
                    task.cancel()

    def _launch(self, client: httpx.AsyncClient) -> float | None:
        """Start every sending that is due; return in how many seconds the next one is."""
        now = asyncio.get_running_loop().time()
        waits = []
        with self._world.lock:
            webhook = self._world.webhook
            if webhook is not self._webhook:  # a new address is tried at once
                self._webhook, self._attempts = webhook, {}
            for update in self._heads() if webhook else ():
                wake_at = self._attempts.setdefault(update.update_id, _Attempts()).wake_at
                if wake_at > now:
                    waits.append(wake_at - now)
                elif webhook and len(self._busy) < webhook.max_connections:
                    task = asyncio.create_task(self._deliver(client, webhook, update))
                    self._busy[update.queue] = task
        return min(waits, default=None)

    def _heads(self) -> list[Update]:
        """Return the next update of every queue that is free."""
        queues: dict[str, list[Update]] = {}
        for update in self._world.updates.pending:
            if update.queue not in self._busy:
                queues.setdefault(update.queue, []).append(update)
        return [self._next_of(waiting) for waiting in queues.values()]

    def _next_of(self, waiting: list[Update]) -> Update:
        is_swapped = len(waiting) > 1 and self._world.faults.take_for_updates(
            UpdateFaultKind.OUT_OF_ORDER
        )
        return waiting[1] if is_swapped else waiting[0]

    async def _sleep(self, seconds: float | None) -> None:
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return

    async def _deliver(self, client: httpx.AsyncClient, webhook: Webhook, update: Update) -> None:
        try:
            problem, retry_after_s = await self._post(client, webhook, update)
            with self._world.lock:
                is_twice = self._world.faults.take_for_updates(UpdateFaultKind.DUPLICATE)
            if not problem and is_twice:
                await self._post(client, webhook, update)
            self._settle(webhook, update, problem, retry_after_s)
        finally:
            self._busy.pop(update.queue, None)
            self.wake()

    async def _post(
        self, client: httpx.AsyncClient, webhook: Webhook, update: Update
    ) -> tuple[str, float]:
        """Send an update; return what was wrong (empty: taken) and the pause asked for."""
        with self._world.lock:
            self._world.updates.delivered(update.update_id)
        secret = {SECRET_HEADER: webhook.secret_token} if webhook.secret_token else {}
        try:
            response = await client.post(webhook.url, json=update.as_json(), headers=secret)
        except httpx.ConnectError:
            return "Connection refused", 0
        except httpx.TimeoutException:
            return "Read timeout expired", 0
        except httpx.HTTPError:
            return "Connection closed", 0
        if response.is_success:
            await self._obey(response)
            return "", 0
        phrase = f"{response.status_code} {_phrase(response.status_code)}".strip()
        return f"Wrong response from the webhook: {phrase}", _retry_after(response)

    async def _obey(self, response: httpx.Response) -> None:
        """Call the method that a webhook may put into its answer; the result goes nowhere."""
        try:
            body = response.json()
        except ValueError:
            return
        method = str(body.pop("method", "")) if isinstance(body, dict) else ""
        if method and not method.lower().startswith(("get", "setwebhook", "deletewebhook")):
            await self._on_reply(method, body)

    def _settle(self, webhook: Webhook, update: Update, problem: str, retry_after_s: float) -> None:
        with self._world.lock:
            if not problem:
                self._attempts.pop(update.update_id, None)
                self._world.updates.forget(update.update_id)
                return
            webhook.last_error_date = int(self._world.clock())
            webhook.last_error_message = problem
        self._postpone(self._attempts.setdefault(update.update_id, _Attempts()), retry_after_s)

    def _postpone(self, attempts: _Attempts, retry_after_s: float) -> None:
        """The first repetition is at once, then the pause doubles up to its limit."""
        timing = self._world.timing
        if not retry_after_s and attempts.failures:
            doubled = (attempts.delay_s or timing.resend_s) * 2
            attempts.delay_s = min(doubled, timing.longest_resend_s)
        attempts.failures += 1
        pause_s = retry_after_s or attempts.delay_s
        attempts.wake_at = asyncio.get_running_loop().time() + pause_s


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _retry_after(response: httpx.Response) -> float:
    given = response.headers.get("retry-after", "")
    return float(min(int(given), _LONGEST_RETRY_AFTER_S)) if given.isdigit() else 0.0
