using System.Numerics;
using System.Security.Cryptography;

namespace OpenMemory.Signing;

/// <summary>ECDSA over P-256 with SHA-256: the platform's, and points in the form that DIDs have (SEC 1, 2.3).</summary>
internal static class P256
{
    internal const int CoordinateBytes = 32, CompressedBytes = 33, UncompressedBytes = 65, SignatureBytes = 64;

    private const DSASignatureFormat Format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;

    private static readonly BigInteger s_p = Number("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    private static readonly BigInteger s_b = Number("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
    private static readonly BigInteger s_order = Number("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    private static readonly BigInteger s_rootExponent = (s_p + 1) / 4; // p is 3 modulo 4

    /// <summary>Reads a point: 33 bytes compressed, or 65 bytes uncompressed. The point at infinity has another form, and is none.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> bytes, out ECPoint point)
    {
        point = default;
        bool isCompressed = bytes.Length == CompressedBytes && bytes[0] is 2 or 3;
        if (!isCompressed && !(bytes.Length == UncompressedBytes && bytes[0] == 4)) return false;
        ReadOnlySpan<byte> xBytes = bytes.Slice(1, CoordinateBytes);
        BigInteger x = Number(xBytes), y;
        if (x >= s_p) return false;
        BigInteger square = (BigInteger.ModPow(x, 3, s_p) + (s_p - 3) * x + s_b) % s_p;
        if (isCompressed)
        {
            y = BigInteger.ModPow(square, s_rootExponent, s_p);
            if (y.IsEven != (bytes[0] == 2)) y = s_p - y; // y is never 0: the order of the curve is odd
        }
        else
        {
            y = Number(bytes[^CoordinateBytes..]);
            if (y >= s_p) return false;
        }
        if (y * y % s_p != square) return false;
        byte[] yBytes = new byte[CoordinateBytes];
        y.TryWriteBytes(yBytes.AsSpan(CoordinateBytes - y.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        point = new() { X = xBytes.ToArray(), Y = yBytes };
        return true;
    }

    internal static byte[] Compress(ECPoint point) => [(byte)(2 + (point.Y![^1] & 1)), .. point.X!];

    /// <summary>Whether 32 bytes are a private key: 1 up to the order of the curve, which is none. Takes the same time for all.</summary>
    internal static bool IsScalar(ReadOnlySpan<byte> scalar)
    {
        if (scalar.Length != CoordinateBytes) return false;
        Span<byte> order = stackalloc byte[CoordinateBytes];
        s_order.TryWriteBytes(order, out _, isUnsigned: true, isBigEndian: true);
        int borrow = 0, any = 0;
        for (int i = CoordinateBytes - 1; i >= 0; i--)
        {
            borrow = (scalar[i] - order[i] - borrow) >> 31 & 1;
            any |= scalar[i];
        }
        return borrow == 1 && any != 0;
    }

    internal static ECParameters Public(ECPoint point) => new() { Curve = ECCurve.NamedCurves.nistP256, Q = point };

    /// <summary>A private key with its point, which the platform computes.</summary>
    internal static ECParameters Private(byte[] scalar)
    {
        using ECDsa key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
        return new() { Curve = ECCurve.NamedCurves.nistP256, D = scalar, Q = key.ExportParameters(includePrivateParameters: false).Q };
    }

    internal static byte[] Sign(EcdsaPool keys, ReadOnlySpan<byte> message)
    {
        ECDsa key = keys.Rent();
        byte[] signature = key.SignData(message, HashAlgorithmName.SHA256, Format);
        keys.Return(key);
        return signature;
    }

    internal static bool Verify(EcdsaPool keys, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        ECDsa key = keys.Rent();
        try
        {
            return key.VerifyData(message, signature, HashAlgorithmName.SHA256, Format);
        }
        catch (CryptographicException)
        {
            return false; // what a platform will not even look at is no signature
        }
        finally
        {
            keys.Return(key);
        }
    }

    private static BigInteger Number(string hex) => Number(Convert.FromHexString(hex));

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
