"""Plays the talks in `scenarios/` against the running product."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from bench.students import Reply, Student

pytestmark = pytest.mark.running

FOLDER = Path(__file__).parent / "scenarios"
LEAST = 35


def scenarios() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yml")):
        # Every value is text: a student who says "no" does not mean false.
        for scenario in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader):
            yield pytest.param(scenario, id=f"{path.stem}: {scenario['scenario']}")


@pytest.mark.parametrize("scenario", list(scenarios()))
async def test_scenario(scenario: dict[str, Any], http: httpx.AsyncClient) -> None:
    student, answer = await begin(scenario, http)
    try:
        for step in scenario["talk"]:
            answer = await play(step, student, answer)
    finally:
        if "join" in scenario:
            await be_forgotten(student)


def test_there_are_enough_of_them() -> None:
    assert len(list(scenarios())) >= LEAST


async def begin(scenario: dict[str, Any], http: httpx.AsyncClient) -> tuple[Student, list[Reply]]:
    """Open the chat, answer or skip the two questions, and return what was said last."""
    student, answer = await open_chat(http, scenario.get("join"))
    if "join" in scenario and scenario.get("questions") != "open":
        await student.ask(scenario.get("town", "skip"))
        answer = await student.ask(scenario.get("likes", "skip"))
    return student, answer


async def open_chat(http: httpx.AsyncClient, code: str | None) -> tuple[Student, list[Reply]]:
    response = await http.post("/api/chat", json={"code": code} if code else {"guest": True})
    response.raise_for_status()
    student = Student(http, response.json()["token"])
    return student, await student.replies()


async def play(step: dict[str, Any], student: Student, answer: list[Reply]) -> list[Reply]:
    """Play one line of a talk and return the answer that later lines speak of."""
    [(kind, value)] = step.items()
    if kind == "student":
        return await student.ask(value)
    if kind == "press":
        return await student.press(button(answer, value))
    if kind == "foothold":
        assert is_said(value, answer), f"{value!r} is not in:\n{shown(answer)}"
    elif kind == "never":
        assert not is_said(value, answer), f"{value!r} is in:\n{shown(answer)}"
    elif kind == "count":
        assert len(answer) == int(value), shown(answer)
    else:
        pytest.fail(f"no such line in a talk: {kind}")
    return answer


def is_said(wanted: str, answer: list[Reply]) -> bool:
    if wanted.startswith("["):
        titles = [button.title for reply in answer for button in reply.buttons]
        return any(title.startswith(wanted.strip("[]")) for title in titles)
    is_pattern = len(wanted) > 2 and wanted.startswith("/") and wanted.endswith("/")
    pattern = wanted[1:-1] if is_pattern else re.escape(wanted)
    return any(re.search(pattern, reply.text, re.IGNORECASE) for reply in answer)


def button(answer: list[Reply], title: str) -> str:
    for reply in answer:
        for found in reply.buttons:
            if found.title.startswith(title):
                return found.token
    pytest.fail(f"no button {title!r} in:\n{shown(answer)}")


def shown(answer: list[Reply]) -> str:
    return "\n---\n".join(
        f"{reply.text}\n{' '.join(f'[{one.title}]' for one in reply.buttons)}" for reply in answer
    )


async def be_forgotten(student: Student) -> None:
    """Give the demo student back, whatever the talk left open."""
    answer = await student.ask("forget me")
    await student.press(button(answer, "Yes, delete everything"))
