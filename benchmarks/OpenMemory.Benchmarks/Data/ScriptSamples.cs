using System.Text;

namespace OpenMemory.Benchmarks;

/// <summary>The kinds of text whose normalization is measured.</summary>
public enum Script
{
    /// <summary>English.</summary>
    Ascii,

    /// <summary>German, French, Polish and Vietnamese.</summary>
    Latin,

    /// <summary>Russian.</summary>
    Cyrillic,

    /// <summary>Hindi, with nukta letters.</summary>
    Devanagari,

    /// <summary>Korean.</summary>
    Hangul,

    /// <summary>Emoji with skin tones, joiners and variation selectors.</summary>
    Emoji,
}

/// <summary>Text of each script, in normalization form C and as input that has to be normalized.</summary>
public static class ScriptSamples
{
    /// <summary>So many bytes of UTF-8 in normalization form C; at most three full stops fill up the end.</summary>
    public static string Normal(Script script, int bytes) => Fill(script switch
    {
        Script.Ascii => "The user prefers dark mode; remind her at 09:30 on Monday. ",
        Script.Latin => "Grüße aus Köln, déjà vu à Paris, zażółć gęślą jaźń, tiếng Việt rất đẹp. ",
        Script.Cyrillic => "Съешь же ещё этих мягких французских булок, да выпей чаю, мой друг. ",
        Script.Devanagari => "लड़का ज़ोर से हिन्दी पढ़ना चाहता है, और उसकी माँ खुश है। ",
        Script.Hangul => "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. ",
        _ => "👍🏽 😀🎉🚀 👩‍👩‍👧‍👦 ❤️ 🇩🇪🇰🇷 🤷🏻‍♀️ ",
    }, bytes);

    /// <summary>
    /// The same length of text that is not in normalization form C: decomposed letters, Hindi letters that form C takes
    /// apart, Korean as jamo; ASCII and emoji hold a decomposed letter now and then, as they have none of their own.
    /// </summary>
    public static string NotNormal(Script script, int bytes) => Fill(script switch
    {
        Script.Ascii => "The cafe\u0301 opens at 09:30; the user prefers dark mode and tea. ",
        Script.Devanagari => "ल\u095Cका \u095Bोर से हिन्दी प\u095Dना चाहता है, और उसकी माँ खुश है। ",
        Script.Emoji => "👍🏽 e\u0301 😀🎉🚀 👩‍👩‍👧‍👦 ❤️ 🇩🇪🇰🇷 🤷🏻‍♀️ ",
        _ => Normal(script, 1 << 10).Normalize(NormalizationForm.FormD),
    }, bytes);

    private static string Fill(string pattern, int bytes)
    {
        StringBuilder text = new();
        for (int length = 0; ;)
        {
            foreach (Rune rune in pattern.EnumerateRunes())
            {
                length += rune.Utf8SequenceLength;
                if (length > bytes) return text.Append('.', bytes - length + rune.Utf8SequenceLength).ToString();
                text.Append(rune);
            }
        }
    }
}
