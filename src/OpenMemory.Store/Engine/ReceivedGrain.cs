using System.Buffers;

namespace OpenMemory.Store;

/// <summary>A grain from elsewhere, read before a store is locked.</summary>
/// <param name="Delivered">The blob, or the envelope around it, which nobody else holds.</param>
/// <param name="Address">The address of the blob, sound or not .</param>
/// <param name="Blob">The grain; null where it is not sound.</param>
/// <param name="Fault">What is wrong with it, or the default value.</param>
/// <param name="Warnings">What the Compatible mode put up with (OMS-28.4-7); null for nothing.</param>
internal readonly record struct ReceivedGrain(byte[] Delivered, ContentAddress Address, GrainBlob? Blob, OmsFault Fault, IReadOnlyList<OmsFault>? Warnings)
{
    /// <summary>A grain that was not read yet.</summary>
    internal ReceivedGrain(byte[] delivered)
        : this(delivered, default, null, default, null)
    {
    }

    /// <summary>Whether the address was computed.</summary>
    internal bool IsAddressed => Address != default;

    /// <summary>Reads grains as they came, and computes their addresses together.</summary>
    /// <param name="grains">Grains that were not read yet.</param>
    /// <param name="options">How strictly to read them.</param>
    internal static void ReadAll(Span<ReceivedGrain> grains, GrainReadOptions options)
    {
        AddressAll(grains);
        foreach (ref ReceivedGrain grain in grains) grain = grain.Read(options);
    }

    /// <summary>Computes the addresses of grains, sound or not, and reads nothing.</summary>
    internal static void AddressAll(Span<ReceivedGrain> grains)
    {
        ReadOnlyMemory<byte>[] blobs = ArrayPool<ReadOnlyMemory<byte>>.Shared.Rent(grains.Length);
        ContentAddress[] addresses = ArrayPool<ContentAddress>.Shared.Rent(grains.Length);
        for (int i = 0; i < grains.Length; i++) blobs[i] = MgElement.BlobIn(grains[i].Delivered.AsMemory());
        ContentAddress.ComputeBatch(blobs.AsSpan(0, grains.Length), addresses);
        for (int i = 0; i < grains.Length; i++) grains[i] = grains[i] with { Address = addresses[i] };
        ArrayPool<ReadOnlyMemory<byte>>.Shared.Return(blobs, clearArray: true);
        ArrayPool<ContentAddress>.Shared.Return(addresses);
    }

    private ReceivedGrain Read(GrainReadOptions options)
    {
        options = options with { InsideEnvelope = false };
        Tolerance? tolerance = options.Mode == ReadingMode.Compatible ? new() : null;
        if (!DeliveredGrain.TryParse(Delivered, options, tolerance, null, out GrainView view, out OmsFault fault)) return this with { Fault = fault };
        return this with
        {
            Blob = GrainBlob.AdoptDelivered(Delivered, Address, view.IsCanonical),
            Warnings = tolerance is { Count: > 0 } ? [.. tolerance.Listed.Select(static mark => mark.Fault)] : null,
        };
    }
}
