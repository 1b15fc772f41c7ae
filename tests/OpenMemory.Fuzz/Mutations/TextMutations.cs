namespace OpenMemory.Fuzzing;

/// <summary>Texts, keys among them, that are not UTF-8 in normalization form C (§4.4).</summary>
internal static class TextMutations
{
    internal static readonly Mutation[] All =
    [
        new("a text that is not NFC", static (model, random) => Spoil(model, random, random.Pick(TextGrammar.NotNormal))),
        new("a text with U+FEFF", static (model, random) => Spoil(model, random, TextGrammar.ByteOrderMark)),
        new("a text that is not UTF-8", static (model, random) => Spoil(model, random, random.Pick(TextGrammar.NotUtf8))),
    ];

    private static Expectation? Spoil(GrainModel model, CaseRandom random, byte[] piece)
    {
        if (Tree.Pick(model.Root, random, static node => node.Kind == NodeKind.Text) is not { } text) return null;
        text.Content = random.OneIn(2) ? TextGrammar.Join(piece, text.Content) : TextGrammar.Join(text.Content, piece);
        return Expectation.Refuse(OmsErrorCode.Corrupt);
    }
}
