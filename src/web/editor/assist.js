// Completion, and what is said of a place: what the engine knows at the caret and under the pointer.

import { autocompletion, insertCompletionText, startCompletion } from "@codemirror/autocomplete";
import { StateEffect, StateField } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, showTooltip } from "@codemirror/view";

/** What may be typed on while a list is open: the list then follows at once. Anything else is a new
 * question to the engine, and until it has answered, keys for the list go to the text. */
const SAME_WORD = /^(?:## ?|<)?[\p{L}\p{N}_.*@/-]*$/u;

/** What is said at the caret because somebody asked; nothing when it has moved. */
const saidAtCaret = StateEffect.define();
const said = StateField.define({
  create: () => null,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) if (effect.is(saidAtCaret)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

/**
 * @param {{
 *   completions(position: number): Array | undefined,
 *   hover(position: number): Array | undefined,
 * }} help `completions` gives from, to, and then label, text to insert and meaning of each choice;
 *   `hover` gives from, to, then title, meaning and source of the word, which are empty where it is not
 *   known, and then severity, message and rule of each problem; positions are the editor's
 */
export function engineAssist(help) {
  return [
    autocompletion({
      override: [(context) => completionsOf(help, context)],
      icons: false,
      // Enter is for new lines: it takes a choice only after an arrow has gone to one. Tab stays the
      // browser's own.
      selectOnOpen: false,
    }),
    hoverTooltip((_view, position) => tooltipOf(help, position)),
    said,
    keymap.of([{ key: "Escape", run: close }]),
  ];
}

/** Shows what is said of the caret's place, and lets assistive technology say it. */
export function explain(view, help) {
  const pos = view.state.selection.main.head;
  const tooltip = tooltipOf(help, pos) ?? { pos, above: true, ...contentOf(["", "Nothing is known of what stands here.", ""]) };
  view.dispatch({ effects: [saidAtCaret.of(tooltip), EditorView.announce.of(tooltip.words)] });
}

function close(view) {
  if (view.state.field(said) === null) return false;
  view.dispatch({ effects: saidAtCaret.of(null) });
  return true;
}

function completionsOf(help, context) {
  const [from, to, ...flat] = help.completions(context.pos) ?? [];
  if (from === undefined) return null;
  // What stands of the word behind the caret is replaced as well.
  const behind = Math.max(0, to - context.pos);
  const options = [];
  for (let index = 0; index + 2 < flat.length; index += 3) {
    const [label, insert, info] = flat.slice(index, index + 3);
    // Of choices that fit equally well, the engine's order counts.
    const sortText = String(index).padStart(6, "0");
    options.push({ label, sortText, info: info || undefined, apply: (view, _option, at) => put(view, insert, at, behind) });
  }
  // Nothing is offered unasked where nothing is written yet, so that a list never covers a blank line.
  if (!context.explicit && from === context.pos) return null;
  return { from, options, validFor: SAME_WORD };
}

function put(view, insert, from, behind) {
  const to = Math.min(view.state.selection.main.head + behind, view.state.doc.length);
  view.dispatch(insertCompletionText(view.state, insert, from, to));
  // Behind a new key its values are the next question.
  if (insert.endsWith(": ")) startCompletion(view);
}

function tooltipOf(help, position) {
  const [pos, end, ...words] = help.hover(position) ?? [];
  return pos === undefined ? null : { pos, end, above: true, ...contentOf(words) };
}

/** What is wrong comes first, then what the word means. */
function contentOf([title, text, source, ...problems]) {
  const words = [];
  const makers = [];
  for (let index = 0; index + 2 < problems.length; index += 3) {
    const [severity, message, rule] = problems.slice(index, index + 3);
    words.push(`${severity}: ${message}`);
    makers.push(() => problemOf(severity, message, rule));
  }
  if (title) words.push(title);
  if (text) {
    words.push(text);
    makers.push(() => meaningOf(title, text, source));
  }
  function create() {
    const dom = element("div", "cm-meaning");
    dom.append(...makers.map((make) => make()));
    return { dom };
  }
  return { create, words: words.join(" ") };
}

function problemOf(severity, message, rule) {
  const place = element("div", "said-problem");
  const sign = element("span", `problem-sign ${severity}`);
  sign.ariaHidden = "true";
  const words = element("div", "");
  words.append(element("p", "", message), element("p", "quiet", rule));
  place.append(sign, words);
  return place;
}

function meaningOf(title, text, source) {
  const place = element("div", "said-meaning");
  if (title) place.append(element("strong", "", title));
  place.append(element("p", "", text));
  if (source) {
    const link = element("a", "", "Documentation");
    link.href = source;
    link.target = "_blank";
    link.rel = "noopener";
    place.append(link);
  }
  return place;
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
