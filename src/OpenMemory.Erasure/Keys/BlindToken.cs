using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace OpenMemory.Erasure;

/// <summary>
/// 32 bytes that stand for a value without revealing it: HMAC-SHA256 under a key that only the holder of the master key can derive
/// (§20.3, R-51). Equal values have equal tokens, so a token can be looked up. Comparison takes the same time for any two tokens.
/// </summary>
[InlineArray(SizeInBytes)]
public struct BlindToken : IEquatable<BlindToken>
{
    /// <summary>Size of a token in bytes: 32.</summary>
    public const int SizeInBytes = 32;

    private byte _first;

    /// <summary>Makes a token from its raw bytes.</summary>
    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public BlindToken(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != SizeInBytes) throw new ArgumentException("A blind-index token has 32 bytes.", nameof(bytes));
        bytes.CopyTo(this);
    }

    /// <summary>Parses 64 lowercase hexadecimal digits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="token">The token, or the default value.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out BlindToken token)
    {
        token = default;
        if (text.Length != 2 * SizeInBytes || text.ContainsAnyInRange('A', 'F')) return false;
        if (Convert.FromHexString(text, token, out _, out _) == System.Buffers.OperationStatus.Done) return true;
        token = default; // what was read before the wrong digit
        return false;
    }

    /// <summary>Writes the 32 bytes.</summary>
    /// <param name="destination">At least 32 bytes.</param>
    public readonly void CopyTo(Span<byte> destination) => AsSpan(in this).CopyTo(destination);

    /// <summary>Compares with another token in a time that does not depend on their values.</summary>
    /// <param name="other">The other token.</param>
    /// <returns>Whether they are equal.</returns>
    public readonly bool Equals(BlindToken other) => CryptographicOperations.FixedTimeEquals(AsSpan(in this), AsSpan(in other));

    /// <summary>Compares with the 32 bytes of a token in a time that does not depend on their values.</summary>
    /// <param name="other">The bytes; any other length is not equal.</param>
    /// <returns>Whether they are equal.</returns>
    public readonly bool Equals(ReadOnlySpan<byte> other) => CryptographicOperations.FixedTimeEquals(AsSpan(in this), other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is BlindToken other && Equals(other);

    /// <summary>A hash that differs between processes: tokens in a stranger's file may be made up so that they collide.</summary>
    /// <returns>The hash.</returns>
    public override readonly int GetHashCode()
    {
        HashCode hash = new();
        hash.AddBytes(AsSpan(in this));
        return hash.ToHashCode();
    }

    /// <summary>64 lowercase hexadecimal digits.</summary>
    /// <returns>The text.</returns>
    public override readonly string ToString() => Convert.ToHexStringLower(AsSpan(in this));

    /// <summary>Whether two tokens are equal.</summary>
    public static bool operator ==(BlindToken left, BlindToken right) => left.Equals(right);

    /// <summary>Whether two tokens differ.</summary>
    public static bool operator !=(BlindToken left, BlindToken right) => !left.Equals(right);

    private static ReadOnlySpan<byte> AsSpan(in BlindToken token) => token;
}
