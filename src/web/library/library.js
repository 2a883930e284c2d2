// The library: all documents of the workspace, kept in IndexedDB. The form of what is kept stands here
// and in src/web/library/record.rs; a later form raises VERSION and moves what it finds.

import { openDB } from "idb";

const NAME = "agent-playground";
const VERSION = 1;
/** How many documents are read or written at a time, so that others get their turn. */
const AT_ONCE = 250;

/**
 * Opens the library.
 *
 * @param {(ids: string[]) => void} changedElsewhere hears of the documents that another tab has changed
 * @param {(newer: boolean) => void} closed hears that the library is not open any more: because another
 *   tab needs a newer form of it, or because the browser has taken it away
 */
export async function openLibrary(changedElsewhere, closed) {
  const database = await openDB(NAME, VERSION, {
    upgrade(database) {
      database.createObjectStore("documents", { keyPath: "id" });
      database.createObjectStore("collections", { keyPath: "id" });
      // Histories of undo, by document: large, and asked for only when one is opened.
      database.createObjectStore("histories");
      database.createObjectStore("snapshots", { keyPath: "id" }).createIndex("document", "document");
    },
    blocking() {
      database.close();
      closed(true);
    },
    terminated: () => closed(false),
  });
  return new Library(database, changedElsewhere);
}

class Library {
  #database;
  #news = new BroadcastChannel(NAME);

  constructor(database, changedElsewhere) {
    this.#database = database;
    this.#news.onmessage = ({ data }) => changedElsewhere(data);
  }

  /** All collections. */
  collections() {
    return this.#database.getAll("collections");
  }

  /** The documents whose ids come after this one: some of them, in order; none when there are no more. */
  documentsAfter(id) {
    return this.#someAfter("documents", id);
  }

  #someAfter(store, id) {
    const range = id === undefined ? undefined : IDBKeyRange.lowerBound(id, true);
    return this.#database.getAll(store, range, AT_ONCE);
  }

  /** These documents, without those that are not there. */
  async documents(ids) {
    const store = this.#database.transaction("documents").store;
    const found = await Promise.all(ids.map((id) => store.get(id)));
    return found.filter((record) => record !== undefined);
  }

  /**
   * Keeps documents, whatever is kept of them: for what nobody else can have changed.
   *
   * @param {object[]} records
   */
  async put(records) {
    const change = this.#database.transaction("documents", "readwrite");
    await Promise.all([...records.map((record) => change.store.put(record)), change.done]);
    this.#news.postMessage(records.map(({ id }) => id));
  }

  /**
   * Keeps a document unless another tab has kept something else since this one read it: comparing and
   * writing are one transaction.
   *
   * @param {object} record
   * @param {string[]} known the stamps that this tab knows of
   * @returns {Promise<boolean>} whether it is kept
   */
  async putOver(record, known) {
    const change = this.#database.transaction("documents", "readwrite");
    const kept = await change.store.get(record.id);
    const free = kept === undefined || kept.text === record.text || known.includes(kept.stamp);
    if (free) change.store.put(record);
    await change.done;
    if (free) this.#news.postMessage([record.id]);
    return free;
  }

  /** The moments of a document. */
  snapshots(document) {
    return this.#database.getAllFromIndex("snapshots", "document", document);
  }

  /** The moments whose ids come after this one: some of them, in order; none when there are no more. */
  snapshotsAfter(id) {
    return this.#someAfter("snapshots", id);
  }

  /** Keeps some moments, and removes some by their ids. */
  async changeSnapshots(records, removed) {
    const change = this.#database.transaction("snapshots", "readwrite");
    await Promise.all([
      ...records.map((record) => change.store.put(record)),
      ...removed.map((id) => change.store.delete(id)),
      change.done,
    ]);
  }

  /** Removes the moments of documents that are not there any more. */
  async removeLostSnapshots() {
    const change = this.#database.transaction(["documents", "snapshots"], "readwrite");
    const there = new Set(await change.objectStore("documents").getAllKeys());
    const snapshots = change.objectStore("snapshots");
    let cursor = await snapshots.index("document").openKeyCursor();
    while (cursor) {
      if (!there.has(cursor.key)) snapshots.delete(cursor.primaryKey);
      cursor = await cursor.continue();
    }
    await change.done;
  }

  /** Removes documents, and their histories of undo. */
  async remove(ids) {
    const change = this.#database.transaction(["documents", "histories"], "readwrite");
    for (const id of ids) {
      change.objectStore("documents").delete(id);
      change.objectStore("histories").delete(id);
    }
    await change.done;
    this.#news.postMessage(ids);
  }

  /** Keeps a collection. */
  async putCollection(collection) {
    await this.#database.put("collections", collection);
    this.#news.postMessage([]);
  }

  /** Removes a collection, but none of the documents. */
  async removeCollection(id) {
    await this.#database.delete("collections", id);
    this.#news.postMessage([]);
  }

  /** The history of undo of a document. */
  undoHistory(id) {
    return this.#database.get("histories", id);
  }

  /** Keeps the history of undo of a document. */
  keepUndoHistory(id, history) {
    return this.#database.put("histories", history, id);
  }
}

export { holdOnShow, onShowAnywhere } from "./on_show.js";
