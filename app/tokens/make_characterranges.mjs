// Writes characterranges.cpp: asks the regular expressions of the reference tokenizer which characters they take
// for letters, marks and so on, since that depends on their version of Unicode.
//     node app/tokens/make_characterranges.mjs build/dev/node | clang-format > app/tokens/characterranges.cpp
import { createRequire } from "node:module";
import { resolve } from "node:path";

const { Tiktoken } = createRequire(resolve(process.argv[2], "package.json"))("tiktoken");

// Patterns, and the number of the bit in CharacterClass.
const classes = [
  ["\\p{Lu}|\\p{Lt}", 1],
  ["\\p{Ll}", 2],
  ["\\p{Lm}|\\p{Lo}", 3],
  ["\\p{M}", 4],
  ["\\p{N}", 5],
  ["\\s", 6],
  ["[\\r\\n]", 7],
];

const isSurrogate = (character) => character >= 0xd800 && character <= 0xdfff;
const end = 0x110000;
let everything = "";
for (let character = 0; character < end; ++character)
  if (!isSurrogate(character)) everything += String.fromCodePoint(character);

// With a token for each byte, encoding gives back what the pattern has found.
const bytes = Array.from({ length: 256 }, (_, byte) => Buffer.from([byte]).toString("base64"));
const classOf = new Uint8Array(end);
for (const [pattern, number] of classes) {
  const found = new Tiktoken(`! 0 ${bytes.join(" ")}`, {}, pattern).encode_ordinary(everything);
  for (const character of Buffer.from(found).toString()) classOf[character.codePointAt(0)] = number;
}

const ranges = [];
for (let character = 0; character < end; ++character)
  if (character === 0 || classOf[character] !== classOf[character - 1])
    ranges.push(`0x${(character * 8 + classOf[character]).toString(16)}`);

console.log(`// Made by make_characterranges.mjs; not to be edited.
#include "charactertable_p.h"

namespace bobbin {
namespace {

constexpr quint32 Ranges[] = {
${ranges.join(", ")}};

} // namespace

std::span<const quint32> characterRanges() { return Ranges; }

} // namespace bobbin`);
