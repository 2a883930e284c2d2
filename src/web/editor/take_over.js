// CodeMirror goes on where the textarea stands: selection, scroll position, focus.

import { EditorSelection } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/**
 * Shows `view` in place of `textarea`, whose text it has already.
 *
 * @param {EditorView} view
 * @param {HTMLElement} host the view's parent
 * @param {HTMLTextAreaElement} textarea
 * @param {import("@codemirror/state").Annotation<boolean>} known marks what the engine knows
 */
export function takePlaceOf(view, host, textarea, known) {
  const { selectionStart: start, selectionEnd: end, selectionDirection } = textarea;
  const selection = selectionDirection === "backward" ? EditorSelection.range(end, start) : EditorSelection.range(start, end);
  const focused = document.activeElement === textarea;
  const seen = firstSeen(textarea);
  const { scrollTop } = textarea;

  host.hidden = false;
  textarea.hidden = true;
  view.dispatch({
    selection: EditorSelection.create([selection]),
    effects: seen ? EditorView.scrollIntoView(seen.position, { y: "start", yMargin: -seen.hiddenAbove }) : [],
    annotations: known,
  });
  if (!seen) view.scrollDOM.scrollTop = scrollTop;
  // Asking for coordinates lays it out now, so that no frame shows another place.
  view.coordsAtPos(seen?.position ?? start);
  // The selection is in place, so nothing has to be scrolled to.
  if (focused) view.contentDOM.focus({ preventScroll: true });
}

/**
 * The text position of the first line in sight, and how many pixels of it are above. The two
 * editors estimate heights differently, so that a scroll position alone would not do.
 *
 * Null at the top, and where the browser does not tell.
 */
function firstSeen(textarea) {
  if (textarea.scrollTop === 0 || !document.caretPositionFromPoint) return null;
  const style = getComputedStyle(textarea);
  const box = textarea.getBoundingClientRect();
  const caret = document.caretPositionFromPoint(box.left + parseFloat(style.paddingLeft) + 1, box.top + 1);
  if (caret?.offsetNode !== textarea) return null;
  const lines = textarea.scrollTop - parseFloat(style.paddingTop);
  const hiddenAbove = Math.max(0, lines) % (parseFloat(style.lineHeight) || 1);
  return { position: caret.offset, hiddenAbove };
}
