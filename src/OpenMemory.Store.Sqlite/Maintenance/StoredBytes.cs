using System.Diagnostics.CodeAnalysis;

namespace OpenMemory.Store.Sqlite;

/// <summary>Reads the bytes of a row as those of a stranger, whatever was true when they were written.</summary>
internal static class StoredBytes
{
    /// <summary>Reads and compares them with what the row says.</summary>
    /// <param name="delivered">The blob or the envelope.</param>
    /// <param name="address">The address.</param>
    /// <param name="kind">The row's <see cref="RowKind"/>.</param>
    /// <param name="createdAt">The row's time.</param>
    /// <param name="blob">The grain.</param>
    /// <param name="what">What is wrong.</param>
    internal static bool TryRead(byte[] delivered, in ContentAddress address, long kind, long createdAt, [NotNullWhen(true)] out GrainBlob? blob, out string what)
    {
        blob = null;
        bool isCanonical = (kind & RowKind.NotCanonical) == 0;
        GrainReadOptions options = new() { Mode = isCanonical ? ReadingMode.Canonical : ReadingMode.Compatible, Limits = CodecLimits.Trusted };
        if (!DeliveredGrain.TryParse(delivered, options, null, null, out GrainView view, out OmsFault fault))
        {
            what = $"its bytes are no grain: {fault}";
            return false;
        }
        bool isEnveloped = (kind & RowKind.Enveloped) != 0;
        what = ContentAddress.Compute(view.Bytes) != address ? "its bytes have another address"
            : (RowKind.TypeOf(kind), isEnveloped) != (view.Type, EnvelopeView.IsEnvelope(delivered)) ? "its row says that it is of another kind"
            : SetGrain.TryGetTime(view, out long time) != ((kind & RowKind.Timeless) == 0) || time != createdAt ? "its row says that it is of another time"
            : "";
        if (what.Length > 0) return false;
        blob = GrainBlob.AdoptTrusted(isEnveloped ? view.Bytes.ToArray() : delivered, address, isCanonical, isEnveloped ? delivered : null);
        return true;
    }
}
