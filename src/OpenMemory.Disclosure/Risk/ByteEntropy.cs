namespace OpenMemory.Disclosure;

/// <summary>How random bytes look: no byte counts for more than its frequency in the text itself allows.</summary>
internal static class ByteEntropy
{
    /// <summary>The empirical entropy of all bytes together, in bits; the steps between neighbours count as well, so that abcdef… is little.</summary>
    internal static double Bits(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2) return 8.0 * bytes.Length;
        if (PeriodOf(bytes) is > 0 and int period) return (8.0 * period) + Math.Log2(bytes.Length);
        Span<int> counts = stackalloc int[256], steps = stackalloc int[256];
        counts.Clear();
        steps.Clear();
        for (int i = 0; i < bytes.Length; i++)
        {
            counts[bytes[i]]++;
            if (i > 0) steps[(byte)(bytes[i] - bytes[i - 1])]++;
        }
        // Neither sum shrinks when a byte is added, so that a longer text never looks easier than its beginning.
        return Math.Min(Entropy(counts, bytes.Length) * bytes.Length, 8 + (Entropy(steps, bytes.Length - 1) * (bytes.Length - 1)));
    }

    /// <summary>After how many bytes the text begins anew, to its end, at least twice; 0 where it does not.</summary>
    private static int PeriodOf(ReadOnlySpan<byte> bytes)
    {
        for (int period = 1; period <= Math.Min(bytes.Length / 3, 16); period++)
        {
            if (bytes[period..].SequenceEqual(bytes[..^period])) return period;
        }
        return 0;
    }

    private static double Entropy(ReadOnlySpan<int> counts, int total)
    {
        double entropy = 0;
        foreach (int count in counts)
        {
            if (count > 0) entropy -= (double)count / total * Math.Log2((double)count / total);
        }
        return entropy;
    }
}
