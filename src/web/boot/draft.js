// The kept draft, before and without the program. The stored form is that of src/web/storage.rs.

const VERSION = 1;
const PREFIX = "agent-playground.draft.";
const LAST = "agent-playground.last";
/** This tab's own slot, so that a reload finds it. */
const TAB = "agent-playground.tab";
/** Milliseconds of quiet before something typed is kept. */
const QUIET = 700;

const source = document.getElementById("source");

/** Puts the kept draft into the textarea, unless somebody has typed there already. */
export function restoreDraft() {
  if (source.value !== source.defaultValue) return;
  try {
    const id = sessionStorage.getItem(TAB) ?? localStorage.getItem(LAST);
    const draft = id && JSON.parse(localStorage.getItem(PREFIX + id));
    if (draft?.version !== VERSION || typeof draft.text !== "string") return;
    source.value = draft.hidesBom ? draft.text.slice(1) : draft.text;
    source.dataset.draft = id;
  } catch {
    // No storage, or nothing readable in it: the program says so when it is there.
  }
}

/**
 * Keeps what is typed while the program does not. It goes into a slot of its own: the textarea has
 * lost the original line ends, so the draft itself is not overwritten.
 */
export function rescueWhileNotRunning() {
  let running = false;
  let timer;

  const save = () => {
    try {
      source.dataset.rescue ??= `rescue-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
      const id = source.dataset.rescue;
      const text = window.playgroundText?.() ?? source.value;
      const draft = { version: VERSION, id, revision: 1, writer: "boot", savedAt: Date.now(), hidesBom: false, text };
      localStorage.setItem(PREFIX + id, JSON.stringify(draft));
      localStorage.setItem(LAST, id);
      sessionStorage.setItem(TAB, id);
    } catch {
      // Full or denied: the text is still on the screen, and the message offers it for download.
    }
  };
  const typed = () => {
    if (running) return;
    clearTimeout(timer);
    timer = setTimeout(save, QUIET);
  };
  document.addEventListener("input", typed, true);
  window.addEventListener("pagehide", () => {
    if (!running && timer) save();
  });

  return {
    start() {
      running = false;
    },
    stop() {
      running = true;
      clearTimeout(timer);
    },
  };
}
