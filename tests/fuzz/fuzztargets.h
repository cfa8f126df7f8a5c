#pragma once

#include <QByteArrayView>

namespace bobbin::fuzz {

// What the fuzzers run: each function takes any bytes, and ends the program if something does not hold that
// the readers promise. What it does depends on the bytes alone. Called by libFuzzer (fuzzer.cpp) or, with the
// files of tests/data/fuzz/<name>, by the test fuzz_corpus.

void answers(QByteArrayView bytes); ///< The bytes of an answer: AnswerDecoder.
void assistants(QByteArrayView bytes); ///< An answer of the Assistants API.
void chat(QByteArrayView bytes); ///< An answer of the Chat Completions API.
void damage(QByteArrayView bytes); ///< A damaged history: the file behind its log, see damage.cpp.
void document(QByteArrayView bytes); ///< Markdown, as the transcript builds it.
void errors(QByteArrayView bytes); ///< The body of an error.
void formulas(QByteArrayView bytes); ///< Markdown with formulas.
void import(QByteArrayView bytes); ///< A file to import.
void links(QByteArrayView bytes); ///< A `bobbin:` address.
void markdown(QByteArrayView bytes); ///< Markdown: MarkdownBlocks, the parser, and HTML.
void models(QByteArrayView bytes); ///< A list of models.
void pictures(QByteArrayView bytes); ///< The SVG of a formula.
void responses(QByteArrayView bytes); ///< An answer of the Responses API.
void search(QByteArrayView bytes); ///< What is typed into the search field.
void sse(QByteArrayView bytes); ///< An event stream.
void thinking(QByteArrayView bytes); ///< A reply that may have its thinking in front.

} // namespace bobbin::fuzz
