// What others would make of the files that links are made of: prints, for each file of the folder that is
// given, the characters of `#` with its bytes in base64url, and of `#` with its text by lz-string, which many playgrounds use.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import lzString from "lz-string";

const folder = process.argv[2];
for (const name of readdirSync(folder).sort()) {
  const bytes = readFileSync(join(folder, name));
  const plain = bytes.toString("base64url").length;
  const lz = lzString.compressToEncodedURIComponent(bytes.toString("utf8")).length;
  console.log(`${1 + plain}\t${1 + lz}`);
}
