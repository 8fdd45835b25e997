import { expect, test } from "vitest";
import { difference } from "./similar";

const marked = (pieces: { text: string; differs: boolean }[]) =>
  pieces.map((piece) => (piece.differs ? `[${piece.text}]` : piece.text)).join("");

test.each([
  ["+212612345678", "+212612345978", "+212612345[6]78", "+212612345[9]78"],
  ["+212612345678", "+212612354678", "+2126123[45]678", "+2126123[54]678"],
  ["+212612345678", "+33612345678", "+[212]612345678", "+[33]612345678"],
  ["111", "11", "11[1]", "11"],
  ["12", "12", "12", "12"],
])("%s and %s", (left, right, shownLeft, shownRight) => {
  const [a, b] = difference(left, right);
  expect([marked(a), marked(b)]).toEqual([shownLeft, shownRight]);
});
