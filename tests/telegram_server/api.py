"""Takes a call to the Bot API from its arrival to its answer: record, fault, method, refusal."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from tests.telegram_server import about, editing, sending
from tests.telegram_server.arguments import Arguments, from_json, read_arguments
from tests.telegram_server.calls import Call
from tests.telegram_server.connections import Connections, NoAnswer
from tests.telegram_server.errors import ApiError, too_many_requests
from tests.telegram_server.faults import Fault, FaultKind
from tests.telegram_server.polling import Polls
from tests.telegram_server.shapes import Json
from tests.telegram_server.webhooks import WebhookSender
from tests.telegram_server.world import World

Method = Callable[[World, Arguments], Any]
METHODS: Mapping[str, Method] = {
    "getme": about.get_me,
    "getfile": about.get_file,
    "setmycommands": about.set_my_commands,
    "getmycommands": about.get_my_commands,
    "deletemycommands": about.delete_my_commands,
    "setwebhook": about.set_webhook,
    "deletewebhook": about.delete_webhook,
    "getwebhookinfo": about.get_webhook_info,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendmediagroup": sending.send_media_group,
    "sendvenue": sending.send_venue,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "answercallbackquery": editing.answer_callback_query,
}
_MESSAGES = {"sendmessage", "sendphoto", "senddocument", "sendmediagroup", "sendvenue"}
_PROXY_PAGE = "<html><body><h1>Blocked by your school's web filter</h1></body></html>"
_BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n"
    "</body>\r\n</html>\r\n"
)


class Api:
    """The Bot API of one bot. Lives on the server's event loop."""

    def __init__(self, world: World, connections: Connections) -> None:
        self._world = world
        self._connections = connections
        self.polls = Polls(world)
        self.webhooks = WebhookSender(world, self.reply)
        self._closing = asyncio.Event()

    async def handle(self, request: Request) -> Response:
        """Answer one HTTP request to `/bot<token>/<method>`."""
        token, method = request.path_params["token"], request.path_params["method"]
        refusal = self._refused_token(token)
        if refusal is not None:
            return _refusal(refusal)
        try:
            arguments = await read_arguments(request)
        except ApiError as error:
            return _refusal(error)
        except ClientDisconnect:  # killed while it asked: nobody reads the answer
            return Response(status_code=400)
        call, fault = self._arrive(method, arguments)
        response = await self._answer(call, fault, arguments)
        if isinstance(response, NoAnswer):
            self._connections.drop(request)
        return response

    async def download(self, request: Request) -> Response:
        """Answer one HTTP request to `/file/bot<token>/<path>`."""
        refusal = self._refused_token(request.path_params["token"])
        if refusal is not None:
            return _refusal(refusal)
        with self._world.lock:
            stored = self._world.files.by_path(request.path_params["path"])
        if stored is None:
            return _refusal(ApiError(404, "Not Found"))
        return Response(stored.content, media_type="application/octet-stream")

    async def reply(self, method: str, body: Json) -> object:
        """Call the method that a webhook put into its answer."""
        arguments = from_json(body)
        call, fault = self._arrive(method, arguments)
        return await self._answer(call, fault, arguments)

    def wake(self) -> None:
        """Tell whoever waits that there may be a new update."""
        self.polls.wake()
        self.webhooks.wake()

    def close(self) -> None:
        """End every wait, so that the server can stop."""
        self._closing.set()
        self.polls.close()

    def _refused_token(self, token: str) -> ApiError | None:
        number, _, secret = token.partition(":")
        if not number.isdigit() or not secret:
            return ApiError(401, "Unauthorized: invalid token specified")
        return None if token == self._world.token else ApiError(401, "Unauthorized")

    def _arrive(self, method: str, arguments: Arguments) -> tuple[Call, Fault | None]:
        with self._world.lock:
            call = self._world.calls.open(method, arguments, self._world.clock())
            fault = self._world.faults.take(method, call.chat_id)
        call.fault = fault.kind.value if fault else ""
        return call, fault

    async def _answer(self, call: Call, fault: Fault | None, arguments: Arguments) -> Response:
        if fault is None:
            return self._close(call, await self._run(call, arguments))
        if fault.applied:
            response = await self._run(call, arguments)
            await self._pause(fault.delay_s)
        else:
            await self._pause(fault.delay_s)
            is_delay = fault.kind is FaultKind.DELAY
            response = await self._run(call, arguments) if is_delay else Response()
        return self._close(call, _faulty(fault) or response)

    async def _run(self, call: Call, arguments: Arguments) -> Response:
        try:
            self._refuse_flood(call)
            result = await self._result(call.method, arguments)
        except ApiError as error:
            return _refusal(error)
        body = {"ok": True, "result": result}
        if isinstance(result, about.Described):
            body = {"ok": True, "result": result.result, "description": result.description}
        with self._world.lock:
            self._world.calls.apply(call, body["result"])
        return JSONResponse(body)

    async def _result(self, name: str, arguments: Arguments) -> Any:
        if name.lower() == "getupdates":
            return await self.polls.get_updates(arguments)
        method = METHODS.get(name.lower())
        if method is None:
            raise ApiError(404, "Not Found: method not found")
        with self._world.lock:
            result = method(self._world, arguments)
            has_webhook = self._world.webhook is not None
        if method is about.set_webhook and has_webhook:
            self.polls.abort_for_webhook()
        return result

    def _refuse_flood(self, call: Call) -> None:
        if call.method.lower() in _MESSAGES and call.chat_id is not None:
            with self._world.lock:
                wait_s = self._world.flood.wait_s(call.chat_id, self._world.clock())
            if wait_s:
                raise too_many_requests(wait_s)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return

    def _close(self, call: Call, response: Response) -> Response:
        with self._world.lock:
            now = self._world.clock()
            if isinstance(response, NoAnswer):
                call.finished_at = now
            else:
                text = _description(response)
                self._world.calls.close(call, status=response.status_code, description=text, at=now)
        return response


def _faulty(fault: Fault) -> Response | None:
    """Return the answer that a fault puts in place of the right one, if it does."""
    if fault.kind is FaultKind.TOO_MANY_REQUESTS:
        return _refusal(too_many_requests(fault.retry_after))
    if fault.kind is FaultKind.BAD_GATEWAY:
        return HTMLResponse(_BAD_GATEWAY, status_code=502)
    if fault.kind is FaultKind.PROXY_PAGE:
        return HTMLResponse(_PROXY_PAGE, status_code=fault.status)
    if fault.kind is FaultKind.SERVER_ERROR:
        return _refusal(ApiError(500, "Internal Server Error: sent by a fault"))
    return NoAnswer() if fault.kind is FaultKind.LOST else None


def _description(response: Response) -> str:
    if not isinstance(response, JSONResponse) or response.status_code == 200:
        return ""
    return str(json.loads(bytes(response.body))["description"])


def _refusal(error: ApiError) -> Response:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    headers = {}
    if error.retry_after:
        body["parameters"] = {"retry_after": error.retry_after}
        headers["Retry-After"] = str(error.retry_after)
    return JSONResponse(body, status_code=error.code, headers=headers)
