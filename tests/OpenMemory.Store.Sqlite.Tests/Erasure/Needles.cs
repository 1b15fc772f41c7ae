using System.Runtime.InteropServices;
using System.Text;

namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>
/// What nothing of may be left in a store's files, in every form in which it could stand there. Of words the ends are looked for: an index
/// may keep them without what they have in common with their neighbours. Of bytes any part.
/// </summary>
internal sealed class Needles(Random random)
{
    private const int End = 9, Part = 16;

    private readonly List<(string Name, byte[] Bytes)> _all = [];

    internal IReadOnlyList<(string Name, byte[] Bytes)> All => _all;

    /// <summary>A new word that no other text has, with capitals.</summary>
    internal string Word(string place)
    {
        string word = $"{(char)random.Next('A', 'Z' + 1)}{Letters(8)}{(char)random.Next('A', 'Z' + 1)}{Letters(5)}";
        foreach (string form in new[] { word[^End..], word.ToLowerInvariant()[^End..] })
        {
            _all.Add((place, Encoding.UTF8.GetBytes(form)));
            _all.Add(($"{place}, UTF-16", Encoding.Unicode.GetBytes(form)));
        }
        return word;
    }

    /// <summary>Bytes that nothing else has.</summary>
    internal byte[] Bytes(string place, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        Add(place, bytes);
        return bytes;
    }

    /// <summary>A vector that nothing else has.</summary>
    internal float[] Vector(string place, int length)
    {
        float[] vector = [.. Enumerable.Range(0, length).Select(_ => (float)random.NextDouble())];
        Add(place, MemoryMarshal.AsBytes(vector.AsSpan()).ToArray());
        return vector;
    }

    /// <summary>Looks for parts of these bytes: from all over them, and at most 40.</summary>
    internal void Add(string place, byte[] bytes)
    {
        int step = Math.Max(Part, bytes.Length / 40 / Part * Part);
        for (int at = 0; at + Part <= bytes.Length; at += step) _all.Add(($"{place} at {at}", bytes[at..(at + Part)]));
    }

    /// <summary>A hash, as bytes and as text.</summary>
    internal void Add(string place, ContentAddress address)
    {
        _all.Add((place, address.ToByteArray()));
        _all.Add(($"{place}, text", Encoding.UTF8.GetBytes(address.ToString())));
    }

    /// <summary>Where something still stands in the files of a store.</summary>
    internal List<string> FindIn(string path)
    {
        List<string> found = [];
        foreach (string file in new[] { path, path + "-wal", path + "-shm", path + "-journal" })
        {
            if (!File.Exists(file)) continue;
            byte[] bytes = ReadShared(file);
            foreach ((string name, byte[] needle) in _all)
            {
                int at = bytes.AsSpan().IndexOf(needle);
                if (at >= 0) found.Add($"{name}: {Path.GetExtension(file)} page {(at / 4096) + 1} at {at % 4096}, page type {bytes[at / 4096 * 4096]}");
            }
        }
        return found;
    }

    internal static byte[] ReadShared(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private string Letters(int count) => string.Create(count, random, static (span, random) =>
    {
        foreach (ref char letter in span) letter = (char)random.Next('a', 'z' + 1);
    });
}
