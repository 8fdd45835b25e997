"""`/home`."""

from __future__ import annotations

from gomobile.home import answers, service
from gomobile.home.presenter import home_json
from gomobile.http.call import AgentCall
from gomobile.http.call import router as make_router

router = make_router("/home", "home")


@router.get("")
def get_home(call: AgentCall) -> answers.Home:
    """What the first page shows: how many contacts there are and how many can be called, the first reason why
    each of the others cannot, their growth over 30 days, the last imports (from managers on), and alerts.

    Each number comes with what opens the contacts behind it. Of a large organization the numbers are those of
    `computedAt`.
    """
    return home_json(service.get(call.conn, call.caller))
