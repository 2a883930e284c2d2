// A folder that the person opens for reading. Nothing in it is ever written, and it is gone with the document.

/** More files than this are no folder that a model could find its way in. */
const MOST = 20_000;

/**
 * Lets a person choose a folder. Only a press can lead here.
 *
 * @param {(name: string) => boolean} isLeftOut names folders that nobody looks into
 * @param {string} cacheTag the file that marks what a program can make again
 * @returns {Promise<object | undefined>} nothing where they choose none
 */
export async function openFolder(isLeftOut, cacheTag) {
  if (typeof window.showDirectoryPicker !== "function") return fromInput(isLeftOut, cacheTag);
  try {
    const handle = await window.showDirectoryPicker({ id: "try", mode: "read" });
    return fromHandle(handle, isLeftOut, cacheTag);
  } catch (error) {
    if (error?.name === "AbortError") return undefined;
    throw error;
  }
}

function fromHandle(root, isLeftOut, cacheTag) {
  /** Files by their paths, as they were listed last. */
  let files = new Map();
  async function look(folder, path) {
    const entries = [];
    for await (const entry of folder.values()) entries.push(entry);
    if (entries.some(({ name }) => name === cacheTag)) return;
    for (const entry of entries) {
      if (entry.kind === "directory") {
        if (!isLeftOut(entry.name)) await look(entry, `${path}${entry.name}/`);
      } else {
        files.set(path + entry.name, await entry.getFile());
        if (files.size > MOST) throw tooMany();
      }
    }
  }
  return {
    name: root.name,
    async list() {
      files = new Map();
      await look(root, "");
      return flat(files);
    },
    read: (path) => bytes(files.get(path)),
  };
}

/** Where a browser has no such picker: files that are chosen once, and listed as they were then. */
function fromInput(isLeftOut, cacheTag) {
  const input = document.createElement("input");
  input.type = "file";
  input.webkitdirectory = true;
  return new Promise((resolve, reject) => {
    input.addEventListener("cancel", () => resolve(undefined));
    input.addEventListener("change", () => {
      const chosen = looked([...input.files], isLeftOut, cacheTag);
      if (chosen.length > MOST) return reject(tooMany());
      const [name = ""] = chosen[0]?.webkitRelativePath.split("/") ?? [];
      const below = (path) => path.slice(name.length + 1);
      const files = new Map(chosen.map((file) => [below(file.webkitRelativePath), file]));
      resolve({ name, list: async () => flat(files), read: (path) => bytes(files.get(path)) });
    });
    input.click();
  });
}

const tooMany = () => new Error(`the folder has more than ${MOST} files`);

/** The files outside of folders that nobody looks into. */
function looked(files, isLeftOut, cacheTag) {
  const folderOf = (path) => path.slice(0, path.lastIndexOf("/") + 1);
  const paths = files.map((file) => file.webkitRelativePath);
  const caches = paths.filter((path) => path === folderOf(path) + cacheTag).map(folderOf);
  return files.filter(({ webkitRelativePath: path }) => {
    const folders = path.split("/").slice(1, -1);
    return !folders.some((name) => isLeftOut(name)) && !caches.some((cache) => path.startsWith(cache));
  });
}

/** Path, size and time of each file, in turns. */
function flat(files) {
  return [...files].flatMap(([path, { size, lastModified }]) => [path, size, lastModified]);
}

async function bytes(file) {
  if (!file) throw new Error("it is not there any more");
  return new Uint8Array(await file.arrayBuffer());
}
