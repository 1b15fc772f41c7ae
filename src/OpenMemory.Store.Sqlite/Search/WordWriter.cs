namespace OpenMemory.Store.Sqlite;

/// <summary>Says which words of a grain the index may have.</summary>
/// <param name="connection">The writer's connection.</param>
/// <param name="sealedNamespaces">The namespaces whose sealed grains are indexed too.</param>
internal sealed class WordWriter(Connection connection, IReadOnlySet<string> sealedNamespaces)
{
    private readonly WordText _text = new();

    /// <summary>The words of a grain that comes in.</summary>
    /// <param name="stored">The grain as it is kept.</param>
    /// <param name="readable">What it says.</param>
    /// <param name="isSecret">Whether the kept bytes do not say them, so that they are kept beside them in order to be removed again.</param>
    internal ReadOnlySpan<byte> Of(GrainBlob stored, GrainBlob readable, out bool isSecret)
    {
        GrainView view = stored.View();
        isSecret = view.IsSealed;
        if (!isSecret) return _text.Of(view);
        GrainView opened = readable.View();
        return !opened.IsSealed && GrainNamespace.Of(opened) is { } name && sealedNamespaces.Contains(name) ? _text.Of(opened) : default;
    }

    /// <summary>The words of a grain that is here.</summary>
    internal ReadOnlySpan<byte> Of(in StoredRow row)
    {
        GrainView view = row.Row.Blob.View();
        return view.IsSealed ? GrainTable.ReadWords(connection, row.Id) : _text.Of(view);
    }
}
