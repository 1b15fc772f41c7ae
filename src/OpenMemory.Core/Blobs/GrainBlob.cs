namespace OpenMemory;

/// <summary>A grain's own bytes and their content address: what stores and files pass around. Immutable.</summary>
public sealed class GrainBlob : IEquatable<GrainBlob>
{
    private readonly byte[] _bytes;

    private GrainBlob(byte[] bytes, ContentAddress address)
    {
        _bytes = bytes;
        Address = address;
    }

    /// <summary>The content address.</summary>
    public ContentAddress Address { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => _bytes;

    /// <summary>The number of bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>The first nine bytes.</summary>
    public GrainHeader Header
    {
        get
        {
            GrainHeader.TryRead(_bytes, out GrainHeader header);
            return header;
        }
    }

    /// <summary>Validates bytes, copies them and computes their address.</summary>
    /// <param name="blob">All bytes of the blob.</param>
    /// <param name="options">How to read; strict by default.</param>
    /// <returns>The blob.</returns>
    /// <exception cref="OmsException">The bytes are not a sound grain.</exception>
    public static GrainBlob Parse(ReadOnlySpan<byte> blob, GrainReadOptions options = default)
    {
        GrainView.Parse(blob, options);
        return Adopt(blob.ToArray());
    }

    /// <summary>A view of the bytes, without the schema being checked again.</summary>
    /// <returns>The view.</returns>
    public GrainView View() => GrainView.OverTrusted(_bytes);

    /// <inheritdoc/>
    public bool Equals(GrainBlob? other) => other is not null && Address == other.Address;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainBlob);

    /// <inheritdoc/>
    public override int GetHashCode() => Address.GetHashCode();

    /// <summary>The content address.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Address.ToString();

    /// <summary>Takes validated bytes that nobody else holds.</summary>
    internal static GrainBlob Adopt(byte[] bytes) => new(bytes, ContentAddress.Compute(bytes));
}
