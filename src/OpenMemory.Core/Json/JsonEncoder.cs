using System.Text.Json;

namespace OpenMemory;

/// <summary>
/// Turns a grain's JSON into its blob. There are two roads: <see cref="DirectJson"/> writes while it reads, and takes what is plain; where
/// it fails or doubts, the road through objects decides, so that there is one that says what is wrong.
/// </summary>
internal ref struct JsonEncoder
{
    private DirectJson _direct;
    private GrainBlob? _blob;

    /// <summary>Encodes a grain.</summary>
    /// <param name="json">One JSON object.</param>
    /// <param name="restore">See <see cref="Grain.Restore"/>.</param>
    /// <param name="encoding">How the payload is written.</param>
    /// <param name="limits">Size and depth.</param>
    /// <returns>The blob, valid until the encoder is disposed.</returns>
    /// <exception cref="OmsException">The JSON is malformed, or the grain breaks a rule.</exception>
    internal ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> json, bool restore, PayloadEncoding encoding, CodecLimits limits)
    {
        if (TryDirectly(json, restore, encoding, limits, out ReadOnlySpan<byte> blob)) return blob;
        _direct.Dispose(); // the other road needs the thread's writer
        _blob = ThroughObjects(json, restore, encoding, limits);
        return _blob.Span;
    }

    /// <summary>The bytes as a blob of its own.</summary>
    internal readonly GrainBlob ToBlob(ReadOnlySpan<byte> encoded) => _blob ?? GrainBlob.Adopt(encoded.ToArray());

    internal void Dispose() => _direct.Dispose();

    /// <summary>Reads the whole grain and writes it then.</summary>
    internal static GrainBlob ThroughObjects(ReadOnlySpan<byte> json, bool restore, PayloadEncoding encoding, CodecLimits limits)
    {
        Grain grain = GrainJson.Parse(json, restore).In(encoding);
        try
        {
            return grain.ToBlob(limits);
        }
        catch (OmsException exception)
        {
            throw GrainJson.WithPath(exception);
        }
    }

    private bool TryDirectly(ReadOnlySpan<byte> json, bool restore, PayloadEncoding encoding, CodecLimits limits, out ReadOnlySpan<byte> blob)
    {
        blob = default;
        try
        {
            if (!_direct.TryWrite(json, restore, encoding, limits)) return false;
            blob = _direct.Complete();
            return true;
        }
        catch (Exception exception) when (exception is OmsException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
