// Runs in the page: types single characters into the editor and takes two times of each.
//
// `shown`: from before the character is inserted until the panel's elements have changed and are
// laid out, editor and engine included. `free`: until the main thread has come to the next task
// after that, so with the frame that may be painted in between, the draft that is kept, and all else.
//
// Nothing in the page helps with this: the panel is watched from outside, and after each key it is
// checked, off the clock, that the panel shows what was typed.
const [text, mark, count, done] = arguments;

const panel = document.querySelector("#panel");
const channel = new MessageChannel();
const after = (milliseconds) => new Promise((next) => setTimeout(next, milliseconds));

/** The next task: after all microtasks, without a timer's delay. */
const turn = () =>
  new Promise((next) => {
    channel.port1.onmessage = next;
    channel.port2.postMessage(null);
  });

let mutations = 0;
let shownAt = 0;
new MutationObserver((records) => {
  mutations += records.length;
  panel.getBoundingClientRect();
  shownAt = performance.now();
}).observe(panel, { subtree: true, childList: true, characterData: true });

const content = () => document.querySelector(".cm-content");

/** Puts the whole text in, as pasted over what is there. */
function replaceAll() {
  const field = content();
  if (field) {
    field.focus();
    document.execCommand("selectAll");
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  } else {
    const source = document.querySelector("#source");
    source.value = text;
    source.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }
}

/** Puts the caret behind the mark; the editor draws only the lines in view, so scroll to it. */
async function placeCaret() {
  if (!content()) {
    const source = document.querySelector("#source");
    source.focus();
    const end = source.value.indexOf(mark) + mark.length;
    source.setSelectionRange(end, end);
    return;
  }
  const scroller = document.querySelector(".cm-scroller");
  for (let top = 0; top <= scroller.scrollHeight; top += 200) {
    scroller.scrollTop = top;
    await after(60);
    const line = [...document.querySelectorAll(".cm-line")].find((one) => one.textContent.startsWith(mark));
    if (line) {
      content().focus();
      getSelection().collapse(line, line.childNodes.length);
      await after(60);
      return;
    }
  }
  throw new Error("the editor does not show the line to type in");
}

/** Until the panel has changed and a whole task has passed in which it did not. */
async function settled(before) {
  const start = performance.now();
  for (let seen = before; ; ) {
    await turn();
    if (mutations > before && mutations === seen) {
      return;
    }
    seen = mutations;
    if (performance.now() - start > 20_000) {
      throw new Error("the panel did not follow within 20 s");
    }
  }
}

async function measure() {
  replaceAll();
  await settled(0);
  await placeCaret();
  const [shown, free] = [[], []];
  for (let typed = 1; typed <= count; typed += 1) {
    // Let the page come to rest, so that a key's time is its own.
    await after(50);
    const before = mutations;
    const start = performance.now();
    if (!document.execCommand("insertText", false, "x")) {
      throw new Error("the editor took no text");
    }
    await settled(before);
    free.push(performance.now() - start);
    shown.push(shownAt - start);
    if (!panel.textContent.includes(mark + "x".repeat(typed))) {
      throw new Error(`the panel does not show what was typed after ${typed} keys`);
    }
  }
  return { shown, free };
}

measure().then(done, (error) => done({ error: String(error) }));
