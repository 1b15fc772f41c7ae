namespace OpenMemory.Benchmarks;

/// <summary>The grains of a table: vector 1 of the specification with another time each, 159 bytes, one behind the other in memory and in a file.</summary>
internal sealed class Corpus : IDisposable
{
    /// <summary>Size of every grain in bytes.</summary>
    internal const int GrainBytes = 159;

    private const long FirstTime = 1768471200000;

    private Corpus(int count, string folder)
    {
        Folder = folder;
        Bytes = new byte[(long)count * GrainBytes];
        Blobs = new GrainBlob[count];
        Ranges = new Range[count];
    }

    /// <summary>All bytes.</summary>
    internal byte[] Bytes { get; }

    /// <summary>The grains as objects.</summary>
    internal GrainBlob[] Blobs { get; }

    /// <summary>Where each grain stands in <see cref="Bytes"/>.</summary>
    internal Range[] Ranges { get; }

    /// <summary>The folder of the file and of what is written.</summary>
    internal string Folder { get; }

    /// <summary>The file of all grains.</summary>
    internal string FilePath => Path.Combine(Folder, "grains.mg");

    /// <summary>How many grains there are.</summary>
    internal int Count => Blobs.Length;

    /// <summary>Makes the grains and the file.</summary>
    internal static Corpus Create(int count, string folder)
    {
        Directory.CreateDirectory(folder);
        Corpus corpus = new(count, folder);
        for (int i = 0; i < count; i++)
        {
            corpus.Blobs[i] = Samples.Vector1(TimeOf(i)).ToBlob();
            corpus.Ranges[i] = (i * GrainBytes)..((i + 1) * GrainBytes);
            corpus.Blobs[i].Span.CopyTo(corpus.Bytes.AsSpan(corpus.Ranges[i]));
        }
        corpus.Pack(corpus.FilePath);
        return corpus;
    }

    /// <summary>The time of a grain, in milliseconds since 1970.</summary>
    internal static long TimeOf(int i) => FirstTime + i;

    /// <summary>The bytes of a grain.</summary>
    internal ReadOnlySpan<byte> GrainAt(int i) => Bytes.AsSpan(i * GrainBytes, GrainBytes);

    /// <summary>Writes all grains into a file.</summary>
    internal MgWriteResult Pack(string path)
    {
        using MgFileWriter writer = MgFileWriter.Create(path);
        foreach (GrainBlob blob in Blobs) writer.Add(blob);
        return writer.Complete();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
