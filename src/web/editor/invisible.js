// Characters that a reader does not see, made visible: an instruction could hide among them.

import { highlightSpecialChars } from "@codemirror/view";

// Zero-width, direction-changing and blank characters beside those that CodeMirror shows by itself.
const ALWAYS =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;
// Joiners belong to the writing where they follow a pictograph or a letter that is not Latin, Greek
// or Cyrillic; showing them there would take the word or the emoji apart.
const JOINER =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\p{M}]|(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{L})[\u200c\u200d]/u;

export const showInvisible = highlightSpecialChars({
  addSpecialChars: new RegExp(`${ALWAYS.source}|${JOINER.source}`, "gu"),
});
