// What sharing asks of the browser: to make bytes smaller, to put a link on the clipboard together with its
// words, to hand it to the system, and to take it out of the address.

/**
 * The bytes as raw DEFLATE.
 *
 * @param {Uint8Array} bytes
 */
export async function deflate(bytes) {
  const deflated = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(deflated).arrayBuffer());
}

/** The address of this page, without what stands in it for this visit only. */
export function pageAddress() {
  return location.href.replace(/[?#].*/s, "");
}

/**
 * Puts a link on the clipboard: where rich text is pasted, its words lead to it; elsewhere it stands itself.
 *
 * @param {string} link
 * @param {string} words
 */
export async function copyLink(link, words) {
  const anchor = document.createElement("a");
  anchor.href = link;
  anchor.textContent = words;
  try {
    const kinds = { "text/plain": link, "text/html": anchor.outerHTML };
    const parts = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
  } catch {
    // Not every browser takes more than one kind.
    await navigator.clipboard.writeText(link);
  }
}

/** Whether the system has a way to send something to people or programs. */
export function canSend() {
  return typeof navigator.share === "function";
}

/**
 * Opens the system's way to send a link. Says whether it went.
 *
 * @param {string} link
 * @param {string} title
 */
export async function send(link, title) {
  try {
    await navigator.share({ title, url: link });
    return true;
  } catch (error) {
    // The person has thought better of it.
    if (error.name === "AbortError") return false;
    throw error;
  }
}

/** Takes the fragment out of the address, so that a reload does not open it again. */
export function dropFragment() {
  history.replaceState(history.state, "", location.pathname + location.search);
}
