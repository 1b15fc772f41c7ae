using OpenMemory.Store;

namespace OpenMemory.Cli.Demo;

/// <summary>The bytes of a store's file and of its write-ahead log, as anybody finds them who gets hold of the disk.</summary>
internal sealed class StoreBytes
{
    private const int ShortestWord = 5, ShortestText = 8;

    private readonly string _path;
    private readonly byte[] _empty;

    /// <summary>Looks at a store that is still empty: what stands there is of nobody.</summary>
    internal StoreBytes(string path)
    {
        _path = path;
        _empty = Read();
    }

    /// <summary>
    /// The words, and the whole texts, that stand in some grains and nowhere else: neither in other grains, nor in an empty store. Lower case.
    /// Addresses are none: that a grain was there is what a store must remember.
    /// </summary>
    internal IReadOnlyList<string> WordsOf(IEnumerable<StoredGrain> grains, IEnumerable<StoredGrain> others)
    {
        byte[] elsewhere = Lower([.. others.SelectMany(static grain => grain.Blob.Delivered.ToArray()), .. CommandContext.Utf8.GetBytes(CaseMemory.Agent)]);
        HashSet<string> words = [];
        foreach (string text in grains.SelectMany(static grain => Texts(grain.ToGrain().ToFields())).Where(static text => !ContentAddress.TryParse(text, out _)).Select(Lower))
        {
            if (text.Length >= ShortestText) words.Add(text);
            words.UnionWith(text.Split([.. text.Where(static c => !char.IsLetter(c))], StringSplitOptions.RemoveEmptyEntries).Where(static word => word.Length >= ShortestWord));
        }
        return [.. words.Where(word => !Has(elsewhere, word) && !Has(_empty, word)).Order(StringComparer.Ordinal)];
    }

    /// <summary>How many of the words stand there now, in upper or lower case.</summary>
    internal int Count(IEnumerable<string> words)
    {
        byte[] bytes = Read();
        return words.Count(word => Has(bytes, word));
    }

    private static bool Has(byte[] bytes, string word) => bytes.AsSpan().IndexOf(CommandContext.Utf8.GetBytes(word)) >= 0;

    private static IEnumerable<string> Texts(OmsValue value) => value.Kind switch
    {
        OmsValueKind.Text => [value.AsText()],
        OmsValueKind.Array => value.AsArray().SelectMany(Texts),
        OmsValueKind.Map => value.AsMap().SelectMany(static member => Texts(member.Value)),
        _ => [],
    };

    // As bytes are made lower case: a word index folds more letters than these, and finds no other ones in this story.
    private static string Lower(string text) => string.Concat(text.Select(static c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));

    private static byte[] Lower(byte[] bytes)
    {
        foreach (ref byte one in bytes.AsSpan())
        {
            if (char.IsAsciiLetterUpper((char)one)) one |= 0x20; // whatever stands around it: most of a file is no text
        }
        return bytes;
    }

    private byte[] Read()
    {
        using MemoryStream bytes = new();
        foreach (string path in (string[])[_path, _path + "-wal"])
        {
            if (!File.Exists(path)) continue;
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.CopyTo(bytes);
        }
        return Lower(bytes.ToArray());
    }
}
