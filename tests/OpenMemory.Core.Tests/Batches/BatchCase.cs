using System.Security.Cryptography;

namespace OpenMemory.Tests;

/// <summary>Blobs in one piece of memory, and what their addresses must be.</summary>
internal sealed class BatchCase
{
    internal required byte[] Source { get; init; }

    internal required Range[] Blobs { get; init; }

    internal ReadOnlyMemory<byte>[] Memories => [.. Blobs.Select(range => new ReadOnlyMemory<byte>(Source)[range])];

    /// <summary>The paths that this processor has.</summary>
    internal static LanePath[] Paths => [.. Enum.GetValues<LanePath>().Where(LanePaths.IsSupported)];

    /// <summary>Random blobs of given lengths, one behind the other.</summary>
    internal static BatchCase Of(IEnumerable<int> lengths, int seed = 1)
    {
        List<Range> blobs = [];
        int end = 0;
        foreach (int length in lengths)
        {
            blobs.Add(end..(end + length));
            end += length;
        }
        byte[] source = new byte[end];
        new Random(seed).NextBytes(source);
        return new() { Source = source, Blobs = [.. blobs] };
    }

    /// <summary>Computes all addresses both ways and compares them with the platform's SHA-256.</summary>
    internal void Check(LanePath path)
    {
        ContentAddress[] expected = [.. Blobs.Select(range => new ContentAddress(SHA256.HashData(Source.AsSpan()[range])))];
        ContentAddress[] inOne = new ContentAddress[expected.Length], apart = new ContentAddress[expected.Length];
        LanePaths.Compute(path, Source, Blobs, inOne);
        LanePaths.Compute(path, Memories, apart);
        Assert.That(inOne, Is.EqualTo(expected));
        Assert.That(apart, Is.EqualTo(expected));
    }
}
