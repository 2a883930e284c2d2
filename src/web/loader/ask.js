// Asks the hosts of loaders, and nobody else: a chunk of its own, fetched when a person has pressed the
// button that names them.

/**
 * Where each host is, filled in by the build from the table that the page's policy is made of.
 *
 * @type {Record<string, string>}
 */
const origins = HOSTS;

/**
 * @typedef {{ text: Uint8Array } | { tree: [string, number][], cut: boolean } | { gist: [string, string, string?][] }} Held
 * @typedef {{ failed: "unreachable" | "too large" | "not an answer" }
 *   | { failed: "status", status: number, limited: boolean, wait?: number }} Failed
 */

/**
 * @param {string} host
 * @param {string} address what to ask for, from its `/` on
 * @param {"text" | "tree" | "gist"} expects
 * @param {number} limit in bytes
 * @returns {Promise<Held | Failed>}
 */
export async function ask(host, address, expects, limit) {
  let bytes;
  try {
    // Nothing that says who asks, or from where.
    const response = await fetch(origins[host] + address, { credentials: "omit", referrerPolicy: "no-referrer" });
    if (!response.ok) return refusal(response);
    bytes = await readUpTo(limit, response.body);
  } catch {
    return { failed: "unreachable" };
  }
  if (!bytes) return { failed: "too large" };
  if (expects === "text") return { text: bytes };
  try {
    const answer = JSON.parse(new TextDecoder().decode(bytes));
    return expects === "tree" ? treeOf(answer) : gistOf(answer);
  } catch {
    return { failed: "not an answer" };
  }
}

/** Nothing where there is more. */
async function readUpTo(limit, body) {
  const parts = [];
  let size = 0;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    size += next.value.length;
    if (size > limit) {
      await reader.cancel();
      return undefined;
    }
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Hosts tell of too many requests by 429, GitHub's also by 403 and what is left. */
function refusal({ status, headers }) {
  const number = (name) => (headers.get(name)?.trim() ? Number(headers.get(name)) : Number.NaN);
  const after = number("retry-after");
  const none = number("x-ratelimit-remaining") === 0;
  const wait = after >= 0 ? after : number("x-ratelimit-reset") - Date.now() / 1000;
  const limited = status === 429 || (status === 403 && (none || after >= 0));
  return { failed: "status", status, limited, wait: Number.isFinite(wait) ? wait : undefined };
}

function treeOf({ tree, truncated }) {
  const files = tree.filter(({ type }) => type === "blob");
  return { tree: files.map(({ path, size }) => [String(path), Number(size)]), cut: truncated === true };
}

function gistOf({ files }) {
  const parts = ({ filename, content, truncated, raw_url }) =>
    truncated ? [String(filename), "", String(raw_url)] : [String(filename), String(content)];
  return { gist: Object.values(files).filter(Boolean).map(parts) };
}
