import { describe, expect, test } from "vitest";
import { arrange, type Decision, decided, nextAfter, pairKey, without } from "./queue";

const pair = (text: string) => ({ leftId: text[0] ?? "", rightId: text[1] ?? "" });
const made = (kind: Decision["kind"], text: string, loserId?: string): Decision => ({
  pair: pair(text),
  kind,
  loserId,
});
const names = (rows: { leftId: string; rightId: string }[]) => rows.map((one) => one.leftId + one.rightId);
const rows = ["ab", "cd", "bd", "ef"].map(pair);

describe("the queue after decisions", () => {
  test("what was dismissed is gone", () => {
    expect(names(arrange(rows, [made("dismissed", "cd")]))).toEqual(["ab", "bd", "ef"]);
  });

  test("a merge takes everything with it that was asked about the contact that is gone", () => {
    expect(names(arrange(rows, [made("merged", "ab", "b")]))).toEqual(["cd", "ef"]);
  });

  test("what was skipped is at the end, in the order of the skipping", () => {
    expect(names(arrange(rows, [made("skipped", "cd"), made("skipped", "ab")]))).toEqual([
      "bd",
      "ef",
      "cd",
      "ab",
    ]);
  });

  test("skipped again, it goes to the end again", () => {
    const twice = decided([made("skipped", "cd"), made("skipped", "ab")], made("skipped", "cd"));
    expect(names(arrange(rows, twice))).toEqual(["bd", "ef", "ab", "cd"]);
  });

  test("an undone decision stands first until the server lists it again, then in its place", () => {
    const undone = [pair("cd")];
    expect(names(arrange(rows.slice(2), [], undone))).toEqual(["cd", "bd", "ef"]);
    expect(names(arrange(rows, [], undone))).toEqual(["ab", "cd", "bd", "ef"]);
  });

  test("taking a decision back brings its pair back", () => {
    expect(arrange(rows, without([made("merged", "ab", "b")], pair("ab")))).toEqual(rows);
  });
});

describe("the pair to show next", () => {
  test("is the one below", () => {
    expect(nextAfter(rows, arrange(rows, [made("dismissed", "cd")]), pair("cd"))).toEqual(pair("bd"));
  });

  test("is never one that a merge took away", () => {
    expect(nextAfter(rows, arrange(rows, [made("merged", "cd", "d")]), pair("cd"))).toEqual(pair("ef"));
  });

  test("after the last one is the first", () => {
    expect(nextAfter(rows, arrange(rows, [made("dismissed", "ef")]), pair("ef"))).toEqual(pair("ab"));
  });

  test("is none when nothing is left", () => {
    expect(nextAfter([pair("ab")], [], pair("ab"))).toBeNull();
  });
});

test("a pair is known by both its contacts", () => {
  expect(pairKey(pair("ab"))).not.toBe(pairKey(pair("ba")));
});
