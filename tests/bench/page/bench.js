// Times the engine, and beside it, in the same page and the same minute, the usual JavaScript way:
// gray-matter takes the frontmatter off and reads it, marked makes HTML of the rest.
//
// Both get a JavaScript string; ours is encoded for WebAssembly while the clock runs.
import matter from "gray-matter";
import { marked } from "marked";

import start, { made, read, readers } from "./engine/reading-bench.js";

/** The machine does other things as well: of so many times the median counts. */
const ROUNDS = 11;
/** Before that, the browser compiles what is called often. */
const WARM_UP = 2;
/** The clock may be coarse: one time of a single file is at least so many ms, over many readings. */
const AT_LEAST = 40;

/** Without options gray-matter would keep every text it has seen, and not read it again. */
const usual = (text) => marked.parse(matter(text, {}).content);

/** The same of a file that gray-matter may refuse; tells whether it did. */
function refused(text) {
  try {
    usual(text);
    return false;
  } catch {
    return true;
  }
}

function median(times) {
  return times.toSorted((one, other) => one - other)[times.length >> 1];
}

/** The time of one reading, over as many as it takes. */
function timed(way, text) {
  const begin = performance.now();
  let count = 0;
  let end = begin;
  while (end - begin < AT_LEAST) {
    way(text);
    count += 1;
    end = performance.now();
  }
  return (end - begin) / count;
}

/** The time of all files, one after another. */
function timedAll(way, files) {
  const begin = performance.now();
  for (const text of files) {
    way(text);
  }
  return performance.now() - begin;
}

/** Both ways by turns, so that a busy minute of the machine falls on both. */
function compare(timed, what, ours, theirs) {
  const [times, others] = [[], []];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const pair = [timed(ours, what), timed(theirs, what)];
    if (round >= 0) {
      times.push(pair[0]);
      others.push(pair[1]);
    }
  }
  const ratios = times.map((time, round) => time / others[round]);
  return { ours: median(times), theirs: median(others), ratio: median(ratios) };
}

/** Times made files of these sizes and the files of `files.json`: ms, and ratios of ours to theirs. */
globalThis.measure = async function (sizes) {
  await start();
  const single = sizes.map((bytes) => ({ bytes, ...compare(timed, made(bytes), read, usual) }));
  const corpus = await (await fetch("./files.json")).json();
  // The sizes of real files are about these.
  const files = corpus.length > 0 ? corpus : Array.from({ length: 16 }, (_, step) => made(1000 + 1000 * step));
  const readable = files.filter((text) => !refused(text));
  return {
    readers: readers(),
    single,
    corpus: corpus.length > 0,
    count: files.length,
    refused: files.length - readable.length,
    // What it refuses costs the JavaScript way next to nothing, so that alone would be no comparison.
    all: compare(timedAll, files, read, refused),
    readable: compare(timedAll, readable, read, usual),
  };
};
