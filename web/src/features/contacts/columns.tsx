import type { TFunction } from "i18next";
import { Link } from "react-router";
import type { Attribute, Contact } from "../../api/schema";
import { Mark } from "../../ui/Mark";
import { Moment } from "../../ui/Moment";
import type { Column } from "../../ui/table/DataTable";
import { AttributeValue } from "../attributes/AttributeValue";
import { TagBadge } from "../tags/TagBadge";
import type { Include } from "./api";
import { ContactName } from "./ContactName";
import { PhoneText } from "./PhoneText";

export const DEFAULT_COLUMNS = ["name", "phone", "callable", "city", "tags", "createdAt"];
const ATTRIBUTE = "customAttributes.";

/** Every column that the table of contacts can show, in the order of the chooser. */
export function contactColumns(t: TFunction<"contacts">, attributes: Attribute[]): Column<Contact>[] {
  const text = (key: keyof Contact, width = 140, sort?: string): Column<Contact> => ({
    key,
    header: t(`field.${key}`),
    width,
    sort,
    cell: (row) => <bdi>{row[key] as string | null}</bdi>,
  });
  return [
    {
      key: "name",
      header: t("field.name"),
      sort: "firstName",
      cell: (row) => (
        <Link to={`/contacts/${row.id}`} className="name" tabIndex={-1}>
          <ContactName contact={row} />
        </Link>
      ),
    },
    {
      key: "phone",
      header: t("field.phone"),
      width: 210,
      sort: "primaryPhone",
      cell: (row) => <PhoneText phone={{ ...row.phone, given: row.primaryPhone }} />,
    },
    { ...text("primaryEmail", 200, "primaryEmail"), key: "email", header: t("field.email") },
    text("city", 120),
    {
      key: "tags",
      header: t("field.tags"),
      width: 160,
      cell: (row) => row.tags?.map((tag) => <TagBadge key={tag.id} tag={tag} />),
    },
    {
      key: "callable",
      header: t("field.callable"),
      width: 140,
      cell: (row) => {
        const why = row.notCallable?.[0];
        if (row.callable === undefined) return null;
        return <Mark tone={row.callable ? "good" : "bad"}>{t(`callable.${why ?? "yes"}`)}</Mark>;
      },
    },
    {
      key: "audiences",
      header: t("field.audiences"),
      width: 200,
      cell: (row) => <bdi>{row.audiences?.map((audience) => audience.name).join(", ")}</bdi>,
    },
    text("firstName", 140, "firstName"),
    text("lastName", 140, "lastName"),
    text("address", 200),
    text("state"),
    text("zip", 90),
    text("occupation"),
    { key: "region", header: t("field.region"), width: 90, cell: (row) => row.phone.region },
    {
      key: "phoneType",
      header: t("field.phoneType"),
      width: 120,
      cell: (row) => row.phone.type && t(`phoneType.${row.phone.type}`),
    },
    { key: "carrier", header: t("field.carrier"), width: 130, cell: (row) => row.phone.carrier },
    {
      key: "createdAt",
      header: t("field.createdAt"),
      width: 120,
      sort: "createdAt",
      cell: (row) => <Moment value={row.createdAt} />,
    },
    {
      key: "updatedAt",
      header: t("field.updatedAt"),
      width: 130,
      cell: (row) => <Moment value={row.updatedAt} />,
    },
    ...attributes.map(
      (attribute): Column<Contact> => ({
        key: ATTRIBUTE + attribute.name,
        header: attribute.displayName,
        width: 140,
        align: attribute.type === "number" ? "end" : undefined,
        cell: (row) => {
          const held = row.customAttributes?.find((one) => one.name === attribute.name);
          return held ? (
            <AttributeValue definition={attribute} value={held.value} label={held.label} />
          ) : null;
        },
      }),
    ),
  ];
}

/** What the list must include for these columns. */
export function includesOf(chosen: string[]): Include[] {
  const attributes = chosen.some((key) => key.startsWith(ATTRIBUTE));
  const others = (["audiences", "callable"] as const).filter((one) => chosen.includes(one));
  return [...(attributes ? (["customAttributes"] as const) : []), ...others];
}
