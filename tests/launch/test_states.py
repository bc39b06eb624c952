"""Every state and every move, literally: a new move must be written here too."""

from __future__ import annotations

import pytest

from thidua.kernel.transitions import StateTable
from thidua.launch.states import MOVEMENT, PAPER, PERIOD, READ_ITEM, READING


def moves(table: StateTable) -> set[str]:
    return {f"{source} {one.name} {one.target}" for one in table.transitions for source in one.sources}


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (MOVEMENT, {"preparing launch launched", "launched close closed"}),
        (PERIOD, {"planned open open", "open close closed", "closed reopen open"}),
        (
            READING,
            {
                "uploaded begin reading",
                "reading begin reading",
                "read begin reading",
                "unreadable begin reading",
                "reading finish read",
                "reading fail unreadable",
                "read draft drafted",
                "drafted take_back read",
                "uploaded cancel cancelled",
                "read cancel cancelled",
                "unreadable cancel cancelled",
            },
        ),
        (
            READ_ITEM,
            {
                "proposed accept accepted",
                "rejected accept accepted",
                "proposed reject rejected",
                "accepted reject rejected",
                "proposed merge merged",
                "accepted merge merged",
                "accepted put_back proposed",
                "rejected put_back proposed",
                "merged put_back proposed",
            },
        ),
        (
            PAPER,
            {
                "draft submit with_head",
                "draft to_committee with_committee",
                "draft to_party with_party",
                "draft to_signature to_sign",
                "with_head to_committee with_committee",
                "with_head to_party with_party",
                "with_head to_signature to_sign",
                "with_head send_back draft",
                "with_committee to_party with_party",
                "with_committee to_signature to_sign",
                "with_committee send_back draft",
                "with_party to_signature to_sign",
                "with_party send_back draft",
                "to_sign send_back draft",
                "to_sign sign signed",
                "signed issue issued",
                "issued withdraw withdrawn",
                "withdrawn revise draft",
            },
        ),
    ],
)
def test_moves(table: StateTable, expected: set[str]) -> None:
    assert moves(table) == expected
