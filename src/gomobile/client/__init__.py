"""The Python SDK: `Gomobile` and its asynchronous twin `AsyncGomobile`.

    from gomobile.client import Gomobile

    with Gomobile(api_key="…", base_url="http://127.0.0.1:8000") as gomobile:
        for contact in gomobile.contacts.iterate(search="casablanca"):
            print(contact.display_name, contact.phone.e164)

Both clients have the same nouns (`contacts`, `suppressions`, `consents` and others), methods and arguments.
What they raise is drawn in `gomobile.client.errors`. Importing this needs no part of the service.
"""

from __future__ import annotations

from gomobile.client.errors import (
    APIError,
    BadRequest,
    ConfigurationError,
    Conflict,
    ConnectionFailed,
    Forbidden,
    GomobileError,
    InvalidResponse,
    JobFailed,
    NotFound,
    PreconditionFailed,
    RateLimited,
    ServerError,
    Timeout,
    TransportError,
    Unauthorized,
    UpsertInterrupted,
    WaitTimeout,
)
from gomobile.client.main import AsyncGomobile, Gomobile
from gomobile.client.models.accounts import ApiKey, Me, NewApiKey, Organization, PlanLimits
from gomobile.client.models.attributes import (
    AttributeDefinition,
    AttributeHolder,
    AttributeOption,
    AttributeUsage,
    OptionUsage,
)
from gomobile.client.models.audiences import (
    AddedContacts,
    Audience,
    InvalidNumber,
    Member,
    Refreshed,
    RemovedContacts,
)
from gomobile.client.models.base import Model
from gomobile.client.models.bulk import BulkAction, BulkProgress, BulkUndo
from gomobile.client.models.changes import Actor, Change, FieldChange, Interaction, Stay
from gomobile.client.models.contact_filters import ContactChoice, ContactFilters, ListFilters
from gomobile.client.models.contact_input import ContactFields, ContactInput
from gomobile.client.models.contacts import (
    AttributeValue,
    Contact,
    ContactPhone,
    ContactSuppression,
    DeletedContact,
    FieldProblem,
    Phone,
    SavedContact,
)
from gomobile.client.models.duplicates import (
    ComparedField,
    DuplicateGroup,
    DuplicatePair,
    DuplicateRun,
    NumberHolder,
    SimilarNumbers,
)
from gomobile.client.models.imports import (
    Import,
    ImportColumn,
    ImportCounts,
    ImportFile,
    ImportMapping,
    ImportProgress,
)
from gomobile.client.models.job import Job
from gomobile.client.models.merges import HeldValue, Merge, MergedField, MergeResult, Unmerged
from gomobile.client.models.page import Page
from gomobile.client.models.privacy import (
    AddedSuppression,
    Consent,
    ConsentReport,
    ContactConsents,
    EntryProblem,
    Suppression,
    SuppressionImport,
    SuppressionReport,
    Verdict,
)
from gomobile.client.models.tags import Tag, Tagging
from gomobile.client.models.upsert import (
    Duplicate,
    UpsertedContact,
    UpsertProblem,
    UpsertReport,
    UpsertResult,
)
from gomobile.client.not_given import NOT_GIVEN, NotGiven
from gomobile.client.transport.headers import RateLimit
from gomobile.client.transport.request import Response

__all__ = [
    "NOT_GIVEN",
    "APIError",
    "Actor",
    "AddedContacts",
    "AddedSuppression",
    "ApiKey",
    "AsyncGomobile",
    "AttributeDefinition",
    "AttributeHolder",
    "AttributeOption",
    "AttributeUsage",
    "AttributeValue",
    "Audience",
    "BadRequest",
    "BulkAction",
    "BulkProgress",
    "BulkUndo",
    "Change",
    "ComparedField",
    "ConfigurationError",
    "Conflict",
    "ConnectionFailed",
    "Consent",
    "ConsentReport",
    "Contact",
    "ContactChoice",
    "ContactConsents",
    "ContactFields",
    "ContactFilters",
    "ContactInput",
    "ContactPhone",
    "ContactSuppression",
    "DeletedContact",
    "Duplicate",
    "DuplicateGroup",
    "DuplicatePair",
    "DuplicateRun",
    "EntryProblem",
    "FieldChange",
    "FieldProblem",
    "Forbidden",
    "Gomobile",
    "GomobileError",
    "HeldValue",
    "Import",
    "ImportColumn",
    "ImportCounts",
    "ImportFile",
    "ImportMapping",
    "ImportProgress",
    "Interaction",
    "InvalidNumber",
    "InvalidResponse",
    "Job",
    "JobFailed",
    "ListFilters",
    "Me",
    "Member",
    "Merge",
    "MergeResult",
    "MergedField",
    "Model",
    "NewApiKey",
    "NotFound",
    "NotGiven",
    "NumberHolder",
    "OptionUsage",
    "Organization",
    "Page",
    "Phone",
    "PlanLimits",
    "PreconditionFailed",
    "RateLimit",
    "RateLimited",
    "Refreshed",
    "RemovedContacts",
    "Response",
    "SavedContact",
    "ServerError",
    "SimilarNumbers",
    "Stay",
    "Suppression",
    "SuppressionImport",
    "SuppressionReport",
    "Tag",
    "Tagging",
    "Timeout",
    "TransportError",
    "Unauthorized",
    "Unmerged",
    "UpsertInterrupted",
    "UpsertProblem",
    "UpsertReport",
    "UpsertResult",
    "UpsertedContact",
    "Verdict",
    "WaitTimeout",
]
