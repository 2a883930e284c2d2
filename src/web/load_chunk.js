// Fetches a part of the page's JavaScript; its address is relative to the page.

/** @param {string} address */
export function loadChunk(address) {
  return import(new URL(address, document.baseURI).href);
}
