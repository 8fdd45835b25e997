"""What an organization defines before people come: attributes, tags, static audiences, a key for its website."""

from __future__ import annotations

from gomobile.accounts import service as accounts
from gomobile.attributes import service as attributes
from gomobile.attributes.definition import AttributeType
from gomobile.audiences import service as audiences
from gomobile.db.pool import Connection
from gomobile.demo.filling import Filling
from gomobile.demo.inventing import LANGUAGES, PLANS
from gomobile.tags import service as tags

ATTRIBUTES: tuple[tuple[str, AttributeType, str, tuple[str, ...]], ...] = (
    ("Account balance", "number", "What the customer owes, in the organization's currency.", ()),
    ("Due date", "date", "When the balance is to be paid.", ()),
    ("Plan", "enum", "What the customer subscribed to.", tuple(PLANS)),
    ("Language", "enum", "The language to speak with the customer.", LANGUAGES),
    ("VIP", "boolean", "Looked after by a person of their own.", ()),
    ("Birthday", "date", "Date of birth.", ()),
    ("Last visit", "datetime", "The last time in one of the branches.", ()),
    ("Company", "text", "Where the customer works.", ()),
    ("Notes", "text", "What colleagues should know before they call.", ()),
)
TAGS = (
    ("Payment reminder", "#e8590c", "Somebody who gets a call about an open balance."),
    ("Renewal", "#1c7ed6", "The contract ends soon."),
    ("Satisfaction survey", "#7048e8", "Invited to the survey of this quarter."),
    ("Loyal customer", "#2f9e44", "With us for years."),
    ("Call in the evening", "#f08c00", "Asked to be called after 17 h."),
    ("Newsletter", "#0c8599", "Reads the newsletter."),
    ("Complaint open", "#e03131", "A complaint is being worked on."),
    ("Trade fair", "#868e96", "Met at a trade fair."),
)
AUDIENCES = (
    ("Customers of the CRM", "Everybody who came with the export of the CRM."),
    ("Spring campaign", "Called in spring about the new plans."),
    ("Pilot group", "Two hundred customers who try new flows first."),
)


def define(filling: Filling, conn: Connection) -> None:
    """Define all of it; one attribute is archived already."""
    for name, type, description, options in ATTRIBUTES:
        attributes.create(
            conn, filling.org_id, name, type, description=description, options=options, identifying=name == "Birthday"
        )
    fax = attributes.create(conn, filling.org_id, "Fax", "phone_number", description="Nobody sends faxes any more.")
    attributes.archive(conn, filling.org_id, fax.id)
    for name, color, description in TAGS:
        made = tags.create(conn, filling.org_id, filling.actor, name, color=color, description=description)
        filling.kept[f"tag/{name}"] = str(made.id)
    for name, description in AUDIENCES:
        audience = audiences.create(conn, filling.organization, filling.actor, name, description=description)
        filling.kept[f"audience/{name}"] = str(audience.id)
    # Its secret is shown to nobody: the key only tells who created the people of the form.
    key = accounts.create_key(conn, filling.org_id, "Website form", role="agent")
    filling.kept["key"] = str(key.key.id)
    filling.made |= {"attributes": len(ATTRIBUTES), "tags": len(TAGS)}
