#include "highlight/codehighlighter.h"

namespace bobbin {

CodeHighlighter::~CodeHighlighter() = default;

std::unique_ptr<CodeHighlighter> createCodeHighlighter(QStringView) { return nullptr; }

} // namespace bobbin
