#pragma once

namespace bobbin {

struct CommandLine;

/// Does what `line` asks for without a window and returns the program's exit status: 0 done, 1 failed,
/// with a message on standard error. Requires a QCoreApplication.
int runHeadless(const CommandLine &line);

} // namespace bobbin
