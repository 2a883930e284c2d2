// The page's side of its service worker and of its installation. A chunk of its own, fetched when
// everything else is there.

/** How long a tab that stays open waits between looks for a new build, in ms. */
const LOOK_AGAIN = 3_600_000;

let registration;

/**
 * @param {string | undefined} worker the service worker's address; a build for work on the page has none
 * @param {{ updated(): void, opened(name: string, bytes: Uint8Array): void, unreadable(name: string): void }} told
 */
export function start(worker, told) {
  linkManifest();
  openLaunched(told);
  if (worker) register(worker, told);
}

/** Turns to the new build and loads the page anew. */
export function reload() {
  const waiting = registration?.waiting;
  if (!waiting) {
    location.reload();
    return;
  }
  // A still newer build may take its place: then that one is loaded.
  const over = () => ["activated", "redundant"].includes(waiting.state) && location.reload();
  waiting.addEventListener("statechange", over);
  waiting.postMessage("take over");
}

/** Only now, because a browser fetches it as soon as it is named. */
function linkManifest() {
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = "manifest.webmanifest";
  document.head.append(link);
}

async function register(worker, told) {
  try {
    registration = await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
  } catch {
    // Not on this address, or not in this window: the page needs its network then.
    return;
  }
  // The first of all takes nobody's place.
  const announce = () => registration.waiting && registration.active && told.updated();
  const follow = (coming) => coming?.addEventListener("statechange", announce);
  announce();
  follow(registration.installing);
  registration.addEventListener("updatefound", () => follow(registration.installing));
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - looked < LOOK_AGAIN) return;
    looked = Date.now();
    // Without a network there is nothing new.
    registration.update().catch(() => {});
  });
}

/** Opens the files that the system hands to the installed page. */
function openLaunched(told) {
  window.launchQueue?.setConsumer(async ({ files }) => {
    for (const handle of files) {
      try {
        const file = await handle.getFile();
        told.opened(handle.name, new Uint8Array(await file.arrayBuffer()));
      } catch {
        told.unreadable(handle.name);
      }
    }
  });
}
