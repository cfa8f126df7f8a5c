// What the corpus is made of: a little of everything that people talk to language models about.
const raw = String.raw;

export const code = [
  raw`#include <vector>
template<typename T>
[[nodiscard]] constexpr auto sum(const std::vector<T> &values) -> T
{
    T total {};
    for (const auto &value : values)
        total += value;	// tab before
    return total;
}`,
  raw`int main(void) { printf("%5.2f\n", 3.14159e-10); return *p++ & 0xFF00u; }`,
  raw`class Foo extends Bar implements IBaz {
    @Override public synchronized Map<String, List<Integer>> getHTTPResponseCode() throws IOException { return null; }
}`,
  raw`async function* fetchAll(urls) { for (const url of urls) yield await (await fetch(url, { headers: { "X-Key": KEY ?? "" } })).json(); }`,
  raw`export type DeepPartial<T> = { [K in keyof T]?: T[K] extends object ? DeepPartial<T[K]> : T[K] };`,
  raw`def fibonacci(n: int) -> Iterator[int]:
    """Yields the first n numbers; doesn't check them."""
    a, b = 0, 1
    for _ in range(n):
        yield a
        a, b = b, a + b

if __name__ == "__main__":
    print(f"{list(fibonacci(10))!r:>20}")`,
  raw`fn main() -> Result<(), Box<dyn Error>> { let v: Vec<_> = (0..=9).filter(|x| x % 2 == 0).collect(); println!("{v:?}"); Ok(()) }`,
  raw`func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := json.NewEncoder(w).Encode(s.items); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}`,
  raw`def each_with_memo(&block) = @items.each_with_object({}) { |(k, v), memo| memo[k.to_sym] ||= block.call(v) unless v.nil? }`,
  raw`<?php foreach ($rows as $key => $row): ?><li class="<?= htmlspecialchars($row['class']) ?>"><?= $row['name'] ?></li><?php endforeach; ?>`,
  raw`SELECT c.id, COUNT(*) AS n FROM customers c LEFT JOIN orders o ON o.customer_id = c.id WHERE o.total >= 99.95 GROUP BY 1 HAVING COUNT(*) > 3 ORDER BY n DESC LIMIT 10;`,
  raw`for f in "$dir"/*.{jpg,png}; do [[ -e $f ]] || continue; convert "$f" -resize 50% "\${f%.*}_small.\${f##*.}" 2>/dev/null && echo "ok: $f" >&2; done`,
  raw`Get-ChildItem -Path C:\Users\Me -Recurse | Where-Object { $_.Length -gt 1MB } | Sort-Object Length -Descending | Select-Object -First 10`,
  raw`data class User(val name: String, var age: Int = 0) { fun greet() = "Hello, $name! You're \${age + 1} next year." }`,
  raw`struct ContentView: View { @State private var isOn = false; var body: some View { Toggle("It's on", isOn: $isOn).padding(.horizontal, 8) } }`,
  raw`main :: IO ()
main = mapM_ (putStrLn . show) $ takeWhile (< 100) [x ^ 2 | x <- [1 ..], odd x]`,
  raw`(defn fact [n] (reduce *' (range 1 (inc n)))) ; => 3628800N`,
  raw`-module(counter). loop(N) -> receive {inc, From} -> From ! {ok, N + 1}, loop(N + 1); stop -> ok end.`,
  raw`let rec quicksort = function [] -> [] | p :: xs -> let l, r = List.partition ((>) p) xs in quicksort l @ [p] @ quicksort r`,
  raw`library(ggplot2); df <- data.frame(x = 1:10, y = rnorm(10)); ggplot(df, aes(x, y)) + geom_point(colour = "#ff8800")`,
  raw`function y = relu(x)
  y = max(0, x); % element-wise
end`,
  raw`local t = setmetatable({}, { __index = function(_, k) return k .. "?" end }) print(#t, t.foo ~= nil)`,
  raw`my %h = map { $_ => 1 } grep { /^\w+-(\d{2,4})$/ } @lines; print join(", ", sort keys %h), "\n";`,
  raw`FROM debian:12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends g++ cmake && rm -rf /var/lib/apt/lists/*
COPY --from=0 /app /usr/local/bin/app`,
  raw`.card > a:hover::after { content: "\2192"; margin: -.5em auto 0 calc(100% - 2rem); background: rgba(0, 0, 0, .25) !important; }`,
  raw`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Tom &amp; Jerry</title></head><body><p>1 &lt; 2&nbsp;</p></body></html>`,
  raw`<dependency>
	<groupId>org.example</groupId>
	<version>[1.0,2.0)</version>
</dependency>`,
  raw`name: build
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-22.04
    steps:
      - uses: actions/checkout@v4
      - run: |
          npm ci
          npm test -- --coverage`,
  raw`[package]
name = "it's"
version = "0.1.0"
dependencies = { serde = { version = "1", features = ["derive"] } }`,
  raw`{"id":"chatcmpl-9xYz","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":" caf\u00e9 \ud83d\ude00\n"},"finish_reason":null}],"usage":{"prompt_tokens":12345,"total_tokens":12400}}`,
  raw`\begin{align*} \int_{-\infty}^{\infty} e^{-x^2}\,dx &= \sqrt{\pi} \\ \sum_{k=0}^n \binom{n}{k} &= 2^n \end{align*}`,
  raw`%macro print 2
    mov rax, 1
    lea rsi, [rel %1]
    syscall ; write(1, msg, len)
%endmacro`,
  raw`pragma solidity ^0.8.20; contract Token { mapping(address => uint256) public balanceOf; event Transfer(address indexed from, uint256 value); }`,
  raw`const std = @import("std"); pub fn main() !void { try std.io.getStdOut().writer().print("{d:.2}\n", .{3.14159}); }`,
  raw`IDENTIFICATION DIVISION. PROGRAM-ID. HELLO-WORLD. PROCEDURE DIVISION. DISPLAY 'Hello, world!'. STOP RUN.`,
  raw`diff --git a/src/main.c b/src/main.c
index 83db48f..bf269f4 100644
--- a/src/main.c
+++ b/src/main.c
@@ -1,5 +1,6 @@
 int main() {
-	return 0;
+	puts("it's");
+	return EXIT_SUCCESS;
 }`,
  raw`Traceback (most recent call last):
  File "/usr/lib/python3.11/runpy.py", line 196, in _run_module_as_main
    return _run_code(code, main_globals, None,
ZeroDivisionError: division by zero`,
  raw`2024-05-17T08:09:10.123456Z ERROR [worker-7] c.e.s.HTTPClient - GET https://api.example.com/v1/items?id=42&x=%20y#top => 503 (1,234.5 ms) ip=192.168.0.17 mac=00:1A:2b:3C:4d:5E`,
];

export const prose = [
  "I'll say it's what they've wanted, but we're sure he'd rather not; I'm told you can't. THEY'LL SEE, IT'S DON'T WE'VE I'M YOU'RE HE'D. it'ſ",
  "“Smart quotes” aren’t the same – ‘are they’? No… they’re — well — not.",
  "The quick brown fox jumps over the lazy dog. THE QUICK BROWN FOX JUMPS. TheQuickBrownFox theQuickBrownFOXJumps XMLHttpRequest iPhone15ProMax",
  "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. Donaudampfschifffahrtsgesellschaftskapitän ẞ STRASSE",
  "Voix ambiguë d’un cœur qui, au zéphyr, préfère les jattes de kiwis. L'été, c'est à Noël : « déjà vu » !",
  "El pingüino Wenceslao hizo kilómetros bajo exhaustiva lluvia y frío. ¿Qué? ¡Sí! Año ÑANDÚ",
  "Příliš žluťoučký kůň úpěl ďábelské ódy. Pchnąć w tę łódź jeża lub ośm skrzyń fig. Árvíztűrő tükörfúrógép.",
  "Съешь же ещё этих мягких французских булок, да выпей чаю. СССР Ёлка Їжак Љубав",
  "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. ΑΘΗΝΑ, Ὅμηρος ᾼ ǅ ǈ ǋ ǲ",
  "Pijamalı hasta yağız şoföre çabucak güvendi. İSTANBUL ısı I'll",
  "Tiếng Việt có dấu: Nguyễn Thị Phượng đã đến Hà Nội. Tiếng Việt (NFD)",
  "我能吞下玻璃而不伤身体。今天天气怎么样?GPT-4o模型有128k上下文。“你好”,他说……《红楼梦》",
  "繁體中文:這是一個測試。臺灣臺北市１２３號，電話：０２－１２３４。",
  "いろはにほへと ちりぬるを。カタカナとひらがなと漢字が混ざったABC文章です!スーパーｺﾝﾋﾟｭｰﾀｰ々〆ヶ",
  "다람쥐 헌 쳇바퀴에 타고파. 안녕하세요! 대한민국KOREA 한글(자모)",
  "هل تتحدث العربية؟ السَّلَامُ عَلَيْكُمْ ١٢٣٤٥ و١٬٢٣٤٫٥ لا إله — فارسی: می‌خواهم گچ پژ",
  "דג סקרן שט בים מאוכזב. שָׁלוֹם עוֹלָם ה״א צה\"ל ז'קט",
  "ऋषियों को सताने वाले दुष्ट राक्षसों का राजा। क्षत्रिय १२३४५ नमस्ते! वर्ण-व्यवस्था",
  "আমি বাংলায় গান গাই। ১২৩ தமிழ் மொழி ௧௨௩ తెలుగు ಕನ್ನಡ മലയാളം ਪੰਜਾਬੀ ગુજરાતી සිංහල",
  "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า ๑๒๓ น้ำ ປະເທດລາວ မြန်မာ ភាសាខ្មែរ བོད་སྐད།",
  "ქართული ენა ᲥᲐᲠᲗᲣᲚᲘ Հայերեն Ամենայն አማርኛ ᏣᎳᎩ ꭰꭱ ᠮᠣᠩᠭᠣᠯ ߒߞߏ ⵜⴰⵎⴰⵣⵉⵖⵜ",
  "𝕳𝖊𝖑𝖑𝖔 𝐖𝐨𝐫𝐥𝐝 𝟏𝟐𝟑𝟒 𐐔𐐯𐑅𐐨𐑉𐐯𐐻 𞤀𞤣𞤤𞤢𞤥 𓀀𓂀 𠮷野家 𒀀 Ⅻ ⅷ ½ ¾ ² ₃ ① ㊿ ㉈",
  "👩‍👩‍👧‍👦👨🏽‍💻🧑🏿‍🚀🏳️‍🌈🏴‍☠️🇩🇪🇫🇷🇯🇵🏴󠁧󠁢󠁳󠁣󠁴󠁿❤️‍🔥☝🏻1️⃣#️⃣*️⃣🫠🪿🤷🏼‍♀️ great job!!👍👍🏿",
  "ñ é ü ệ Z̷̢̛a͓̱l̸͙g̵o̶̜ ̀́ e\u0301\u0301\u0301's i\u0307 \u0301start ’\u0301s ==\u0301==",
  "zero\u200bwidth\u200c\u200dand\ufeffBOM soft\u00adhyphen rtl\u202eabc\u202c word\u2060joiner \u0000\u0001\u001b[31mred\u001b[0m\u007f\u0085next",
  "x = 3.14159265358979323846; y=-1e-7; 1,234,567.89 €; £9.99; ¥１００; 0xDEADBEEF 0b1010 1_000_000 2²⁺³ 10⁻⁶ +49 (0)30 1234567-89 12:34:56 2024/05/17 v1.2.3-rc.4+build5",
  "https://user:pass@www.example.org:8080/a/b%20c/~d;e=f?q=1&r[]=x%2By#frag-1 mailto:a.b+c@ex-ample.co.uk /usr/local/bin/../lib//x.so.6 C:\\Program Files\\X\\y.dll file:///etc/hosts",
  "SGVsbG8sIFdvcmxkISBUaGlzIGlzIGJhc2U2NC4gSXQncyBsb25nIGVub3VnaCB0byBtYXR0ZXI/Kys9PQ== data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P 550e8400-e29b-41d4-a716-446655440000 da39a3ee5e6b4b0d3255bfef95601890afd80709",
  "# Title\n\n* item **bold** _it's_ `code` ~~x~~ [link](http://x.y \"t\")\n  1. nested\n\n> quote\n\n```python\nprint('hi')\n```\n\n---\n- [x] done\n- [ ] not\n\n![alt](a.png)\n",
  "| Name | Größe | 数量 |\n|:-----|:-----:|-----:|\n| a\\|b | 1.0 | 12 |\n|  | `x` | **3** |\n",
  "$$E = mc^2$$ \\(a_1 \\le b^{2n}\\) ∀x∈ℝ: ∃y ≠ x ⇒ x² ≥ 0 ∑∏∫∂∇ √2 ≈ 1.414 ±∞ ℵ₀ Å Ω K",
  "<|endoftext|> <|im_start|>user<|im_sep|> <|fim_prefix|>a<|fim_suffix|> <|endofprompt|> </s> [INST] <think>",
  "!!! ??? ... --- === *** ### ~~~ ;;; ::: /// \\\\\\ ||| <<<>>> ((())) [[{}]] ‽⁇⸘ «»„“ 。。。!?!?\n!\n/\n//\n\n/x !/\r\n/ ...'s",
  "┌──┬──┐\n│ a│ b│\n└──┴──┘ ▁▂▃▄▅▆▇█ ░▒▓ ←↑→↓ ☐☑☒ ✓✗ ★☆ ♠♥♦♣ ♪♫ © ® ™ § ¶ † ‡ •",
  "Dear Sir or Madam,\r\n\r\n\tPlease find attached…\r\n  - one\r\n  - two  \r\n\r\n\r\nRegards,\r\n\u00a0\u00a0Jane\u2003Doe\u3000\u2028x\u2029y\u1680z\u202f!\u000b\u000c",
];

// Among these stand representatives of everything that the patterns of the encodings tell apart.
export const atoms = [
  ..."aZé\u01c5\u02b0ªß我あ٣५½1290²ſKıİ\u0301\u0903\u20dd_-./'’\"!?,;:()€😀𝐀𐐀𐐨𠮷𝟏\u{1e94b}\u{e0067}\ufffd\ud7ff\ufeff",
  " ", "  ", "   ", "\t", "\n", "\r", "\r\n", "\n\n", "\u00a0", "\u3000", "\u0085", "\u2028", "\u000b", "/", "//", "/\n", "'",
  "'s", "'S", "'t", "'re", "'Re", "'VE", "'ll", "'lL", "'d", "'m", "'ſ", "'x", "'r", "'", "ABC", "abc", "Abc", "ÀÉ", "123", "1234567",
  "\ud800", "\udc00", "\udfff\ud800", "👨‍👩‍👧", "🇪🇺", "ー", "ˆ", "ǅ", "¼",
];

export const words = "the of and a to in is that it he was for on are as with his they I at be this have from or one had by word but not what all were we when your can said there use an each which she do how their if will up other about out many then them these so some her would make like him into time has look two more write go see number no way could people my than first water been call who oil its now find long down day did get come made may part over new sound take only little work know place year live me back give most very after thing our just name good sentence man think say great where help through much before line right too mean old any same tell boy follow came want show also around form three small set put end does another well large must big even such because turn here why ask went men read need land different home us move try kind hand picture again change off play spell air away animal house point page letter mother answer found study still learn should America world tokenizer internationalization antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis supercalifragilisticexpialidocious".split(" ");
