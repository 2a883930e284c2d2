// The editor's chunk: CodeMirror as a view of the engine. Colours, folds and everything else that
// needs to know what the text means are asked of `events`; nothing here reads definitions.

import { defaultKeymap, history, historyField, historyKeymap, isolateHistory, redo, undo } from "@codemirror/commands";
import { codeFolding, foldAll, foldGutter, foldKeymap, unfoldAll } from "@codemirror/language";
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorSelection, EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";

import "./style_sheets.js";
import { engineFolds } from "./folds.js";
import { engineTokens, refreshTokens } from "./tokens.js";

/** Lines longer than this (UTF-16 code units) are not wrapped: laying them out takes seconds. */
const LONGEST_WRAPPED_LINE = 100_000;
/** A history above this many characters of JSON is not kept over a reload. */
const LARGEST_HISTORY = 1_000_000;
/** Marks a transaction whose change the engine has already. */
const known = Annotation.define();
/** Zero-width and direction-changing characters, beside those that CodeMirror shows by itself. */
const INVISIBLE = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * Puts an editor into `parent`.
 *
 * @param {HTMLElement} parent
 * @param {string[]} marks the class names of the engine's marks, by their numbers
 * @param {{
 *   changed(from: Uint32Array, to: Uint32Array, inserts: string[]): void,
 *   caret(position: number, byTyping: boolean): void,
 *   tokens(from: number, to: number): Uint32Array,
 *   folds(): Uint32Array,
 * }} events what the editor tells and asks; positions are UTF-16 code units, a line end counts one
 */
export function createEditor(parent, marks, events) {
  const wrapping = new Compartment();
  let wraps = true;

  const extensions = [
    history(),
    EditorState.lineSeparator.of("\n"),
    // A lone CR, or CRLF, may come in by pasting or dropping: here every line end is one LF.
    EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, "\n")),
    EditorState.phrases.of({ "$ replacements made": "Replaced $ times" }),
    EditorState.allowMultipleSelections.of(true),
    EditorView.contentAttributes.of({
      "aria-label": "Definition source",
      autocapitalize: "off",
      spellcheck: "false",
      // It can be focused without; said so that assistive technology knows it too.
      tabindex: "0",
    }),
    // The browser draws the selection: input methods, phones and forced colours work with it.
    highlightSpecialChars({ addSpecialChars: INVISIBLE }),
    highlightActiveLine(),
    highlightSelectionMatches({ minSelectionLength: 2 }),
    search({ top: true }),
    lineNumbers(),
    codeFolding({ placeholderText: "…" }),
    foldGutter({ openText: "⌄", closedText: "›" }),
    engineFolds(events),
    engineTokens(marks, events),
    wrapping.of(EditorView.lineWrapping),
    // Tab stays the browser's own, so that the keyboard is never trapped.
    keymap.of([...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap.filter(({ key }) => key !== "Mod-Alt-\\")]),
    EditorView.updateListener.of((update) => {
      const repeated = update.transactions.some((transaction) => transaction.annotation(known));
      if ((update.docChanged || update.selectionSet) && !repeated) {
        events.caret(update.state.selection.main.head, update.docChanged);
      }
    }),
  ];

  /** The engine hears of a change before any decoration asks it for colours. */
  function dispatchTransactions(transactions) {
    for (const transaction of transactions) {
      if (transaction.docChanged && !transaction.annotation(known)) {
        tell(transaction.changes, events);
      }
    }
    view.update(transactions);
  }

  function newState(text, history) {
    const fresh = EditorState.create({ doc: text.replace(/\r\n?/g, "\n"), extensions });
    if (history === null || history === undefined) return fresh;
    try {
      const kept = JSON.parse(history);
      if (kept.length !== text.length || kept.sum !== checksum(text)) return fresh;
      return EditorState.fromJSON(
        { doc: text, selection: kept.selection, history: kept.history },
        { extensions },
        { history: historyField },
      );
    } catch {
      // A history of another version of the editor: the text matters, its undo steps are lost.
      return fresh;
    }
  }

  const view = new EditorView({ parent, state: newState("", null), dispatchTransactions });

  function setWrapping(wrap) {
    wraps = wrap;
    view.dispatch({ effects: wrapping.reconfigure(wrap ? EditorView.lineWrapping : []) });
  }

  function clamp(position) {
    return Math.max(0, Math.min(position, view.state.doc.length));
  }

  // What rescues the text when the program behind the page has failed; see boot.js.
  window.playgroundText = () => view.state.doc.toString();

  return {
    text: () => view.state.doc.toString(),

    /** Opens another text with its own history. */
    open(text, history) {
      view.setState(newState(text, history));
      setWrapping(longestLine(view.state.doc) <= LONGEST_WRAPPED_LINE);
    },

    /** What undo needs to go on after a reload; null when there is too much of it. */
    history() {
      const text = view.state.doc.toString();
      const { selection, history } = view.state.toJSON({ history: historyField });
      const kept = JSON.stringify({ length: text.length, sum: checksum(text), selection, history });
      return kept.length <= LARGEST_HISTORY ? kept : null;
    },

    /** Makes changes of a panel, as one step of undo. */
    change(from, to, inserts) {
      const changes = inserts.map((insert, index) => ({ from: from[index], to: to[index], insert }));
      view.dispatch({ changes, annotations: isolateHistory.of("full"), userEvent: "input.panel", scrollIntoView: true });
    },

    /** Repeats changes made before this editor was there; undo goes back over each. */
    replay(from, to, inserts) {
      inserts.forEach((insert, index) => {
        const changes = { from: from[index], to: to[index], insert };
        // As typing, so that letters typed in a row are undone together.
        view.update([view.state.update({ changes, userEvent: "input.type", annotations: known.of(true) })]);
      });
    },

    select(from, to, focus) {
      const range = EditorSelection.range(clamp(from), clamp(to));
      view.dispatch({
        selection: EditorSelection.create([range]),
        effects: EditorView.scrollIntoView(range, { y: inView(view, range.from) ? "nearest" : "center" }),
        userEvent: "select",
      });
      if (focus) view.focus();
    },

    selection: () => [view.state.selection.main.anchor, view.state.selection.main.head],
    scrollTo: (top) => {
      view.scrollDOM.scrollTop = top;
    },
    refresh: () => view.dispatch({ effects: refreshTokens.of(null) }),
    focus: () => view.focus(),
    undo: () => undo(view),
    redo: () => redo(view),
    find: () => openSearchPanel(view),
    foldAll: () => foldAll(view),
    unfoldAll: () => unfoldAll(view),
    toggleWrap: () => setWrapping(!wraps),
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

function inView(view, position) {
  const { from, to } = view.viewport;
  return position >= from && position <= to;
}

function longestLine(doc) {
  let longest = 0;
  for (const line of doc.iterLines()) longest = Math.max(longest, line.length);
  return longest;
}

/** Tells whether a kept history belongs to a text; against mishaps, not against anybody. */
function checksum(text) {
  let sum = 0;
  for (let index = 0; index < text.length; index++) sum = (Math.imul(sum, 31) + text.charCodeAt(index)) | 0;
  return sum;
}
