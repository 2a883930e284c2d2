// Notes what of the browser's own keeping the page asks for. The harness serves this file as the first
// script of a copy of the build; `window.touched` then names it, with repetitions.
"use strict";

window.touched = [];

function watch(object, name) {
  let owner = object;
  while (owner && !Object.getOwnPropertyDescriptor(owner, name)) owner = Object.getPrototypeOf(owner);
  const original = owner && Object.getOwnPropertyDescriptor(owner, name);
  // A browser that does not have it cannot be asked for it.
  if (!original) return;
  Object.defineProperty(object, name, {
    configurable: true,
    get() {
      window.touched.push(name);
      return original.get ? original.get.call(object) : original.value;
    },
  });
}

for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore", "showDirectoryPicker", "showOpenFilePicker"]) {
  watch(window, name);
}
for (const name of ["serviceWorker", "storage", "locks"]) watch(navigator, name);
watch(document, "cookie");
