"""Photos and documents that the bot sends: uploaded, attached, or known by file_id."""

from tests.telegram_server.arguments import Arguments, Upload
from tests.telegram_server.errors import ApiError, bad_request
from tests.telegram_server.files import LARGEST_PHOTO, LARGEST_UPLOAD, StoredFile
from tests.telegram_server.shapes import Json
from tests.telegram_server.world import World

_ATTACH = "attach://"


def read_medium(world: World, arguments: Arguments, kind: str, given: str | None = None) -> Json:
    """Return the field of a message that holds the photo or document asked for.

    `given` is the value from inside a JSON object; without it the argument `kind` counts.

    Raises:
        ApiError: nothing is there, or it is of the wrong kind or size.
    """
    stored = _file(world, arguments, kind, arguments.text(kind) if given is None else given)
    if kind == "document":
        return {"document": stored.as_document()}
    if len(stored.content) > LARGEST_PHOTO:
        raise bad_request(f"file of size {len(stored.content)} bytes is too big for a photo")
    if not stored.is_picture():
        raise bad_request("IMAGE_PROCESS_FAILED")
    return {"photo": stored.as_photo()}


def _file(world: World, arguments: Arguments, kind: str, value: str) -> StoredFile:
    upload = arguments.files.get(value.removeprefix(_ATTACH) if _ATTACH in value else kind)
    if upload is not None and (not value or value.startswith(_ATTACH)):
        return _keep(world, upload, kind)
    if not value or value.startswith(_ATTACH):
        raise bad_request(f"there is no {kind} in the request")
    if value.startswith(("http://", "https://")):  # the real one fetches it; here is no internet
        raise bad_request("failed to get HTTP URL content")
    stored = world.files.by_id(value)
    if stored is None:
        raise bad_request("wrong remote file identifier specified: Wrong character in the string")
    return stored


def _keep(world: World, upload: Upload, kind: str) -> StoredFile:
    if len(upload.content) > LARGEST_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if not upload.content:
        raise bad_request("file must be non-empty")
    return world.files.add(
        upload.content, name=upload.name, mime_type=upload.mime_type, folder=f"{kind}s"
    )
