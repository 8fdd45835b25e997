"""The steps of a filling, in the order in which an organization would have lived them."""

from __future__ import annotations

from gomobile.demo import calling, cleaning, grouping, saying, setting_up, taking_in
from gomobile.demo.filling import Step

# Live audiences last: until then nothing is worked out again with each change.
STEPS: tuple[Step, ...] = (
    Step("Defining attributes, tags and audiences", write=setting_up.define),
    *(step for source in taking_in.sources() for step in taking_in.import_steps(source)),
    Step("Taking in people of the website", write=taking_in.form),
    Step("Importing a list by mistake", write=taking_in.take_in_fair),
    Step("Undoing that import", work=taking_in.run_fair),
    Step("Telling results of calls", work=calling.call),
    Step("Recording consent", write=saying.consents),
    Step("Suppressing numbers", write=saying.suppressions),
    Step("Tagging", write=grouping.tag),
    Step("Filling audiences", write=grouping.static_members),
    Step("Importing new balances", write=taking_in.take_in_balances),
    Step("Importing new balances", work=taking_in.run_balances),
    *grouping.bulk_steps(),
    Step("Looking for duplicates", write=cleaning.note_scan),
    Step("Looking for duplicates", work=cleaning.scan),
    Step("Deciding about duplicates", write=cleaning.decide),
    Step("Cleaning up", write=cleaning.switch_on),
    Step("Cleaning up", work=cleaning.clean),
    Step("Finding members of live audiences", write=grouping.live_audiences),
    Step("Writing the audit log", write=cleaning.write_down),
)
