"""Row ids in web addresses: `{alert_id:row}` in a route takes what a column can hold."""

from starlette.convertors import Convertor, register_url_convertor

from schools.domain.ids import checked_id


class RowIdConvertor(Convertor[int]):
    """Reads an id; one too large for a column is 0, which no row has, or matches no route."""

    regex = "[0-9]{1,10}"  # int() itself refuses thousands of digits, so those never reach it

    def convert(self, value: str) -> int:
        """Return the id."""
        return checked_id(int(value))

    def to_string(self, value: int) -> str:
        """Return the id as it stands in an address."""
        return str(value)


def read_row_ids() -> None:
    """Let routes say `{name:row}`; to be called before they are made."""
    register_url_convertor("row", RowIdConvertor())
