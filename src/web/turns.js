// When the program goes on: the browser's turns.

/** Lets the browser answer whoever waits. */
export function nextTurn() {
  return new Promise((resolve) => setTimeout(resolve));
}

/** For how long a page that is not on show, and so paints nothing, waits for its paint, in ms. */
const UNSEEN = 500;

/**
 * Waits until what has been put into the page is painted and the browser has nothing else to do; where
 * it cannot say so (Safari), for a moment after the paint. A busy page puts it off for two seconds.
 */
export function idle() {
  const afterPaint = window.requestIdleCallback ?? ((act) => setTimeout(act, 50));
  const painted = new Promise((resolve) => {
    requestAnimationFrame(resolve);
    setTimeout(resolve, UNSEEN);
  });
  return painted.then(() => new Promise((resolve) => afterPaint(resolve, { timeout: 2000 })));
}
