using Primitive = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace OpenMemory.Signing;

/// <summary>Ed25519 (RFC 8032). The one place that knows Bouncy Castle's, because the class library has none.</summary>
internal static class Ed25519
{
    internal const int KeyBytes = 32;

    internal static byte[] RequireKey(ReadOnlySpan<byte> key)
    {
        byte[] copy = key.ToArray();
        if (key.Length != KeyBytes || !Primitive.ValidatePublicKeyPartial(copy, 0))
            throw new OmsException(new(OmsErrorCode.Corrupt, "OMS-12.2-1", "The bytes are not an Ed25519 public key", 0));
        return copy;
    }

    internal static bool Verify(byte[] key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => throw new NotImplementedException();
}
