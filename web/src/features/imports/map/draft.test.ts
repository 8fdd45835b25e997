import { describe, expect, it } from "vitest";
import type { ImportMapping, ImportSource, SourceColumn } from "../../../api/schema";
import { bodyOf, type ColumnDraft, claimedTwice, draftOf, retyped, sureness, withSaved } from "./draft";

const column = (
  at: number,
  header: string,
  field: string,
  type: "text" | "number" = "text",
): SourceColumn => ({
  column: at,
  header,
  samples: [],
  blanks: 0,
  suggested: { field, confidence: 0.9, reason: "" },
  mapped: { field, policy: "overwrite", decimal: null, date: null },
  newAttribute: { field: `customAttributes.${header.toLowerCase()}`, displayName: header, type },
  type,
  decimal: null,
  date: null,
});

const source = {
  columns: [
    column(0, "Mobile", "primaryPhone"),
    column(1, "Solde", "", "number"),
    column(2, "Ville", "city"),
  ],
  targets: [
    { field: "primaryPhone", label: "", group: "phone", type: "phone_number", required: true },
    { field: "city", label: "", group: "profile", type: "text", required: false },
  ],
} as unknown as ImportSource;

const change = (at: number, changes: Partial<ColumnDraft>) =>
  draftOf(source).map((draft) => (draft.column === at ? { ...draft, ...changes } : draft));

describe("the mapping of a file", () => {
  it("asks for new attributes only when a column becomes one", () => {
    expect(bodyOf(draftOf(source), source, null).options).toEqual({
      createAttributes: false,
      audienceId: null,
    });
    const drafts = change(1, { field: "customAttributes.solde", decimal: "," });
    const body = bodyOf(drafts, source, "a");
    expect(body.options).toEqual({ createAttributes: true, audienceId: "a" });
    expect(body.columns?.[1]?.decimal).toBe(",");
  });

  it("sends no format for a field or for a type that has none", () => {
    expect(bodyOf(change(2, { decimal: ",", date: "DMY" }), source, null).columns?.[2]).toEqual({
      column: 2,
      field: "city",
      policy: "overwrite",
      decimal: null,
      date: null,
    });
  });

  it("makes an attribute first when its type was chosen", () => {
    expect(retyped(change(1, { field: "customAttributes.solde" }), source)).toEqual([]);
    expect(retyped(change(1, { field: "customAttributes.solde", type: "text" }), source)).toHaveLength(1);
    expect(retyped(change(1, { field: "city", type: "text" }), source)).toEqual([]);
  });

  it("finds fields that two columns claim", () => {
    expect(claimedTwice(change(1, { field: "city" }))).toEqual(new Map([["city", [1, 2]]]));
  });

  it("lays a saved mapping over by the names of columns", () => {
    const saved = { columns: [{ header: "Ville", field: "state", policy: "fill" }] } as ImportMapping;
    expect(withSaved(source, saved).map((draft) => [draft.field, draft.policy])).toEqual([
      ["", "overwrite"],
      ["", "overwrite"],
      ["state", "fill"],
    ]);
  });

  it("tells how sure a guess is, until another field is chosen", () => {
    const [phone] = source.columns;
    expect(phone && sureness(phone, "primaryPhone")).toBe("sure");
    expect(phone && sureness(phone, "city")).toBeNull();
  });
});
