namespace OpenMemory;

/// <summary>One file of the result.</summary>
/// <param name="Count">Its number of grains.</param>
/// <param name="RegionLength">The length of its grain region, uncompressed.</param>
internal readonly record struct MgVolume(long Count, long RegionLength)
{
    /// <summary>
    /// Cuts a sequence of grains into files whose offsets fit (OMS-11.4-5). The bound is the one of an uncompressed file also
    /// where the region is compressed, so that decompressing never makes a file that cannot be written.
    /// </summary>
    internal static List<MgVolume> Cut(GrainSequence grains, MgWriterOptions options, CancellationToken cancellationToken)
    {
        long limit = options.Volumes && options.MaxVolumeBytes > 0 ? Math.Min(options.MaxVolumeBytes, uint.MaxValue) : uint.MaxValue;
        List<MgVolume> volumes = [];
        MgVolume volume = default;
        while (grains.TryNextLength(out int length))
        {
            if ((volume.Count & 0xffff) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (volume.Count > 0 && !Fits(volume, length, limit, options))
            {
                if (!options.Volumes)
                    Throw.Fault(OmsErrorCode.Range, "OMS-11.4-5", "The offsets of a .mg file end at 4 GiB; write volumes", volume.RegionLength);
                volumes.Add(volume);
                volume = default;
            }
            volume = new MgVolume(volume.Count + 1, volume.RegionLength + length);
        }
        volumes.Add(volume);
        return volumes;
    }

    /// <summary>
    /// A volume ends before its limit; a single file only needs the last grain to begin before it, and the region of a compressed
    /// one to end there.
    /// </summary>
    private static bool Fits(MgVolume volume, int length, long limit, in MgWriterOptions options)
    {
        long start = MgFileHeader.Size + (4 * (volume.Count + 1)) + volume.RegionLength;
        if (options.Codec is not null && volume.RegionLength + length > uint.MaxValue) return false;
        return start + (options.Volumes ? length + MgFileHeader.FooterSize : 0) <= limit && volume.Count < int.MaxValue;
    }
}
