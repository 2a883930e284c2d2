// CodeMirror adds its rules in <style> elements, which the page's policy refuses. Its style module
// can use constructed style sheets instead, but does so only in shadow roots: so it is handed an
// object that looks like one and stands for the document. This has to run before any editor is made.

import { StyleModule } from "style-mod";

const documentAsRoot = {
  ownerDocument: document,
  get adoptedStyleSheets() {
    return document.adoptedStyleSheets;
  },
  set adoptedStyleSheets(sheets) {
    document.adoptedStyleSheets = sheets;
  },
};

const mount = StyleModule.mount.bind(StyleModule);
StyleModule.mount = (root, modules, options) => mount(root === document ? documentAsRoot : root, modules, options);
