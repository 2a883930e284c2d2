// Colours from the engine, for what is visible only.

import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";

import { isRefresh, refresh } from "./refresh.js";

/**
 * @param {string[]} marks class names by number
 * @param {{ tokens(from: number, to: number): Uint32Array | undefined }} events gives from, to and
 *   mark of each token, ordered by start, the longer first; nothing while it has not read the text
 */
export function engineTokens(marks, events) {
  const decorations = marks.map((mark) => Decoration.mark({ class: `tok-${mark}` }));

  class Colours {
    constructor(view) {
      this.decorations = this.build(view) ?? Decoration.none;
    }

    update(update) {
      if (update.view.composing) {
        // New elements in the line would break an input method's composition; all is built anew
        // when it ends.
        this.decorations = this.decorations.map(update.changes);
      } else if (update.docChanged || update.viewportChanged || isRefresh(update)) {
        // A very large text is read after a pause: until then the colours move along.
        this.decorations = this.build(update.view) ?? this.decorations.map(update.changes);
      }
    }

    build(view) {
      const builder = new RangeSetBuilder();
      const end = view.state.doc.length;
      let done = 0;
      for (const range of view.visibleRanges) {
        const tokens = events.tokens(range.from, range.to);
        if (!tokens) return null;
        for (let index = 0; index + 2 < tokens.length; index += 3) {
          const from = tokens[index];
          const to = Math.min(tokens[index + 1], end);
          const decoration = decorations[tokens[index + 2]];
          // A token that reaches over a fold came with the range before it already.
          const isNew = done === 0 || from >= done;
          if (decoration && from < to && isNew) builder.add(from, to, decoration);
        }
        done = range.to;
      }
      return builder.finish();
    }
  }

  return ViewPlugin.fromClass(Colours, {
    decorations: (plugin) => plugin.decorations,
    eventHandlers: {
      compositionend(_event, view) {
        setTimeout(() => refresh(view));
      },
    },
  });
}
