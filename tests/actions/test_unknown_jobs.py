import pytest

from bot.actions.unknown_jobs import unknown_job


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("how much does a falconer earn", "falconer"),
        ("how do i become a falconer?", "falconer"),
        ("what does a tree surgeon get paid", "tree surgeon"),
        ("whats a falconer", "falconer"),
        ("falconer salary", "falconer"),
        ("what about falconers", "falconers"),
        ("how much does it pay", None),
        ("what do they do all day", None),
        ("how do i become one", None),
        ("what do you earn in that job", None),
        ("how much money do you get", None),
        ("what is the pay like", None),
        ("what hours do falconers work", "falconers"),
        ("skills for falconer", "falconer"),
        ("what grades for a falconer?", "falconer"),
        ("jobs like falconer", "falconer"),
        ("alternatives to being a falconer", "falconer"),
        ("will falconers be needed", "falconers"),
        ("are falconers still in demand", "falconers"),
        ("will robots take over", None),
        ("will ai do it", None),
        ("do women get paid less", None),
        ("jobs like that", None),
        ("does a falconer have to work weekends", "falconer"),
        ("what is the average pay", None),
        ("average salary", None),
        ("key skills", None),
        ("what hours do they work", None),
        ("skills for this job", None),
    ],
)
def test_the_name_of_an_unknown_job(text: str, job: str | None) -> None:
    assert unknown_job(text) == job


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("streamer", "streamer"),
        ("a ghost hunter?", "ghost hunter"),
        ("whatever", None),
        ("another", None),
        ("any other", None),
        ("start pay tho", None),
        ("starting salary", None),
        ("in summer", None),
    ],
)
def test_a_bare_name_that_ends_like_a_job(text: str, job: str | None) -> None:
    assert unknown_job(text) == job
