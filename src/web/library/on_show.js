// Which documents are on show, in this tab and in others: told by locks, which end with their tab. Where
// the browser has none (pages without https), every document may be on show elsewhere.

const PREFIX = "agent-playground.on-show.";

let release = () => {};

/** This tab shows that document now. */
export function holdOnShow(id) {
  release();
  navigator.locks?.request(PREFIX + id, { mode: "shared" }, () => new Promise((done) => (release = done)));
}

/** The documents that some tab shows, one entry for each tab; undefined where nobody can say. */
export async function onShowAnywhere() {
  if (!navigator.locks) return undefined;
  const { held } = await navigator.locks.query();
  return held.filter(({ name }) => name.startsWith(PREFIX)).map(({ name }) => name.slice(PREFIX.length));
}
