// The service worker: keeps the page's files in the browser, so that the page opens without a
// network, and lets nothing of it ask any other origin, the hosts of loaders apart. A policy in a page does
// not bind a worker, so what may be asked stands here.

/**
 * What the build has filled in: a name that changes with any of the files, the files, relative to the
 * page's folder, each with what its content hashes to, and where the hosts of the loaders are.
 *
 * @type {{ name: string, files: Record<string, string>, hosts: string[] }}
 */
const { name, files, hosts } = BUILD;

/** The page's folder. Several pages may share an origin, and so its caches. */
const scope = new URL(self.registration.scope);
const PREFIX = `agent-playground ${scope.href} `;
const CACHE = PREFIX + name;

// A new build waits until it is asked for, or until no tab of the build before is open.
self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim().then(tidyUp)));
self.addEventListener("message", (event) => event.data === "take over" && self.skipWaiting());
self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") event.waitUntil(tidyUp());
  const answer = answerTo(event.request);
  if (answer) event.respondWith(answer);
});

/** All files or none: a build that is only half there helps nobody. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.entries(files).map(([path, integrity]) => keep(cache, path, integrity)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function keep(cache, path, integrity) {
  const address = addressOf(path);
  // The hash refuses a file of another build, as while a host is being brought up to date.
  const response = await fetch(address, { integrity, cache: "no-cache" });
  if (!response.ok) throw new TypeError(`${address} answers with status ${response.status}`);
  // Anew, because a browser does not take an answer that was redirected for a page, nor one that
  // varies with everything for keeping.
  const headers = new Headers(response.headers);
  headers.delete("vary");
  await cache.put(address, new Response(response.body, { headers }));
}

/** Nothing where the browser is to go on by itself. */
function answerTo(request) {
  const url = new URL(request.url);
  // What an extension brings with it asks nobody.
  if (!/^https?:$/.test(url.protocol)) return undefined;
  if (!isOurs(url)) return isOfLoader(request, url) || isOfTry(request) ? undefined : Response.error();
  if (request.method !== "GET") return undefined;
  const path = url.pathname.slice(scope.pathname.length);
  return request.mode === "navigate" ? page(path, request) : file(path, request);
}

function isOurs({ origin, pathname }) {
  return origin === scope.origin && pathname.startsWith(scope.pathname);
}

/** A loader's request, which the browser then makes itself, under the page's policy. */
function isOfLoader({ method, destination, credentials }, { origin }) {
  return method === "GET" && destination === "" && credentials === "omit" && hosts.includes(origin);
}

/**
 * A request of Try, which the browser then makes itself, under the policy of the document that asks: only Try's
 * own has any origin but those above in it.
 */
function isOfTry({ destination, credentials, redirect }) {
  return destination === "" && credentials === "omit" && redirect === "error";
}

/** A document, as static hosts find it. */
async function page(path, request) {
  const found = [path, `${path}.html`, `${path}index.html`].find((path) => Object.hasOwn(files, path));
  if (found) return file(found, request);
  try {
    return await fetch(request);
  } catch {
    const missing = await kept("404.html");
    return missing ? new Response(missing.body, { status: 404, headers: missing.headers }) : Response.error();
  }
}

async function file(path, request) {
  return (await kept(path)) ?? fetch(request);
}

/** A file of this build, or else one of an earlier build, for the tabs that still show it. */
async function kept(path) {
  const address = addressOf(path);
  const earlier = await otherCaches();
  for (const cache of [CACHE, ...earlier]) {
    const found = await caches.match(address, { cacheName: cache });
    if (found) return found;
  }
  return undefined;
}

/** Removes what earlier builds have left, once no tab can ask for it. */
async function tidyUp() {
  const { installing, waiting } = self.registration;
  // One of the other caches is then of a build that is to come.
  if (installing || waiting) return;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (windows.some(({ url }) => isOurs(new URL(url)))) return;
  await Promise.all((await otherCaches()).map((cache) => caches.delete(cache)));
}

async function otherCaches() {
  return (await caches.keys()).filter((cache) => cache.startsWith(PREFIX) && cache !== CACHE);
}

function addressOf(path) {
  return new URL(path, scope).href;
}
