namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Texts in many scripts.</summary>
internal static class Scripts
{
    internal static readonly string[] Texts =
    [
        "The invoice was paid TWICE, on 2026-01-09; e-mail: pat@example.org", "Straße ÄÖÜ Maße naïve façade ﬁnance ﬀ", "Σίσυφος ΟΔΟΣ ὈΔΥΣΣΕΎΣ",
        "Съешь ещё этих мягких французских булок", "नमस्ते दुनिया क्षत्रिय", "東京へ行く。2時に、カタカナとひらがな", "中文沒有空格 𠀀𠮷 漢字x漢",
        "สวัสดีครับ ภาษาไทย", "ភាសាខ្មែរ ພາສາລາວ", "안녕 세상 한국어", "مرحبا بالعالم ١٢٣ السَّلامُ", "שלום עולם שָׁלוֹם", "ქართული ენა ᲥᲐᲠᲗᲣᲚᲘ", "Հայերեն և", "ᏣᎳᎩ ꭰꭱ",
        "🎉 emoji 👩‍👩‍👧 in🎉between 1️⃣", "İstanbul ıssız DİYARBAKIR", "e\u0301 é \u0301 Å Å", "ǅ ǆ ŉ ẞ", "\u00a0no\u00adbreak\u200bzero\u2028line\u0000nul\ufffe",
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ⅣⅤ ² ½ ª", "a_b c-d e'f g\"h *i ^j (k) OR NOT NEAR AND", "ა\u0300\u0301\u0302\u0303", "ʼn ’tis don’t", "ᠮᠣᠩᠭᠣᠯ བོད་སྐད་ မြန်မာ", "\ud83d\ude00", "……", "",
    ];

    internal static IEnumerable<GrainBlob> Grains() => Texts.Select(static (text, i) => SearchRows.Says(text, i));
}
