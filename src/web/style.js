// The style of what comes after the first view.

/**
 * Fetches one more style sheet of the page, and goes on when it holds, or cannot be had: what it is for
 * is plain then.
 *
 * @param {string} address relative to the page
 */
export function linkStyle(address) {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.onload = resolve;
    link.onerror = resolve;
    document.head.append(link);
  });
}
