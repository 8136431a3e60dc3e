"""A round robin for TCP connections: `python -m bench.spread 5005 5006 5007`.

Stands where nginx or HAProxy stand in production: one address with several Rasa processes behind
it. Whoever is not there is passed over. It listens on the first port, on 127.0.0.1 (where health is
asked for) and on 127.0.0.2, which the product takes for another machine: so it starts no Rasa.
"""

import asyncio
import itertools
import sys
from contextlib import suppress

ADDRESSES = ("127.0.0.1", "127.0.0.2")
_CHUNK = 65_536


async def serve(port: int, targets: list[int]) -> None:
    """Pass every connection on to the next target until cancelled."""
    turns = itertools.count()

    async def passed_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        start = next(turns)
        for step in range(len(targets)):
            target = targets[(start + step) % len(targets)]
            with suppress(OSError):
                await _join(reader, writer, *await asyncio.open_connection("127.0.0.1", target))
                break
        writer.close()

    server = await asyncio.start_server(passed_on, ADDRESSES, port)
    async with server:
        await server.serve_forever()


async def _join(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    there: asyncio.StreamReader,
    back: asyncio.StreamWriter,
) -> None:
    """Carry both directions until either side ends; then both are closed."""
    ways = [asyncio.create_task(_carry(reader, back)), asyncio.create_task(_carry(there, writer))]
    await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    for way in ways:
        way.cancel()
    await asyncio.gather(*ways, return_exceptions=True)
    back.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while chunk := await reader.read(_CHUNK):
            writer.write(chunk)
            await writer.drain()


if __name__ == "__main__":
    first, *others = [int(number) for number in sys.argv[1:]]
    asyncio.run(serve(first, others))
