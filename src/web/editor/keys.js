// The keys of the editor.

import { defaultKeymap, historyKeymap } from "@codemirror/commands";
import { foldKeymap } from "@codemirror/language";
import { searchKeymap } from "@codemirror/search";
import { keymap } from "@codemirror/view";

/** Keys left to the browser. The browser draws the selection, so there is one only: further carets
 * would type where nobody sees them. Indenting by syntax would flatten a text without one. */
const LEFT_OUT = new Set(["Mod-d", "Mod-Shift-l", "Mod-Alt-ArrowUp", "Mod-Alt-ArrowDown", "Mod-Alt-\\"]);

/** Tab stays the browser's own, so that the keyboard is never trapped; Mod-] and Mod-[ indent. */
export const keys = keymap.of(
  [...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap].filter(({ key }) => !LEFT_OUT.has(key)),
);
