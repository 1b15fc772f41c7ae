using System.Buffers;
using Primitive = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace OpenMemory.Signing;

/// <summary>Ed25519 (RFC 8032). The one place that knows Bouncy Castle's, because the class library has none.</summary>
internal static class Ed25519
{
    internal const int KeyBytes = 32, SeedBytes = 32, SignatureBytes = 64;

    /// <summary>The y coordinates of the points whose order divides eight: for such a key anybody can make signatures.</summary>
    private static readonly byte[][] s_smallOrder =
    [
        Convert.FromHexString("0000000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("0100000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        Convert.FromHexString("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        Convert.FromHexString("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ];

    /// <summary>Whether bytes are the one encoding of a point of the curve that is not of small order.</summary>
    internal static bool IsKey(byte[] key) => key.Length == KeyBytes && !IsOfSmallOrder(key) && Primitive.ValidatePublicKeyPartial(key, 0);

    internal static byte[] PublicKeyOf(byte[] seed)
    {
        byte[] key = new byte[KeyBytes];
        Primitive.GeneratePublicKey(seed, 0, key, 0);
        return key;
    }

    internal static byte[] Sign(byte[] seed, byte[] key, ReadOnlySpan<byte> message)
    {
        byte[] rented = Rent(message);
        try
        {
            return Sign(seed, key, new ArraySegment<byte>(rented, 0, message.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    internal static byte[] Sign(byte[] seed, byte[] key, ArraySegment<byte> message)
    {
        byte[] signature = new byte[SignatureBytes];
        Primitive.Sign(seed, 0, key, 0, message.Array ?? [], message.Offset, message.Count, signature, 0);
        return signature;
    }

    internal static bool Verify(byte[] key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        byte[] rented = Rent(message);
        try
        {
            return Verify(key, new ArraySegment<byte>(rented, 0, message.Length), signature);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    internal static bool Verify(byte[] key, ArraySegment<byte> message, ReadOnlySpan<byte> signature)
    {
        byte[] rented = Rent(signature);
        try
        {
            return Primitive.Verify(rented, 0, key, 0, message.Array ?? [], message.Offset, message.Count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static bool IsOfSmallOrder(ReadOnlySpan<byte> key)
    {
        foreach (ReadOnlySpan<byte> point in s_smallOrder)
        {
            if (key[..^1].SequenceEqual(point[..^1]) && (key[^1] & 0x7f) == point[^1]) return true; // the last bit is the sign of x
        }
        return false;
    }

    /// <summary>Bytes in an array, because Bouncy Castle takes nothing else.</summary>
    private static byte[] Rent(ReadOnlySpan<byte> bytes)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(rented);
        return rented;
    }
}
