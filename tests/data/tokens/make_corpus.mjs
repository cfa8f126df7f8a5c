// Writes the texts that tst_tokenizer encodes, with what the reference tokenizer makes of them:
//     node tests/data/tokens/make_corpus.mjs build/dev/node
//
// corpus.jsonl      a line is [text, count in o200k_base, hash of the ids, count in cl100k_base, hash]
// characters.jsonl  the same with the number of a plane in place of the text, which textOfPlane() makes
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { atoms, code, prose, words } from "./samples.mjs";

const { get_encoding } = createRequire(resolve(process.argv[2], "package.json"))("tiktoken");
const encodings = ["o200k_base", "cl100k_base"].map((name) => get_encoding(name));

// FNV-1a, 64 bits, of the ids as four bytes each in little-endian order.
function hashOf(ids) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new Uint8Array(Uint32Array.from(ids).buffer))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}

function lineOf(key, text) {
  const results = encodings.flatMap((encoding) => {
    const ids = encoding.encode_ordinary(text);
    return [ids.length, hashOf(ids)];
  });
  // A reader may take the character itself for a byte order mark.
  return JSON.stringify([key, ...results]).replaceAll("\ufeff", "\\ufeff") + "\n";
}

// Mulberry32: the same texts every time.
let state = 20240513;
function random(end) {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % end;
}
const pick = (list) => list[random(list.length)];
const times = (count, make) => Array.from({ length: count }, make);
const joined = (count, make, separator = "") => times(count, make).join(separator);

// May cut a surrogate pair in two.
function cut(text, longest) {
  const begin = random(text.length);
  return text.slice(begin, begin + 1 + random(longest));
}

// Also of half a surrogate pair.
const textOf = (character) =>
  character < 0x10000 ? String.fromCharCode(character) : String.fromCodePoint(character);
const randomCharacter = () => textOf(random(pick([0x80, 0x250, 0x3000, 0x10000, 0x20000, 0x110000])));

const samples = [...code, ...prose];
const separators = [" ", "  ", "\n", "_", "", "-", " 's ", ", "];
const capitalized = (word) => word[0].toUpperCase() + word.slice(1);
const randomField = () => [pick(words), cut(pick(samples), 20)];
const randomObject = () => Object.fromEntries(times(1 + random(6), randomField));
const punctuation = [..."!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \n"];
const repeated = ["a", "A", "ab", "我", "é", "=", "-", " ", "\n", "😀", "x'", "Aa", "-\n", "0", "ก", "ـ"];
const base64 = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"];
const texts = new Set([
  "",
  ...samples,
  ...atoms,
  ...code.map((text) => text.replaceAll("    ", "\t").replaceAll("\n", "\r\n")),
  ...prose.map((text) => text.toUpperCase()),
  ...prose.map((text) => text.normalize("NFD")),
  ...times(400, () => cut(pick(samples), 200)),
  ...times(150, () => cut(pick(samples), 40) + cut(pick(samples), 40) + cut(pick(samples), 40)),
  ...times(700, () => joined(1 + random(12), () => pick(atoms))),
  ...times(150, () => joined(1 + random(40), () => pick(words), pick(separators))),
  ...times(80, () => joined(1 + random(8), () => capitalized(pick(words)))),
  ...times(100, () => joined(1 + random(60), () => pick([" ", " ", "\t", "\n", "\r\n", "\u00a0", "x"]))),
  ...times(80, () => joined(1 + random(60), () => pick([..."0123456789"])) + pick(["", ".", "abc", " "])),
  ...times(80, () => joined(1 + random(30), () => pick(punctuation))),
  ...times(60, () => joined(4 + random(300), () => pick(base64)) + pick(["", "=", "=="])),
  ...times(60, () => joined(4 + random(120), () => random(16).toString(16))),
  ...times(60, () => JSON.stringify(randomObject(), null, random(3))),
  ...times(40, () => joined(1 + random(5), () => "| " + joined(4, () => pick(words), " | ") + " |", "\n")),
  ...times(300, () => joined(1 + random(25), randomCharacter)),
  ...times(60, () => pick(repeated).repeat(1 + random(500))),
  ...times(30, () => joined(90 + random(400), () => pick([..."abcdefghijklmnopqrstuvwxyz"]))),
]);

// Every character of a plane, beside others that it keeps together or apart by what it is.
function textOfPlane(plane) {
  let text = "";
  for (let character = plane << 16; character < (plane + 1) << 16; ++character) {
    const c = textOf(character);
    text += `${c}'stuff 1${c}2345 ${c}  x A${c}b${c}${c}C\n${c}\n`;
  }
  return text;
}

const target = (name) => resolve(import.meta.dirname, name);
writeFileSync(target("corpus.jsonl"), [...texts].map((text) => lineOf(text, text)).join(""));
// Those that have characters.
const planes = [0, 1, 2, 3, 14];
writeFileSync(target("characters.jsonl"), planes.map((plane) => lineOf(plane, textOfPlane(plane))).join(""));
