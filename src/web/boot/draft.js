// The kept draft, before and without the program. The stored form is that of src/web/storage.rs.

const VERSION = 1;
const PREFIX = "agent-playground.draft.";
const LAST = "agent-playground.last";
/** This tab's own slot, so that a reload finds it. */
const TAB = "agent-playground.tab";
/** Milliseconds between looks at the text while the program does not keep it. */
const SOON = 700;

const source = document.getElementById("source");

/** The text on the screen: the editor's once there is one. */
export function currentText() {
  return window.playgroundText?.() ?? source.value;
}

/** The text to take along: with its own line ends and byte order mark where the kept draft knows them. */
export function textToTake() {
  const text = currentText();
  const draft = draftOfThisTab();
  return draft && shown(draft) === text ? draft.text : text;
}

/** Puts the kept draft into the textarea, unless somebody has typed there already. */
export function restoreDraft() {
  if (source.value !== source.defaultValue) return;
  try {
    // Where this tab's own does not lie here, the library has it, and the program brings it.
    const id = sessionStorage.getItem(TAB) ?? localStorage.getItem(LAST);
    if (!id || !localStorage.getItem(PREFIX + id)) return;
    // The program reads it as well, and says so where it cannot be read.
    source.dataset.draft = id;
    const draft = read(id);
    if (!draft) return;
    sessionStorage.setItem(TAB, id);
    source.value = shown(draft);
  } catch {
    // The browser gives no storage; the program says so at the first thing typed.
  }
}

/**
 * Keeps the text while the program does not. It goes into a slot of its own: the textarea has lost
 * the original line ends, so the draft itself is not overwritten.
 */
export class Rescue {
  #timer;
  /** What need not be kept: it is shipped, or kept already. */
  #settled = source.dataset.draft ? source.value : source.defaultValue;

  constructor() {
    const now = () => this.#timer && this.#keep();
    window.addEventListener("pagehide", now);
    document.addEventListener("visibilitychange", now);
  }

  /** Takes care of the text from now on. Says whether what is there is kept. */
  start() {
    this.#timer ??= setInterval(() => this.#keep(), SOON);
    return this.#keep();
  }

  /** The program takes care of it. */
  stop() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #keep() {
    try {
      const text = currentText();
      if (text === this.#settled) return true;
      const draft = draftOfThisTab();
      if (!draft || shown(draft) !== text) write(text);
      this.#settled = text;
      return true;
    } catch {
      // Full or denied: the text is still on the screen, to be downloaded.
      return false;
    }
  }
}

function draftOfThisTab() {
  try {
    return read(sessionStorage.getItem(TAB));
  } catch {
    return undefined;
  }
}

function read(id) {
  const stored = id && localStorage.getItem(PREFIX + id);
  if (!stored) return undefined;
  try {
    const draft = JSON.parse(stored);
    return draft?.version === VERSION && typeof draft.text === "string" ? draft : undefined;
  } catch {
    return undefined;
  }
}

/** A draft as a text field shows it. */
function shown({ text, hidesBom }) {
  return (hidesBom ? text.slice(1) : text).replace(/\r\n?/g, "\n");
}

function write(text) {
  source.dataset.rescue ??= `rescue-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  const id = source.dataset.rescue;
  const draft = { version: VERSION, id, revision: 1, writer: "boot", savedAt: Date.now(), hidesBom: false, text };
  localStorage.setItem(PREFIX + id, JSON.stringify(draft));
  localStorage.setItem(LAST, id);
  sessionStorage.setItem(TAB, id);
}
