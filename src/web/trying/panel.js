// The frame of Try beside the source. It stays when another panel is on show: a run goes on there.

import { hearFrom, tell } from "./frame.js";

/**
 * Makes the frame at the end of a part of the page; gives what tells its document of the definition.
 *
 * @param {HTMLElement} part
 * @param {() => void} ready hears that its document waits for the definition, as it does anew after each load
 * @returns {{ tell: (text: string, path: string) => void, tellOthers: (others: string[]) => void, tellPrompt: (text: string) => void }}
 */
export function makeFrame(part, ready) {
  const frame = document.createElement("iframe");
  frame.id = "try-frame";
  frame.title = "Try";
  frame.src = "./try/";
  part.append(frame);
  hearFrom(
    () => frame.contentWindow,
    (kind) => kind === "ready" && ready(),
  );
  return {
    tell: (text, path) => tell(frame.contentWindow, "definition", { text, path }),
    tellPrompt: (text) => tell(frame.contentWindow, "prompt", { text }),
    tellOthers: (others) => tell(frame.contentWindow, "others", { others }),
  };
}
