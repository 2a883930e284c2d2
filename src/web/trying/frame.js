// How the page and its Try document speak: each with windows of its own origin only.

const MARK = "agent-playground";

/**
 * Tells another window of this origin.
 *
 * @param {Window | undefined} target
 * @param {string} kind
 * @param {{ text?: string, path?: string, others?: string[] }} what
 */
export function tell(target, kind, what = {}) {
  target?.postMessage({ from: MARK, kind, ...what }, location.origin);
}

/** The window that shows this document, if it is another one. */
export const shownBy = () => (window.parent === window ? undefined : window.parent);

/**
 * Hears what one window of this origin tells, as long as this document lives.
 *
 * @param {() => Window | undefined} source
 * @param {(kind: string, text?: string, path?: string, others?: string[]) => void} hear
 */
export function hearFrom(source, hear) {
  addEventListener("message", ({ origin, source: from, data }) => {
    if (origin !== location.origin || from === null || from !== source() || data?.from !== MARK) return;
    hear(data.kind, data.text, data.path, data.others);
  });
}
