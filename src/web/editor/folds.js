// Folds from the engine: the frontmatter, sections, code blocks.

import { foldService } from "@codemirror/language";

/** @param {{ folds(): Uint32Array }} events gives from and to of each fold, ordered by start */
export function engineFolds(events) {
  let known = { doc: null, byLine: new Map() };

  return foldService.of((state, lineStart, lineEnd) => {
    if (known.doc !== state.doc) {
      const flat = events.folds();
      const byLine = new Map();
      for (let index = 0; index + 1 < flat.length; index += 2) {
        const [from, to] = [flat[index], flat[index + 1]];
        // A fold begins at the end of its first line; of several there, the longest counts.
        if (to <= state.doc.length && to > (byLine.get(from) ?? 0)) byLine.set(from, to);
      }
      known = { doc: state.doc, byLine };
    }
    const to = known.byLine.get(lineEnd);
    return to !== undefined && to > lineEnd ? { from: lineEnd, to } : null;
  });
}
