// The history of undo as a text, so that it survives a reload.

import { historyField } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";

/** A history above this many characters of JSON is not kept. */
const LARGEST_HISTORY = 1_000_000;

/**
 * What undo needs to go on; null when there is too much of it.
 *
 * @param {EditorState} state
 * @returns {string | null}
 */
export function keptHistory(state) {
  const text = state.doc.toString();
  const { selection, history } = state.toJSON({ history: historyField });
  const kept = JSON.stringify({ length: text.length, sum: checksum(text), selection, history });
  return kept.length <= LARGEST_HISTORY ? kept : null;
}

/**
 * A state with the history that was kept for this very text, or else with an empty one.
 *
 * @param {string} text with line feeds only
 * @param {string | null | undefined} history
 * @param {import("@codemirror/state").Extension} extensions
 */
export function stateWithHistory(text, history, extensions) {
  if (history) {
    try {
      const kept = JSON.parse(history);
      if (kept.length === text.length && kept.sum === checksum(text)) {
        return EditorState.fromJSON(
          { doc: text, selection: kept.selection, history: kept.history },
          { extensions },
          { history: historyField },
        );
      }
    } catch {
      // A history of another version of the editor: the text matters, its undo steps are lost.
    }
  }
  return EditorState.create({ doc: text, extensions });
}

/** Tells whether a kept history belongs to a text; against mishaps, not against anybody. */
function checksum(text) {
  let sum = 0;
  for (let index = 0; index < text.length; index++) sum = (Math.imul(sum, 31) + text.charCodeAt(index)) | 0;
  return sum;
}
