// Fetches the editor's chunk; its address is relative to the page.

/** @param {string} address */
export function loadChunk(address) {
  return import(new URL(address, document.baseURI).href);
}
