using System.Globalization;

namespace OpenMemory;

/// <summary>
/// An immutable value inside a grain: null, boolean, integer, float, text, bytes, array or map. Integers and floats stay
/// apart: <c>1</c> and <c>1.0</c> are different values with different bytes (OMS-4.3-6).
/// </summary>
public readonly partial struct OmsValue : IEquatable<OmsValue>
{
    private readonly object? _reference; // text, bytes, array or map; or s_unsigned for integers above long.MaxValue
    private readonly long _bits;

    private static readonly object s_unsigned = new();

    private OmsValue(OmsValueKind kind, long bits, object? reference = null)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
    }

    /// <summary>The null value; the same as <c>default</c>.</summary>
    public static OmsValue Null => default;

    /// <summary>What kind of value this is.</summary>
    public OmsValueKind Kind { get; }

    /// <summary>Whether this is null.</summary>
    public bool IsNull => Kind == OmsValueKind.Null;

    /// <summary>Whether this is an integer above <see cref="long.MaxValue"/>, to be read with <see cref="AsUInt64"/>.</summary>
    public bool IsUnsigned => ReferenceEquals(_reference, s_unsigned);

    /// <summary>The boolean.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">Another kind.</exception>
    public bool AsBoolean() => Kind == OmsValueKind.Boolean ? _bits != 0 : Throw.WrongKind<bool>("a boolean", Kind);

    /// <summary>The integer as a signed number.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">Another kind.</exception>
    /// <exception cref="OverflowException">Above <see cref="long.MaxValue"/>.</exception>
    public long AsInt64()
    {
        if (Kind != OmsValueKind.Integer) return Throw.WrongKind<long>("an integer", Kind);
        return IsUnsigned ? throw new OverflowException() : _bits;
    }

    /// <summary>The integer as an unsigned number.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">Another kind.</exception>
    /// <exception cref="OverflowException">Below zero.</exception>
    public ulong AsUInt64()
    {
        if (Kind != OmsValueKind.Integer) return Throw.WrongKind<ulong>("an integer", Kind);
        return IsUnsigned || _bits >= 0 ? (ulong)_bits : throw new OverflowException();
    }

    /// <summary>The float, or an integer as a float.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">Another kind.</exception>
    public double AsDouble() => Kind switch
    {
        OmsValueKind.Float => BitConverter.Int64BitsToDouble(_bits),
        OmsValueKind.Integer => IsUnsigned ? (ulong)_bits : _bits,
        _ => Throw.WrongKind<double>("a number", Kind),
    };

    /// <summary>The text.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">Another kind.</exception>
    public string AsText() => Kind == OmsValueKind.Text ? (string)_reference! : Throw.WrongKind<string>("a text", Kind);

    /// <summary>The bytes.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">Another kind.</exception>
    public ReadOnlyMemory<byte> AsBytes() =>
        Kind == OmsValueKind.Bytes ? (byte[])_reference! : Throw.WrongKind<ReadOnlyMemory<byte>>("a byte string", Kind);

    /// <summary>The elements of the array.</summary>
    /// <returns>The elements, in order.</returns>
    /// <exception cref="InvalidOperationException">Another kind.</exception>
    public IReadOnlyList<OmsValue> AsArray() =>
        Kind == OmsValueKind.Array ? Array.AsReadOnly((OmsValue[])_reference!) : Throw.WrongKind<OmsValue[]>("an array", Kind);

    /// <summary>The map.</summary>
    /// <returns>The map.</returns>
    /// <exception cref="InvalidOperationException">Another kind.</exception>
    public OmsMap AsMap() => Kind == OmsValueKind.Map ? (OmsMap)_reference! : Throw.WrongKind<OmsMap>("a map", Kind);

    /// <summary>The elements without the array being visible to callers.</summary>
    internal ReadOnlySpan<OmsValue> Elements => (OmsValue[])_reference!;

    /// <summary>Compares deeply; integers never equal floats, and −0.0 differs from 0.0.</summary>
    /// <param name="other">The other value.</param>
    /// <returns>Whether they would be written as the same bytes, normalization aside.</returns>
    public bool Equals(OmsValue other)
    {
        if (Kind != other.Kind || _bits != other._bits) return false;
        return Kind switch
        {
            OmsValueKind.Text => (string)_reference! == (string)other._reference!,
            OmsValueKind.Bytes => ((byte[])_reference!).AsSpan().SequenceEqual((byte[])other._reference!),
            OmsValueKind.Array => Elements.SequenceEqual(other.Elements),
            OmsValueKind.Map => ((OmsMap)_reference!).Equals((OmsMap)other._reference!),
            _ => ReferenceEquals(_reference, other._reference),
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is OmsValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        OmsValueKind.Text => ((string)_reference!).GetHashCode(StringComparison.Ordinal),
        OmsValueKind.Bytes => ((byte[])_reference!).Length,
        OmsValueKind.Array => Elements.Length,
        OmsValueKind.Map => ((OmsMap)_reference!).Count,
        _ => HashCode.Combine(Kind, _bits),
    };

    /// <summary>Whether two values are equal.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they are.</returns>
    public static bool operator ==(OmsValue left, OmsValue right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they do.</returns>
    public static bool operator !=(OmsValue left, OmsValue right) => !left.Equals(right);

    /// <summary>A short text for debugging: scalars as they are, containers by their size.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Kind switch
    {
        OmsValueKind.Null => "null",
        OmsValueKind.Boolean => AsBoolean() ? "true" : "false",
        OmsValueKind.Integer => IsUnsigned ? AsUInt64().ToString(CultureInfo.InvariantCulture) : _bits.ToString(CultureInfo.InvariantCulture),
        OmsValueKind.Float => AsDouble().ToString("R", CultureInfo.InvariantCulture),
        OmsValueKind.Text => AsText(),
        OmsValueKind.Bytes => $"{AsBytes().Length} bytes",
        OmsValueKind.Array => $"[{Elements.Length}]",
        _ => $"{{{AsMap().Count}}}",
    };
}
