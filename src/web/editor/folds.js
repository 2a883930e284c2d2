// Folds from the engine: the frontmatter, sections, code blocks.

import { codeFolding, foldGutter, foldService } from "@codemirror/language";

import { isRefresh } from "./refresh.js";

/** @param {{ folds(): Uint32Array }} events gives from and to of each fold, ordered by start */
export function engineFolds(events) {
  let known = { doc: null, byLine: new Map() };

  /** One call a version of the text, and only when a line in sight asks. */
  function foldsOf(doc) {
    if (known.doc === doc) return known.byLine;
    const flat = events.folds();
    const byLine = new Map();
    for (let index = 0; index + 1 < flat.length; index += 2) {
      const [from, to] = [flat[index], flat[index + 1]];
      // A fold begins at the end of its first line; of several there, the longest counts.
      if (to <= doc.length && to > (byLine.get(from) ?? from)) byLine.set(from, to);
    }
    known = { doc, byLine };
    return byLine;
  }

  return [
    foldService.of((state, _lineStart, lineEnd) => {
      const to = foldsOf(state.doc).get(lineEnd);
      return to === undefined ? null : { from: lineEnd, to };
    }),
    codeFolding({ placeholderText: "…" }),
    foldGutter({
      openText: "⌄",
      closedText: "›",
      // The engine reads a very large text after a pause: until then it knows no folds.
      foldingChanged(update) {
        const refreshed = isRefresh(update);
        if (refreshed) known = { doc: null, byLine: new Map() };
        return refreshed;
      },
    }),
  ];
}
