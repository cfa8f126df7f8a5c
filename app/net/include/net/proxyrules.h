#pragma once

namespace bobbin {

/// Lets the whole program reach the network through the system's proxies, but this computer directly:
/// services on loopback, the practice service among them, are no business of a proxy.
void installProxyRules();

} // namespace bobbin
