#include "language_p.h"

#include <QHash>

namespace bobbin {
namespace {

using namespace Qt::StringLiterals;
using F = Language::Feature;

QSet<QString> words(const char16_t *list)
{
    const QStringList all = QString::fromUtf16(list).split(u' ', Qt::SkipEmptyParts);
    return {all.begin(), all.end()};
}

Delimited lineComment(const QString &begin) { return {begin, {}, true, false, false, false}; }
Delimited blockComment(const QString &begin, const QString &end, bool nests = false)
{
    return {begin, end, true, true, false, nests};
}
Delimited string(const QString &quote, bool hasEscapes = true)
{
    return {quote, quote, false, false, hasEscapes, false};
}
Delimited longString(const QString &begin, const QString &end, bool hasEscapes = true)
{
    return {begin, end, false, true, hasEscapes, false};
}

const std::vector<Delimited> &cLike()
{
    static const std::vector<Delimited> delimited {lineComment(u"//"_s), blockComment(u"/*"_s, u"*/"_s),
                                                   string(u"\""_s), string(u"'"_s)};
    return delimited;
}

Language c()
{
    return {
        words(u"auto break case const continue default do else enum extern for goto if inline register "
              u"restrict return "
              u"sizeof static struct switch typedef union volatile while _Alignas _Alignof _Atomic _Generic "
              u"_Noreturn _Static_assert _Thread_local"),
        words(u"bool char double float int long short signed unsigned void size_t ssize_t ptrdiff_t int8_t "
              u"int16_t "
              u"int32_t int64_t uint8_t uint16_t uint32_t uint64_t uintptr_t intptr_t FILE wchar_t"),
        words(u"NULL true false nullptr"), cLike(), F::HasPreprocessor | F::HasCalls};
}

Language cpp()
{
    Language language = c();
    language.keywords += words(
        u"alignas alignof and and_eq asm catch class co_await co_return co_yield concept consteval constexpr "
        u"constinit "
        u"const_cast decltype delete dynamic_cast explicit export final friend import module mutable "
        u"namespace new "
        u"noexcept not operator or override private protected public reinterpret_cast requires static_assert "
        u"static_cast template this thread_local throw try typeid typename using virtual emit signals slots");
    language.types +=
        words(u"char8_t char16_t char32_t string vector map set optional variant unique_ptr shared_ptr");
    language.delimited.insert(language.delimited.begin(), longString(u"R\"("_s, u")\""_s, false));
    return language;
}

Language csharp()
{
    Language language {
        words(
            u"abstract as async await base break case catch checked class const continue default delegate do "
            u"else enum event explicit extern finally fixed for foreach get goto if implicit in init "
            u"interface "
            u"internal is lock namespace new operator out override params partial private protected public "
            u"readonly record ref required return sealed set sizeof stackalloc static struct switch this "
            u"throw "
            u"try typeof unchecked unsafe using var virtual volatile when where while with yield"),
        words(u"bool byte char decimal double dynamic float int long nint object sbyte short string uint "
              u"ulong ushort void"),
        words(u"true false null"), cLike(), F::HasPreprocessor | F::CapitalsAreTypes | F::HasCalls};
    language.delimited.insert(
        language.delimited.begin(),
        {longString(u"\"\"\""_s, u"\"\"\""_s, false), longString(u"@\""_s, u"\""_s, false)});
    return language;
}

Language java()
{
    Language language {
        words(u"abstract assert break case catch class const continue default do else enum exports extends "
              u"final finally for goto if implements import instanceof interface module native new "
              u"non-sealed package permits private protected public record requires return sealed static "
              u"strictfp super switch synchronized this throw throws transient try var volatile while yield"),
        words(u"boolean byte char double float int long short void"), words(u"true false null"), cLike(),
        F::HasDecorators | F::CapitalsAreTypes | F::HasCalls};
    language.delimited.insert(language.delimited.begin(), longString(u"\"\"\""_s, u"\"\"\""_s));
    return language;
}

Language javascript()
{
    Language language {
        words(u"as async await break case catch class const continue debugger default delete do else export "
              u"extends finally for from function get if import in instanceof let new of return set static "
              u"super switch this throw try typeof var void while with yield"),
        {},
        words(u"true false null undefined NaN Infinity"),
        cLike(),
        F::HasDecorators | F::CapitalsAreTypes | F::HasCalls};
    language.delimited.push_back(longString(u"`"_s, u"`"_s));
    return language;
}

Language typescript()
{
    Language language = javascript();
    language.keywords +=
        words(u"abstract asserts declare enum implements infer interface is keyof module namespace "
              u"override private protected public readonly satisfies type");
    language.types += words(u"any bigint boolean never number object string symbol unknown void");
    return language;
}

Language python()
{
    return {words(u"and as assert async await break class continue def del elif else except finally for from "
                  u"global if "
                  u"import in is lambda match case nonlocal not or pass raise return try while with yield"),
            words(u"bool bytes dict float frozenset int list object set str tuple type"),
            words(u"True False None self cls NotImplemented"),
            {lineComment(u"#"_s), longString(u"\"\"\""_s, u"\"\"\""_s), longString(u"'''"_s, u"'''"_s),
             string(u"\""_s), string(u"'"_s)},
            F::HasDecorators | F::CapitalsAreTypes | F::HasCalls};
}

Language rust()
{
    return {words(u"as async await break const continue crate dyn else enum extern fn for if impl in let "
                  u"loop match mod "
                  u"move mut pub ref return self static struct super trait type union unsafe use where while "
                  u"yield"),
            words(u"bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize"),
            words(u"true false"),
            {lineComment(u"//"_s), blockComment(u"/*"_s, u"*/"_s, true),
             longString(u"r#\""_s, u"\"#"_s, false), longString(u"\""_s, u"\""_s), string(u"'"_s)},
            F::CapitalsAreTypes | F::HasCalls | F::HasLifetimes | F::HasPreprocessor};
}

Language go()
{
    Language language {
        words(u"break case chan const continue default defer else fallthrough for func go goto if import "
              u"interface map package range return select struct switch type var"),
        words(u"any bool byte complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune "
              u"string uint uint8 uint16 uint32 uint64 uintptr"),
        words(u"true false nil iota"), cLike(), F::HasCalls};
    language.delimited.push_back(longString(u"`"_s, u"`"_s, false));
    return language;
}

Language swift()
{
    return {words(u"actor as associatedtype async await break case catch class continue convenience default "
                  u"defer deinit "
                  u"didSet do else enum extension fallthrough fileprivate final for func get guard if import "
                  u"in indirect "
                  u"init inout internal is lazy let mutating nonmutating open operator override private "
                  u"protocol public "
                  u"repeat required rethrows return self set some static struct subscript super switch throw "
                  u"throws try "
                  u"typealias unowned var weak where while willSet"),
            words(u"Any Bool Character Double Float Int String UInt Void"),
            words(u"true false nil"),
            {lineComment(u"//"_s), blockComment(u"/*"_s, u"*/"_s, true), longString(u"\"\"\""_s, u"\"\"\""_s),
             string(u"\""_s)},
            F::HasDecorators | F::CapitalsAreTypes | F::HasCalls | F::HasPreprocessor};
}

Language kotlin()
{
    return {words(u"abstract actual annotation as break by catch class companion const constructor continue "
                  u"crossinline "
                  u"data do else enum expect external final finally for fun get if import in infix init "
                  u"inline inner "
                  u"interface internal is lateinit noinline object open operator out override package "
                  u"private protected "
                  u"public reified return sealed set super suspend tailrec this throw try typealias val "
                  u"value var vararg "
                  u"when where while"),
            {},
            words(u"true false null it"),
            {lineComment(u"//"_s), blockComment(u"/*"_s, u"*/"_s, true),
             longString(u"\"\"\""_s, u"\"\"\""_s, false), string(u"\""_s), string(u"'"_s)},
            F::HasDecorators | F::CapitalsAreTypes | F::HasCalls};
}

Language php()
{
    Language language {
        words(
            u"abstract and array as break callable case catch class clone const continue declare default do "
            u"echo else elseif empty endfor endforeach endif endswitch endwhile enum extends final finally "
            u"fn for foreach function global goto if implements include include_once instanceof insteadof "
            u"interface isset list match namespace new or print private protected public readonly require "
            u"require_once return static switch throw trait try unset use var while xor yield"),
        words(u"bool float int iterable mixed never object string void"),
        words(u"true false null this self parent"), cLike(),
        F::HasVariables | F::CapitalsAreTypes | F::HasCalls};
    language.delimited.push_back(lineComment(u"#"_s));
    return language;
}

Language ruby()
{
    return {words(u"alias and begin break case class def defined? do else elsif end ensure extend for if in "
                  u"include module "
                  u"next not or prepend private protected public raise redo require require_relative rescue "
                  u"retry return "
                  u"super then undef unless until when while yield attr_accessor attr_reader attr_writer"),
            {},
            words(u"true false nil self __FILE__ __LINE__"),
            {blockComment(u"=begin"_s, u"=end"_s), lineComment(u"#"_s), string(u"\""_s), string(u"'"_s),
             string(u"`"_s)},
            F::CapitalsAreTypes | F::HasCalls | F::HasDecorators};
}

Language bash()
{
    return {words(u"case coproc do done elif else esac fi for function if in select then time until while "
                  u"alias break cd "
                  u"continue declare echo eval exec exit export getopts let local printf read readonly "
                  u"return set shift "
                  u"source test trap unset"),
            {},
            words(u"true false"),
            {lineComment(u"#"_s), longString(u"\""_s, u"\""_s), longString(u"'"_s, u"'"_s, false)},
            F::HasVariables | F::DashesInNames | F::CommentsAfterSpace};
}

Language powershell()
{
    return {words(u"begin break catch class continue data do dynamicparam else elseif end enum exit filter "
                  u"finally for "
                  u"foreach from function if in param process return switch throw trap try until using while "
                  u"-and -or "
                  u"-not -eq -ne -gt -ge -lt -le -like -notlike -match -notmatch -contains -in -is -as"),
            {},
            words(u"$true $false $null"),
            {blockComment(u"<#"_s, u"#>"_s), lineComment(u"#"_s), longString(u"@\""_s, u"\"@"_s),
             string(u"\""_s), string(u"'"_s, false)},
            F::IgnoresCase | F::HasVariables | F::DashesInNames | F::HasCalls};
}

Language sql()
{
    return {words(u"add all alter and any as asc autoincrement begin between by cascade case cast check "
                  u"collate column commit "
                  u"conflict constraint create cross current_timestamp database default deferrable delete "
                  u"desc distinct do "
                  u"drop each else end escape except exists explain fetch filter first for foreign from full "
                  u"function "
                  u"generated grant group having if ignore in index inner insert instead intersect into is "
                  u"join key last "
                  u"lateral left like limit materialized natural not nothing nulls of offset on or order "
                  u"outer over "
                  u"partition pragma primary procedure range recursive references rename replace restrict "
                  u"returning revoke "
                  u"right rollback row rows savepoint select set table temp temporary then to transaction "
                  u"trigger union "
                  u"unique update using vacuum values view virtual when where window with without"),
            words(u"bigint blob boolean bytea char date datetime decimal double float int integer json jsonb "
                  u"numeric real "
                  u"serial smallint text time timestamp timestamptz uuid varchar"),
            words(u"true false null"),
            {lineComment(u"--"_s), blockComment(u"/*"_s, u"*/"_s), longString(u"'"_s, u"'"_s, false),
             string(u"\""_s, false), string(u"`"_s, false)},
            F::IgnoresCase | F::HasCalls};
}

Language json()
{
    return {{},
            {},
            words(u"true false null"),
            {lineComment(u"//"_s), blockComment(u"/*"_s, u"*/"_s), string(u"\""_s)},
            F::KeysBeforeColon};
}

Language yaml()
{
    return {{},
            {},
            words(u"true false null yes no on off ~ True False Null"),
            {lineComment(u"#"_s), string(u"\""_s), string(u"'"_s, false)},
            F::KeysBeforeColon | F::DashesInNames | F::CommentsAfterSpace};
}

Language toml()
{
    return {{},
            {},
            words(u"true false inf nan"),
            {lineComment(u"#"_s), longString(u"\"\"\""_s, u"\"\"\""_s), longString(u"'''"_s, u"'''"_s, false),
             string(u"\""_s), string(u"'"_s, false)},
            F::KeysBeforeEquals | F::HasSections | F::DashesInNames};
}

Language ini()
{
    return {{},
            {},
            words(u"true false yes no on off"),
            {lineComment(u";"_s), lineComment(u"#"_s), string(u"\""_s)},
            F::KeysBeforeEquals | F::HasSections | F::DashesInNames | F::IgnoresCase | F::CommentsAfterSpace};
}

Language css()
{
    return {words(u"!important and from not only to"),
            {},
            words(u"auto inherit initial none unset revert transparent currentColor"),
            {blockComment(u"/*"_s, u"*/"_s), lineComment(u"//"_s), string(u"\""_s), string(u"'"_s)},
            F::KeysBeforeColon | F::HasDecorators | F::HasCalls | F::DashesInNames | F::HasVariables};
}

Language dockerfile()
{
    return {words(u"add arg cmd copy entrypoint env expose from healthcheck label maintainer onbuild run "
                  u"shell stopsignal user "
                  u"volume workdir"),
            {},
            {},
            {lineComment(u"#"_s), string(u"\""_s), string(u"'"_s, false)},
            F::IgnoresCase | F::HasVariables | F::FirstWordOnly | F::DashesInNames | F::CommentsAfterSpace};
}

Language makefile()
{
    return {words(u"define else endef endif export ifdef ifeq ifndef ifneq include override sinclude "
                  u"undefine unexport vpath"),
            {},
            {},
            {lineComment(u"#"_s), string(u"\""_s), string(u"'"_s, false)},
            F::HasVariables | F::FirstWordOnly | F::TargetsBeforeColon | F::DashesInNames};
}

Language cmake()
{
    return {
        words(
            u"if elseif else endif foreach endforeach while endwhile function endfunction macro endmacro "
            u"return break "
            u"continue block endblock include set unset PUBLIC PRIVATE INTERFACE REQUIRED COMPONENTS QUIET "
            u"STATIC "
            u"SHARED MODULE OBJECT IMPORTED ALIAS CACHE FORCE PARENT_SCOPE AND OR NOT STREQUAL VERSION_LESS "
            u"VERSION_GREATER_EQUAL MATCHES DEFINED EXISTS TARGET COMMAND SOURCES PROPERTIES NAME"),
        {},
        words(u"ON OFF TRUE FALSE"),
        {blockComment(u"#[["_s, u"]]"_s), lineComment(u"#"_s), longString(u"[["_s, u"]]"_s, false),
         longString(u"\""_s, u"\""_s)},
        F::HasVariables | F::HasCalls};
}

Language lua()
{
    return {words(u"and break do else elseif end for function goto if in local not or repeat return then "
                  u"until while"),
            {},
            words(u"true false nil self"),
            {blockComment(u"--[["_s, u"]]"_s), lineComment(u"--"_s), longString(u"[["_s, u"]]"_s, false),
             string(u"\""_s), string(u"'"_s)},
            F::HasCalls};
}

Language r()
{
    return {words(u"break else for function if in next repeat return while library require"),
            {},
            words(u"TRUE FALSE NULL NA NaN Inf"),
            {lineComment(u"#"_s), longString(u"\""_s, u"\""_s), longString(u"'"_s, u"'"_s)},
            F::HasCalls};
}

// Every name that is in use for a language, by the language's table.
struct Entry {
    const char16_t *names;
    Language (*make)();
};
constexpr Entry Entries[] {
    {u"c h", c},
    {u"cpp c++ cc cxx hpp hxx objective-c objc glsl hlsl cuda arduino", cpp},
    {u"csharp cs c#", csharp},
    {u"java groovy gradle", java},
    {u"javascript js jsx mjs cjs node dart", javascript},
    {u"typescript ts tsx mts cts", typescript},
    {u"python py python3 py3 pycon pyi gdscript starlark", python},
    {u"rust rs", rust},
    {u"go golang", go},
    {u"swift", swift},
    {u"kotlin kt kts scala", kotlin},
    {u"php php3", php},
    {u"ruby rb crystal", ruby},
    {u"bash sh shell zsh ksh console shellsession shell-session fish terminal", bash},
    {u"powershell ps1 pwsh ps", powershell},
    {u"sql sqlite mysql postgresql postgres psql plsql tsql", sql},
    {u"json jsonc json5 jsonl ndjson geojson", json},
    {u"yaml yml", yaml},
    {u"toml", toml},
    {u"ini cfg conf properties dotenv env desktop", ini},
    {u"css scss less sass", css},
    {u"dockerfile docker containerfile", dockerfile},
    {u"makefile make mk gmake", makefile},
    {u"cmake", cmake},
    {u"lua luau", lua},
    {u"r rlang rscript", r},
};

} // namespace

std::optional<KnownLanguage> findLanguage(const QString &name)
{
    static const QHash<QString, KnownLanguage> all = [] {
        static std::vector<Language> tables;
        tables.reserve(std::size(Entries));
        QHash<QString, KnownLanguage> byName;
        for (const Entry &entry : Entries) {
            tables.push_back(entry.make());
            const QSet<QString> names = words(entry.names);
            for (const QString &known : names)
                byName.insert(known, {LexerKind::Code, &tables.back()});
        }
        const auto addOthers = [&byName](const char16_t *names, LexerKind kind) {
            const QSet<QString> known = words(names);
            for (const QString &other : known)
                byName.insert(other, {kind, nullptr});
        };
        addOthers(u"html xml svg xhtml htm vue svelte xsl plist ui qrc rss atom mathml", LexerKind::Markup);
        addOthers(u"diff patch", LexerKind::Diff);
        addOthers(u"markdown md mdx", LexerKind::Markdown);
        return byName;
    }();
    const auto it = all.constFind(name);
    return it == all.constEnd() ? std::nullopt : std::optional(*it);
}

} // namespace bobbin
