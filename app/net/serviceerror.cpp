#include "serviceerror.h"

#include "contextfigures.h"
#include "httpexchange.h"
#include "jsonvalues.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using Kind = CompletionError::Kind;

constexpr qsizetype maxDetail = 500; // characters

QString textOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return {};
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    default:
        return value.toVariant().toString();
    }
}

// An HTTP status in a field, as a number or in digits; 0 if there is none.
int statusIn(const QJsonObject &object, QLatin1StringView field)
{
    const int number = textOf(object.value(field)).toInt();
    return number >= 400 && number < 600 ? number : 0;
}

// One of FastAPI's {"loc": ["body", "temperature"], "msg": "…"}, or whatever else stands in a list.
ServiceError fromListEntry(const QJsonValue &entry)
{
    const QJsonObject object = entry.toObject();
    if (!object.contains("msg"_L1))
        return object.isEmpty() ? ServiceError {.message = textOf(entry)} : parseServiceError(object);
    ServiceError error {.message = textOf(object.value("msg"_L1))};
    const QJsonArray location = object.value("loc"_L1).toArray();
    if (!location.isEmpty()) {
        error.param = textOf(location.last());
        error.message = error.param % ": "_L1 % error.message;
    }
    return error;
}

ServiceError fromList(const QJsonArray &list)
{
    ServiceError error = list.isEmpty() ? ServiceError() : fromListEntry(list.first());
    error.isJson = true;
    return error;
}

QString titleOfPage(const QString &html)
{
    static const QRegularExpression title(u"<title[^>]*>([^<]*)</title>"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression heading(u"<h1[^>]*>([^<]*)</h1>"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    for (const QRegularExpression &pattern : {title, heading}) {
        if (const auto match = pattern.match(html); match.hasMatch())
            return match.captured(1).simplified();
    }
    return {};
}

bool matches(const QString &text, const QRegularExpression &pattern)
{
    return pattern.match(text).hasMatch();
}

QRegularExpression caseless(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
}

bool isModelMissing(const ServiceError &error)
{
    static const QRegularExpression message =
        caseless(u"\\bmodel\\b.*(does not exist|not exist|not found)"_s);
    return error.code == "model_not_found"_L1 || error.code == "invalid_model"_L1
        || error.code == "DeploymentNotFound"_L1 || matches(error.message, message);
}

bool isContextTooLong(const ServiceError &error)
{
    static const QRegularExpression message =
        caseless(u"maximum (context|model) length|context (length|size|window)|exceed.*(context|token limit)"
                 "|(prompt|input) is too long|input token count.*exceeds"_s);
    return error.code == "context_length_exceeded"_L1 || error.type == "exceed_context_size_error"_L1
        || error.code == "exceed_context_size_error"_L1 || matches(error.message, message);
}

bool isQuotaExhausted(const ServiceError &error)
{
    static const QRegularExpression pattern =
        caseless(u"insufficient_quota|credit_balance|insufficient (balance|credit)|billing"_s);
    return matches(error.code, pattern) || matches(error.type, pattern) || matches(error.message, pattern);
}

Kind kindOf400(const ServiceError &error)
{
    if (isContextTooLong(error))
        return Kind::ContextTooLong;
    if (isModelMissing(error))
        return Kind::ModelMissing;
    if (saysRouteIsMissing(error))
        return Kind::RouteMissing;
    if (error.code == "invalid_api_key"_L1)
        return Kind::Unauthorized;
    if (isQuotaExhausted(error))
        return Kind::QuotaExhausted;
    return Kind::Rejected;
}

Kind kindOf404(const ServiceError &error)
{
    if (isModelMissing(error) || error.param == "model"_L1)
        return Kind::ModelMissing;
    if (!error.isJson || saysRouteIsMissing(error))
        return Kind::RouteMissing;
    return Kind::Rejected;
}

// An error that came with status 200: only its own words tell what kind it is.
Kind kindOfUnmarked(const ServiceError &error)
{
    if (error.code == "rate_limit_exceeded"_L1 || error.type == "rate_limit_error"_L1)
        return isQuotaExhausted(error) ? Kind::QuotaExhausted : Kind::RateLimited;
    if (error.type == "authentication_error"_L1)
        return Kind::Unauthorized;
    const Kind kind = kindOf400(error);
    if (kind == Kind::Rejected && error.type != "invalid_request_error"_L1)
        return Kind::ServerFailed;
    return kind;
}

Kind kindOf(int status, const ServiceError &error)
{
    switch (status) {
    case 401:
        return Kind::Unauthorized;
    case 402:
        return Kind::QuotaExhausted;
    case 403:
        return isQuotaExhausted(error) ? Kind::QuotaExhausted : Kind::Forbidden;
    case 404:
        return kindOf404(error);
    case 405:
    case 501:
        return Kind::RouteMissing;
    case 407:
        return Kind::Unreachable;
    case 408:
        return Kind::TimedOut;
    case 413:
        return Kind::TooLarge;
    case 429:
        return isQuotaExhausted(error) ? Kind::QuotaExhausted : Kind::RateLimited;
    default:
        break;
    }
    if (status >= 500)
        return isContextTooLong(error) ? Kind::ContextTooLong : Kind::ServerFailed;
    return status >= 400 ? kindOf400(error) : kindOfUnmarked(error);
}

bool canRetry(int status, Kind kind, const ServiceError &error)
{
    // What llama.cpp answers with status 500 to requests that it will never understand.
    static const QRegularExpression hopeless = caseless(u"parse error|not supported"_s);
    switch (status) {
    case 408:
        return true;
    case 409: {
        static const QRegularExpression locked = caseless(u"lock"_s);
        return matches(error.code, locked) || matches(error.message, locked);
    }
    case 429:
        return kind == Kind::RateLimited;
    case 500:
    case 502:
    case 503:
    case 504:
    case 529:
        return kind == Kind::ServerFailed && !matches(error.message, hopeless);
    case 200:
        return kind == Kind::RateLimited;
    default:
        return false;
    }
}

QString withoutInvisible(const QString &text)
{
    QString visible;
    visible.reserve(text.size());
    for (const char32_t c : QStringView(text).toUcs4()) {
        const QChar::Category category = QChar::category(c);
        if (category != QChar::Other_Format && (category != QChar::Other_Control || QChar::isSpace(c)))
            visible += QChar::fromUcs4(c);
    }
    return visible;
}

} // namespace

bool saysRouteIsMissing(const ServiceError &error)
{
    static const QRegularExpression message =
        caseless(u"Invalid URL|File Not Found|Route .* not found|Path not found|Unexpected endpoint|Unknown "
                 "(url|route|path)|Cannot (GET|POST|DELETE)|404 page not found"_s);
    return matches(error.message, message);
}

bool isErrorObject(const QJsonObject &object)
{
    const QJsonValue error = object.value("error"_L1);
    const bool isNone = error.isUndefined() || error.isNull() || error == QJsonValue(false)
        || error == QJsonValue(QString()) || error == QJsonValue(QJsonObject());
    return !isNone || object.value("object"_L1) == "error"_L1;
}

ServiceError parseServiceError(const QJsonObject &object)
{
    const QJsonValue inner = object.value("error"_L1);
    if (inner.isObject() && !inner.toObject().isEmpty()) {
        ServiceError error = parseServiceError(inner.toObject());
        if (error.status == 0)
            error.status = statusIn(object, "status"_L1);
        return error;
    }
    if (inner.isArray())
        return fromList(inner.toArray());

    ServiceError error {.isJson = true};
    const QJsonValue detail = object.value("detail"_L1);
    if (object.contains("message"_L1))
        error.message = textOf(object.value("message"_L1));
    else if (inner.isString())
        error.message = inner.toString();
    else if (detail.isArray())
        error = fromList(detail.toArray());
    else if (detail.isObject())
        error = parseServiceError(detail.toObject());
    else if (!detail.isUndefined())
        error.message = textOf(detail);
    else
        error.message = textOf(object);

    const auto fill = [&object](QString &field, QLatin1StringView name) {
        if (field.isEmpty())
            field = textOf(object.value(name));
    };
    fill(error.type, "type"_L1);
    fill(error.param, "param"_L1);
    const QString code = textOf(object.value("code"_L1));
    bool isNumber = false;
    (void)code.toInt(&isNumber);
    if (!isNumber && error.code.isEmpty())
        error.code = code;
    for (const auto name : {"code"_L1, "status"_L1, "statusCode"_L1}) {
        if (const int status = statusIn(object, name))
            error.status = status;
    }
    error.contextWindow = countIn(object.value("n_ctx"_L1)); // llama.cpp
    error.promptTokens = countIn(object.value("n_prompt_tokens"_L1));
    return error;
}

ServiceError parseServiceError(QByteArrayView body)
{
    const QByteArray text = body.trimmed().toByteArray();
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (document.isObject())
        return parseServiceError(document.object());
    if (document.isArray())
        return fromList(document.array());
    const QString plain = QString::fromUtf8(text);
    if (plain.startsWith(u'<'))
        return {.message = titleOfPage(plain)};
    return {.message = plain};
}

CompletionError makeError(int status, const ServiceError &error, const QByteArray &apiKey)
{
    const int effective = status == 200 && error.status != 0 ? error.status : status;
    const Kind kind = kindOf(effective, error);
    const ContextFigures figures = kind == Kind::ContextTooLong ? contextFigures(error) : ContextFigures();
    return {
        .kind = kind,
        .httpStatus = status,
        .detail = plainDetail(error.message, apiKey),
        .code = plainDetail(error.code, apiKey),
        .param = plainDetail(error.param, apiKey),
        .mayRetry = canRetry(effective, kind, error),
        .contextWindow = figures.contextWindow,
        .promptTokens = figures.promptTokens,
    };
}

void addHead(CompletionError &error, const HttpExchange &exchange)
{
    error.requestId = exchange.requestId();
    if (error.host.isEmpty())
        error.host = exchange.host(); // of a redirection it is the target
    if (const auto wish = parseRetryAfter(exchange.header("Retry-After-Ms"), exchange.header("Retry-After"),
                                          exchange.header("Date")))
        error.retryAfter = wish;
    if (exchange.header("X-Should-Retry").trimmed().toLower() == "false")
        error.mayRetry = false;
}

QString plainDetail(const QString &text, const QByteArray &apiKey)
{
    static const QRegularExpression keys(
        u"\\b(?:sk|pk|rk|gsk|xai|hf|key|api)[-_][\\w*.-]{6,}|(?<=Bearer )[\\w*.+/=-]{6,}"_s,
        QRegularExpression::CaseInsensitiveOption);
    constexpr auto mask = "***"_L1;

    // Escape sequences and characters that reorder what surrounds them have no business in a message; within
    // a key they would hide it.
    const QByteArray key = apiKey.trimmed();
    QString plain = withoutInvisible(text).simplified();
    plain.truncate(maxDetail
                   * std::max<qsizetype>(64, key.size())); // bounds the work on what is cut off anyway
    if (key.size() >= 4)
        plain.replace(QString::fromLatin1(key), mask);
    plain.replace(keys, mask);
    if (plain.size() > maxDetail)
        plain = plain.left(maxDetail - 1) + u'…';
    return plain;
}

std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray &retryAfterMs,
                                                         const QByteArray &retryAfter, const QByteArray &date)
{
    const auto wait = [](double milliseconds) -> std::optional<std::chrono::milliseconds> {
        constexpr double aYear = 365.0 * 24 * 3600 * 1000;
        if (!std::isfinite(milliseconds) || milliseconds < 0)
            return {};
        return std::chrono::milliseconds(qRound64(std::min(milliseconds, aYear)));
    };
    const auto parseDate = [](const QByteArray &text) {
        QDateTime result = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()),
                                                   u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
        result.setTimeZone(QTimeZone::utc());
        return result;
    };

    bool isNumber = false;
    if (const double number = retryAfterMs.trimmed().toDouble(&isNumber); isNumber)
        return wait(number);
    if (const double number = retryAfter.trimmed().toDouble(&isNumber); isNumber)
        return wait(number * 1000);
    if (const QDateTime until = parseDate(retryAfter); until.isValid()) {
        const QDateTime sent = parseDate(date);
        const QDateTime from = sent.isValid() ? sent : QDateTime::currentDateTimeUtc();
        return wait(static_cast<double>(from.msecsTo(until)));
    }
    return {};
}

} // namespace bobbin
