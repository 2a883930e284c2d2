// The editor's chunk: CodeMirror as a view of the engine. Colours, folds and everything else that
// needs to know what the text means are asked of `events`; nothing here reads definitions.

import { history, isolateHistory, redo, undo } from "@codemirror/commands";
import { foldAll, unfoldAll } from "@codemirror/language";
import { highlightSelectionMatches, openSearchPanel, search } from "@codemirror/search";
import { Annotation, EditorSelection, EditorState, Transaction } from "@codemirror/state";
import { EditorView, highlightActiveLine, lineNumbers } from "@codemirror/view";

import "./style_sheets.js";
import { engineAssist, explain } from "./assist.js";
import { engineFolds } from "./folds.js";
import { showInvisible } from "./invisible.js";
import { keptHistory, stateWithHistory } from "./kept_history.js";
import { keys } from "./keys.js";
import { lineFeedsOnly, withLineFeeds } from "./line_ends.js";
import { engineProblems } from "./problems.js";
import { refresh } from "./refresh.js";
import { takePlaceOf } from "./take_over.js";
import { engineTokens } from "./tokens.js";
import { lineWrapping, toggleWrapping } from "./wrapping.js";

/** Marks a transaction that the engine knows of already. */
const known = Annotation.define();

/** The words of the search panel. */
const WORDS = {
  next: "Next",
  previous: "Previous",
  "match case": "Match case",
  regexp: "Regular expression",
  "by word": "Whole word",
  replace: "Replace",
  "replace all": "Replace all",
  close: "Close the search",
};

/**
 * Puts an editor into `parent`.
 *
 * @param {HTMLElement} parent
 * @param {string[]} marks the class names of the engine's marks, by their numbers
 * @param {{
 *   changed(from: Uint32Array, to: Uint32Array, inserts: string[]): void,
 *   caret(position: number, byTyping: boolean): void,
 *   tokens(from: number, to: number): Uint32Array | undefined,
 *   folds(): Uint32Array,
 * }} events what the editor tells and asks; positions are UTF-16 code units, a line end counts one
 * @param {{
 *   completions(position: number): Array | undefined,
 *   hover(position: number): Array | undefined,
 *   problems(): Uint32Array | undefined,
 * }} help what it asks where somebody writes or points, and what is wrong; see assist.js and problems.js
 */
export function createEditor(parent, marks, events, help) {
  const extensions = [
    history(),
    lineFeedsOnly,
    EditorState.phrases.of(WORDS),
    EditorView.contentAttributes.of({
      "aria-label": "Definition source",
      autocapitalize: "off",
      spellcheck: "false",
      // It can be focused without; said so that assistive technology knows it too.
      tabindex: "0",
    }),
    // The browser draws the selection: input methods, phones and forced colours work with it.
    showInvisible,
    highlightActiveLine(),
    highlightSelectionMatches({ minSelectionLength: 2 }),
    search({ top: true }),
    engineProblems(help),
    lineNumbers(),
    engineFolds(events),
    engineTokens(marks, events),
    engineAssist(help),
    keys,
    EditorView.updateListener.of((update) => {
      const repeated = update.transactions.some((transaction) => transaction.annotation(known));
      if ((update.docChanged || update.selectionSet) && !repeated) {
        attempt(() => events.caret(update.state.selection.main.head, update.docChanged));
      }
    }),
  ];

  /** What the engine is just being told of, while the view does not show it yet. */
  let ahead = null;
  /** What the engine asked for meanwhile. */
  const later = [];

  /** The engine hears of a change before any decoration asks it for colours. */
  function dispatchTransactions(transactions) {
    for (const transaction of transactions) {
      if (!transaction.docChanged || transaction.annotation(known)) continue;
      ahead = transaction.state;
      // Where the engine fails, typing still goes on, and the text can be rescued.
      attempt(() => tell(transaction.changes, events));
      ahead = null;
    }
    view.update(transactions);
    while (later.length > 0) later.shift()();
  }

  /** A verb of the engine; where it comes as the answer to a change, it waits for the change. */
  function verb(act) {
    return (...values) => {
      if (ahead) later.push(() => attempt(() => act(...values)));
      else attempt(() => act(...values));
    };
  }

  function newState(text, kept) {
    const clean = withLineFeeds(text);
    return stateWithHistory(clean, kept, [extensions, lineWrapping(clean)]);
  }

  const view = new EditorView({ parent, state: newState("", null), dispatchTransactions });
  const clamp = (position) => Math.max(0, Math.min(position, view.state.doc.length));
  const text = () => (ahead ?? view.state).doc.toString();

  return {
    text,
    history: () => keptHistory(view.state),

    /** Opens another text with its own history. */
    open: verb((opened, kept) => view.setState(newState(opened, kept))),

    /**
     * Takes the textarea's place. `opened` and `kept` are what it was opened with, the rest is what
     * was changed there since, each change with its time in ms.
     */
    takeOver(textarea, opened, kept, from, to, inserts, times) {
      attempt(() => {
        view.setState(newState(opened, kept));
        inserts.forEach((insert, index) => {
          const changes = { from: from[index], to: to[index], insert };
          // As typing, at its time, so that what was typed in a row is undone together.
          const annotations = [known.of(true), Transaction.time.of(times[index])];
          view.dispatch({ changes, annotations, userEvent: insert === "" ? "delete" : "input.type" });
        });
      });
      // Whatever went wrong before, the text is what the person sees.
      if (text() !== textarea.value) view.setState(newState(textarea.value, null));
      takePlaceOf(view, parent, textarea, known.of(true));
      refresh(view);
      // What rescues the text when the program behind the page has failed; see boot.js.
      window.playgroundText = text;
    },

    /** Makes changes of a panel, as one step of undo. */
    change: verb((from, to, inserts) => {
      const changes = inserts.map((insert, index) => ({ from: clamp(from[index]), to: clamp(to[index]), insert }));
      view.dispatch({ changes, annotations: isolateHistory.of("full"), userEvent: "input.panel", scrollIntoView: true });
    }),

    /** Selects a part, with the caret on its beginning. */
    select: verb((from, to, focus) => {
      const range = EditorSelection.range(clamp(to), clamp(from));
      view.dispatch({
        selection: EditorSelection.create([range]),
        effects: EditorView.scrollIntoView(range, { y: isInSight(view, range.from) ? "nearest" : "center" }),
        userEvent: "select",
      });
      if (focus) view.focus();
    }),

    refresh: verb(() => refresh(view)),
    focus: verb(() => view.focus()),
    undo: verb(() => undo(view)),
    redo: verb(() => redo(view)),
    find: verb(() => openSearchPanel(view)),
    explain: verb(() => explain(view, help)),
    foldAll: verb(() => foldAll(view)),
    unfoldAll: verb(() => unfoldAll(view)),
    toggleWrap: verb(() => toggleWrapping(view)),
  };
}

/** Tells the engine what changed, in positions of the text before. */
function tell(changes, events) {
  const from = [];
  const to = [];
  const inserts = [];
  changes.iterChanges((start, end, _newStart, _newEnd, inserted) => {
    from.push(start);
    to.push(end);
    inserts.push(inserted.toString());
  });
  events.changed(Uint32Array.from(from), Uint32Array.from(to), inserts);
}

function isInSight(view, position) {
  const place = view.coordsAtPos(position);
  const window = view.scrollDOM.getBoundingClientRect();
  return place !== null && place.top >= window.top && place.bottom <= window.bottom;
}

/** An error must not leave this file: neither CodeMirror nor the engine could go on from it. */
function attempt(act) {
  try {
    act();
  } catch (error) {
    console.error(error);
  }
}
