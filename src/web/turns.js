// When the program goes on: the browser's turns.

/** Lets the browser answer whoever waits. */
export function nextTurn() {
  return new Promise((resolve) => setTimeout(resolve));
}

/**
 * Waits until what has been put into the page is painted and the browser has nothing else to do; where
 * it cannot say so (Safari), for a moment after the paint. A busy page puts it off for two seconds.
 */
export function idle() {
  const afterPaint = window.requestIdleCallback ?? ((act) => setTimeout(act, 50));
  return new Promise((resolve) => requestAnimationFrame(() => afterPaint(resolve, { timeout: 2000 })));
}
