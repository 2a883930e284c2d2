// Line wrapping, and when it is given up.

import { Compartment, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** Lines longer than this (UTF-16 code units) are not wrapped: laying them out takes seconds. */
const LONGEST_WRAPPED_LINE = 100_000;

const wrapping = new Compartment();

/**
 * Wraps lines from the start, if `text` has none that is too long, and until one comes in.
 *
 * @param {string} text
 */
export function lineWrapping(text) {
  return [
    wrapping.of(hasLongLine(text) ? [] : EditorView.lineWrapping),
    // In the same transaction, so that the long line is never laid out wrapped.
    EditorState.transactionExtender.of((transaction) =>
      transaction.docChanged && wraps(transaction.startState) && makesLongLine(transaction)
        ? { effects: wrapping.reconfigure([]) }
        : null,
    ),
  ];
}

/** @param {EditorView} view */
export function toggleWrapping(view) {
  view.dispatch({ effects: wrapping.reconfigure(wraps(view.state) ? [] : EditorView.lineWrapping) });
}

function wraps(state) {
  return wrapping.get(state) === EditorView.lineWrapping;
}

function hasLongLine(text) {
  let start = 0;
  while (text.length - start > LONGEST_WRAPPED_LINE) {
    const end = text.indexOf("\n", start);
    if (end < 0 || end - start > LONGEST_WRAPPED_LINE) return true;
    start = end + 1;
  }
  return false;
}

/** Looks at the lines that a transaction touches, not at the document. */
function makesLongLine(transaction) {
  const doc = transaction.newDoc;
  let found = false;
  transaction.changes.iterChangedRanges((_fromA, _toA, from, to) => {
    for (let at = from; !found && at <= to; ) {
      const line = doc.lineAt(at);
      found = line.length > LONGEST_WRAPPED_LINE;
      at = line.to + 1;
    }
  });
  return found;
}
