namespace OpenMemory.Cli.Conformance.Requirements;

/// <summary>Names a row of a vector file, as <c>canonical.json#int-0</c>.</summary>
internal readonly record struct VectorReference(string File, string Row)
{
    /// <exception cref="VectorFileException">The text is not a file and a row.</exception>
    internal static VectorReference Parse(string text)
    {
        int hash = text.IndexOf('#', StringComparison.Ordinal);
        return hash > 0 && hash < text.Length - 1
            ? new VectorReference(text[..hash], text[(hash + 1)..])
            : throw new VectorFileException($"not a reference to a row: {text}");
    }

    public override string ToString() => $"{File}#{Row}";
}
