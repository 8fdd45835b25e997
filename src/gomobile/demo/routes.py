"""`/demo`."""

from __future__ import annotations

from gomobile.demo import answers, service
from gomobile.demo.presenter import demo_json
from gomobile.demo.schemas import DemoBody
from gomobile.http.call import AdminCall, AgentCall
from gomobile.http.call import router as make_router

router = make_router("/demo", "demo")


@router.get("")
def get_demo(call: AgentCall) -> answers.DemoState:
    """Whether this organization can be filled with invented people, and how far that is.

    It can be while it has no contacts.
    """
    found = service.find(call.conn, call.org_id)
    return {
        "available": service.is_available(call.conn, call.org_id),
        "running": found is not None and found.status == "running",
        "done": found is not None and found.status == "completed",
        "progress": demo_json(found) if found else None,
    }


@router.post("", status_code=202)
def fill_demo(call: AdminCall, body: DemoBody | None = None) -> answers.DemoProgress:
    """Fill this organization with invented people, to look at everything alive, in the background.

    Their numbers are kept for fiction or belong to no operator. 409 DEMO_NOT_EMPTY when there are contacts. One that
    failed, or was interrupted, goes on where it was.
    """
    given = body or DemoBody()
    found = service.begin(
        call.conn, call.caller.organization, call.caller.actor, people=given.people, seed=given.seed, in_background=True
    )
    return demo_json(found)
