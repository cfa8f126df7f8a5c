// What of MathJax the program uses: typeset(tex, isDisplay) gives the SVG of one formula, or throws an Error
// whose message says what is wrong with it. bundlescripts.cpp puts this file and what it requires into one.
"use strict";

var mathjax = require("mathjax-full/js/mathjax.js").mathjax;
var TeX = require("mathjax-full/js/input/tex.js").TeX;
var TexError = require("mathjax-full/js/input/tex/TexError.js").default;
var TexParser = require("mathjax-full/js/input/tex/TexParser.js").default;
var Configuration = require("mathjax-full/js/input/tex/Configuration.js").Configuration;
var CommandMap = require("mathjax-full/js/input/tex/SymbolMap.js").CommandMap;
var BaseMethods = require("mathjax-full/js/input/tex/base/BaseMethods.js").default;
var MmlFactory = require("mathjax-full/js/core/MmlTree/MmlFactory.js").MmlFactory;
var SVG = require("mathjax-full/js/output/svg.js").SVG;
var liteAdaptor = require("mathjax-full/js/adaptors/liteAdaptor.js").liteAdaptor;
var RegisterHTMLHandler = require("mathjax-full/js/handlers/html.js").RegisterHTMLHandler;

// Nothing that makes links or attributes (html), defines commands (newcommand) or loads more (require).
require("mathjax-full/js/input/tex/base/BaseConfiguration.js");
require("mathjax-full/js/input/tex/ams/AmsConfiguration.js");
require("mathjax-full/js/input/tex/mathtools/MathtoolsConfiguration.js");
require("mathjax-full/js/input/tex/mhchem/MhchemConfiguration.js");
require("mathjax-full/js/input/tex/cancel/CancelConfiguration.js");
require("mathjax-full/js/input/tex/color/ColorConfiguration.js");
require("mathjax-full/js/input/tex/braket/BraketConfiguration.js");
require("mathjax-full/js/input/tex/boldsymbol/BoldsymbolConfiguration.js");

// A formula stands alone: it has no margin to put its number into, and nothing refers to it.
var Standalone = {
    Macro: BaseMethods.Macro,
    Tag: function (parser, name) {
        var isPlain = parser.GetStar();
        var text = parser.GetArgument(name);
        var shown = "\\qquad\\text{" + (isPlain ? text : "(" + text + ")") + "}";
        parser.Push(new TexParser(shown, parser.stack.env, parser.configuration).mml());
    },
    Label: function (parser, name) {
        parser.GetArgument(name);
    },
    Nothing: function () {}
};
new CommandMap("standalone", {
    tag: "Tag",
    label: "Label",
    notag: "Nothing",
    nonumber: "Nothing",
    bm: ["Macro", "\\boldsymbol{#1}", 1]
}, Standalone);
Configuration.create("standalone", {handler: {macro: ["standalone"]}, priority: 1});

var adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);

var factory = new MmlFactory();
var document = mathjax.document("", {
    InputJax: newInput(),
    OutputJax: new SVG({fontCache: "none", internalSpeechTitles: false})
});

function newInput() {
    var input = new TeX({
        packages: ["base", "ams", "mathtools", "mhchem", "cancel", "color", "braket", "boldsymbol", "standalone"],
        tags: "none",
        maxMacros: 1000,
        maxBuffer: 10 * 1024,
        formatError: function (jax, error) {
            throw error instanceof TexError ? new Error(error.message) : error;
        }
    });
    input.setAdaptor(adaptor);
    input.setMmlFactory(factory);
    return input;
}

function typeset(tex, isDisplay) {
    document.inputJax = [newInput()]; // so that no formula can change what another one means
    var container = document.convert(tex, {
        display: isDisplay,
        em: 16,
        ex: 16 * 0.442, // the height of an x in MathJax's font
        containerWidth: 40 * 16
    });
    return adaptor.innerHTML(container);
}

module.exports = typeset;
