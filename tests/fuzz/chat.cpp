#include "fuzzinput.h"
#include "fuzztargets.h"

#include "answerrun.h"
#include "chatchunkparser.h"

namespace bobbin::fuzz {

void chat(QByteArrayView bytes)
{
    ChatChunkParser parser;
    readAnswer(parser, bytes);
}

} // namespace bobbin::fuzz
