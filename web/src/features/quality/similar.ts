/** A piece of a number; `differs` from the other one. */
export interface Piece {
  text: string;
  differs: boolean;
}

/** Two numbers cut into what they share at both ends and what differs between. */
export function difference(left: string, right: string): [Piece[], Piece[]] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let end = 0;
  const most = Math.min(left.length, right.length) - start;
  while (end < most && left[left.length - 1 - end] === right[right.length - 1 - end]) end++;
  const cut = (number: string): Piece[] =>
    [
      { text: number.slice(0, start), differs: false },
      { text: number.slice(start, number.length - end), differs: true },
      { text: number.slice(number.length - end), differs: false },
    ].filter((piece) => piece.text !== "");
  return [cut(left), cut(right)];
}
