#pragma once

class QNetworkAccessManager;

namespace bobbin {

/// Services are reached over new connections from now on; replies under way keep theirs to their end. What
/// else is fetched by `network` itself goes over new ones as soon as nothing of that is under way.
void renewConnections(QNetworkAccessManager &network);

} // namespace bobbin
