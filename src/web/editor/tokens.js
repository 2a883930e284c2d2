// Colours from the engine, for what is visible only.

import { RangeSetBuilder, StateEffect } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";

/** Asks for the colours again although neither text nor viewport changed. */
export const refreshTokens = StateEffect.define();

/**
 * @param {string[]} marks class names by number
 * @param {{ tokens(from: number, to: number): Uint32Array }} events gives from, to and mark of each
 *   token, ordered by start, the longer first
 */
export function engineTokens(marks, events) {
  const decorations = marks.map((mark) => Decoration.mark({ class: `tok-${mark}` }));

  class Colours {
    constructor(view) {
      this.decorations = this.build(view);
    }

    update(update) {
      const asked = update.transactions.some((transaction) =>
        transaction.effects.some((effect) => effect.is(refreshTokens)),
      );
      if (update.docChanged && update.view.composing) {
        // New elements in the line would break an input method's composition.
        this.decorations = this.decorations.map(update.changes);
      } else if (update.docChanged || update.viewportChanged || asked) {
        this.decorations = this.build(update.view);
      }
    }

    build(view) {
      const builder = new RangeSetBuilder();
      const end = view.state.doc.length;
      let last = -1;
      for (const range of view.visibleRanges) {
        const tokens = events.tokens(range.from, range.to);
        for (let index = 0; index + 2 < tokens.length; index += 3) {
          const from = tokens[index];
          const to = Math.min(tokens[index + 1], end);
          const decoration = decorations[tokens[index + 2]];
          // A token may reach over two visible ranges: once is enough.
          if (decoration && from < to && from >= last) {
            builder.add(from, to, decoration);
            last = from;
          }
        }
      }
      return builder.finish();
    }
  }

  return ViewPlugin.fromClass(Colours, {
    decorations: (plugin) => plugin.decorations,
    eventHandlers: {
      compositionend(_event, view) {
        setTimeout(() => view.dispatch({ effects: refreshTokens.of(null) }));
      },
    },
  });
}
