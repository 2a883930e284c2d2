// Asks a server that the person has named, and hears what it says while it says it.

import { nextTurn } from "../turns.js";

/**
 * Nothing of this origin goes along (no cookie, no referrer), nothing is kept, and an answer that leads
 * elsewhere is a failure: a key goes where it belongs or nowhere. The service worker knows such requests by this.
 */
const MANNERS = { redirect: "error", credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" };

/** What is here already is heard for so many milliseconds before others get their turn. */
const AT_ONCE = 8;

/**
 * @param {string} url
 * @param {string} method
 * @param {string[]} headers names and values in turns
 * @param {string | undefined} body
 * @param {AbortSignal} signal
 * @param {(status: number, headers: string[]) => void} hearHead
 * @param {(bytes: Uint8Array) => void} hearBytes
 */
export async function ask(url, method, headers, body, signal, hearHead, hearBytes) {
  const pairs = headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1]]] : []));
  const response = await fetch(url, { ...MANNERS, method, headers: pairs, body, signal });
  hearHead(response.status, [...response.headers].flat());
  const reader = response.body?.getReader();
  let worked = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) return;
    const began = performance.now();
    hearBytes(value);
    worked += performance.now() - began;
    if (worked > AT_ONCE) {
      await nextTurn();
      worked = 0;
    }
  }
}

/**
 * What the browser says of the permission to speak to the local network; undefined where it knows of none.
 *
 * @param {boolean} isLoopback whether the server is on this machine: newer browsers ask for that apart, and
 *   still know the older name, which then says nothing
 */
export async function localNetworkPermission(isLoopback) {
  for (const name of [isLoopback ? "loopback-network" : "local-network", "local-network-access"]) {
    try {
      return (await navigator.permissions.query({ name })).state;
    } catch {
      // The next name, or none.
    }
  }
  return undefined;
}
