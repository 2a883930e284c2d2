// What is wrong, as the engine tells: a line under the very place, a sign beside its line.

import { Decoration, gutter, GutterMarker, ViewPlugin } from "@codemirror/view";

import { isRefresh } from "./refresh.js";

/** How bad a problem is, by the engine's numbers. */
const NAMES = ["info", "warning", "error"];

class Sign extends GutterMarker {
  constructor(name) {
    super();
    this.name = name;
  }

  toDOM() {
    const sign = document.createElement("span");
    sign.className = `problem-sign ${this.name}`;
    return sign;
  }
}

const underline = NAMES.map((name, severity) => Decoration.mark({ class: `problem-mark ${name}`, severity }));
/** An empty line has no place to underline, but a sign all the same. */
const emptyLine = NAMES.map((_name, severity) => Decoration.line({ severity }));
const signs = NAMES.map((name) => new Sign(name));

/**
 * @param {{ problems(): Uint32Array | undefined }} help gives from, to and severity of each problem;
 *   nothing while it has not looked at the text
 */
export function engineProblems(help) {
  class Marks {
    decorations = Decoration.none;

    update(update) {
      // New elements in the line would break an input method's composition; when it ends, the editor
      // is refreshed.
      const found = isRefresh(update) && !update.view.composing ? help.problems() : undefined;
      this.decorations = found ? decorationsOf(update.state.doc, found) : this.decorations.map(update.changes);
    }
  }

  const marks = ViewPlugin.fromClass(Marks, { decorations: (plugin) => plugin.decorations });
  // The marks come first: the gutter asks for them when it is drawn.
  return [
    marks,
    gutter({
      class: "cm-problems",
      lineMarker: (view, line) => signs[worstIn(view.plugin(marks)?.decorations ?? Decoration.none, line)] ?? null,
      lineMarkerChange: isRefresh,
    }),
  ];
}

function decorationsOf(doc, found) {
  const ranges = [];
  for (let index = 0; index + 2 < found.length; index += 3) {
    const severity = found[index + 2];
    const { from, to } = visible(doc, Math.min(found[index], doc.length), Math.min(found[index + 1], doc.length));
    ranges.push(from < to ? underline[severity].range(from, to) : emptyLine[severity].range(from));
  }
  return Decoration.set(ranges, true);
}

/** A place between two characters is shown as the character behind it, at the end of a line as the last. */
function visible(doc, from, to) {
  if (from < to) return { from, to };
  const line = doc.lineAt(from);
  const behind = [...line.text.slice(from - line.from, from - line.from + 2)][0];
  if (behind) return { from, to: from + behind.length };
  const last = [...line.text.slice(-2)].at(-1);
  return { from: line.to - (last?.length ?? 0), to: line.to };
}

/** The severity of the worst problem that begins in a line, as far as it is folded too; -1 for none. */
function worstIn(decorations, line) {
  let worst = -1;
  decorations.between(line.from, line.to, (from, _to, { spec }) => {
    if (from >= line.from) worst = Math.max(worst, spec.severity);
  });
  return worst;
}
