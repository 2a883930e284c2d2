// Every line end is one LF here, whatever comes in: the engine counts on it.

import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** @param {string} text */
export function withLineFeeds(text) {
  return text.replace(/\r\n?/g, "\n");
}

/** Takes carriage returns out of whatever is pasted, dropped, replaced or put in by a panel. */
export const lineFeedsOnly = [
  EditorState.lineSeparator.of("\n"),
  EditorView.clipboardInputFilter.of(withLineFeeds),
  // A replacement may bring them too: the search panel reads "\r" as one.
  EditorState.transactionFilter.of((transaction) => {
    const changes = carriageReturns(transaction);
    return changes.length === 0 ? transaction : [transaction, { changes, sequential: true }];
  }),
];

/**
 * What has to be changed after a transaction so that it brings no carriage return in.
 *
 * @param {import("@codemirror/state").Transaction} transaction
 */
function carriageReturns(transaction) {
  const found = [];
  transaction.changes.iterChanges((_fromA, _toA, fromB, _toB, inserted) => {
    let start = fromB;
    for (let number = 1; number <= inserted.lines; number++) {
      const { text } = inserted.line(number);
      for (let at = text.indexOf("\r"); at >= 0; at = text.indexOf("\r", at + 1)) {
        const endsLine = at === text.length - 1 && number < inserted.lines;
        found.push({ from: start + at, to: start + at + 1, insert: endsLine ? "" : "\n" });
      }
      start += text.length + 1;
    }
  });
  return found;
}
