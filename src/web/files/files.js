// Files that a person brings or takes home: dropped, chosen, in a folder or a zip. Nothing is read that
// nobody asked for: a source only lists its paths until some of them are wanted.

import { Unzip, UnzipInflate, Zip, ZipDeflate } from "fflate";

import { nextTurn } from "../turns.js";

/** More paths than these are no collection of definitions. */
const MOST_FILES = 20_000;
/** A file above so many bytes is no definition; reading it would only cost time. */
const LARGEST = 4_000_000;
/** No more bytes than these come out of one zip, or are in an export of this page. */
const MOST_BYTES = 200_000_000;
/** How many files are read at a time. */
const AT_ONCE = 64;

/** Files under a title; `origin` is "folder", "files" or "zip". */
class Source {
  #files = [];

  constructor(title, origin, handle) {
    this.title = title;
    this.origin = origin;
    /** The browser's handle of the folder, where it can be written to. */
    this.handle = handle;
  }

  get paths() {
    return this.#files.map(({ path }) => path);
  }

  add(path, blob) {
    if (this.#files.length >= MOST_FILES) throw new Error(`there are more than ${MOST_FILES} files in it`);
    this.#files.push({ path, blob });
  }

  /** The bytes of some files, in their order; undefined for one that cannot be read. */
  async read(indices) {
    const bytes = [];
    for (let at = 0; at < indices.length; at += AT_ONCE) {
      const some = [...indices.slice(at, at + AT_ONCE)].map((index) => this.#bytes(index));
      bytes.push(...(await Promise.all(some)));
    }
    return bytes;
  }

  async #bytes(index) {
    try {
      const { path, blob: open } = this.#files[index];
      const blob = await open();
      return blob.size > (/\.json$/i.test(path) ? MOST_BYTES : LARGEST) ? undefined : new Uint8Array(await blob.arrayBuffer());
    } catch {
      return undefined;
    }
  }
}

/**
 * What was dropped. What the event holds is gone when it is over, so this asks for all of it at once.
 *
 * @param {DataTransfer} transfer
 * @param {string[]} notEntered the names of folders that are not looked into
 */
export async function fromDrop(transfer, notEntered) {
  const items = [...transfer.items].filter(({ kind }) => kind === "file");
  const asked = items.map((item) => ({
    handle: item.getAsFileSystemHandle?.().catch(() => undefined),
    entry: item.webkitGetAsEntry?.(),
    file: item.getAsFile(),
  }));
  const sources = [];
  const loose = new Source("", "files");
  for (const { handle, entry, file } of asked) {
    const folder = await handle;
    if (folder?.kind === "directory") sources.push(await fromHandle(folder, notEntered));
    else if (entry?.isDirectory) sources.push(await fromEntry(entry, notEntered));
    else if (file) await addFile(file, loose, sources);
  }
  return loose.paths.length > 0 ? [loose, ...sources] : sources;
}

/**
 * Files that were chosen in an input. Those of a folder name their paths in it.
 *
 * @param {FileList} files
 */
export async function fromInput(files) {
  const sources = [];
  const folders = new Map();
  const loose = new Source("", "files");
  for (const file of files) {
    const path = file.webkitRelativePath;
    const title = path.split("/", 1)[0];
    if (!path) {
      await addFile(file, loose, sources);
      continue;
    }
    if (!folders.has(title)) folders.set(title, new Source(title, "files"));
    folders.get(title).add(path, async () => file);
  }
  sources.push(...folders.values());
  return loose.paths.length > 0 ? [loose, ...sources] : sources;
}

/** Whether the browser lets a page write to a folder that was chosen. */
export const canOpenFolders = () => typeof window.showDirectoryPicker === "function";

/** Lets a person choose a folder; undefined where none was chosen. */
export async function fromPicker(notEntered) {
  try {
    return [await fromHandle(await window.showDirectoryPicker({ id: "agents" }), notEntered)];
  } catch (error) {
    if (error.name === "AbortError") return [];
    throw error;
  }
}

/** The files of a folder that the browser has given a handle of. */
export async function fromHandle(handle, notEntered) {
  const source = new Source(handle.name, "folder", handle);
  const walk = async (folder, path) => {
    for await (const [name, child] of folder.entries()) {
      const below = `${path}/${name}`;
      if (child.kind === "file") source.add(below, () => child.getFile());
      else if (!notEntered.includes(name)) await walk(child, below);
    }
  };
  await walk(handle, handle.name);
  return source;
}

async function fromEntry(root, notEntered) {
  const source = new Source(root.name, "files");
  const walk = async (folder, path) => {
    const reader = folder.createReader();
    // A reader gives a part of its folder at each call, and nothing when there is no more.
    for (;;) {
      const children = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (children.length === 0) return;
      for (const child of children) {
        const below = `${path}/${child.name}`;
        if (child.isFile) source.add(below, () => new Promise((resolve, reject) => child.file(resolve, reject)));
        else if (!notEntered.includes(child.name)) await walk(child, below);
      }
    }
  };
  await walk(root, root.name);
  return source;
}

async function addFile(file, loose, sources) {
  if (/\.zip$/i.test(file.name)) sources.push(await fromZip(file));
  else loose.add(file.name, async () => file);
}

/** The Markdown files of a zip; it is taken apart a piece at a time. */
async function fromZip(file) {
  const title = file.name.replace(/\.zip$/i, "");
  const source = new Source(title, "zip");
  const found = new Map();
  let total = 0;
  let failure;
  const unzip = new Unzip((entry) => {
    if (!/\.md$/i.test(entry.name)) return;
    const pieces = [];
    let size = 0;
    entry.ondata = (error, piece, final) => {
      failure ??= error;
      size += piece?.length ?? 0;
      total += piece?.length ?? 0;
      if (total > MOST_BYTES) failure ??= new Error("more comes out of the zip than a collection of definitions holds");
      if (failure || size > LARGEST) {
        // It is listed, and told as one that cannot be read.
        found.set(entry.name, undefined);
        return entry.terminate();
      }
      pieces.push(piece);
      if (final) found.set(entry.name, new Blob(pieces));
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    unzip.push(value ?? new Uint8Array(), done);
    if (failure) throw failure;
    if (done) break;
    await nextTurn();
  }
  // A zip often holds one folder with everything in it: that one is the collection.
  const roots = new Set([...found.keys()].map((path) => path.split("/", 1)[0]));
  const [root] = roots;
  const isWrapped = roots.size === 1 && [...found.keys()].every((path) => path.includes("/")) && !root.startsWith(".");
  for (const [path, blob] of found) source.add(`${title}/${isWrapped ? path.slice(root.length + 1) : path}`, async () => blob ?? tooLarge());
  return source;
}

function tooLarge() {
  throw new Error(`it has more than ${LARGEST} bytes`);
}

/**
 * A zip of some files.
 *
 * @param {string[]} paths
 * @param {Uint8Array[]} contents
 * @returns {Promise<Blob>}
 */
export async function zipOf(paths, contents) {
  const pieces = [];
  let failure;
  const zip = new Zip((error, piece) => {
    failure ??= error;
    pieces.push(piece);
  });
  for (const [at, path] of paths.entries()) {
    const entry = new ZipDeflate(path);
    zip.add(entry);
    entry.push(contents[at], true);
    if (at % AT_ONCE === 0) await nextTurn();
  }
  zip.end();
  if (failure) throw failure;
  return new Blob(pieces, { type: "application/zip" });
}

/** Asks, if need be, whether this page may write to a folder. Only a press can lead here. */
export async function mayWrite(handle) {
  const wanted = { mode: "readwrite" };
  // A folder of the page's own (of the origin-private file system) needs no permission.
  if (!handle.queryPermission) return true;
  return (await handle.queryPermission(wanted)) === "granted" || (await handle.requestPermission(wanted)) === "granted";
}

/**
 * Writes a file into a folder, unless it holds something else than what is expected there.
 *
 * @param {FileSystemDirectoryHandle} folder
 * @param {string} path below the folder
 * @param {Uint8Array | undefined} expected what was read there last; undefined for a file that is new
 * @param {Uint8Array} bytes
 * @returns {Promise<Uint8Array | undefined>} what lies there instead, where nothing was written
 */
export async function writeInto(folder, path, expected, bytes) {
  const names = path.split("/");
  const name = names.pop();
  for (const part of names) folder = await folder.getDirectoryHandle(part, { create: true });
  const there = await bytesAt(folder, name);
  if (there && !isSame(there, bytes) && !(expected && isSame(there, expected))) return there;
  const file = await folder.getFileHandle(name, { create: true });
  const stream = await file.createWritable();
  await stream.write(bytes);
  await stream.close();
  return undefined;
}

async function bytesAt(folder, name) {
  try {
    const file = await (await folder.getFileHandle(name)).getFile();
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (error.name === "NotFoundError") return undefined;
    throw error;
  }
}

const isSame = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
