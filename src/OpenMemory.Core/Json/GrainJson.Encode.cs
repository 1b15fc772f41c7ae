using System.Buffers;

namespace OpenMemory;

public static partial class GrainJson
{
    /// <summary>Reads an author's grain and writes its canonical bytes.</summary>
    /// <param name="utf8Json">One JSON object.</param>
    /// <param name="restore">The JSON shows a grain that exists already, see <see cref="Grain.Restore"/>.</param>
    /// <param name="encoding">How the payload is written; JSON does not say.</param>
    /// <param name="limits">Size and depth, for example a device profile's.</param>
    /// <returns>The blob.</returns>
    /// <exception cref="OmsException">The JSON is malformed, or the grain breaks a rule; the fault names the JSON path.</exception>
    public static GrainBlob Encode(ReadOnlySpan<byte> utf8Json, bool restore = false, PayloadEncoding encoding = default, CodecLimits limits = default)
    {
        JsonEncoder encoder = default;
        try
        {
            return encoder.ToBlob(encoder.Encode(utf8Json, restore, encoding, limits));
        }
        finally
        {
            encoder.Dispose();
        }
    }

    /// <summary>
    /// Reads an author's grain and writes its canonical bytes into a caller's buffer. Allocates nothing in the steady state, unless the
    /// grain is refused, has no schema or is spelt in an unusual way.
    /// </summary>
    /// <param name="utf8Json">One JSON object.</param>
    /// <param name="destination">Room for the blob.</param>
    /// <param name="address">The content address.</param>
    /// <param name="restore">The JSON shows a grain that exists already, see <see cref="Grain.Restore"/>.</param>
    /// <param name="encoding">How the payload is written; JSON does not say.</param>
    /// <param name="limits">Size and depth, for example a device profile's.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="OmsException">The JSON is malformed, or the grain breaks a rule; the fault names the JSON path.</exception>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public static int Encode(
        ReadOnlySpan<byte> utf8Json, Span<byte> destination, out ContentAddress address,
        bool restore = false, PayloadEncoding encoding = default, CodecLimits limits = default)
    {
        JsonEncoder encoder = default;
        try
        {
            ReadOnlySpan<byte> blob = encoder.Encode(utf8Json, restore, encoding, limits);
            if (!blob.TryCopyTo(destination)) Throw.DestinationTooShort();
            address = ContentAddress.Compute(blob);
            return blob.Length;
        }
        finally
        {
            encoder.Dispose();
        }
    }

    /// <summary>
    /// Reads an author's grain and writes its canonical bytes into a growing buffer. Allocates nothing in the steady state, unless the
    /// grain is refused, has no schema or is spelt in an unusual way.
    /// </summary>
    /// <param name="utf8Json">One JSON object.</param>
    /// <param name="destination">Receives the blob; nothing where the grain is refused.</param>
    /// <param name="restore">The JSON shows a grain that exists already, see <see cref="Grain.Restore"/>.</param>
    /// <param name="encoding">How the payload is written; JSON does not say.</param>
    /// <param name="limits">Size and depth, for example a device profile's.</param>
    /// <returns>The content address.</returns>
    /// <exception cref="OmsException">The JSON is malformed, or the grain breaks a rule; the fault names the JSON path.</exception>
    public static ContentAddress Encode(
        ReadOnlySpan<byte> utf8Json, IBufferWriter<byte> destination,
        bool restore = false, PayloadEncoding encoding = default, CodecLimits limits = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        JsonEncoder encoder = default;
        try
        {
            ReadOnlySpan<byte> blob = encoder.Encode(utf8Json, restore, encoding, limits);
            destination.Write(blob);
            return ContentAddress.Compute(blob);
        }
        finally
        {
            encoder.Dispose();
        }
    }
}
