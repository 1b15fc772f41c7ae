namespace OpenMemory;

/// <summary>
/// Compares two files as sets of grains, by content address, and what their manifests say of grains that both hold. Order,
/// duplicates, compression, in which of several envelopes a grain came, and entries for grains that are in neither file are no differences.
/// </summary>
/// <remarks>11 to 22 bytes are held for each grain of both files, and the manifests.</remarks>
public static class MgDiff
{
    /// <summary>Compares two files.</summary>
    /// <param name="first">The first file.</param>
    /// <param name="second">The second file.</param>
    /// <param name="found">Told of every difference: first those of the first file's grains in their order, then those of the second file's.</param>
    /// <param name="options">How grains are read; strict by default.</param>
    /// <param name="progress">Told the number of bytes read, now and then.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The numbers.</returns>
    /// <exception cref="OmsException">A grain is not sound: the message has its file and position, the offset counts as in <see cref="MgFileReader.OffsetOf"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static MgDiffResult Compare(
        MgFileReader first, MgFileReader second, Action<MgDifference>? found = null, GrainReadOptions options = default, IProgress<MgProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ProgressMeter? meter = progress is null ? null : new(progress, first.RegionLength + second.RegionLength);
        BitSet met = new();
        AddressTable seen = new(first.Count, first.ReadAddress);
        long onlyInFirst = 0, onlyInSecond = 0, inBoth = 0, states = 0;
        using MgGrainEnumerator ofFirst = first.GetEnumerator();
        while (ofFirst.MoveNext())
        {
            MgGrain grain = ofFirst.Current;
            if ((grain.Index & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            meter?.Add(grain.Bytes.Length);
            GrainType type = SetGrain.Parse(first, grain.Index, grain.Bytes, options, " of the first file").Type;
            ContentAddress address = ofFirst.GetAddress();
            if (seen.Add(address, grain.Index) >= 0) continue; // a duplicate
            if (!second.TryFind(address, out int other))
            {
                onlyInFirst++;
                found?.Invoke(new(MgDifferenceKind.OnlyInFirst, address, type, grain.Index, -1, StateOf(first, address), IndexState.Default));
                continue;
            }
            inBoth++;
            met.Add(other);
            IndexState state = StateOf(first, address), otherState = StateOf(second, address);
            if (state.Equals(otherState)) continue;
            states++;
            found?.Invoke(new(MgDifferenceKind.State, address, type, grain.Index, other, state, otherState));
        }
        using MgGrainEnumerator ofSecond = second.GetEnumerator();
        while (ofSecond.MoveNext())
        {
            MgGrain grain = ofSecond.Current;
            if ((grain.Index & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            meter?.Add(grain.Bytes.Length);
            bool isMet = met[grain.Index];
            if (isMet && MgElement.IsUnsigned(grain.Bytes)) continue; // the same bytes as one of the first file, and so as sound
            GrainType type = SetGrain.Parse(second, grain.Index, grain.Bytes, options, " of the second file").Type;
            ContentAddress address = MgElement.AddressOf(grain.Bytes); // of few of them
            if (isMet || !second.TryFind(address, out int index) || index != grain.Index) continue; // a duplicate
            onlyInSecond++;
            found?.Invoke(new(MgDifferenceKind.OnlyInSecond, address, type, -1, index, IndexState.Default, StateOf(second, address)));
        }
        return new MgDiffResult(onlyInFirst, onlyInSecond, inBoth, states);
    }

    private static IndexState StateOf(MgFileReader file, in ContentAddress address) => file.Manifest?[address] ?? IndexState.Default;
}
