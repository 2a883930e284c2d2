// Completion and hover: what the engine knows at the caret and under the pointer.

import { autocompletion, insertCompletionText, startCompletion } from "@codemirror/autocomplete";
import { hoverTooltip } from "@codemirror/view";

/**
 * @param {{
 *   completions(position: number): Array | undefined,
 *   hover(position: number): Array | undefined,
 * }} help `completions` gives from, to, and then label, text to insert and meaning of each choice;
 *   `hover` gives from, to, title, meaning and source; positions are the editor's
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
    hoverTooltip((view, position) => tooltipOf(help, view, position)),
  ];
}

function completionsOf(help, context) {
  const [from, to, ...flat] = help.completions(context.pos) ?? [];
  if (from === undefined) return null;
  const options = [];
  for (let index = 0; index + 2 < flat.length; index += 3) {
    const [label, insert, info] = flat.slice(index, index + 3);
    // Of choices that fit equally well, the engine's order counts.
    const sortText = String(index).padStart(6, "0");
    options.push({ label, sortText, info: info || undefined, apply: (view, _option, at) => put(view, insert, at, Math.max(to, context.pos)) });
  }
  // Nothing is offered unasked where nothing is written yet, so that a list never covers a blank line.
  if (!context.explicit && from === context.pos) return null;
  return { from, options };
}

function put(view, insert, from, to) {
  const end = Math.max(to, view.state.selection.main.head);
  view.dispatch(insertCompletionText(view.state, insert, from, end));
  // Behind a new key its values are the next question.
  if (insert.endsWith(": ")) startCompletion(view);
}

function tooltipOf(help, view, position) {
  const [pos, end, title, text, source] = help.hover(position) ?? [];
  if (pos === undefined) return null;
  return {
    pos,
    end,
    above: true,
    create() {
      const dom = document.createElement("div");
      dom.className = "cm-meaning";
      const name = document.createElement("strong");
      name.textContent = title;
      const meaning = document.createElement("p");
      meaning.textContent = text;
      dom.append(name, meaning);
      if (source) {
        const link = document.createElement("a");
        link.href = source;
        link.target = "_blank";
        link.rel = "noopener";
        link.textContent = "Documentation";
        dom.append(link);
      }
      return { dom };
    },
  };
}
