// What a script would try that has got into the page. The harness serves this file with a copy of
// the build; `window.attackResults` then says of each attack whether it got through.
//
// An attack ends when it succeeds, when the browser reports a violation or an error, or after twenty
// seconds as "undecided", which is neither.
"use strict";

const foreign = document.currentScript.dataset.foreign;

/** Settles with true once `mark` is called, with false once the browser refuses. */
function outcome(attempt) {
  return new Promise((settle) => {
    const refuse = () => settle(false);
    document.addEventListener("securitypolicyviolation", refuse, { once: true });
    setTimeout(() => settle("undecided"), 20_000);
    try {
      attempt(() => settle(true), refuse);
    } catch {
      settle(false);
    }
  });
}

function element(name, properties) {
  const made = document.createElement(name);
  Object.assign(made, properties);
  return made;
}

/** Settles when the foreign frame.html reports that it runs. */
function whenFramed(through) {
  addEventListener("message", (event) => event.data === "framed" && through(), { once: true });
}

/** Calls `through` when inline code has called `window.hit`. */
function armed(through) {
  window.hit = through;
}

const attacks = {
  "eval": (through) => eval("1") === 1 && through(),
  "new Function": (through) => new Function("return 1")() === 1 && through(),
  "a timer with code as text": (through) => (armed(through), setTimeout("hit()", 0)),
  "innerHTML with an event handler": (through) => {
    armed(through);
    document.body.appendChild(element("div")).innerHTML = '<img src="data:," onerror="hit()">';
  },
  "insertAdjacentHTML with a script frame": (through) => {
    armed(through);
    document.body.insertAdjacentHTML("beforeend", '<iframe srcdoc="<script>parent.hit()</script>"></iframe>');
  },
  "document.write": (through) => {
    const frame = document.body.appendChild(element("iframe"));
    armed(through);
    frame.contentDocument.write("<script>parent.hit()</script>");
  },
  "an inline script": (through) => {
    armed(through);
    const script = element("script");
    script.append("hit()");
    document.body.append(script);
  },
  "an inline event handler": (through) => {
    armed(through);
    const button = element("button");
    button.setAttribute("onclick", "hit()");
    document.body.append(button);
    button.click();
  },
  "a javascript: link": (through) => {
    armed(through);
    const link = document.body.appendChild(element("a", { href: "javascript:void hit()" }));
    link.click();
  },
  "a foreign script": (through, refuse) => {
    armed(through);
    document.body.append(element("script", { src: `${foreign}/script.js`, onerror: refuse }));
  },
  "a foreign module": (through, refuse) => import(`${foreign}/module.js`).then(through, refuse),
  "a worker made of text": (through, refuse) => {
    const address = URL.createObjectURL(new Blob(["postMessage(1)"], { type: "text/javascript" }));
    const worker = new Worker(address);
    worker.onmessage = through;
    worker.onerror = refuse;
  },
  "a worker of an address that the build does not name": (through, refuse) =>
    navigator.serviceWorker.register("./sw.js?other", { scope: "./nowhere/" }).then(through, refuse),
  "a foreign style sheet": (through, refuse) => {
    document.head.append(element("link", { rel: "stylesheet", href: `${foreign}/style.css`, onload: through, onerror: refuse }));
  },
  "an inline style": (through, refuse) => {
    const styled = document.body.appendChild(element("p"));
    styled.setAttribute("style", "color: rgb(1, 2, 3)");
    getComputedStyle(styled).color === "rgb(1, 2, 3)" ? through() : refuse();
  },
  // WebKit puts a style element off while another sheet of the page is still coming: so it has a second.
  "a style element": async (through, refuse) => {
    const styled = document.body.appendChild(element("p", { id: "attacked" }));
    document.head.append(element("style", { textContent: "#attacked { color: rgb(3, 2, 1) }" }));
    for (let turn = 0; turn < 20; turn += 1) {
      if (getComputedStyle(styled).color === "rgb(3, 2, 1)") return through();
      await new Promise((next) => setTimeout(next, 50));
    }
    refuse();
  },
  "a foreign image": (through, refuse) => {
    Object.assign(new Image(), { onload: through, onerror: refuse, src: `${foreign}/image.svg` });
  },
  "fetching from elsewhere": (through, refuse) => fetch(`${foreign}/image.svg`).then(through, refuse),
  "a foreign frame": (through) => {
    whenFramed(through);
    document.body.append(element("iframe", { src: `${foreign}/frame.html` }));
  },
  "a form sent elsewhere": (through) => {
    whenFramed(through);
    document.body.append(element("iframe", { name: "target" }));
    const form = document.body.appendChild(element("form", { action: `${foreign}/frame.html`, target: "target" }));
    form.submit();
  },
  "another base for addresses": (through, refuse) => {
    const base = document.head.appendChild(element("base", { href: `${foreign}/` }));
    document.baseURI.startsWith(foreign) ? through() : refuse();
    base.remove();
  },
};

async function attackAll() {
  // After the program has started, so that its own Trusted Types policy is attacked too.
  while (!document.querySelector("#panel .preview")) {
    await new Promise((next) => setTimeout(next, 50));
  }
  const results = {};
  for (const [name, attempt] of Object.entries(attacks)) {
    results[name] = await outcome(attempt);
  }
  window.attackResults = results;
}

addEventListener("load", attackAll);
