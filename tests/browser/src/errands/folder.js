// Runs in the page: opens a folder with so many files, and takes the time until all are listed, the
// longest task of the main thread meanwhile and in the seconds after, when marks and drafts follow.
//
// The texts are those in `window.texts`, again and again. Nothing in the page helps with this: the
// column of files is watched from outside.
const [count, done] = arguments;

/** The page's long tasks: above 50 ms, as the browser counts them. */
let longest = 0;
let lastTask = 0;
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) {
    longest = Math.max(longest, duration);
      lastTask = startTime + duration;
  }
}).observe({ type: "longtask" });

const texts = window.texts;
const root = {
  kind: "directory",
  name: "measured",
  async *entries() {
    for (let at = 0; at < count; at++) {
      const name = `agent-${at}.md`;
      yield [name, { kind: "file", getFile: async () => new File([texts[at % texts.length]], name) }];
    }
  },
};
window.showDirectoryPicker = async () => root;

const wait = (milliseconds) => new Promise((next) => setTimeout(next, milliseconds));
const state = () => document.querySelector("#files .files-state")?.textContent ?? "";
/** Those that are no definitions are not listed. */
const listed = () => Number.parseInt(state(), 10) || 0;

async function measure() {
  const button = [...document.querySelectorAll("#files button")].find((one) => one.textContent.trim() === "Open folder");
  const start = performance.now();
  button.click();
  while (listed() < 2 || document.querySelector("#files progress")) {
    if (performance.now() - start > 50_000) throw new Error(`after 50 s the column says: ${state()}`);
    await wait(20);
  }
  const time = performance.now() - start;
  // Until nothing long has run for two seconds.
  do await wait(500);
  while (performance.now() - Math.max(lastTask, start + time) < 2_000 && performance.now() - start < 50_000);
  return { files: listed(), time, longest };
}

measure().then(done, (error) => done({ error: String(error) }));
