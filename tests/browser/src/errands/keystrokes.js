// Runs in the page: types single characters into the editor and takes the time until every panel
// shows the text with them.
//
// A key's time runs from before the character is inserted until the page has nothing left to do for
// it: the editor has drawn, the text was read anew, and the panels' elements are changed. That is
// told by the page itself: `data-revision` of <html> counts up when all panels have followed. A turn
// of a MessageChannel is a task of its own without a timer's delay.
const [text, count, done] = arguments;

const channel = new MessageChannel();
const turn = () =>
  new Promise((next) => {
    channel.port1.onmessage = next;
    channel.port2.postMessage(null);
  });

function field() {
  return document.querySelector(".cm-content") ?? document.querySelector("#source");
}

function insert(what) {
  field().focus();
  if (!document.execCommand("insertText", false, what)) {
    throw new Error("the editor took no text");
  }
}

const revision = () => document.documentElement.dataset.revision;

async function settled(before) {
  const start = performance.now();
  while (revision() === before) {
    if (performance.now() - start > 20_000) {
      throw new Error("the panels did not follow within 20 s");
    }
    await turn();
  }
}

async function measure() {
  field().focus();
  document.execCommand("selectAll");
  let before = revision();
  insert(text);
  await settled(before);
  const times = [];
  for (let index = 0; index < count; index += 1) {
    // Let the page come to rest, and the frame be painted, so that a key's time is its own.
    await new Promise((next) => setTimeout(next, 40));
    before = revision();
    const start = performance.now();
    insert("x");
    await settled(before);
    times.push(performance.now() - start);
  }
  return times;
}

measure().then((times) => done({ times }), (error) => done({ error: String(error) }));
