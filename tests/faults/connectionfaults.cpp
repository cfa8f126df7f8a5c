#include "fault.h"
#include "gzip.h"

#include <QLibraryInfo>
#include <QVersionNumber>

namespace bobbin {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Answer = Wire::Answer;
using End = Wire::End;

namespace {

Answer raw(const QByteArray &bytes, End end = End::Close)
{
    return {.status = 0, .pieces = {bytes}, .end = end};
}

// Of 100 MB.
Answer endlessHead(const QByteArray &more)
{
    const QByteArray piece = more.repeated((1 << 20) / more.size());
    return {.status = 0,
            .pieces = QList<QByteArray> {"HTTP/1.1 200 OK\r\nX-Long: "} + QList<QByteArray>(100, piece),
            .end = End::Stall};
}

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

Answer chunked(const QByteArray &body, End end)
{
    return {.headers = {{"Content-Type", "text/event-stream"}, {"Transfer-Encoding", "chunked"}},
            .pieces = {body},
            .end = end};
}

Answer encoded(const QByteArray &encoding, const QByteArray &body)
{
    return {.headers = {{"Content-Type", "text/event-stream"}, {"Content-Encoding", encoding}},
            .pieces = {body}};
}

constexpr Timeouts shortConnect {.connect = 80ms, .firstByte = 20s, .idle = 20s};
constexpr Timeouts shortFirstByte {.connect = 20s, .firstByte = 80ms, .idle = 20s};
constexpr Timeouts shortIdle {.connect = 20s, .firstByte = 20s, .idle = 80ms};

// Where a container has to be made first, that is not tried again by itself.
QList<Fault> unreachable(const Wire &wire)
{
    return {
        {.name = "nothing listens at the port",
         .generations = 0,
         .countdowns = wire.isChat() ? 2 : 0,
         .change = [](Service &service) { service.baseUrl.setPort(1); }},
        {.name = "no TLS where https is asked for",
         .generations = 0,
         .countdowns = wire.isChat() ? 2 : 0,
         .timeouts = shortConnect,
         .change = [](Service &service) { service.baseUrl.setScheme(u"https"_s); }},
        {.name = "the base URL is empty",
         .generations = 0,
         .change = [](Service &service) { service.baseUrl = {}; }},
        {.name = "the base URL is that of another path",
         .generations = 0,
         .change = [](Service &service) { service.baseUrl.setPath(u"/v2/nothing/here"_s); }},
    };
}

QList<Fault> silences(const Wire &wire)
{
    const QByteArray half = wire.begin() + wire.piece("Half");
    return {
        {.name = "no answer", .answers = {raw({}, End::Stall)}, .timeouts = shortFirstByte},
        {.name = "half a head, then nothing",
         .answers = {raw("HTTP/1.1 200 OK\r\nContent-Ty", End::Stall)},
         .timeouts = shortFirstByte},
        {.name = "a header without end",
         .answers = {endlessHead("x")},
         .timeouts = shortFirstByte,
         .isLarge = true},
        {.name = "headers without end",
         .answers = {endlessHead("X-More: and more\r\n")},
         .timeouts = shortFirstByte,
         .isLarge = true},
        {.name = "a head, then nothing",
         .answers = {Wire::stream({}, End::Stall)},
         .timeouts = shortFirstByte},
        {.name = "only comments",
         .answers = {Wire::stream(QByteArray(": ping\n\n").repeated(50), End::Stall)},
         .timeouts = shortFirstByte},
        {.name = "only blank lines",
         .answers = {Wire::stream(QByteArray("\n").repeated(50), End::Stall)},
         .timeouts = shortFirstByte},
        {.name = "half an answer, then nothing",
         .answers = {Wire::stream(half, End::Stall)},
         .state = ReplyState::Interrupted,
         .kept = u"Half"_s,
         .timeouts = shortIdle},
        {.name = "half an answer, then comments for ever",
         .answers = {Answer {.headers = {{"Content-Type", "text/event-stream"}},
                             .pieces = QList<QByteArray> {half} + QList<QByteArray>(4000, ": ping\n\n"),
                             .end = End::Stall}},
         .state = ReplyState::Interrupted,
         .kept = u"Half"_s,
         .timeouts = shortIdle},
        {.name = "half an error, then nothing",
         .answers = {Answer {.status = 400, .pieces = {R"({"error":{"mess)"}, .end = End::Stall}},
         .timeouts = shortIdle},
    };
}

QList<Fault> endings(const Wire &wire)
{
    const QByteArray half = wire.begin() + wire.piece("Half");
    const QByteArray whole = wire.whole("Whole");
    // Qt 6.4 takes the hints for the answer.
    const bool readsHints = QLibraryInfo::version() >= QVersionNumber(6, 8);
    const Answer good = wire.good("SECOND");
    return {
        {.name = "closed without a byte", .answers = {raw({}, End::Close)}},
        {.name = "reset without a byte", .answers = {raw({}, End::Reset)}},
        {.name = "closed without a byte, and the next request would work",
         .answers = {raw({}, End::Close), good}},
        {.name = "closed in the head", .answers = {raw("HTTP/1.1 200 O")}},
        {.name = "reset after the head",
         .answers = {Answer {.headers = {{"Content-Length", "5000"}}, .end = End::Reset}}},
        {.name = "reset in the middle",
         .answers = {Wire::stream(half, End::Reset)},
         .state = ReplyState::Interrupted,
         .kept = u"Half"_s},
        {.name = "closed in the middle of chunks",
         .answers = {chunked(chunk(half), End::Close)},
         .state = ReplyState::Interrupted,
         .kept = u"Half"_s},
        {.name = "closed in the middle of an event",
         .answers = {Wire::stream(half + wire.piece("lost").chopped(20))},
         .state = ReplyState::Interrupted,
         .kept = u"Half"_s},
        {.name = "shorter than its Content-Length",
         .answers = {Answer {.headers = {{"Content-Length", "50000"}}, .pieces = {half}}},
         .state = ReplyState::Interrupted,
         .kept = u"Half"_s},
        {.name = "an error that is shorter than its Content-Length",
         .answers = {Answer {.status = 400, .headers = {{"Content-Length", "5000"}}, .pieces = {"Oops"}}}},
        {.name = "longer than its Content-Length",
         .answers = {Answer {.headers = {{"Content-Length", QByteArray::number(half.size())}},
                             .pieces = {half + wire.end("Half")}}},
         .state = ReplyState::Interrupted,
         .kept = u"Half"_s},
        {.name = "a chunk of a size that is no number",
         .answers = {chunked(chunk(half) + "ZZ\r\n" + whole + "\r\n0\r\n\r\n", End::Close)},
         .state = ReplyState::Interrupted,
         .kept = u"Half"_s},
        {.name = "a chunk of a negative size",
         .answers = {chunked(chunk(half) + "-5\r\n" + whole + "\r\n0\r\n\r\n", End::Close)},
         .state = ReplyState::Interrupted,
         .kept = u"Half"_s},
        {.name = "a chunk of an immense size",
         .answers = {chunked(chunk(half) + "7fffffffffffffff\r\nx", End::Close)},
         .state = ReplyState::Interrupted,
         .kept = u"Half"_s},
        {.name = "chunks with extensions and trailers",
         .answers = {chunked(QByteArray::number(whole.size(), 16) + ";name=value\r\n" + whole
                                 + "\r\n0\r\nX-Checksum: 1\r\n\r\n",
                             End::KeepAlive)},
         .state = ReplyState::Complete,
         .kept = u"Whole"_s},
        {.name = "HTTP/1.0, ended by closing",
         .answers = {raw("HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + whole)},
         .state = ReplyState::Complete,
         .kept = u"Whole"_s},
        {.name = "a kept connection that ends without an answer to the second turn",
         .answers = {raw({}, End::Close)},
         .isInSecondTurn = true},
        {.name = "another protocol than HTTP", .answers = {raw("SSH-2.0-OpenSSH_9.2\r\n")}},
        {.name = "a head with a line that is no header",
         .answers = {raw("HTTP/1.1 200 OK\r\nnonsense\r\nContent-Type: text/event-stream\r\n\r\n" + whole)},
         .state = ReplyState::Complete,
         .kept = u"Whole"_s},
        {.name = "a head of 90 lines",
         .answers = {raw("HTTP/1.1 200 OK\r\n" + QByteArray("X-More: 1\r\n").repeated(90) + "\r\n" + whole)},
         .state = ReplyState::Complete,
         .kept = u"Whole"_s},
        {.name = "100 Continue before the answer",
         .answers = {raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: "
                         + QByteArray::number(whole.size()) + "\r\n\r\n" + whole)},
         .state = ReplyState::Complete,
         .kept = u"Whole"_s},
        {.name = "103 Early Hints before the answer",
         .answers = {raw("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: "
                         + QByteArray::number(whole.size()) + "\r\n\r\n" + whole)},
         .state = readsHints ? ReplyState::Complete : ReplyState::Failed,
         .kept = readsHints ? u"Whole"_s : QString()},
        {.name = "101 Switching Protocols",
         .answers = {raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n")}},
    };
}

QList<Fault> paces(const Wire &wire)
{
    const QByteArray emoji = wire.whole("h\xC3\xA9 \xE4\xBD\xA0\xE5\xA5\xBD \xF0\x9F\x98\x80 end");
    QByteArray flood = wire.begin();
    for (int i = 0; i < 20'000; ++i)
        flood += wire.piece("a");
    flood += wire.end(QByteArray(20'000, 'a'));
    return {
        {.name = "every byte by itself",
         .answers = {Wire::stream(emoji).cutIntoBytes()},
         .state = ReplyState::Complete,
         .kept = u"hé 你好 😀 end"_s},
        {.name = "20,000 pieces at once",
         .answers = {Wire::stream(flood)},
         .state = ReplyState::Complete,
         .kept = QString(20'000, u'a'),
         .isLarge = true},
    };
}

QList<Fault> sizes(const Wire &wire)
{
    const QByteArray half = wire.begin() + wire.piece("Half");
    const QByteArray megabyte(1024 * 1024, 'x');
    const QList<QByteArray> hundred(100, megabyte);
    const QByteArray comment = QByteArray(": ping\n").repeated(150'000);
    return {
        {.name = "a line of 100 MB",
         .answers = {Answer {.pieces = QList<QByteArray> {half + "data: "} + hundred}},
         .state = ReplyState::Interrupted,
         .kept = u"Half"_s,
         .isLarge = true},
        {.name = "100 MB of comments",
         .answers = {Answer {.pieces = QList<QByteArray> {half} + QList<QByteArray>(100, comment)}},
         .state = ReplyState::Interrupted,
         .kept = u"Half"_s,
         .isLarge = true},
        {.name = "JSON of 100 MB",
         .answers = {Answer {.headers = {{"Content-Type", "application/json"}},
                             .pieces = QList<QByteArray> {"{\"a\":\""} + hundred}},
         .isLarge = true},
        {.name = "a page of 100 MB",
         .answers = {Answer {.headers = {{"Content-Type", "text/html"}},
                             .pieces = QList<QByteArray> {"<html>"} + hundred}},
         .isLarge = true},
        {.name = "an error of 100 MB",
         .answers = {Answer {.status = 400, .pieces = QList<QByteArray> {"Too much: "} + hundred}},
         .isLarge = true},
        {.name = "an endless answer whose Content-Length is 100 MB",
         .answers = {Answer {.headers = {{"Content-Length", "104857600"}}, .pieces = hundred}},
         .isLarge = true},
    };
}

QList<Fault> encodings(const Wire &wire)
{
    const QByteArray whole = wire.whole("Whole");
    const QByteArray half = wire.begin() + wire.piece("Half");
    QByteArray unlike = ": "; // what cannot be made much smaller
    for (int i = 0; i < 4000; ++i)
        unlike += QByteArray::number(i * 7919 % 10007);
    return {
        {.name = "compressed with gzip",
         .answers = {encoded("gzip", gzip(whole))},
         .state = ReplyState::Complete,
         .kept = u"Whole"_s},
        {.name = "gzip that is none", .answers = {encoded("gzip", "this is no gzip stream")}},
        {.name = "gzip that is cut off",
         .answers = {encoded("gzip", gzip(half + unlike).chopped(1000))},
         .state = ReplyState::Interrupted,
         .kept = u"Half"_s},
        {.name = "a gzip bomb of 64 MB",
         .answers = {encoded("gzip", gzip(QByteArray(64 * 1024 * 1024, 'x')))},
         .isLarge = true},
        {.name = "an encoding that nobody knows, and bytes in it",
         .answers = {encoded("x-made-up", "\x8F\x02\x80\x1A\xF3garbage")}},
        {.name = "an encoding that nobody knows, and a plain answer",
         .answers = {encoded("x-made-up", whole)},
         .state = ReplyState::Complete,
         .kept = u"Whole"_s},
    };
}

} // namespace

QList<Fault> connectionFaults(const Wire &wire)
{
    return unreachable(wire) + silences(wire) + endings(wire) + paces(wire) + sizes(wire) + encodings(wire);
}

} // namespace bobbin
