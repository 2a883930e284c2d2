// Asking the engine again although neither text nor viewport changed.

import { StateEffect } from "@codemirror/state";

const refreshed = StateEffect.define();

/** @param {import("@codemirror/view").EditorView} view */
export function refresh(view) {
  view.dispatch({ effects: refreshed.of(null) });
}

/** @param {import("@codemirror/view").ViewUpdate} update */
export function isRefresh(update) {
  return update.transactions.some(({ effects }) => effects.some((effect) => effect.is(refreshed)));
}
